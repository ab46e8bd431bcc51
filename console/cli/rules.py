"""`halfday rules`: every rule of triage and of the outbound check, and one explained with the words it goes by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from console.cli.triage import pack_or_exit, wrong_use
from console.text import displayable

if TYPE_CHECKING:
    from console.rules.explaining import Explanation, WordList
    from console.rules.pack_lines import Place

SHOWN_WORDS = 60  # of a list; the longest have more than a thousand
LINE_CELLS = 110
LABEL_CELLS = 10
SIDES = {"triage": "of triage, for what comes in", "check": "of the outbound check, for what goes out"}
STEMS = "stems of words, and of two in a row; ^ is the beginning of a text, $ its end"


@click.group()
def rules() -> None:
    """Show the rules that judge a text, and what each goes by in a policy pack."""


policy_option = click.option(
    "--policy", "name", default="westward", show_default=True, metavar="NAME|PATH", help="Whose policy."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@rules.command("list")
@policy_option
@json_option
def list_rules(name: str, as_json: bool) -> None:
    """List every rule of triage and of the outbound check with what it does."""
    from console.rules.explaining import explain, rule_names  # each command loads only its own rules

    policy = pack_or_exit(name)
    explained = [one for side, names in rule_names().items() for rule in names for one in explain(policy, rule, side)]
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in explained]))
        return
    for side, title in SIDES.items():
        click.echo(f"Rules {title}")
        for one in explained:
            if one.side == side:
                click.echo(displayable(f"  {one.rule:<20}{one.clause.id:<8}{one.does}"))


@rules.command("explain")
@click.argument("rule")
@policy_option
@click.option("--all", "is_whole", is_flag=True, help=f"Every word of a list, not only the first {SHOWN_WORDS}.")
@json_option
def explain_rule(rule: str, name: str, is_whole: bool, as_json: bool) -> None:
    """Show a rule's clause and levels, the words it goes by, and where they stand in the pack.

    RULE is the name that stands beside a finding. One that both triage and the outbound check have, such as
    personal-data, is shown for each.
    """
    from console.rules.explaining import UnknownRule, explain

    try:
        explained = explain(pack_or_exit(name), rule)
    except UnknownRule as problem:
        wrong_use(str(problem))
    if as_json:
        click.echo(json.dumps({"rule": rule} | {one.side: _as_json(one) for one in explained}))
        return
    for number, one in enumerate(explained):
        for line in [*([""] if number else []), *_lines(one, is_whole)]:
            click.echo(displayable(line))


# -- for a person --------------------------------------------------------------------------------------------------


def _lines(one: Explanation, is_whole: bool) -> Iterator[str]:
    yield f"{one.rule}: a rule {SIDES[one.side]}"
    yield f"  {one.does}"
    asks = wrap(f"{one.clause.id}  {one.clause.asks}", LINE_CELLS - LABEL_CELLS)
    yield from _labelled("clause", *asks, _spot(one.clause.place))
    yield from _labelled("levels", *_levels(one))
    yield from _labelled("settings", *(_spot(place) for place in one.settings))
    for words in one.lists:
        yield from _list_lines(words, is_whole)
    for label, stems in one.learned.items():
        yield f'  learned from examples as "{label}", the strongest first'
        yield from _wrapped(", ".join(stems))
    if one.learned:
        yield f"      ({STEMS})"


def _levels(one: Explanation) -> Iterator[str]:
    """A line for each level where all kinds of text are alike, else a line for each kind."""
    by_kind = {kind: tuple(levels) for kind, levels in one.levels.items()}
    if len(set(by_kind.values())) == 1 and (levels := next(iter(by_kind.values()))):
        kinds = " and ".join([", ".join([*by_kind][:-1]), [*by_kind][-1]])
        yield f"in every {kinds}:"
        yield from (f"{level.value:<5} {when}".rstrip() for level, when in levels)
        return
    for kind, levels in by_kind.items():
        said = "; ".join(f"{level.value} {when}".rstrip() for level, when in levels)
        yield f"{kind:<8} {said or 'off'}"


def _list_lines(words: WordList, is_whole: bool) -> Iterator[str]:
    shown = [
        word if instead is None else f"{word} → {instead or 'leave out'}"
        for word, instead in list(words.words.items())[: None if is_whole else SHOWN_WORDS]
    ]
    yield f"  {_spot(words.place)}: {len(words.words):,} {'entry' if len(words.words) == 1 else 'entries'}"
    rest = len(words.words) - len(shown)
    yield from _wrapped(", ".join(shown) + (f", and {rest:,} more (--all)" if rest else ""))


def _labelled(label: str, *values: str) -> Iterator[str]:
    for number, value in enumerate(values):
        yield f"  {label if number == 0 else '':<{LABEL_CELLS}}{value}"


def _wrapped(text: str) -> Iterator[str]:
    yield from wrap(text, LINE_CELLS, initial_indent=" " * 6, subsequent_indent=" " * 6, break_on_hyphens=False)


def _spot(place: Place) -> str:
    spot = f"{place.file}{f':{place.line}' if place.line else ''}  {place.key}"
    return spot if place.is_written else f"{spot} (not written there: as Halfday has it)"


# -- as JSON -------------------------------------------------------------------------------------------------------


def _as_json(one: Explanation) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "side": one.side,
        "does": one.does,
        "levels": {
            kind: [{"level": level.value} | ({"when": when} if when else {}) for level, when in levels]
            for kind, levels in one.levels.items()
        },
        "clause": {"id": one.clause.id, "asks": one.clause.asks, **_place_as_json(one.clause.place)},
        "words": [_place_as_json(words.place) | {"words": _words_as_json(words)} for words in one.lists],
        "settings": [_place_as_json(place) for place in one.settings],
        "learned": {label: list(stems) for label, stems in one.learned.items()},
    }


def _words_as_json(words: WordList) -> list[str] | dict[str, str]:
    """As the pack has it: a list, or words with what to say instead."""
    pairs = {word: instead for word, instead in words.words.items() if instead is not None}
    return pairs or list(words.words)


def _place_as_json(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "key": place.key, "is_written": place.is_written}
