"""Which items are about to be late, told once each. Pure: it keeps only what has been told already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from console.clock import epoch_ms
from console.model import ClockKind, Item
from console.rules.worktime import WorkCalendar
from console.text import one_line

BREACH_MINUTES = 15.0  # working minutes left when somebody is told, whatever else the screen shows
NAMED = 3


class Alarm:
    """Remembers for which deadline of which item a person was told."""

    def __init__(self) -> None:
        self._told: set[tuple[int, int]] = set()

    def about_to_breach(self, rows: Iterable[Item], calendar: WorkCalendar, now: datetime) -> list[Item]:
        """Those that came within a quarter of a working hour of their end since it was last asked."""
        now_ms = epoch_ms(now)
        near = [row for row in rows if self._is_near(row, calendar, now_ms)]
        self._told |= {_key(row) for row in near}
        return near

    def _is_near(self, row: Item, calendar: WorkCalendar, now_ms: int) -> bool:
        if row.next_due_at is None or _key(row) in self._told:
            return False
        if row.next_clock is ClockKind.ANSWER and not row.state.is_unanswered:
            return False
        due_ms = epoch_ms(row.next_due_at)
        return due_ms > now_ms and calendar.working_minutes_ms(now_ms, due_ms) <= BREACH_MINUTES


def breach_words(rows: Sequence[Item]) -> str:
    """ "Due within 15 minutes: Ann, Bob and 3 more"."""
    names = ", ".join(one_line(row.author_name, 20) or "(no name)" for row in rows[:NAMED])
    rest = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
    return f"Due within {BREACH_MINUTES:.0f} minutes: {names}{rest}"


def _key(row: Item) -> tuple[int, int]:
    return (row.id, epoch_ms(row.next_due_at) if row.next_due_at else 0)
