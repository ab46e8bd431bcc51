"""A pack's list of wordings, each with what to write instead, looked for in a text that is cut into words.

`*` ends a word in any way; "a + b" are two that stand in one sentence, in either order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from console.rules.prose import Word

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*\*?")
FARTHEST = 60  # words between the parts of a wording: a text without full stops is one sentence, however long
_HEAD = 3  # letters under which wordings that begin with a "word*" are kept


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
        self._by_first: dict[str, dict[str, list[_Wording]]] = {}  # then by the second word; "": any, or none
        self._by_head: dict[str, list[_Wording]] = {}
        for wording, instead in pairs:
            parts = tuple(tuple(_plain_words(part)) for part in wording.split(" + "))
            if all(parts) and wording.casefold() not in allowed:
                self._keep(_Wording(parts, instead))

    def _keep(self, wording: _Wording) -> None:
        """So that most words of a text are held against none: 0.1 ms for 100 words and 1,900 wordings."""
        first, second = (*wording.parts[0], "")[:2]
        if first.endswith("*"):
            self._by_head.setdefault(first[:-1][:_HEAD], []).append(wording)
        else:
            known = "" if second.endswith("*") else second
            self._by_first.setdefault(first, {}).setdefault(known, []).append(wording)

    def find(self, words: Sequence[Word]) -> Iterator[Found]:
        """Every wording, in order of place, the longest of those that overlap."""
        done = -1
        for place, word in enumerate(words):
            may_begin = word.plain in self._by_first or word.plain[:_HEAD] in self._by_head
            if not may_begin or word.start < done or word.is_glued:
                continue
            found = next(self._at(words, place), None)
            if found is not None:
                done = found.end
                yield found

    def _at(self, words: Sequence[Word], place: int) -> Iterator[Found]:
        """The wordings that begin at a word, the longest first."""
        plain = words[place].plain
        following = words[place + 1].plain if place + 1 < len(words) else ""
        by_second = self._by_first.get(plain, {})
        kept = [*by_second.get("", ()), *self._by_head.get(plain[:_HEAD], ())]
        if following:
            kept += by_second.get(following, ())
        begun = [(wording, first) for wording in kept if (first := _match(words, place, wording.parts[0])) is not None]
        for wording, first in sorted(begun, key=lambda row: _length(row[0]), reverse=True):
            if (span := _stretched(words, first, wording.parts[1:])) is not None:
                text = _in_case_of(words[place].text, wording.instead) or None
                yield Found(words[span[0]].start, words[span[1]].end, text, place)


def _length(wording: _Wording) -> int:
    return sum(map(len, wording.parts))


def _stretched(words: Sequence[Word], first: tuple[int, int], parts: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """From the first to the last of all the parts that the sentence is to hold, or None when it lacks one."""
    spans = [first]
    for part in parts:
        span = _elsewhere(words, first, part)
        if span is None:
            return None
        spans.append(span)
    return min(span[0] for span in spans), max(span[1] for span in spans)


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


def _elsewhere(words: Sequence[Word], taken: tuple[int, int], part: Sequence[str]) -> tuple[int, int] | None:
    """A part anywhere else in the sentence."""
    sentence = words[taken[0]].sentence
    for other in range(max(0, taken[0] - FARTHEST), min(len(words), taken[1] + FARTHEST)):
        if words[other].sentence != sentence or taken[0] <= other <= taken[1]:
            continue
        if (span := _match(words, other, part)) is not None and not (span[0] <= taken[0] <= span[1]):
            return span
    return None


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted[-1] == "*" else word == wanted


def _in_case_of(original: str, instead: str) -> str:
    return instead[:1].upper() + instead[1:] if original[:1].isupper() else instead
