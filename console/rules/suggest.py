"""Which template may fit, with the reason shown, and whether any does.

Imported where it is used, not at start: rapidfuzz costs some 20 ms. The same templates and text give the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from console.model import ItemKind
from console.rules.likeness import Likeness, Phrasebook
from console.rules.policy_texts import Template

LONGEST_TEXT = 2_000  # characters; what somebody wants is said by then
LIKE_CHARACTERS = 60
MISSED_ONE_IN = 7  # covered questions may be taken for uncovered ones: nothing is hidden, it is only said that none fits
ONE_OF = 5  # examples of each template are set aside to find out how well an unseen phrase is recognised


@dataclass(frozen=True, slots=True)
class Match:
    """A template that may fit, its score (0..1), the reason for it, and what the score stands on (see `Likeness`)."""

    template: Template
    score: float
    because: str
    ground: float = 0.0


class Suggester:
    """The phrases of a library of templates, built once for it."""

    def __init__(self, templates: Sequence[Template]) -> None:
        self._templates = tuple(templates)
        self._phrases = [_phrases(template) for template in self._templates]
        self._book = Phrasebook(self._phrases)
        self._usable = {
            is_private: [place for place, one in enumerate(self._templates) if one.is_for(is_private)]
            for is_private in (False, True)
        }

    def suggest(self, text: str, kind: ItemKind, limit: int = 3) -> list[Match]:
        """At most `limit` templates that may be used on this kind of item, best first; none without anything in common."""
        found = self._book.nearest(text[:LONGEST_TEXT], self._usable[kind.is_private])
        return [self._match(likeness) for likeness in found[:limit]]

    def none_fits(self, matches: Sequence[Match]) -> bool:
        """Whether even the best stands on so little that most questions which the library covers have more."""
        return not matches or matches[0].ground < self.least_ground

    @cached_property
    def least_ground(self) -> float:
        """What all but one in seven covered questions have to stand on, in this very library; 0.2 s to find.

        Every fifth example is taken out and asked about. It moves with the size of the library and how alike its
        templates are, so it is never a constant.
        """
        kept = [[one for place, one in enumerate(group) if not _is_set_aside(place)] for group in self._phrases]
        asked = [one for group in self._phrases for place, one in enumerate(group) if _is_set_aside(place)]
        book = Phrasebook(kept)
        grounds = sorted(found[0].ground for found in map(book.nearest, asked) if found)
        return grounds[len(grounds) // MISSED_ONE_IN] if grounds else 0.0

    def _match(self, likeness: Likeness) -> Match:
        template = self._templates[likeness.group]
        phrase = _short(self._phrases[likeness.group][likeness.phrase])
        reason = f"like: “{phrase}”" if likeness.phrase >= FIRST_EXAMPLE else f"about: {phrase}"
        return Match(template, round(min(1.0, likeness.score), 3), reason, likeness.ground)


FIRST_EXAMPLE = 2  # in what `_phrases` gives, after title and keywords


def _phrases(template: Template) -> list[str]:
    return [template.title, ", ".join(template.keywords), *template.examples]


def _is_set_aside(place: int) -> bool:
    return place >= FIRST_EXAMPLE and (place - FIRST_EXAMPLE) % ONE_OF == 0


def _short(text: str) -> str:
    return text if len(text) <= LIKE_CHARACTERS else text[: LIKE_CHARACTERS - 1].rstrip() + "…"
