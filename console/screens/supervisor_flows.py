"""The keys of a supervisor: what colleagues hold, taken over or set free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.desk.supervisor_orders import Held, SetFree, TakeOver
from console.errors import NotPossible
from console.model import ActionKind, Dossier
from console.screens.at_hand import at_hand, finish

if TYPE_CHECKING:
    from console.screens.inbox import InboxScreen


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


def _holder(screen: InboxScreen, dossier: Dossier) -> str:
    """The colleague who holds it. Raises NotPossible when nobody does, or the person themselves."""
    if dossier.item.claimed_by is None:
        raise NotPossible("Nobody holds this. Space takes it.")
    if dossier.item.claimed_by == screen.desk.person.id:
        raise NotPossible("You hold this yourself. Space lets go of it.")
    return dossier.item.claimed_by
