"""Jargon in a text of ours (L5.7): what the pack lists, other forms of it, and abbreviations that few people know."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from console.rules.abbreviations import abbreviations
from console.rules.prose import Word
from console.rules.wordlists import Wordlist
from console.rules.wordstems import stem

SHORTEST_INFLECTED = 7  # letters: of shorter words too many share a stem ("void", "voiding", "voided")


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
        self._by_stem = {stem(word): listed[word] for word in single if word not in allowed}

    def find(self, words: Sequence[Word]) -> Iterator[Jargon]:
        """Listed wordings with their plain words, then other forms of listed words, then abbreviations."""
        taken: set[int] = set()
        for found in self._listed.find(words):
            taken.update(range(found.start, found.end))
            yield Jargon(found.start, found.end, "jargon", found.instead)
        for word in words:
            if word.start not in taken and len(word.plain) >= SHORTEST_INFLECTED and word.plain not in self._allowed:
                plain = self._by_stem.get(stem(word.plain))
                if plain is not None:
                    yield Jargon(word.start, word.end, f"jargon; plainer: {plain}" if plain else "jargon")
        for start, end in abbreviations(words, self._allowed):
            if start not in taken:
                yield Jargon(start, end, "an abbreviation: in full, unless everybody knows it")
