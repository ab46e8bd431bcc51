"""Sentences of ours that may read as blame, sarcasm, an admission and the like without a wording that a pack lists.

Learned from some 3,000 sentences and wordings, see `fixtures/learning/learn_tone.py`. Of what it has not seen it finds a
third, and takes one fine sentence in fifty for risky: so it only says that a sentence deserves a second look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
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
HALF = 0.5  # the share where a label begins


def doubtful(prose: Prose, told: Collection[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Start, end and why of each sentence that may be read amiss; where something was `told` already, nothing more."""
    for start, end in prose.sentences:
        if any(one < end and start < other for one, other in told):
            continue
        readings = _learned().read(fold(prose.covered[start:end]))
        if readings and readings[RISKY].share >= HALF:
            kind = max(_READS_AS, key=lambda label: readings[label].share)
            yield start, end, f"may read as {_READS_AS[kind]}: look at it once more"


@cache
def _learned() -> Learned:
    return Learned(msgspec.json.decode(files("console.rules").joinpath("tone.json").read_bytes(), type=Weights))
