"""When nobody knows, or nothing helps: a person tries again, or says what became of it."""

from __future__ import annotations

import pytest
from stand import ANSWER, ANSWER_LOST, CALL_LOST, NOT_ALLOWED, NOW, Stand, incoming, message

from console.channels.practice_trouble import Touch, TroubleKind, TroubleStep
from console.desk.records import View
from console.errors import NotPermitted, NotPossible
from console.model import Delivery, DeliveryState, Item, ItemState, Operation, Rank

CANNOT_LOOK = TroubleStep(TroubleKind.RATE_LIMITED, 5, touch=Touch.FIND)


async def unclear(stand: Stand, loss: TroubleStep) -> tuple[Item, Delivery]:
    """An answer of which nobody knows whether it arrived."""
    stand.meets(loss, CANNOT_LOOK)
    item = await stand.comes_in()
    await stand.reply(item)
    await stand.deliver()
    await stand.wait(4)
    assert await stand.states(item) == [DeliveryState.NEEDS_PERSON]
    return item, await stand.delivery(item, Operation.REPLY)


async def test_what_has_arrived_after_all_ends_the_item(stand: Stand) -> None:
    item, delivery = await unclear(stand, ANSWER_LOST)
    done = await stand.desk.settle(delivery.id, has_arrived=True)
    after = await stand.item(item.id)
    assert done.said == "Reply: noted as delivered."
    assert (after.state, after.rank, after.problem) == (ItemState.ANSWERED, Rank.DUE, None)
    assert not (await stand.clock_of(item)).is_running
    await stand.wait(3600)
    assert stand.said() == [ANSWER]


async def test_what_did_not_arrive_is_not_sent_and_the_item_is_open_again(stand: Stand) -> None:
    item, delivery = await unclear(stand, CALL_LOST)
    done = await stand.desk.settle(delivery.id, has_arrived=False)
    after = await stand.item(item.id)
    assert done.said == "Reply: given up; the item is open again."
    assert (after.state, after.rank, after.problem) == (ItemState.OPEN, Rank.DUE, None)
    assert (await stand.clock_of(item)).is_running
    await stand.wait(3600)
    assert stand.said() == []


async def test_after_settling_the_item_can_be_answered_anew(stand: Stand) -> None:
    item, delivery = await unclear(stand, CALL_LOST)
    await stand.desk.settle(delivery.id, has_arrived=False)
    await stand.reply(item)
    await stand.deliver()
    assert stand.said() == [ANSWER]


async def test_what_may_have_arrived_is_settled_and_never_just_repeated(stand: Stand) -> None:
    _, delivery = await unclear(stand, ANSWER_LOST)
    with pytest.raises(NotPossible, match="failed for certain"):
        await stand.desk.retry(delivery.id)


async def test_settling_a_private_answer_settles_all_that_it_answers(stand: Stand) -> None:
    stand.meets(ANSWER_LOST, CANNOT_LOOK)
    first = await stand.comes_in(message("m1", received_at=NOW))
    newest = await stand.comes_in(message("m2", "Anybody?", received_at=NOW))
    await stand.reply(newest)
    await stand.deliver()
    await stand.wait(4)
    assert (await stand.item(first.id)).state is ItemState.OPEN
    await stand.desk.settle((await stand.delivery(newest, Operation.MESSAGE)).id, has_arrived=True)
    assert (await stand.item(first.id)).state is ItemState.ANSWERED


async def test_a_failure_stands_at_the_top_until_somebody_decides(stand: Stand) -> None:
    stand.meets(NOT_ALLOWED)
    item = await stand.comes_in()
    other = await stand.comes_in(incoming("c2", "There is a gas leak in our close"))
    await stand.reply(item)
    await stand.deliver()
    assert list(await stand.desk.order()) == [item.id, other.id]
    await stand.desk.settle((await stand.delivery(item, Operation.REPLY)).id, has_arrived=False)
    assert list(await stand.desk.order()) == [other.id, item.id]
    assert list(await stand.desk.order(View.FAILED)) == []


async def test_only_who_may_settles(stand: Stand, second: Stand) -> None:
    _, delivery = await unclear(stand, ANSWER_LOST)
    with pytest.raises(NotPermitted):
        await second.desk.settle(delivery.id, has_arrived=True)


async def test_there_is_nothing_to_settle_about_what_has_arrived(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    await stand.deliver()
    delivery = await stand.delivery(item, Operation.REPLY)
    with pytest.raises(NotPossible, match="has not failed"):
        await stand.desk.settle(delivery.id, has_arrived=False)
    with pytest.raises(NotPossible, match="no such delivery"):
        await stand.desk.settle(999, has_arrived=False)


async def test_who_decided_what_stands_in_the_audit(stand: Stand) -> None:
    _, delivery = await unclear(stand, ANSWER_LOST)
    await stand.desk.settle(delivery.id, has_arrived=True)
    entry = next(e for e in await stand.office.store.audit_entries() if e.event == "settle")
    assert (entry.person, entry.details["decision"]) == ("alex-practice", "arrived")
    stand.verify()
