"""Promises in a text of ours, and whether they say by when (LG2.4, LG3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from console.rules.policy_texts import PromiseWords
from console.rules.promise_wordings import IN_TOUCH, VAGUE_TIME, PromiseWordings
from console.rules.prose import SENTENCES_KEPT

_TAIL = re.compile(r"(.*?)([.!]*(?:\s+(?:https?://|www\.|\{link:)\S*)?\s*)$", re.DOTALL)
_CLAUSE_ENDS = re.compile(r"(?:,|;| –| -)\s+(?:and|but|so)\s+$|;\s+$|:\s+$")
_JOINS = re.compile(r"(?:and|but|so)\b", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(r"(?:,|;| –| -)? (?:and|but|so|while) (?:then )?|; ", re.IGNORECASE)
_SAME_PEOPLE = re.compile(r"(?:they|he|she|it|this|that|these|those|then|both)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:that|this|it|they|he|she|you|we|i|expect|by|within|please allow|allow|his|her|their|usually|normally|most|"
    r"if not|if you|the (?:visit|call|work|repair|letter|reply|answer|new)|our (?:aim|target))\b",
    re.IGNORECASE,
)


def kept_to(promise: str, timescale: str) -> str | None:
    """A promise to be in touch with the timescale in it: "we will ring you within one working day."

    None for other promises: a pack says how soon it answers, not how soon a roof is mended.
    """
    if IN_TOUCH.search(promise) is None:
        return None
    if (vague := VAGUE_TIME.search(promise)) is not None:
        return f"{promise[: vague.start()]}{timescale}{promise[vague.end() :]}"
    said, rest = _TAIL.match(promise).groups()  # type: ignore[union-attr]  # it matches everything
    return None if "," in said or "?" in said else f"{said} {timescale}{rest}"


@dataclass(frozen=True, slots=True)
class _Promise:
    """Where it stands in its sentence, and since where a time would belong to it."""

    start: int
    end: int
    since: int
    is_whole: bool


class Promises:
    """One policy's, made ready once. What was said of a sentence is remembered: of an answer one sentence changes."""

    def __init__(self, words: PromiseWords) -> None:
        self._wordings = PromiseWordings(words)
        self._promise_in = lru_cache(maxsize=SENTENCES_KEPT)(self._look_for_promise)
        self._untimed_clause = lru_cache(maxsize=SENTENCES_KEPT)(self._look_for_clause)
        self._says_time = lru_cache(maxsize=SENTENCES_KEPT)(self._look_for_time)

    def without_timescale(self, text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
        """Where each promise stands for which neither it nor what follows on it says a time, to its sentence's end.

        The third tells a whole promise from one that only says that somebody is at it, or that may have its time in
        another clause or in a sentence beside it: "Tell us a good day this week. We will call you then." What follows
        on a promise with a time is covered by it: "Somebody will ring you today. They will ask what happened."
        """
        was_said = False
        for place, (start, end) in enumerate(sentences):
            sentence = text[start:end]
            promise = self._promise_in(sentence)
            if promise is None:
                was_said = False
                continue
            following = text[slice(*sentences[place + 1])] if place + 1 < len(sentences) else ""
            further = f" {following}" if _GOES_ON.match(following) else ""
            is_said = self._says_time(sentence[promise.since :] + further)
            if not is_said and not (was_said and _SAME_PEOPLE.match(sentence)):
                before = text[slice(*sentences[place - 1])] if place else ""
                has_time_near = was_said or any(map(self._says_time, (sentence, before, following)))
                yield start + promise.start, end, promise.is_whole and not has_time_near
            elif (later := self._untimed_clause(sentence, promise.end, further)) is not None:
                yield start + later, end, False
            was_said = (is_said and promise.is_whole) or was_said

    def _look_for_promise(self, sentence: str) -> _Promise | None:
        """The first whole promise, else the first half one."""
        whole = self._wordings.promise.search(sentence)
        promise = whole or self._wordings.half.search(sentence)
        if promise is None:
            return None
        start, end = promise.span()
        before = sentence[:start]
        is_clause = _CLAUSE_ENDS.search(before) or (before.endswith(", ") and _JOINS.match(promise[0]))
        return _Promise(start, end, start if is_clause else 0, whole is not None)

    def _look_for_clause(self, sentence: str, since: int, further: str) -> int | None:
        """Where a later clause of the sentence promises something of its own and says no time from there on."""
        for clause in _NEXT_CLAUSE.finditer(sentence, since):
            promise = self._wordings.promise.match(sentence, clause.end())
            if promise is not None and not self._says_time(sentence[clause.end() :] + further):
                return promise.start()
        return None

    def _look_for_time(self, clause: str) -> bool:
        return self._wordings.time.search(clause) is not None
