"""How much personal data is found in comments that the rules were not tuned on, and how seldom something else is."""

from __future__ import annotations

import json
from functools import cache

import pytest

from benchmarks.figures import Figure
from benchmarks.judge_personal import MEASURED, false_alarms, finder, judge_part
from benchmarks.personal_set import SETS, samples
from benchmarks.personal_values import WELL_FORMED


@cache
def figures() -> dict[str, Figure]:
    return {figure.name: figure for figure in judge_part(finder(), MEASURED)}


@pytest.mark.parametrize("detail", WELL_FORMED)
def test_well_formed_data_is_found(detail: str) -> None:
    figure = figures()[f"personal data: {detail}, found"]
    assert figure.is_met, figure.value


@pytest.mark.parametrize("detail", ["phone", "email", "postcode", "nino", "nhs", "bank", "card", "iban"])
def test_disguised_data_is_found(detail: str) -> None:
    figure = figures()[f"personal data: {detail}, disguised, found"]
    assert figure.is_met, figure.value


def test_other_numbers_are_left_alone() -> None:
    figure = figures()["personal data: false alarms in 10,000 comments"]
    assert figure.is_met, figure.value


def test_texts_that_nobody_labelled_as_personal_are_left_alone() -> None:
    lines = [json.loads(line) for line in (SETS / "ordinary.jsonl").read_text(encoding="utf-8").splitlines()]
    calm = [line["text"] for line in lines if "personal-data" not in line["rules"]]
    assert false_alarms(finder("langstane"), calm) == []


def test_the_same_seed_makes_the_same_comments() -> None:
    assert list(samples(WELL_FORMED, "a", 5)) == list(samples(WELL_FORMED, "a", 5))
    assert {one.text for one in samples(WELL_FORMED, "a", 50)}.isdisjoint(
        one.text for one in samples(WELL_FORMED, MEASURED, 50)
    )
