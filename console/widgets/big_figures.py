"""A few figures so large that they are read from across a room. Pure painting: three by five dots a digit."""

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
CELL_ROWS = DOT_ROWS + 3  # a blank line, the digits, the words, a blank line
COLUMNS = 3
WIDE, NARROW = 2, 1  # cells a dot


class BigFigures(Widget):
    """The figures in three columns, as many rows as they need."""

    figures: reactive[tuple[BigFigure, ...]] = reactive(())

    def render_line(self, y: int) -> Strip:
        row, line = divmod(y, CELL_ROWS)
        shown = self.figures[row * COLUMNS : (row + 1) * COLUMNS]
        width = self.size.width // COLUMNS
        ground, colours = self.rich_style, self.app.theme_variables
        parts = [Segment(_piece(one, line, width), ground + rich_look(_look(one, line), colours)) for one in shown]
        return Strip(parts).adjust_cell_length(self.size.width, ground)

    @property
    def text(self) -> str:
        """All that it says, for tests."""
        return "\n".join(f"{one.amount:,} {one.label}" for one in self.figures)


def _look(figure: BigFigure, line: int) -> str:
    is_label = line > DOT_ROWS
    return "muted" if not figure.amount or (is_label and figure.look == "plain") else figure.look


def _piece(figure: BigFigure, line: int, width: int) -> str:
    """One line of a figure, in the middle of its width."""
    words = ""
    if 1 <= line <= DOT_ROWS:
        words = digits_line(str(figure.amount), line - 1, width - 2)
    elif line == DOT_ROWS + 1:
        words = one_line(figure.label, width - 1)
    return _centred(words, width)


def digits_line(amount: str, row: int, room: int) -> str:
    """One row of dots of a number; as wide as there is room for. What fits in no way is said in plain digits."""
    dot = next((dot for dot in (WIDE, NARROW) if _width(amount, dot) <= room), None)
    if dot is None:
        return amount if row == DOT_ROWS // 2 else ""
    gap = " " * dot
    return gap.join("".join("█" * dot if on == "#" else " " * dot for on in DOTS[digit][row]) for digit in amount)


def _width(amount: str, dot: int) -> int:
    return dot * (4 * len(amount) - 1)


def _centred(words: str, width: int) -> str:
    before = max(0, width - cells(words)) // 2
    return " " * before + words + " " * max(0, width - before - cells(words))
