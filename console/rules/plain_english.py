"""Measures of how easily a text reads. Our own small ones: the packages download data when they run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from console.rules.prose import Prose, Word

SCHOOL_STARTS_AT = 5  # years: the grade of the formula is a school year, and its first begins at about five
FEWEST_WORDS = 20  # below, one long word decides the figure
LONG_WORD = 3  # syllables

_HAS_SIGN = re.compile(r"\w")
_LINK_START = re.compile(r"https?://|www\.|\{link:")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<=[^aeiouyl])(?:e|es|ely|ed(?<![td]ed))$")
_SPLIT = re.compile(r"(?<=[^tcgsx])i[aou]|[aeiou]ing$|eo(?!u)|ua[lt]|uou|iet")


def count_words(text: str) -> int:
    """Words as a person counts them: what white space separates and holds a letter or digit. Links are not words."""
    return sum(map(_is_counted, text.split()))


@lru_cache(maxsize=4_096)
def _is_counted(word: str) -> bool:
    return _HAS_SIGN.search(word) is not None and _LINK_START.match(word.lstrip("(<[\"'")) is None


def long_sentences(prose: Prose, limit_words: int) -> list[tuple[int, int, int]]:
    """Start, end and number of words of every sentence of more than `limit_words` words."""
    counted = ((start, end, count_words(prose.text[start:end])) for start, end in prose.sentences)
    return [(start, end, words) for start, end, words in counted if words > limit_words]


def reading_age(words: Sequence[Word]) -> int | None:
    """The age in years at which somebody usually reads such a text with ease; None for a text too short to say.

    Source: the Flesch-Kincaid grade (Kincaid and others, 1975), a school year, and the age at which school starts.
    """
    if len(words) < FEWEST_WORDS:
        return None
    sentences = len({word.sentence for word in words})
    syllables = sum(count_syllables(word.plain) for word in words)
    grade = 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
    return max(SCHOOL_STARTS_AT, round(grade + SCHOOL_STARTS_AT))


def hardest_words(words: Iterable[Word], limit: int = 3) -> list[str]:
    """The longest words by syllables, each once, the longest first; names are left out."""
    plain = dict.fromkeys(word.plain for word in words if word.text.islower() or word.opens)
    counted = sorted(((count_syllables(word), word) for word in plain), key=lambda row: -row[0])
    return [word for syllables, word in counted[:limit] if syllables > LONG_WORD]


@lru_cache(maxsize=4_096)
def count_syllables(word: str) -> int:
    """Syllables of a word in small letters, by its vowels: right for about nine in ten, which is enough for a mean."""
    stem = _SILENT.sub("", word.removesuffix("'s"))
    return max(1, len(_VOWELS.findall(stem)) + len(_SPLIT.findall(stem)))
