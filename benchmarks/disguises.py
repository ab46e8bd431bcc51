"""One severe word, written so that a list would not know it: for `judge_offence.py`. The same texts each time."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator

WORDS = (
    "wanker", "bitch", "cunt", "faggot", "twat", "bastard", "whore", "nigger", "dickhead", "prick", "slut", "retard",
    "arsehole", "fuck", "motherfucker", "paki", "bellend",
)  # fmt: skip
CARRIERS = ("{}", "you {}", "what a {} that was", "he is a {}, simple as that")

SEED = 11
_LEET = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7", "g": "9", "b": "8", "l": "1"}
_LOOKALIKE = dict(zip("aeopcyxisjhkmtbru", "аеорсухіѕјһкмтьгц", strict=True)) | {"u": "υ", "n": "ո", "w": "ԝ", "d": "ԁ"}
_ACCENTS = "\u0300\u0301\u0302\u0303\u0308\u030a"
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

Disguise = Callable[[str, random.Random], str]


def leet(word: str, chance: random.Random) -> str:
    """Some of the letters that a digit or sign can stand for, at least one."""
    can = [at for at, letter in enumerate(word) if letter in _LEET]
    hidden = set(chance.sample(can, chance.randint(1, len(can)))) if can else set[int]()
    return "".join(chance.choice(_LEET[letter]) if at in hidden else letter for at, letter in enumerate(word))


def asterisks(word: str, chance: random.Random) -> str:
    """One letter inside, or all that are."""
    at = chance.randrange(1, len(word) - 1)
    return chance.choice((word[:at] + "*" + word[at + 1 :], word[0] + "*" * (len(word) - 2) + word[-1]))


def spaced(word: str, chance: random.Random) -> str:
    """A space between all letters, or somewhere in the word."""
    at = chance.randrange(1, len(word))
    return chance.choice((" ".join(word), " ".join(word), word[:at] + " " + word[at:]))


def dotted(word: str, chance: random.Random) -> str:
    """A dot, dash or underscore between all letters, or somewhere in the word."""
    sign, at = chance.choice("..-_"), chance.randrange(1, len(word))
    return chance.choice((sign.join(word), word[:at] + sign + word[at:]))


def stretched(word: str, chance: random.Random) -> str:
    """A letter or two, several times."""
    for at in sorted(chance.sample(range(len(word)), chance.randint(1, 2)), reverse=True):
        word = word[:at] + word[at] * chance.randint(2, 6) + word[at + 1 :]
    return word


def unseen(word: str, chance: random.Random) -> str:
    """Characters without width between the letters."""
    return "".join(letter + chance.choice(_UNSEEN) for letter in word)


def lookalikes(word: str, chance: random.Random) -> str:
    """Cyrillic, Greek and Armenian letters that look the same."""
    return "".join(_LOOKALIKE.get(letter, letter) if chance.random() < 0.7 else letter for letter in word)


def full_width(word: str, chance: random.Random) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in word)


def accents(word: str, chance: random.Random) -> str:
    """Marks on the vowels, composed where Unicode can."""
    marked = "".join(letter + chance.choice(_ACCENTS) if letter in "aeiou" else letter for letter in word)
    return unicodedata.normalize("NFC", marked)


def swapped(word: str, chance: random.Random) -> str:
    """Two neighbours that differ, swapped."""
    at = chance.choice([at for at in range(len(word) - 1) if word[at] != word[at + 1]])
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def dropped(word: str, chance: random.Random) -> str:
    """A letter gone: not the first, which hardly anybody leaves out."""
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


DISGUISES: dict[str, Disguise] = {
    "leet": leet, "asterisks": asterisks, "spaces": spaced, "dots": dotted, "stretching": stretched,
    "no width": unseen, "look-alikes": lookalikes, "full width": full_width, "accents": accents,
}  # fmt: skip
SLIPS: tuple[Disguise, ...] = (swapped, dropped)


def disguised(disguise: Disguise, times: int = 4) -> Iterator[str]:
    """Every word in every carrier, `times` over."""
    chance = random.Random(SEED)
    for _ in range(times):
        for word in WORDS:
            for carrier in CARRIERS:
                yield carrier.format(disguise(word, chance))
