"""A few figures as large as the terminal allows, to be read from across a room: three by five dots a digit."""

from __future__ import annotations

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from console.text import cells, one_line
from console.widgets.figure_rows import BigFigure
from console.widgets.looks import rich_look

DOTS = {  # a digit is five rows of three dots
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
}
DOT_ROWS = 5
AROUND_ROWS = 3  # a blank line above the digits, the words and a blank line below
COLUMNS, ROWS = 3, 2


class BigFigures(Widget):
    """The figures in three columns, as many rows as they need."""

    figures: reactive[tuple[BigFigure, ...]] = reactive(())

    def render_line(self, y: int) -> Strip:
        width, tall = self.size.width // COLUMNS, rows_a_dot(self.size.height)
        row, line = divmod(y, DOT_ROWS * tall + AROUND_ROWS)
        shown = self.figures[row * COLUMNS : (row + 1) * COLUMNS]
        ground, colours = self.rich_style, self.app.theme_variables
        parts = [
            Segment(_piece(one, line, width, tall), ground + rich_look(_look(one, line, tall), colours))
            for one in shown
        ]
        return Strip(parts).adjust_cell_length(self.size.width, ground)

    @property
    def text(self) -> str:
        """All that it says, for tests."""
        return "\n".join(f"{one.amount:,} {one.label}" for one in self.figures)


def rows_a_dot(height: int) -> int:
    """How tall a dot may be, so that two rows of figures fill the height."""
    return max(1, (height // ROWS - AROUND_ROWS) // DOT_ROWS)


def _look(figure: BigFigure, line: int, tall: int) -> str:
    is_label = line > DOT_ROWS * tall
    return "muted" if not figure.amount or (is_label and figure.look == "plain") else figure.look


def _piece(figure: BigFigure, line: int, width: int, tall: int) -> str:
    """One line of a figure, in the middle of its width."""
    words = ""
    if 1 <= line <= DOT_ROWS * tall:
        words = digits_line(str(figure.amount), (line - 1) // tall, width - 2, 2 * tall)
    elif line == DOT_ROWS * tall + 1:
        words = one_line(figure.label, width - 1)
    return _centred(words, width)


def digits_line(amount: str, row: int, room: int, widest: int) -> str:
    """One row of dots of a number, a dot as wide as there is room for and at most so wide.

    What fits in no way is said in plain digits.
    """
    dot = min(widest, room // (4 * len(amount) - 1))
    if dot == 0:
        return amount if row == DOT_ROWS // 2 else ""
    gap = " " * dot
    return gap.join("".join("█" * dot if on == "#" else " " * dot for on in DOTS[digit][row]) for digit in amount)


def _centred(words: str, width: int) -> str:
    before = max(0, width - cells(words)) // 2
    return " " * before + words + " " * max(0, width - before - cells(words))
