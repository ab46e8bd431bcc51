"""Which stretch without working time is a closure that people should be told of beforehand. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from console.rules.worktime import BREAK, OVERNIGHT, WEEKDAYS, WEEKEND, Closure, WorkCalendar

OF_THE_WEEK = frozenset({BREAK, OVERNIGHT, WEEKEND, *WEEKDAYS})


def extended_closures(calendar: WorkCalendar, moment: datetime) -> Iterator[Closure]:
    """The closures that are not over by `moment`, in order, each with the nights and weekends that it runs into.

    A stretch counts when it is longer than the week alone would make it: by a closure, a holiday or a run of them. Its
    reason names all of them. Source: W3.6 (before a long closure, content about out-of-hours is posted).
    """
    for start, end in calendar.closed_stretches(moment):
        reasons = dict.fromkeys(line.closed for line in calendar.ledger(start, end))
        named = [reason for reason in reasons if reason is not None and reason not in OF_THE_WEEK]
        if named and calendar.usual_minutes(start, end) > 0:
            yield Closure(start, end, ", ".join(named))


def closure_at(calendar: WorkCalendar, moment: datetime) -> Closure | None:
    """The next of them, or the one that has begun; None when none is left within the calendar."""
    return next(extended_closures(calendar, moment), None)
