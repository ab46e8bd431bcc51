"""The tables of a pack that say when: hours, closures, deadlines, timescales, undo, and the clocks of complaints."""

import re
from datetime import date, datetime
from typing import Literal

from console.model import ClockKind
from console.rules.policy_table import Setting, Table
from console.rules.policy_texts import ReferenceReply
from console.rules.worktime import Allowance, WorkingDays, WorkingMinutes

SERVICE_REQUEST_TITLE = "Service request"  # what is to be done and is no complaint: the label of its clock


class Place(Setting, frozen=True, kw_only=True):
    """`[place]`: where, so which clock and which bank holidays."""

    zone: str
    nation: Literal["ENG", "SCT", "WLS", "NIR"]


class OpeningHours(Setting, frozen=True, kw_only=True):
    """`[hours]`: intervals such as "09:00-12:30" for each weekday; several a day make a split shift."""

    monday: list[str] = []
    tuesday: list[str] = []
    wednesday: list[str] = []
    thursday: list[str] = []
    friday: list[str] = []
    saturday: list[str] = []
    sunday: list[str] = []

    def by_weekday(self) -> tuple[list[str], ...]:
        """Monday first."""
        return (
            self.monday,
            self.tuesday,
            self.wednesday,
            self.thursday,
            self.friday,
            self.saturday,
            self.sunday,
        )


_CLOCK_TIME = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)", re.ASCII)


def interval_minutes(text: str) -> tuple[int, int]:
    """Read "09:00-12:30" as (start, end) in minutes after local midnight; "24:00" is the end of the day.

    Raises ValueError, with what would be right, when it is anything else or does not end after it starts.
    """
    halves = [_CLOCK_TIME.fullmatch(half.strip()) for half in text.split("-")]
    minutes = [int(half[1]) * 60 + int(half[2]) for half in halves if half]
    if len(halves) != 2 or len(minutes) != 2 or minutes[1] > 24 * 60:
        raise ValueError(f'"{text}" is not a stretch of hours: write it as "09:00-17:00"')
    if minutes[1] <= minutes[0]:
        raise ValueError(f'"{text}" does not end after it starts: split a night at "24:00" and "00:00"')
    return minutes[0], minutes[1]


class ClosureDates(Table, frozen=True, kw_only=True, rename={"start": "from", "end": "to"}):
    """`[[closure]]`: shut from one local time to another (`from`, `to`), with the reason."""

    start: datetime
    end: datetime
    reason: str
    clause: str = ""


class LocalHoliday(Table, frozen=True, kw_only=True):
    """`[[local_holiday]]`: a day off that is not in the nation's list."""

    date: date
    name: str


class TimeAllowance(Setting, frozen=True, kw_only=True):
    """An amount of working time: give one of `working_days`, `working_hours`, `working_minutes`."""

    working_days: float | None = None
    working_hours: float | None = None
    working_minutes: float | None = None

    def allowance(self) -> Allowance:
        if self.working_days is not None:
            return WorkingDays(self.working_days)
        if self.working_hours is not None:
            return WorkingMinutes(self.working_hours * 60)
        return WorkingMinutes(self.working_minutes or 0.0)


class Deadlines(Table, frozen=True, kw_only=True):
    """`[deadlines.answer]`, `[deadlines.escalation]`, `[deadlines.look]`: the clocks every item or channel has."""

    answer: TimeAllowance
    escalation: TimeAllowance
    look: TimeAllowance


class Timescale(TimeAllowance, frozen=True, kw_only=True):
    """`[[timescale]]`: a promise that may be made; `text` completes "we will message you …"."""

    id: str
    text: str

    @property
    def promise(self) -> str:
        """What is promised with it, and the label of the clock that then runs."""
        return f"Contact {self.text}, as we told them"


class BeforeMinutes(Table, frozen=True, kw_only=True, rename={"case_stage": "case-stage"}):
    """`before_minutes` of `[warnings]`: so long before its end a clock of each kind is warned of; 0: it is not.

    Working minutes; a platform's window counts by the wall clock.
    """

    answer: int = 15
    promise: int = 60
    case_stage: int = 240
    escalation: int = 30
    window: int = 60

    def minutes(self, kind: ClockKind) -> int:
        """How long before its end a clock of this kind is warned of."""
        minutes: int = getattr(self, kind.value.replace("-", "_"))
        return minutes


class Warnings(Setting, frozen=True, kw_only=True):
    """`[warnings]`: working minutes before a deadline at which it is called due soon, and at which somebody is told.

    `quiet`: the hours without a bell.
    """

    due_soon_minutes: int = 60
    before_minutes: BeforeMinutes = BeforeMinutes()
    quiet: list[str] = []  # local intervals in which no bell rings


class Undo(Setting, frozen=True, kw_only=True):
    """`[undo]`: how long an act can be taken back before it leaves; `channels` overrides it by channel."""

    seconds: float
    channels: dict[str, float] = {}


class ComplaintStage(TimeAllowance, frozen=True, kw_only=True):
    """`[[complaints.stage]]`: one clock of the procedure.

    `starts` is "received" (when a complaint enters that `level`), or the id of the stage from whose end it counts.
    """

    id: str
    title: str
    starts: str = "received"
    level: int = 1


class Complaints(Setting, frozen=True, kw_only=True):
    """`[complaints]`: the housing system, its categories, the procedure's own clocks, and what a reply starts with."""

    system: str
    reference_prefix: str
    categories: list[str]
    stage: list[ComplaintStage]
    service_request: TimeAllowance
    reply: ReferenceReply
