"""What is written to a terminal for lines, and for cells that changed, painted without Textual. Pure: text comes out.

The cells are then as Textual would have left them; the cursor stands where it wants it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.geometry import Offset

RESET = "\x1b[0m"


class Cells(NamedTuple):
    """A stretch of cells of one look. `sgr` is what sets the look, empty for none."""

    at: Offset
    sgr: str
    text: str


def lines_text(lines: Iterable[tuple[Offset, str]], cursor: Offset) -> str:
    """Whole lines, each rendered with its looks, and the cursor put back."""
    return "".join(_to(at) + rendered for at, rendered in lines) + _to(cursor)


def cells_text(cells: Sequence[Cells], cursor: Offset) -> str:
    """Cells look by look, so that a look is set once, and the cursor put back."""
    parts, sgr = [], ""
    for cell in sorted(cells, key=lambda cell: cell.sgr):
        if cell.sgr != sgr:
            sgr = cell.sgr
            parts.append(RESET + sgr)
        parts.append(_to(cell.at) + cell.text)
    return "".join([*parts, RESET if sgr else "", _to(cursor)])


def changed_cells(before: str, after: str) -> tuple[int, str]:
    """Where the texts begin to differ, and what of `after` to write there.

    All of it when their cells may not be their characters.
    """
    if len(before) != len(after) or not (before.isascii() and after.isascii()):
        return 0, after
    differing = [place for place, (was, is_now) in enumerate(zip(before, after, strict=True)) if was != is_now]
    return (differing[0], after[differing[0] : differing[-1] + 1]) if differing else (0, "")


def _to(at: Offset) -> str:
    return f"\x1b[{at.y + 1};{at.x + 1}H"
