"""Keys that arrive in one burst: a dialog takes one answer, and what came with it does nothing to the screen below."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.command import CommandList

from tests.ui.stage import Stage, comment, staged


async def burst(stage: Stage, *keys: str) -> None:
    """All of the keys before the first is taken in, as from a terminal's one read."""
    for key in keys:
        stage.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await stage.pilot.pause()
    await stage.pilot.pause()


@pytest.mark.parametrize(
    ("opens", "dialog", "keys"),
    [
        ("f", "Menu", ("2", "2")),
        ("s", "Menu", ("1", "2")),
        ("s", "Menu", ("escape", "escape")),
        ("question_mark", "Sheet", ("q", "q")),
        ("e", "EscalateDialog", ("escape", "escape")),
        ("c", "ComplaintDialog", ("escape", "escape")),
        ("x", "RemoveDialog", ("escape", "escape")),
    ],
)
async def test_a_second_answer_in_one_burst_is_ignored(
    tmp_path: Path, opens: str, dialog: str, keys: tuple[str, ...]
) -> None:
    async with staged(tmp_path, [comment(1, "My boiler is broken again")]) as stage:
        await stage.press(opens)
        await stage.until_screen(dialog)
        await burst(stage, *keys)
        await stage.until_at_rest()


async def test_keys_typed_ahead_go_through_every_step_of_a_form(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "My boiler is broken again")]) as stage:
        await stage.press("c")
        await stage.until_screen("ComplaintDialog")
        await burst(stage, "enter", "2", "enter", "enter")
        await stage.until_at_rest()
        await stage.until(lambda: "Logged as" in stage.toasts(), "what was logged")
        dossier = await stage.desk.dossier(1)
        assert dossier is not None
        assert [case.category for case in dossier.cases] == [stage.desk.office.policy.core.complaints.categories[1]]


async def test_a_reason_entered_twice_in_one_burst_is_given_once(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "My boiler is broken again")]) as stage:
        await stage.press("d")
        await stage.until_screen("ClosingDialog")
        await stage.write("thanked in person")
        await burst(stage, "enter", "enter")
        await stage.until_at_rest()


async def test_a_command_chosen_twice_in_one_burst_runs_once(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "My boiler is broken again")]) as stage:
        before = stage.app.theme
        await stage.press("ctrl+p")
        await stage.write("light or dark")
        await stage.until(lambda: stage.app.screen.query_one(CommandList).option_count == 1, "what is found")
        await burst(stage, "enter", "enter")
        await stage.until(lambda: stage.app.theme != before, "the other theme")
        await stage.until_at_rest()
        assert stage.app.theme != before
