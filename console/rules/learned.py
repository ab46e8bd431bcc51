"""What a text is by the company its words keep: weights learned from labelled examples, one row a word or two in a row.

A linear model with nothing hidden: every word has a weight for every label, in `learned.json`, and the words that made
a finding are its span. The weights are made by `make weights` from `fixtures/learning`. What a pack lists counts as
well, and does not pass through here. Pure; 70 µs a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice, pairwise
from math import exp, inf, sqrt

import msgspec

from console.rules.prose import LINK
from console.rules.wordstems import WORD, stem
from console.text import Folded

START, END = "^", "$"  # beside the first word, and the last
STEEPNESS = 4.0  # of the share that is shown, against the distance from where a label begins
TELLING = 3  # words that a finding points at: the strongest, and what lies between them
SHORTEST_LENGTH = 25.0  # about seven words: three that happen to be in dangerous company prove nothing
TOGETHER_CHARACTERS = 60  # from one end of the span to the other
TOGETHER_SENTENCES = 2  # read together in a long text; of single ones, too many that only sound urgent are found
FEWEST_SPACES = 8  # in them

_HAS_LINK = re.compile(r"\.[a-z]")  # perhaps: looking for links themselves takes as long as all the rest
_SENTENCE_END = re.compile(r"[.!?]+\s+(?=\S)|\n+(?=\S)")
_EXAMPLE = re.compile(r"\bexample\.org\b")  # where invented links lead: of the texts learned from, in spam alone

NOTHING_POINTED_AT: Mapping[str, float] = {}

_LITTLE = frozenset(  # stems that nobody would point at, as in "with it, by"; they count all the same
    re.findall(
        r"\S+",
        "^ $ a an and are as at be been but by can could did do doe for from get got had ha have he her him his i if "
        "im in is it its ive just me my of off on or our out she so that the their them then there they thi to up u us "
        "wa was we were what when which who will with would you your",
    )
)

Row = tuple[float, dict[str, float]]  # how rare the feature is, and its weight for each label


class Weights(msgspec.Struct, frozen=True):
    """What was learned. `begins` says from which sum on a label is found; `learned_from` is the examples' digest."""

    learned_from: str
    bias: dict[str, float]
    begins: dict[str, float]
    features: dict[str, Row]


class Reading(msgspec.Struct, frozen=True):
    """How far a text is on the side of a label: 0..1, half where the label begins; and the words that put it there,
    where they are asked for: else the span is empty.

    `words` counts the different words of the text, outside links, that were learned.
    """

    share: float
    start: int
    end: int
    words: int


@cache
def shipped_weights() -> Weights:
    """The weights of the package; 20 ms, once."""
    return msgspec.json.decode(files("console.rules").joinpath("learned.json").read_bytes(), type=Weights)


def strongest(weights: Weights, label: str, limit: int) -> list[str]:
    """The features that speak most for a label, the strongest first: what was learned, for somebody to look at."""
    pulls = {feature: rarity * found.get(label, 0.0) for feature, (rarity, found) in weights.features.items()}
    best = sorted(pulls, key=lambda feature: (-pulls[feature], feature))[:limit]
    return [feature for feature in best if pulls[feature] > 0]


class Learned:
    """Reads texts with the weights."""

    def __init__(self, weights: Weights, pointed_at_from: Mapping[str, float] = NOTHING_POINTED_AT) -> None:
        """`pointed_at_from` says of each label from which share on somebody asks which words it was."""
        self._weights = weights
        self._pointed_at_from = pointed_at_from

    def read(self, folded: Folded) -> dict[str, Reading]:
        """Every label's reading; offsets are into the folded text. Nothing for a text without a word."""
        return self._read(folded.text)

    def read_sentences(self, folded: Folded, label: str) -> Reading | None:
        """Where a label is strongest in a text of three sentences and more: of each two in a row, the strongest.

        What is said in passing in a long letter drowns in the rest of it. None for shorter texts.
        """
        starts = [0, *(match.end() for match in _SENTENCE_END.finditer(folded.text)), len(folded.text)]
        if len(starts) <= 1 + TOGETHER_SENTENCES:
            return None
        found = []
        for start, end in zip(starts, starts[TOGETHER_SENTENCES:], strict=False):
            text = folded.text[start:end]
            reading = self._read(text, label).get(label) if text.count(" ") >= FEWEST_SPACES else None
            if reading is not None:
                found.append(msgspec.structs.replace(reading, start=start + reading.start, end=start + reading.end))
        return max(found, key=lambda reading: reading.share, default=None)

    def _read(self, written: str, only: str | None = None) -> dict[str, Reading]:
        """Every label's reading, or `only` that one's, which takes half the time."""
        found = list(_features(_EXAMPLE.sub(_blanked, written)))
        features = self._weights.features
        known = {feature: features[feature] for feature, _ in found if feature in features}
        if not known:
            return {}
        length = length_of(rarity for rarity, _ in known.values())
        words = _count_words(written, known)
        if only is not None:
            total = sum([rarity * weights.get(only, 0.0) for rarity, weights in known.values()])
            return {only: self._reading(only, self._weights.bias[only] + total / length, words, known, found)}
        totals = dict(self._weights.bias)
        for rarity, weights in known.values():
            part = rarity / length
            for label, weight in weights.items():
                totals[label] += part * weight
        return {label: self._reading(label, total, words, known, found) for label, total in totals.items()}

    def _reading(
        self,
        label: str,
        total: float,
        words: int,
        known: Mapping[str, Row],
        found: Sequence[tuple[str, tuple[int, int]]],
    ) -> Reading:
        share = 1 / (1 + exp(-max(-30.0, min(30.0, STEEPNESS * (total - self._weights.begins[label])))))
        if share < self._pointed_at_from.get(label, inf):
            return Reading(share, 0, 0, words)
        return Reading(share, *_span(label, known, found), words)


def length_of(rarities: Iterable[float]) -> float:
    """Of a text, so that a long one does not shout; a short one counts as longer than it is, and says less."""
    return max(SHORTEST_LENGTH, sqrt(sum(rarity * rarity for rarity in rarities)))


def features_of(folded: Folded) -> set[str]:
    """The features of a text: the stems of its words, and of each two in a row."""
    return {feature for feature, _ in _features(folded.text)}


def _blanked(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _count_words(text: str, known: Mapping[str, Row]) -> int:
    if _HAS_LINK.search(text) is None:
        return sum([" " not in feature for feature in known])
    text = LINK.sub(" ", text)
    return len({word for match in WORD.finditer(text) if (word := stem(match[0])) in known})


def _features(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    words = [(stem(match[0]), match.span()) for match in WORD.finditer(text)]
    if not words:
        return
    yield from words
    first, last = words[0][1], words[-1][1]
    for (one, span), (other, following) in pairwise([(START, first), *words, (END, last)]):
        yield f"{one} {other}", (span[0], following[1])


def _span(label: str, known: Mapping[str, Row], found: Sequence[tuple[str, tuple[int, int]]]) -> tuple[int, int]:
    """From the first to the last of the strongest words that stand together, the strongest among them."""
    weighed = {feature: rarity * weights[label] for feature, (rarity, weights) in known.items() if label in weights}
    pulling = sorted([(weighed[feature], span, feature) for feature, span in found if feature in weighed], reverse=True)
    telling = (row for row in pulling if not _LITTLE.issuperset(row[2].split()))
    pulls = [row[:2] for row in list(islice(telling, TELLING)) or pulling[:TELLING]]
    if not pulls:
        return found[0][1]
    start, end = pulls[0][1]
    for pull, (other, other_end) in pulls[1:]:
        if pull > 0 and max(end, other_end) - min(start, other) <= TOGETHER_CHARACTERS:
            start, end = min(start, other), max(end, other_end)
    return start, end
