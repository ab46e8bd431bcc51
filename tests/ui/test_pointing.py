"""Lists to choose from: the choice under the cursor has a sign, and a digit does what the keys' line says."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from console.screens.menu import ChoiceList
from tests.ui.stage import Stage, comment, staged


def pointed(stage: Stage) -> list[str]:
    """The lines with the sign."""
    return [line.split("▸ ", 1)[1].rstrip(" │") for line in stage.screen_text().splitlines() if "▸ " in line]


@pytest.mark.parametrize("colour", ["0", ""])
async def test_what_is_under_the_cursor_has_a_sign_without_colour_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, colour: str
) -> None:
    monkeypatch.setenv("NO_COLOR", colour)
    async with staged(tmp_path, [comment(1, "hello")]) as stage:
        await stage.press("f")
        await stage.until_screen("Menu")
        assert [line[:7] for line in pointed(stage)] == ["1 Inbox"]
        await stage.press("j")
        assert [line[:6] for line in pointed(stage)] == ["2 Mine"]
        assert "1-9 or enter chooses" in stage.screen_text()


async def test_in_the_complaint_dialog_a_digit_moves_and_enter_goes_on(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "the gate is broken")], size=(100, 36)) as stage:
        await stage.press("c")
        await stage.until_screen("ComplaintDialog")
        sort, category = stage.app.screen.query(ChoiceList)
        assert "1-9 move · enter goes on, and from the note it logs" in stage.screen_text()
        await stage.press("1")
        assert (sort.has_focus, sort.chosen_id) == (True, "complaint")
        await stage.press("enter", "3")
        assert (category.has_focus, category.highlighted) == (True, 2)
        await stage.press("enter")
        assert stage.app.screen.query_one(Input).has_focus
        await stage.press("enter")
        await stage.until_at_rest()
        (case,) = (await stage.desk.dossier((await stage.item("c1")).id)).cases
        assert (case.is_complaint, case.category) == (True, "Rent and charges")


async def test_in_the_escalate_dialog_a_digit_moves_and_enter_goes_on(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "the gate is broken")]) as stage:
        await stage.press("e")
        await stage.until_screen("EscalateDialog")
        assert "1-5 move · enter goes on" in stage.screen_text()
        await stage.press("3")
        assert stage.app.screen.query_one(ChoiceList).has_focus
        assert "Director of Finance" in stage.screen_text()
        await stage.press("enter")
        assert stage.app.screen.query_one(Input).has_focus


async def test_in_the_remove_dialog_a_digit_moves_and_enter_chooses_the_reason(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "buy my watches")]) as stage:
        await stage.press("x")
        await stage.until_screen("RemoveDialog")
        await stage.press("4", "y")
        assert "Choose the reason first" in stage.screen_text()
        assert pointed(stage)[0].startswith("4 Bullying")
        await stage.press("enter")
        assert "y  removes it and posts the notice" in stage.screen_text()
