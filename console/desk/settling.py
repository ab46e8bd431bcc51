"""When something failed: a person tries it again, or says what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.desk.office import Office
from console.desk.orders import Done
from console.desk.outcomes import after_delivery
from console.desk.ranking import SAID_AS, rank_again
from console.desk.records import Record
from console.desk.rights import require_may, require_trained
from console.desk.withdrawing import ENDS_AS, give_up, stand_as_before
from console.errors import NotPossible
from console.model import Action, ActionKind, Delivery, DeliveryState, ItemState, Person
from console.text import digest

if TYPE_CHECKING:
    from console.desk.ports import Transaction


async def retry(office: Office, person: Person, delivery_id: int) -> Done:
    """Queue a failed delivery again, now that a person has looked. What may have arrived is settled, not repeated.

    Raises NotPermitted, for who lacks a course that sending it asks for too, or NotPossible when it has not failed for
    certain.
    """
    now = office.now()
    async with office.store.transaction() as tx:
        await require_may(office, tx, person, ActionKind.RETRY)
        delivery = await _delivery(tx, delivery_id)
        if delivery.state is not DeliveryState.FAILED:
            raise NotPossible("Only what failed for certain can be tried again. Say first whether it arrived.")
        kind = (await _action(tx, delivery)).kind
        await require_trained(office, tx, person, kind)
        item = await tx.item(delivery.item_id)
        assert item is not None
        details = await tx.action_details(delivery.action_id)
        details |= {"seen": digest(item.text)}
        await tx.set_delivery(delivery.id, DeliveryState.WAITING, not_before=now, at=now)
        if kind in ENDS_AS and item.state is not ItemState.ACTING:
            details |= {"state": item.state.value, "became": ItemState.ACTING.value}
            await tx.set_state(item.id, ItemState.ACTING)
        await tx.save_details(delivery.action_id, details)
        await _clear(tx, delivery, person, "retry", office)
    return Done(delivery.action_id, delivery.item_id, f"{SAID_AS[delivery.operation]}: trying again.")


async def settle(office: Office, person: Person, delivery_id: int, *, has_arrived: bool) -> Done:
    """A person looked on the platform: it is there, or it is not and will not be sent.

    Raises NotPermitted, or NotPossible when it is not in trouble.
    """
    async with office.store.transaction() as tx:
        await require_may(office, tx, person, ActionKind.SETTLE)
        delivery = await _delivery(tx, delivery_id)
        if not (delivery.state.is_trouble or delivery.state is DeliveryState.UNKNOWN):
            raise NotPossible("There is nothing to settle: it has not failed.")
        said = await (_arrived if has_arrived else _given_up)(office, tx, delivery, person)
    return Done(delivery.action_id, delivery.item_id, f"{SAID_AS[delivery.operation]}: {said}.")


async def _arrived(office: Office, tx: Transaction, delivery: Delivery, person: Person) -> str:
    now = office.now()
    await tx.set_delivery(delivery.id, DeliveryState.DELIVERED, problem=f"settled by {person.id}", at=now)
    await _clear(tx, delivery, person, "arrived", office)
    settled = await tx.delivery(delivery.id)
    assert settled is not None
    await after_delivery(office, tx, settled, now)
    return "noted as delivered"


async def _given_up(office: Office, tx: Transaction, delivery: Delivery, person: Person) -> str:
    """It will not be sent, nor what was to follow it; what it would have answered stands as before."""
    await give_up(tx, delivery, f"settled by {person.id}", office.now())
    action = await _action(tx, delivery)
    touched = await stand_as_before(tx, action) if action.kind in ENDS_AS else []
    for item_id in touched:
        await tx.refresh_next(item_id, office.now())
    await _clear(tx, delivery, person, "did not arrive", office)
    await tx.announce([i for i in touched if i != delivery.item_id], "changed", person.id)
    item = await tx.item(delivery.item_id)
    return "given up; the item is open again" if touched and item and item.state is ItemState.OPEN else "given up"


async def _delivery(tx: Transaction, delivery_id: int) -> Delivery:
    delivery = await tx.delivery(delivery_id)
    if delivery is None:
        raise NotPossible("There is no such delivery.")
    return delivery


async def _action(tx: Transaction, delivery: Delivery) -> Action:
    action = await tx.action(delivery.action_id)
    assert action is not None
    return action


async def _clear(tx: Transaction, delivery: Delivery, person: Person, what: str, office: Office) -> None:
    """Take the failure off the top of the inbox and write down who decided what."""
    now = office.now()
    await rank_again(tx, delivery.item_id)
    await tx.raise_version(delivery.item_id)
    await tx.refresh_next(delivery.item_id, now)
    kind = ActionKind.RETRY if what == "retry" else ActionKind.SETTLE
    details: dict[str, object] = {"delivery": delivery.id, "decision": what}
    await tx.record(Record(now, person.id, kind.value, delivery.item_id, details))
    await tx.announce([delivery.item_id], "changed", person.id)
