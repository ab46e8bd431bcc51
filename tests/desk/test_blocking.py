"""Blocking an author, and correcting what we said."""

from __future__ import annotations

import pytest
from stand import ANSWER, CALL_LOST, NOT_ALLOWED, UNREACHABLE, Stand, incoming, message

from console.desk.orders import Block, Correct
from console.errors import NotPermitted, NotPossible, Stopped
from console.model import ActionKind, DeliveryState, Item, ItemState, Operation, Rank

BETTER = "Thank you for telling us. The right page is https://www.gov.uk/housing-repairs"


async def test_a_block_needs_a_second_confirmation_and_a_reason(stand: Stand) -> None:
    item = await stand.comes_in()
    with pytest.raises(NotPossible, match="second time"):
        await stand.desk.block(Block(**await stand.at(item), reason="Threats"))
    with pytest.raises(NotPossible, match="why"):
        await stand.desk.block(Block(**await stand.at(item), reason=" ", is_confirmed=True))
    await stand.deliver()
    assert not stand.world.is_blocked("facebook", "author_1")


async def test_a_confirmed_block_shuts_the_author_out_and_the_item_still_wants_an_answer(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.block(Block(**await stand.at(item), reason="Threats", is_confirmed=True))
    assert (await stand.dossier(item)).author.blocked_at is None
    await stand.deliver()
    assert stand.world.is_blocked("facebook", "author_1")
    after = await stand.dossier(item)
    assert after.author.blocked_at is not None
    assert after.item.state is ItemState.OPEN
    with pytest.raises(NotPossible, match="blocked already"):
        await stand.desk.block(Block(**await stand.at(item), reason="Threats", is_confirmed=True))


async def test_the_page_is_told_of_a_block_after_it_has_happened(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.block(Block(**await stand.at(item), reason="Threats", is_confirmed=True))
    await stand.deliver()
    block, notice = (await stand.dossier(item)).deliveries
    assert (notice.operation, notice.after_id) == (Operation.NOTICE, block.id)
    assert stand.said() == [notice.body]
    assert "{" not in notice.body


async def test_who_wrote_privately_is_not_named_on_the_page(stand: Stand) -> None:
    item = await stand.comes_in(message("m1"))
    await stand.desk.block(Block(**await stand.at(item), reason="Threats", is_confirmed=True))
    assert [d.operation for d in (await stand.dossier(item)).deliveries] == [Operation.BLOCK]


async def test_only_who_may_block_does_and_the_others_are_told_who(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    with pytest.raises(NotPermitted, match=r"you may not block anybody .* Who may: Customer Hub Team Leader"):
        await second.desk.block(Block(**await stand.at(item), reason="Threats", is_confirmed=True))


async def answered(stand: Stand) -> tuple[Item, int]:
    item = await stand.comes_in()
    await stand.reply(item)
    await stand.deliver()
    return item, (await stand.delivery(item, Operation.REPLY)).id


async def test_an_answer_that_is_out_is_corrected_in_its_place(stand: Stand) -> None:
    item, delivery_id = await answered(stand)
    assert stand.desk.why_not(ActionKind.CORRECT, item) is None
    await stand.desk.correct(Correct(**await stand.at(item), delivery_id=delivery_id, text=BETTER))
    await stand.deliver()
    assert stand.said() == [BETTER]
    assert (await stand.item(item.id)).state is ItemState.ANSWERED


async def test_a_correction_can_be_taken_back_too(stand: Stand) -> None:
    item, delivery_id = await answered(stand)
    await stand.desk.correct(Correct(**await stand.at(item), delivery_id=delivery_id, text=BETTER))
    await stand.desk.undo_last()
    await stand.wait(3600)
    assert stand.said() == [ANSWER]


async def test_a_correction_is_held_to_the_same_rules(stand: Stand) -> None:
    item, delivery_id = await answered(stand)
    with pytest.raises(Stopped):
        await stand.desk.correct(
            Correct(**await stand.at(item), delivery_id=delivery_id, text=f"{BETTER} \N{THUMBS UP SIGN}")
        )


async def test_what_has_not_arrived_cannot_be_corrected(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    delivery = await stand.delivery(item, Operation.REPLY)
    with pytest.raises(NotPossible, match="not arrived yet"):
        await stand.desk.correct(Correct(**await stand.at(item), delivery_id=delivery.id, text=BETTER))


async def test_a_private_message_cannot_be_corrected(stand: Stand) -> None:
    item = await stand.comes_in(message("m1"))
    await stand.reply(item)
    await stand.deliver()
    delivery = await stand.delivery(item, Operation.MESSAGE)
    with pytest.raises(NotPossible, match="public answer"):
        await stand.desk.correct(Correct(**await stand.at(item), delivery_id=delivery.id, text=BETTER))


@pytest.mark.parametrize("trouble", [UNREACHABLE, CALL_LOST], ids=["unreachable", "lost"])
async def test_a_newer_correction_cannot_be_overtaken_by_an_older_one(stand: Stand, trouble: object) -> None:
    item, delivery_id = await answered(stand)
    stand.meets(trouble)  # type: ignore[arg-type]
    await stand.desk.correct(Correct(**await stand.at(item), delivery_id=delivery_id, text="First: https://gov.uk"))
    await stand.deliver()
    with pytest.raises(NotPossible, match="correction of this answer is on its way"):
        await stand.desk.correct(Correct(**await stand.at(item), delivery_id=delivery_id, text=BETTER))
    await stand.wait(10)
    await stand.wait(10)
    await stand.desk.correct(Correct(**await stand.at(item), delivery_id=delivery_id, text=BETTER))
    await stand.deliver()
    assert stand.said() == [BETTER]


async def test_a_new_correction_takes_the_place_of_one_that_failed(stand: Stand) -> None:
    item, delivery_id = await answered(stand)
    stand.meets(NOT_ALLOWED)
    await stand.desk.correct(Correct(**await stand.at(item), delivery_id=delivery_id, text="First: https://gov.uk"))
    await stand.deliver()
    assert (await stand.item(item.id)).rank is Rank.FAILED
    await stand.desk.correct(Correct(**await stand.at(item), delivery_id=delivery_id, text=BETTER))
    await stand.deliver()
    assert stand.said() == [BETTER]
    assert (await stand.item(item.id)).rank is Rank.DUE
    assert await stand.states(item) == [DeliveryState.DELIVERED, DeliveryState.UNDONE, DeliveryState.DELIVERED]


async def test_a_block_on_youtube_says_what_it_really_does(stand: Stand) -> None:
    item = await stand.comes_in(incoming("y1", channel="youtube"))
    assert "never comment on the channel again" in stand.desk.capability(item, Operation.BLOCK).effect
