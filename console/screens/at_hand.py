"""What every flow begins with: the item under the cursor as it is now, whether it may be done, and the hold on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.errors import AlreadyClaimed, NotPermitted, NotPossible
from console.model import ActionKind, Dossier, Item
from console.screens.telling import say

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.desk.orders import Done
    from console.screens.inbox import InboxScreen


SENT_UNDRAFTED = (ActionKind.REMOVE, ActionKind.BLOCK)  # what somebody who may only draft cannot even begin


async def at_hand(screen: InboxScreen, kind: ActionKind | None = None) -> Dossier:
    """The dossier of the item under the cursor.

    Raises NotPossible when there is none, and NotPermitted with the reason when `kind` cannot be done to it.
    """
    item_id = screen.inbox.current_id
    dossier = await screen.desk.dossier(item_id) if item_id is not None else None
    if dossier is None:
        raise NotPossible("There is no item under the cursor.")
    if kind is None:
        return dossier
    refuse(screen.desk, kind, dossier.item)
    if kind in SENT_UNDRAFTED and (why_not := await screen.desk.why_draft_only(kind)) is not None:
        raise NotPermitted(why_not)
    return dossier


def refuse(desk: Desk, kind: ActionKind, item: Item | None = None) -> None:
    """Raises NotPermitted with why this cannot be done, in the desk's words."""
    if (why_not := desk.why_not(kind, item)) is not None:
        raise NotPermitted(why_not)


def finish(screen: InboxScreen, done: Done) -> None:
    """Say what an act did, and show it at once; the status line counts down how long it can be taken back.

    What it finished late may be explained; nothing waits for that.
    """
    from console.screens.late_flows import FINISHES, offer  # which begin as the other flows do, with what is at hand

    say(screen, done.said)
    screen.after_act(done.item_id)
    if done.kind in FINISHES:
        screen.work(offer(screen, done), "late")
    else:
        screen.forget_cause(done.item_id)


async def take(screen: InboxScreen, item_id: int) -> Item:
    """Claim it. Raises NotPossible when a colleague has it, with the name."""
    try:
        return await screen.desk.claim(item_id)
    except AlreadyClaimed as refusal:
        raise NotPossible(str(refusal)) from None


@dataclass(slots=True)
class Hold:
    """An item held while somebody works on it; `done` says that the act itself has let go of it."""

    item: Item
    done: Done | None = None


@asynccontextmanager
async def held(screen: InboxScreen, dossier: Dossier) -> AsyncIterator[Hold]:
    """Hold the item while a dialog is open, and let go on every way out, unless it was held before or the act has.

    Raises NotPossible when a colleague has it.
    """
    desk, me = screen.desk, screen.desk.person.id
    was_mine = dossier.item.claimed_by == me
    hold = Hold(await take(screen, dossier.item.id))
    await screen.inbox.reload_rows([dossier.item.id])
    try:
        yield hold
    finally:
        if hold.done is None and not was_mine:
            await desk.release(dossier.item.id)
        await screen.inbox.reload_rows([dossier.item.id])
