"""British spelling: which words are none, which are American, and what may have been meant. Knows no policy.

The word list is read when first asked for (some 0.1 s, see `british/README.md`); afterwards a look-up takes 0.1 µs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

BRITISH = Path(__file__).parent / "british"
SHORTEST_SLIP = 6  # letters: below, a capitalised word that resembles another is more often a name
WORDS_KEPT = 4096  # unknown words whose neighbours are remembered while somebody types
LONGEST_WORD = 30  # characters: what is longer is no word that somebody misspelt

_LETTERS = "abcdefghijklmnopqrstuvwxyz'"
_VOWELS = frozenset("aeiouy")
_AMERICAN = [
    (re.compile(american), british)
    for american, british in (
        (r"iz(?=e|ing|ation|able)", "is"),
        (r"yz(?=e|ing)", "ys"),
        (r"or(?=s?$|ed$|ing$|ful|able|hood|ly$|ite|less)", "our"),
        (r"er(?=s?$)", "re"),
        (r"og(?=s?$)", "ogue"),
        (r"ense(?=s?$)", "ence"),
        (r"(?<=[aeiou])l(?=ed$|ing$|er$|ers$)", "ll"),
        (r"(?<=lfi)ll|(?<=nro)ll|(?<=nsti)ll|(?<=isti)ll|ll(?=ful)", "l"),
        (r"(?<=[^e])e(?=di|st|mi|col|nceph)", "ae"),
        (r"(?<=ag|dg)(?=ment|ing$)", "e"),
    )
]


def is_word(word: str) -> bool:
    """Whether a word with a small first letter is in the list, or one with a capital as a name or a sentence's first.

    Straight apostrophes; a possessive is known when its word is.
    """
    known = _known()
    stem = word[:-2] if word.endswith("'s") else word.removesuffix("'")
    return any(form in known or form.lower() in known for form in (word, stem))


def is_name(word: str) -> bool:
    """Whether a word in small letters is in the list only as a name: "january"."""
    return word not in _known() and word.capitalize() in _known()


def british_form(word: str) -> str | None:
    """How a word in small letters that is in no British list is written here, when that is American for one that is."""
    for american, british in _AMERICAN:
        for match in american.finditer(word):
            form = word[: match.start()] + british + word[match.end() :]
            if form in _known():
                return form
    return None


@lru_cache(maxsize=WORDS_KEPT)
def meant(word: str) -> str | None:
    """The likeliest word one slip away from a word in small letters: a letter too few, too many, other, or swapped."""
    return next(iter(_neighbours(word)), None)


@lru_cache(maxsize=WORDS_KEPT)
def slipped(word: str) -> str | None:
    """As `meant`, but only doubled, dropped and swapped letters of long words: safe where it may be a name."""
    if len(word) < SHORTEST_SLIP:
        return None
    return next((form for form in (*_swapped(word), *_redoubled(word), *_vowel_added(word)) if form in _known()), None)


def suggestions(word: str, limit: int = 5) -> list[str]:
    """What may have been meant, best first; for showing on demand: a few ms, and up to 0.1 s for the first."""
    plain = word.lower().replace("’", "'")
    near = list(dict.fromkeys(_neighbours(plain)))
    if len(near) < limit:
        from rapidfuzz import process  # only when somebody asks
        from rapidfuzz.distance import DamerauLevenshtein

        alike = (form for form in _known() if form[:1] == plain[:1] and abs(len(form) - len(plain)) < 3)
        rows = process.extract(plain, list(alike), scorer=DamerauLevenshtein.distance, limit=limit, score_cutoff=3)
        near = list(dict.fromkeys([*near, *(form for form, _, _ in rows if form.islower())]))
    cased = [form.capitalize() if word[:1].isupper() else form for form in near]
    return cased[:limit]


# -- the list ------------------------------------------------------------------------------------------------------


@cache
def _known() -> frozenset[str]:
    """Every form of every word, 123,402 and our own: Hunspell's affixes spread out."""
    also = (BRITISH / "also.txt").read_text(encoding="utf-8").split()
    more = {part for word in also for part in (word, *word.split("-"))}
    return frozenset(_spread(*_affixes((BRITISH / "index.aff").read_text(encoding="utf-8").splitlines())) | more)


_Suffix = tuple[int, str, str]  # how many letters go, what comes, and the ending that it is for


def _affixes(lines: list[str]) -> tuple[dict[str, str], dict[str, list[_Suffix]], set[str]]:
    """Prefixes, suffixes, and the flags of suffixes that go together with a prefix."""
    prefixes: dict[str, str] = {}
    suffixes: dict[str, list[_Suffix]] = {}
    crossing: set[str] = set()
    for line in lines:
        match line.split():
            case ["SFX", flag, "Y", _]:
                crossing.add(flag)
            case ["PFX", flag, _, start, _]:
                prefixes[flag] = start
            case ["SFX", flag, cut, ending, after]:
                suffixes.setdefault(flag, []).append((0 if cut == "0" else len(cut), ending, after))
    return prefixes, suffixes, crossing


def _spread(prefixes: dict[str, str], suffixes: dict[str, list[_Suffix]], crossing: set[str]) -> set[str]:
    forms: set[str] = set()
    endings: dict[tuple[str, str], _Suffix | None] = {}  # by flag and last two letters: the same few again and again
    for line in (BRITISH / "index.dic").read_text(encoding="utf-8").split("\n")[1:]:
        word, _, flags = line.partition("/")
        forms.add(word)
        crossed = [word]
        for flag in flags:
            if flag in suffixes:
                key = (flag, word[-2:])
                if key not in endings:
                    endings[key] = _ending(suffixes[flag], word)
                if (ending := endings[key]) is not None:
                    form = word[: len(word) - ending[0]] + ending[1]
                    forms.add(form)
                    if flag in crossing:
                        crossed.append(form)
        for flag in flags:
            if flag in prefixes:
                forms.update(prefixes[flag] + form for form in crossed)
    return {form for form in forms if form and not form[0].isdigit()}


def _ending(rows: list[_Suffix], word: str) -> _Suffix | None:
    return next((row for row in rows if re.search(f"(?:{row[2]})$", word)), None)


# -- one slip away -------------------------------------------------------------------------------------------------


def _neighbours(word: str) -> Iterator[str]:
    """Known words one slip away, the commonest slips first."""
    if len(word) < 3 or len(word) > LONGEST_WORD:
        return
    known = _known()
    for forms in (_swapped(word), _redoubled(word), _vowel_added(word), _other_vowel(word), _any_slip(word)):
        yield from (form for form in forms if form in known)


def _swapped(word: str) -> Iterator[str]:
    yield from (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))


def _redoubled(word: str) -> Iterator[str]:
    """One of a double letter gone, or a single one doubled."""
    for at, letter in enumerate(word):
        if at and word[at - 1] == letter:
            yield word[:at] + word[at + 1 :]
    yield from (word[:at] + word[at] + word[at:] for at in range(1, len(word)))


def _vowel_added(word: str) -> Iterator[str]:
    yield from (word[:at] + vowel + word[at:] for at in range(1, len(word) + 1) for vowel in "eaiou")


def _other_vowel(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        if letter in _VOWELS:
            yield from (word[:at] + vowel + word[at + 1 :] for vowel in "eaiouy" if vowel != letter)


def _any_slip(word: str) -> Iterator[str]:
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))
    yield from (word[:at] + letter + word[at:] for at in range(1, len(word) + 1) for letter in _LETTERS)
    yield from (word[:at] + letter + word[at + 1 :] for at in range(len(word)) for letter in _LETTERS)
