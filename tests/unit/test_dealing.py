"""Dealing out items evenly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from console.rules.dealing import by_burden, deal


def test_whoever_holds_least_comes_first_and_then_whose_id_does() -> None:
    assert by_burden(["c", "a", "b", "d"], {"a": 3, "c": 1, "b": 1}) == ["d", "b", "c", "a"]


def test_what_is_due_soonest_goes_round() -> None:
    assert deal([[5], [3], [9], [1], [7]], ["b", "a"]) == {"b": (5, 9, 7), "a": (3, 1)}


@given(st.lists(st.integers(), unique=True), st.lists(st.text(min_size=1), unique=True, min_size=1))
def test_every_item_is_dealt_once_and_nobody_gets_two_more_than_another(items: list[int], people: list[str]) -> None:
    dealt = deal([[item] for item in items], people)
    assert sorted(item for hand in dealt.values() for item in hand) == sorted(items)
    sizes = [len(dealt[person]) for person in people]
    assert max(sizes) - min(sizes) <= 1
    assert sizes == sorted(sizes, reverse=True)


def test_what_belongs_together_goes_to_one_person() -> None:
    assert deal([[1, 2, 3], [4], [5], [6], [7]], ["a", "b"]) == {"a": (1, 2, 3, 7), "b": (4, 5, 6)}
