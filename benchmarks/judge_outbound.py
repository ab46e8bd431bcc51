"""The outbound check against replies that somebody else wrote and judged: false alarms on good, faults found on bad.

`replies_good.jsonl` and `replies_bad.jsonl` in `fixtures/judgement` were written before the rules were tuned. Lines
with an odd number were looked at while tuning, lines with an even number never were: both halves are reported, and
the second is the honest figure. Run: python -m benchmarks.judge_outbound
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from console.model import Finding, ItemKind, Level
from console.rules.conduct import Conduct, Outbound
from console.rules.packs import Policy, load_policy
from console.rules.triage import Triage, marks

FIXTURES = Path(__file__).parents[1] / "fixtures" / "judgement"
WORST = 20  # confusions that are shown of each kind
FALSE_WARNINGS = 1 / 20  # a text, at most
MILLISECONDS = 3.0  # for 100 words, at most, as one types

Row = dict[str, Any]


@dataclass(frozen=True)
class Figure:
    """One figure with its bar. `confusions` are the texts that speak against it, for reading."""

    name: str
    value: str
    bar: str
    met: bool
    confusions: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Judged:
    """One row of a set, with what the check found in its text."""

    id: str
    text: str
    findings: tuple[Finding, ...]
    faults: tuple[tuple[str, str], ...] = ()


def figures(half: str = "all") -> list[Figure]:
    """Every figure of the outbound check that can be had from the sets: `half` is odd, even or all lines."""
    good = [judged for judged in _judged("replies_good.jsonl") if _is_in(judged.id, half)]
    bad = [judged for judged in _judged("replies_bad.jsonl") if _is_in(judged.id, half)]
    return [*_false_alarms(good), *_recall(bad)]


def _false_alarms(good: list[Judged]) -> list[Figure]:
    warned = [line for judged in good for line in _lines(judged, Level.WARN)]
    stopped = [line for judged in good for line in _lines(judged, Level.STOP)]
    texts = len(good)
    return [
        Figure("good texts: false stops", f"{len(stopped)} of {texts}", "0", not stopped, stopped),
        Figure(
            "good texts: false warnings",
            f"{len(warned)} in {texts}",
            f"≤ {texts * FALSE_WARNINGS:.0f}",
            len(warned) <= texts * FALSE_WARNINGS,
            warned,
        ),
    ]


def _recall(bad: list[Judged]) -> Iterator[Figure]:
    planted: Counter[str] = Counter(rule for judged in bad for rule, _ in judged.faults)
    missed: dict[str, list[str]] = {rule: [] for rule in planted}
    for judged in bad:
        for rule, quote in judged.faults:
            if not is_found(judged, rule, quote):
                missed[rule].append(f'{judged.id} {rule}: "{quote or judged.text}"')
    everything = [line for lines in missed.values() for line in lines]
    total = planted.total()
    yield Figure("bad texts: faults found", f"{total - len(everything)} of {total}", "all", not everything, everything)
    for rule, count in sorted(planted.items()):
        yield Figure(f"  {rule}", f"{count - len(missed[rule])} of {count}", "all", not missed[rule])


def is_found(judged: Judged, rule: str, quote: str) -> bool:
    """A fault with a place is found by a finding of its rule that overlaps it; one without, by any of its rule."""
    spans = [(found.start, found.end) for found in judged.findings if found.rule == rule]
    if not quote:
        return bool(spans)
    start = judged.text.index(quote)
    return any(first < start + len(quote) and start < max(last, first + 1) for first, last in spans)


def _lines(judged: Judged, level: Level) -> Iterator[str]:
    for found in judged.findings:
        if found.level is level:
            yield f'{judged.id} {found.rule}: "{judged.text[found.start : found.end] or judged.text}" ({found.why})'


# -- the sets ------------------------------------------------------------------------------------------------------


@cache
def _judged(file: str) -> tuple[Judged, ...]:
    rows = [json.loads(line) for line in (FIXTURES / file).read_text(encoding="utf-8").splitlines()]
    return tuple(map(_judge, rows))


def _judge(row: Row) -> Judged:
    policy, conduct, triage = _rules(row["policy"])
    text, outbound, answered = _with_links(row["text"], policy), Outbound(row["as"]), row["to"] or ""
    kind = ItemKind.MESSAGE if outbound is Outbound.MESSAGE else ItemKind.COMMENT
    found = conduct.check(text, outbound, marks=marks(triage.judge(answered, kind)), answered=answered)
    faults = tuple((fault["rule"], _with_links(fault["quote"], policy)) for fault in row.get("faults", []))
    return Judged(row["id"], text, found.findings, faults)


@cache
def _rules(name: str) -> tuple[Policy, Conduct, Triage]:
    policy = load_policy(name)
    return policy, Conduct(policy), Triage(policy)


def _with_links(text: str, policy: Policy) -> str:
    """The links of the shelf filled in, as a text has them when it leaves; the packs leave most pages blank."""
    home = (policy.core.domains.own + policy.core.domains.listed)[0]
    return re.sub(r"\{link:([\w-]+)\}", lambda match: f"https://www.{home}/{match[1]}", text)


def _is_in(id: str, half: str) -> bool:
    return half == "all" or int(re.sub(r"\D", "", id)) % 2 == (half == "odd")


# -- speed ---------------------------------------------------------------------------------------------------------


def speed() -> list[Figure]:
    """CPU time of the whole check for 100 words, on texts of the good set put together; and of the first check."""
    policy = load_policy("westward")
    first = _milliseconds(lambda: Conduct(policy).check("A snug, comfy nook", Outbound.REPLY))
    conduct = Conduct(policy)
    texts = list(_texts_of_100_words())
    for text in texts:
        conduct.check(text, Outbound.REPLY)
    took = _milliseconds(lambda: [conduct.check(text, Outbound.REPLY) for text in texts]) / len(texts)
    return [
        Figure("100 words, as one types", f"{took:.2f} ms", f"≤ {MILLISECONDS:g} ms", took <= MILLISECONDS),
        Figure("the first text of a session", f"{first:.0f} ms", "none", True),
    ]


def _texts_of_100_words() -> Iterator[str]:
    words = [word for judged in _judged("replies_good.jsonl") for word in judged.text.split()]
    yield from (" ".join(words[start : start + 100]) for start in range(0, len(words) - 100, 100))


def _milliseconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return (time.process_time() - started) * 1000


# -- the table -----------------------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["odd", "even"], help="show the confusions of one half: odd while tuning")
    shown = parser.parse_args().half
    for figure in speed():
        print(f"{figure.name:<34} {figure.value:>12}   {figure.bar}")
    for half in ("odd", "even", "all"):
        print(f"\n{half} lines")
        for figure in figures(half):
            print(f"{figure.name:<34} {figure.value:>12}   {figure.bar:<8} {'' if figure.met else 'below its bar'}")
    for figure in figures(shown) if shown else ():
        print_confusions(figure.name, figure.confusions)


def print_confusions(name: str, confusions: Iterable[str]) -> None:
    for line in list(confusions)[:WORST]:
        print(f"{name}: {line}")


if __name__ == "__main__":
    main()
