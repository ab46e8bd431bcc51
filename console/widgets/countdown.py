"""What the leftmost columns of a line of the inbox say: how long until its next clock ends. Pure."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from console.clock import MINUTE_MS, epoch_ms
from console.model import ClockKind, Item, ItemState
from console.rules.worktime import WorkCalendar
from console.widgets import wording

TIME_CELLS = 6  # what `wording.countdown` needs at most
CLOCK_CELLS = TIME_CELLS + 2  # a flag before it, the clock's letter behind
CLOCK_AT = 1  # the column it begins in: the cursor stands before it
CLOCK_COLUMNS = CLOCK_AT + CLOCK_CELLS + 1  # with a space behind it


class Countdown(Struct, frozen=True):
    """The words, and the class that says how near the end is."""

    text: str  # exactly CLOCK_CELLS cells
    look: str


NO_CLOCK = Countdown(" " * CLOCK_CELLS, "")


def countdown(item: Item, calendar: WorkCalendar, now: datetime, due_soon_minutes: int) -> Countdown:
    """How long until the item's next clock ends, by that clock's own time; blank when none runs."""
    if item.next_due_at is None or (not item.state.is_unanswered and item.next_clock is None):
        return NO_CLOCK
    now_ms, due_ms = epoch_ms(now), epoch_ms(item.next_due_at)
    left = _left_minutes(item.next_clock, calendar, now_ms, due_ms)
    is_by_wall = item.next_clock is ClockKind.WINDOW
    time = wording.wall_countdown(left) if is_by_wall else wording.countdown(left, calendar, now, item.next_due_at)
    is_late = due_ms <= now_ms
    text = f"{'!' if is_late else ' '}{time:>{TIME_CELLS}}{wording.clock_letter(item.next_clock)}"
    if item.state is not ItemState.OPEN:
        return Countdown(text, "handled")
    return Countdown(text, "bad" if is_late else "warn" if left <= due_soon_minutes else "")


def _left_minutes(kind: ClockKind | None, calendar: WorkCalendar, now_ms: int, due_ms: int) -> float:
    """Working minutes; of a platform's window minutes by the wall clock, which it closes by, open or not."""
    if kind is ClockKind.WINDOW:
        return (due_ms - now_ms) / MINUTE_MS
    return calendar.working_minutes_ms(now_ms, due_ms)
