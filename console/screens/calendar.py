"""What a changed working calendar would move: shown first, applied when somebody says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.screens.sheet import Sheet
from console.screens.telling import say
from console.text import displayable
from console.widgets import wording
from console.widgets.lines_pane import BLANK, Line, line

if TYPE_CHECKING:
    from console.app import HalfdayApp
    from console.desk.desk import Desk
    from console.desk.orders import CalendarChange, ClockMove

SHOWN = 200  # lines that somebody would read; all are moved
PAST_SHOWN = 5  # answers, as examples; all are written down


async def show_moves(app: HalfdayApp) -> None:
    """Show which deadlines would move, if any, and move them when the person agrees."""
    change = await app.desk.calendar_change()
    if change is None:
        return say(app, "The working calendar has not changed: no deadline would move.")
    lines = [*move_lines(app.desk, list(change.moves)), *past_lines(app.desk, change)]
    if await app.push_screen_wait(Sheet(_title(change), lines, yes="move them" if change.moves else "take it over")):
        moved = await app.desk.apply_calendar()
        say(app, f"{wording.many(moved, 'deadline')} moved. The record keeps the old and the new.")


def _title(change: CalendarChange) -> str:
    if change.moves:
        return f"The working calendar changed: {wording.many(len(change.moves), 'deadline')} would move"
    return "The working calendar changed: no deadline that runs would move"


def move_lines(desk: Desk, moves: list[ClockMove]) -> list[Line]:
    """Old and new moment of each, in the policy's zone."""
    office = desk.office
    now, zone = office.now(), office.calendar.zone
    lines = [
        line(
            f"{displayable(move.label)}  ",
            (wording.moment(move.old_due_at, now, zone), "muted"),
            " → ",
            (wording.moment(move.new_due_at, now, zone), "key"),
        )
        for move in moves[:SHOWN]
    ]
    more = [BLANK, line((f"and {len(moves) - SHOWN:,} more", "muted"))] if len(moves) > SHOWN else []
    return [*lines, *more]


def past_lines(desk: Desk, change: CalendarChange) -> list[Line]:
    """How many answers would have been judged otherwise, with the first of them; nothing where none would."""
    if not change.past:
        return []
    office = desk.office
    now, zone = office.now(), office.calendar.zone
    since = wording.moment(change.since, now, zone)
    judged = f"{change.late_now:,} that were in time would have been late, {change.in_time_now:,} that were late not."
    kept = f"Of {change.looked_at:,} since {since}. They stay as they were judged; the record keeps both."
    lines = [line(("Answers that it would have judged otherwise", "heading")), line(judged), line((kept, "muted"))]
    for past in change.past[:PAST_SHOWN]:
        lines.append(
            line(
                f"Answered {wording.moment(past.stopped_at, now, zone)}  due ",
                (wording.moment(past.old_due_at, now, zone), "muted"),
                " → ",
                (wording.moment(past.new_due_at, now, zone), "key"),
                ("  late" if past.would_be_late else "  in time", "bad" if past.would_be_late else "good"),
                indent=2,
            )
        )
    more = len(change.past) - PAST_SHOWN
    return [BLANK, *lines, *([line((f"and {more:,} more", "muted"), indent=2)] if more > 0 else [])]
