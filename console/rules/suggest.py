"""Which template may fit, with the reason shown, and whether any does.

Imported where it is used, not at start: rapidfuzz costs some 20 ms. The same templates and text give the same answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from console.model import ItemKind, LearnedPhrase
from console.rules.likeness import Likeness, Phrasebook, Widened, alike
from console.rules.policy_texts import Template
from console.rules.probation import heaviest, is_on_probation, limit_of, limited, weight
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
        self._learned: dict[int, list[LearnedPhrase]] = {}  # by the template's place, and so is what they make of it
        self._widened: dict[int, Widened] = {}
        self._limits: dict[int, float] = {}

    def apart(self) -> Suggester:
        """The same library, ready, that hears learned phrases of its own: a store's are no other store's."""
        self.make_ready()
        other = copy(self)
        other._learned, other._widened, other._limits = {}, {}, {}
        return other

    def listen_to(self, learned: Sequence[LearnedPhrase]) -> None:
        """From now on let these learned phrases have their say, and no others; what they may say is `probation`'s.

        Only what changed is worked out anew, some 5 ms for a template. Phrases of templates that are gone are left out.
        """
        places = {template.id: place for place, template in enumerate(self._templates)}
        groups: dict[int, list[LearnedPhrase]] = defaultdict(list)
        for phrase in learned:
            if phrase.template_id in places:
                groups[places[phrase.template_id]].append(phrase)
        heard = {place: heaviest(phrases) for place, phrases in groups.items()}
        self._widened = {
            place: self._widened[place]
            if self._learned.get(place) == phrases
            else self._book.widen(place, [(phrase.text, weight(phrase)) for phrase in phrases])
            for place, phrases in heard.items()
        }
        self._limits = {place: limit_of(phrases) for place, phrases in heard.items()}
        self._learned = heard

    def suggest(self, text: str, kind: ItemKind, limit: int = 3) -> list[Match]:
        """At most `limit` templates that may be used on this kind of item, best first; none with nothing in common."""
        text = text[:LONGEST_TEXT]
        found = self._book.nearest(text, self._usable[kind.is_private], self._widened)
        ranked = sorted(found, key=lambda one: -self._score(one))
        return [self._match(likeness, text) for likeness in ranked[:limit]]

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

    def _match(self, likeness: Likeness, text: str) -> Match:
        template = self._templates[likeness.group]
        phrase = self._phrases[likeness.group][likeness.phrase]
        reason = f"like: “{_short(phrase)}”" if likeness.phrase >= FIRST_EXAMPLE else f"about: {_short(phrase)}"
        score = self._score(likeness)
        learned = self._nearest_learned(likeness.group, text, phrase) if score > likeness.score else None
        if learned is not None:
            said = "learned, on probation" if is_on_probation(learned) else "learned"
            reason = f"{said}, like: “{_short(learned.text)}”"
        return Match(template, round(self._trust.share_right(score), 3), reason)

    def _score(self, likeness: Likeness) -> float:
        return limited(likeness.score, likeness.widened, self._limits.get(likeness.group, 0.0))

    def _nearest_learned(self, place: int, text: str, own: str) -> LearnedPhrase | None:
        """The learned phrase that speaks for the template and comes nearer than its own nearest one."""
        speaking = [phrase for phrase in self._learned[place] if weight(phrase) > 0]
        nearest = max(speaking, key=lambda phrase: alike(text, phrase.text), default=None)
        return nearest if nearest is not None and alike(text, nearest.text) > alike(text, own) else None


FIRST_EXAMPLE = 2  # in what `_phrases` gives, after title and keywords


def _phrases(template: Template) -> list[str]:
    return [template.title, ", ".join(template.keywords), *template.examples]


def _is_set_aside(place: int) -> bool:
    return place >= FIRST_EXAMPLE and (place - FIRST_EXAMPLE) % ONE_OF == 0


def _short(text: str) -> str:
    return text if len(text) <= LIKE_CHARACTERS else text[: LIKE_CHARACTERS - 1].rstrip() + "…"
