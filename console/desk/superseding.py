"""Before a new answer is queued: old failures give way, what may have arrived must first be settled."""

from __future__ import annotations

from console.desk.acting import Act, rank_by_findings
from console.errors import NotPossible
from console.model import DeliveryState

UNSETTLED = (DeliveryState.NEEDS_PERSON, DeliveryState.UNKNOWN, DeliveryState.TRYING)


async def clear_the_way(act: Act) -> None:
    """Refuse while an answer is leaving or unsettled; give up those that failed for good.

    Raises NotPossible.
    """
    for delivery in await act.tx.deliveries_of_item(act.item.id):
        if delivery.state in UNSETTLED:
            raise NotPossible(
                "It is not known whether the last answer arrived. Look on the platform, then press t to say so; "
                "your text is kept as a draft."
            )
        if delivery.state is DeliveryState.WAITING:
            raise NotPossible("An answer to this is already on its way. Press u to take it back first.")
        if delivery.state is DeliveryState.FAILED:
            await act.tx.set_delivery(delivery.id, DeliveryState.UNDONE, problem="given up: answered anew", at=act.now)
    if act.item.problem is not None:
        await act.tx.set_rank(act.item.id, await rank_by_findings(act.tx, act.item.id), None)
