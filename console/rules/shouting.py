"""Words in capitals, and signs in rows (LG1.1). Abbreviations are no shouting."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from console.rules.abbreviations import EVERYDAY
from console.rules.spelling import is_word

FEWEST_WORDS = 2  # in capitals beside each other, one of them no abbreviation
LONG_ALONE = 5  # letters of a single word in capitals that is no abbreviation
LONGEST_COMMON_ABBREVIATION = 4

_RUN = re.compile(r"\b(?:[A-Z]+(?:['’][A-Z]+)?\b(?:[\s,]+|!+\s*|(?=$|\W))){1,60}")
_WORD = re.compile(r"[A-Z]+(?:['’][A-Z]+)?")
_SPACED = re.compile(r"\b(?:[A-Z] ){3,}[A-Z]\b")  # "W A R N I N G"
_ALONE = re.compile(r"(?<![A-Z] )(?<![\w'’&/.-])[A-Z]{2,4}(?![\w'’&/-]|\.\w| [A-Z]{2})")
_SHORT_AND_STRESSED = frozenset({"NO", "DO", "SO", "IS", "WE", "MY"})
_SIGNS = re.compile(r"!{2,}|\?{2,}|(?:!\?|\?!)+[!?]*")


def shouted(text: str, allowed: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end, and the same said quietly."""
    for run in _RUN.finditer(text):
        words = list(_WORD.finditer(run[0].rstrip()))
        if not words or not _is_shouting([word[0] for word in words], allowed):
            continue
        start, end = run.start() + words[0].start(), run.start() + words[-1].end()
        end += len(re.match(r"!*", text[end:])[0])  # type: ignore[index]  # it matches nothing at least
        yield start, end, _quietly(text, start, end)
    yield from ((*match.span(), _quietly(text, *match.span()).replace(" ", "")) for match in _SPACED.finditer(text))
    yield from ((match.start(), match.end(), match[0][0]) for match in _SIGNS.finditer(text))


def stressed(text: str, allowed: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Single short words in capitals for emphasis, "we do NOT": milder than shouting. Start, end, the same quietly."""
    for match in _ALONE.finditer(text):
        word = match[0]
        if word in EVERYDAY:
            continue
        is_plain = word in _SHORT_AND_STRESSED if len(word) == 2 else _is_plain_word(word)
        if is_plain and word.casefold() not in allowed:
            yield match.start(), match.end(), _quietly(text, *match.span())


def _is_shouting(words: list[str], allowed: Collection[str]) -> bool:
    said = [word for word in words if word.casefold() not in allowed]
    plain = [word for word in said if len(word) > 1 and _is_plain_word(word)]
    long = [word for word in plain if len(word) >= LONG_ALONE]
    return bool(long) or (len(plain) >= FEWEST_WORDS and sum(map(len, plain)) > LONGEST_COMMON_ABBREVIATION)


def _is_plain_word(word: str) -> bool:
    """A word that could stand in small letters: NHS, BSL and VAT could not."""
    lower = word.lower().replace("’", "'")
    return is_word(lower) and lower not in _ABBREVIATIONS


_ABBREVIATIONS = frozenset(
    re.findall(
        r"\w+",
        "it us id pin aid who pip asb cab map sat nav age aids fob hr hrs am pm ok tv pc pcs dip car mum",
    )
)


def _quietly(text: str, start: int, end: int) -> str:
    """In small letters, "I" kept, with a capital where a sentence begins."""
    said = re.sub(r"\bi\b", "I", re.sub("!+", "", text[start:end]).lower())
    opens = re.search(r"(?:^|[.!?:]\s+|\n)$", text[:start]) is not None
    closes = "!" if text[start:end].endswith("!") else ""
    return (said[:1].upper() + said[1:] if opens else said) + closes
