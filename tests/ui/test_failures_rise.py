"""What failed goes to the top of the list by itself, and nothing around the cursor moves with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from console.channels.practice_trouble import TroubleKind, TroubleStep
from console.desk.orders import Reply
from console.widgets.inbox_list import InboxList
from tests.ui.stage import Stage, comment, message, staged

ANSWER = "Thank you for telling us. Please report it here: https://www.gov.uk/housing"
NOT_ALLOWED = TroubleStep(TroubleKind.NOT_ALLOWED)
MANY, FEW = 70, 6
FAR_DOWN = ("pagedown", "pagedown")


@asynccontextmanager
async def troubled(folder: Path, count: int, failures: int = 1) -> AsyncIterator[Stage]:
    """So many items, and a platform that refuses the first answers."""
    items = [comment(number, f"Comment {number}", name=f"Person {number}") for number in range(1, count + 1)]
    async with staged(folder, items, trouble=[NOT_ALLOWED] * failures) as stage:
        yield stage


def listed(stage: Stage) -> InboxList:
    return stage.inbox.inbox


async def replied(stage: Stage, *item_ids: int) -> None:
    """Answers to these are on their way, and the list shows it."""
    for item_id in item_ids:
        item = await stage.desk.office.store.item(item_id)
        assert item is not None
        await stage.desk.reply(Reply(item_id=item.id, version=item.version, text=ANSWER))
    await stage.until(lambda: stage.inbox._following._recount is None)


def in_sight(stage: Stage) -> list[int]:
    """Which items stand on the lines of the screen."""
    top = listed(stage).scroll_offset.y
    return list(listed(stage).window.order[top : top + listed(stage).size.height])


def under_cursor(stage: Stage) -> str:
    """The line that the cursor marks, without its countdown, which goes on meanwhile."""
    return next(line[9:78] for line in stage.screen_text().splitlines() if line.startswith("›"))


def standing(stage: Stage) -> tuple[int | None, int]:
    """What the cursor is on, and on which line of the screen."""
    return listed(stage).current_id, listed(stage).cursor - listed(stage).scroll_offset.y


async def until_in_sight(stage: Stage) -> None:
    await stage.until(lambda: listed(stage).current is not None and "  …" not in stage.screen_text())


async def test_from_further_down_it_goes_to_the_top_and_the_screen_stays_as_it_was(tmp_path: Path) -> None:
    async with troubled(tmp_path, MANY) as stage:
        failing = listed(stage).window.order[-1]
        await stage.press(*FAR_DOWN)
        await replied(stage, failing)
        await until_in_sight(stage)
        before, seen, words = standing(stage), in_sight(stage), under_cursor(stage)
        await stage.deliver()
        await stage.until(lambda: listed(stage).window.order[0] == failing, "it rises")
        assert standing(stage) == before
        assert in_sight(stage) == seen
        await stage.pilot.pause()
        assert under_cursor(stage) == words
        assert len(listed(stage).window) == MANY
        assert "✗ 1 failed" not in stage.screen_text()
        await stage.press("g")
        await stage.until(lambda: "✗ failed" in stage.screen_text().splitlines()[2])
        assert "Person" in stage.screen_text().splitlines()[2]


async def test_from_above_the_cursor_it_goes_to_the_top_without_scrolling(tmp_path: Path) -> None:
    async with troubled(tmp_path, MANY) as stage:
        failing = listed(stage).window.order[3]
        await stage.press("j", "j", "j", "j", "j")
        await replied(stage, failing)
        before = standing(stage)
        await stage.deliver()
        await stage.until(lambda: listed(stage).window.order[0] == failing, "it rises")
        assert standing(stage) == before
        assert listed(stage).scroll_offset.y == 0


@pytest.mark.parametrize("count", [MANY, FEW])
async def test_where_the_cursors_line_would_move_it_is_counted_until_it_is_asked_for(
    tmp_path: Path, count: int
) -> None:
    async with troubled(tmp_path, count) as stage:
        order = list(listed(stage).window.order)
        await stage.press("j")
        await replied(stage, order[4])
        before = standing(stage)
        await stage.deliver()
        await stage.until(lambda: "✗ 1 failed  . shows" in stage.screen_text(), "it is counted")
        assert list(listed(stage).window.order) == order
        assert standing(stage) == before
        assert stage.toasts().count("Failed") == 1, "and said once"
        await stage.press(".")
        await stage.until(lambda: listed(stage).window.order[0] == order[4], "it is shown")
        assert listed(stage).current_id == before[0]
        assert "✗ 1 failed" not in stage.screen_text()


async def test_the_item_under_the_cursor_stays_where_it_is_when_it_fails(tmp_path: Path) -> None:
    async with troubled(tmp_path, MANY) as stage:
        await stage.press(*FAR_DOWN)
        failing = listed(stage).current_id
        assert failing is not None
        await replied(stage, failing)
        before = standing(stage)
        await stage.deliver()
        await stage.until(lambda: "✗ 1 failed  . shows" in stage.screen_text(), "it is counted")
        assert standing(stage) == before
        await stage.press("j")
        await stage.arrive(message(1, "Something else happens"))
        await stage.until(lambda: listed(stage).window.order[0] == failing, "it rises once the cursor has left it")
        assert standing(stage)[0] != failing


async def test_of_several_failures_each_stands_where_a_new_look_would_put_it(tmp_path: Path) -> None:
    async with troubled(tmp_path, MANY, failures=3) as stage:
        order = list(listed(stage).window.order)
        await stage.press(*FAR_DOWN)
        await replied(stage, order[-1], order[-9], order[2])
        before = standing(stage)
        await stage.deliver()
        await stage.until(lambda: list(listed(stage).window.order[:3]) == [order[2], order[-9], order[-1]], "they rise")
        assert standing(stage) == before
        assert list(listed(stage).window.order) == list(await stage.desk.order())


async def test_what_is_mended_before_it_was_shown_is_no_longer_counted(tmp_path: Path) -> None:
    async with troubled(tmp_path, FEW) as stage:
        failing = listed(stage).window.order[4]
        await replied(stage, failing)
        await stage.deliver()
        await stage.until(lambda: "✗ 1 failed" in stage.screen_text())
        (delivery,) = await stage.desk.office.store.deliveries_of_item(failing)
        await stage.desk.retry(delivery.id)
        await stage.until(lambda: "✗ 1 failed" not in stage.screen_text())
