"""Looking at an item on its platform: just before a call, and after one whose outcome nobody knows."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

from console.desk.endings import FIRST_RETRY_S, Outcome, already_gone, back_off, look_later, words_of
from console.desk.naming import THE_PROGRAM
from console.desk.office import Office
from console.desk.records import Call, Record, Sight, Trace, Tracing
from console.errors import ChannelError
from console.model import Delivery, DeliveryState, Item, Operation
from console.text import digest

if TYPE_CHECKING:
    from console.desk.ports import Channel

ANSWERS = (Operation.REPLY, Operation.PRIVATE_REPLY, Operation.MESSAGE)
UNSETTLED_BEFORE = "it is not known whether an earlier answer of ours there arrived"
LOOKS_FIRST = (*ANSWERS, Operation.HIDE, Operation.DELETE)


async def call_of(office: Office, delivery: Delivery) -> Call:
    """The call that a delivery stands for."""
    item = await office.store.item(delivery.item_id)
    thread = item.thread if item is not None else None
    return Call(delivery.operation, delivery.target, delivery.body, f"halfday-{delivery.id}", thread)


async def difference(office: Office, delivery: Delivery) -> Outcome | None:
    """What changed on the platform since the person decided, as the outcome that stops the call; None: go on.

    Raises ChannelError or TimeoutError when it cannot be looked at.
    """
    if delivery.operation not in LOOKS_FIRST:
        return None
    item = await office.store.item(delivery.item_id)
    assert item is not None
    channel = office.channel(delivery.channel)
    async with asyncio.timeout(channel.call_timeout_s):
        sight = await channel.look(item)
    if sight.is_gone:
        return _on_gone(delivery)
    details = await office.store.action_details(delivery.action_id)
    if sight.text is not None and digest(sight.text) != details.get("seen"):
        return Outcome(DeliveryState.FAILED, problem="its author changed it meanwhile; nothing was sent")
    if delivery.operation not in ANSWERS:
        return None
    return await _answered_elsewhere(office, delivery, item, sight, details)


def _on_gone(delivery: Delivery) -> Outcome:
    if delivery.operation in ANSWERS:
        return Outcome(DeliveryState.FAILED, problem="its author deleted it meanwhile; nothing was sent")
    return already_gone(delivery)


async def _answered_elsewhere(
    office: Office, delivery: Delivery, item: Item, sight: Sight, details: dict[str, object]
) -> Outcome | None:
    """Stop once for answers that were not sent from here; a person who then tries again has seen them."""
    shown = details.get("known_answers")
    known = await office.store.receipts_in_thread(item.id) | set(map(str, shown if isinstance(shown, list) else []))
    foreign = [answer for answer in sight.answers if answer not in known]
    if not foreign:
        return None
    # What stands there may be ours. That settles itself, and this call looks again; or it waits for a person, and
    # then this one says so instead of looking again and again.
    unsettled = await office.store.unsettled_in_thread(item.id, delivery.id)
    if unsettled is DeliveryState.NEEDS_PERSON:
        return Outcome(DeliveryState.FAILED, problem=f"{UNSETTLED_BEFORE}; settle that first; nothing was sent")
    if unsettled is not None:
        settle_after_s = max(office.channel(delivery.channel).settle_after_s, FIRST_RETRY_S)
        return Outcome(DeliveryState.WAITING, problem=f"{UNSETTLED_BEFORE}: it waits", again_in_s=settle_after_s)
    now = office.now()
    async with office.store.transaction() as tx:
        await tx.save_details(delivery.action_id, details | {"known_answers": list(sight.answers)})
        seen: dict[str, object] = {"delivery": delivery.id, "answers": foreign}
        await tx.record(Record(now, THE_PROGRAM, "delivery.answers-seen", delivery.item_id, seen))
    return Outcome(DeliveryState.FAILED, problem="somebody answered it on the platform itself; nothing was sent")


async def trace_outcome(office: Office, delivery: Delivery, now: datetime) -> Outcome:
    """Settle an unknown outcome: by what is harmless to repeat, else by looking in the thread, else by a person."""
    if delivery.operation.is_repeatable:
        return back_off(delivery, "no answer came, and it is harmless to repeat")
    channel = office.channels.get(delivery.channel)
    if channel is None:
        return Outcome(DeliveryState.NEEDS_PERSON, problem="this console has no connection to look with")
    try:
        async with asyncio.timeout(channel.call_timeout_s):
            tracing = await _trace(office, channel, delivery)
    except (ChannelError, TimeoutError) as problem:
        words = f"not known whether it arrived, and looking failed ({words_of(problem)})"
        return look_later(delivery, words, channel.settle_after_s, now)
    match tracing.trace:
        case Trace.FOUND:
            return Outcome(DeliveryState.DELIVERED, receipt=tracing.receipt)
        case Trace.ABSENT:
            return back_off(delivery, "it did not arrive")
        case Trace.UNCLEAR:
            return Outcome(DeliveryState.NEEDS_PERSON, problem="not known whether it arrived; look on the platform")


async def _trace(office: Office, channel: Channel, delivery: Delivery) -> Tracing:
    """What the platform shows, an older answer of ours in the same words not counted."""
    assert delivery.attempted_at is not None
    known = await office.store.receipts_in_thread(delivery.item_id)
    return await channel.find(await call_of(office, delivery), delivery.attempted_at, known)
