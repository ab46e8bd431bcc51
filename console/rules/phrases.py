"""Where a pack's phrases stand in a folded text: those of every rule, in one walk over the text's words.

In a phrase, "*" at the end of a word stands for any ending, "@water" for any phrase of the pack's concept `water`, "~"
for up to two words, whatever they are, and "a + b" means both within 160 characters, in either order. A phrase stands
between word boundaries; the longest that fits comes first. What it means is not said here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from console.rules.statements import ANY_WORDS, CONCEPT, Statements, UnknownConcept
from console.text import fold

__all__ = ["Phrases", "Span", "UnknownConcept", "expression"]

TOGETHER_CHARACTERS = 160  # how far apart the two parts of "a + b" may stand: about two sentences
HEAD_LETTERS = 4  # of a word: at 3 half as many phrases more are tried in vain, at 5 a tenth fewer

Span = tuple[int, int]
Piece = tuple[str | None, ...]  # what a place in a word may hold; None: the text's word may end before it

_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"\w")
_RUNS = re.compile(r"(\w)\1*|\W")
_SPACE = r"[\s,-]+"  # between two words of a phrase
_FILLER = rf"(?:[\w']+{_SPACE}){{0,2}}"
_HIDING = "*"  # what a letter of a disguised word may be hidden by; no part of a word, so it cuts the text's word off


@dataclass(frozen=True, slots=True)
class _Phrase:
    """An expression, and how the text's words begin that it can begin at. None when that cannot be told."""

    expression: str
    heads: frozenset[str] | None


@dataclass(slots=True)
class _Head:
    """What may stand where a word begins so, by rule. Compiled when the first text has such a word."""

    expressions: dict[str, list[str]] = field(default_factory=dict)
    compiled: list[tuple[str, re.Pattern[str]]] = field(default_factory=list)

    def patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        if not self.compiled:
            self.compiled = [(rule, re.compile(_any_of(found), re.DOTALL)) for rule, found in self.expressions.items()]
        return self.compiled


class Phrases:
    """The phrases of many rules, by the first letters of their first words: at each word of a text only those are
    tried that can begin there. For 15 rules an item takes 17 µs; looking for one rule after the other, it took 130.

    The words of `disguised` rules are also found with letters doubled ("fuuck") or hidden by asterisks ("f**k").
    """

    def __init__(
        self,
        plain: Mapping[str, Sequence[str]],
        disguised: Mapping[str, Sequence[str]],
        concepts: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Raises UnknownConcept when a phrase names a concept that is not there."""
        terms = _Terms(concepts or {})
        rules = {**plain, **disguised}
        self._statements = Statements(
            {rule: list(filter(_is_statement, rules[rule])) for rule in rules}, concepts or {}
        )
        self._heads: dict[str, _Head] = {}
        self._letters: dict[str, _Head] = {}  # of the disguised: where some are hidden, only the first letter is sure
        self._everywhere: dict[str, re.Pattern[str]] = {}
        self._disguised = frozenset(disguised)
        for rule, phrases in plain.items():
            self._add(rule, [order for phrase in _in_order(phrases) for order in _together(phrase, terms)])
        for rule, phrases in disguised.items():
            self._add(rule, [order for phrase in _in_order(phrases) for order in _seen_through(phrase, terms)])
        self._starts = _starts(self._heads)

    def spans(self, text: str) -> dict[str, list[Span]]:
        """Where the phrases of each rule stand in a folded text, from left to right, not overlapping."""
        found = self._walk(text, self._heads, HEAD_LETTERS)
        if _HIDING in text:
            found = {rule: spans for rule, spans in found.items() if rule not in self._disguised}
            found |= self._walk(text, self._letters, 1)
        for rule, pattern in self._everywhere.items():
            found[rule] = [match.span() for match in pattern.finditer(text)]
        for rule, spans in self._statements.spans(text).items():
            found[rule] = _apart(found.get(rule, []) + spans)
        return found

    def _walk(self, text: str, heads: Mapping[str, _Head], letters: int) -> dict[str, list[Span]]:
        found: dict[str, list[Span]] = {}
        for word in self._starts.finditer(text):
            head = heads.get(word[0][:letters])
            if head is None:
                continue
            start = word.start()
            for rule, pattern in head.compiled or head.patterns():
                before = found.get(rule)
                if before and start < before[-1][1]:
                    continue
                match = pattern.match(text, start)
                if match is not None:
                    found.setdefault(rule, []).append(match.span())
        return found

    def _add(self, rule: str, phrases: Sequence[_Phrase]) -> None:
        if any(phrase.heads is None for phrase in phrases):
            expression = _any_of(phrase.expression for phrase in phrases)
            self._everywhere[rule] = re.compile(rf"(?<!\w){expression}", re.DOTALL)
            return
        for phrase in phrases:
            for head in phrase.heads or ():
                _put(self._heads, head, rule, phrase.expression)
            if rule in self._disguised:
                for letter in {head[0] for head in phrase.heads or ()}:
                    _put(self._letters, letter, rule, phrase.expression)


def expression(phrases: Sequence[str]) -> re.Pattern[str]:
    """One expression for a few plain phrases, to be searched in folded text."""
    found = [order.expression for phrase in _longest_first(phrases) for order in _together(phrase, _Terms({}))]
    return re.compile(rf"(?<!\w){_any_of(found)}", re.DOTALL) if found else re.compile(r"(?!)")


def _put(heads: dict[str, _Head], head: str, rule: str, phrase: str) -> None:
    heads.setdefault(head, _Head()).expressions.setdefault(rule, []).append(phrase)


def _starts(heads: Iterable[str]) -> re.Pattern[str]:
    """Where a phrase may begin: at a word, or at a sign that some phrase begins with ("'twould")."""
    signs = sorted({head for head in heads if _LETTER.match(head) is None})
    return re.compile(rf"\w+|(?<!\w)[{re.escape(''.join(signs))}]") if signs else _WORD


def _any_of(expressions: Iterable[str]) -> str:
    return rf"(?:{'|'.join(expressions)})(?!\w)"


def _is_statement(phrase: str) -> bool:
    """Whether it names a concept or any words, and is looked for word by word. Not where two parts are far apart."""
    return " + " not in phrase and (CONCEPT in phrase or ANY_WORDS in phrase.split())


def _in_order(phrases: Iterable[str]) -> list[str]:
    """Those that are looked for as expressions, the longest first."""
    return [phrase for phrase in _longest_first(phrases) if not _is_statement(phrase)]


def _apart(spans: list[Span]) -> list[Span]:
    """From left to right, the longest first where two begin together, without those that overlap one before."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or kept[-1][1] <= span[0]:
            kept.append(span)
    return kept


def _longest_first(phrases: Iterable[str]) -> list[str]:
    return sorted(phrases, key=len, reverse=True)


# -- a phrase as an expression -------------------------------------------------------------------------------------


class _Terms:
    """What a word of a phrase may be in a text: itself, or one of a concept's phrases."""

    def __init__(self, concepts: Mapping[str, Sequence[str]]) -> None:
        self._concepts = concepts
        self._folded: dict[str, list[list[str]]] = {}  # of those that were asked for

    def expression(self, word: str) -> str:
        """Of one word, or of a concept."""
        if not word.startswith(CONCEPT):
            return _word(word)
        return rf"(?:{'|'.join(_joined(map(_word, phrase)) for phrase in self._of(word))})"

    def heads(self, word: str) -> frozenset[str] | None:
        """How the text's words begin that it can begin at; None when that cannot be told."""
        if not word.startswith(CONCEPT):
            return _heads(word, _letters)
        found = [_heads(phrase[0], _letters) for phrase in self._of(word)]
        return None if None in found else frozenset[str]().union(*(heads for heads in found if heads is not None))

    def _of(self, word: str) -> list[list[str]]:
        name = word.removeprefix(CONCEPT)
        if name not in self._concepts:
            raise UnknownConcept(f"There is no concept {name!r}.")
        if name not in self._folded:
            self._folded[name] = [fold(phrase).text.split() for phrase in _longest_first(self._concepts[name])]
        return self._folded[name]


def _together(phrase: str, terms: _Terms) -> list[_Phrase]:
    """A phrase, or two that stand near each other ("a + b") in either order."""
    parts = [_split(part) for part in phrase.split(" + ")]
    first, second = _in_a_row(parts[0], terms), _in_a_row([word for part in parts[1:] for word in part], terms)
    if len(parts) == 1:
        return [_Phrase(first, terms.heads(parts[0][0]))]
    gap = rf"(?!\w).{{0,{TOGETHER_CHARACTERS}}}?(?<!\w)"
    return [
        _Phrase(f"{first}{gap}{second}", terms.heads(parts[0][0])),
        _Phrase(f"{second}{gap}{first}", terms.heads(parts[1][0])),
    ]


def _split(part: str) -> list[str]:
    """The words of a part; a concept's name is no text of people, and stays as it is."""
    return [word if word.startswith(CONCEPT) or word == ANY_WORDS else fold(word).text for word in part.split()]


def _in_a_row(words: Sequence[str], terms: _Terms) -> str:
    """The words one after the other, with what may stand between them."""
    expressions = [_FILLER if word == ANY_WORDS else terms.expression(word) + _SPACE for word in words]
    return "".join(expressions).removesuffix(_SPACE)


def _seen_through(phrase: str, terms: _Terms) -> list[_Phrase]:
    if " + " in phrase:
        return _together(phrase, terms)
    words = fold(phrase).text.split()
    return [_Phrase(_joined(map(_disguised_word, words)), _heads(words[0], _letters_once_or_twice))]


def _joined(words: Iterable[str]) -> str:
    return _SPACE.join(words)


def _word(word: str) -> str:
    ending = r"\w*" if word.endswith("*") else ""
    return re.escape(word.removesuffix("*")).replace("'", "'?") + ending


def _disguised_word(word: str) -> str:
    """Each letter once or twice; each but the first and last also as an asterisk, in words of four letters and more."""
    ending = r"\w*" if word.endswith("*") else ""
    letters = word.removesuffix("*")
    runs = [match[0] for match in _RUNS.finditer(letters)]
    first = 1 if runs[:1] == ["'"] else 0  # an apostrophe may be missing: then the letter after it is the first
    hidden = range(first + 1, len(runs) - 1) if len(letters) > 3 else range(0)
    return "".join(_run(run, place in hidden) for place, run in enumerate(runs)) + ending


def _run(run: str, may_be_hidden: bool) -> str:
    if not run.isalnum():
        return re.escape(run).replace("'", "'?")
    letter = rf"[{run[0]}*]" if may_be_hidden else run[0]
    return rf"{letter}{{1,2}}" if len(run) == 1 else rf"{letter}{{{len(run)}}}"


# -- how the text's words begin that a phrase begins at ------------------------------------------------------------


def _heads(word: str, pieces: Callable[[str], list[Piece]]) -> frozenset[str] | None:
    """The first letters of every word of a text that the word of a phrase can begin at, or the sign it begins with.

    None when they cannot be told, as of "a*".
    """
    letters = word.removesuffix("*")
    if letters and _LETTER.match(letters) is None:
        rest = _heads(word[1:], pieces) if letters[0] == "'" else frozenset[str]()  # an apostrophe may be missing
        return None if rest is None else rest | {letters[0]}
    heads, begun = set[str](), {""}
    for piece in pieces(letters):
        if None in piece:
            heads |= begun
        begun = {before + sign for before in begun for sign in piece if sign is not None}
        heads |= {head[:HEAD_LETTERS] for head in begun if len(head) >= HEAD_LETTERS}
        begun = {head for head in begun if len(head) < HEAD_LETTERS}
    if (begun and word.endswith("*")) or "" in begun:
        return None
    return frozenset(heads | begun)


def _letters(word: str) -> list[Piece]:
    return [_piece(sign, (sign,)) for sign in word]


def _letters_once_or_twice(word: str) -> list[Piece]:
    runs = [match[0] for match in _RUNS.finditer(word)]
    return [_piece(run, (run, run * 2) if len(run) == 1 else (run,)) for run in runs]


def _piece(sign: str, letters: Piece) -> Piece:
    """Any sign but a letter ends the text's word; an apostrophe may be missing, so that the word goes on."""
    if sign == "'":
        return (None, "")
    return letters if _LETTER.match(sign) else (None,)
