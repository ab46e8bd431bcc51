"""Every command says what a person needs, and wrong use is one clear sentence with a code of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from console import __version__
from console.__main__ import main, plainly_asked
from console.cli import COMMANDS, halfday
from console.errors import HalfdayError
from console.settings import Choice, load_choice, save_choice

ROOT = Path(__file__).parents[2]


def run(*args: str, stdin: str = "") -> Result:
    return CliRunner().invoke(halfday, args, input=stdin)


def every_command() -> Iterator[tuple[str, ...]]:
    """The words of every command and sub-command there is."""
    context = click.Context(halfday)
    for name in halfday.list_commands(context):
        command = halfday.get_command(context, name)
        yield (name,)
        if isinstance(command, click.Group):
            yield from ((name, inner) for inner in command.list_commands(context))


ALL = list(every_command())
NAMES = [" ".join(words) for words in ALL]


def test_the_help_names_every_command_with_what_it_does() -> None:
    shown = run("--help").stdout
    for name in COMMANDS:
        assert re.search(rf"^  {name} +\S", shown, re.MULTILINE), name


@pytest.mark.parametrize("words", ALL, ids=NAMES)
def test_every_command_has_help_that_begins_with_a_sentence(words: tuple[str, ...]) -> None:
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert "Usage: halfday" in result.stdout
    sentence = result.stdout.split("\n\n")[1].strip()
    assert sentence[0].isupper()
    assert sentence.split("\n\n")[0].endswith((".", ":")), sentence


@pytest.mark.parametrize("words", ALL, ids=NAMES)
def test_every_option_says_what_it_is_for(words: tuple[str, ...]) -> None:
    command = command_at(words)
    silent = [option.name for option in command.params if isinstance(option, click.Option) and not option.help]
    assert silent == []


def test_the_short_way_to_help_holds_for_sub_commands_too() -> None:
    """In a process of its own: click keeps a command's help option from the first time that anybody asks for it."""
    words = [sys.executable, "-m", "console", "audit", "verify", "-h"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Usage:" in done.stdout


@pytest.mark.parametrize("words", ALL, ids=NAMES)
def test_an_option_that_does_not_exist_is_wrong_use(words: tuple[str, ...]) -> None:
    result = run(*words, "--no-such-option")
    assert result.exit_code == 2
    assert "no-such-option" in result.stderr.lower()


def command_at(words: tuple[str, ...]) -> click.Command:
    command: click.Command = halfday
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    return command


def test_the_version_is_said() -> None:
    assert run("--version").stdout == f"halfday, version {__version__}\n"


def test_an_unknown_command_is_wrong_use() -> None:
    result = run("improt", "inbox.jsonl")
    assert result.exit_code == 2
    assert "improt" in result.stderr


def test_without_a_policy_an_import_asks_for_one(tmp_path: Path) -> None:
    file = tmp_path / "inbox.jsonl"
    file.write_text("")
    result = run("import", str(file))
    assert result.exit_code == 2
    assert "--policy westward" in result.stderr


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    result = run("import", str(tmp_path / "nothing.jsonl"), "--policy", "westward")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


def test_a_trouble_that_is_not_known_is_told_with_those_that_are() -> None:
    result = run("demo", "--trouble", "sunny")
    assert result.exit_code == 2
    assert "calm" in result.stderr


def test_what_goes_wrong_is_one_sentence_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "letter.txt"
    store.write_text("Dear all, this is a letter and by no means a store. " * 9)
    monkeypatch.setattr(sys, "argv", ["halfday", "export", "--store", str(store)])
    with pytest.raises(SystemExit) as ending:
        main()
    assert ending.value.code == 1
    said = capsys.readouterr().err
    assert said.startswith("halfday: ")
    assert "is not a Halfday store" in said
    assert "Traceback" not in said


def test_a_folder_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox = tmp_path / "inbox.jsonl"
    inbox.write_text("")
    rejects = tmp_path / "nowhere" / "rejects.jsonl"
    words = ["halfday", "import", str(inbox), "--policy", "westward", "--rejects", str(rejects)]
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as ending:
        main()
    assert ending.value.code == 1
    assert capsys.readouterr().err.strip().endswith(f"halfday: {rejects}: No such file or directory")


@pytest.mark.parametrize("written", ["[keys", "[keys]\nreply = 3\n", 'keys = "R"\n'])
def test_a_configuration_that_cannot_be_read_is_told(own_home: Path, written: str) -> None:
    own_home.mkdir()
    (own_home / "config.toml").write_text(written)
    with pytest.raises(HalfdayError, match=r"config\.toml"):
        load_choice()


@pytest.mark.parametrize("name", ['Sam "Example"', "Sam 🔥 \x7f\n\\"])
def test_what_was_chosen_is_there_at_the_next_start(name: str) -> None:
    choice = Choice("westward", name, "colleague", {"reply": "R", "no.such key": "Z"})
    save_choice(choice)
    assert load_choice() == choice


@pytest.mark.parametrize(
    "command", [("due", "--policy", "westward"), ("triage",), ("open",)], ids=lambda words: words[0]
)
def test_a_closed_standard_input_is_one_clear_sentence(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "argv", ["halfday", *command])
    with pytest.raises(SystemExit) as ending:
        main()
    assert ending.value.code in (1, 2)
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_neither_export_nor_refused_lines_overwrite_the_store(tmp_path: Path) -> None:
    (tmp_path / "inbox.jsonl").write_text("bad\n")
    store = str(tmp_path / "store.sqlite")
    importing = ("import", str(tmp_path / "inbox.jsonl"), "--policy", "westward", "--store", store)
    assert run(*importing).exit_code == 1
    for words in (("export", store, "--store", store), (*importing, "--rejects", store)):
        assert isinstance(run(*words).exception, HalfdayError)
    assert run("audit", "verify", "--store", store).exit_code == 0


def test_an_inbox_comes_in_and_goes_out_again(tmp_path: Path) -> None:
    line = (
        '{"external_id": "a1", "kind": "comment", "author": {"id": "u1", "name": "Sam Example"}, '
        '"text": "the lift is stuck again", "received_at": "2026-11-18T10:00:00+00:00", "channel": "facebook"}'
    )
    file = tmp_path / "inbox.jsonl"
    file.write_text(line + "\nthis is no JSON\n")
    first = run("import", str(file), "--policy", "westward")
    assert first.exit_code == 1, first.output
    assert "1 new" in first.stdout
    assert (tmp_path / "inbox.jsonl.rejects.jsonl").exists()
    assert "the lift is stuck again" in run("export").stdout
    assert "1 known already" in run("import", str(file), "--policy", "westward").stdout


def test_an_inbox_comes_in_through_a_pipe_whole(tmp_path: Path, own_home: Path) -> None:
    lines = (ROOT / "fixtures" / "westward_inbox.jsonl").read_text("utf-8")
    count = sum(bool(line.strip()) for line in lines.splitlines())
    piped = run("import", "-", "--policy", "westward", stdin=f"{lines}no line\n")
    assert f"{count} new" in piped.stdout
    assert (own_home / "import.rejects.jsonl").exists()
    if sys.platform != "win32":
        store = str(tmp_path / "piped.sqlite")
        command = f"cat {ROOT}/fixtures/westward_inbox.jsonl | {sys.executable} -m console import /dev/stdin"
        said = subprocess.run(
            f"{command} --policy westward --store {store}", shell=True, capture_output=True, check=True
        )
        assert f"{count} new" in said.stdout.decode()


def test_refused_lines_stand_beside_the_store_where_the_inbox_may_not_be_written_to(
    tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "read-only" / "inbox.jsonl"
    file.parent.mkdir()
    file.write_text("no line\n")
    monkeypatch.setattr("os.access", lambda _, mode, **__: mode != os.W_OK)
    assert run("import", str(file), "--policy", "westward").exit_code == 1
    assert (own_home / "inbox.jsonl.rejects.jsonl").exists()
    assert not file.with_name("inbox.jsonl.rejects.jsonl").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a file has the permissions of its folder there")
def test_an_export_is_as_private_as_the_store(tmp_path: Path) -> None:
    run("import", str(ROOT / "fixtures" / "westward_inbox.jsonl"), "--policy", "westward")
    (ROOT / "fixtures" / "westward_inbox.jsonl.rejects.jsonl").unlink(missing_ok=True)
    target = tmp_path / "out.jsonl"
    assert run("export", str(target)).exit_code == 0
    assert target.stat().st_mode & 0o077 == 0
    assert target.stat().st_size > 0


def test_a_masked_export_covers_personal_data_and_says_so(tmp_path: Path) -> None:
    line = (
        '{"external_id": "a1", "kind": "comment", "author": {"id": "u1", "name": "Sam Example"}, '
        '"text": "ring 07700 900789", "received_at": "2026-11-18T10:00:00+00:00", "channel": "facebook"}'
    )
    (tmp_path / "inbox.jsonl").write_text(line + "\n")
    run("import", str(tmp_path / "inbox.jsonl"), "--policy", "westward")
    plain, masked = run("export"), run("export", "--masked")
    assert "ring 07700 900789" in plain.stdout
    assert "--masked" in plain.stderr
    assert "ring 07••• •••789" in masked.stdout
    assert "07700" not in masked.output


def test_triage_quotes_what_it_found_masked() -> None:
    result = run("triage", "ring 07700 900789", "--policy", "westward")
    assert "07••• •••789" in result.stdout
    assert "07700" not in result.stdout


def test_an_export_of_no_store_says_so_and_makes_none(tmp_path: Path) -> None:
    result = run("export", "--store", str(tmp_path / "none.sqlite"))
    assert isinstance(result.exception, HalfdayError)
    assert not (tmp_path / "none.sqlite").exists()


def test_the_backup_of_an_inbox_is_a_store_whose_record_holds(tmp_path: Path) -> None:
    (tmp_path / "inbox.jsonl").write_text("")
    run("import", str(tmp_path / "inbox.jsonl"), "--policy", "westward")
    made = run("backup", str(tmp_path / "copy.sqlite"))
    assert made.exit_code == 0, made.output
    checked = run("audit", "verify", "--store", str(tmp_path / "copy.sqlite"))
    assert checked.exit_code == 0
    assert "holds" in checked.stdout


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ([], {}),
        (["open"], {}),
        (["open", "--store", "s", "--policy", "p", "--as", "Sam Example:colleague"],
         {"--store": "s", "--policy": "p", "--as": "Sam Example:colleague"}),
        (["open", "--store=s"], None),
        (["open", "--store"], None),
        (["open", "--store", "--policy"], None),
        (["open", "--as", "A", "--as", "B"], None),
        (["open", "--help"], None),
        (["--policy", "p"], None),
        (["demo", "--policy", "p"], None),
        (["open", "inbox", "jsonl"], None),
    ],
)  # fmt: skip
def test_only_a_plain_opening_goes_past_the_commands(arguments: list[str], asked: dict[str, str] | None) -> None:
    assert plainly_asked(arguments) == asked


def test_both_ways_of_opening_open_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[object, ...]] = []
    monkeypatch.setattr("console.opening.open_console", lambda *asked: opened.append(asked))
    store = tmp_path / "s.sqlite"
    monkeypatch.setattr(sys, "argv", ["halfday", "open", "--policy", "langstane", "--as", "Sam", "--store", str(store)])
    main()
    assert run("open", "--policy=langstane", "--as=Sam", f"--store={store}").exit_code == 0
    assert opened == [("langstane", "Sam", store)] * 2


def test_a_store_named_in_the_environment_is_opened_either_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[object, ...]] = []
    monkeypatch.setattr("console.opening.open_console", lambda *asked: opened.append(asked))
    monkeypatch.setenv("HALFDAY_STORE", str(tmp_path / "s.sqlite"))
    monkeypatch.setattr(sys, "argv", ["halfday"])
    main()
    assert run("open").exit_code == 0
    assert opened == [(None, None, tmp_path / "s.sqlite")] * 2


def test_trying_a_text_needs_a_terminal_and_says_so() -> None:
    result = run("try", "--policy", "langstane")
    assert isinstance(result.exception, HalfdayError)
    assert "needs a terminal" in str(result.exception)
