"""Figures as records: lines of a column, and amounts that are read from across a room. Pure, for screens and print."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

AMOUNT_CELLS = 6


class FigureRow(Struct, frozen=True):
    """One line. Without an `id` the cursor passes it by: a heading, or something that is only said.

    Texts are displayable already; they are cut to the column's width, the note first.
    """

    id: str | None
    label: str
    amount: str = ""
    look: str = "plain"
    note: str = ""
    note_look: str = "muted"


class BigFigure(Struct, frozen=True):
    """An amount, and what it counts."""

    amount: int
    label: str
    look: str = "plain"


SPACE = FigureRow(None, "")


def heading(words: str, note: str = "") -> FigureRow:
    return FigureRow(None, words, look="heading", note=note)


def said(words: str, look: str = "muted") -> FigureRow:
    """A line that is only read."""
    return FigureRow(None, words, look=look)


def as_text(rows: Iterable[FigureRow]) -> str:
    """The rows as plain lines: for what has no screen, and for tests."""
    return "\n".join(_plain(row).rstrip() for row in rows)


def signed(row: FigureRow) -> str:
    """The amount, with a sign where it is bad: a colour alone is none to some."""
    if row.look != "bad" or not row.amount[:1].isdigit():
        return row.amount
    return f"! {row.amount}" if len(row.amount) <= AMOUNT_CELLS - 2 else f"!{row.amount}"


def _plain(row: FigureRow) -> str:
    if row.look == "heading":
        return f"{row.label}  {row.note}"
    return f"{signed(row):>{AMOUNT_CELLS}}  {row.label}  {row.note}"
