"""What a supervisor does from their screen: hand out, set free, closures, notices, people; and what each asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.desk.supervisor_orders import SetFree
from console.errors import NotPossible
from console.screens.ask import Confirm
from console.screens.menu import Choice, Menu
from console.screens.pane_rows import REASON_CELLS
from console.screens.telling import say
from console.text import one_line
from console.widgets import wording

if TYPE_CHECKING:
    from console.screens.pane import PaneScreen

UNTOUCHED, ALL = "untouched", "all"


async def hand_out(pane: PaneScreen) -> None:
    """Give what nobody holds to colleagues, the due soonest first and as many to each."""
    from console.screens.hand_out import hand_out as ask

    await ask(pane, pane.desk)


async def set_free(pane: PaneScreen) -> None:
    """End claims of the person under the cursor: all of them, or those that lie untouched."""
    sort, _, person_id = (pane.figures.current_id or "").partition(":")  # before anything else can move the cursor
    await pane.desk.require_supervisor("set free what a colleague holds")
    if sort != "hand":
        raise NotPossible("Put the cursor on a person first: what they hold is then set free.")
    held = [one for one in await pane.desk.held_items() if one.holder == person_id]
    if not held:
        raise NotPossible("They hold nothing.")
    untouched = [one for one in held if one.is_stale]
    choices = [
        Choice(UNTOUCHED, f"What lies untouched: {wording.many(len(untouched), 'item')}", "for half the time to answer",
               "" if untouched else "there is none"),
        Choice(ALL, f"Everything: {wording.many(len(held), 'item')}", "their drafts stay on the items"),
    ]  # fmt: skip
    chosen = await pane.app.push_screen_wait(Menu(f"Set free what {held[0].name} holds", choices))
    if chosen is None:
        return
    freed = untouched if chosen == UNTOUCHED else held
    outcomes = await pane.desk.set_free(SetFree(items=tuple(one.as_read for one in freed)))
    left = [one.why_not for one in outcomes if one.done is None]
    words = f"Set free: {wording.many(len(outcomes) - len(left), 'item')}."
    say(pane, f"{words} Left: {left[0]}" if left else words)


async def closures(pane: PaneScreen) -> None:
    """Declare a closure, end one, or note that its notice is posted."""
    from console.screens.closure import closures as ask

    await ask(pane, pane.desk)


async def note_posted(pane: PaneScreen) -> None:
    """The notice of the closure that stands there is posted (W3.6)."""
    closure = pane.ahead.closure if pane.ahead is not None else None
    if closure is None or closure.is_notice_posted:
        raise NotPossible("No closure is near whose notice is still to be posted.")
    words = f"Closed from {pane.desk.office.stretch_words(closure.start, closure.end)}. It is noted with your name."
    sure = Confirm("Is its notice posted?", f"{one_line(closure.reason, REASON_CELLS)}. {words}", yes="it is posted")
    if await pane.app.push_screen_wait(sure):
        say(pane, await pane.desk.note_notice_posted(closure))


async def people(pane: PaneScreen) -> None:
    """Who works here, who is away, which routes end nowhere."""
    from console.screens.people import PeopleScreen

    await pane.app.push_screen_wait(PeopleScreen(pane.desk))
