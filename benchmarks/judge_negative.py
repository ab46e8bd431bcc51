"""How well triage tells who is dissatisfied: comments on services of every sort, by the score of the rule `negative`.

Part of `make judge`. A comment without the finding scores nought.
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.figures import Figure
from benchmarks.judged import Judged, Line, Mistake, read
from console.model import ItemKind
from console.rules.packs import load_policy
from console.rules.triage import Triage

RULE = "negative"
LEAST_AUC = 0.82
PRECISION = 0.6  # at which recall is asked for: an advisor would rather look at a few too many
LEAST_RECALL = 62.0


def judge_negative(policy: str) -> Judged:
    """Area under the curve and recall at a precision, with the bars of the product's own promise."""
    rules = Triage(load_policy(policy))

    def score(line: Line) -> float:
        found = rules.judge(line["text"], ItemKind.COMMENT)
        return max((one.score for one in found if one.rule == RULE), default=0.0)

    lines = read("service_comments")
    rows = [(score(line), line["negative"]) for line in lines]
    figures = [*_figures(policy, rows, ""), *_figures(policy, rows[1::2], ", untouched half")]
    wrong = [line for line, (found, is_it) in zip(lines, rows, strict=True) if (found > 0) != is_it]
    what = {True: f"{policy}: missed dissatisfied", False: f"{policy}: not dissatisfied"}
    return Judged(figures, [Mistake(what[line["negative"]], line["text"]) for line in wrong])


def area_under_curve(rows: Sequence[tuple[float, bool]]) -> float:
    """How often one that is dissatisfied scores higher than one that is not; the same score counts half."""
    yes, no = [score for score, is_it in rows if is_it], [score for score, is_it in rows if not is_it]
    wins = sum((one > other) + 0.5 * (one == other) for one in yes for other in no)
    return wins / (len(yes) * len(no))


def recall_at(precision: float, rows: Sequence[tuple[float, bool]]) -> float:
    """The largest share that is found where so many of those found are right: 0..1. Nought scores find nothing."""
    in_all = sum(is_it for _, is_it in rows)
    best = 0
    for least in {score for score, _ in rows if score > 0}:
        found = [is_it for score, is_it in rows if score >= least]
        if sum(found) >= precision * len(found):
            best = max(best, sum(found))
    return best / in_all


def _figures(policy: str, rows: Sequence[tuple[float, bool]], which: str) -> list[Figure]:
    name = f"{policy}: dissatisfied or not"
    return [
        Figure(name=f"{name}, AUC{which}", value=area_under_curve(rows), unit="", at_least=LEAST_AUC),
        Figure(
            name=f"{name}, recall at precision 60{which}", value=100 * recall_at(PRECISION, rows), unit="%",
            at_least=LEAST_RECALL,
        ),
    ]  # fmt: skip
