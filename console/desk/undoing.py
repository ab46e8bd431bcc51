"""Taking an act back while nothing of it has left: the item stands as it stood before."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from console.desk.office import Office
from console.desk.orders import Done
from console.desk.ranking import rank_again
from console.desk.records import Record
from console.desk.rights import require_may
from console.desk.withdrawing import ids_noted, stand_as_before, withdraw
from console.errors import TooLate
from console.model import Action, ActionKind, DeliveryState, Draft, Person
from console.text import one_line

if TYPE_CHECKING:
    from console.desk.ports import Transaction

NAME_CELLS = 30
GONE_OUT = "Too late: it has left. You can correct a public answer with C."


async def undo(office: Office, person: Person, action_id: int) -> Done:
    """Undo an action whole. Raises TooLate once any part of it has left.

    The check and the change are one write transaction, so it cannot race with a delivery that is being taken.
    """
    now = office.now()
    async with office.store.transaction() as tx:
        await require_may(office, tx, person, ActionKind.UNDO)
        action = await tx.action(action_id)
        if action is None or action.undone_at is not None:
            raise nothing_to_undo()
        if action.undo_until is None or now >= action.undo_until or await _has_left(tx, action_id):
            raise TooLate(GONE_OUT)
        await _refuse_rerouted(tx, action)
        await tx.mark_undone(action_id, now)
        touched = await _restore(tx, action, person, now)
        for item_id in touched:
            await rank_again(tx, item_id)
            await tx.raise_version(item_id)
            await tx.refresh_next(item_id, now)
        details: dict[str, object] = {"action": action_id, "kind": action.kind.value}
        await tx.record(Record(now, person.id, ActionKind.UNDO.value, action.item_id, details))
        await tx.announce(touched, "changed", person.id)
        item = await tx.item(action.item_id)
    author = one_line(item.author_name, NAME_CELLS) if item is not None else ""
    what = f"{author or 'No name'}, {action.kind.value.replace('-', ' ')}"
    return Done(action_id, action.item_id, f"Taken back ({what}). Nothing was sent.")


def nothing_to_undo() -> TooLate:
    """The refusal when nothing can be taken back any more."""
    return TooLate("There is nothing left to take back.")


async def _has_left(tx: Transaction, action_id: int) -> bool:
    deliveries = await tx.deliveries_of_action(action_id)
    return any(d.state is not DeliveryState.WAITING or d.attempts for d in deliveries)


async def _refuse_rerouted(tx: Transaction, action: Action) -> None:
    """Raises TooLate for an escalation that was put to somebody else since: they go on with it."""
    escalation_id = (await tx.action_details(action.id)).get("escalation")
    if escalation_id is None:
        return
    escalations = await tx.escalations(action.item_id)
    rerouted_at = next((one.rerouted_at for one in escalations if one.id == escalation_id), None)
    if rerouted_at is not None:
        now_with = next(one.put_to for one in escalations if one.at == rerouted_at and one.id != escalation_id)
        raise TooLate(f"It was put to the {now_with} meanwhile. Close the item, or escalate it again.")


async def _restore(tx: Transaction, action: Action, person: Person, now: datetime) -> list[int]:
    """Put back what the act noted in its details, the text as a draft; the items touched."""
    was = await tx.action_details(action.id)
    for clock_id in ids_noted(was, "stopped"):
        await tx.restart_clock(clock_id)
    touched = await stand_as_before(tx, action)
    await withdraw(tx, action, was, now)
    if "draft" in was:
        await tx.save_draft(Draft(action.item_id, action.kind, person.id, str(was["draft"]), now))
    return touched
