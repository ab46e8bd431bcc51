"""What follows when a delivery ends: the action is complete, or something is owed and heads the inbox."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from console.desk.acting import rank_by_findings
from console.desk.office import STOPS_WITH_THE_ANSWER, Office
from console.desk.ports import Record, Transaction
from console.model import Action, ActionKind, Delivery, DeliveryState, ItemState, Operation, Rank

ENDS_AS = {
    ActionKind.REPLY: ItemState.ANSWERED,
    ActionKind.REMOVE: ItemState.REMOVED,
    ActionKind.MOVE_TO_PRIVATE: ItemState.MOVED,
}
SAID_AS = {
    Operation.REPLY: "Reply",
    Operation.NOTICE: "Notice",
    Operation.PRIVATE_REPLY: "Private message",
    Operation.MESSAGE: "Message",
    Operation.HIDE: "Hiding",
    Operation.DELETE: "Deleting",
    Operation.BLOCK: "Block",
    Operation.CORRECT: "Correction",
    Operation.HAND_OVER: "Hand-over to the housing system",
}


async def after_delivery(office: Office, tx: Transaction, delivery: Delivery, now: datetime) -> None:
    """Bring the item up to date with a delivery whose state has just been written, and tell every console."""
    action = await tx.action(delivery.action_id)
    assert action is not None
    deliveries = await tx.deliveries_of_action(action.id)
    touched = [delivery.item_id]
    trouble = next((d for d in deliveries if d.state.is_trouble), None)
    if trouble is not None:
        await _owe(tx, action, trouble, deliveries)
    elif all(d.state is DeliveryState.DELIVERED for d in deliveries):
        touched += await _complete(office, tx, action, now)
    for item_id in touched:
        await tx.refresh_next(item_id, now)
    details: dict[str, object] = {"delivery": delivery.id, "operation": delivery.operation.value}
    details |= {"attempts": delivery.attempts, "receipt": delivery.receipt, "problem": delivery.problem}
    await tx.record(Record(now, "halfday", f"delivery.{delivery.state.value}", delivery.item_id, details))
    await tx.announce(touched, "changed")


async def _owe(tx: Transaction, action: Action, trouble: Delivery, deliveries: list[Delivery]) -> None:
    """A step failed: say which, keep it at the top. With nothing done yet, the item is simply unanswered again."""
    problem = f"{SAID_AS[trouble.operation]}: {trouble.problem}"
    await tx.set_rank(action.item_id, Rank.FAILED, problem)
    if action.kind in ENDS_AS and not any(d.state is DeliveryState.DELIVERED for d in deliveries):
        for item_id in [action.item_id, *await _also(tx, action)]:
            await reopen_as_unanswered(tx, item_id)


async def reopen_as_unanswered(tx: Transaction, item_id: int) -> None:
    """As if the answer had never been given: the answer clock never stopped."""
    await tx.set_state(item_id, ItemState.OPEN)
    for clock in await tx.clocks(item_id):
        if not clock.is_running and clock.kind in STOPS_WITH_THE_ANSWER and clock.outcome in _ENDINGS:
            await tx.restart_clock(clock.id)


async def _complete(office: Office, tx: Transaction, action: Action, now: datetime) -> list[int]:
    """Every step has arrived: the item ends, its answer clock stops and stays as it is. Other items touched."""
    item = await tx.item(action.item_id)
    assert item is not None
    if action.kind is ActionKind.BLOCK:
        await tx.set_blocked(item.author_id, now)
    if item.rank is Rank.FAILED:
        await tx.set_rank(item.id, await rank_by_findings(tx, item.id), None)
    ends_as = ENDS_AS.get(action.kind)
    if ends_as is None:
        return []
    also = await _also(tx, action)
    for item_id in [action.item_id, *also]:
        await tx.set_state(item_id, ends_as)
        for clock in await tx.clocks(item_id):
            if clock.is_running and clock.kind in STOPS_WITH_THE_ANSWER:
                elapsed = office.elapsed_minutes(clock.started_at, now)
                await tx.stop_clock(clock.id, now, elapsed, ends_as.value)
    return also


async def _also(tx: Transaction, action: Action) -> list[int]:
    return cast(list[int], (await tx.action_details(action.id)).get("also", []))


_ENDINGS = {state.value for state in ENDS_AS.values()}
