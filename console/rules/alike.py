"""Which messages are about the same incident as one that somebody read: the same words, not the same subject.

A lift that is out in another house is another incident, and a petition about this lift is another matter. Pure.
Imported where it is used: rapidfuzz costs some 20 ms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import sqrt

from rapidfuzz import fuzz, process

from console.rules.likeness import plain_words
from console.rules.wordstems import WORD, stem
from console.text import fold

LONGEST_TEXT = 500  # characters; who reports what many report says it in the first lines
NEARLY = 60.0  # of 100: see `_nearness`. On both fixture inboxes the six messages reach 60, the next one 59
SAME_WORD = 78.0  # fuzz.ratio from which a word of the title counts as said
SAME_JOINED = 88.0  # of two words said as one: "harbour gate"
SHORTEST_TELLING = 4  # letters; "out", "oot" and "off" say too little
ONE_MAY_LACK_FROM = 3  # telling words of a title; of two, both are needed: what, and where

# Left out or shortened as often as they are written.
_STREETS = frozenset(
    re.findall(
        r"\w+",
        "avenue close court crescent drive estate flats garden gardens green grove hill house lane park place road row "
        "square street terrace view walk way yard",
    )
)


class Incident:
    """What one incident's messages look like: by a few words that name what and where, and the first message."""

    def __init__(self, title: str, text: str) -> None:
        self._telling = [word for word in plain_words(title) if _is_telling(word)]
        self._models = [model for model in (_stemmed(text[:LONGEST_TEXT]), _stemmed(title)) if model]

    def resembling(self, texts: Sequence[str]) -> list[int]:
        """The places of the texts that are about it. None where the title names nothing: then all would be alike."""
        return [place for place, text in enumerate(texts) if self.is_like(text)]

    def is_like(self, text: str) -> bool:
        text = text[:LONGEST_TEXT]
        return bool(self._telling) and self._names(text) and self.nearness(text) >= NEARLY

    def nearness(self, text: str) -> float:
        """How near the text comes to the first message or to the title, 0..100.

        The geometric mean of what is said in common and of how much else is said: with `token_set_ratio` alone a long
        letter that mentions the lift equals a cry about it; with `token_sort_ratio` alone whoever adds why it is
        urgent falls out.
        """
        said = _stemmed(text[:LONGEST_TEXT])
        return max((_nearness(model, said) for model in self._models), default=0.0)

    def _names(self, text: str) -> bool:
        """Whether the telling words of the title are all said, in any spelling; of three and more, one may lack."""
        words = WORD.findall(fold(text).text)
        may_lack = 1 if len(self._telling) >= ONE_MAY_LACK_FROM else 0
        for word in self._telling:
            may_lack -= not _is_said(word, words)
            if may_lack < 0:
                return False
        return True


def _is_telling(word: str) -> bool:
    return len(word) >= SHORTEST_TELLING and word not in _STREETS


def _is_said(word: str, words: Sequence[str]) -> bool:
    if word in words or process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=SAME_WORD):
        return True
    joined = [first + second for first, second in pairwise(words)]
    return process.extractOne(word, joined, scorer=fuzz.ratio, score_cutoff=SAME_JOINED) is not None


def _nearness(one: str, other: str) -> float:
    return sqrt(fuzz.token_set_ratio(one, other) * fuzz.token_sort_ratio(one, other))


@lru_cache(maxsize=1_024)
def _stemmed(text: str) -> str:
    return " ".join(map(stem, plain_words(text)))
