"""When a claim counts as stale: its holder let half of the time for an answer go by without doing anything. Pure."""

from __future__ import annotations

from datetime import UTC, datetime

from console.rules.worktime import Allowance, WorkCalendar, WorkingDays


def half_of(allowance: Allowance) -> Allowance:
    """Half as much working time."""
    if isinstance(allowance, WorkingDays):
        return WorkingDays(allowance.days / 2)
    return type(allowance)(allowance.minutes / 2)


def is_stale(calendar: WorkCalendar, answer: Allowance, touched_at: datetime, now: datetime) -> bool:
    """Whether half of the answer's allowance has passed since the holder last took, did or saved anything.

    Source: W3.6 gives half a working day for an answer; what lies untouched for half of that is likely forgotten, and
    the other half is still enough for somebody else. No policy gives this figure.
    """
    return calendar.due(touched_at, half_of(answer)).astimezone(UTC) <= now.astimezone(UTC)
