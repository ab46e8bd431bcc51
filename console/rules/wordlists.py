"""A pack's list of wordings, each with what to write instead, looked for in a text that is cut into words.

`*` ends a word in any way; "a + b" are two that stand in one sentence, in either order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from console.rules.prose import Word

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*\*?")
_HEAD = 2  # letters under which wordings are kept, so that each word of a text is held against few


@dataclass(frozen=True, slots=True)
class Found:
    """Where a wording stands, and what to write instead: None when there is nothing ready."""

    start: int
    end: int
    instead: str | None
    first: int  # the number of its first word


@dataclass(frozen=True, slots=True)
class _Wording:
    parts: tuple[tuple[str, ...], ...]
    instead: str


class Wordlist:
    """One list, made ready once. A wording that the pack allows is left out."""

    def __init__(self, wordings: Mapping[str, str] | Iterable[str], allowed: Collection[str] = ()) -> None:
        pairs = wordings.items() if isinstance(wordings, Mapping) else ((wording, "") for wording in wordings)
        self._by_head: dict[str, list[_Wording]] = {}
        for wording, instead in pairs:
            parts = tuple(tuple(_plain_words(part)) for part in wording.split(" + "))
            if all(parts) and wording.casefold() not in allowed:
                self._by_head.setdefault(parts[0][0][:_HEAD], []).append(_Wording(parts, instead))
        for kept in self._by_head.values():
            kept.sort(key=lambda wording: sum(map(len, wording.parts)), reverse=True)

    def find(self, words: Sequence[Word]) -> Iterator[Found]:
        """Every wording, in order of place, the longest of those that overlap."""
        done = -1
        for place, word in enumerate(words):
            if word.start < done or word.is_glued:
                continue
            found = next(self._at(words, place), None)
            if found is not None:
                done = found.end
                yield found

    def _at(self, words: Sequence[Word], place: int) -> Iterator[Found]:
        for wording in self._by_head.get(words[place].plain[:_HEAD], ()):
            spans = [_match(words, place, wording.parts[0])]
            spans += [_elsewhere(words, place, part) for part in wording.parts[1:]]
            known = [span for span in spans if span is not None]
            if len(known) == len(spans):
                first, last = min(span[0] for span in known), max(span[1] for span in known)
                text = _in_case_of(words[place].text, wording.instead) or None
                yield Found(words[first].start, words[last].end, text, place)


def _plain_words(part: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(part)]


def _match(words: Sequence[Word], place: int, part: Sequence[str]) -> tuple[int, int] | None:
    """The first and last word of a part that begins at `place`, or None."""
    last = place + len(part) - 1
    if last >= len(words) or words[last].sentence != words[place].sentence:
        return None
    if last + 1 < len(words) and words[last + 1].is_glued:
        return None
    is_there = all(_is(words[place + offset].plain, wanted) for offset, wanted in enumerate(part))
    return (place, last) if is_there else None


def _elsewhere(words: Sequence[Word], place: int, part: Sequence[str]) -> tuple[int, int] | None:
    """A part anywhere in the sentence of `place`."""
    sentence = words[place].sentence
    for other, word in enumerate(words):
        if word.sentence == sentence and other != place and (span := _match(words, other, part)) is not None:
            return span
    return None


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted[-1] == "*" else word == wanted


def _in_case_of(original: str, instead: str) -> str:
    return instead[:1].upper() + instead[1:] if original[:1].isupper() else instead
