"""`halfday policy list | show | check | new`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.cli.policy import policy
from console.rules.packs import SHIPPED, load_policy


def run(*args: str) -> Result:
    return CliRunner().invoke(policy, args)


def test_list_names_the_shipped_packs() -> None:
    assert [line.split()[0] for line in run("list").stdout.splitlines()] == ["langstane", "westward"]


def test_show_tells_a_person_the_whole_pack() -> None:
    result = run("show", "langstane")
    assert result.exit_code == 0
    for section in ("Working hours", "Deadlines", "Roles", "Escalation", "Reasons for removal", "Still to fill in"):
        assert f"\n{section}" in result.stdout
    assert "Its review fell due on 26 May 2024." in result.stdout
    assert "1 working day    LG2.2  assumed" in result.stdout
    assert max(map(len, result.stdout.splitlines())) < 200


def test_show_names_what_a_supervisor_may_without_the_pack_naming_it() -> None:
    shown = " ".join(run("show", "westward").stdout.split())  # however its lines are broken
    assert shown.count("take-over, set-free, re-route, send-back") == 2  # its two supervisors


def test_show_gives_the_notice_that_somebody_has_to_put_on_the_pages() -> None:
    shown = run("show", "langstane").stdout
    assert "The notice for every page (LG5.2, assumed)\n  Welcome to Langstane's page." in shown
    assert "The notice for youtube" in shown
    assert "{link:" not in shown


def test_a_clause_that_waits_for_a_part_that_is_not_there_says_so() -> None:
    assert "Not built yet: supervisor's pane." in run("show", "langstane", "--clause", "LG2.2").stdout


def test_show_says_what_a_clause_asks_who_carries_it_and_the_values() -> None:
    result = run("show", "westward", "--clause", "W3.6")
    assert result.stdout.startswith("W3.6  All queries and complaints are answered within half a working day")
    assert "deadlines.answer: half a working day" in result.stdout


def test_show_says_why_a_clause_is_outside() -> None:
    assert "Deliberately not built" in run("show", "westward", "--clause", "W8.1").stdout


@pytest.mark.parametrize("name", ["langstane", "westward"])
def test_every_clause_can_be_shown(name: str) -> None:
    for note in load_policy(name).core.clause:
        result = run("show", name, "--clause", note.id)
        assert (result.exit_code, result.exception) == (0, None), (note.id, result.stderr)
        assert "None" not in result.stdout, note.id


def test_an_unknown_clause_is_wrong_use_with_the_nearest() -> None:
    result = run("show", "westward", "--clause", "W36")
    assert result.exit_code == 2
    assert 'Did you mean "W3.6"?' in result.stderr


def test_check_of_a_sound_pack_names_the_blanks_and_ends_well() -> None:
    result = run("check", "langstane")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "No problems.")
    assert "link.repairs.url" in result.stdout


def test_check_of_a_faulty_pack_ends_with_one(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(SHIPPED / "westward", tmp_path / "pack"))
    (pack / "words.toml").write_text("thanks = oops", encoding="utf-8")
    result = run("check", str(pack))
    assert result.exit_code == 1
    assert "words.toml: line 1" in result.stdout


def test_a_packs_control_codes_do_not_reach_the_terminal(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(SHIPPED / "westward", tmp_path / "pack"))
    file = pack / "policy.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Westward Housing Group", "\\u0007\\u202eWestward", 1), encoding="utf-8")
    shown = run("show", str(pack)).stdout  # no ESC here: click itself drops that from a pipe
    assert not {"\x07", "\u202e"} & set(shown)


def test_new_makes_a_pack_and_says_what_is_next(tmp_path: Path) -> None:
    result = run("new", "mine", "--from", "langstane", "--into", str(tmp_path))
    assert result.exit_code == 0
    assert "halfday policy check" in result.stdout
    assert run("check", str(tmp_path / "mine")).exit_code == 0
    assert run("new", "mine", "--from", "langstane", "--into", str(tmp_path)).exit_code == 2


@pytest.mark.parametrize("command", [("show",), ("check",), ("new", "x", "--from")])
def test_an_unknown_pack_is_wrong_use(command: tuple[str, ...]) -> None:
    result = run(*command, "eastward")
    assert result.exit_code == 2
    assert "langstane, westward" in result.stderr
