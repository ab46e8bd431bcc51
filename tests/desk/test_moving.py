"""Moving to private: the message first, then the line that speaks of it, and a promise that somebody keeps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from stand import ANSWER, NOT_ALLOWED, NOW, UNREACHABLE, Stand, incoming, message

from console.channels.practice_trouble import TroubleKind, TroubleStep
from console.desk.breaching import Watch
from console.desk.desk import Desk
from console.desk.orders import Close, Fulfil, MoveToPrivate, Remove
from console.errors import NotPossible
from console.model import ActionKind, ClockKind, DeliveryState, Item, ItemState, Operation, Rank

PRIVATE = "Hello, please tell us your address and we will ring you within one working day."
ROUTE = "We cannot send you a private message here, so please contact us another way. Please see our website."
PUBLIC = "We have sent you a private message."
NONE = TroubleStep(TroubleKind.NONE)


async def move(stand: Stand, item: Item, **changes: Any) -> None:
    texts = {"private_text": PRIVATE, "public_text": PUBLIC, "timescale_id": "one-day"}
    await stand.desk.move_to_private(MoveToPrivate(**await stand.at(item), **(texts | changes)))


async def test_the_private_message_leaves_first_then_the_public_line(stand: Stand) -> None:
    item = await stand.comes_in()
    await move(stand, item)
    await stand.deliver()
    assert [call.operation for call in stand.world.calls()] == [Operation.PRIVATE_REPLY, Operation.REPLY]
    assert stand.said() == [PRIVATE, PUBLIC]
    assert (await stand.item(item.id)).state is ItemState.MOVED
    assert (await stand.clock_of(item)).outcome == "moved"


async def test_no_public_line_claims_a_message_that_never_arrived(stand: Stand) -> None:
    item = await stand.comes_in()
    stand.meets(NOT_ALLOWED)
    await move(stand, item)
    await stand.deliver()
    await stand.wait(600)
    assert stand.said() == []
    assert (await stand.item(item.id)).problem == "Private message: Facebook refuses this here, for good."


async def test_the_public_line_waits_for_a_message_that_is_tried_again(stand: Stand) -> None:
    item = await stand.comes_in()
    stand.meets(UNREACHABLE)
    await move(stand, item)
    await stand.deliver()
    assert stand.said() == []
    await stand.wait(3)
    await stand.steps()
    assert stand.said() == [PRIVATE, PUBLIC]


async def test_the_timescale_becomes_a_promise_with_a_clock_of_its_own(stand: Stand) -> None:
    item = await stand.comes_in()
    await move(stand, item)
    await stand.deliver()
    (promise,) = (await stand.dossier(item)).promises
    clock = await stand.clock_of(item, ClockKind.PROMISE)
    monday = (NOW + timedelta(days=3)).replace(hour=10, minute=4)
    assert (promise.due_at, clock.due_at, clock.is_running) == (monday, monday, True)
    after = await stand.item(item.id)
    assert (after.next_clock, after.next_due_at) == (ClockKind.PROMISE, monday)
    assert item.id in await stand.desk.order(), "what is promised stays in the inbox"


async def test_a_promise_kept_stops_its_clock_and_ends_the_item(stand: Stand) -> None:
    item = await stand.comes_in()
    await move(stand, item)
    await stand.deliver()
    clock = await stand.clock_of(item, ClockKind.PROMISE)
    done = await stand.desk.fulfil(Fulfil(**await stand.at(item), clock_id=clock.id))
    assert done.said == "Promise kept."
    assert (await stand.dossier(item)).promises[0].kept_at is not None
    assert item.id not in await stand.desk.order()
    with pytest.raises(NotPossible, match="met already"):
        await stand.desk.fulfil(Fulfil(**await stand.at(item), clock_id=clock.id))


async def test_a_message_without_its_timescale_is_refused(stand: Stand) -> None:
    item = await stand.comes_in()
    with pytest.raises(NotPossible, match=r"within one working day\" \(W6\.12, assumed\)"):
        await move(stand, item, private_text="Hello, what is your address?")


async def test_a_closed_window_says_why_and_what_is_possible(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", received_at=NOW - timedelta(days=8)))
    why = stand.desk.why_not(ActionKind.MOVE_TO_PRIVATE, item)
    assert why is not None
    assert "seven days" in why
    assert "Reply in public" in why
    with pytest.raises(NotPossible, match="seven days"):
        await move(stand, item)


async def test_youtube_has_no_private_messages_and_says_what_instead(stand: Stand) -> None:
    item = await stand.comes_in(incoming("y1", channel="youtube"))
    with pytest.raises(NotPossible, match=r"YouTube has no private messages\. Reply in public and ask them"):
        await move(stand, item)
    assert stand.desk.why_not(ActionKind.REPLY, item) is None


async def test_after_a_message_that_failed_for_good_the_item_can_be_answered(stand: Stand) -> None:
    """The public line still waits for its forerunner then, and must not stand in the way for ever."""
    item = await stand.comes_in()
    stand.meets(NOT_ALLOWED)
    await move(stand, item)
    await stand.deliver()
    await stand.reply(item)
    await stand.deliver()
    after = await stand.dossier(item)
    assert (after.item.state, after.item.rank) == (ItemState.ANSWERED, Rank.DUE)
    assert stand.said() == [ANSWER]
    assert after.promises == (), "nothing was promised: the message never arrived"
    assert await stand.states(item) == [DeliveryState.UNDONE, DeliveryState.UNDONE, DeliveryState.DELIVERED]


async def test_a_message_given_up_takes_its_public_line_and_its_promise_with_it(stand: Stand) -> None:
    item = await stand.comes_in()
    stand.meets(NOT_ALLOWED)
    await move(stand, item)
    await stand.deliver()
    await stand.desk.settle((await stand.delivery(item, Operation.PRIVATE_REPLY)).id, has_arrived=False)
    await stand.desk.close(Close(**await stand.at(item), reason="They rang us meanwhile"))
    assert (await stand.item(item.id)).state is ItemState.CLOSED
    await stand.wait(3600)
    assert stand.said() == []
    assert item.id not in await stand.desk.order()


async def test_a_public_line_that_fails_is_owed_and_the_promise_holds(stand: Stand) -> None:
    item = await stand.comes_in()
    stand.meets(NONE, NOT_ALLOWED)
    await move(stand, item)
    await stand.deliver()
    await stand.steps()
    after = await stand.dossier(item)
    assert (after.item.rank, len(after.promises)) == (Rank.FAILED, 1)
    await stand.desk.retry((await stand.delivery(item, Operation.REPLY)).id)
    await stand.steps()
    assert stand.said() == [PRIVATE, PUBLIC]
    assert (await stand.item(item.id)).state is ItemState.MOVED


async def test_where_the_platform_has_no_private_message_the_packs_route_is_offered(stand: Stand) -> None:
    video = await stand.comes_in(incoming("v1", channel="youtube"))
    assert stand.desk.other_route(video) == ROUTE
    late = await stand.comes_in(incoming("c1", received_at=NOW - timedelta(days=8)))
    assert stand.desk.other_route(late) == ROUTE


async def test_no_other_route_is_offered_where_a_private_message_can_be_sent_or_nobody_may(stand: Stand) -> None:
    assert stand.desk.other_route(await stand.comes_in()) is None
    assert stand.desk.other_route(await stand.comes_in(message("m1"))) is None
    reader = await stand.sign_in("Robin Reader", "colleague")
    assert reader.other_route(await stand.comes_in(incoming("v1", channel="youtube"))) is None


async def test_the_route_gives_the_number_and_the_address_of_the_pack(stand: Stand) -> None:
    pack = stand.office.policy
    route = replace(
        pack.core.private_route, text="Ring {phone} or write to {email}.", phone="555", email="us@example.org"
    )
    office = replace(stand.office, policy=replace(pack, core=replace(pack.core, private_route=route)))
    video = await stand.comes_in(incoming("v1", channel="youtube"))
    assert Desk(office, stand.desk.person).other_route(video) == "Ring 555 or write to us@example.org."


async def test_a_promise_that_never_left_is_broken_no_more_once_the_item_is_decided_anew(stand: Stand) -> None:
    item = await stand.comes_in()
    stand.meets(NOT_ALLOWED)
    await move(stand, item)
    await stand.deliver()
    promise = await stand.clock_of(item, ClockKind.PROMISE)
    stand.clock.at = promise.due_at + timedelta(minutes=1)
    await Watch(stand.office).step()
    await stand.desk.remove(Remove(**await stand.at(item), reason_id="offensive"))
    (breach,) = [one for one in await stand.desk.breaches(item.id) if one.kind is ClockKind.PROMISE]
    assert (breach.missed_at, breach.lifted_at, breach.is_missed) == (promise.due_at, stand.clock.at, False)
    assert "deadline.lifted" in await stand.events(item)
    stand.verify()
