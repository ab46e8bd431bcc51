"""`halfday sla --once`: how things stand, for a script or a wall display; nothing is written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.cli import halfday
from console.clock import VirtualClock

ROOT = Path(__file__).parents[2]
INBOX = ROOT / "fixtures" / "westward_inbox.jsonl"


def run(*args: str) -> Result:
    return CliRunner().invoke(halfday, args)


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = str(tmp_path / "store.sqlite")
    assert run("import", str(INBOX), "--policy", "westward", "--store", path).exit_code == 0
    return path


def test_it_prints_how_things_stand(store: str) -> None:
    shown = run("sla", "--once", "--policy", "westward", "--store", store)
    assert shown.exit_code == 0
    assert "Westward Housing Group" in shown.stdout
    assert "answers late" in shown.stdout
    assert "Facebook" in shown.stdout


def test_the_spans_of_time_hold_every_answer_that_waits(store: str) -> None:
    document = json.loads(run("sla", "--once", "--json", "--policy", "westward", "--store", store).stdout)
    spans = ("late", "within-15", "within-30", "within-60", "later-today", "next-day", "later")
    assert sum(document["now"][span] for span in spans) == document["to_answer"] == 88


def test_nothing_is_written(store: str) -> None:
    before = written(store)
    assert run("sla", "--once", "--policy", "westward", "--store", store).exit_code == 0
    assert written(store) == before


def written(store: str) -> dict[str, bytes]:
    """The store's file and its journal, which holds what was written last; what is empty or not there says the same."""
    files = (Path(store), Path(f"{store}-wal"))
    return {file.name: content for file in files if file.exists() and (content := file.read_bytes())}


def test_a_store_that_is_not_there_is_said_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite"
    result = run("sla", "--once", "--policy", "westward", "--store", str(path))
    assert "There is no store" in str(result.exception)
    assert not path.exists()


def test_every_moment_is_by_the_clock_of_the_policys_place(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    in_summer = datetime(2027, 7, 1, 9, 0, tzinfo=UTC)
    monkeypatch.setattr("console.bootstrap.system_clock", lambda: VirtualClock(in_summer))
    document = json.loads(run("sla", "--once", "--json", "--policy", "westward", "--store", store).stdout)
    assert document["at"] == "2027-07-01T10:00:00+01:00"
    assert document["longest_wait_since"] == "2026-11-18T06:22:48Z"


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_it_is_printed_without_the_parts_of_a_screen(store: str, tmp_path: Path, form: tuple[str, ...]) -> None:
    code = (
        "import sys; from console.cli import halfday; halfday(sys.argv[1:], standalone_mode=False); "
        "sys.exit(', '.join({'textual', 'rich'} & {*sys.modules}) or 0)"
    )
    command = [sys.executable, "-c", code, "sla", "--once", *form, "--policy", "westward", "--store", store]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Westward Housing Group" in done.stdout


def test_json_is_for_printing_once() -> None:
    result = run("sla", "--json", "--policy", "westward")
    assert result.exit_code == 2
    assert "--once --json" in result.stderr


def test_what_lies_ahead_and_what_today_has_seen_is_in_it(store: str) -> None:
    document = json.loads(run("sla", "--once", "--json", "--policy", "westward", "--store", store).stdout)
    assert document["today"]["due"] == document["today"]["in_time"] + document["today"]["late"] + sum(
        document["today"][part] for part in ("closed_before_due", "still_open")
    )
    assert document["ahead"]["days_needed"] == 10
    shown = run("sla", "--once", "--policy", "westward", "--store", store).stdout
    assert "Ahead" in shown
    assert "Today" in shown


def test_what_somebody_typed_as_the_reason_of_a_closure_ends_no_printing(store: str) -> None:
    reason = "lone \udcff and \x9b2m"
    declare = ("closure", "add", "--from", "tomorrow", "--to", "tomorrow", "--reason", reason, "--yes")
    who = ("--as", "Lee Leader:customer-hub-team-leader", "--policy", "westward", "--store", store)
    assert run(*declare, *who).exit_code == 0
    printed = run("sla", "--once", "--json", "--policy", "westward", "--store", store)
    assert printed.exit_code == 0, printed.exception
    assert json.loads(printed.stdout)["next_closure"]["reason"].startswith("lone")
    assert "\x9b" not in printed.stdout
