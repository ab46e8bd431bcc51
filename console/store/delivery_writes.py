"""Writing down what leaves the house: intents, attempts and receipts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from console.clock import epoch_ms
from console.desk.records import NewDelivery
from console.model import DeliveryState
from console.store.item_writes import StoreWriting
from console.store.values import maybe_plain, ms, plain
from console.text import storable


class DeliveryWriting(StoreWriting):
    """The part of a transaction that is about deliveries."""

    async def add_deliveries(self, action_id: int, item_id: int, deliveries: Sequence[NewDelivery]) -> list[int]:
        """Write the intents; their ids in order."""
        ids: list[int] = []
        for new in deliveries:
            delivery_id = await self._add(
                "deliveries",
                self._sql.deliveries.add_delivery,
                action_id=action_id,
                item_id=item_id,
                channel=plain(new.channel),
                operation=new.operation.value,
                target=plain(new.target),
                body=storable(new.body),
                not_before=epoch_ms(new.not_before),
                after_id=None if new.after is None else ids[new.after],
            )
            ids.append(delivery_id)
        return ids

    async def take_delivery(self, delivery_id: int, console: str, at: datetime, lease_until: datetime) -> bool:
        """WAITING and due → TRYING, counted as an attempt; False when another console was quicker or it was undone."""
        met = await self._link.run(
            self._sql.deliveries.take_delivery,
            id=delivery_id,
            console=console,
            at=epoch_ms(at),
            lease_until=epoch_ms(lease_until),
        )
        self.has_changed |= bool(met)
        return bool(met)

    async def set_delivery(
        self,
        delivery_id: int,
        state: DeliveryState,
        *,
        receipt: str | None = None,
        problem: str | None = None,
        not_before: datetime | None = None,
        at: datetime | None = None,
    ) -> None:
        """Say where it stands now. Leaving TRYING ends the lease; `at` is kept as the moment it arrived."""
        await self._change(
            self._sql.deliveries.set_delivery,
            id=delivery_id,
            state=state.value,
            receipt=maybe_plain(receipt),
            problem=maybe_plain(problem),
            not_before=ms(not_before),
            delivered_at=ms(at) if state is DeliveryState.DELIVERED else None,
        )
