"""Amounts as pictures of a few cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.widgets.pictures import BAR_CELLS, bar, columns


@given(st.lists(st.integers(0, 10**9), max_size=30))
def test_a_column_is_as_high_as_its_amount_is_great(amounts: list[int]) -> None:
    drawn = columns(amounts)
    assert len(drawn) == len(amounts)
    for one, cell in zip(amounts, drawn, strict=True):
        assert (cell == " ") == (one == 0), "whatever is not nothing is to be seen"
        assert (cell == "█") >= (one == max(amounts) > 0)
    by_amount = [cell for _, cell in sorted(zip(amounts, drawn, strict=True))]
    assert by_amount == sorted(by_amount), "the block elements stand in order of height"


@pytest.mark.parametrize(("amounts", "drawn"), [([], ""), ([0, 0], "  "), ([1, 2, 4, 8], "▁▂▄█"), ([1, 1000], "▁█")])
def test_columns(amounts: list[int], drawn: str) -> None:
    assert columns(amounts) == drawn


@pytest.mark.parametrize(("amount", "most", "drawn"), [(0, 0, ""), (8, 8, "█" * 8), (1, 2, "████"), (1, 64, "▏")])
def test_a_bar_is_as_long_as_its_share(amount: int, most: int, drawn: str) -> None:
    assert bar(amount, most) == drawn.ljust(BAR_CELLS)
