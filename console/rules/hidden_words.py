"""Words that somebody wrote so that a list would not know them: with signs for letters, letters masked, apart or cut in
two; and severe ones with a letter missing or two swapped.

Works on `fold_characters`, which leaves signs as they are. A word that is in the British list is never a slip, and two
of them are no word cut in two; the list is only opened for what would be found otherwise. Pure; 8 µs a text.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from console.rules.spelling import is_word

SHORTEST, LONGEST = 4, 16  # letters of a word that is looked for
LONGEST_TOKEN = 28  # characters: what is longer hides no word but a link
SLIPS_KEPT = 20_000  # tokens whose answer is remembered: people use the same words again and again

_READ_AS = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "tl", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "il", "|": "il", "+": "t", "€": "e", "£": "le", "¢": "c",
}  # fmt: skip
_MASKS = "*#%&?"  # each may hide any letter
_JOINS = r"[._~*/-]+"  # what may stand between the letters of one word
_LETTER = r"[a-z0-9@$!|+€£]"
_SIGNED = re.compile(
    rf"[a-z][0-9@$!|+€£¢&#%*?._~/-]+[a-z0-9@$]|(?<!\S)[0-9@$!|+€£]+[a-z]|[a-z][*#%]{{2,}}|[a-z][@$0-9](?!{_LETTER})"
)
_TOKEN = re.compile(r"[^\s,;:\"'“”]+")
_AROUND = "._~-?…()[]{}<>/\\"  # belongs to the sentence, not to a word
_BETWEEN = re.compile(_JOINS)
_SPELLED_OUT = re.compile(rf"(?<!\w)(?:{_LETTER}[\s._*,/-]{{1,3}}){{{SHORTEST - 1},}}{_LETTER}(?!\w)")
_SPELLED = re.compile(_LETTER)
_WORD = re.compile(r"[a-z]+")
_VOWEL = re.compile(r"[aeiouy]")
_RUN = re.compile(r"(.)\1{2,}")
# Half a word by the list, and yet what is written after an apostrophe that is missing, or of carbon monoxide.
_HALVES = frozenset({"co", "re", "ll", "ve", "st"})


@dataclass(frozen=True, slots=True)
class Hidden:
    """A stretch of the text that stands for a word, and the rule that lists the word."""

    start: int
    end: int
    rule: str


class HiddenWords:
    """The single words of some rules; where two list a word, the first has it."""

    def __init__(self, words: Mapping[str, Iterable[str]], severe: Container[str], known: Iterable[str] = ()) -> None:
        """`severe` names the rules whose words are found misspelt as well; `known` are words that are no slips."""
        self._rules: dict[str, str] = {}
        for rule, listed in words.items():
            for word in filter(str.isalpha, listed):
                self._rules.setdefault(word.lower(), rule)
        self._alike: dict[tuple[int, str], list[str]] = {}  # by length and first letter
        self._near: dict[str, list[str]] = {}  # the severe, by either of their first two letters
        for word, rule in self._rules.items():
            self._alike.setdefault((len(word), word[0]), []).append(word)
            if rule in severe and len(word) >= SHORTEST:
                for letter in {*word[:2]}:
                    self._near.setdefault(letter, []).append(word)
        self._known = frozenset(word.lower() for word in known)
        self._slips: dict[str, str | None] = {}

    def find(self, text: str) -> Iterator[Hidden]:
        """What stands in a text that `fold_characters` has reduced; the same stretch may come more than once."""
        yield from self._spelled_out(text)
        if _SIGNED.search(text) is not None:
            yield from self._signed(text)
        words = list(_WORD.finditer(text))
        yield from self._cut_in_two(text, words)
        for word in words:
            if (rule := self._slip(word[0])) is not None:
                yield Hidden(*word.span(), rule)

    # -- letters apart -------------------------------------------------------------------------------------------

    def _spelled_out(self, text: str) -> Iterator[Hidden]:
        """Words with something between all their letters ("f u c k", "f.u.c.k"): nobody does that by chance."""
        for run in _SPELLED_OUT.finditer(text):
            letters = [(match[0], match.start()) for match in _SPELLED.finditer(text, *run.span())]
            spelled, done = "".join(letter for letter, _ in letters), 0
            for at in range(len(letters)):
                for end in range(min(len(letters), at + LONGEST), max(done, at) + SHORTEST - 1, -1):
                    rule = self._reads_as(spelled[at:end]) if at >= done else None
                    if rule is not None:
                        yield Hidden(letters[at][1], letters[end - 1][1] + 1, rule)
                        done = end
                        break

    def _cut_in_two(self, text: str, words: list[re.Match[str]]) -> Iterator[Hidden]:
        for one, other in pairwise(words):
            rule = self._rules.get(one[0] + other[0])
            if rule is None or len(one[0]) + len(other[0]) < SHORTEST or not text[one.end() : other.start()].isspace():
                continue
            if not (self._is_real(one[0]) and self._is_real(other[0])):
                yield Hidden(one.start(), other.end(), rule)

    # -- signs and masks -----------------------------------------------------------------------------------------

    def _signed(self, text: str) -> Iterator[Hidden]:
        for token in _TOKEN.finditer(text):
            if len(token[0]) > LONGEST_TOKEN or _SIGNED.search(token[0]) is None:
                continue
            inner = token[0].strip(_AROUND)
            start = token.start() + token[0].index(inner)
            for written in dict.fromkeys((inner, inner.rstrip("!"))):
                if (rule := self._meant(written)) is not None:
                    yield Hidden(start, start + len(written), rule)
                    break

    def _meant(self, written: str) -> str | None:
        """The rule of the word that a token is, as it stands or without what is between its letters."""
        parts = [part for part in _BETWEEN.split(written) if part]
        if len(parts) < 2 or all(len(part) > 1 and self._is_real(part) for part in parts):
            return self._read(written)
        return self._read(written) or self._read("".join(parts))

    def _read(self, form: str) -> str | None:
        """The rule of the word that a form reads as, letter by letter. Of one that is nearly all masks, the last one's:
        it may be the mildest word."""
        short = _RUN.sub(r"\1", form)
        return next((rule for each in dict.fromkeys((form, short)) if (rule := self._reads_as(each))), None)

    def _reads_as(self, form: str) -> str | None:
        found = [
            self._rules[word]
            for first in _READ_AS.get(form[0], form[0])
            for word in self._alike.get((len(form), first), ())
            if all(map(_may_be, form, word))
        ]
        letters = sum(sign.isalpha() for sign in form)
        if not found or not letters:
            return None
        return found[0] if letters > 1 else found[-1]

    # -- slips ---------------------------------------------------------------------------------------------------

    def _slip(self, token: str) -> str | None:
        """The rule of the severe word that a token is, but for a letter that is missing or two that are swapped."""
        if not SHORTEST - 1 <= len(token) <= LONGEST or token[0] not in self._near:
            return None
        if token not in self._slips:
            if len(self._slips) >= SLIPS_KEPT:
                self._slips.clear()
            self._slips[token] = self._look_up(token)
        return self._slips[token]

    def _look_up(self, token: str) -> str | None:
        from rapidfuzz import process  # 20 ms to import, and the first screen stands before anything is judged
        from rapidfuzz.distance import OSA

        from console.rules.other_people import first_names  # 5 ms, and only the first time

        near = process.extract(token, self._near[token[0]], scorer=OSA.distance, score_cutoff=1, limit=None)
        meant = next((word for word, distance, _ in near if distance and _is_slip(token, word)), None)
        if meant is None or token in self._rules or self._is_real(token) or token.capitalize() in first_names():
            return None
        return self._rules[meant]

    def _is_real(self, word: str) -> bool:
        return len(word) == 1 or word in self._known or word in _HALVES or is_word(word)


def _may_be(sign: str, letter: str) -> bool:
    return sign == letter or sign in _MASKS or letter in _READ_AS.get(sign, "")


def _is_slip(token: str, word: str) -> bool:
    """Two neighbours swapped; or a letter gone, never the first of a short word, and of four only the vowel."""
    if len(token) == len(word):
        return sorted(token) == sorted(word)
    if len(token) != len(word) - 1:
        return False
    if len(word) == SHORTEST:
        return token[0] == word[0] and token[-1] == word[-1] and _VOWEL.search(token) is None
    return token[0] == word[0] or len(word) > 6
