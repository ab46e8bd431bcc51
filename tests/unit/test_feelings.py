"""With what feeling a text is written, and the score of whoever is dissatisfied."""

from __future__ import annotations

import pytest

from benchmarks.judge_negative import area_under_curve, recall_at
from console.model import ItemKind
from console.rules.feelings import feeling_in
from console.rules.packs import load_policy
from console.rules.triage import Triage


@pytest.fixture(scope="module")
def rules() -> Triage:
    return Triage(load_policy("westward"))


def score(rules: Triage, text: str) -> float:
    return max((one.score for one in rules.judge(text, ItemKind.COMMENT) if one.rule == "negative"), default=0.0)


@pytest.mark.parametrize("text", ["appalling and slow", "not good", "nobody came", "it is a shambles"])
def test_displeasure_is_told_and_where(text: str) -> None:
    feeling = feeling_in(text)
    assert feeling.displeasure > 0
    assert text[feeling.start : feeling.end] != ""


@pytest.mark.parametrize("text", ["lovely and warm", "thank you", "the meeting is on monday", ""])
def test_pleasure_and_plain_facts_are_no_displeasure(text: str) -> None:
    feeling = feeling_in(text)
    assert feeling.displeasure <= 0
    assert (feeling.start, feeling.end) == (0, 0)


def test_not_bad_is_faint_praise() -> None:
    assert feeling_in("not bad").displeasure < feeling_in("bad").displeasure


def test_the_score_grows_with_the_displeasure(rules: Triage) -> None:
    texts = [
        "When is the office open on Friday?",
        "I had hoped to hear back by now.",
        "Disgusting service, five weeks and nobody came. Useless, rude and slow. Worst landlord ever.",
    ]
    scores = [score(rules, text) for text in texts]
    assert scores == sorted(scores)
    assert scores[0] == 0.0
    assert 0.5 <= scores[1] < scores[2] <= 1.0


def test_a_curve_of_scores_in_the_right_order_has_all_of_its_area() -> None:
    assert area_under_curve([(0.9, True), (0.2, False)]) == 1.0
    assert area_under_curve([(0.2, True), (0.2, False)]) == 0.5
    assert area_under_curve([(0.1, True), (0.2, False)]) == 0.0


def test_recall_counts_what_is_found_while_enough_of_it_is_right() -> None:
    rows = [(0.9, True), (0.8, True), (0.7, False), (0.6, True), (0.5, False), (0.4, False), (0.0, True)]
    assert recall_at(0.6, rows) == 0.75
    assert recall_at(1.0, rows) == 0.5
    assert recall_at(0.6, [(0.5, False), (0.4, True)]) == 0.0
