"""Taking an act back: what it wrote beside its deliveries, and the states it had given to items."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from console.desk.naming import LIFTED, THE_PROGRAM
from console.desk.records import Record
from console.model import Action, ActionKind, Delivery, DeliveryState, Item, ItemState

if TYPE_CHECKING:
    from console.desk.ports import Transaction

ENDS_AS = {  # of `ENDS_AN_ITEM` what is delivered: closing ends an item at once
    ActionKind.REPLY: ItemState.ANSWERED,
    ActionKind.REMOVE: ItemState.REMOVED,
    ActionKind.MOVE_TO_PRIVATE: ItemState.MOVED,
}


async def stand_as_before(tx: Transaction, action: Action) -> list[int]:
    """Give the items the states they had before the act, where nobody has changed them since; all that it touched.

    An item that had been answered before stays answered; one that had not is open, its clock never having stopped.
    """
    was = await tx.action_details(action.id)
    if "state" in was:
        await _stand(tx, action.item_id, given=ItemState(str(was["became"])), before=ItemState(str(was["state"])))
    also = ids_noted(was, "also")
    for item_id in also:
        await _stand(tx, item_id, given=ItemState.ACTING, before=ItemState.OPEN)
    return [action.item_id, *also]


async def _stand(tx: Transaction, item_id: int, *, given: ItemState, before: ItemState) -> None:
    item = await tx.item(item_id)
    if item is not None and item.state is given:
        await tx.set_state(item_id, before)


async def give_up(tx: Transaction, delivery: Delivery, why: str, now: datetime) -> None:
    """This will not be sent any more, nor what was to leave after it.

    When nothing of an answer has arrived, its promise was never made and its strike never given.
    """
    given_up: set[int] = set()
    siblings = await tx.deliveries_of_action(delivery.action_id)
    for one in siblings:
        if one.id == delivery.id or (one.state is DeliveryState.WAITING and one.after_id in given_up):
            given_up.add(one.id)
            await tx.set_delivery(one.id, DeliveryState.UNDONE, problem=why)
    action = await tx.action(delivery.action_id)
    if action is None or action.kind not in ENDS_AS or _has_arrived(siblings):
        return
    await withdraw(tx, action, await tx.action_details(action.id), now)


def _has_arrived(deliveries: list[Delivery]) -> bool:
    return any(delivery.state is DeliveryState.DELIVERED for delivery in deliveries)


async def withdraw(tx: Transaction, action: Action, was: dict[str, object], now: datetime) -> None:
    """Take back what the act noted: clocks, a promise, a case, an escalation, strikes, and what it taught."""
    started = ids_noted(was, "started")
    for clock_id in started:
        await tx.stop_clock(clock_id, action.at, 0.0, "undone")
    await _lift(tx, action, started, now)
    if "promise" in was:
        await tx.drop_promise(cast(int, was["promise"]))
    if "case" in was:
        await tx.close_case(cast(int, was["case"]), action.at)
    if "escalation" in was:
        await tx.acknowledge_escalation(cast(int, was["escalation"]), action.at, f"{action.person} (taken back)")
    if "strike" in was:
        await tx.withdraw_strikes(action.id)
    if "learned" in was:
        await tx.unlearn(action.id)


async def _lift(tx: Transaction, action: Action, clock_ids: list[int], now: datetime) -> None:
    """What was missed of clocks that are taken to never have run counts as missed no more: it stays in the record."""
    missed = [one.clock_id for one in await tx.missed_among(clock_ids)]
    if missed:
        await tx.lift(missed, now)
        await tx.record(Record(now, THE_PROGRAM, LIFTED, action.item_id, {"clocks": missed, "undone": action.id}))


async def unanswered(tx: Transaction, item_ids: list[int]) -> list[Item]:
    """Those of the items that still want an answer."""
    items = [await tx.item(item_id) for item_id in item_ids]
    return [item for item in items if item is not None and item.state.is_unanswered]


def ids_noted(was: dict[str, object], key: str) -> list[int]:
    """The ids that an act noted under `key` so that it can be taken back; none when it noted none."""
    return cast(list[int], was.get(key, []))
