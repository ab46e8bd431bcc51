"""Whether an answer is nearly the one that somebody else just got."""

from __future__ import annotations

import re
from collections.abc import Sequence

FEWEST_CHARACTERS = 60  # "Thank you, glad it is sorted." may be said to everybody
NEARLY = 92.0  # of 100, rapidfuzz's ratio: another name, time or link in the same reply stays above it
_GREETING = re.compile(
    r"^\W*(?:(?:hi|hello|hiya|dear|good (?:morning|afternoon|evening)|thanks?(?: you)?)\b[^,.!:\n]{0,40}[,.!:\n])", re.I
)


def is_repeated(text: str, recent: Sequence[str]) -> bool:
    """Without the greeting, which is somebody's own."""
    plain = _without_greeting(text)
    if not recent or len(plain) < FEWEST_CHARACTERS:
        return False
    from rapidfuzz import fuzz  # only where there is something to compare with

    return any(fuzz.ratio(plain, _without_greeting(other), score_cutoff=NEARLY) > 0 for other in recent)


def _without_greeting(text: str) -> str:
    return " ".join(_GREETING.sub("", text).lower().split())
