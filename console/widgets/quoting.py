"""Somebody's text as the console shows it: safe, and of a length that can be read."""

from __future__ import annotations

import unicodedata

from console.model import Dossier
from console.text import displayable, one_line
from console.widgets import row, wording
from console.widgets.theirs import Masking, own_text

SHOWN_CHARACTERS = 4_000  # of one text: eighty lines at fifty cells; nobody reads on here, and wrapping costs time
QUOTE_CELLS = 48
CUT_WITHIN = 16  # characters: more than any emoji or letter is made of
LOOKED_AT = 64  # characters on both sides of a cut
COMBINING = ("Mn", "Me", "Mc", "Sk")  # marks over and around a letter; the skin colours of emoji are the last


def shown(text: str) -> str:
    """Somebody's text, safe and of a length that can be read here."""
    return displayable(text[:SHOWN_CHARACTERS]) + rest_words(text)


def quotation(dossier: Dossier, masked: Masking, characters: int, *, is_revealed: bool, key: str = "v") -> str:
    """The beginning of what they wrote, for a screen beside the list: covered or masked until `key` shows it."""
    if row.is_covered(dossier.item) and not is_revealed:
        return row.cover_words(dossier.item, key)
    text = own_text(dossier, masked, is_revealed=is_revealed)
    hint = f"  ({key} shows it)" if text != dossier.item.text else ""
    return (shown(text[:characters]) or "(no text)") + hint


def rest_words(text: str) -> str:
    """What stands in place of what is too long to be shown; empty where all of it is."""
    rest = len(text) - SHOWN_CHARACTERS
    return f" … ({wording.many(rest, 'character')} more; all of it is kept)" if rest > 0 else ""


def clean_cut(text: str, at: int, step: int) -> int | None:
    """The nearest place from `at` on, forwards (1) or backwards (-1), where the text can be cut and shows as it did.

    Not between a letter and its accent, nor within an emoji of several characters, a new line of two or a row of what
    cannot be seen. None where there is no such place near.
    """
    for place in range(at, at + step * CUT_WITHIN, step):
        if place in (0, len(text)) or _shows_alike(
            text[max(0, place - LOOKED_AT) : place], text[place : place + LOOKED_AT]
        ):
            return place
    return None


def _shows_alike(before: str, after: str) -> bool:
    if before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isprintable():
        return True  # nearly all of them
    if unicodedata.category(after[0]) in COMBINING:
        return False
    return displayable(before) + displayable(after) == displayable(before + after)


def quoted(text: str, cells: int = QUOTE_CELLS) -> str:
    """Its beginning on one line, between quotation marks."""
    return f"“{one_line(text, cells)}”"
