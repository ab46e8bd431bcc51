"""Calls on bad days: waiting, trying again, looking before and after, and never twice blindly."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from stand import ANSWER, ANSWER_LOST, CALL_LOST, NOT_ALLOWED, TOKEN_EXPIRED, UNREACHABLE, Stand, incoming, message

from console.channels.practice import PracticeChannel
from console.channels.practice_trouble import Touch, Trouble, TroubleKind, TroubleStep
from console.desk.dispatch import Dispatcher
from console.desk.orders import Remove
from console.desk.records import Call, ChannelHealth, Record, View
from console.errors import NotPossible
from console.model import ChannelState, DeliveryState, Item, ItemState, Operation, Rank

LIMITED = TroubleStep(TroubleKind.RATE_LIMITED, 60)


async def replied(stand: Stand, external_id: str = "c1") -> Item:
    item = await stand.comes_in(incoming(external_id))
    await stand.reply(item)
    return item


async def health(stand: Stand, name: str = "facebook") -> ChannelHealth:
    found = await stand.office.store.channel(name)
    assert found is not None
    return found


# -- the look before -----------------------------------------------------------------------------------------------


async def test_a_text_edited_meanwhile_stops_the_call_with_the_difference(stand: Stand) -> None:
    item = await replied(stand)
    stand.world.edit("facebook", "c1", "It works again, thanks!")
    await stand.deliver()
    after = await stand.item(item.id)
    assert stand.said() == []
    assert (after.state, after.problem) == (
        ItemState.OPEN,
        "Reply: its author changed it meanwhile; nothing was sent",
    )


async def test_trying_again_after_an_edit_sends_what_the_person_has_now_decided_on(stand: Stand) -> None:
    item = await replied(stand)
    stand.world.edit("facebook", "c1", "It works again, thanks!")
    await stand.deliver()
    await stand.fetch()
    await stand.desk.retry((await stand.delivery(item, Operation.REPLY)).id)
    await stand.steps()
    assert stand.said() == [ANSWER]


async def test_an_item_deleted_meanwhile_stops_the_call(stand: Stand) -> None:
    item = await replied(stand)
    stand.world.delete_by_public("facebook", "c1")
    await stand.deliver()
    assert stand.said() == []
    assert (await stand.item(item.id)).problem == "Reply: its author deleted it meanwhile; nothing was sent"


async def test_an_answer_given_on_the_platform_itself_stops_the_call_once(stand: Stand) -> None:
    item = await replied(stand)
    stand.world.answer_elsewhere("facebook", "c1", "We are on it.", stand.clock.now())
    await stand.deliver()
    assert stand.said() == ["We are on it."]
    assert "somebody answered it" in ((await stand.item(item.id)).problem or "")
    await stand.desk.retry((await stand.delivery(item, Operation.REPLY)).id)
    await stand.steps()
    assert stand.said() == ["We are on it.", ANSWER], "the person has seen the other answer and wants theirs as well"


async def test_an_earlier_answer_of_ours_is_no_answer_from_elsewhere(stand: Stand) -> None:
    item = await replied(stand)
    await stand.deliver()
    await stand.reply(item, "One more thing: https://www.gov.uk/housing")
    await stand.deliver()
    assert len(stand.said()) == 2


# -- waiting and trying again --------------------------------------------------------------------------------------


async def test_a_rate_limit_is_waited_for_and_then_it_is_sent(stand: Stand) -> None:
    stand.meets(LIMITED)
    item = await replied(stand)
    await stand.deliver()
    limited = await health(stand)
    assert (limited.state, limited.until) == (ChannelState.RATE_LIMITED, stand.clock.now() + timedelta(seconds=60))
    await stand.wait(59)
    assert stand.said() == []
    await stand.wait(2)
    assert stand.said() == [ANSWER]
    assert (await health(stand)).state is ChannelState.UP
    assert (await stand.item(item.id)).state is ItemState.ANSWERED


async def test_a_limited_platform_is_not_asked_again_for_the_others(stand: Stand) -> None:
    stand.meets(LIMITED)
    items = [await replied(stand, f"c{number}") for number in range(3)]
    await stand.deliver()
    attempts = [(await stand.delivery(item, Operation.REPLY)).attempts for item in items]
    assert attempts == [1, 0, 0]
    await stand.wait(61)
    assert len(stand.said()) == 3


async def test_a_resting_channel_does_not_hold_up_another(stand: Stand) -> None:
    stand.meets(LIMITED)
    for number in range(51):
        await replied(stand, f"c{number}")
    await stand.deliver()
    video = await stand.comes_in(incoming("y1", channel="youtube"))
    await stand.reply(video)
    await stand.deliver()
    assert (await stand.item(video.id)).state is ItemState.ANSWERED


async def test_an_unreachable_platform_is_tried_again_at_growing_intervals(stand: Stand) -> None:
    stand.meets(*[UNREACHABLE] * 3)
    item = await replied(stand)
    await stand.deliver()
    assert (await health(stand)).state is ChannelState.DOWN
    for seconds in (2, 4):
        await stand.wait(seconds - 0.1)
        before = (await stand.delivery(item, Operation.REPLY)).attempts
        await stand.wait(0.1)
        assert (await stand.delivery(item, Operation.REPLY)).attempts == before + 1
    await stand.wait(8)
    assert stand.said() == [ANSWER]
    assert (await health(stand)).state is ChannelState.UP


async def test_after_a_minute_of_trying_a_person_decides(stand: Stand) -> None:
    stand.meets(*[UNREACHABLE] * 6)
    item = await replied(stand)
    await stand.deliver()
    for _ in range(6):
        await stand.wait(33)
    failed = await stand.item(item.id)
    assert (failed.rank, failed.problem) == (
        Rank.FAILED,
        "Reply: Facebook cannot be reached just now.; tried 6 times",
    )
    assert list(await stand.desk.order(View.FAILED)) == [item.id]
    await stand.desk.retry((await stand.delivery(item, Operation.REPLY)).id)
    await stand.steps()
    assert stand.said() == [ANSWER]


async def test_a_look_that_fails_sends_nothing_and_is_repeated(stand: Stand) -> None:
    stand.meets(TroubleStep(TroubleKind.UNREACHABLE, touch=Touch.LOOK))
    await replied(stand)
    await stand.deliver()
    assert stand.said() == []
    await stand.wait(3)
    assert stand.said() == [ANSWER]


# -- a token that has expired --------------------------------------------------------------------------------------


async def test_an_expired_token_shows_the_failure_and_refuses_new_answers(stand: Stand) -> None:
    stand.meets(TOKEN_EXPIRED)
    item = await replied(stand)
    await stand.deliver()
    assert (await stand.item(item.id)).rank is Rank.FAILED
    other = await stand.comes_in_although_signed_out(incoming("c2"))
    with pytest.raises(NotPossible, match="no longer accepts our sign-in"):
        await stand.reply(other)
    assert await stand.states(other) == []


async def test_after_a_new_sign_in_the_channel_takes_answers_again(stand: Stand) -> None:
    stand.meets(TOKEN_EXPIRED)
    item = await replied(stand)
    await stand.deliver()
    assert not await stand.fetch()
    channel = stand.channels["facebook"]
    assert isinstance(channel, PracticeChannel)
    channel.renew_token()
    assert await stand.fetch()
    assert (await health(stand)).state is ChannelState.UP
    await stand.desk.retry((await stand.delivery(item, Operation.REPLY)).id)
    other = await stand.comes_in(incoming("c2"))
    await stand.reply(other)
    await stand.deliver()
    assert len(stand.said()) == 2


async def test_a_fetch_that_comes_through_does_not_end_a_rate_limit(stand: Stand) -> None:
    stand.meets(LIMITED)
    await replied(stand)
    await stand.deliver()
    stand.meets()
    await stand.comes_in(incoming("c2"))
    assert (await health(stand)).state is ChannelState.RATE_LIMITED
    stand.clock.advance(timedelta(seconds=61))
    assert await stand.fetch()
    assert (await health(stand)).state is ChannelState.UP


async def test_a_channel_that_cannot_be_fetched_says_so_and_recovers_at_once(stand: Stand) -> None:
    await stand.fetch()
    stand.meets(TroubleStep(TroubleKind.UNREACHABLE, touch=Touch.FETCH))
    assert not await stand.fetch()
    assert (await health(stand)).state is ChannelState.DOWN
    assert await stand.fetch()
    assert (await health(stand)).state is ChannelState.UP


# -- outcomes that nobody knows ------------------------------------------------------------------------------------


async def test_an_answer_lost_on_its_way_back_is_settled_by_looking(stand: Stand) -> None:
    stand.meets(ANSWER_LOST)
    item = await replied(stand)
    await stand.deliver()
    assert await stand.states(item) == [DeliveryState.UNKNOWN]
    assert (await stand.item(item.id)).state is ItemState.ACTING
    await stand.wait(4)
    delivery = await stand.delivery(item, Operation.REPLY)
    assert (delivery.state, delivery.attempts) == (DeliveryState.DELIVERED, 1)
    assert delivery.receipt == stand.world.answers()[0].external_id
    assert stand.said() == [ANSWER]


async def test_our_own_answer_that_is_not_settled_yet_is_not_taken_for_a_strangers(stand: Stand) -> None:
    earlier, newest = await stand.comes_in_twice()
    stand.meets(ANSWER_LOST)
    await stand.reply(earlier)
    await stand.reply(newest, "And here is the second.")
    for _ in range(40):
        await stand.wait(2)
    assert [(await stand.item(one.id)).state for one in (earlier, newest)] == [ItemState.ANSWERED] * 2
    assert stand.said() == [ANSWER, "And here is the second."]


async def test_behind_our_own_answer_that_a_person_has_to_settle_the_next_says_so_and_waits_for_nothing(
    stand: Stand,
) -> None:
    earlier, newest = await stand.comes_in_twice()
    stand.meets(ANSWER_LOST, TroubleStep(TroubleKind.RATE_LIMITED, 10, touch=Touch.FIND))
    await stand.reply(earlier)
    await stand.reply(newest, "And here is the second.")
    for _ in range(40):
        await stand.wait(2)
    assert await stand.states(earlier) == [DeliveryState.NEEDS_PERSON]
    second = await stand.delivery(newest, Operation.MESSAGE)
    assert second.state is DeliveryState.FAILED
    assert (await stand.item(newest.id)).rank is Rank.FAILED
    assert "an earlier answer of ours there" in str(second.problem)
    assert stand.said() == [ANSWER]
    await stand.desk.settle((await stand.delivery(earlier, Operation.MESSAGE)).id, has_arrived=True)
    for _ in range(2):  # it is told of the first answer once more, which was settled without its receipt
        await stand.desk.retry((await stand.delivery(newest, Operation.MESSAGE)).id)
        await stand.deliver()
    assert stand.said() == [ANSWER, "And here is the second."]


async def test_a_call_lost_on_its_way_there_is_sent_once_more(stand: Stand) -> None:
    stand.meets(CALL_LOST)
    item = await replied(stand)
    await stand.deliver()
    await stand.wait(4)
    await stand.wait(4)
    assert stand.said() == [ANSWER]
    assert (await stand.delivery(item, Operation.REPLY)).attempts == 2


async def test_nothing_is_looked_for_before_a_late_call_could_have_arrived(stand: Stand) -> None:
    stand.meets(CALL_LOST)
    item = await replied(stand)
    await stand.deliver()
    await stand.wait(2.9)
    assert await stand.states(item) == [DeliveryState.UNKNOWN]


async def test_the_same_words_said_before_are_not_taken_for_a_lost_answer(stand: Stand) -> None:
    item = await replied(stand)
    await stand.deliver()
    stand.meets(CALL_LOST)
    await stand.reply(item)
    await stand.deliver()
    await stand.wait(4)
    await stand.wait(4)
    assert stand.said() == [ANSWER, ANSWER]


async def test_a_look_that_cannot_be_had_leaves_it_to_a_person_and_says_so(stand: Stand) -> None:
    stand.meets(ANSWER_LOST, TroubleStep(TroubleKind.RATE_LIMITED, 10, touch=Touch.FIND))
    item = await replied(stand)
    await stand.deliver()
    await stand.wait(4)
    after = await stand.item(item.id)
    assert await stand.states(item) == [DeliveryState.NEEDS_PERSON]
    assert (after.rank, after.problem) == (
        Rank.FAILED,
        "Reply: not known whether it arrived; look on the platform",
    )
    with pytest.raises(NotPossible, match="not known whether that arrived"):
        await stand.reply(item, "Again: https://www.gov.uk/housing")


async def test_a_call_that_hangs_is_cut_off_and_looked_for(stand: Stand) -> None:
    item = await replied(stand)
    stand.channels["facebook"] = PracticeChannel(
        stand.world,
        "facebook",
        stand.clock,
        trouble=Trouble([TroubleStep(TroubleKind.SLOW, 20)]),
        call_timeout_s=0.02,
        settle_after_s=1.0,
    )
    await stand.deliver()
    assert await stand.states(item) == [DeliveryState.UNKNOWN]
    await stand.wait(2)
    await stand.wait(3)
    assert stand.said() == [ANSWER]


async def test_what_is_harmless_to_repeat_is_repeated_without_looking(stand: Stand) -> None:
    stand.meets(ANSWER_LOST)
    item = await stand.comes_in()
    await stand.desk.remove(Remove(**await stand.at(item), reason_id="offensive"))
    await stand.deliver()
    await stand.wait(4)
    await stand.steps()
    assert (await stand.item(item.id)).state is ItemState.REMOVED
    assert len(stand.said()) == 1, "the notice once"


async def test_two_notices_in_the_same_words_are_told_apart(stand: Stand) -> None:
    """Two removals under one post give the same notice twice: the one that is lost is not taken for the other."""
    first = await stand.comes_in(incoming("c1", "Get lost."))
    second = await stand.comes_in(incoming("c2", "Get lost too."))
    none = TroubleStep(TroubleKind.NONE)
    stand.meets(none, none, CALL_LOST)  # both hidden, then the first notice lost and the second one posted
    for item in (first, second):
        await stand.desk.remove(Remove(**await stand.at(item), reason_id="offensive"))
    await stand.deliver()
    for _ in range(4):
        await stand.wait(4)
    assert (await stand.item(first.id)).state is ItemState.REMOVED
    assert (await stand.item(second.id)).state is ItemState.REMOVED
    assert len(stand.said()) == 2


# -- consoles that end ---------------------------------------------------------------------------------------------


async def test_a_delivery_whose_console_died_is_looked_for_after_its_lease(stand: Stand, second: Stand) -> None:
    item = await replied(stand)
    delivery = await stand.delivery(item, Operation.REPLY)
    stand.clock.advance(timedelta(seconds=16))
    lease_until = stand.clock.now() + timedelta(seconds=25)
    async with stand.office.store.transaction() as tx:
        assert await tx.take_delivery(delivery.id, "console-1", stand.clock.now(), lease_until)
        await tx.record(Record(stand.clock.now(), "test", "taken"))
    await second.wait(24)
    assert await stand.states(item) == [DeliveryState.TRYING], "it may be on its way yet"
    await second.wait(2)
    await second.wait(10)
    assert stand.said() == [ANSWER]
    assert await stand.states(item) == [DeliveryState.DELIVERED]


class Overtaken(PracticeChannel):
    """A platform whose answer comes so late that another console has settled the call meanwhile."""

    meanwhile: Callable[[], Awaitable[object]]

    async def call(self, call: Call) -> str:
        try:
            return await super().call(call)
        finally:
            await self.meanwhile()


async def test_a_late_outcome_does_not_undo_what_another_console_has_settled(stand: Stand, second: Stand) -> None:
    item = await replied(stand)
    channel = Overtaken(stand.world, "facebook", stand.clock, trouble=Trouble([ANSWER_LOST]))
    channel.meanwhile = lambda: second.wait(60)
    stand.channels["facebook"] = channel
    await stand.deliver()
    assert await stand.states(item) == [DeliveryState.DELIVERED]
    await stand.wait(60)
    assert stand.said() == [ANSWER]


async def test_a_short_lease_can_be_asked_for(stand: Stand) -> None:
    stand.dispatcher = Dispatcher(stand.office, lease_margin_s=0.0)
    await replied(stand)
    await stand.deliver()
    assert stand.said() == [ANSWER]


async def test_two_consoles_make_a_call_once(stand: Stand, second: Stand) -> None:
    items = [await replied(stand, f"c{number}") for number in range(5)]
    stand.clock.advance(timedelta(seconds=16))
    await asyncio.gather(stand.steps(), second.steps())
    await stand.steps()
    assert len(stand.world.calls()) == len(items)


async def test_every_outcome_stands_in_the_audit(stand: Stand) -> None:
    stand.meets(ANSWER_LOST)
    item = await replied(stand)
    await stand.deliver()
    await stand.wait(4)
    assert await stand.events(item) == ["reply", "delivery.trying", "delivery.unknown", "delivery.delivered"]
    stand.verify()


async def test_a_message_lost_is_looked_for_in_its_conversation(stand: Stand) -> None:
    stand.meets(ANSWER_LOST)
    item = await stand.comes_in(message("m1"))
    await stand.reply(item)
    await stand.deliver()
    await stand.wait(4)
    assert stand.said() == [ANSWER]
    assert await stand.states(item) == [DeliveryState.DELIVERED]


async def test_a_refusal_for_good_is_not_tried_again(stand: Stand) -> None:
    stand.meets(NOT_ALLOWED)
    item = await replied(stand)
    await stand.deliver()
    await stand.wait(3600)
    assert await stand.states(item) == [DeliveryState.FAILED]
