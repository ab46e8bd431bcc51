"""Figures of a period: what is asked, and what screens and commands get. `reports/definitions.py` says what each is.

Three cohorts are never mixed: what was received in a period, what was due in it, and what was answered in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct

from console.clock import epoch_ms
from console.rules.wallclock import ONE_DAY, midnight

MONTHS, QUARTER = 12, 3


class Period(Struct, frozen=True):
    """From `start` until just before `end`. Both are aware and in UTC, where moments compare rightly.

    What happens at the very moment in which one period ends and the next begins belongs to the next.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Raises ValueError for a period without length, TypeError for a moment without a zone."""
        if epoch_ms(self.end) <= epoch_ms(self.start):
            raise ValueError(f"The period would end at {self.end}, not after its start at {self.start}.")

    @classmethod
    def of_days(cls, first: date, last: date, zone: ZoneInfo) -> Period:
        """The local days from `first` to `last`, both whole. Raises ValueError when `last` is the earlier."""
        return cls(midnight(first, zone), midnight(last + ONE_DAY, zone))

    @classmethod
    def of_day(cls, day: date, zone: ZoneInfo) -> Period:
        """A local day: 23 or 25 hours long where the clocks change."""
        return cls.of_days(day, day, zone)

    @classmethod
    def of_week(cls, day: date, zone: ZoneInfo) -> Period:
        """The ISO week, from its Monday on, that the day lies in."""
        monday = day - day.weekday() * ONE_DAY
        return cls.of_days(monday, monday + 6 * ONE_DAY, zone)

    @classmethod
    def of_month(cls, day: date, zone: ZoneInfo) -> Period:
        """The month that the day lies in."""
        return cls._of_months(day.year, day.month, 1, zone)

    @classmethod
    def of_quarter(cls, day: date, zone: ZoneInfo) -> Period:
        """The quarter of the calendar year that the day lies in: January to March, and so on."""
        return cls._of_months(day.year, day.month - (day.month - 1) % QUARTER, QUARTER, zone)

    @classmethod
    def _of_months(cls, year: int, month: int, months: int, zone: ZoneInfo) -> Period:
        after = month - 1 + months
        end = date(year + after // MONTHS, after % MONTHS + 1, 1)
        return cls.of_days(date(year, month, 1), end - ONE_DAY, zone)

    def days(self, zone: ZoneInfo) -> Iterator[tuple[date, Period]]:
        """The period in local days, in order: the first and the last are cut where the period cuts them."""
        day, start = self.start.astimezone(zone).date(), self.start
        while start < self.end:
            end = min(midnight(day + ONE_DAY, zone), self.end)
            yield day, Period(start, end)
            day, start = day + ONE_DAY, end


class Dimension(StrEnum):
    """What the rows of a table of figures stand for. A figure's definition says what each means for it."""

    DAY = "day"
    CHANNEL = "channel"
    KIND = "kind"
    FINDING = "finding"
    ADVISOR = "advisor"


class Figure(StrEnum):
    """One figure of a period; `Desk.definition` says what it counts. The field of `Figures` has the same name."""

    RECEIVED = "received"
    DUE = "due"
    IN_TIME = "in-time"
    LATE = "late"
    LATE_OPEN = "late-open"
    CLOSED_BEFORE_DUE = "closed-before-due"
    STILL_OPEN = "still-open"
    SHARE_IN_TIME = "share-in-time"
    ANSWERED = "answered"
    CLOSED = "closed"
    MEDIAN_MINUTES = "median-minutes"
    P90_MINUTES = "p90-minutes"
    REMOVED_ABUSE = "removed-abuse"
    REMOVAL_MEDIAN_MINUTES = "removal-median-minutes"
    REMOVAL_P90_MINUTES = "removal-p90-minutes"
    REMOVAL_MEDIAN_WALL_MINUTES = "removal-median-wall-minutes"
    REMOVAL_P90_WALL_MINUTES = "removal-p90-wall-minutes"

    @property
    def field(self) -> str:
        """Its name in `Figures`, in JSON and in CSV."""
        return self.value.replace("-", "_")


class Figures(Struct, frozen=True, kw_only=True):
    """One row of figures. `key` is what the row stands for; None where it is the whole period, nobody or no finding.

    `due` = `in_time` + `late` + `closed_before_due` + `still_open`. Minutes are None where nothing was measured.
    """

    key: str | None = None
    title: str = ""  # the key for a person: somebody's name instead of their id
    received: int = 0
    due: int = 0
    in_time: int = 0
    late: int = 0
    late_open: int = 0  # among `late`
    closed_before_due: int = 0
    still_open: int = 0
    answered: int = 0
    closed: int = 0
    median_minutes: float | None = None
    p90_minutes: float | None = None
    removed_abuse: int = 0
    removal_median_minutes: float | None = None
    removal_p90_minutes: float | None = None
    removal_median_wall_minutes: float | None = None
    removal_p90_wall_minutes: float | None = None

    @property
    def decided(self) -> int:
        """The denominator of the share in time: what was due and was answered in time or was not."""
        return self.in_time + self.late

    @property
    def share_in_time(self) -> float | None:
        """0..1; None where nothing has been decided."""
        return self.in_time / self.decided if self.decided else None

    def of(self, figure: Figure) -> float | None:
        """The figure's value in this row."""
        value: float | None = getattr(self, figure.field)
        return value


class Definition(Struct, frozen=True, kw_only=True):
    """What a figure is, in sentences for whoever reads it."""

    figure: Figure
    title: str
    counts: str  # the cohort, and what of it
    placed_by: str  # the moment that puts something into the period
    clock: str  # which clock is read, and how its minutes were counted
    calendar: str  # whose working time, with the fingerprint of the calendar in force now
    leaves_out: str
