"""A text cut into words and sentences, once, for every rule of the outbound check. Judges nothing.

Links, e-mail addresses, placeholders, mentions and hashtags are no prose: their letters belong to no word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

LINK = re.compile(
    r"\{link:[\w-]+\}|(?<![\w@.])(?:https?://[^\s<>]+|www\.[^\s<>]+|(?:[a-z\d-]{1,63}\.){1,4}"
    r"(?:co\.uk|org\.uk|gov\.uk|nhs\.uk|uk|com|org|net|scot|info|ly|io|wales|example)\b(?:/[^\s<>]*)?)",
    re.IGNORECASE,
)
_NO_PROSE = re.compile(
    rf"{LINK.pattern}|(?<![\w.+-])[\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)*|\{{[A-Za-z_]+(?::[\w-]+)?\}}|[@#$%]\w+|\b\w+\.(?:pdf|docx?|"
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
        return _NO_PROSE.sub(lambda match: "|" * len(match[0]), self.text)

    @cached_property
    def words(self) -> list[Word]:
        """Every word, in order."""
        found: list[Word] = []
        covered, ends = self.covered, [end for _, end in self.sentences]
        sentence, last = 0, -1
        for match in _WORD.finditer(covered):
            start, end = match.span()
            while sentence < len(ends) - 1 and start >= ends[sentence]:
                sentence += 1
            opens = not found or found[-1].sentence != sentence or _opens(covered, last, start)
            is_glued = start - last == 1 and covered[last] in "-‐‑" if last >= 0 else False
            plain = match[0].lower().replace("’", "'")
            found.append(Word(match[0], plain, start, end, sentence, opens, is_glued))
            last = end
        return found


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
