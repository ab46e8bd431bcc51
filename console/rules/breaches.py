"""Which running clocks have come to their warning, and which to their end. Pure: who writes that down is the desk's.

A warning comes so long before the end as the pack says, in working time and while somebody works; a platform's window
counts by the wall clock. Nothing follows from a change of date: a deadline that ends at closing time is missed then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from msgspec import Struct

from console.clock import epoch_ms
from console.errors import CalendarExhausted
from console.model import Clock, ClockKind, ItemState, LedgerLine
from console.rules.policy_time import BeforeMinutes
from console.rules.worktime import WorkCalendar, WorkingMinutes

ENDS_WITH_THE_ANSWER = (ClockKind.ANSWER, ClockKind.WINDOW)
NEWS_FOR = timedelta(minutes=2)  # what was missed longer ago was missed while nobody looked: it is counted, not told

LedgerRows = list[tuple[int, int, float, str | None]]


class Crossed(IntEnum):
    """How far a running clock has come; it goes back only where a changed calendar moves its end."""

    NOTHING = 0
    WARNED = 1
    MISSED = 2


class Running(Struct, frozen=True):
    """A running clock, the state of its item, and how far it had come when it was last looked at."""

    clock: Clock
    state: ItemState
    crossed: Crossed = Crossed.NOTHING


class Crossing(Struct, frozen=True):
    """A clock that has come further, and when: a warning in the moment it is given, a miss when the time was up."""

    clock: Clock
    crossed: Crossed
    at: datetime


Firsts = Mapping[tuple[ClockKind, Crossed], datetime]
"""Of each kind of running clock, by how far it has come, when the first one is due."""


def is_over(due_at: datetime, now: datetime) -> bool:
    """Whether the time is up: what is due in this very millisecond can still be in time, for whoever counts."""
    return epoch_ms(due_at) < epoch_ms(now)


def crossings(
    running: Iterable[Running], before: BeforeMinutes, calendar: WorkCalendar, now: datetime
) -> list[Crossing]:
    """The clocks that have come further by `now`, in the order given: each to its warning, or at once to its end.

    An answer's clock counts only while its item wants an answer, and nobody is warned of one that is on its way.
    """
    horizons = {kind: warned_until(kind, before, calendar, now) for kind in ClockKind}
    found = []
    for one in running:
        clock = one.clock
        if not clock.is_running or one.crossed is Crossed.MISSED or one.state not in states_missed(clock.kind):
            continue
        horizon = horizons[clock.kind]
        if is_over(clock.due_at, now):
            found.append(Crossing(clock, Crossed.MISSED, clock.due_at))
        elif one.crossed is Crossed.WARNED or one.state not in states_warned(clock.kind):
            continue
        elif horizon is not None and epoch_ms(clock.due_at) <= epoch_ms(horizon):
            found.append(Crossing(clock, Crossed.WARNED, now))
    return found


def states_missed(kind: ClockKind) -> tuple[ItemState, ...]:
    """In which states of its item a clock of this kind can be missed."""
    return (ItemState.OPEN, ItemState.ACTING) if kind in ENDS_WITH_THE_ANSWER else tuple(ItemState)


def states_warned(kind: ClockKind) -> tuple[ItemState, ...]:
    """In which states somebody is warned of it: of an answer that is leaving nobody has to be."""
    return (ItemState.OPEN,) if kind in ENDS_WITH_THE_ANSWER else tuple(ItemState)


def warned_until(kind: ClockKind, before: BeforeMinutes, calendar: WorkCalendar, now: datetime) -> datetime | None:
    """Up to which due moment clocks of this kind are warned of now; None while none is.

    That is while nobody works, where working time counts: what ends soon after the next opening is said then.
    """
    minutes = before.minutes(kind)
    if not minutes:
        return None
    if kind is ClockKind.WINDOW:
        return now + timedelta(minutes=minutes)
    try:
        return calendar.due(now, WorkingMinutes(minutes)) if calendar.is_open(now) else None
    except CalendarExhausted:
        return None


def warns_at(
    due_at: datetime, kind: ClockKind, before: BeforeMinutes, calendar: WorkCalendar, now: datetime
) -> datetime | None:
    """From when on a clock due at this moment is warned of, seen from `now`; None when it never is."""
    minutes = before.minutes(kind)
    if not minutes:
        return None
    if kind is ClockKind.WINDOW:
        return due_at - timedelta(minutes=minutes)
    try:
        at = calendar.due(due_at, WorkingMinutes(-minutes)).astimezone(UTC)
        return at if at > now or calendar.is_open(now) else calendar.next_change(now)[0].astimezone(UTC)
    except CalendarExhausted:
        return None


def is_worth_another_warning(
    old_due_at: datetime, new_due_at: datetime, kind: ClockKind, before: BeforeMinutes
) -> bool:
    """Whether what was warned of moved on by more than a warning comes before the end, by the wall clock."""
    return new_due_at - old_due_at > timedelta(minutes=before.minutes(kind))


def come_to(
    firsts: Firsts, before: BeforeMinutes, calendar: WorkCalendar, now: datetime
) -> list[tuple[ClockKind, Crossed]]:
    """What clocks have come to by now, kind by kind, misses before warnings, given when the first of each is due."""
    found = []
    for kind in ClockKind:
        due = [firsts[kind, crossed] for crossed in (Crossed.NOTHING, Crossed.WARNED) if (kind, crossed) in firsts]
        if due and is_over(min(due), now):
            found.append((kind, Crossed.MISSED))
        until = warned_until(kind, before, calendar, now) if (kind, Crossed.NOTHING) in firsts else None
        if until is not None and epoch_ms(firsts[kind, Crossed.NOTHING]) <= epoch_ms(until):
            found.append((kind, Crossed.WARNED))
    return found


def next_crossing(firsts: Firsts, before: BeforeMinutes, calendar: WorkCalendar, now: datetime) -> datetime | None:
    """When the next clock comes to something, given when the first of each kind and stage is due; None when none does.

    It may be past: then something has come already.
    """
    moments = list(firsts.values())
    for (kind, crossed), due_at in firsts.items():
        at = warns_at(due_at, kind, before, calendar, now) if crossed is Crossed.NOTHING else None
        moments += [at] if at is not None else []
    return min(moments, default=None)


def is_news(missed_at: datetime, now: datetime) -> bool:
    """Whether a miss has only just happened, so that somebody is told by name."""
    return now - missed_at <= NEWS_FOR


def ledger_rows(lines: Iterable[LedgerLine]) -> LedgerRows:
    """A ledger as it is kept: from, until (UTC epoch milliseconds), minutes that counted, or why they did not."""
    return [(epoch_ms(line.start), epoch_ms(line.end), line.minutes, line.closed) for line in lines]
