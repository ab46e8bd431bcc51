"""What became of a template on its way out: which one an answer was begun from, and how much of it was changed.

Imported where it is used: rapidfuzz costs some 20 ms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

SMALL_EDIT = 0.35
"""The share of changed words up to which what was sent is still the template's answer.

A template of the shipped packs has some 45 words in three sentences: one sentence may be put differently, or two
short ones added. No two templates of a pack are nearer to each other than 0.56, so none passes for another.
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """The template that an answer was begun from. `edit` is the share of words changed since: 0 as it stood, 1 all."""

    template_id: str
    edit: float

    @property
    def is_accepted(self) -> bool:
        return self.edit <= SMALL_EDIT


def edit(filled: str, sent: str) -> float:
    """The words put in, taken out or replaced, by the number of words of the longer text: 0..1. Spacing is no edit."""
    return round(Levenshtein.normalized_distance(filled.split(), sent.split()), 3)


def taken(sent: str, begun_from: str | None, filled: Mapping[str, str]) -> Taken | None:
    """The template that was sent, by its words rather than by how the writing began; None for a free reply.

    `filled` has the text of every template that may be used there, by id, with what is known filled in. A template
    that was put in later, or stood in a draft, is known by its words; one that the person says they began from and
    that cannot be known any more keeps its name, with a large edit.
    """
    first = None
    if begun_from is not None and begun_from in filled:
        first = Taken(begun_from, edit(filled[begun_from], sent))
        if first.is_accepted:
            return first
    nearest = min((Taken(id, edit(text, sent)) for id, text in filled.items()), key=lambda one: one.edit, default=None)
    return nearest if nearest is not None and nearest.is_accepted else first
