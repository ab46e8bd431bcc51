"""How much personal data in public comments is found, and how seldom something else is taken for it.

`python -m benchmarks.judge_personal [--worst N]` prints this part of `make judge` alone, with the mistakes of the part
that the rules were tuned on.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time

from benchmarks.figures import Figure, middle, share, table
from benchmarks.personal_set import SETS, Sample, ordinary, samples
from benchmarks.personal_values import DISGUISED, WELL_FORMED
from console.model import Finding
from console.rules.packs import load_policy
from console.rules.triage import Triage

OF_EACH = 400
ORDINARY = 10_000  # in each part
MEASURED, TUNED_ON = "d", "a"
INBOXES = ("langstane_inbox", "westward_inbox")
BARS = {"address": 80.0, "name": 80.0, "card": 99.0, "dob": 99.0}  # others: below
WELL_FORMED_BAR, DISGUISED_BAR = 99.0, 95.0
FALSE_ALARMS_BAR = 2.0  # in 10,000

Find = Callable[[str], list[Finding]]


def finder(policy: str = "westward") -> Find:
    """What looks for personal data in a public comment under a policy, as triage does."""
    return Triage(load_policy(policy)).personal_data


def is_found(sample: Sample, find: Find) -> bool:
    """Whether all of the value is covered by findings of its own sort."""
    spans = sorted((one.start, one.end) for one in find(sample.text) if one.detail == sample.detail)
    reached = sample.start
    for start, end in spans:
        if start <= reached:
            reached = max(reached, end)
    return reached >= sample.end


def missed(find: Find, part: str) -> tuple[list[Sample], list[Sample]]:
    """Well-formed and disguised samples of a part that are not found."""
    plain = [one for one in samples(WELL_FORMED, part, OF_EACH) if not is_found(one, find)]
    return plain, [one for one in samples(DISGUISED, part, OF_EACH) if not is_found(one, find)]


def false_alarms(find: Find, texts: Iterable[str]) -> list[tuple[Finding, str]]:
    """Every text that tells nothing of anybody and yet has a finding, with the first."""
    return [(found[0], text) for text in texts if (found := find(text))]


def judge_personal() -> list[Figure]:
    """The figures with their bars, on the part that nothing was tuned on; the other part only tells."""
    find = finder()
    return [*judge_part(find, MEASURED), *judge_part(find, TUNED_ON), *_speed(find)]


def judge_part(find: Find, part: str) -> list[Figure]:
    """What is found of each detail, well formed and disguised, and how often something else is."""
    plain, disguised = missed(find, part)
    alarms = 10_000 * len(false_alarms(find, ordinary(part, ORDINARY))) / ORDINARY
    name, bar = (
        f"personal data: false alarms in 10,000 comments{_of(part)}",
        FALSE_ALARMS_BAR if part == MEASURED else None,
    )
    return [
        *_found(plain, WELL_FORMED, part, WELL_FORMED_BAR, ""),
        *_found(disguised, DISGUISED, part, DISGUISED_BAR, ", disguised"),
        Figure(name=name, value=alarms, unit="", at_most=bar),
    ]


def _found(lost: list[Sample], details: Iterable[str], part: str, bar: float, how: str) -> list[Figure]:
    figures = []
    for detail in details:
        value = 100 * (1 - sum(one.detail == detail for one in lost) / OF_EACH)
        at_least = (bar if how else BARS.get(detail, bar)) if part == MEASURED else None
        figures.append(
            Figure(name=f"personal data: {detail}{how}, found{_of(part)}", value=value, unit="%", at_least=at_least)
        )
    return figures


def _of(part: str) -> str:
    return "" if part == MEASURED else ", tuned on"


def _speed(find: Find) -> list[Figure]:
    """Of comments without numbers, with other numbers, and with personal data, as many of each."""
    texts = (
        _written_texts()[:400]
        + ordinary(MEASURED, 400)
        + [one.text for one in samples(WELL_FORMED, MEASURED, 40)][:400]
    )
    times_us = []
    for text in texts + texts:
        started = process_time()
        find(text)
        times_us.append((process_time() - started) * 1e6)
    timed = times_us[len(texts) :]  # the first round makes ready
    return [
        Figure(name="personal data: time of a comment, median", value=middle(timed), unit="µs"),
        Figure(name="personal data: time of a comment, 99 in 100", value=share(timed, 99), unit="µs"),
    ]


def _written_texts() -> list[str]:
    """Texts written by hand, most of which tell nothing."""
    names = ("near_misses", "urgent", "housing_messages", "none_fits")
    return [json.loads(line)["text"] for name in names for line in (SETS / f"{name}.jsonl").open(encoding="utf-8")]


def _labelled_texts() -> list[str]:
    """Texts of the ordinary set and the inboxes that nobody labelled as holding personal data."""
    ordinary_set = (json.loads(line) for line in (SETS / "ordinary.jsonl").open(encoding="utf-8"))
    texts = [line["text"] for line in ordinary_set if "personal-data" not in line["rules"]]
    for name in INBOXES:
        path = SETS.parent / f"{name}.jsonl"
        texts += [line["text"] for line in map(json.loads, path.open(encoding="utf-8")) if line["kind"] != "message"]
    return texts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="print N mistakes of each kind, to read")
    parser.add_argument("--texts", type=Path, help="more ordinary texts to try, one a line: what is found is printed")
    asked = parser.parse_args()
    find = finder()
    if asked.texts is not None:
        texts = asked.texts.read_text(encoding="utf-8").splitlines()
        alarms = false_alarms(find, texts)
        print(f"{len(alarms)} of {len(texts)}")
        _print_alarms(alarms)
        return 0
    figures = judge_personal()
    print(table(figures))
    if asked.worst:
        _print_missed(find, asked.worst)
        _print_alarms(false_alarms(find, ordinary(TUNED_ON, ORDINARY))[: 4 * asked.worst])
        _print_alarms(false_alarms(find, [*_written_texts(), *_labelled_texts()]))
    return 1 if any(figure.is_met is False for figure in figures) else 0


def _print_missed(find: Find, most: int) -> None:
    seen: dict[tuple[str, str], int] = {}
    for how, lost in zip(("well formed", "disguised"), missed(find, TUNED_ON), strict=True):
        for one in lost:
            seen[how, one.detail] = seen.get((how, one.detail), 0) + 1
            if seen[how, one.detail] <= most:
                print(f"missed {one.detail}, {how}: {one.text[one.start : one.end]!r} in {one.text!r}")


def _print_alarms(alarms: Iterable[tuple[Finding, str]]) -> None:
    for finding, text in alarms:
        print(f"taken for {finding.detail}: {text[finding.start : finding.end]!r} in {text!r}")


if __name__ == "__main__":
    sys.exit(main())
