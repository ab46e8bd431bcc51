"""The README is true: its keys, commands, links, pack format and examples are those of the program."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import click
import msgspec
import pytest

from console.cli import halfday
from console.commands import COMMANDS, Command, Group, key_text, with_keys
from console.desk.lines import parse_line
from console.model import ActionKind, ItemKind
from console.rules.pack_names import LEAST_EXAMPLES, SITUATIONS, TRIAGE_RULES
from console.rules.packs import pack_names
from console.rules.policy import Core
from console.rules.policy_table import Table
from console.rules.policy_texts import Template, Words

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
KEYS = re.compile(r"<!-- keys: .*? -->\n(.*?)<!-- end of keys -->", re.DOTALL)
MARKDOWN_LINK = re.compile(r"\]\(([^)\s]+)\)")


def section(title: str) -> str:
    """The README from this heading to the next one of its rank, or above."""
    rank = title.split()[0]
    start = README.index(f"\n{title}\n")
    end = re.compile(rf"^#{{1,{len(rank)}}} ", re.MULTILINE).search(README, start + len(title) + 2)
    return README[start : end.start() if end else len(README)]


def examples(language: str, within: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", within, re.DOTALL)


# -- keys ----------------------------------------------------------------------------------------------------------


def key_table() -> str:
    """The table of keys as the README has to hold it."""
    lines = ["| key | what it does | its name |", "|---|---|---|"]
    for group in Group:
        lines.append(f"| **{group}** | | |")
        lines += [_key_row(command) for command in COMMANDS if command.group is group]
    return "\n" + "\n".join(lines) + "\n\n"


def _key_row(command: Command) -> str:
    keys = " ".join(f"`{key_text(key)}`" for key in command.keys)
    return f"| {keys or 'palette'} | {command.help} | `{command.id}` |"


def test_the_table_of_keys_is_the_programs() -> None:
    found = KEYS.search(README)
    assert found
    assert found[1] == key_table(), f"Put this between the two comments of the README:\n{key_table()}"


def test_the_example_of_own_keys_is_accepted() -> None:
    (example,) = examples("toml", section("## Keys"))
    assert with_keys(COMMANDS, tomllib.loads(example)["keys"])


# -- commands ------------------------------------------------------------------------------------------------------


def commands_named() -> list[str]:
    """Every `halfday …` of the README, in running text and in the blocks of commands."""
    inline = re.findall(r"`(halfday[^`]*)`", README)
    blocks = [line for block in examples("", README) for line in block.splitlines()]
    typed = [line.split("  #")[0].strip() for line in blocks if line.startswith("halfday ")]
    return [*inline, *typed]


@pytest.mark.parametrize("line", sorted(set(commands_named())))
def test_every_command_of_the_readme_exists(line: str) -> None:
    command: click.Command = halfday
    words = [word.strip("[]") for word in shlex.split(line)[1:]]
    if words == ["COMMAND", "--help"]:
        return
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        found = command.get_command(click.Context(command), words.pop(0))
        assert found is not None, line
        command = found
    known = {name for option in command.params for name in option.opts} | {"--help"}
    assert {word for word in words if word.startswith("--")} <= known


def test_every_command_stands_in_the_readme() -> None:
    shown = section("## The commands")
    for name in halfday.list_commands(click.Context(halfday)):
        assert f"halfday {name}" in shown


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?:^|`)make ([a-z]+)\b", README, re.MULTILINE))
    assert targets >= {"run", "test"}
    assert targets <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


# -- links ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", sorted(set(MARKDOWN_LINK.findall(README))))
def test_every_link_leads_somewhere(target: str) -> None:
    if target.startswith("https://"):
        return
    if target.startswith("#"):
        headings = re.findall(r"^#+ (.+)$", README, re.MULTILINE)
        assert target[1:] in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
        return
    assert (ROOT / target).exists()


def test_every_room_of_the_tour_exists() -> None:
    rooms = re.findall(r"`((?:console|fixtures|benchmarks|tests)/[\w./]*)`", section("## A tour of the house"))
    assert rooms
    assert [name for name in rooms if not (ROOT / name).exists()] == []


# -- formats -------------------------------------------------------------------------------------------------------


def test_the_example_of_an_imported_line_is_accepted() -> None:
    (example,) = examples("json", section("### The line format"))
    assert parse_line(example.encode()).kind is ItemKind.COMMENT


def test_the_example_of_a_template_is_accepted() -> None:
    (example,) = examples("toml", section("### `templates*.toml`"))
    (template,) = msgspec.convert(tomllib.loads(example)["template"], list[Template])
    assert len(template.examples) >= LEAST_EXAMPLES


@pytest.mark.parametrize("kind", [Core, Words, Template], ids=lambda kind: kind.__name__)
def test_every_setting_of_a_pack_is_documented(kind: type[Table]) -> None:
    written = section("## Writing a policy pack")
    missing = [name for name in setting_names(kind) if not re.search(rf"\b{name}\b", written)]
    assert missing == []


def setting_names(kind: type[Table]) -> set[str]:
    """The names of the table's settings and of all that stand below it, as they are written in TOML."""
    names: set[str] = set()
    for field in msgspec.structs.fields(kind):
        names.add(field.encode_name)
        for inner in (field.type, *getattr(field.type, "__args__", ())):
            if isinstance(inner, type) and issubclass(inner, Table):
                names |= setting_names(inner)
    return names


def test_everything_a_setting_may_say_is_documented() -> None:
    written = section("## Writing a policy pack")
    values = [*SITUATIONS, *TRIAGE_RULES, *ActionKind, "comment", "message"]
    assert [value for value in values if f"`{value}`" not in written and f'"{value}"' not in written] == []


def test_every_pack_that_comes_with_it_is_named() -> None:
    assert [name for name in pack_names() if name.capitalize() not in README] == []
