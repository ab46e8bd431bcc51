"""Somebody's text as the console shows it: safe, and of a length that can be read."""

from __future__ import annotations

from console.text import displayable, one_line
from console.widgets import wording

SHOWN_CHARACTERS = 4_000  # of one text: eighty lines at fifty cells; nobody reads on here, and wrapping costs time
QUOTE_CELLS = 48


def shown(text: str) -> str:
    """Somebody's text, safe and of a length that can be read here."""
    if len(text) <= SHOWN_CHARACTERS:
        return displayable(text)
    rest = len(text) - SHOWN_CHARACTERS
    return f"{displayable(text[:SHOWN_CHARACTERS])} … ({wording.many(rest, 'character')} more; all of it is kept)"


def quoted(text: str, cells: int = QUOTE_CELLS) -> str:
    """Its beginning on one line, between quotation marks."""
    return f"“{one_line(text, cells)}”"
