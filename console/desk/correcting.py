"""Correcting an answer of ours that has been delivered (LG4.3): changed in place, never silently replaced."""

from __future__ import annotations

from console.desk.acting import Act, acting, before_acting
from console.desk.conducting import hold_to_conduct
from console.desk.office import Office
from console.desk.orders import Correct, Done
from console.desk.possible import require_channel, require_operation
from console.desk.ranking import rank_again
from console.desk.records import NewDelivery
from console.desk.withdrawing import give_up
from console.errors import NotPossible
from console.model import ActionKind, Delivery, DeliveryState, Dossier, Operation, Person
from console.text import digest

CORRECTABLE = (Operation.REPLY, Operation.NOTICE)
UNDER_WAY = (DeliveryState.WAITING, DeliveryState.TRYING, DeliveryState.UNKNOWN)


async def correct(office: Office, person: Person, order: Correct) -> Done:
    """Queue the new wording of a public answer. Raises NotPossible when it has not arrived or cannot be edited."""
    from console.rules.conduct import Outbound

    item = await before_acting(office, person, ActionKind.CORRECT, order)
    passed = hold_to_conduct(office, order.text, Outbound.REPLY, item, order.reason)
    async with acting(office, person, ActionKind.CORRECT, order) as act:
        answer = _own_answer(await act.tx.delivery(order.delivery_id), act.item.id)
        await _refuse_overtaking(act, answer)
        await require_channel(office, act.tx, act.item.channel)
        require_operation(office, act.item, Operation.CORRECT, act.now)
        undo_until = office.undo_until(act.item.channel, act.now)
        await act.begin(reason=order.reason, undo_until=undo_until)
        assert answer.receipt is not None
        await act.send([NewDelivery(Operation.CORRECT, answer.channel, answer.receipt, order.text, undo_until)])
        await act.drop_draft(order.text)
        act.details |= {"delivery": answer.id, "text": digest(order.text), "passed": passed}
        return act.done("Correction on its way.", undo_until)


def correctable(dossier: Dossier) -> list[Delivery]:
    """The public answers of ours to the item that are out and can be corrected, in the order they were sent."""
    return [delivery for delivery in dossier.deliveries if _is_own_answer(delivery) and _is_out(delivery)]


def _is_own_answer(delivery: Delivery) -> bool:
    return delivery.operation in CORRECTABLE and bool(delivery.body)


def _is_out(delivery: Delivery) -> bool:
    return delivery.state is DeliveryState.DELIVERED and delivery.receipt is not None


def _own_answer(delivery: Delivery | None, item_id: int) -> Delivery:
    if delivery is None or delivery.item_id != item_id or not _is_own_answer(delivery):
        raise NotPossible("Only a public answer of ours can be corrected.")
    if not _is_out(delivery):
        raise NotPossible("It has not arrived yet: take it back with u, or wait.")
    return delivery


async def _refuse_overtaking(act: Act, answer: Delivery) -> None:
    """Two corrections under way could arrive in either order, and the older wording could end up on the page."""
    for other in await act.tx.deliveries_of_item(act.item.id):
        is_same = other.operation is Operation.CORRECT and other.target == answer.receipt
        if is_same and other.state in UNDER_WAY:
            raise NotPossible(
                "A correction of this answer is on its way. Take it back with u, or wait until it is there."
            )
        if is_same and other.state.is_trouble:
            await give_up(act.tx, other, "given up: corrected anew", act.now)
    await rank_again(act.tx, act.item.id)
