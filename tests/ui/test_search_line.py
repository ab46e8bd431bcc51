"""The line that words to search for are typed into: it searches when one pauses, and goes with escape."""

from __future__ import annotations

from pathlib import Path

from tests.ui.stage import comment, staged

GARDEN, HEATING = "Lovely garden day", "No heating since Monday"


async def test_a_pause_while_typing_searches_already(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING), comment(2, GARDEN)]) as stage:
        await stage.press("/")
        await stage.write("garden")
        await stage.until(lambda: len(stage.inbox.inbox.window) == 1, "one is found")
        assert stage.inbox.query("#search")


async def test_escape_takes_the_line_away_and_shows_the_view_again(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING), comment(2, GARDEN)]) as stage:
        await stage.press("/")
        await stage.write("garden")
        await stage.until(lambda: len(stage.inbox.inbox.window) == 1, "one is found")
        await stage.press("escape")
        await stage.until(lambda: not stage.inbox.query("#search"), "the line is gone")
        await stage.until(lambda: len(stage.inbox.inbox.window) == 2, "all are back")


async def test_the_key_to_search_goes_back_to_a_line_that_is_open(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING)]) as stage:
        await stage.press("/")
        stage.inbox.inbox.focus()
        await stage.press("/")
        await stage.until(lambda: stage.app.screen.focused is stage.inbox.query_one("#search"), "the line")
