"""What is written to a terminal for lines, and for cells that changed, painted without Textual. Pure: text comes out.

The cells are then as Textual would have left them; the cursor stands where it wants it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

RESET = "\x1b[0m"


class Cells(NamedTuple):
    """A stretch of cells of one look, from a column and line of the screen on. `sgr` sets the look, empty for none."""

    x: int
    y: int
    sgr: str
    text: str


def lines_text(lines: Iterable[tuple[int, int, str]], cursor: tuple[int, int]) -> str:
    """Whole lines, each rendered with its looks, from their column and line on; and the cursor put back."""
    return "".join([_to(x, y) + rendered for x, y, rendered in lines]) + _to(*cursor)


def cells_text(cells: Iterable[Cells], cursor: tuple[int, int]) -> str:
    """Cells look by look, so that a look is set once; and the cursor put back."""
    parts, standing = [], ""
    for x, y, sgr, text in sorted(cells, key=lambda cell: cell.sgr):
        if sgr != standing:
            parts.append(RESET + sgr)
            standing = sgr
        parts.append(_to(x, y) + text)
    return "".join([*parts, RESET, _to(*cursor)])


def changed_cells(before: str, after: str) -> tuple[int, str]:
    """Where the texts begin to differ, and what of `after` to write there.

    All of it when their cells may not be their characters.
    """
    if len(before) != len(after) or not (before.isascii() and after.isascii()):
        return 0, after
    differing = [place for place, (was, now) in enumerate(zip(before, after, strict=True)) if was != now]
    return (differing[0], after[differing[0] : differing[-1] + 1]) if differing else (0, "")


def _to(x: int, y: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H"
