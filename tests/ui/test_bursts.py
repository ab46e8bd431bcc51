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
        ("y", "Menu", ("1", "2")),
        ("y", "Menu", ("escape", "escape")),
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


# -- typed ahead -------------------------------------------------------------------------------------------------------


async def test_words_that_arrive_with_the_key_that_opens_the_search_are_searched_for(tmp_path: Path) -> None:
    items = [comment(1, "My boiler is broken again"), comment(2, "The lift under our flat hums")]
    async with staged(tmp_path, items) as stage:
        await burst(stage, "slash", *"under")
        await stage.until(
            lambda: stage.inbox.query("#search") and stage.app.screen.query_one("#search").value == "under"
        )
        await stage.until(lambda: list(stage.inbox.inbox.window.order) == [2], "what is found")
        assert stage.toasts() == "", "u took nothing back"


async def test_what_arrives_with_the_key_that_opens_an_answer_is_written(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "My boiler is broken again")]) as stage:
        await burst(stage, "r", *"Thanks")
        await stage.until_screen("ComposeScreen")
        await stage.until(lambda: stage.app.screen.texts == ("Thanks",), "all of it, in order")


async def test_keys_behind_an_act_without_a_dialog_go_to_the_list(tmp_path: Path) -> None:
    items = [comment(number, f"Comment {number}") for number in range(1, 6)]
    async with staged(tmp_path, items) as stage:
        await burst(stage, "space", "j", "j")
        await stage.until(lambda: stage.inbox.inbox.cursor == 2)
        held = await stage.desk.office.store.item(stage.inbox.inbox.window.order[0])
        assert held is not None
        assert held.claimed_by == stage.desk.person.id


async def test_a_step_of_a_form_and_what_follows_it_arrive_together(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "My boiler is broken again")]) as stage:
        await burst(stage, "n", *"rang", "f4")
        await stage.until_screen("Preview")
        await burst(stage, "enter")
        await stage.until_at_rest()
        dossier = await stage.desk.dossier(1)
        assert dossier is not None
        assert [note.text for note in dossier.notes] == ["rang"]
