"""A policy pack as records: what an association's social media policy says, every setting with its clause.

This file is the format of a pack; `packs.py` finds, reads and checks packs. Tables of the TOML files are the Structs
below, under the same names. A setting for which the policy gives no figure says `assumed = true`.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

import msgspec

from console.model import ActionKind, ItemKind, Operation
from console.rules.worktime import Allowance, WorkingDays, WorkingMinutes


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a pack. Unknown keys are an error, so that a misspelt one is not silently ignored."""


class Setting(Table, frozen=True, kw_only=True):
    """A table that carries out a clause."""

    clause: str
    assumed: bool = False


class Identity(Table, frozen=True, kw_only=True):
    """`[identity]`: which policy this is."""

    name: str  # of the pack: the folder's
    association: str
    title: str
    version: str
    approved: date
    review_due: date
    clause: str
    note: str = ""
    assumed: bool = False  # the dates, where the text gives only years


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


class Warnings(Setting, frozen=True, kw_only=True):
    """`[warnings]`: working minutes before a deadline at which it is called due soon, and the quiet hours of bells."""

    due_soon_minutes: int = 60
    quiet: list[str] = []  # local intervals in which no bell rings


class Undo(Setting, frozen=True, kw_only=True):
    """`[undo]`: how long an act can be taken back before it leaves; `channels` overrides it by channel."""

    seconds: float
    channels: dict[str, float] = {}


class Role(Table, frozen=True, kw_only=True):
    """`[[role]]`: a role by its name in the policy, and what it may do."""

    id: str
    title: str
    may: list[ActionKind]
    clause: str
    assumed: bool = False
    is_appointed: bool = False  # may post in the association's name
    is_supervisor: bool = False


class Department(Table, frozen=True, kw_only=True):
    """`[[department]]`: who answers for what; `words` and `rules` say which items are theirs."""

    id: str
    title: str
    director: str  # a role's title
    words: list[str] = []
    rules: list[str] = []
    holder: str = ""  # the director's name: for the association to fill in
    clause: str
    assumed: bool = False


class EscalationRoute(Setting, frozen=True, kw_only=True):
    """`[escalation]`: to whom when no department fits, and in the director's absence."""

    default_department: str
    fall_back: str  # a role's title: the Chief Executive
    colleague_department: str  # what concerns a colleague's conduct goes here
    advice_from: str  # whom an advisor asks when unsure (LG9.3)


class HouseRule(Table, frozen=True, kw_only=True):
    """`[[house_rule]]`: what users of the page are asked to keep to; quoted in notices."""

    id: str
    text: str
    clause: str
    assumed: bool = False  # the wording is ours


class RemovalReason(Table, frozen=True, kw_only=True):
    """`[[removal_reason]]`: why something may be removed, under which house rule, and what is then posted.

    `notice` may hold `{house_rule}`, `{first_name}` and `{link:KEY}`. An empty notice posts nothing.
    """

    id: str
    title: str
    house_rule: str
    clause: str
    notice: str
    operation: Operation = Operation.HIDE
    rules: list[str] = []  # the triage rules that propose it
    is_strike: bool = True
    assumed: bool = False


class Sanctions(Setting, frozen=True, kw_only=True):
    """`[sanctions]`: when blocking somebody is proposed, and what they are told."""

    block_at_strikes: int
    strikes_expire_days: int
    block_notice: str
    extreme_rules: list[str] = []  # one finding of these is enough


class TermsNotice(Setting, frozen=True, kw_only=True):
    """`[terms]`: the notice every page carries; `channels` has the wording where one channel needs its own."""

    text: str
    channels: dict[str, str] = {}


class PrivateRoute(Setting, frozen=True, kw_only=True):
    """`[private_route]`: where somebody is sent whom we cannot message on the channel that they used.

    `text` may hold `{link:KEY}`, `{phone}` and `{email}`; the last two only once they are filled in.
    """

    text: str
    phone: str = ""
    email: str = ""


class ComplaintStage(TimeAllowance, frozen=True, kw_only=True):
    """`[[complaints.stage]]`: one clock of the procedure.

    `starts` is "received" (when a complaint enters that `level`), or the id of the stage from whose end it counts.
    """

    id: str
    title: str
    starts: str = "received"
    level: int = 1


class Complaints(Setting, frozen=True, kw_only=True):
    """`[complaints]`: the housing system, its categories and the procedure's own clocks."""

    system: str
    reference_prefix: str
    categories: list[str]
    stage: list[ComplaintStage]
    service_request: TimeAllowance


class Link(Table, frozen=True, kw_only=True):
    """`[[link]]`: one direct link of the shelf. An empty `url` is a blank: the home page stands in for it."""

    key: str
    title: str
    url: str = ""
    words: list[str] = []


class Domains(Setting, frozen=True, kw_only=True):
    """`[domains]`: whose links may go out."""

    own: list[str]
    listed: list[str] = []


class Retention(Setting, frozen=True, kw_only=True):
    """`[[retention]]`: how long one kind of record is kept."""

    kind: str
    days: int


class ConductLevels(Setting, frozen=True, kw_only=True):
    """`[conduct]`: limits of the outbound check."""

    words_before_link: int
    sentence_words: int = 25
    allowed_words: list[str] = []


class ClauseNote(Table, frozen=True, kw_only=True):
    """`[[clause]]`: one clause of the policy in a line, and which settings carry it (key paths of the pack)."""

    id: str
    asks: str
    carried_by: list[str] = []
    outside: str = ""  # why it is deliberately not built
    later: str = ""  # which part of the console will carry it


class Blank(Table, frozen=True, kw_only=True):
    """`[[blank]]`: something only the association knows. Reported while the setting at `where` is empty."""

    where: str  # key path, such as "link.repairs.url" or "department.housing.holder"
    asks: str
    meanwhile: str


class Template(Table, frozen=True, kw_only=True):
    """`[[template]]` of `templates*.toml`: a reply somebody may send."""

    id: str
    title: str
    situation: str
    keywords: list[str]
    kinds: list[Literal["comment", "message"]]
    clauses: list[str]
    text: str
    examples: list[str]

    def fits(self, kind: ItemKind) -> bool:
        """Whether it may be used on an item of this kind: "comment" stands for everything public."""
        return ("message" if kind.is_private else "comment") in self.kinds


class Words(Table, frozen=True, kw_only=True):
    """`words.toml`: what triage and the outbound check look for, by rule and strength."""

    abuse_severe: list[str] = []
    abuse_mild: list[str] = []
    prejudice: list[str] = []
    threat: list[str] = []  # phrases
    urgent: list[str] = []
    safeguarding: list[str] = []
    reputation: list[str] = []
    complaint: list[str] = []
    negative: list[str] = []
    issue: list[str] = []
    feedback: list[str] = []
    thanks: list[str] = []
    spam: list[str] = []
    colleague: list[str] = []
    allowed: list[str] = []  # never abuse, whatever they contain
    jargon: dict[str, str] = {}  # word → plain word
    american: dict[str, str] = {}  # American → British
    risky: dict[str, str] = {}  # wording → a kinder way
    own_contacts: list[str] = []  # the association's own published numbers and addresses


class Core(Table, frozen=True, kw_only=True):
    """`policy.toml`: what the first screen needs. Templates and words are read when somebody first needs them."""

    format: Literal[1]
    identity: Identity
    place: Place
    hours: OpeningHours
    deadlines: Deadlines
    warnings: Warnings
    undo: Undo
    role: list[Role]
    department: list[Department]
    escalation: EscalationRoute
    house_rule: list[HouseRule]
    removal_reason: list[RemovalReason]
    sanctions: Sanctions
    terms: TermsNotice
    private_route: PrivateRoute
    complaints: Complaints
    domains: Domains
    conduct: ConductLevels
    link: list[Link]
    timescale: list[Timescale]
    retention: list[Retention]
    clause: list[ClauseNote]
    closure: list[ClosureDates] = []
    local_holiday: list[LocalHoliday] = []
    blank: list[Blank] = []
    linked_policies: list[str] = []


class ReadingState(StrEnum):
    """Whether the policy is within its own review date."""

    CURRENT = "current"
    OVERDUE = "overdue"


def review_state(identity: Identity, today: date) -> ReadingState:
    """Say whether the policy's own review has fallen due (L-Version table, W11.3)."""
    return ReadingState.OVERDUE if today > identity.review_due else ReadingState.CURRENT
