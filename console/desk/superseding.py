"""Before a new answer is queued: old failures give way, what may have arrived must first be settled."""

from __future__ import annotations

from collections.abc import Sequence

from console.desk.acting import Act
from console.desk.ranking import rank_again
from console.desk.withdrawing import give_up
from console.errors import NotPossible
from console.model import Delivery, DeliveryState, Operation

UNSETTLED = (DeliveryState.NEEDS_PERSON, DeliveryState.UNKNOWN, DeliveryState.TRYING)
BESIDE_THE_ANSWER = (Operation.BLOCK, Operation.CORRECT, Operation.HAND_OVER)  # owed whatever the answer is


async def clear_the_way(act: Act) -> None:
    """Refuse while an answer is leaving or unsettled; give up those that failed for good, with what was to follow them.

    Raises NotPossible.
    """
    for delivery in await _answers(act):
        if delivery.state is DeliveryState.FAILED:
            await give_up(act.tx, delivery, "given up: decided anew")
    if (why := why_wait(await act.tx.deliveries_of_item(act.item.id))) is not None:
        raise NotPossible(why)
    await rank_again(act.tx, act.item.id)


def why_wait(deliveries: Sequence[Delivery]) -> str | None:
    """Why an item with these deliveries cannot be answered just now; None when it can."""
    return next((why for one in _answers_among(deliveries) if (why := _why_wait_for(one)) is not None), None)


async def _answers(act: Act) -> list[Delivery]:
    return _answers_among(await act.tx.deliveries_of_item(act.item.id))


def _answers_among(deliveries: Sequence[Delivery]) -> list[Delivery]:
    return [delivery for delivery in deliveries if delivery.operation not in BESIDE_THE_ANSWER]


def _why_wait_for(delivery: Delivery) -> str | None:
    if delivery.state in UNSETTLED:
        return (
            "It is not known whether the last answer arrived. Look on the platform, then press t to say so; "
            "your text is kept as a draft."
        )
    if delivery.state is DeliveryState.WAITING and delivery.attempts:
        return "The last answer is still being tried. Wait until it has arrived or failed."
    if delivery.state is DeliveryState.WAITING:
        return "An answer to this is already on its way. Press u to take it back first."
    return None
