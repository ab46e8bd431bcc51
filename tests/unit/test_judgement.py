"""How well the rules judge texts that they were not made on: no worse than it was. `make judge` has the whole table."""

from __future__ import annotations

import runpy
from functools import cache
from pathlib import Path

import pytest

from benchmarks.judge import judge_danger, judge_labels, judge_replies, judge_suggestions
from benchmarks.judge_negative import judge_negative
from benchmarks.judge_offence import judge_offence
from console.rules.learned import shipped_weights

labels = cache(judge_labels)
LEARN = Path(__file__).parents[2] / "fixtures" / "learning" / "learn.py"


@pytest.mark.parametrize("policy", ["westward", "langstane"])
def test_danger_is_put_above_the_deadlines_and_what_only_sounds_so_is_not(policy: str) -> None:
    urgent, urgent_untouched, near, near_untouched = (figure.value for figure in judge_danger(policy).figures)
    assert min(urgent, urgent_untouched) >= 85
    assert max(near, near_untouched) <= 11


@pytest.mark.parametrize("policy", ["westward", "langstane"])
def test_who_is_dissatisfied_scores_higher_than_who_is_not(policy: str) -> None:
    figures = judge_negative(policy).figures
    assert [f"{figure.name}: {figure.value:.2f}" for figure in figures if figure.is_met is not True] == []


@pytest.mark.parametrize("policy", ["westward", "langstane"])
@pytest.mark.parametrize(
    ("label", "precision", "recall"),
    [
        ("abuse", 85, 65),
        ("prejudice", 98, 55),
        ("threat", 98, 38),
        ("personal-data", 98, 80),
        ("reputation", 82, 80),
        ("complaint", 80, 62),
        ("negative", 50, 70),
        ("issue", 55, 85),
        ("feedback", 66, 68),
        ("question", 75, 88),
        ("thanks", 88, 75),
        ("spam", 88, 84),
        ("colleague", 64, 48),
    ],
)
def test_a_rule_is_as_often_right_as_it_was(policy: str, label: str, precision: float, recall: float) -> None:
    found = {figure.name: figure.value for figure in labels(policy).figures}
    assert found[f"{policy}: {label}, precision"] >= precision
    assert found[f"{policy}: {label}, recall"] >= recall


@pytest.mark.parametrize("policy", ["westward", "langstane"])
def test_offence_is_told_from_talk_and_seen_through_its_disguises(policy: str) -> None:
    figures = judge_offence(policy).figures
    assert len(figures) > 12
    assert [f"{figure.name}: {figure.value:.1f}" for figure in figures if figure.is_met is not True] == []


@pytest.mark.parametrize("policy", ["westward", "langstane"])
def test_a_right_reply_is_among_the_first_three_and_none_fits_is_told(policy: str) -> None:
    first, first_three, untouched, auroc = (figure.value for figure in judge_suggestions(policy).figures)
    assert (first >= 69, first_three >= 85, untouched >= 85, auroc >= 0.89) == (True,) * 4


def test_good_replies_are_left_alone_and_planted_faults_are_found() -> None:
    warned, stopped, found, warned_untouched, stopped_untouched, found_untouched = (
        figure.value for figure in judge_replies().figures
    )
    assert (warned <= 5, stopped, found) == (True, 0, 100)
    # Of replies that nobody read while working on the rules: what the real ones will be like.
    assert (warned_untouched <= 13, stopped_untouched, found_untouched >= 95) == (True, 0, True)


def test_the_weights_were_learned_from_these_very_examples() -> None:
    digest = runpy.run_path(str(LEARN))["digest_of_examples"]()
    assert shipped_weights().learned_from == digest, "run `make weights`"
