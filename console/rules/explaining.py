"""A rule explained: its clause, its levels, the words it goes by with where they stand in the pack, what was learned.

Brings together what a pack says and what `rule_facts.py` says. Decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from console.errors import HalfdayError
from console.model import ItemKind, Level
from console.rules import outbound, triage
from console.rules.learned import shipped_weights, strongest
from console.rules.outbound import Levels, Outbound
from console.rules.pack_lines import PackLines, Place
from console.rules.packs import Policy
from console.rules.rule_facts import CHECK_FACTS, TRIAGE_FACTS

KINDS = (ItemKind.COMMENT, ItemKind.MESSAGE)
STRONGEST = 20  # learned words that are shown

_CONCEPT = re.compile(r"(?<!\S)@(\S+)")


class UnknownRule(HalfdayError):
    """There is no rule of that name; the text says which there are."""


@dataclass(frozen=True, slots=True)
class WordList:
    """A list that a rule goes by. `words` are as in the pack, each with what to say instead where the list has that."""

    place: Place
    words: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Clause:
    """The clause that is shown with a finding, what it asks, and the setting that it comes from."""

    id: str
    asks: str
    place: Place


@dataclass(frozen=True, slots=True)
class Explanation:
    """One rule on one side. `levels`: kind of text → the levels it may have there, each with when; none: it is off.

    `learned`: label of the weights → its strongest words (stems, up to two in a row), the strongest first.
    """

    rule: str
    side: str
    does: str
    levels: Mapping[str, Sequence[tuple[Level, str]]]
    clause: Clause
    lists: tuple[WordList, ...]
    settings: tuple[Place, ...]
    learned: Mapping[str, Sequence[str]]


SIDES = TRIAGE, CHECK = "triage", "check"  # what comes in, what goes out


def rule_names() -> dict[str, tuple[str, ...]]:
    """Every rule by side, in the order in which they are told."""
    return {TRIAGE: triage.RULES, CHECK: outbound.RULES}


def explain(policy: Policy, rule: str, *sides: str) -> tuple[Explanation, ...]:
    """The rule on each side that has one of the name, or on these sides. Raises UnknownRule, PackProblem."""
    sides = tuple(side for side, names in rule_names().items() if rule in names and side in (sides or SIDES))
    if not sides:
        known = "; ".join(f"{side}: {', '.join(names)}" for side, names in rule_names().items())
        raise UnknownRule(f'There is no rule "{rule}". The rules of {known}.')
    where = PackLines(policy.path)
    return tuple((_of_triage if side == TRIAGE else _of_check)(policy, rule, where) for side in sides)


def _of_triage(policy: Policy, rule: str, where: PackLines) -> Explanation:
    fact = TRIAGE_FACTS[rule]
    setting, clause = triage.carried_by(rule, policy)
    learned = {label: strongest(shipped_weights(), label, STRONGEST) for label in triage.labels_of(rule)}
    return Explanation(
        rule,
        TRIAGE,
        fact.does,
        {kind.value: () if kind.is_private and fact.is_public_only else fact.levels for kind in KINDS},
        _clause(policy, clause, where.of(f"{setting}.clause")),
        tuple(_lists(policy, fact.lists, where)),
        tuple(where.of(key) for key in _acts_on(policy, rule)),
        learned,
    )


def _of_check(policy: Policy, rule: str, where: PackLines) -> Explanation:
    fact, conduct = CHECK_FACTS[rule], policy.core.conduct
    levels = Levels(conduct.levels)
    loud = {kind.value: level for kind in Outbound if (level := levels.of(rule, kind)) is not None}
    own = f"conduct.levels.{rule}" if rule in conduct.levels else None
    clause = where.of(f"conduct.clauses.{rule}" if rule in conduct.clauses else "conduct.clause")
    return Explanation(
        rule,
        CHECK,
        fact.does,
        {kind.value: [(loud[kind.value], "")] if kind.value in loud else () for kind in Outbound},
        _clause(policy, conduct.clauses.get(rule, conduct.clause), clause),
        tuple(_lists(policy, fact.lists, where)),
        tuple(where.of(key) for key in (*fact.settings, *((own,) if own else ()))),
        {},
    )


def _clause(policy: Policy, id: str, place: Place) -> Clause:
    note = policy.clause(id)
    return Clause(id, note.asks if note is not None else "", place)


def _lists(policy: Policy, names: Iterable[str], where: PackLines) -> Iterator[WordList]:
    """The lists of the pack by name, then the concepts that their phrases speak of; the common words apart."""
    concepts: dict[str, None] = {}
    own = policy.own_words
    for name in names:
        listed = attrgetter(name)
        words = listed(policy.words)
        yield from _in_both(f"words.{name}", words, listed(own), where)
        concepts |= dict.fromkeys(found for phrase in words for found in _CONCEPT.findall(phrase))
    for name in concepts:
        yield from _in_both(f"words.concepts.{name}", policy.words.concepts[name], own.concepts.get(name, []), where)


def _in_both(
    key: str, words: Mapping[str, str] | Iterable[str], own: Collection[str], where: PackLines
) -> Iterator[WordList]:
    """What the pack lists itself, and what all packs share, each where it stands."""
    if isinstance(words, Mapping):
        yield WordList(where.of(key), dict(words))
        return
    common = [word for word in words if word not in own]
    if own or not common:
        yield WordList(where.of(key), dict.fromkeys(own))
    if common:
        yield WordList(where.of_common(key), dict.fromkeys(common))


def _acts_on(policy: Policy, rule: str) -> Iterator[str]:
    """Key paths of the settings that something follows from when the rule found something."""
    core = policy.core
    yield from (f"removal_reason.{reason.id}.rules" for reason in core.removal_reason if rule in reason.rules)
    yield from (f"department.{row.id}.rules" for row in core.department if rule in row.rules)
    if rule in core.sanctions.extreme_rules:
        yield "sanctions.extreme_rules"
    if rule in core.signposting.rules:
        yield "signposting.rules"
