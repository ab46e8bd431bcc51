"""Saying why something was late: offered once it is finished, in words that no key has to answer; `L` says it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from console.desk.orders import Done, GiveCause
from console.errors import NotPermitted, NotPossible
from console.model import ENDS_AN_ITEM, ActionKind, Breach, Cause, ClockKind, Dossier, ItemState
from console.screens.at_hand import at_hand
from console.screens.menu import Choice, Menu
from console.screens.standing import Late
from console.screens.telling import say
from console.text import one_line
from console.widgets.clock_lines import late_words

if TYPE_CHECKING:
    from console.screens.inbox import InboxScreen

OFFERED_FOR = timedelta(seconds=60)  # then it only stands with the item
FINISHES = ENDS_AN_ITEM | {ActionKind.KEEP_PROMISE, ActionKind.ACKNOWLEDGE}
DETAILS = {
    Cause.TOO_MANY: "more came than could be answered",
    Cause.OTHER_TEAM: "somebody else had to say something first",
    Cause.TECHNICAL: "a platform, a connection or a machine",
    Cause.CLOSED_CHANNEL: "the channel took nothing, or nobody looked at it",
    Cause.OTHER: "with a few words",
}


async def offer(screen: InboxScreen, done: Done) -> None:
    """Once something late is finished, say which key says why. Nothing opens: the next key is the next item's."""
    if not any(breach.wants_cause for breach in await screen.desk.breaches(done.item_id)):
        return screen.offer_cause(None)
    dossier = await screen.desk.dossier(done.item_id)
    asked = _finished(dossier) if dossier is not None else []
    if dossier is None or not asked or not screen.desk.may_give_cause(asked):
        return screen.offer_cause(None)
    words = late_words(dossier, asked[0], screen.desk.office.calendar, screen.desk.office.now())
    screen.offer_cause(Late(done.item_id, words, screen.desk.office.now() + OFFERED_FOR))
    if screen.app.screen is screen and not screen.is_flow_running:
        say(screen, f"{done.said} It was {words}: L says why.")


async def late(screen: InboxScreen) -> None:
    """Ask why, of what is under the cursor when that is finished, else of what was finished last."""
    dossier = await _dossier(screen)
    breaches = _asked(dossier)
    if not breaches:
        raise NotPossible("This was not late.")
    if not screen.desk.may_give_cause(breaches):
        raise NotPermitted("Whoever may finish it says why it was late.")
    chosen = await screen.app.push_screen_wait(_menu(screen, dossier, breaches))
    cause = Cause(chosen) if chosen is not None else None
    note = await _note(screen, breaches) if cause is Cause.OTHER else ""
    if cause is None or note is None:
        return
    ids = tuple(breach.clock_id for breach in breaches)
    await screen.desk.give_cause(GiveCause(clock_ids=ids, cause=cause, note=note))
    screen.offer_cause(None)
    say(screen, f"Noted: {cause.words}.")
    screen.after_act(dossier.item.id)


async def _dossier(screen: InboxScreen) -> Dossier:
    """Whose lateness is meant. The menu names whom it asks about."""
    offered = screen.offered_cause
    here = await screen.desk.dossier(screen.inbox.current_id) if screen.inbox.current_id is not None else None
    if offered is not None and (here is None or not _finished(here)):
        there = await screen.desk.dossier(offered.item_id)
        if there is not None and _finished(there):
            return there
    return await at_hand(screen)


def _finished(dossier: Dossier) -> list[Breach]:
    """What was missed, is over by now, and has no cause: an answer's clock runs until the answer has arrived."""
    over = {clock.id for clock in dossier.clocks if not clock.is_running}
    if dossier.item.state is not ItemState.OPEN:
        over |= {clock.id for clock in dossier.clocks if clock.kind is ClockKind.ANSWER}
    return [breach for breach in dossier.breaches if breach.wants_cause and breach.clock_id in over]


def _asked(dossier: Dossier) -> list[Breach]:
    """What the cause is asked of: what is finished; else what still runs; else what somebody has said already."""
    missed = [one for one in dossier.breaches if one.missed_at is not None and one.kind is not ClockKind.WINDOW]
    return _finished(dossier) or [one for one in missed if one.wants_cause] or missed


def _menu(screen: InboxScreen, dossier: Dossier, breaches: list[Breach]) -> Menu:
    name = one_line(dossier.item.author_name, 30) or "(no name)"
    words = late_words(dossier, breaches[0], screen.desk.office.calendar, screen.desk.office.now())
    said = breaches[0].cause
    choices = [Choice(cause.value, cause.words.capitalize(), DETAILS[cause]) for cause in Cause]
    return Menu(f"{name}, {words}: why?", choices, chosen=said.value if said is not None else None)


async def _note(screen: InboxScreen, breaches: list[Breach]) -> str | None:
    from console.screens.ask import ReasonDialog

    return await screen.app.push_screen_wait(
        ReasonDialog("Why was it late?", "A few words, for the report.", filled=breaches[0].cause_note or "")
    )
