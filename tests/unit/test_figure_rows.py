"""Figures as plain lines."""

import pytest

from console.widgets.figure_rows import FigureRow, as_text


@pytest.mark.parametrize(("amount", "look", "line"), [
    ("5", "bad", "   ! 5  answers late"),
    ("1,234", "bad", "!1,234  answers late"),
    ("1,234", "warn", " 1,234  answers late"),
    ("✗", "bad", "     ✗  answers late"),
])  # fmt: skip
def test_what_is_bad_has_a_sign_however_much_it_is(amount: str, look: str, line: str) -> None:
    assert as_text([FigureRow("now:late", "answers late", amount, look)]) == line
