"""The table of commands: no clash, nothing in it that does not exist, and a person's own keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from console.commands import COMMANDS, KeyClash, Place, bindings, key_text, with_keys
from console.model import Level
from console.screens.compose import ComposeScreen
from console.screens.flows import FLOWS
from console.screens.inbox import InboxScreen
from console.screens.look_flows import help_lines, level_lines
from console.screens.pane import PaneScreen
from console.screens.people import PeopleScreen
from console.screens.trying import TryScreen
from tests.ui.stage import comment, staged


def test_no_two_commands_of_one_place_share_a_key() -> None:
    assert with_keys(COMMANDS, {}) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_an_action_of_its_screen(command) -> None:
    screen = {
        Place.INBOX: InboxScreen,
        Place.COMPOSE: ComposeScreen,
        Place.TRY: TryScreen,
        Place.PANE: PaneScreen,
        Place.PEOPLE: PeopleScreen,
    }[command.place]
    assert hasattr(screen, f"action_{command.action.partition('(')[0]}")


def test_no_key_has_priority_so_that_none_steals_typing() -> None:
    assert not any(binding.priority for place in Place for binding in bindings(place))


@pytest.mark.parametrize("place", [Place.COMPOSE, Place.TRY])
def test_keys_beside_a_text_area_are_none_that_it_eats(place: Place) -> None:
    eaten = {key.strip() for widget in (TextArea, Input) for b in widget.BINDINGS for key in b.key.split(",")}
    used = {key for command in COMMANDS if command.place is place for key in command.keys}
    assert not used & eaten


def test_a_clash_names_both_commands() -> None:
    with pytest.raises(KeyClash, match=r"reply.*escalate"):
        with_keys(COMMANDS, {"escalate": "r"})


def test_a_clash_is_seen_whichever_way_the_key_is_written() -> None:
    with pytest.raises(KeyClash, match=r"search.*reply|reply.*search"):
        with_keys(COMMANDS, {"reply": "slash"})


def test_a_key_for_no_command_is_refused() -> None:
    with pytest.raises(KeyClash, match="answer_all"):
        with_keys(COMMANDS, {"answer_all": "z"})


def test_the_help_shows_every_command_with_its_keys() -> None:
    text = "\n".join("".join(words for words, _ in line.parts) for line in help_lines(COMMANDS))
    assert all(command.help in text for command in COMMANDS)
    assert all(key_text(key) in text for command in COMMANDS for key in command.keys)


def test_every_flow_has_a_key_or_stands_in_the_palette() -> None:
    named = {command.action.partition("(")[0] for command in COMMANDS}
    assert set(FLOWS) <= named


async def test_a_remapped_key_does_the_work_and_the_old_one_does_not(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "hello")], keys={"reply": "R"}) as stage:
        await stage.press("r")
        assert type(stage.app.screen).__name__ == "InboxScreen"
        await stage.press("R")
        await stage.until_screen("ComposeScreen")


async def test_the_palette_offers_the_same_commands(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "hello")]) as stage:
        titles = [command.title for command in stage.app.get_system_commands(stage.app.screen)]
        assert "reply (r)" in titles
        await stage.press("ctrl+p")
        await stage.until_screen("Palette")


async def test_the_last_line_shows_a_persons_own_keys(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "hello")], keys={"reply": "R", "template": "f12"}) as stage:
        assert stage.screen_text().splitlines()[-1].startswith(" R reply  x remove")
        await stage.press("R")
        await stage.until_screen("ComposeScreen")
        assert "f12 template" in stage.screen_text().splitlines()[-1]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_one_line_of_the_help_on_80_columns_in_columns_that_stand_apart(command) -> None:
    said = next(paragraph for paragraph in help_lines((command,)) if (command.help, "muted") in paragraph.parts)
    assert all(words.endswith("  ") for words, _ in said.parts[:-1])
    assert said.indent + sum(len(words) for words, _ in said.parts) <= 75  # beside frame and scrollbar


def test_the_help_explains_how_loud_a_finding_is() -> None:
    said = {"".join(words for words, _ in line.parts).split()[0]: line for line in level_lines()[1:]}
    assert list(said) == ["urgent!", *Level]
    assert all(line.indent + sum(len(words) for words, _ in line.parts) <= 75 for line in said.values())
