"""`halfday learned`: what answers taught, seen, taken back and shared; how templates fared, and which are missing."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

from console.cli.asking import ask_desk
from console.cli.options import as_option, opening_for, policy_option, store_option
from console.text import displayable, one_line

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.model import LearnedPhrase, TemplateFigures

SOME_REFUSED = 1  # exit code
TEXT_CELLS = 100

T = TypeVar("T")


@click.group()
def learned() -> None:
    """See what answers taught: phrases beside those of the policy pack, which stay as the officer wrote them.

    An answer that is sent as a template has it, or nearly, adds its message to that template, on probation, with
    personal data and names covered; one sent instead of the first suggestion counts against that. What was learned
    moves a template's score by a quarter at most.
    """


@learned.command("list")
@click.option("--template", "template_id", help="Only of this template.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one line for each phrase.")
@policy_option
@store_option
@as_option
def list_(template_id: str | None, as_json: bool, policy: str | None, store: Path | None, who: str | None) -> None:
    """List every learned phrase: its number, what it counts for, who taught it and when."""
    phrases = _phrases(policy, store, who)
    for phrase in phrases:
        if template_id in (None, phrase.template_id):
            click.echo(_as_json(phrase) if as_json else _as_line(phrase))
    if not phrases and not as_json:
        click.echo("Nothing has been learned yet.")


@learned.command()
@click.argument("numbers", metavar="NUMBER...", nargs=-1, required=True, type=click.IntRange(1))
@policy_option
@store_option
@as_option
def undo(numbers: tuple[int, ...], policy: str | None, store: Path | None, who: str | None) -> None:
    """Forget learned phrases, by their numbers in the list. All of them, or none when one is not there."""
    for phrase in _ask(lambda desk: desk.forget_learned(numbers), policy, store, who):
        click.echo(f"Forgotten: {_as_line(phrase)}")


@learned.command()
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=True))
@policy_option
@store_option
@as_option
def export(file: TextIO, policy: str | None, store: Path | None, who: str | None) -> None:
    """Write what another association may learn from yours to FILE, or - for standard output: one JSON object a line.

    Only what was written in public and speaks for a template. Read it before you give it away: names and personal data
    are covered by rule, and a rule can miss one.
    """
    _refuse_store_as_target(file.name, opening_for(policy, store, who).store)
    lines = _ask(lambda desk: desk.share_learned(), policy, store, who)
    for line in lines:
        file.write(line + "\n")
    click.echo(f"{len(lines):,} phrases written.", err=True)


@learned.command("import")
@click.argument("file", type=click.File("r", encoding="utf-8"))
@policy_option
@store_option
@as_option
def import_(file: TextIO, policy: str | None, store: Path | None, who: str | None) -> None:
    """Learn what another association shares: FILE as `halfday learned export` writes it, or - for standard input.

    Every phrase arrives on probation. Lines that cannot be used are named, the others are kept; the exit code is
    then 1.
    """
    try:
        lines = file.read().splitlines()
    except UnicodeDecodeError:
        raise click.UsageError(f"{file.name} is not a text in UTF-8.") from None
    shared = _ask(lambda desk: desk.take_learned(lines), policy, store, who)
    for problem in shared.problems:
        click.echo(displayable(problem), err=True)
    click.echo(f"{shared.new:,} new on probation, {shared.known:,} known already, {len(shared.problems):,} refused.")
    sys.exit(SOME_REFUSED if shared.problems else 0)


@learned.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one line for each template.")
@policy_option
@store_option
@as_option
def templates(as_json: bool, policy: str | None, store: Path | None, who: str | None) -> None:
    """Show how each template fared: suggested, taken, sent unchanged, and how many of its words were changed.

    A template is counted as suggested once for each answer that was sent while it stood among the suggestions.
    """
    figures = _ask(lambda desk: desk.template_figures(), policy, store, who)
    if not as_json:
        click.echo(f"{'template':<40} {'suggested':>9} {'taken':>6} {'unchanged':>9} {'words changed':>13}")
    for one in figures:
        click.echo(json.dumps(_figures(one)) if as_json else _figures_line(one))


@learned.command()
@policy_option
@store_option
@as_option
def missing(policy: str | None, store: Path | None, who: str | None) -> None:
    """Print the templates that the pack lacks: what was written by hand twelve times in nearly the same words.

    Each is a [[template]] to be read, changed and put into a file of your pack.
    """
    drafts = _ask(lambda desk: desk.new_templates(), policy, store, who)
    for draft in drafts:
        click.echo("\n".join(displayable(line) for line in draft.split("\n")))
    if not drafts:
        click.echo("Nothing was written by hand twelve times in nearly the same words.", err=True)


def _phrases(policy: str | None, store: Path | None, who: str | None) -> list[LearnedPhrase]:
    """What was learned. Nobody need have chosen a policy to read that, as after an import."""
    from console.settings import load_choice

    if policy or load_choice().policy:
        return _ask(lambda desk: desk.learned(), policy, store, who)
    from console.store.connect import default_store_path
    from console.store.read_only import learned_phrases

    return learned_phrases(store or default_store_path())


def _ask(question: Callable[[Desk], Awaitable[T]], policy: str | None, store: Path | None, who: str | None) -> T:
    return ask_desk(question, policy, store, who, needs_name=False)


def _refuse_store_as_target(name: str, store: Path) -> None:
    target = Path(name)
    if target.exists() and store.exists() and target.samefile(store):
        raise click.UsageError(f"{name} is the store itself. Choose another file to write to.")


def _as_line(phrase: LearnedPhrase) -> str:
    by = "another house" if phrase.is_shared else phrase.person
    return (
        f"{phrase.id:>5}  {phrase.template_id}  {_standing(phrase)}, {phrase.learned_at:%Y-%m-%d} {displayable(by)}"
        f"\n       {one_line(phrase.text, TEXT_CELLS)}"
    )


def _standing(phrase: LearnedPhrase) -> str:
    from console.rules.probation import is_on_probation

    if not phrase.people:
        return "on probation: nobody here has borne it out yet"
    people = "1 person" if phrase.people == 1 else f"{phrase.people} people"
    state = "on probation" if is_on_probation(phrase) else "learned"
    return f"{state}: accepted {phrase.accepted}, rejected {phrase.rejected} by {people}"


def _as_json(phrase: LearnedPhrase) -> str:
    from console.rules.probation import is_on_probation, weight

    return json.dumps(
        {
            "id": phrase.id,
            "template": phrase.template_id,
            "text": phrase.text,
            "accepted": phrase.accepted,
            "rejected": phrase.rejected,
            "people": phrase.people,
            "on_probation": is_on_probation(phrase),
            "weight": round(weight(phrase), 3),
            "shared": phrase.is_shared,
            "private": phrase.is_private,
            "item": phrase.item_id,
            "person": phrase.person,
            "learned": phrase.learned_at.isoformat(),
        }
    )


def _figures(one: TemplateFigures) -> dict[str, object]:
    counts = {"suggested": one.offered, "taken": one.taken, "unchanged": one.unchanged}
    return {"template": one.template_id, **counts, "words_changed": one.mean_edit}


def _figures_line(one: TemplateFigures) -> str:
    changed = "" if one.mean_edit is None else f"{one.mean_edit:.0%}"
    return f"{one.template_id:<40} {one.offered:>9,} {one.taken:>6,} {one.unchanged:>9,} {changed:>13}"
