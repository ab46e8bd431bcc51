"""How like a text is to groups of phrases: its words, pairs of words and pieces of words, weighed by rarity.

Knows nothing of templates or policies. The same phrases and text give the same answer. On public customer questions of
77 intents, ten phrases each, asked with questions it had not seen, the right intent came first in 75 of 100 and among
the first three in 90; comparing phrase by phrase instead of with all phrases of a group gives 66 and 86. Rarity is
counted over groups: over phrases it costs 2 in 100. rapidfuzz mends misspelt words before they are looked up (one word
in eight misspelt costs 1 in 100 instead of 3) and finds the phrases that come nearest.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt

from rapidfuzz import fuzz, process

from console.rules.wordstems import WORD, stem
from console.text import fold

ALIKE = 82.0  # fuzz.ratio from which an unknown word counts as a known one misspelt
SHORTEST_MENDED = 4  # letters; below, one wrong letter makes another word
PAIR_REACH = 3  # words that far apart still make a pair
PIECES = (3, 4)  # letters in a piece of a word, its ends marked
PIECES_IN_AT_MOST = 0.6  # of the groups: what most have tells little, and takes most of the time
NEAREST_GROUPS = 12  # whose phrases are compared one by one
NEAREST_PHRASES = 3  # whose mean tells how near the group is
COSINE_WEIGHS = 0.85  # of the score; the rest is rapidfuzz's likeness to the nearest phrases
SHARED_WEIGHS = 0.008  # of the rarity of the words in common: 1 more in 100 right, 0.03 of AUROC for what none fits
WORDS_WEIGH, PAIRS_WEIGH, NEIGHBOURS_WEIGH, PIECES_WEIGH = 0.35, 0.25, 0.15, 0.25  # found on the questions named above
OFTEN_SAID = 0.75  # power: what many phrases of a group say counts for more, but not for as many times more

_LITTLE = frozenset(
    re.findall(
        r"[\w']+",
        "a an and are as at be been but by can could did do does for from get got had has have he her him his i i'm "
        "im if in is it it's its just me my of on or our so some that the their them then there they this to up us "
        "was we were what when which who will with would you your u ur please hi hello hiya hey there's i've ive",
    )
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a text is to one group, and the number of the group's phrase that comes nearest.

    `score` is mostly 0.15 to 0.5, and is to be read beside others of the same phrasebook only. A part of it is the
    rarity of the words in common: a short text may look very like a phrase without a telling word in it.
    """

    group: int
    score: float
    phrase: int


class Phrasebook:
    """Groups of phrases, ready to be compared with. Some 0.15 s to build for 500 phrases."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        """`groups[g][p]` is phrase p of group g."""
        worded = [[_words(phrase) for phrase in group] for group in groups]
        self._vocabulary = sorted({word for group in worded for words in group for word in words})
        self._known = frozenset(self._vocabulary)
        self._mendable = [word for word in self._vocabulary if len(word) >= SHORTEST_MENDED]
        self._plain = [[_plain(words) for words in group] for group in worded]
        self._telling = [[frozenset(phrase.split()) for phrase in group] for group in self._plain]
        self._views = [
            (_View(_words_of, worded), WORDS_WEIGH),
            (_View(_pairs_of, worded), PAIRS_WEIGH),
            (_View(_neighbours_of, worded), NEIGHBOURS_WEIGH),
            (_View(_pieces_of, worded, PIECES_IN_AT_MOST), PIECES_WEIGH),
        ]
        self._mend = lru_cache(maxsize=4_096)(self._mended)

    def nearest(self, text: str, among: Iterable[int] | None = None) -> list[Likeness]:
        """The groups that come nearest, at most NEAREST_GROUPS, nearest first; only those `among`, when given."""
        words = [self._mend(word) for word in _words(text)]
        sums = self._sums(words)
        allowed = sums.keys() if among is None else sums.keys() & set(among)
        first = sorted(allowed, key=lambda group: (-sums[group], group))[:NEAREST_GROUPS]
        shared = self._views[0][0].rarities_shared(dict.fromkeys(stem(word) for word in words if word not in _LITTLE))
        plain = _plain(words)
        found = [self._likeness(group, sums[group], plain, shared.get(group, 0.0)) for group in first]
        return sorted(found, key=lambda one: (-one.score, one.group))

    def _likeness(self, group: int, cosine: float, plain: str, shared: float) -> Likeness:
        phrases = self._plain[group]
        near = sorted(
            ((_phrase_likeness(plain, phrases[place]), -place) for place in self._near(group, plain)), reverse=True
        )
        best = near[:NEAREST_PHRASES]
        score = COSINE_WEIGHS * cosine + (1 - COSINE_WEIGHS) * sum(one for one, _ in best) / len(best)
        return Likeness(group, score + SHARED_WEIGHS * shared, -near[0][1])

    def _near(self, group: int, plain: str) -> Sequence[int]:
        """The group's phrases that share a word with the text, or all of them when too few do: half the time."""
        words = frozenset(plain.split())
        sharing = [place for place, telling in enumerate(self._telling[group]) if not telling.isdisjoint(words)]
        return sharing if len(sharing) >= NEAREST_PHRASES else range(len(self._plain[group]))

    def _sums(self, words: Sequence[str]) -> dict[int, float]:
        sums: dict[int, float] = defaultdict(float)
        for view, weight in self._views:
            for group, cosine in view.cosines(words).items():
                sums[group] += cosine * weight
        return sums

    def _mended(self, word: str) -> str:
        """The word, or the known word that it most likely is a misspelling of."""
        if word in self._known or len(word) < SHORTEST_MENDED or word.isdigit():
            return word
        found = process.extractOne(word, self._mendable, scorer=fuzz.ratio, score_cutoff=ALIKE)
        return word if found is None else found[0]


class _View:
    """One way of looking at the phrases: every group's features as a vector of length one, by feature."""

    def __init__(
        self,
        features: Callable[[Sequence[str]], Iterable[str]],
        groups: Sequence[Sequence[Sequence[str]]],
        in_at_most: float = 1.0,
    ) -> None:
        """`groups` holds the words of each phrase; what more than `in_at_most` of the groups have is left out."""
        self._features = features
        bags = [[_damped(features(words)) for words in group] for group in groups]
        used_by = Counter(feature for group in bags for feature in {feature for bag in group for feature in bag})
        self._rarity = {
            feature: log(1 + len(groups) / count)
            for feature, count in used_by.items()
            if count <= in_at_most * len(groups)
        }
        self._common = frozenset(used_by.keys() - self._rarity.keys())
        self._rarest = log(1 + len(groups))
        self._by_feature: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, group in enumerate(bags):
            for feature, weight in self._summed(group).items():
                self._by_feature[feature].append((number, weight))

    def _summed(self, bags: Iterable[Mapping[str, float]]) -> dict[str, float]:
        """The group's phrases, each of length one, added up and brought to length one."""
        total: dict[str, float] = defaultdict(float)
        for bag in bags:
            weighed = {
                feature: count * self._rarity[feature] for feature, count in bag.items() if feature in self._rarity
            }
            length = _length(weighed)
            for feature, weight in weighed.items():
                total[feature] += weight / length
        total = {feature: weight**OFTEN_SAID for feature, weight in total.items()}
        length = _length(total)
        return {feature: weight / length for feature, weight in total.items()}

    def rarities_shared(self, features: Iterable[str]) -> dict[int, float]:
        """For every group that has any of the features, how rare those are that it has, added up."""
        sums: dict[int, float] = defaultdict(float)
        for feature in features:
            for group, _ in self._by_feature.get(feature, ()):
                sums[group] += self._rarity[feature]
        return sums

    def cosines(self, words: Sequence[str]) -> dict[int, float]:
        """Of every group that shares a feature. What no group knows counts against all of them."""
        bag = _damped(self._features(words))
        weighed = {
            feature: count * self._rarity.get(feature, self._rarest)
            for feature, count in bag.items()
            if feature not in self._common
        }
        length = _length(weighed)
        sums: dict[int, float] = defaultdict(float)
        for feature, weight in weighed.items():
            for group, of_group in self._by_feature.get(feature, ()):
                sums[group] += weight * of_group / length
        return sums


def _phrase_likeness(plain: str, phrase: str) -> float:
    return (fuzz.token_sort_ratio(plain, phrase) + fuzz.token_set_ratio(plain, phrase)) / 200


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text).text)


def _plain(words: Iterable[str]) -> str:
    """What the token scorers compare: the words that carry meaning, or all of them when none does."""
    words = list(words)
    return " ".join(word for word in words if word not in _LITTLE) or " ".join(words)


def _words_of(words: Sequence[str]) -> Iterable[str]:
    return map(stem, words)


def _pairs_of(words: Sequence[str]) -> Iterable[str]:
    stems = [stem(word) for word in words if word not in _LITTLE]
    for place, one in enumerate(stems):
        for other in stems[place + 1 : place + 1 + PAIR_REACH]:
            if other != one:
                yield f"{one} {other}" if one < other else f"{other} {one}"


def _neighbours_of(words: Sequence[str]) -> Iterable[str]:
    marked = ["^", *map(stem, words), "$"]
    return (f"{first} {second}" for first, second in pairwise(marked))


def _pieces_of(words: Sequence[str]) -> Iterable[str]:
    for word in words:
        yield from _pieces(word)


@lru_cache(maxsize=8_192)
def _pieces(word: str) -> tuple[str, ...]:
    marked = f"^{word}$"
    return tuple(marked[at : at + size] for size in PIECES for at in range(len(marked) - size + 1))


def _damped(features: Iterable[str]) -> dict[str, float]:
    """A word said three times is not three times as telling."""
    return {feature: 1 + log(count) for feature, count in Counter(features).items()}


def _length(weighed: Mapping[str, float]) -> float:
    return sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
