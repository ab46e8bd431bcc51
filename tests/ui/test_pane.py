"""The supervisor's screen: it says how things stand, follows what happens, and opens what it counts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from console.desk.orders import Reply
from console.desk.supervision import HandFigure, NowFigure
from console.model import Item
from console.screens.pane import PaneScreen
from console.screens.pane_definitions import HAND_DEFINITIONS, NOW_DEFINITIONS
from console.widgets.big_figures import BigFigures, digits_line
from tests.ui.stage import Stage, comment, staged

ANSWER = "Thank you for telling us. Please report it here: https://www.gov.uk/housing"
LATE = comment(1, "The lift is stuck", minutes=5 * 60)  # due four working hours after it came
SOON = comment(2, "The bins were not emptied", minutes=3 * 60 + 50)
CALM = comment(3, "When is the garden day?", minutes=30)
RUDE = comment(4, "You are useless fucking idiots, the lot of you.", minutes=20)


async def pane(stage: Stage) -> PaneScreen:
    """Open it; what it then shows has been read."""
    await stage.press("s")
    await stage.until_screen("PaneScreen")
    screen = stage.app.screen
    assert isinstance(screen, PaneScreen)
    await stage.pilot.pause()
    return screen


async def answer(stage: Stage, item: Item) -> None:
    await stage.desk.reply(Reply(item_id=item.id, version=item.version, text=ANSWER))


async def test_it_says_what_is_late_and_what_will_be(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, SOON, CALM]) as stage:
        await pane(stage)
        shown = stage.screen_text()
        assert "3 to answer   1 late   1 within the hour" in shown
        assert "1  answers late" in shown
        assert "1  due within 15 minutes" in shown
        assert "1  due the next working day" in shown
        assert "next due in 10m00  Author 2" in shown


async def test_the_countdown_goes_by_the_second_and_the_figures_by_the_minute(tmp_path: Path) -> None:
    async with staged(tmp_path, [SOON, CALM]) as stage:
        await pane(stage)
        stage.clock.advance(timedelta(seconds=7))
        await stage.until(lambda: "next due in 9m53" in stage.screen_text(), "the countdown")
        stage.clock.advance(timedelta(minutes=11))
        await stage.until(lambda: "1  answers late" in stage.screen_text(), "time alone makes it late")


async def test_a_figure_opens_what_it_counts_and_esc_comes_back_to_it(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, SOON, CALM]) as stage:
        await pane(stage)
        await stage.press("j", "enter")
        await stage.until_screen("InboxScreen")
        await stage.until(lambda: "Due within 15 minutes  1 item" in stage.screen_text(), "the listing")
        row = stage.inbox.inbox.current
        assert row is not None
        assert row.external_id == "c2"
        await stage.press("escape")
        await stage.until_screen("PaneScreen")
        await stage.until(lambda: "›      1  due within 15 minutes" in stage.screen_text(), "the cursor where it was")
        await stage.press("escape")
        await stage.until_at_rest()
        await stage.until(lambda: "Inbox 3" in stage.screen_text(), "the inbox as before")


async def test_what_happens_shows_by_itself(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE]) as stage:
        await pane(stage)
        await stage.arrive(CALM, RUDE)
        await stage.until(lambda: "3 to answer" in stage.screen_text(), "the arrivals")
        await stage.until(lambda: "1  abuse, still there" in stage.screen_text(), "what is loud")
        await answer(stage, await stage.item("c1"))
        await stage.deliver()
        await stage.until(lambda: "0  answers late" in stage.screen_text(), "the answer")
        await stage.until(lambda: "0  Mairi Tester  1 done" in stage.screen_text(), "who did it")


async def test_what_a_person_holds_is_opened(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, RUDE]) as stage:
        await stage.desk.claim((await stage.item("c4")).id)
        screen = await pane(stage)
        assert "1  Mairi Tester  1 abuse, since 15:00" in screen.people_list.text
        await stage.press("tab", "enter")
        await stage.until_screen("Menu")
        await stage.press("3")
        await stage.until_screen("InboxScreen")
        await stage.until(lambda: "Mairi Tester  1 item" in stage.screen_text(), "the listing")


async def test_nothing_behind_a_figure_is_said(tmp_path: Path) -> None:
    async with staged(tmp_path, [CALM]) as stage:
        await pane(stage)
        await stage.press("enter")
        await stage.until(lambda: "there is nothing to open" in stage.toasts(), "it is said")


async def test_every_figure_says_what_it_counts(tmp_path: Path) -> None:
    assert set(NOW_DEFINITIONS) == set(NowFigure)
    assert set(HAND_DEFINITIONS) == set(HandFigure)
    async with staged(tmp_path, [LATE]) as stage:
        await pane(stage)
        await stage.press("?")
        await stage.until(lambda: "Answers whose deadline has passed." in stage.screen_text(), "the definition")
        await stage.press("escape")
        await stage.until_screen("PaneScreen")


async def test_the_big_figures_are_those_of_the_list(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, SOON, CALM]) as stage:
        screen = await pane(stage)
        await stage.press("z")
        assert screen.query_one(BigFigures).display
        assert screen.query_one(BigFigures).text.splitlines()[:3] == [
            "1 answers late", "1 due within the hour", "3 to answer",
        ]  # fmt: skip
        assert "██████" in stage.screen_text()
        await stage.press("z")
        assert "1  answers late" in stage.screen_text()


def test_a_number_too_wide_for_its_place_is_said_in_plain_digits() -> None:
    assert digits_line("1", 0, 40) == "  ██  "
    assert digits_line("12", 4, 8) == "███ ███"
    assert digits_line("123456", 2, 8) == "123456"
    assert digits_line("123456", 0, 8) == ""
