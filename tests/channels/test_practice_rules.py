"""What the practice platform allows, in Facebook's manner and in YouTube's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from channel_contract import START, call, incoming, item_of
from msgspec.structs import replace
from practice_stage import PracticeStage

from console.errors import Gone, NotAllowed
from console.model import Capability, Incoming, ItemKind, Operation


@pytest.fixture
def facebook(make_stage: Callable[[str], PracticeStage]) -> PracticeStage:
    return make_stage("facebook")


@pytest.fixture
def youtube(make_stage: Callable[[str], PracticeStage]) -> PracticeStage:
    return make_stage("youtube")


def able(stage: PracticeStage, of: Incoming, operation: Operation) -> Capability:
    return stage.channel.capability(item_of(of), operation, stage.clock.now())


def came(stage: PracticeStage, external_id: str, **changes: object) -> Incoming:
    one = incoming(stage.name, external_id, **changes)
    stage.comes_in(one)
    return one


def message_came(stage: PracticeStage, external_id: str) -> Incoming:
    return came(stage, external_id, kind=ItemKind.MESSAGE, thread="pm_1", post=None)


# -- private replies and messages -----------------------------------------------------------------------------------


async def test_a_comment_has_one_private_reply(facebook: PracticeStage) -> None:
    comment = came(facebook, "c1")
    await facebook.channel.call(call(Operation.PRIVATE_REPLY, "c1"))
    second = able(facebook, comment, Operation.PRIVATE_REPLY)
    assert not second.is_possible
    assert second.instead
    with pytest.raises(NotAllowed, match="one for each comment"):
        await facebook.channel.call(call(Operation.PRIVATE_REPLY, "c1", "Other words."))


async def test_the_private_reply_window_shuts_after_seven_days(facebook: PracticeStage) -> None:
    comment = came(facebook, "c1")
    assert able(facebook, comment, Operation.PRIVATE_REPLY).until == comment.received_at + timedelta(days=7)
    facebook.clock.at = comment.received_at + timedelta(days=7)
    shut = able(facebook, comment, Operation.PRIVATE_REPLY)
    assert not shut.is_possible
    assert shut.instead == "Reply in public and ask them to send us a private message."


async def test_the_window_is_the_one_that_the_capability_names(facebook: PracticeStage) -> None:
    comment, message = came(facebook, "c1"), message_came(facebook, "m1")
    for one, operation in ((comment, Operation.PRIVATE_REPLY), (message, Operation.MESSAGE)):
        window = facebook.channel.window(one)
        assert window is not None
        assert window.until == able(facebook, one, operation).until


async def test_a_private_reply_joins_the_conversation_there_is(facebook: PracticeStage) -> None:
    message_came(facebook, "m1")
    came(facebook, "c1")
    await facebook.channel.call(call(Operation.PRIVATE_REPLY, "c1"))
    assert facebook.world.answers()[0].thread == "pm_1"


async def test_a_message_is_possible_for_a_day_after_their_last(facebook: PracticeStage) -> None:
    message = message_came(facebook, "m1")
    assert able(facebook, message, Operation.MESSAGE).until == message.received_at + timedelta(hours=24)
    facebook.clock.at = message.received_at + timedelta(hours=24)
    assert not able(facebook, message, Operation.MESSAGE).is_possible
    came(facebook, "m2", kind=ItemKind.MESSAGE, thread="pm_1", post=None, received_at=facebook.clock.at)
    assert able(facebook, message, Operation.MESSAGE).is_possible


@pytest.mark.parametrize("target", ["m1", "pm_1", "author_1"])
async def test_a_message_names_the_item_the_conversation_or_the_person(facebook: PracticeStage, target: str) -> None:
    message = message_came(facebook, "m1")
    receipt = await facebook.channel.call(call(Operation.MESSAGE, target))
    assert facebook.world.answers()[0].thread == "pm_1"
    assert (await facebook.channel.find(call(Operation.MESSAGE, target), START, ())).receipt == receipt
    assert (await facebook.channel.look(item_of(message))).answers == (receipt,)


async def test_nobody_is_written_to_who_has_not_written_privately(facebook: PracticeStage) -> None:
    comment = came(facebook, "c1")
    assert "have not written" in able(facebook, comment, Operation.MESSAGE).why_not


async def test_youtube_has_no_private_messages_and_says_what_to_do(youtube: PracticeStage) -> None:
    comment = came(youtube, "c1")
    assert youtube.channel.window(comment) is None
    refused = able(youtube, comment, Operation.PRIVATE_REPLY)
    assert refused.why_not == "YouTube has no private messages."
    assert refused.instead == "Reply in public and ask them to contact us another way."


# -- taking down ----------------------------------------------------------------------------------------------------


async def test_hiding_says_who_still_sees_it(facebook: PracticeStage, youtube: PracticeStage) -> None:
    assert "its author and their friends" in able(facebook, came(facebook, "c1"), Operation.HIDE).effect
    assert "Held back for review" in able(youtube, came(youtube, "c1"), Operation.HIDE).effect


async def test_youtube_deletes_nothing_of_others(youtube: PracticeStage) -> None:
    refused = able(youtube, came(youtube, "c1"), Operation.DELETE)
    assert not refused.is_possible
    assert refused.instead.startswith("Hide it")


@pytest.mark.parametrize("kind", [ItemKind.MESSAGE, ItemKind.REVIEW, ItemKind.MENTION])
@pytest.mark.parametrize("operation", [Operation.HIDE, Operation.DELETE])
async def test_only_comments_are_taken_down(facebook: PracticeStage, kind: ItemKind, operation: Operation) -> None:
    assert not able(facebook, came(facebook, "x1", kind=kind, post=None), operation).is_possible


async def test_a_deletion_takes_what_is_under_it_and_a_repeat_is_harmless(facebook: PracticeStage) -> None:
    came(facebook, "c1")
    came(facebook, "c2", parent="c1")
    cursor = (await facebook.channel.fetch(None)).cursor
    assert await facebook.channel.call(call(Operation.DELETE, "c1", "")) == "c1"
    assert await facebook.channel.call(call(Operation.DELETE, "c1", "")) == "c1"
    assert (await facebook.channel.fetch(cursor)).gone == ("c2",)


async def test_hiding_what_is_gone_says_so(facebook: PracticeStage) -> None:
    came(facebook, "c1")
    facebook.is_deleted("c1")
    with pytest.raises(Gone):
        await facebook.channel.call(call(Operation.HIDE, "c1", ""))


async def test_a_notice_may_stand_under_a_post(facebook: PracticeStage) -> None:
    came(facebook, "c1")
    await facebook.channel.call(call(Operation.NOTICE, "Lift works this week", "A comment was removed."))
    assert facebook.world.answers()[0].post == "Lift works this week"


# -- blocking -------------------------------------------------------------------------------------------------------


async def test_the_blocked_no_longer_comment_but_may_write_privately(facebook: PracticeStage) -> None:
    came(facebook, "c1")
    await facebook.channel.call(call(Operation.BLOCK, "author_1", ""))
    assert not facebook.world.arrive(incoming("facebook", "c2"))
    assert facebook.world.arrive(incoming("facebook", "m1", kind=ItemKind.MESSAGE))


async def test_youtube_rejects_the_comment_with_the_block(youtube: PracticeStage) -> None:
    comment = came(youtube, "c1")
    assert "YouTube Studio" in able(youtube, comment, Operation.BLOCK).effect
    other = came(youtube, "c2", thread="elsewhere")
    await youtube.channel.call(replace(call(Operation.BLOCK, "author_1", ""), thread=comment.thread))
    hidden = youtube.world.select("is_hidden")
    assert [posted.external_id for posted in hidden] == [comment.external_id] != [other.external_id]


# -- our own --------------------------------------------------------------------------------------------------------


async def test_an_own_answer_that_is_liked_is_not_deleted(facebook: PracticeStage) -> None:
    comment = came(facebook, "c1")
    receipt = await facebook.channel.call(call(Operation.REPLY, "c1"))
    own = replace(comment, external_id=receipt)
    assert able(facebook, own, Operation.DELETE).is_possible
    facebook.world.like("facebook", receipt)
    assert "LG4.3" in able(facebook, own, Operation.DELETE).why_not
    with pytest.raises(NotAllowed, match=r"LG4\.3"):
        await facebook.channel.call(call(Operation.DELETE, receipt, ""))


async def test_an_own_post_with_a_comment_is_not_deleted(facebook: PracticeStage) -> None:
    comment = came(facebook, "c1")
    post = next(iter(facebook.world.select("kind = 'post'")))
    assert not able(facebook, replace(comment, external_id=post.external_id), Operation.DELETE).is_possible


async def test_a_private_message_cannot_be_corrected(facebook: PracticeStage) -> None:
    message_came(facebook, "m1")
    receipt = await facebook.channel.call(call(Operation.MESSAGE, "m1"))
    with pytest.raises(NotAllowed, match="cannot be changed"):
        await facebook.channel.call(call(Operation.CORRECT, receipt, "Other words."))


async def test_what_others_wrote_cannot_be_corrected(facebook: PracticeStage) -> None:
    came(facebook, "c1")
    await facebook.channel.call(call(Operation.REPLY, "c1"))
    with pytest.raises(NotAllowed, match="our own"):
        await facebook.channel.call(call(Operation.CORRECT, "c1", "Other words."))


async def test_an_answer_made_elsewhere_is_seen(facebook: PracticeStage) -> None:
    comment = came(facebook, "c1")
    answer = facebook.world.answer_elsewhere("facebook", "c1", "Sorted, thanks.", START)
    assert (await facebook.channel.look(item_of(comment))).answers == (answer,)


async def test_nothing_is_known_of_an_item_from_elsewhere(facebook: PracticeStage) -> None:
    stranger = incoming("facebook", "unheard_of")
    assert not able(facebook, stranger, Operation.REPLY).is_possible
    assert (await facebook.channel.look(item_of(stranger))).is_gone


async def test_channels_of_one_world_do_not_mix(facebook: PracticeStage, youtube: PracticeStage) -> None:
    came(facebook, "c1")
    assert (await youtube.channel.fetch(None)).items == ()
    with pytest.raises(Gone):
        await youtube.channel.call(call(Operation.REPLY, "c1"))
