"""Jargon in a text of ours (L5.7): what the pack lists, other forms of it, and abbreviations that few people know."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from console.rules.abbreviations import abbreviations
from console.rules.prose import BySentence, Prose
from console.rules.wordlists import Wordlist
from console.rules.wordstems import stem

SHORTEST_INFLECTED = 7  # letters: of shorter words too many share a stem ("void", "voiding", "voided")

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Jargon:
    """Where it stands, why, and the plain word where one can simply take its place."""

    start: int
    end: int
    why: str
    instead: str | None = None


class JargonList:
    """One policy's jargon, made ready once."""

    def __init__(self, listed: Mapping[str, str], allowed: Collection[str]) -> None:
        self._listed = Wordlist(listed, allowed)
        self._allowed = allowed
        single = [word for word in listed if word.isalpha() and word.islower() and len(word) >= SHORTEST_INFLECTED]
        numbered = [word for word in listed if _DIGIT.search(word) and word.casefold() not in allowed]
        self._numbered = re.compile(rf"(?<!\w)(?:{'|'.join(map(_spaced, numbered)) or '(?!)'})(?!\w)", re.IGNORECASE)
        self._by_stem = {stem(word): listed[word] for word in single if word not in allowed}

        self._by_sentence = BySentence(self._in_sentence)

    def find(self, prose: Prose) -> Iterator[Jargon]:
        """Listed wordings with their plain words, then other forms of listed words, then abbreviations."""
        taken: set[int] = set()
        for offset, one in self._by_sentence.find(prose):
            taken.update(range(offset + one.start, offset + one.end))
            yield replace(one, start=offset + one.start, end=offset + one.end)
        for start, end in abbreviations(prose.words, self._allowed):
            if start not in taken:
                yield Jargon(start, end, "an abbreviation: in full, unless everybody knows it")

    def _in_sentence(self, prose: Prose) -> Iterator[Jargon]:
        taken: set[int] = set()
        for match in self._numbered.finditer(prose.covered):
            taken.update(range(*match.span()))
            yield Jargon(*match.span(), "jargon")
        for found in self._listed.find(prose.words):
            taken.update(range(found.start, found.end))
            yield Jargon(found.start, found.end, "jargon", found.instead)
        for word in prose.words:
            if word.start not in taken and len(word.plain) >= SHORTEST_INFLECTED and word.plain not in self._allowed:
                plain = self._by_stem.get(stem(word.plain))
                if plain is not None:
                    yield Jargon(word.start, word.end, f"jargon; plainer: {plain}" if plain else "jargon")


def _spaced(wording: str) -> str:
    """A wording with a number in it, which is no word of prose: looked for as it stands, in any case."""
    return r"\s+".join(map(re.escape, wording.split()))
