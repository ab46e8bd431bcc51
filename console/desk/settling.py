"""When something failed: a person tries it again, or says what became of it."""

from __future__ import annotations

from console.desk.acting import rank_by_findings
from console.desk.office import Office
from console.desk.orders import Done
from console.desk.outcomes import ENDS_AS, SAID_AS, after_delivery, reopen_as_unanswered
from console.desk.ports import Record, Transaction
from console.errors import NotPossible
from console.model import ActionKind, Delivery, DeliveryState, ItemState, Person
from console.rules import permission
from console.text import digest


async def retry(office: Office, person: Person, delivery_id: int) -> Done:
    """Queue a failed delivery again, now that a person has looked. What may have arrived is settled, not repeated."""
    permission.require(office.policy, person, ActionKind.RETRY)
    now = office.now()
    async with office.store.transaction() as tx:
        delivery = await _delivery(tx, delivery_id)
        if delivery.state is not DeliveryState.FAILED:
            raise NotPossible("Only what failed for certain can be tried again. Say first whether it arrived.")
        item = await tx.item(delivery.item_id)
        assert item is not None
        details = await tx.action_details(delivery.action_id)
        await tx.save_details(delivery.action_id, details | {"seen": digest(item.text)})
        await tx.set_delivery(delivery.id, DeliveryState.WAITING, not_before=now, at=now)
        if await _ends_item(tx, delivery):
            await tx.set_state(item.id, ItemState.ACTING)
        await _clear(tx, delivery, person, "retry", office)
    return Done(delivery.action_id, delivery.item_id, f"{SAID_AS[delivery.operation]}: trying again.")


async def settle(office: Office, person: Person, delivery_id: int, *, has_arrived: bool) -> Done:
    """A person looked on the platform: it is there, or it is not and will not be sent."""
    permission.require(office.policy, person, ActionKind.SETTLE)
    now = office.now()
    async with office.store.transaction() as tx:
        delivery = await _delivery(tx, delivery_id)
        if not (delivery.state.is_trouble or delivery.state is DeliveryState.UNKNOWN):
            raise NotPossible("There is nothing to settle: it has not failed.")
        state = DeliveryState.DELIVERED if has_arrived else DeliveryState.UNDONE
        await tx.set_delivery(delivery.id, state, problem=f"settled by {person.id}", at=now)
        await _clear(tx, delivery, person, "arrived" if has_arrived else "did not arrive", office)
        if has_arrived:
            settled = await tx.delivery(delivery.id)
            assert settled is not None
            await after_delivery(office, tx, settled, now)
        elif await _ends_item(tx, delivery):
            await reopen_as_unanswered(tx, delivery.item_id)
            await tx.refresh_next(delivery.item_id, now)
    said = "noted as delivered" if has_arrived else "given up; the item is open again"
    return Done(delivery.action_id, delivery.item_id, f"{SAID_AS[delivery.operation]}: {said}.")


async def _delivery(tx: Transaction, delivery_id: int) -> Delivery:
    delivery = await tx.delivery(delivery_id)
    if delivery is None:
        raise NotPossible("There is no such delivery.")
    return delivery


async def _ends_item(tx: Transaction, delivery: Delivery) -> bool:
    action = await tx.action(delivery.action_id)
    return action is not None and action.kind in ENDS_AS


async def _clear(tx: Transaction, delivery: Delivery, person: Person, what: str, office: Office) -> None:
    """Take the failure off the top of the inbox and write down who decided what."""
    now = office.now()
    await tx.set_rank(delivery.item_id, await rank_by_findings(tx, delivery.item_id), None)
    await tx.raise_version(delivery.item_id)
    await tx.refresh_next(delivery.item_id, now)
    kind = ActionKind.RETRY if what == "retry" else ActionKind.SETTLE
    details: dict[str, object] = {"delivery": delivery.id, "decision": what}
    await tx.record(Record(now, person.id, kind.value, delivery.item_id, details))
    await tx.announce([delivery.item_id], "changed", person.id)
