"""Phrases of concepts ("@i_will ~ @hurt @you") in a folded text: looked for word by word, all of them in one walk.

Each is a way through a tree whose steps are words and concepts, so that a concept of a hundred wordings costs nothing
where no statement begins. As one expression, thirty such phrases took a second to compile. What they mean is not said
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from console.text import fold

CONCEPT, ANY_WORDS = "@", "~"
FILLERS = 2  # words that "~" may stand for

Span = tuple[int, int]
Words = tuple[str, ...]

_WORD = re.compile(r"[\w']+")
_APART = re.compile(r"[\s,-]+")  # what may stand between two words of a phrase


class UnknownConcept(ValueError):
    """A phrase names a concept that the pack does not have."""


class _Step:
    """A place in the tree: what may come next, and the rules whose phrase ends here."""

    __slots__ = ("beginnings", "following", "rules")

    def __init__(self) -> None:
        self.following: dict[str, _Step] = {}  # by word, by "@concept", or "~"
        self.beginnings: dict[str, _Step] = {}  # by how a word begins: "repair*"
        self.rules: set[str] = set()

    def after(self, word: str) -> _Step:
        among = self.beginnings if word.endswith("*") else self.following
        return among.setdefault(word.removesuffix("*"), _Step())


class _Wording:
    """A place in a concept's wordings: the words that may come next, and the concepts of which one ends here."""

    __slots__ = ("concepts", "following")

    def __init__(self) -> None:
        self.following: dict[str, _Wording] = {}
        self.concepts: list[str] = []


class Statements:
    """The phrases of many rules that name concepts."""

    def __init__(self, phrases: Mapping[str, Sequence[str]], concepts: Mapping[str, Sequence[str]]) -> None:
        """Raises UnknownConcept when a phrase names a concept that is not there."""
        self._tree = _Step()
        self._wordings = _Wording()
        for rule, listed in phrases.items():
            for phrase in listed:
                step = self._tree
                for word in _steps(phrase):
                    step = step.after(word)
                step.rules.add(rule)
        for name in {name for listed in phrases.values() for phrase in listed for name in concepts_in(phrase)}:
            if name not in concepts:
                raise UnknownConcept(f"There is no concept {name!r}.")
            for wording in dict.fromkeys(map(_words, concepts[name])):
                self._put(CONCEPT + name, wording)
        self._begins = self._first_words()

    def spans(self, text: str) -> dict[str, list[Span]]:
        """Where the phrases of each rule stand in a folded text, from left to right, the longest that begin there."""
        found: dict[str, list[Span]] = {}
        sentence = _Words(text, self._wordings)
        for at, word in enumerate(sentence.plain):
            if word not in self._begins and not self._tree.beginnings:
                continue
            start = sentence.starts[at]
            for rule, end in self._from(self._tree, at, sentence):
                spans = found.setdefault(rule, [])
                if not spans or spans[-1][1] <= start:
                    spans.append((start, end))
                elif spans[-1][0] == start:
                    spans[-1] = (start, max(end, spans[-1][1]))
        return found

    def _put(self, concept: str, words: Words) -> None:
        place = self._wordings
        for word in words:
            place = place.following.setdefault(word, _Wording())
        place.concepts.append(concept)

    def _first_words(self) -> frozenset[str]:
        """The words that a phrase may begin with."""
        steps = self._tree.following
        begins = {word for word, place in self._wordings.following.items() if _concepts_below(place) & steps.keys()}
        return frozenset(begins | steps.keys())

    def _from(self, step: _Step, at: int, sentence: _Words) -> Iterator[tuple[str, int]]:
        """The rules whose phrases go on from a step at a word, each with where it ends in the text."""
        for following, after in self._next(step, at, sentence):
            for rule in following.rules:
                yield rule, sentence.ends[after - 1]
            if (following.following or following.beginnings) and sentence.is_joined(after):
                yield from self._from(following, after, sentence)
        if (filler := step.following.get(ANY_WORDS)) is not None:
            yield from self._from(filler, at, sentence)
            for skipped in range(at + 1, at + FILLERS + 1):
                if not sentence.is_joined(skipped):
                    break
                yield from self._from(filler, skipped, sentence)

    def _next(self, step: _Step, at: int, sentence: _Words) -> Iterator[tuple[_Step, int]]:
        """The steps that the word, or the wording of a concept, at a place leads to, each with the next place."""
        word = sentence.plain[at]
        if (following := step.following.get(word)) is not None:
            yield following, at + 1
        for beginning, following in step.beginnings.items():
            if word.startswith(beginning):
                yield following, at + 1
        for name, after in sentence.concepts(at):
            if (following := step.following.get(name)) is not None:
                yield following, after


class _Words:
    """The words of one text, and the concepts that stand in it."""

    def __init__(self, text: str, wordings: _Wording) -> None:
        self._text = text
        self._wordings = wordings
        found = [(match[0], *match.span()) for match in _WORD.finditer(text)]
        self.plain = [_plain(word) for word, _, _ in found]
        self.starts = [start for _, start, _ in found]
        self.ends = [end for _, _, end in found]
        self._known: dict[int, list[tuple[str, int]]] = {}

    def is_joined(self, at: int) -> bool:
        """Whether the word at a place goes on where the one before it ended, and begins no sentence."""
        if at >= len(self.plain):
            return False
        between = self._text[self.ends[at - 1] : self.starts[at]]
        return between == " " or _APART.fullmatch(between) is not None

    def concepts(self, at: int) -> list[tuple[str, int]]:
        """The concepts of which a wording begins at a word, each with the place after it."""
        if at not in self._known:
            self._known[at] = list(self._concepts(at))
        return self._known[at]

    def _concepts(self, at: int) -> Iterator[tuple[str, int]]:
        place = self._wordings.following.get(self.plain[at])
        while place is not None:
            at += 1
            for name in place.concepts:
                yield name, at
            if not place.following or not self.is_joined(at):
                return
            place = place.following.get(self.plain[at])


def _concepts_below(place: _Wording) -> set[str]:
    return set(place.concepts).union(*map(_concepts_below, place.following.values()))


def concepts_in(phrase: str) -> list[str]:
    """The names of the concepts that a phrase uses."""
    return [word.removeprefix(CONCEPT) for word in phrase.split() if word.startswith(CONCEPT)]


def _steps(phrase: str) -> Iterator[str]:
    """The words of a phrase, and the concepts' names as they are."""
    for word in phrase.split():
        if word.startswith(CONCEPT) or word == ANY_WORDS:
            yield word
        else:
            ending = "*" if word.endswith("*") else ""
            words = _words(word.removesuffix("*"))
            yield from (*words[:-1], words[-1] + ending)


def _words(phrase: str) -> Words:
    return tuple(_plain(match[0]) for match in _WORD.finditer(fold(phrase).text))


def _plain(word: str) -> str:
    return word.replace("'", "")
