"""With what feeling a text is written, by its words alone: how much displeasure there is in it, less the pleasure.

The words are in `common/feelings.txt`. What a pack lists and what was learned from examples is not looked at here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "common" / "feelings.txt"
REACH = 3  # words before a word of feeling in which "not" turns it round
NOT_BAD, NOT_GOOD = -0.3, 1.0  # faint praise; blame
DENIAL_WEIGHS = 0.5  # of a word of displeasure: people who are let down write "no", "never", "nobody"
WORDS_KEPT = 8_192

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_DENIALS = frozenset(
    re.findall(
        r"\w+",
        "no not nor never none nobody nothing nowhere nae hardly without isnt wasnt arent werent dont didnt doesnt "
        "cant cannot cannae couldnt wont wouldnt shouldnt havent hasnt hadnt aint",
    )
)


@dataclass(frozen=True, slots=True)
class Feeling:
    """`displeasure` counts words: 0 says nothing, below it somebody is pleased. The span is the first that tells it."""

    displeasure: float
    start: int
    end: int


def feeling_in(folded: str) -> Feeling:
    """The feeling in a folded text; the span is empty where no word of it tells displeasure."""
    displeasure, denied_at, first = 0.0, -REACH - 1, (0, 0)
    for place, match in enumerate(_WORD.finditer(folded)):
        told = _told_by(match[0])
        if not told:
            continue
        if told == DENIAL_WEIGHS:
            denied_at = place
        elif place - denied_at <= REACH:
            told = NOT_BAD if told > 0 else NOT_GOOD
        displeasure += told
        if told > 0 and first[1] == 0:
            first = match.span()
    return Feeling(displeasure, *first)


@lru_cache(maxsize=WORDS_KEPT)
def _told_by(word: str) -> float:
    """1 for a word of displeasure, -1 for one of pleasure, what a denial weighs, else 0."""
    plain = word.replace("'", "")
    if plain in _DENIALS:
        return DENIAL_WEIGHS
    for sign, (words, beginnings) in _lists().items():
        if plain in words or plain.startswith(beginnings):
            return sign
    return 0.0


@cache
def _lists() -> dict[float, tuple[frozenset[str], tuple[str, ...]]]:
    """The words of each sign, and the beginnings of words."""
    lists: dict[float, tuple[frozenset[str], tuple[str, ...]]] = {}
    lines = FILE.read_text(encoding="utf-8").splitlines()
    for sign, mark in ((1.0, "- "), (-1.0, "+ ")):
        listed = [word for line in lines if line.startswith(mark) for word in line.removeprefix(mark).split()]
        whole = frozenset(word for word in listed if not word.endswith("*"))
        lists[sign] = whole, tuple(word.removesuffix("*") for word in listed if word.endswith("*"))
    return lists
