"""How well the rules judge, and how fast: `make judge`, or `python -m benchmarks.judge [--untimed] [--worst N]`.

The texts in `fixtures/judgement` were written by somebody who had not seen the rules, the word lists or the packs'
phrases; nothing is tuned on the odd-numbered lines of a set (counting from 0), so the figures are also given for the
other half alone. Exit code 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence

from benchmarks.figures import Figure, table
from benchmarks.judge_negative import area_under_curve, judge_negative
from benchmarks.judge_offence import judge_offence
from benchmarks.judge_personal import judge_personal
from benchmarks.judge_speed import judge_speed
from benchmarks.judged import Judged, Line, Mistake, read
from console.model import Finding, ItemKind, Level
from console.rules.conduct import Conduct
from console.rules.outbound import Outbound
from console.rules.packs import load_policy
from console.rules.suggest import Suggester
from console.rules.triage import Triage, marks

POLICIES = ("westward", "langstane")
KINDS = {"comment": ItemKind.COMMENT, "message": ItemKind.MESSAGE}
DANGERS = ("urgent", "safeguarding", "threat")  # somebody in danger may be told by any of them
LABELS = (
    "abuse", "prejudice", "threat", "personal-data", "reputation", "complaint", "negative", "issue", "feedback",
    "question", "thanks", "spam", "colleague",
)  # fmt: skip


def untouched(lines: Sequence[Line]) -> Sequence[Line]:
    """The half that nothing was tuned on."""
    return lines[1::2]


def judge_danger(policy: str) -> Judged:
    """How much of what is urgent is put above all deadlines, and how much of what only sounds so."""
    rules = Triage(load_policy(policy))

    def is_now(line: Line) -> bool:
        return any(found.level is Level.NOW and found.rule in DANGERS for found in _findings(rules, line))

    urgent, near = read("urgent"), read("near_misses")
    figures = [
        _share(f"{policy}: urgent texts put above the deadlines", urgent, is_now),
        _share(f"{policy}: texts that only sound urgent, put there too", near, is_now),
    ]
    mistakes = [Mistake(f"{policy}: missed {line['about']}", line["text"]) for line in urgent if not is_now(line)]
    mistakes += [
        Mistake(f"{policy}: only sounds like {line['looks_like']}", line["text"]) for line in near if is_now(line)
    ]
    return Judged([one for pair in figures for one in pair], mistakes)


def judge_labels(policy: str) -> Judged:
    """Precision and recall of every other rule on ordinary texts."""
    rules = Triage(load_policy(policy))
    rows = [(line, frozenset(line["rules"]), _told(_findings(rules, line))) for line in read("ordinary")]
    figures: list[Figure] = []
    mistakes: list[Mistake] = []
    for label in LABELS:
        right = sum(label in wanted and label in told for _, wanted, told in rows)
        told_in_all = sum(label in told for _, _, told in rows)
        wanted_in_all = sum(label in wanted for _, wanted, _ in rows)
        figures.append(_percent(f"{policy}: {label}, precision", right, told_in_all))
        figures.append(_percent(f"{policy}: {label}, recall", right, wanted_in_all))
        for line, wanted, told in rows:
            if (label in wanted) != (label in told):
                mistakes.append(Mistake(f"{policy}: {'missed' if label in wanted else 'not'} {label}", line["text"]))
    return Judged(figures, mistakes)


def judge_suggestions(policy: str) -> Judged:
    """How often a right template is first, or among the first three; and whether none fits is told."""
    library = Suggester(load_policy(policy).templates)

    def place(line: Line) -> int:
        """Of the first right template; 3 and more: too late."""
        found = [match.template.id for match in library.suggest(line["text"], KINDS[line["kind"]])]
        return next((at for at, id in enumerate(found) if id in line[policy]), 3)

    def best(line: Line) -> float:
        found = library.suggest(line["text"], KINDS[line["kind"]], 1)
        return found[0].score if found else 0.0

    covered, uncovered = read("housing_messages"), read("none_fits")
    places = [place(line) for line in covered]
    scores = [*((best(line), True) for line in covered), *((best(line), False) for line in uncovered)]
    figures = [
        _percent(f"{policy}: a right reply first", places.count(0), len(places)),
        _percent(f"{policy}: among the first three", sum(at < 3 for at in places), len(places), at_least=90),
        _percent(
            f"{policy}: among the first three, untouched half", sum(at < 3 for at in places[1::2]), len(places[1::2])
        ),
        Figure(
            name=f"{policy}: none fits, AUROC", value=area_under_curve(scores), unit="", at_least=0.89,
        ),
    ]  # fmt: skip
    mistakes = [
        Mistake(f"{policy}: wanted {line[policy][0]}", line["text"])
        for line, at in zip(covered, places, strict=True)
        if at >= 3
    ]
    return Judged(figures, mistakes)


def judge_replies() -> Judged:
    """How seldom the outbound check disturbs what a good advisor writes, and how much of what was planted it finds."""
    checks = {policy: Conduct(load_policy(policy)) for policy in POLICIES}
    triages = {policy: Triage(load_policy(policy)) for policy in POLICIES}

    def found_in(line: Line) -> list[Finding]:
        to = line.get("to") or ""
        known = marks(triages[line["policy"]].judge(to, ItemKind.COMMENT))
        findings = checks[line["policy"]].check(line["text"], Outbound(line["as"]), marks=known, answered=to).findings
        # The sets' {link:KEY} stand for links that are filled in when it is sent.
        return [one for one in findings if not line["text"][one.start : one.end].startswith("{link:")]

    unread = [*untouched(read("replies_good_later")), *read("replies_good_blind")]
    figures: list[Figure] = []
    mistakes: list[Mistake] = []
    for which, good, bad in (
        ("", read("replies_good"), read("replies_bad")),
        (", untouched", unread, untouched(read("replies_bad_later"))),
    ):
        has_bar = not which
        loud = [(line, one) for line in good for one in found_in(line)]
        warned = {line["id"] for line, one in loud if one.level is Level.WARN}
        stopped = {line["id"] for line, one in loud if one.level is Level.STOP}
        faults = [(line, fault, found_in(line)) for line in bad for fault in line["faults"]]
        missed = [(line, fault) for line, fault, found in faults if not _is_found(line, fault, found)]
        of_good, of_bad = len(good), len(faults)
        warned_share, stopped_share = 100 * len(warned) / of_good, 100 * len(stopped) / of_good
        figures += [
            Figure(name=f"good replies warned of{which}", value=warned_share, unit="%", at_most=5 if has_bar else None),
            Figure(name=f"good replies stopped{which}", value=stopped_share, unit="%", at_most=0 if has_bar else None),
            _percent(f"planted faults found{which}", of_bad - len(missed), of_bad, at_least=100 if has_bar else None),
        ]
        if has_bar:
            mistakes += [
                Mistake(f"wrongly {one.rule}", line["text"]) for line, one in loud if one.level is not Level.HINT
            ]
            mistakes += [Mistake(f"missed {fault['rule']} “{fault['quote']}”", line["text"]) for line, fault in missed]
    return Judged(figures, mistakes)


def _is_found(line: Line, fault: Line, found: Iterable[Finding]) -> bool:
    """The rule, where it was planted; a fault without a place counts by its rule."""
    at = line["text"].find(fault["quote"]) if fault["quote"] else -1
    end = at + len(fault["quote"])
    return any(
        one.rule == fault["rule"] and (at < 0 or (one.start < end and at < max(one.end, one.start + 1)))
        for one in found
    )


def _findings(rules: Triage, line: Line) -> tuple[Finding, ...]:
    return rules.judge(line["text"], KINDS[line["kind"]])


def _told(findings: Iterable[Finding]) -> frozenset[str]:
    """The rules that an advisor sees on the row: swearing at a thing is no abuse."""
    return frozenset(found.rule for found in findings if found.rule != "abuse" or found.level is not Level.NOTE)


def _share(name: str, lines: Sequence[Line], is_it: Callable[[Line], bool]) -> list[Figure]:
    half = untouched(lines)
    return [
        _percent(name, sum(map(is_it, lines)), len(lines)),
        _percent(f"{name}, untouched half", sum(map(is_it, half)), len(half)),
    ]


def _percent(name: str, count: int, of: int, *, at_least: float | None = None) -> Figure:
    return Figure(name=name, value=100 * count / of if of else 0.0, unit="%", at_least=at_least)


def judged() -> Judged:
    """Everything but the time it takes, for both policies."""
    parts = [
        part(policy)
        for part in (judge_danger, judge_labels, judge_negative, judge_offence, judge_suggestions)
        for policy in POLICIES
    ]
    parts += [judge_replies(), Judged(judge_personal(), [])]
    return Judged([one for part in parts for one in part.figures], [one for part in parts for one in part.mistakes])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="also print N mistakes of each kind, to read")
    parser.add_argument("--untimed", action="store_true", help="leave out what depends on the machine")
    asked = parser.parse_args()
    result = judged()
    figures = result.figures if asked.untimed else [*result.figures, *judge_speed()]
    print(table(figures))
    seen: dict[str, int] = {}
    for mistake in result.mistakes:
        seen[mistake.what] = seen.get(mistake.what, 0) + 1
        if seen[mistake.what] <= asked.worst:
            print(f"{mistake.what}: {mistake.text}")
    return 1 if any(figure.is_met is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
