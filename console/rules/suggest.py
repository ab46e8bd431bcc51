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
ONE_OF = 5  # examples of each template are set aside to find out how well an unseen phrase is recognised


@dataclass(frozen=True, slots=True)
class Match:
    """A template that may fit, its score (0..1), and the reason for it."""

    template: Template
    score: float
    because: str


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
        """Whether the best of them is no better than what a question that no template covers would get."""
        return not matches or matches[0].score < self.unsure_below

    @cached_property
    def unsure_below(self) -> float:
        """The score that best tells covered questions from uncovered ones in this very library; 0.2 s to find.

        Every fifth example is taken out and asked about twice: with its template there, and as if it were not. It moves
        with the size of the library and how alike its templates are, so it is never a constant.
        """
        kept = [[one for place, one in enumerate(group) if not _is_set_aside(place)] for group in self._phrases]
        asked = [
            (group, one)
            for group, phrases in enumerate(self._phrases)
            for place, one in enumerate(phrases)
            if _is_set_aside(place)
        ]
        book = Phrasebook(kept)
        covered: list[float] = []
        uncovered: list[float] = []
        for group, phrase in asked:
            found = book.nearest(phrase)
            covered.append(max((one.score for one in found if one.group == group), default=0.0))
            uncovered.append(max((one.score for one in found if one.group != group), default=0.0))
        return _best_divide(covered, uncovered)

    def _match(self, likeness: Likeness) -> Match:
        template = self._templates[likeness.group]
        phrase = _short(self._phrases[likeness.group][likeness.phrase])
        reason = f"like: “{phrase}”" if likeness.phrase >= FIRST_EXAMPLE else f"about: {phrase}"
        return Match(template, round(min(1.0, likeness.score), 3), reason)


FIRST_EXAMPLE = 2  # in what `_phrases` gives, after title and keywords


def _phrases(template: Template) -> list[str]:
    return [template.title, ", ".join(template.keywords), *template.examples]


def _is_set_aside(place: int) -> bool:
    return place >= FIRST_EXAMPLE and (place - FIRST_EXAMPLE) % ONE_OF == 0


def _best_divide(covered: Sequence[float], uncovered: Sequence[float]) -> float:
    """The score from which most of `covered` and least of `uncovered` lie; 0 when there is nothing to learn from."""
    rows = sorted([(score, 1) for score in covered] + [(score, -1) for score in uncovered])
    gain = best_gain = 0
    best = 0.0
    for place, (score, sign) in enumerate(rows):
        gain -= sign  # everything up to here lies below the divide
        following = rows[place + 1][0] if place + 1 < len(rows) else score
        if gain > best_gain:
            best_gain, best = gain, (score + following) / 2
    return best


def _short(text: str) -> str:
    return text if len(text) <= LIKE_CHARACTERS else text[: LIKE_CHARACTERS - 1].rstrip() + "…"
