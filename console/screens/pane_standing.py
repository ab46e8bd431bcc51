"""What the two lines at the top of the supervisor's screen say. Pure."""

from __future__ import annotations

from datetime import datetime

from console.desk.supervision import Now, NowFigure
from console.errors import CalendarExhausted
from console.rules.worktime import WorkCalendar
from console.screens.standing import hours
from console.widgets import wording
from console.widgets.status_bar import Piece, Standing


def pane_standing(house: str, calendar: WorkCalendar, now: Now, next_name: str, moment: datetime) -> Standing:
    """Whose house it is, what time it is there; how much is late, and how long until the next answer is due."""
    whose = (("Halfday", "name"), (f"  {house}", "plain"))
    lengths = (_next(calendar, now, next_name, moment), _next(calendar, now, "", moment))
    return Standing(whose, (("  supervisor", "muted"),), tuple(hours(calendar, moment)), _figures(now), lengths)


def _figures(now: Now) -> tuple[Piece, ...]:
    late, near = now.counts[NowFigure.LATE], now.within_hour
    pieces: list[Piece] = [(f"{now.waiting:,} to answer", "name")]
    if late:
        pieces.append((f"   {late:,} late", "bad"))
    if near:
        pieces.append((f"   {near:,} within the hour", "warn"))
    if not (late or near):
        pieces.append(("   nothing late", "muted"))
    return tuple(pieces)


def _next(calendar: WorkCalendar, now: Now, name: str, moment: datetime) -> tuple[Piece, ...]:
    """The countdown to the answer that is due next."""
    if now.next_due_at is None:
        return ()
    try:
        left = calendar.working_minutes(moment, now.next_due_at)
    except CalendarExhausted:
        return ()
    time = wording.countdown(left, calendar, moment, now.next_due_at).strip()
    return (
        ("next due in ", "muted"),
        (time, "warn" if left <= 60 else "plain"),
        (f"  {name}" if name else "", "muted"),
    )
