"""Words that are spelt right and stand where another was meant ("your welcome"), told by the words beside them.

What is taken for what is in `british/confused.tsv`; this file reads it and looks. Knows no policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from console.rules.prose import Word
from console.rules.spelling import BRITISH

BESIDE = 3  # words before and after that tell what was meant
_TWICE_IS_RIGHT = frozenset(
    {"had", "that", "very", "bye", "no", "so", "night", "well", "there", "really", "long", "ha", "her", "please", "tap"}
)
_AN = re.compile(r"(?!(?:one|once|uni|use|usu|eu|ewe|u|x|oui)\b|uni|use|usu|eur)[aeiou]\w+")
_A = re.compile(r"(?!hour|honest|honour|heir)[bcdfghjklmnpqrstvwyz][a-z']+")
_PLURALS_VERB = frozenset({"are", "were", "have", "don't", "aren't", "weren't", "haven't"})
_NO_NOUN = frozenset(
    re.findall(
        r"\w+",
        "it he she that there who what here let where how everybody everyone somebody someone anybody anyone "
        "nobody else one other this",
    )
)


@dataclass(frozen=True, slots=True)
class Confusion:
    """One word that is most likely not the one that was meant, and what to write instead of the span."""

    start: int
    end: int
    meant: str
    why: str


@dataclass(frozen=True, slots=True)
class _Row:
    before: re.Pattern[str]
    after: re.Pattern[str]
    meant: str


def confusions(words: Sequence[Word]) -> Iterator[Confusion]:
    """Every word that the words beside it give away, in order of place; at most one of a word."""
    rows = _rows()
    for place, word in enumerate(words):
        meant = _meant(words, place, rows[word.plain]) if word.plain in rows else None
        follows = _next(words, place)
        if meant is not None:
            yield Confusion(word.start, word.end, meant, f"“{word.plain}” where “{meant}” was meant")
        elif follows is None:
            continue
        elif _is_twice(word, follows):
            yield Confusion(word.start, follows.start, "", "the same word twice")
        elif (article := _article(word, follows)) is not None:
            yield Confusion(word.start, word.end, article, "a or an, by the sound that follows")
        elif _is_possessive_plural(word, follows):
            yield Confusion(word.start, word.end, f"{word.plain[:-2]}s", "no apostrophe when there are several")
        elif word.text == "i":  # with a word after it: "i." and "(i)" count
            yield Confusion(word.start, word.end, "I", "“I” is a capital")


def _meant(words: Sequence[Word], place: int, rows: Sequence[_Row]) -> str | None:
    if words[place].text.isupper():
        return None
    before = "".join(f"{word.plain} " for word in _beside(words, place, place - BESIDE, place))
    goes_on = _next(words, place) is not None  # "if you'd rather we did it for you, message us"
    after = " ".join(word.plain for word in _beside(words, place, place + 1, place + 1 + BESIDE)) if goes_on else ""
    return next((row.meant for row in rows if row.before.search(before) and row.after.match(after)), None)


def _beside(words: Sequence[Word], place: int, start: int, end: int) -> Sequence[Word]:
    """Those of the same sentence."""
    return [word for word in words[max(0, start) : end] if word.sentence == words[place].sentence]


def _next(words: Sequence[Word], place: int) -> Word | None:
    """The word that follows with a space between, in the same sentence."""
    if place + 1 >= len(words) or words[place + 1].start != words[place].end + 1:
        return None
    return words[place + 1] if not words[place + 1].is_glued else None


def _is_twice(word: Word, follows: Word) -> bool:
    return follows.text == word.plain and word.plain not in _TWICE_IS_RIGHT


def _article(word: Word, follows: Word) -> str | None:
    """ "an" for "a apple"; nothing where the next word is a name or an abbreviation, whose sound nobody can tell."""
    if not follows.text.islower():
        return None
    if word.text == "a" and _AN.fullmatch(follows.text):
        return "an"
    return "a" if word.text == "an" and _A.fullmatch(follows.text) else None


def _is_possessive_plural(word: Word, follows: Word) -> bool:
    """ "The repair's are done": a noun that owns nothing."""
    if not word.plain.endswith("'s") or not word.text.islower():
        return False
    return follows.plain in _PLURALS_VERB and word.plain[:-2] not in _NO_NOUN


@cache
def _rows() -> dict[str, list[_Row]]:
    """What is in the file, by the word that stands in the wrong place."""
    rows: dict[str, list[_Row]] = {}
    for line in (BRITISH / "confused.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        word, before, after, meant = line.split("\t")
        rows.setdefault(word, []).append(
            _Row(_anything_or(before, r"(?:^|\s)(?:{})\s?$"), _anything_or(after, r"(?:{})(?:\s|$)"), meant)
        )
    return rows


def _anything_or(column: str, expression: str) -> re.Pattern[str]:
    return re.compile(expression.replace("{}", column, 1) if column else "")
