"""Working time: when an allowance of it is used up, how much lies between two moments, and where the rest went.

Owns the calendar of one policy. Knows nothing of clauses (see `deadlines`) nor of where holidays come from
(see `bank_holidays`). Everything is counted in whole milliseconds UTC; a working day is a unit (house.md §5).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import accumulate
from math import lcm
from operator import mul, sub
from zoneinfo import ZoneInfo

from msgspec import Struct

from console.clock import MINUTE_MS, epoch_ms, from_epoch_ms
from console.errors import CalendarExhausted
from console.model import LedgerLine
from console.rules.wallclock import (
    ONE_DAY,
    day_stretches,
    merged,
    opening_ms,
    plain_midnights,
    without,
    without_overlaps,
)

LAST_MINUTE = 1_440  # of a day: 24:00
SATURDAY = 5

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")  # whatever the locale
OVERNIGHT, BREAK, WEEKEND, OUTSIDE = "overnight", "break", "weekend", "outside hours"

Hours = Mapping[int, tuple[tuple[int, int], ...]]
"""Weekday (0 = Monday) → (start, end) in minutes after local midnight, end ≤ 1440; several intervals a day."""


class Closure(Struct, frozen=True):
    """A stretch in which nobody works although the week says so. Aware, end exclusive."""

    start: datetime
    end: datetime
    reason: str


class WorkingDays(Struct, frozen=True):
    """An amount in working days; negative goes back."""

    days: float


class WorkingMinutes(Struct, frozen=True):
    """An amount in working minutes; negative goes back."""

    minutes: float


Allowance = WorkingDays | WorkingMinutes


class _Ruler(Struct, frozen=True):
    """Units of work done by each opening and each closing, as whole numbers, so that nothing is lost in adding up.

    `weights` are units a millisecond in each open stretch, `amount` the units in 1 of what is asked for. `slack` is
    half a millisecond in units: an amount off by less (0.6666667 days) still ends at a closing, not the next morning.
    """

    opening: list[int]
    closing: list[int]
    weights: list[int]
    amount: int
    slack: int


class WorkCalendar:
    """Immutable; built once (about 4 ms for three years), then answers by bisect in cumulative sums.

    Covers the local days `first` to `last`, both whole. Every method raises CalendarExhausted for a moment outside
    them, or where the answer would lie outside. Moments are aware, any zone, cut to the millisecond; answers are in
    `zone`, where Python compares wall clocks: take them to UTC before comparing around a clock change.
    """

    __slots__ = (
        "_closures", "_days", "_ends", "_fingerprint", "_first", "_first_ms", "_holidays", "_hours", "_last",
        "_last_ms", "_minutes", "_starts", "_usual", "_zone",
    )  # fmt: skip

    def __init__(
        self,
        zone: str,
        hours: Hours,
        holidays: Mapping[date, str],
        closures: Sequence[Closure],
        first: date,
        last: date,
    ) -> None:
        """Lay out every open stretch of the span. Raises ValueError when hours, closures or the span run backwards."""
        _check(hours, closures, first, last)
        self._zone, self._first, self._last = ZoneInfo(zone), first, last
        self._hours = {weekday: tuple(merged(spans)) for weekday, spans in sorted(hours.items()) if spans}
        self._holidays = {day: name for day, name in sorted(holidays.items()) if first <= day <= last}
        self._closures = sorted((epoch_ms(c.start), epoch_ms(c.end), c.reason) for c in closures)
        self._first_ms = opening_ms(first, 0, self._zone)
        self._last_ms = opening_ms(last + ONE_DAY, 0, self._zone)
        usual_minutes = {weekday: sum(end - start for start, end in spans) for weekday, spans in self._hours.items()}
        units_a_minute = lcm(*usual_minutes.values())  # the smallest unit in which every weekday's minute is whole
        weights = {weekday: units_a_minute // minutes for weekday, minutes in usual_minutes.items()}
        stretches = list(without(without_overlaps(self._usual_stretches(weights)), self._closures))
        self._starts = [start for start, _, _ in stretches]
        self._ends = [end for _, end, _ in stretches]
        self._minutes = _ruler(self._starts, self._ends, [1] * len(stretches), MINUTE_MS, slack=0)
        slack = max(weights.values(), default=0) // 2
        of_days = [weight for _, _, weight in stretches]
        self._days = _ruler(self._starts, self._ends, of_days, units_a_minute * MINUTE_MS, slack=slack)
        self._fingerprint: str | None = None
        self._usual: WorkCalendar | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The policy's time zone; `str(zone)` is its name."""
        return self._zone

    @property
    def first(self) -> date:
        """The first local day that is covered."""
        return self._first

    @property
    def last(self) -> date:
        """The last local day that is covered."""
        return self._last

    @property
    def fingerprint(self) -> str:
        """SHA-256, in hex, of all that shapes an answer, the zone's clock changes included; made when asked for."""
        if self._fingerprint is None:
            self._fingerprint = self._digest()
        return self._fingerprint

    def due(self, received_at: datetime, allowance: Allowance) -> datetime:
        """Say when `allowance` of working time after `received_at` is used up.

        Time outside working hours does not count, so what arrives at night starts at the next opening. An allowance
        that ends exactly at closing time is due then, not the next morning; a negative one that ends exactly at an
        opening, then. Nothing at all is the moment itself while open, else the next opening.
        """
        return self._local(self.due_ms(epoch_ms(received_at), allowance))

    def due_ms(self, received_ms: int, allowance: Allowance) -> int:
        """Say the same as `due` in epoch milliseconds: for whole inboxes, at most 5 µs a call."""
        if isinstance(allowance, WorkingDays):
            ruler, units = self._days, round(allowance.days * self._days.amount)
        else:
            ruler, units = self._minutes, round(allowance.minutes * MINUTE_MS)
        if -ruler.slack <= units <= ruler.slack:
            return self._open_from_ms(received_ms)
        target = self._units_ms(ruler, received_ms) + units
        if units > 0:
            index = bisect_left(ruler.closing, target - ruler.slack)
        else:
            index = bisect_right(ruler.opening, target + ruler.slack) - 1
        if not 0 <= index < len(self._starts):
            raise self._exhausted()
        weight = ruler.weights[index]
        offset_ms = (2 * (target - ruler.opening[index]) + weight) // (2 * weight)  # to the nearest millisecond
        start, end = self._starts[index], self._ends[index]
        return min(max(start + offset_ms, start), end)

    def working_minutes(self, start: datetime, end: datetime) -> float:
        """Count the working minutes between two moments; negative when `end` is the earlier."""
        return self.working_minutes_ms(epoch_ms(start), epoch_ms(end))

    def working_minutes_ms(self, start_ms: int, end_ms: int) -> float:
        """Count the same between epoch milliseconds."""
        return (self._units_ms(self._minutes, end_ms) - self._units_ms(self._minutes, start_ms)) / MINUTE_MS

    def working_days(self, start: datetime, end: datetime) -> float:
        """Count working days, each weekday's usual minutes making one; negative when `end` is the earlier."""
        return (
            self._units_ms(self._days, epoch_ms(end)) - self._units_ms(self._days, epoch_ms(start))
        ) / self._days.amount

    def is_open(self, moment: datetime) -> bool:
        """Whether somebody works then; not at closing time itself."""
        return self._is_open_ms(self._covered(epoch_ms(moment)))

    def next_change(self, moment: datetime) -> tuple[datetime, str]:
        """Say when it next "opens" or "closes", in this order: the moment, the word."""
        at = self._covered(epoch_ms(moment))
        if not self._is_open_ms(at):
            return self._local(self._open_from_ms(at)), "opens"
        index = bisect_right(self._starts, at) - 1
        while index + 1 < len(self._starts) and self._starts[index + 1] == self._ends[index]:
            index += 1  # midnight between two days that are open round the clock
        if self._ends[index] == self._last_ms:
            raise self._exhausted()
        return self._local(self._ends[index]), "closes"

    def closed_stretches(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Every stretch without working time that is not over by `moment`, in order: from a closing to an opening."""
        index = bisect_right(self._starts, self._covered(epoch_ms(moment))) - 1
        for end, start in zip(self._ends[max(0, index) :], self._starts[max(0, index) + 1 :], strict=False):
            if end < start:
                yield self._local(end), self._local(start)

    def usual_minutes(self, start: datetime, end: datetime) -> float:
        """Count what the week alone would have worked between two moments: no holiday, no closure. 4 ms, once."""
        if self._usual is None:
            self._usual = WorkCalendar(str(self._zone), self._hours, {}, (), self._first, self._last)
        return self._usual.working_minutes(start, end)

    def with_closures(self, closures: Sequence[Closure]) -> WorkCalendar:
        """The same hours, holidays and span with these closures instead of its own."""
        return WorkCalendar(str(self._zone), self._hours, self._holidays, closures, self._first, self._last)

    def closed_because(self, moment: datetime) -> str | None:
        """Name what keeps it closed: a closure's reason, a holiday, the weekday, or "outside hours". None when open."""
        at = self._covered(epoch_ms(moment))
        if self._is_open_ms(at):
            return None
        day = self._local(at).date()
        usual = OUTSIDE if day.weekday() in self._hours else WEEKDAYS[day.weekday()]
        return self._closure_at(at) or self._holidays.get(day) or usual

    def ledger(self, start: datetime, end: datetime) -> tuple[LedgerLine, ...]:
        """Account for every stretch from `start` to `end`, in order and without gaps; empty when `end` is not later.

        A line is worked minutes or what it was closed for: a closure's reason, else a holiday's name, else "overnight",
        "break" within a day, or "weekend", which is Saturday and Sunday without hours and the nights around them.
        """
        start_ms, end_ms = self._covered(epoch_ms(start)), self._covered(epoch_ms(end))
        return tuple(self._line(*piece) for piece in _tidied(self._pieces(start_ms, end_ms)))

    def _usual_stretches(self, weights: Mapping[int, int]) -> Iterator[tuple[int, int, int]]:
        """Every open stretch as (start_ms, end_ms, weight), holidays left out and closures not yet."""
        usual = {weekday: _in_ms(spans, weights[weekday]) for weekday, spans in self._hours.items()}
        closed_days = {day.toordinal() for day in self._holidays}
        for day, midnight_ms in plain_midnights(self._first.toordinal(), self._last.toordinal(), self._zone):
            weekday = (day - 1) % 7  # the first day of the calendar was a Monday
            if weekday not in usual or day in closed_days:
                continue
            if midnight_ms is None:
                for start, end in day_stretches(date.fromordinal(day), self._hours[weekday], self._zone):
                    yield start, end, weights[weekday]
            else:
                for start, end, weight in usual[weekday]:
                    yield midnight_ms + start, midnight_ms + end, weight

    def _digest(self) -> str:
        import json  # with hashlib 3 ms that a start does without
        from hashlib import sha256

        shape = [
            str(self._zone), self._first.isoformat(), self._last.isoformat(), list(self._hours.items()), self._closures,
            [(day.isoformat(), name) for day, name in self._holidays.items()], self._starts, self._ends,
        ]  # fmt: skip
        return sha256(json.dumps(shape).encode()).hexdigest()

    def _exhausted(self) -> CalendarExhausted:
        return CalendarExhausted(
            f"No working time is known outside {self._first} to {self._last}; extend the calendar or check the hours."
        )

    def _covered(self, at_ms: int) -> int:
        if not self._first_ms <= at_ms <= self._last_ms:
            raise self._exhausted()
        return at_ms

    def _local(self, at_ms: int) -> datetime:
        return from_epoch_ms(at_ms).astimezone(self._zone)

    def _units_ms(self, ruler: _Ruler, at_ms: int) -> int:
        """Units of work done from the calendar's beginning until `at_ms`."""
        if not self._first_ms <= at_ms <= self._last_ms:  # `_covered` inlined: this is the fast path
            raise self._exhausted()
        index = bisect_right(self._starts, at_ms) - 1
        if index < 0:
            return 0
        return ruler.opening[index] + (min(at_ms, self._ends[index]) - self._starts[index]) * ruler.weights[index]

    def _is_open_ms(self, at_ms: int) -> bool:
        index = bisect_right(self._starts, at_ms) - 1
        return index >= 0 and at_ms < self._ends[index]

    def _open_from_ms(self, at_ms: int) -> int:
        """`at_ms` itself while open, else the next opening."""
        index = bisect_right(self._ends, self._covered(at_ms))
        if index == len(self._starts):
            raise self._exhausted()
        return max(at_ms, self._starts[index])

    def _closure_at(self, at_ms: int) -> str | None:
        return next((reason for start, end, reason in self._closures if start <= at_ms < end), None)

    def _pieces(self, at: int, stop: int) -> Iterator[tuple[int, int, str | None]]:
        """Cut `at` to `stop` wherever the reason may change; None stands for worked time."""
        edges = sorted({edge for start, end, _ in self._closures for edge in (start, end)})
        while at < stop:
            index = bisect_right(self._ends, at)
            opens = self._starts[index] if index < len(self._starts) else stop
            if opens <= at:
                until, reason = min(self._ends[index], stop), None
            else:
                edge = bisect_right(edges, at)
                midnight = opening_ms(self._local(at).date() + ONE_DAY, 0, self._zone)
                until = min(opens, midnight, stop, *edges[edge : edge + 1])
                reason = self._closed_for(at)
            yield at, until, reason
            at = until

    def _closed_for(self, at_ms: int) -> str:
        """The ledger's word for a closed moment."""
        local = self._local(at_ms)
        named = self._closure_at(at_ms) or self._holidays.get(local.date())
        if named is not None:
            return named
        spans = self._hours.get(local.weekday())
        if spans is None:
            return WEEKEND if local.weekday() >= SATURDAY else WEEKDAYS[local.weekday()]
        minute = local.hour * 60 + local.minute
        return BREAK if spans[0][0] <= minute < spans[-1][1] else OVERNIGHT

    def _line(self, start_ms: int, end_ms: int, closed: str | None) -> LedgerLine:
        minutes = (end_ms - start_ms) / MINUTE_MS if closed is None else 0.0
        return LedgerLine(self._local(start_ms), self._local(end_ms), minutes, closed)


def _check(hours: Hours, closures: Iterable[Closure], first: date, last: date) -> None:
    if last < first:
        raise ValueError(f"The calendar would end on {last}, before it begins on {first}.")
    for weekday, spans in hours.items():
        if weekday not in range(7) or any(not 0 <= start < end <= LAST_MINUTE for start, end in spans):
            raise ValueError(f"Working hours of weekday {weekday} are not within one day: {spans}.")
    for closure in closures:
        if closure.end <= closure.start:
            raise ValueError(f"The closure for “{closure.reason}” ends before it begins.")


def _in_ms(spans: Iterable[tuple[int, int]], weight: int) -> list[tuple[int, int, int]]:
    return [(start * MINUTE_MS, end * MINUTE_MS, weight) for start, end in spans]


def _ruler(starts: Sequence[int], ends: Sequence[int], weights: list[int], amount: int, *, slack: int) -> _Ruler:
    done = list(accumulate(map(mul, map(sub, ends, starts), weights), initial=0))
    return _Ruler(done[:-1], done[1:], weights, amount, slack)


def _tidied(pieces: Iterable[tuple[int, int, str | None]]) -> list[tuple[int, int, str | None]]:
    """Make one of neighbours with the same reason, and give a weekend the nights around it."""
    tidied: list[tuple[int, int, str | None]] = []
    for start, end, reason in pieces:
        if not tidied:
            tidied.append((start, end, reason))
            continue
        before_start, _, before = tidied[-1]
        if reason == before:
            tidied[-1] = (before_start, end, reason)
        elif {reason, before} == {OVERNIGHT, WEEKEND}:
            tidied[-1] = (before_start, end, WEEKEND)
        else:
            tidied.append((start, end, reason))
    return tidied
