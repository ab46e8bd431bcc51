"""Covering personal data: "07700 900789" is shown as "07••• •••789". What is covered stays as long as it was.

So offsets into a text are offsets into its masked form too, and whatever points at it still points at the right place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from console.model import Finding

# How many letters and digits stay readable at the start and the end, so that two numbers can be told apart (W7.5).
_READABLE = {"phone": (2, 3), "email": (1, 0), "postcode": (2, 0), "card": (0, 4), "iban": (2, 0)}
_COVER = "•"
_SIGN = re.compile(r"\w")


def mask(text: str, findings: Iterable[Finding]) -> str:
    """The text with every personal-data span covered but for what tells one from another."""
    spans = sorted((found.start, found.end, found.detail or "") for found in findings if found.rule == "personal-data")
    parts: list[str] = []
    done = 0
    for start, end, detail in spans:
        if end <= done:
            continue
        parts += [text[done:start], _covered(text[max(start, done) : end], detail)]
        done = end
    return "".join([*parts, text[done:]])


def _covered(span: str, detail: str) -> str:
    head, tail = _READABLE.get(detail, (0, 0))
    places = [match.start() for match in _SIGN.finditer(span)]
    hidden = set(places[head : len(places) - tail])
    return "".join(_COVER if place in hidden else sign for place, sign in enumerate(span))
