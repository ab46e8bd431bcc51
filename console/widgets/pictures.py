"""Amounts as pictures of a few cells, where a picture says more than a number. Pure, for screens and print."""

from __future__ import annotations

from collections.abc import Sequence

BAR_CELLS = 8
BAR_PARTS = " ▏▎▍▌▋▊▉█"  # eighths of a cell, from the left
COLUMN_PARTS = " ▁▂▃▄▅▆▇█"  # eighths of a cell, from below


def bar(amount: int, most: int) -> str:
    """A bar as long as the amount is of the most, in eighths of a cell, and as wide as all of them."""
    eighths = round(amount / most * BAR_CELLS * 8) if most else 0
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (BAR_PARTS[rest] if rest else "")).ljust(BAR_CELLS)


def columns(amounts: Sequence[int]) -> str:
    """A cell for each amount, as high as it is of the greatest; whatever is not nothing is to be seen."""
    most = max(amounts, default=0)
    return "".join(COLUMN_PARTS[-(-amount * 8 // most)] if most else " " for amount in amounts)
