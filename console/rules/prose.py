"""A text cut into words and sentences, once, for every rule of the outbound check. Judges nothing.

Links, e-mail addresses, placeholders, mentions and hashtags are no prose: their letters belong to no word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

SENTENCES_KEPT = 256  # some five long answers

LINK = re.compile(
    r"\{link:[\w-]+\}|(?<![\w@.])(?:https?://[^\s<>]+|www\.[^\s<>]+|(?:[a-z\d-]{1,63}\.){1,4}"
    r"(?:(?:co\.uk|org\.uk|gov\.uk|nhs\.uk|uk|com|org|net|scot|info|ly|io|wales|example|app|shop|store|online|site|biz|"
    r"eu|xyz|club|website|london|cymru|gl|tv|co)\b(?:/[^\s<>]*)?|(?:be|me|to|us|gd|de|fr|ie|cc|link|live|page|"
    r"news)/[^\s<>]+))",
    re.IGNORECASE,
)
_NO_PROSE = re.compile(
    rf"{LINK.pattern}|(?<![\w.+-])[\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)*|\{{[A-Za-z_]+(?::[\w-]+)?\}}|[@#$%]\w+|"
    rf"\b\w+\.(?:pdf|docx?|"
    rf"jpe?g|png|exe)\b",
    re.IGNORECASE,
)
# A digit or underscore beside letters makes a reference ("9am", "REF_12", "2B"): no word.
# The "'s" of an abbreviation is no part of it ("the RSL's"), so that lists know it.
_WORD = re.compile(r"(?<![\w])(?:[A-Z]{2,}(?=['’]s\b)|[^\W\d_]+(?:['’][^\W\d_]+)*)(?![\w])")
# A full stop inside "www.example.org", "5.30" or "e.g. this" ends nothing: white space and a capital must follow.
_SENTENCE_END = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9{]|\s*$)|\n+")

_OPENERS = frozenset(':;"“”(!?|•*–—')


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the text. `plain` is in lower case with straight apostrophes; `sentence` counts from 0."""

    text: str
    plain: str
    start: int
    end: int
    sentence: int
    opens: bool  # the sentence, or what a colon or a quotation mark opens
    is_glued: bool  # by a hyphen to the word before: "operative" in "co-operative"


class Prose:
    """One text, cut when asked. Offsets are into `text`."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def links(self) -> list[re.Match[str]]:
        return list(LINK.finditer(self.text))

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Start and end of every sentence, in order; a new line ends one too."""
        return sentences(self.text)

    @cached_property
    def covered(self) -> str:
        """The text with everything that is no prose turned into as many bars, so that offsets hold."""
        pieces, last = [], 0
        for start, end in self.sentences:
            pieces += [self.text[last:start], _cut(self.text[start:end])[0]]
            last = end
        return "".join((*pieces, self.text[last:]))

    @cached_property
    def words(self) -> list[Word]:
        """Every word, in order."""
        return [
            Word(word.text, word.plain, start + word.start, start + word.end, number, word.opens, word.is_glued)
            for number, (start, end) in enumerate(self.sentences)
            for word in _cut(self.text[start:end])[1]
        ]


class BySentence(Generic[T]):
    """What is found in each sentence alone, remembered: at a key one sentence of a text changes."""

    def __init__(self, find: Callable[[Prose], Iterable[T]]) -> None:
        self._in_sentence = lru_cache(maxsize=SENTENCES_KEPT)(lambda sentence: tuple(find(Prose(sentence))))

    def find(self, prose: Prose) -> Iterator[tuple[int, T]]:
        """Everything found, in the order of the sentences, each with where its sentence starts."""
        for start, end in prose.sentences:
            for one in self._in_sentence(prose.text[start:end]):
                yield start, one


@lru_cache(maxsize=SENTENCES_KEPT)
def _cut(sentence: str) -> tuple[str, tuple[Word, ...]]:
    """A sentence without what is no prose, and its words. White space around it keeps it apart from its neighbours."""
    covered = _NO_PROSE.sub(lambda match: "|" * len(match[0]), sentence)
    found: list[Word] = []
    last = -1
    for match in _WORD.finditer(covered):
        start, end = match.span()
        opens = not found or _opens(covered, last, start)
        is_glued = start - last == 1 and covered[last] in "-‐‑" if last >= 0 else False
        found.append(Word(match[0], match[0].lower().replace("’", "'"), start, end, 0, opens, is_glued))
        last = end
    return covered, tuple(found)


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence, in order; a new line ends one too."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [span for span in (_trimmed(text, *span) for span in spans) if span[0] < span[1]]


def _opens(text: str, last: int, start: int) -> bool:
    """Whether what stands between two words lets the second begin with a capital that makes it no name."""
    return not _OPENERS.isdisjoint(text[last:start])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    sentence = text[start:end]
    left = start + len(sentence) - len(sentence.lstrip())
    return left, left + len(sentence.strip())
