"""Words of a folded text and their stems: "leaking", "leaks" and "leaked" are one. Rough, and enough for comparing."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")

_ENDINGS = ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly", "er", "ment", "ation", "ions", "ion")
_SHORTEST = 3  # letters that stay


@lru_cache(maxsize=8_192)
def stem(word: str) -> str:
    """The word without its ending."""
    word = word.replace("'s", "").replace("'", "")
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _SHORTEST), "")
    word = word.removesuffix(ending)
    if ending and len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    if len(word) > _SHORTEST:
        word = word.removesuffix("e")
    return f"{word[:-1]}i" if len(word) > _SHORTEST and word.endswith("y") else word
