"""Removing: evidence, the removal, the notice, the strike; and what is still owed when a step fails."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from stand import GONE, NOT_ALLOWED, Stand, incoming, message

from console.channels.practice_trouble import Touch, TroubleKind, TroubleStep
from console.desk.orders import Close, Remove
from console.errors import NotPossible
from console.model import DeliveryState, ItemKind, ItemState, Operation, Rank

RUDE = "You lot are useless idiots."
NONE = TroubleStep(TroubleKind.NONE)


async def removed(stand: Stand, reason_id: str = "offensive", **changes: Any) -> Any:
    item = await stand.comes_in(incoming("c1", RUDE, **changes))
    await stand.desk.remove(Remove(**await stand.at(item), reason_id=reason_id, note="second time"))
    return item


def evidence(stand: Stand) -> list[dict[str, object]]:
    with closing(sqlite3.connect(stand.path)) as store:
        return [json.loads(row[0]) for row in store.execute("select document from evidence")]


async def test_removing_keeps_evidence_hides_posts_the_notice_and_counts_a_strike(stand: Stand) -> None:
    item = await removed(stand)
    (kept,) = evidence(stand)
    assert (kept["text"], kept["clause"], kept["by"]) == (RUDE, "W6.13", "alex-practice")
    assert not stand.entry(item).is_hidden, "the evidence is there before anything happens on the platform"
    await stand.deliver()
    after = await stand.dossier(item)
    assert stand.entry(item).is_hidden
    assert len(stand.said()) == 1
    assert "because of its language" in stand.said()[0]
    assert (after.item.state, after.author.strikes) == (ItemState.REMOVED, 1)
    assert (await stand.clock_of(item)).outcome == "removed"


async def test_the_notice_stands_beside_the_removed_comment_where_people_see_it(stand: Stand) -> None:
    await stand.comes_in(incoming("parent"))
    await removed(stand, parent="parent")
    await stand.deliver()
    (notice,) = stand.world.answers()
    assert notice.parent == "parent"


async def test_what_the_platform_really_does_is_said_first(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", RUDE))
    able, notice = stand.desk.removal(item, "offensive")
    assert "author and their friends" in able.effect
    assert "{" not in notice
    able, _ = stand.desk.removal(item, "personal-data")
    assert "cannot come back" in able.effect


async def test_a_platform_without_deletion_hides_instead_and_says_so(stand: Stand) -> None:
    item = await stand.comes_in(incoming("y1", RUDE, channel="youtube"))
    able, _ = stand.desk.removal(item, "personal-data")
    assert able.operation is Operation.HIDE
    await stand.desk.remove(Remove(**await stand.at(item), reason_id="personal-data"))
    await stand.deliver()
    assert stand.entry(item).is_hidden


async def test_a_notice_that_fails_is_owed_and_named_at_the_top(stand: Stand) -> None:
    stand.meets(NONE, NOT_ALLOWED)
    item = await removed(stand)
    other = await stand.comes_in(incoming("c2"))
    await stand.deliver()
    await stand.steps()
    owed = await stand.item(item.id)
    assert stand.entry(item).is_hidden
    assert owed.rank is Rank.FAILED
    assert (owed.problem or "").startswith("Notice: ")
    assert list(await stand.desk.order()) == [item.id, other.id]
    assert (await stand.clock_of(item)).is_running, "removed with a notice, or not yet done"


async def test_trying_again_posts_only_the_notice(stand: Stand) -> None:
    stand.meets(NONE, NOT_ALLOWED)
    item = await removed(stand)
    await stand.deliver()
    notice = await stand.delivery(item, Operation.NOTICE)
    await stand.desk.retry(notice.id)
    await stand.steps()
    after = await stand.item(item.id)
    assert [call.operation for call in stand.world.calls()] == [Operation.HIDE, Operation.NOTICE]
    assert (after.state, after.rank, after.problem) == (ItemState.REMOVED, Rank.DUE, None)


async def test_a_notice_given_up_leaves_the_item_open_for_a_decision(stand: Stand) -> None:
    stand.meets(NONE, NOT_ALLOWED)
    item = await removed(stand)
    await stand.deliver()
    await stand.desk.settle((await stand.delivery(item, Operation.NOTICE)).id, has_arrived=False)
    after = await stand.dossier(item)
    assert (after.item.state, after.item.rank) == (ItemState.OPEN, Rank.DUE)
    assert after.author.strikes == 1, "the comment is down, so the strike stands"
    await stand.desk.close(Close(**await stand.at(item), reason="Hidden; the post does not take a notice"))
    assert (await stand.item(item.id)).state is ItemState.CLOSED


async def test_what_is_gone_already_counts_as_removed(stand: Stand) -> None:
    item = await removed(stand)
    stand.world.delete_by_public("facebook", "c1")
    await stand.deliver()
    assert (await stand.delivery(item, Operation.HIDE)).problem == "it was gone already"
    assert (await stand.item(item.id)).state is ItemState.REMOVED


async def test_what_vanishes_in_that_moment_counts_as_removed(stand: Stand) -> None:
    stand.meets(GONE)
    item = await removed(stand)
    await stand.deliver()
    assert await stand.states(item) == [DeliveryState.DELIVERED, DeliveryState.DELIVERED]


async def test_a_text_changed_meanwhile_is_not_removed(stand: Stand) -> None:
    item = await removed(stand)
    stand.world.edit("facebook", "c1", "Sorry, that was rude of me.")
    await stand.deliver()
    assert not stand.entry(item).is_hidden
    assert stand.said() == [], "without the removal there is no notice"
    assert "changed it meanwhile" in ((await stand.item(item.id)).problem or "")


async def test_removing_again_after_a_failure_counts_one_strike(stand: Stand) -> None:
    stand.meets(NOT_ALLOWED)
    item = await removed(stand)
    await stand.deliver()
    await stand.desk.remove(Remove(**await stand.at(item), reason_id="offensive"))
    await stand.deliver()
    after = await stand.dossier(item)
    assert (after.item.state, after.author.strikes) == (ItemState.REMOVED, 1)
    assert await stand.states(item) == [*[DeliveryState.UNDONE] * 2, *[DeliveryState.DELIVERED] * 2]


async def test_a_slip_with_personal_details_is_no_strike(stand: Stand) -> None:
    item = await removed(stand, "personal-data")
    await stand.deliver()
    assert (await stand.dossier(item)).author.strikes == 0
    assert stand.entry(item).is_gone


async def test_the_third_strike_proposes_a_block(stand: Stand) -> None:
    for number in range(3):
        item = await stand.comes_in(incoming(f"c{number}", "Get lost."))
        done = await stand.desk.remove(Remove(**await stand.at(item), reason_id="offensive"))
        await stand.deliver()
    assert "Press b to block" in done.said


async def test_a_strike_that_has_expired_no_longer_counts(stand: Stand) -> None:
    first = await removed(stand, "offensive")
    await stand.deliver()
    stand.clock.advance(timedelta(days=stand.office.policy.core.sanctions.strikes_expire_days + 1))
    assert (await stand.dossier(first)).author.strikes == 0
    second = await stand.comes_in(incoming("c9", "Get lost.", received_at=stand.clock.now()))
    done = await stand.desk.remove(Remove(**await stand.at(second), reason_id="offensive"))
    assert "Strike 1 " in done.said


async def test_a_private_message_and_a_review_cannot_be_removed_and_say_why(stand: Stand) -> None:
    private = await stand.comes_in(message("m1"))
    with pytest.raises(NotPossible, match="private message cannot be removed"):
        await stand.desk.remove(Remove(**await stand.at(private), reason_id="offensive"))
    review = await stand.comes_in(incoming("r1", kind=ItemKind.REVIEW))
    with pytest.raises(NotPossible, match="reviews"):
        await stand.desk.remove(Remove(**await stand.at(review), reason_id="offensive"))


async def test_an_unreachable_look_before_a_removal_is_tried_again(stand: Stand) -> None:
    item = await removed(stand)
    stand.meets(TroubleStep(TroubleKind.UNREACHABLE, touch=Touch.LOOK))
    await stand.deliver()
    await stand.wait(3)
    assert (await stand.item(item.id)).state is ItemState.REMOVED


async def test_the_dossier_knows_what_a_removal_kept_and_counted(stand: Stand) -> None:
    item = await removed(stand)
    (removal,) = (await stand.dossier(item)).removals
    assert (removal.action.person, removal.keeps_evidence, removal.strike) == ("alex-practice", True, 1)
    second = await stand.comes_in(incoming("c2", RUDE))
    await stand.desk.remove(Remove(**await stand.at(second), reason_id="personal-data"))
    assert [one.strike for one in (await stand.dossier(second)).removals] == [None]
    await stand.desk.undo_last()
    assert (await stand.dossier(second)).removals == ()


async def test_a_proposed_block_is_said_with_its_key_or_with_who_may(stand: Stand) -> None:
    threat = "I will kill you, see if I don't"
    item = await stand.comes_in(incoming("c1", threat))
    done = await stand.desk.remove(Remove(**await stand.at(item), reason_id="threat"))
    assert done.said.endswith("Press b to block.")
    advisor = await stand.sign_in("Robin Colleague", "customer-hub-advisor")
    item = await stand.comes_in(incoming("c2", threat))
    done = await advisor.remove(Remove(**await stand.at(item), reason_id="threat"))
    assert done.said.endswith("Who may block: Customer Hub Team Leader, Communications Team.")
