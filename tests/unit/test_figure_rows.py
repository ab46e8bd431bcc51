"""Figures as plain lines."""

import pytest

from console.desk.periods import Figures
from console.screens.pane_period_rows import share
from console.widgets.figure_rows import FigureRow, as_text


@pytest.mark.parametrize(("amount", "look", "line"), [
    ("5", "bad", "   ! 5  answers late"),
    ("1,234", "bad", "!1,234  answers late"),
    ("1,234", "warn", " 1,234  answers late"),
    ("✗", "bad", "     ✗  answers late"),
])  # fmt: skip
def test_what_is_bad_has_a_sign_however_much_it_is(amount: str, look: str, line: str) -> None:
    assert as_text([FigureRow("now:late", "answers late", amount, look)]) == line


@pytest.mark.parametrize(("in_time", "late", "said"), [
    (57, 43, "57%"), (29, 71, "29%"), (29, 21, "58%"), (99, 1, "99%"), (999, 1, "99%"), (1, 0, "100%"), (0, 0, "–"),
])  # fmt: skip
def test_a_share_is_whole_per_cents_never_rounded_up(in_time: int, late: int, said: str) -> None:
    assert share(Figures(in_time=in_time, late=late)) == said
