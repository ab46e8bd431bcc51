"""Somebody's text where it is read or quoted: the personal data in it stays masked until `v` (W7.5). Pure.

A private message stands as it was written where it is read: it is where people are asked to write such things, and
whoever answers has to use them. In lists it is masked like the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from console.model import Dossier, Finding, Item

PERSONAL_MARK = "personal-data"
FEWEST_DIGITS = 6  # of a number that is somebody's own


class Masking(Protocol):
    """As the desk masks: what the findings say, or whatever the rules find where none are at hand."""

    def __call__(self, text: str, findings: Iterable[Finding] | None = None) -> str: ...


def own_text(dossier: Dossier, masked: Masking, *, is_revealed: bool) -> str:
    """The item's text. It stays as long as it was: the findings point at the same words."""
    item = dossier.item
    return item.text if is_revealed or item.kind.is_private else masked(item.text, dossier.findings)


def text_beside(item: Item, text: str, masked: Masking, *, is_revealed: bool) -> str:
    """Another text of the item's thread, or an earlier one of its own."""
    return text if is_revealed or item.kind.is_private else masked(text)


def in_list(item: Item, masked: Masking) -> str:
    """The item's text as a line among others."""
    return masked(item.text) if needs_masking(item) else item.text


def needs_masking(item: Item) -> bool:
    """Whether `in_list` has anything to mask in it."""
    return _may_tell(item.text) if item.kind.is_private else PERSONAL_MARK in item.marks


def _may_tell(text: str) -> bool:
    """Whether a private message, which has no such finding, is worth looking through: most are not."""
    return "@" in text or sum(map(text.count, "0123456789")) >= FEWEST_DIGITS
