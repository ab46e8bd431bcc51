"""What follows when a delivery ends: the action is complete, or something is owed and heads the inbox."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from console.desk.breaching import note_if_late
from console.desk.naming import THE_PROGRAM
from console.desk.office import Office
from console.desk.ranking import rank_again
from console.desk.records import Record
from console.desk.withdrawing import ENDS_AS, ids_noted, stand_as_before, unanswered
from console.model import Action, ActionKind, Delivery, DeliveryState, ItemState, Rank
from console.rules.breaches import ENDS_WITH_THE_ANSWER

if TYPE_CHECKING:
    from console.desk.ports import Transaction


async def after_delivery(office: Office, tx: Transaction, delivery: Delivery, now: datetime) -> None:
    """Bring the item up to date with a delivery whose state has just been written, and tell every console."""
    action = await tx.action(delivery.action_id)
    assert action is not None
    deliveries = await tx.deliveries_of_action(action.id)
    touched = [delivery.item_id]
    if any(d.state.is_trouble for d in deliveries):
        await _owe(tx, action, deliveries)
        touched += await _also(tx, action)
    elif all(d.state is DeliveryState.DELIVERED for d in deliveries):
        touched += await _complete(office, tx, action, now)
    for item_id in touched:
        await tx.refresh_next(item_id, now)
    details: dict[str, object] = {"delivery": delivery.id, "operation": delivery.operation.value}
    details |= {"attempts": delivery.attempts, "receipt": delivery.receipt, "problem": delivery.problem}
    await tx.record(Record(now, THE_PROGRAM, f"delivery.{delivery.state.value}", delivery.item_id, details))
    await tx.announce(touched, "changed")


async def _owe(tx: Transaction, action: Action, deliveries: list[Delivery]) -> None:
    """A step failed: say which, keep it at the top. With nothing done yet, the items are as if nobody had acted."""
    await rank_again(tx, action.item_id)
    if action.kind in ENDS_AS and not any(d.state is DeliveryState.DELIVERED for d in deliveries):
        await stand_as_before(tx, action)


async def _complete(office: Office, tx: Transaction, action: Action, now: datetime) -> list[int]:
    """Every step has arrived: the item ends, its answer clock stops and stays as it is. Other items touched."""
    item = await tx.item(action.item_id)
    assert item is not None
    if action.kind is ActionKind.BLOCK:
        await tx.set_blocked(item.author_id, now)
    if item.rank is Rank.FAILED:
        await rank_again(tx, item.id)
    ends_as = ENDS_AS.get(action.kind)
    if ends_as is None:
        return []
    also = [one.id for one in await unanswered(tx, await _also(tx, action))]
    for item_id in [action.item_id, *also]:
        await _end(office, tx, item_id, ends_as, now, action.person)
    return also


async def _end(office: Office, tx: Transaction, item_id: int, state: ItemState, now: datetime, person: str) -> None:
    await tx.set_state(item_id, state)
    for clock in await tx.clocks(item_id):
        if clock.is_running and clock.kind in ENDS_WITH_THE_ANSWER:
            await note_if_late(office, tx, clock, now)
            elapsed = office.elapsed_minutes(clock.started_at, now)
            await tx.stop_clock(clock.id, now, elapsed, state.value, person)


async def _also(tx: Transaction, action: Action) -> list[int]:
    return ids_noted(await tx.action_details(action.id), "also")
