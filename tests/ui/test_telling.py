"""Toasts: of what is only information one at a time, and never on what is being written."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea
from textual.widgets._toast import Toast

from console.screens.telling import TOAST_S, say, warn
from tests.ui.stage import comment, staged


async def test_newer_information_takes_the_place_of_older_and_leaves_warnings(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "hello")]) as stage:
        warn(stage.inbox, "Trouble")
        say(stage.inbox, "First")
        say(stage.inbox, "Second")
        await stage.until(lambda: "Second" in stage.screen_text())
        assert [note.message for note in stage.app._notifications] == ["Trouble", "Second"]
        assert "First" not in stage.screen_text()
        times = {note.message: note.timeout for note in stage.app._notifications}
        assert TOAST_S == times["Second"] < times["Trouble"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 45)])
@pytest.mark.parametrize("key", ["r", "p"])
async def test_while_one_writes_a_toast_stands_beside_the_text(tmp_path: Path, key: str, size: tuple[int, int]) -> None:
    async with staged(tmp_path, [comment(1, "hello there " * 40)], size=size) as stage:
        await stage.press(key)
        await stage.until_screen("ComposeScreen")
        warn(stage.app.screen, "Something has gone wrong, and here is what to do about it next. " * 2)
        await stage.until(lambda: stage.app.screen.query(Toast) and "gone wrong" in stage.screen_text())
        toast = stage.app.screen.query_one(Toast).region
        assert [area.region for area in stage.app.screen.query(TextArea) if area.region.overlaps(toast)] == []
