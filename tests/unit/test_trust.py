"""What a likeness is worth in one library."""

from __future__ import annotations

import random

import pytest

from console.rules.trust import trust_in


def test_the_share_is_what_it_was_in_the_examples() -> None:
    chance = random.Random(1)
    asked = [
        (score, chance.random() < (score - 0.1) * 2.5) for score in (chance.uniform(0.1, 0.5) for _ in range(4_000))
    ]
    trust = trust_in(asked)
    assert [trust.share_right(score) for score in (0.2, 0.3, 0.4)] == pytest.approx([0.25, 0.5, 0.75], abs=0.05)


def test_it_grows_with_the_likeness() -> None:
    trust = trust_in([(0.2, False), (0.3, True), (0.25, True), (0.22, False)])
    shares = [trust.share_right(score / 100) for score in range(0, 100, 5)]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1


def test_one_example_in_four_falls_below_the_least() -> None:
    trust = trust_in([(score / 100, score > 30) for score in range(14, 56)])
    below = sum(round(trust.share_right(score / 100), 3) < trust.least for score in range(14, 56))
    assert below == 42 // 4


@pytest.mark.parametrize("right", [True, False])
def test_examples_of_one_sort_make_a_curve_too(right: bool) -> None:
    trust = trust_in([(0.3, right)] * 20)
    assert 0 < trust.share_right(0.3) < 1


def test_without_examples_nothing_is_refused() -> None:
    trust = trust_in([])
    assert (trust.share_right(0.9), trust.least) == (0.5, 0.0)
