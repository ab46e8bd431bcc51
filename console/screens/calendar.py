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
    from console.desk.orders import ClockMove

SHOWN = 200  # lines that somebody would read; all are moved


async def show_moves(app: HalfdayApp) -> None:
    """Show which deadlines would move, if any, and move them when the person agrees."""
    moves = await app.desk.calendar_moves()
    if not moves:
        return say(app, "The working calendar has not changed: no deadline would move.")
    title = f"The working calendar changed: {wording.many(len(moves), 'deadline')} would move"
    if await app.push_screen_wait(Sheet(title, move_lines(app.desk, moves), yes="move them")):
        moved = await app.desk.apply_calendar()
        say(app, f"{wording.many(moved, 'deadline')} moved. The record keeps the old and the new.")


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
