"""Long lists that one types into: digits while nothing is typed, what a template is found by, and what fits nothing."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from console.screens.menu import Choice, ChoiceList, Menu
from tests.ui.stage import Stage, comment, staged

MANY = [Choice(f"c{number}", f"Choice {number}", found_by=f"word{number} shared") for number in range(1, 20)]


async def opened(stage: Stage, choices: list[Choice]) -> list[str | None]:
    chosen: list[str | None] = []
    stage.app.push_screen(Menu("Choose", choices), chosen.append)
    await stage.until_screen("Menu")
    return chosen


async def test_a_digit_chooses_while_nothing_is_typed(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "Hello")]) as stage:
        chosen = await opened(stage, MANY)
        assert "1 Choice 1" in stage.screen_text()
        await stage.press("3")
        await stage.until(lambda: chosen == ["c3"])


async def test_a_digit_behind_other_letters_narrows_the_list(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "Hello")]) as stage:
        chosen = await opened(stage, MANY)
        await stage.press(*"word17")
        await stage.until(lambda: stage.app.screen.query_one(ChoiceList).option_count == 1)
        assert "1 Choice 17" not in stage.screen_text(), "no digit chooses now, so none is shown"
        await stage.press("enter")
        await stage.until(lambda: chosen == ["c17"])


async def test_a_list_that_nothing_fits_says_so(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "Hello")]) as stage:
        chosen = await opened(stage, MANY)
        await stage.press(*"zz")
        await stage.until(lambda: "Nothing fits." in stage.screen_text())
        await stage.press("enter")
        assert chosen == []
        stage.app.screen.query_one(Input).value = ""
        await stage.until(lambda: "9 Choice 9" in stage.screen_text())


async def test_enter_on_what_cannot_be_chosen_says_why(tmp_path: Path) -> None:
    links = [Choice(f"l{number}", f"Page {number}", why_not="not filled in yet") for number in range(1, 20)]
    async with staged(tmp_path, [comment(1, "Hello")]) as stage:
        chosen = await opened(stage, links)
        await stage.press("enter")
        await stage.until(lambda: "Page 1: not filled in yet." in stage.screen_text())
        assert chosen == []


async def test_a_template_is_found_by_what_it_is_about(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "The heating has been off since Monday")], size=(100, 36)) as stage:
        await stage.press("r")
        await stage.until_screen("ComposeScreen")
        await stage.press("f5")
        await stage.until_screen("Menu")
        await stage.press(*"boiler")
        await stage.until(lambda: "No heating" in stage.screen_text(), "the obvious one")
