"""Working together and mending: giving an item away, trying again, saying what became of a delivery, promises kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from console.channels.practice_trouble import TroubleKind, TroubleStep
from console.desk.orders import Escalate
from console.desk.records import View
from console.model import ActionKind, DeliveryState, ItemState
from tests.ui.stage import LEADER, Stage, comment, staged

HEATING = "The heating has been off since Monday, can somebody come please"
ANSWER = "Hello, sorry for the wait. We will send you a private message within one working day."
NOT_ALLOWED = TroubleStep(TroubleKind.NOT_ALLOWED)


async def answer(stage: Stage) -> None:
    """Reply to the item under the cursor, and let it leave."""
    await stage.press("r")
    await stage.until_screen("ComposeScreen")
    await stage.write(ANSWER)
    await stage.press("f4")
    await stage.until_screen("Preview")
    await stage.press("enter")
    await stage.until_at_rest()
    await stage.deliver()


async def delivery_states(stage: Stage) -> Sequence[DeliveryState]:
    dossier = await stage.desk.dossier((await stage.item("c1")).id)
    return [delivery.state for delivery in dossier.deliveries]


async def failed(stage: Stage) -> None:
    """The reply has failed, and the menu of what can be done about it stands open."""
    await answer(stage)
    await stage.until(lambda: "1 failed" in stage.screen_text(), "the failure is counted")
    await stage.press("t")
    await stage.until_screen("Menu")


async def test_an_item_is_given_to_a_colleague_whom_the_cursor_or_a_number_chooses(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        eilidh = await stage.colleague(role=LEADER)
        await stage.press("A")
        await stage.until_screen("Menu")
        line = next(line for line in stage.screen_text().splitlines() if "Eilidh Colleague" in line)
        await stage.press(line.strip("│▸ ")[0])
        await stage.until_at_rest()
        assert (await stage.item("c1")).claimed_by == eilidh.person.id
        await stage.until(lambda: "Eilidh" in stage.screen_text(), "the row says who has it")


async def test_a_role_that_may_not_assign_is_told_so(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], role="customer-hub-advisor") as stage:
        await stage.colleague(role=LEADER)
        await stage.press("A")
        await stage.until(lambda: "may not" in stage.toasts(), "it says why")
        assert (await stage.item("c1")).claimed_by is None


async def test_a_failed_reply_that_is_tried_again_arrives_once(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], trouble=[NOT_ALLOWED]) as stage:
        await failed(stage)
        await stage.press("1")
        await stage.until(lambda: "trying again" in stage.toasts())
        await stage.deliver()
        assert (await stage.item("c1")).state is ItemState.ANSWERED
        assert [own.text for own in stage.world.answers()] == [ANSWER]


async def test_a_failed_reply_that_is_there_after_all_is_noted_as_delivered(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], trouble=[NOT_ALLOWED]) as stage:
        await failed(stage)
        await stage.press("2")
        await stage.until(lambda: "noted as delivered" in stage.toasts())
        assert await delivery_states(stage) == [DeliveryState.DELIVERED]


async def test_a_failed_reply_that_is_given_up_leaves_the_item_open(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], trouble=[NOT_ALLOWED]) as stage:
        await failed(stage)
        await stage.press("3")
        await stage.until(lambda: "given up" in stage.toasts())
        assert (await stage.item("c1")).state is ItemState.OPEN
        await stage.until(lambda: "1 failed" not in stage.screen_text(), "it heads the inbox no longer")
        await stage.deliver()
        assert not list(stage.world.answers())


async def test_what_has_failed_is_found_by_its_view(tmp_path: Path) -> None:
    items = [comment(1, HEATING), comment(2, "Lovely garden day", minutes=5)]
    async with staged(tmp_path, items, trouble=[NOT_ALLOWED]) as stage:
        await answer(stage)
        await stage.press("f")
        await stage.until_screen("Menu")
        await stage.press("6")
        await stage.until(lambda: stage.inbox.view is View.FAILED and len(stage.inbox.inbox.window) == 1, "one failed")
        assert "Lovely garden" not in stage.screen_text()


async def test_a_promise_is_noted_as_kept(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("p")
        await stage.until_screen("ComposeScreen")
        await stage.press("f4")
        await stage.until_screen("Preview")
        if stage.app.screen.needs_reason:
            await stage.write("agreed with the team")
        await stage.press("enter")
        await stage.until_at_rest()
        await stage.deliver()
        await stage.press("m")
        await stage.until_screen("Menu")
        assert "Promise" in stage.screen_text() or "promise" in stage.screen_text()
        await stage.press("enter")
        await stage.until_at_rest()
        dossier = await stage.desk.dossier((await stage.item("c1")).id)
        assert not [clock for clock in dossier.clocks if clock.is_running]


@pytest.mark.parametrize("key", ["t", "m", "C", "u"])
async def test_a_key_with_nothing_to_do_says_so(tmp_path: Path, key: str) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press(key)
        await stage.until(stage.toasts, "a sentence")
        assert "wrong" not in stage.toasts()
        assert type(stage.app.screen).__name__ == "InboxScreen"


async def test_a_colleague_who_signed_in_later_is_named_in_the_list_beside_a_draft_and_in_a_refusal(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path, [comment(1, HEATING)], size=(140, 40)) as stage:
        theirs, item = await stage.colleague(role=LEADER), await stage.item("c1")
        await theirs.claim(item.id)
        await stage.until(lambda: "‹Eilidh" in stage.screen_text(), "who has it")
        await theirs.save_draft(item.id, ActionKind.NOTE, "she telephoned")
        await stage.press("r")
        await stage.until(lambda: "Eilidh Colleague is working on this" in stage.toasts(), "the refusal")
        await stage.press("n")
        await stage.until_screen("ComposeScreen")
        await stage.until(lambda: "by Eilidh Colleague" in stage.screen_text(), "whose draft it is")


async def test_what_is_put_to_somebody_is_told_counted_marked_and_in_their_view(tmp_path: Path) -> None:
    items = [comment(1, HEATING, name="Ada One"), comment(2, HEATING, name="Bo Two")]
    async with staged(tmp_path, items, role="director-of-property", size=(120, 36)) as stage:
        await stage.until(lambda: stage.inbox._put_to_me is not None, "it was looked at")
        assert "put to you" not in stage.screen_text()
        leader = await stage.colleague(role=LEADER)
        item = await stage.item("c2")
        department = next(
            one for one in stage.desk.office.policy.core.department if one.director == "Director of Property"
        )
        await leader.escalate(
            Escalate(item_id=item.id, version=item.version, reason="The whole block", department_id=department.id)
        )
        await stage.until(lambda: "Put to you: Bo Two" in stage.toasts(), "it is told")
        stage.app.clear_notifications()
        await stage.until(lambda: "1 put to you" in stage.screen_text(), "it is counted")
        row = next(line for line in stage.screen_text().splitlines() if "Bo Two" in line)
        assert "put to you" in row
        assert item.id in await stage.desk.order(View.MINE)
        assert item.id in await stage.desk.order(View.WAITING)
