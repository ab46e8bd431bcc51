"""Deadlines: a policy's rule applied to a moment, and what a new calendar would move."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from msgspec import Struct

from console.model import Clock, Deadline
from console.rules.worktime import Allowance, WorkCalendar


class DeadlineRule(Struct, frozen=True):
    """How much working time there is, the clause that says so, and whether the pack had to assume the figure."""

    allowance: Allowance
    clause: str
    assumed: bool


class MovedDeadline(Struct, frozen=True):
    """A running clock whose due moment another calendar would change."""

    clock: Clock
    old_due_at: datetime
    new_due_at: datetime


def deadline(received_at: datetime, rule: DeadlineRule, calendar: WorkCalendar) -> Deadline:
    """Say when the rule's allowance after `received_at` is used up, with the ledger that shows how.

    `working_minutes` is the allowance as this calendar counted it, negative for a rule that looks back ("three working
    days before"); the ledger then runs from the due moment to `received_at`. Raises CalendarExhausted when the calendar
    does not reach that far.
    Source: the rule's clause, such as W3.6 (half a working day).
    """
    due_at = calendar.due(received_at, rule.allowance)
    worked_minutes = calendar.working_minutes(received_at, due_at)
    earlier, later = sorted((received_at, due_at), key=_instant)
    return Deadline(due_at, worked_minutes, rule.clause, rule.assumed, calendar.ledger(earlier, later))


def moved_deadlines(clocks: Iterable[tuple[Clock, DeadlineRule]], new: WorkCalendar) -> list[MovedDeadline]:
    """List the running clocks that `new` would make due at another moment, in the order given; stopped ones never move.

    Changes nothing: it is what a person reads before a calendar edit applies. Raises CalendarExhausted when `new` does
    not reach far enough for one of them.
    """
    moved = []
    for clock, rule in clocks:
        if not clock.is_running:
            continue
        new_due_at = new.due(clock.started_at, rule.allowance)
        if _instant(new_due_at) != _instant(clock.due_at):
            moved.append(MovedDeadline(clock, clock.due_at, new_due_at))
    return moved


def judged_otherwise(
    stopped: Iterable[tuple[int, int, int]], rule: DeadlineRule, new: WorkCalendar
) -> list[tuple[int, int]]:
    """Which clocks that have stopped `new` would have judged otherwise: in time instead of late, or late instead.

    Each is (started, due, stopped) in UTC epoch milliseconds, for whole quarters of them; of those found, the place in
    the order given and when it would have been due. Raises CalendarExhausted as `moved_deadlines` does.
    """
    due_ms, allowance = new.due_ms, rule.allowance
    found = []
    for place, (started, due, ended) in enumerate(stopped):
        new_due = due_ms(started, allowance)
        if (ended > due) is not (ended > new_due):
            found.append((place, new_due))
    return found


def _instant(moment: datetime) -> datetime:
    """The moment in UTC: within one zone Python compares wall clocks, wrong in the hour that comes twice."""
    return moment.astimezone(UTC)
