"""Measures of how easily a text reads. Our own small ones: the packages download data when they run."""

from __future__ import annotations

import re

# A full stop inside "www.example.org", "5.30" or "e.g. this" ends nothing: white space and a capital must follow.
_SENTENCE_END = re.compile(r"[.!?]+[\"')\]]*(?=\s+[\"'(\[]?[A-Z0-9{]|\s*$)|\n+")
_WORD = re.compile(r"\w")
_LINK_START = re.compile(r"https?://|www\.|\{link:")


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence, in order; a new line ends one too."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [span for span in (_trimmed(text, *span) for span in spans) if span[0] < span[1]]


def count_words(text: str) -> int:
    """Words as a person counts them: what white space separates and holds a letter or digit. Links are not words."""
    return sum(1 for word in text.split() if _WORD.search(word) and not _LINK_START.match(word.lstrip("(<[\"'")))


def long_sentences(text: str, limit_words: int) -> list[tuple[int, int, int]]:
    """Start, end and number of words of every sentence of more than `limit_words` words."""
    counted = ((start, end, count_words(text[start:end])) for start, end in sentences(text))
    return [(start, end, words) for start, end, words in counted if words > limit_words]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    sentence = text[start:end]
    left = start + len(sentence) - len(sentence.lstrip())
    return left, left + len(sentence.strip())
