"""The keys of a supervisor: for what colleagues hold, wrote or were asked, and for what nobody holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from console.desk.supervisor_orders import Held, Reroute, SendBack, SetFree, TakeOver
from console.errors import NotPossible
from console.model import ActionKind, Dossier, Draft, Escalation
from console.screens.at_hand import at_hand, finish
from console.screens.dialog_flows import asked
from console.screens.menu import Choice, Menu

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


async def hand_out(screen: InboxScreen) -> None:
    """Give what nobody holds to colleagues who may answer it, as many to each."""
    from console.screens.hand_out import hand_out as ask

    handed = await ask(screen, screen.desk)
    if handed is not None:
        await screen.know(person.id for person, _ in handed.given)
        await screen.inbox.reload_rows([one.item_id for one in handed.outcomes])
        await screen.count()


async def reroute(screen: InboxScreen) -> None:
    """Put an escalation that waits to somebody else."""
    from console.screens.reroute import RerouteDialog

    dossier = await at_hand(screen, ActionKind.REROUTE)
    desk, item = screen.desk, dossier.item
    old = await _escalation(screen, [one for one in dossier.escalations if one.is_waiting])
    if old is None:
        return
    routes = {one.id: await desk.route(dossier, one.id) for one in desk.office.policy.core.department}
    first = next((route for route in routes.values() if route.put_to != old.put_to), None)
    if first is None:
        raise NotPossible(f"Every department's matters go to the {old.put_to} just now.")
    is_revealed = item.id in screen.inbox.revealed
    dialog = RerouteDialog(desk, dossier, first, routes, put_to=old.put_to, is_revealed=is_revealed)
    chosen = await asked(screen, dialog)
    if chosen is not None:
        to = chosen.department_id or first.department.id
        done = await desk.reroute(
            Reroute(item_id=item.id, version=item.version, escalation_id=old.id, department_id=to, reason=chosen.reason)
        )
        await desk.drop_draft(item.id, ActionKind.REROUTE)
        finish(screen, done)


async def _escalation(screen: InboxScreen, waiting: Sequence[Escalation]) -> Escalation | None:
    """The one that waits; asked where several do. Raises NotPossible where none does."""
    if not waiting:
        raise NotPossible("No escalation waits on this item. e escalates it.")
    if len(waiting) == 1:
        return waiting[0]
    choices = [Choice(str(one.id), f"Put to the {one.put_to}", one.reason) for one in waiting]
    chosen = await screen.app.push_screen_wait(Menu("Which escalation?", choices))
    return next((one for one in waiting if str(one.id) == chosen), None)


async def send_back(screen: InboxScreen) -> None:
    """Send a colleague's draft back to them with a note."""
    from console.screens.send_back import SendBackDialog

    dossier = await at_hand(screen, ActionKind.SEND_BACK)
    desk, item = screen.desk, dossier.item
    draft = await _draft(screen, desk.sendable_back(dossier))
    if draft is None:
        return
    is_revealed = item.id in screen.inbox.revealed
    writer = screen.inbox.people.get(draft.person, "a colleague")
    reason = await asked(screen, SendBackDialog(desk, dossier, draft, writer, is_revealed=is_revealed))
    if reason is not None:
        order = SendBack(item_id=item.id, version=item.version, draft=draft.kind, writer=draft.person, reason=reason)
        done = await desk.send_back(order)
        await desk.drop_draft(item.id, ActionKind.SEND_BACK)
        finish(screen, done)


async def _draft(screen: InboxScreen, drafts: Sequence[Draft]) -> Draft | None:
    """The draft; asked where there are several. Raises NotPossible where there is none."""
    if not drafts:
        raise NotPossible("No colleague has begun to write an answer to this.")
    await screen.know(draft.person for draft in drafts)
    if len(drafts) == 1:
        return drafts[0]
    names = screen.inbox.people
    choices = [
        Choice(one.kind.value, f"{names.get(one.person, 'A colleague')}'s {one.kind.value}", one.text) for one in drafts
    ]
    chosen = await screen.app.push_screen_wait(Menu("Which draft?", choices))
    return next((one for one in drafts if one.kind.value == chosen), None)


async def closures(screen: InboxScreen) -> None:
    """Close the office for a while, open it again, or note that a notice is posted."""
    from console.screens.closure import closures as ask

    await ask(screen, screen.desk)


def _holder(screen: InboxScreen, dossier: Dossier) -> str:
    """The colleague who holds it. Raises NotPossible when nobody does, or the person themselves."""
    if dossier.item.claimed_by is None:
        raise NotPossible("Nobody holds this. Space takes it.")
    if dossier.item.claimed_by == screen.desk.person.id:
        raise NotPossible("You hold this yourself. Space lets go of it.")
    return dossier.item.claimed_by
