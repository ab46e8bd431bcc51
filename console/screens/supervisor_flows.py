"""The keys of a supervisor: what colleagues hold taken over or set free, and what nobody holds handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.desk.supervisor_orders import Held, SetFree, TakeOver
from console.errors import NotPermitted, NotPossible
from console.model import ActionKind, Dossier
from console.screens.at_hand import at_hand, finish
from console.screens.telling import say

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.screens.inbox import InboxScreen

HOUR_MINUTES = 60.0  # of working time: what is due by then is offered to be handed out


async def take_over(screen: InboxScreen) -> None:
    """Go on with what a colleague holds."""
    dossier = await at_hand(screen, ActionKind.TAKE_OVER)
    order = TakeOver(item_id=dossier.item.id, version=dossier.item.version, holder=_holder(screen, dossier))
    finish(screen, await screen.desk.take_over(order))


async def set_free(screen: InboxScreen) -> None:
    """End a colleague's claim."""
    dossier = await at_hand(screen, ActionKind.SET_FREE)
    held = Held(item_id=dossier.item.id, version=dossier.item.version, holder=_holder(screen, dossier))
    (outcome,) = await screen.desk.set_free(SetFree(items=(held,)))
    if outcome.done is None:
        raise NotPossible(outcome.why_not)
    finish(screen, outcome.done)


async def hand_out(screen: InboxScreen) -> None:
    """Give what nobody holds to colleagues who may answer it, as many to each."""
    from console.screens.hand_out import HandOutDialog, handed_words

    desk = screen.desk
    refuse_supervising(desk, "hand out items")
    policy = desk.office.policy
    people = [person for person in await desk.people() if policy.may(person.role, ActionKind.REPLY)]
    order = await screen.app.push_screen_wait(HandOutDialog(desk, people, await desk.free_within(HOUR_MINUTES)))
    if order is not None:
        handed = await desk.hand_out(order)
        say(screen, handed_words(handed))
        await screen.know(order.person_ids)
        await screen.inbox.reload_rows([one.item_id for one in handed.outcomes])
        await screen.count()


def refuse_supervising(desk: Desk, doing: str) -> None:
    """Raises NotPermitted with who may, in the desk's words, where this person is no supervisor."""
    if (why_not := desk.why_not_supervise(doing)) is not None:
        raise NotPermitted(why_not)


def _holder(screen: InboxScreen, dossier: Dossier) -> str:
    """The colleague who holds it. Raises NotPossible when nobody does, or the person themselves."""
    if dossier.item.claimed_by is None:
        raise NotPossible("Nobody holds this. Space takes it.")
    if dossier.item.claimed_by == screen.desk.person.id:
        raise NotPossible("You hold this yourself. Space lets go of it.")
    return dossier.item.claimed_by
