"""Sentences of ours that may read as blame, sarcasm, an admission and the like without a wording that a pack lists.

Learned from some 1,800 sentences, see `fixtures/learning/learn_tone.py`. Of risky ones that it has not seen it finds
half, and it takes one fine sentence in 25 for risky: so it only says that a sentence deserves a second look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from console.rules.learned import Learned, Weights
from console.rules.prose import Prose
from console.text import fold

RISKY = "risky"
_READS_AS = {
    "liability": "an admission that others may hold us to",
    "blame": "blame",
    "sarcasm": "sarcasm",
    "discrimination": "prejudice",
    "defamation": "an accusation",
    "confidential": "telling what is not for others",
}
SENTENCES_KEPT = 64  # at a key one sentence of a text changes; reading one takes 0.1 ms
HALF = 0.5  # the share where a label begins


def doubtful(prose: Prose, told: Collection[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Start, end and why of each sentence that may be read amiss; where something was `told` already, nothing more."""
    for start, end in prose.sentences:
        if any(one < end and start < other for one, other in told):
            continue
        kind = _kind(prose.covered[start:end])
        if kind is not None:
            yield start, end, f"may read as {_READS_AS[kind]}: look at it once more"


@lru_cache(maxsize=SENTENCES_KEPT)
def _kind(sentence: str) -> str | None:
    """As what the sentence may be read; None when nothing speaks for it."""
    readings = _learned().read(fold(sentence))
    if not readings or readings[RISKY].share < HALF:
        return None
    return max(_READS_AS, key=lambda label: readings[label].share)


@cache
def _learned() -> Learned:
    return Learned(msgspec.json.decode(files("console.rules").joinpath("tone.json").read_bytes(), type=Weights))
