"""Which template may fit: fuzzy nearest phrases over titles, keywords and examples, with the reason shown.

Imported where it is used, not at start: rapidfuzz costs some 20 ms. The same templates and text give the same answer.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

from rapidfuzz import fuzz, process

from console.model import ItemKind
from console.rules.policy_texts import Template
from console.text import fold

ALIKE = 82.0  # fuzz.ratio from which two words count as the same one misspelt
SHORTEST_FUZZY = 4  # letters; below, one wrong letter makes another word
PHRASES_LOOKED_AT = 60  # by cosine, before the dearer scorers see them
PHRASES_PER_TEMPLATE = 2  # whose mean is the template's score
LONGEST_TEXT = 2_000  # characters; what somebody wants is said by then
LIKE_CHARACTERS = 60

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_STOP = frozenset(
    re.findall(
        r"[\w']+",
        "a an and are as at be been but by can could did do does for from get got had has have he her him his i i'm "
        "im if in is it it's its just me my of on or our so some that the their them then there they this to up us "
        "was we were what when which who will with would you your u ur please hi hello hiya hey there's i've ive",
    )
)


@dataclass(frozen=True, slots=True)
class Match:
    """A template that may fit, its score (0..1), and the reason for it."""

    template: Template
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    template: int
    text: str
    words: str  # without stop words
    weight: float  # length of its vector
    is_example: bool


class Suggester:
    """An index over the templates, built once per library."""

    def __init__(self, templates: Sequence[Template]) -> None:
        self._templates = tuple(templates)
        sources = [(place, *row) for place, template in enumerate(self._templates) for row in _phrases(template)]
        bags = [Counter(_words(text)) for _, text, _ in sources]
        seen_in = Counter(word for bag in bags for word in bag)
        self._rarity = {word: log(1 + len(bags) / count) for word, count in seen_in.items()}
        self._vocabulary = list(self._rarity)
        self._index: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._phrases: list[_Phrase] = []
        for number, ((place, text, is_example), bag) in enumerate(zip(sources, bags, strict=True)):
            self._phrases.append(_Phrase(place, text, " ".join(bag), self._length(bag) or 1.0, is_example))
            for word, count in bag.items():
                self._index[word].append((number, count * self._rarity[word]))

    def suggest(self, text: str, kind: ItemKind, limit: int = 3) -> list[Match]:
        """At most `limit` templates that may be used on this kind of item, best first; none without a shared word."""
        words = _words(text[:LONGEST_TEXT])
        near = self._nearest_phrases(words, kind)
        by_template: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for score, number in near:
            by_template[self._phrases[number].template].append((score, number))
        ranked = sorted(((_mean_of_best(rows), place) for place, rows in by_template.items()), key=_best_first)
        return [self._match(score, place, by_template[place]) for score, place in ranked[:limit]]

    def _match(self, score: float, place: int, rows: Sequence[tuple[float, int]]) -> Match:
        phrase = self._phrases[max(rows)[1]]
        reason = f"like: “{_short(phrase.text)}”" if phrase.is_example else f"about: {_short(phrase.text)}"
        return Match(self._templates[place], round(min(1.0, score), 3), reason)

    def _nearest_phrases(self, words: Sequence[str], kind: ItemKind) -> list[tuple[float, int]]:
        """Score and number of the nearest phrases, by cosine mixed with the two token scorers."""
        cosines = self._cosines(Counter(words))
        fitting = [(score, number) for number, score in cosines.items() if self._fits(number, kind)]
        query = " ".join(words)
        fitting.sort(key=_best_first)
        return [(self._mixed(query, score, number), number) for score, number in fitting[:PHRASES_LOOKED_AT]]

    def _fits(self, number: int, kind: ItemKind) -> bool:
        return self._templates[self._phrases[number].template].fits(kind)

    def _mixed(self, query: str, cosine: float, number: int) -> float:
        phrase = self._phrases[number].words
        sort, overlap = fuzz.token_sort_ratio(query, phrase), fuzz.token_set_ratio(query, phrase)
        return 0.6 * cosine + 0.2 * sort / 100 + 0.2 * overlap / 100

    def _cosines(self, bag: Counter[str]) -> dict[int, float]:
        """Cosine with every phrase that shares a word, weighted by rarity; misspelt words count as far as alike."""
        sums: dict[int, float] = defaultdict(float)
        squares = 0.0
        for word, count in bag.items():
            alike = self._alike(word)
            rarity = max((self._rarity[known] for known, _ in alike), default=log(1 + len(self._phrases)))
            squares += (count * rarity) ** 2
            for number, weight in self._best_by_phrase(alike).items():
                sums[number] += count * rarity * weight
        length = sqrt(squares) or 1.0
        return {number: total / (length * self._phrases[number].weight) for number, total in sums.items()}

    def _best_by_phrase(self, alike: Iterable[tuple[str, float]]) -> dict[int, float]:
        """A word of the text counts once for a phrase, however many of its words it is like."""
        best: dict[int, float] = {}
        for known, likeness in alike:
            for number, weight in self._index[known]:
                best[number] = max(best.get(number, 0.0), weight * likeness)
        return best

    def _alike(self, word: str) -> list[tuple[str, float]]:
        if len(word) < SHORTEST_FUZZY:
            return [(word, 1.0)] if word in self._rarity else []
        found = process.extract(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=5)
        return [(known, score / 100) for known, score, _ in found if len(known) >= SHORTEST_FUZZY]

    def _length(self, bag: Counter[str]) -> float:
        return sqrt(sum((count * self._rarity[word]) ** 2 for word, count in bag.items()))


def _phrases(template: Template) -> list[tuple[str, bool]]:
    """Text, and whether it is an example as somebody wrote it."""
    named = [(template.title, False), (", ".join(template.keywords), False)]
    return [*named, *((example, True) for example in template.examples)]


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(fold(text).text) if word not in _STOP]


def _mean_of_best(rows: Sequence[tuple[float, int]]) -> float:
    best = sorted((score for score, _ in rows), reverse=True)[:PHRASES_PER_TEMPLATE]
    return sum(best) / PHRASES_PER_TEMPLATE


def _best_first(row: tuple[float, int]) -> tuple[float, int]:
    return -row[0], row[1]


def _short(text: str) -> str:
    return text if len(text) <= LIKE_CHARACTERS else text[: LIKE_CHARACTERS - 1].rstrip() + "…"
