"""`halfday policy`: list the packs, show one to a person, check one, start a new one from another."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import click

from console.cli.policy_text import UnknownClauseError, clause_lines, columns, pack_lines
from console.clock import SystemClock
from console.errors import PackProblem
from console.rules.pack_check import CORE_FILE, PackNote, check_pack
from console.rules.pack_new import new_pack
from console.rules.packs import Policy, find_pack, load_policy, pack_names
from console.text import displayable

PROBLEMS_FOUND = 1  # exit code
WRONG_USE = 2


@click.group()
def policy() -> None:
    """Show, check and start policy packs.

    A pack is an association's social media policy as settings and texts. NAME is one that comes with Halfday, PATH the
    folder of one of your own.
    """


@policy.command("list")
def list_packs() -> None:
    """List the policies that come with Halfday."""
    packs = [load_policy(name).core.identity for name in pack_names()]
    _say(columns([(pack.name, pack.association, f"{pack.title}, version {pack.version}") for pack in packs]))


@policy.command()
@click.argument("name", metavar="NAME_OR_PATH")
@click.option("--clause", metavar="CLAUSE", help="Only this clause: what it asks, and what carries it (such as W3.6).")
def show(name: str, clause: str | None) -> None:
    """Show a policy pack to a person: its times, roles, routes, reasons, and what is still to fill in."""
    pack = _load(name)
    today = SystemClock().now().astimezone(pack.zone).date()
    try:
        _say(clause_lines(pack, clause) if clause else pack_lines(pack, today))
    except UnknownClauseError as problem:
        _fail(problem, WRONG_USE)
    except PackProblem as problem:  # the templates or the words, read only now
        _fail(problem, PROBLEMS_FOUND)


@policy.command()
@click.argument("name", metavar="PATH_OR_NAME")
def check(name: str) -> None:
    """Report every problem of a pack, and what is still to fill in. Exit code 1 when there are problems."""
    path = _find(name)
    report = check_pack(path)
    _say(_note_lines("Problems", report.problems) if report.problems else ["No problems."])
    _say(_note_lines("Still to fill in", report.blanks) if report.blanks else [])
    sys.exit(PROBLEMS_FOUND if report.problems else 0)


@policy.command()
@click.argument("name")
@click.option("--from", "source", required=True, metavar="NAME_OR_PATH", help="The pack to begin with.")
@click.option(
    "--into", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="Where the folder goes [here]."
)
def new(name: str, source: str, into: Path) -> None:
    """Start a pack of your own from another one, in a new folder NAME."""
    try:
        folder = new_pack(name, _find(source), into)
    except PackProblem as problem:
        _fail(problem, WRONG_USE)
    click.echo(f"Made {folder} from {source}. Next:")
    click.echo(f"  1. Open {folder / CORE_FILE} and put in your own identity, hours, roles and clauses.")
    click.echo("  2. Fill in what [[blank]] lists, and take `assumed = true` away where your policy gives the figure.")
    click.echo(f"  3. halfday policy check {folder}")
    click.echo(f"  4. Use it: halfday open --policy {folder}")


def _find(name: str) -> Path:
    try:
        return find_pack(name)
    except PackProblem as problem:
        _fail(problem, WRONG_USE)


def _load(name: str) -> Policy:
    _find(name)
    try:
        return load_policy(name)
    except PackProblem as problem:
        _fail(problem, PROBLEMS_FOUND)


def _say(lines: Iterable[str]) -> None:
    """Print line by line; a pack may come from anywhere, so its control codes are shown, not obeyed."""
    for line in lines:
        click.echo(displayable(line))


def _fail(problem: PackProblem, code: int) -> NoReturn:
    click.echo(displayable(f"Error: {problem}"), err=True)
    sys.exit(code)


def _note_lines(title: str, notes: Sequence[PackNote]) -> Iterator[str]:
    yield f"{title}: {len(notes)}"
    for note in notes:
        yield f"  {note.file}: {note.key}: {note.wrong}"
        yield f"      {note.right}"
