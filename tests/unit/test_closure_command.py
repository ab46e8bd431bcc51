"""`halfday closure`: declared, listed, ended and noted from the command line."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.cli import halfday
from console.clock import VirtualClock
from console.errors import NotPermitted, NotPossible, StoreError

LEADER = "Mairi:customer-hub-team-leader"


@pytest.fixture
def store(empty_store: Path, clock_stands: VirtualClock) -> Path:
    """Nobody has signed in, and it is a Friday morning in November 2026."""
    return empty_store


def run(store: Path, *words: str, who: str | None = LEADER, stdin: str = "") -> Result:
    options = ["--policy", "westward", "--store", str(store), *(["--as", who] if who else [])]
    return CliRunner().invoke(halfday, ["closure", *words, *options], input=stdin)


def add(store: Path, *more: str, **how: str) -> Result:
    return run(store, "add", "--from", "now", "--to", "tomorrow 09:00", "--reason", "Storm [/] Babet", *more, **how)


def test_a_closure_is_declared_listed_and_taken_back(store: Path) -> None:
    done = add(store, "--yes")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("1: Closed from now until")
    assert "0 running deadlines would move." in done.stderr
    text = shown(store).stdout
    assert "   1  " in text
    assert "Storm [/] Babet" in text
    listed = json.loads(shown(store, "--json").stdout)
    assert [(one["number"], one["by"]) for one in listed["declared"]] == [(1, "mairi")]
    assert listed["next"]["posted"] is False
    ended = run(store, "drop", "1", "--never-was", "--yes")
    assert ended.stdout == "That closure is taken back. No deadline moved.\n"
    assert "No closure is declared" in shown(store).stdout


def test_a_day_is_closed_whole(store: Path) -> None:
    closed = run(store, "add", "--from", "24 Dec 2027", "--to", "24 Dec 2027", "--reason", "Christmas Eve", "--yes")
    assert closed.exit_code == 0, closed.output
    (listed,) = json.loads(shown(store, "--json").stdout)["declared"]
    assert (listed["from"], listed["to"]) == ("2027-12-24T00:00:00+00:00", "2027-12-25T00:00:00+00:00")


def test_it_asks_before_it_does_anything(store: Path) -> None:
    refused = add(store, stdin="n\n")
    assert refused.exit_code == 1
    assert "Go on?" in refused.stderr
    assert json.loads(shown(store, "--json").stdout)["declared"] == []
    assert add(store, stdin="y\n").exit_code == 0
    assert len(json.loads(shown(store, "--json").stdout)["declared"]) == 1


def test_a_running_closure_is_ended_from_now_on(store: Path, clock_stands: VirtualClock) -> None:
    add(store, "--yes")
    clock_stands.advance(timedelta(minutes=1))
    assert run(store, "drop", "1", "--yes").stdout == "Open again. No deadline moved.\n"


def test_that_the_notice_of_the_next_closure_is_posted_is_noted(store: Path) -> None:
    noted = run(store, "posted")
    assert noted.stdout.startswith("Noted: the notice of the next closure is posted.")
    assert json.loads(shown(store, "--json").stdout)["next"]["posted"] is True
    assert "its notice is posted." in shown(store).stdout


def test_who_is_no_supervisor_is_told_who_is(store: Path) -> None:
    refused = add(store, "--yes", who="Sam:customer-hub-advisor")
    assert isinstance(refused.exception, NotPermitted)
    assert "Who may: Customer Hub Team Leader" in str(refused.exception)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "--from", "noonish", "--to", "17:00", "--reason", "x"), "no moment that Halfday can read"),
        (("add", "--from", "now", "--to", "2001-01-01 09:00", "--reason", "x"), "after the beginning"),
        (("drop", "7"), "No closure 7 is declared"),
    ],
)
def test_what_cannot_be_says_why(store: Path, words: tuple[str, ...], said: str) -> None:
    refused = run(store, *words)
    assert isinstance(refused.exception, NotPossible)
    assert said in str(refused.exception)


@pytest.mark.parametrize("words", [("drop", "1", "--yes"), ("posted",)])
def test_who_acts_has_to_say_who_they_are_and_who_looks_has_not(store: Path, words: tuple[str, ...]) -> None:
    refused = run(store, *words, who=None)
    assert refused.exit_code == 2
    assert "Say who you are" in refused.stderr
    assert add(store, "--yes", who=None).exit_code == 2
    assert shown(store).exit_code == 0
    assert known(store) == [], "nobody was signed in"
    add(store, "--yes")
    assert known(store) == ["Mairi"]


def shown(store: Path, *more: str) -> Result:
    return run(store, "list", *more, who=None)


def known(store: Path) -> list[str]:
    """Whom the store knows."""
    listed = CliRunner().invoke(halfday, ["people", "list", "--json", "--policy", "westward", "--store", str(store)])
    return [json.loads(line)["name"] for line in listed.stdout.splitlines()]


def test_nothing_is_made_by_asking(tmp_path: Path) -> None:
    asked = shown(tmp_path / "none.sqlite")
    assert isinstance(asked.exception, StoreError)
    assert not (tmp_path / "none.sqlite").exists()


def test_a_closure_ends_at_a_moment_or_never_was(store: Path, clock_stands: VirtualClock) -> None:
    add(store, "--yes")
    clock_stands.advance(timedelta(hours=1))
    both = run(store, "drop", "1", "--never-was", "--at", "tomorrow", "--yes")
    assert (both.exit_code, "not both" in both.output) == (2, True)
    early = run(store, "drop", "1", "--at", "1 Jan 2020", "--yes")
    assert "--never-was" in str(early.exception) + early.output
    assert len(json.loads(shown(store, "--json").stdout)["declared"]) == 1
