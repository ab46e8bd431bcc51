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
from console.rules.trust import Trust, trust_in

LONGEST_TEXT = 2_000  # characters; what somebody wants is said by then
LIKE_CHARACTERS = 60
ONE_OF = 5  # examples of each template are set aside to find out how well an unseen phrase is recognised
MOST_ASKED = 200  # of those: more move the curve by less than chance does


@dataclass(frozen=True, slots=True)
class Match:
    """A template that may fit and the reason for it.

    `score` says how often, of this library's own examples, one that came as near as this was meant: 0..1.
    """

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
        """At most `limit` templates that may be used on this kind of item, best first; none with nothing in common."""
        found = self._book.nearest(text[:LONGEST_TEXT], self._usable[kind.is_private])
        return [self._match(likeness) for likeness in found[:limit]]

    def none_fits(self, matches: Sequence[Match]) -> bool:
        """Whether even the best comes less near than most questions that the library does cover."""
        return not matches or matches[0].score < self._trust.least

    def make_ready(self) -> None:
        """Find out now what a likeness is worth here, so that the first suggestion need not wait for it."""
        _ = self._trust

    @cached_property
    def _trust(self) -> Trust:
        """Found by asking about every fifth example with a book that lacks it, in whatever template; 0.5 s, once.

        It moves with the size of the library and how alike its templates are, so nothing of it is a constant.
        """
        aside = [one for group in self._phrases for place, one in enumerate(group) if _is_set_aside(place)]
        hidden = frozenset(aside)
        book = Phrasebook([[one for one in group if one not in hidden] for group in self._phrases])
        asked = [(phrase, book.nearest(phrase)) for phrase in aside[:: 1 + len(aside) // MOST_ASKED]]
        return trust_in([(found[0].score, phrase in self._phrases[found[0].group]) for phrase, found in asked if found])

    def _match(self, likeness: Likeness) -> Match:
        template = self._templates[likeness.group]
        phrase = _short(self._phrases[likeness.group][likeness.phrase])
        reason = f"like: “{phrase}”" if likeness.phrase >= FIRST_EXAMPLE else f"about: {phrase}"
        return Match(template, round(self._trust.share_right(likeness.score), 3), reason)


FIRST_EXAMPLE = 2  # in what `_phrases` gives, after title and keywords


def _phrases(template: Template) -> list[str]:
    return [template.title, ", ".join(template.keywords), *template.examples]


def _is_set_aside(place: int) -> bool:
    return place >= FIRST_EXAMPLE and (place - FIRST_EXAMPLE) % ONE_OF == 0


def _short(text: str) -> str:
    return text if len(text) <= LIKE_CHARACTERS else text[: LIKE_CHARACTERS - 1].rstrip() + "…"
