"""Digits that stand near each other in a text, whatever is between them: where every number of people's is looked for.

Spoken digits ("oh seven double seven") make runs too. What a run is, the modules of the numbers say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from msgspec import Struct

from console.rules.expression import Expression

# Between two digits: at most three signs that are neither letters nor of money, clocks or sums. "o" stands for nought,
# as a word of its own or among digits; "l" and "i" only between digits.
_NOUGHT = r"o(?![a-np-z])"
_DIGIT = rf"(?:\d|{_NOUGHT})"
_GLUED = "".join(f"|(?<={word})" for word in ("tel", "mob", "mobile", "phone", "number", "call", "text", "ring"))
_RUN = Expression(
    rf"(?:(?<![a-z\d]){_GLUED}){_DIGIT}"
    rf"(?:[^\w\n£$€%#@&:;=?!]{{0,3}}(?:{_DIGIT}|[li](?=\d))|_{{1,2}}{_DIGIT}|[li](?=o)){{5,}}"
)
_SAID = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "naught": "0", "nil": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_WORD = rf"(?:(?:double|treble|triple)[\W_]{{1,2}})?(?:{'|'.join(_SAID)}|\d)"
_SPOKEN_RUN = Expression(
    rf"(?<![\w.])(?:\d{{1,6}}[\W_]{{1,3}})?(?:{_WORD})(?!\w)(?:[\W_]{{1,3}}(?:(?:{_WORD})|\d{{2,9}})(?!\w)){{2,}}"
)
_SPOKEN_PART = Expression(r"[a-z]+|\d+")
_REFERENCE_WORDS = (
    r"(?:\brefs?\b|reference|orders?|deliver[a-z]*|job|ticket|invoice|tracking|parcel|receipt|serial|bar ?code|meter|"
    r"reading|\bcase|policy|permit|booking|confirmation|application|claim|quote|label|batch|product|model|\bpart|"
    r"\bid\b|\bisbn|certificate|licence|voucher|complaint|enquiry|survey|account|customer|member(?:ship)?|user|\blog)"
)
_REFERENCE = Expression(rf"{_REFERENCE_WORDS}\W*(?:(?:number|num|no|nr|is|was|says|code)\b\W*){{0,3}}$")
_ANY_REFERENCE = Expression(_REFERENCE_WORDS)
REFERENCE_CHARACTERS = 40  # before a number, in which it may be called an order's, a job's, …
FEWEST_SPOKEN = 2  # words among the digits: fewer are no number that somebody spells out


class Run(Struct, frozen=True):
    """Digits with where each stands in the text; `groups[i]` grows where digits do not touch."""

    text: str
    digits: str
    starts: list[int]
    ends: list[int]
    groups: list[int]
    is_spoken: bool = False

    def __len__(self) -> int:
        return len(self.digits)

    def is_start(self, at: int) -> bool:
        """Whether a group of digits begins there."""
        return at == 0 or self.groups[at] != self.groups[at - 1]

    def is_end(self, at: int) -> bool:
        """Whether a group of digits ends just before."""
        return at == len(self) or (0 < at < len(self) and self.groups[at] != self.groups[at - 1])

    def lengths(self, start: int, end: int) -> list[int]:
        """How many digits each group has, between two places that are such borders."""
        lengths: list[int] = []
        for at in range(start, end):
            if at == start or self.is_start(at):
                lengths.append(0)
            lengths[-1] += 1
        return lengths

    def gaps(self, start: int, end: int) -> list[str]:
        """What stands between the groups."""
        return [self.text[self.ends[at - 1] : self.starts[at]] for at in range(start + 1, end) if self.is_start(at)]

    def may_begin(self, at: int) -> bool:
        """Whether a number may begin there: with a group, and not amid a row of digits that each stand alone."""
        return self.is_start(at) and not (at and self._is_lone(at - 1) and self._is_lone(at))

    def may_end(self, at: int) -> bool:
        """Whether a number may end just before, in the same way."""
        return self.is_end(at) and not (at < len(self) and self._is_lone(at - 1) and self._is_lone(at))

    def _is_lone(self, at: int) -> bool:
        return self.is_start(at) and self.is_end(at + 1)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where digits `start` to `end` (exclusive) stand in the text."""
        return self.starts[start], self.ends[end - 1]


def is_called_reference(text: str, start: int) -> bool:
    """Whether the number that begins there is said to be an order's, a repair's or the like: nobody's own."""
    return _REFERENCE.search(text, max(0, start - REFERENCE_CHARACTERS), start) is not None


def is_about_reference(text: str, start: int) -> bool:
    """Whether anything of the sort is spoken of before the number: enough where the number itself says little."""
    return _ANY_REFERENCE.search(text, max(0, start - REFERENCE_CHARACTERS), start) is not None


def digit_runs(text: str) -> Iterator[Run]:
    """Every run in figures of a folded text, in order."""
    for match in _RUN.finditer(text):
        yield _run(text, match)


def spoken_runs(text: str) -> Iterator[Run]:
    """Every run of a folded text that has digits in words, in order."""
    for match in _SPOKEN_RUN.finditer(text):
        run = _spoken_run(text, match)
        if run is not None:
            yield run


def _run(text: str, match: re.Match[str]) -> Run:
    starts = [at for at, sign in enumerate(match[0], match.start()) if sign.isdigit() or sign in "oli"]
    digits = "".join({"o": "0", "l": "1", "i": "1"}.get(text[at], text[at]) for at in starts)
    breaks = (int(at > 0 and starts[at] != starts[at - 1] + 1) for at in range(len(starts)))
    return Run(text, digits, starts, [at + 1 for at in starts], list(accumulate(breaks)))


def _spoken_run(text: str, match: re.Match[str]) -> Run | None:
    """None where there are too few words in it: "2 out of 3 or 4"."""
    spoken = list(_spoken_digits(match))
    if sum(text[start].isalpha() for _, start, _, _ in spoken) < FEWEST_SPOKEN:
        return None
    digits, starts, ends, groups = zip(*spoken, strict=True)
    return Run(text, "".join(digits), list(starts), list(ends), list(groups), is_spoken=True)


def _spoken_digits(match: re.Match[str]) -> Iterator[tuple[str, int, int, int]]:
    """Each digit with where it is said, and in which part: "double seven" says two in the same place."""
    times, first = 1, -1
    for group, part in enumerate(_SPOKEN_PART.finditer(match[0])):
        start, end = match.start() + part.start(), match.start() + part.end()
        if part[0] in _TIMES:
            times, first = _TIMES[part[0]], start
        elif part[0] in _SAID or times > 1:
            for _ in range(times):
                yield _SAID.get(part[0], part[0]), min(start, first) if times > 1 else start, end, group
            times = 1
        else:
            for at, digit in enumerate(part[0], start):
                yield digit, at, at + 1, group
