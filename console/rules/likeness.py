"""How like a text is to groups of phrases: its words, pairs of words and pieces of words, weighed by rarity.

Knows nothing of templates or policies. The same phrases and text give the same answer. On public customer questions of
77 intents, ten phrases each, asked with questions it had not seen, the right intent came first in 75 of 100 and among
the first three in 90; comparing phrase by phrase instead of with all phrases of a group gives 66 and 86. Rarity is
counted over groups: over phrases it costs 2 in 100. rapidfuzz mends misspelt words before they are looked up (one word
in eight misspelt costs 1 in 100 instead of 3) and finds the phrases that come nearest.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from math import log, sqrt
from sys import intern

from rapidfuzz import fuzz, process

from console.rules.wordstems import WORD, stem
from console.text import fold

ALIKE = 82.0  # fuzz.ratio from which an unknown word counts as a known one misspelt
SHORTEST_MENDED = 4  # letters; below, one wrong letter makes another word
PAIR_REACH = 3  # words that far apart still make a pair
PIECES = (3, 4)  # letters in a piece of a word, its ends marked
PIECES_IN_AT_MOST = 0.6  # of the groups: what most have tells little, and takes most of the time
NEAREST_GROUPS = 12  # whose phrases are compared one by one
WIDENED_GROUPS = 6  # that may be widened: what comes later by a group's own phrases does not come first by others
NEAREST_PHRASES = 3  # whose mean tells how near the group is
COSINE_WEIGHS = 0.85  # of the score; the rest is rapidfuzz's likeness to the nearest phrases
SHARED_WEIGHS = 0.008  # of the rarity of the words in common: 1 more in 100 right, 0.03 of AUROC for what none fits
WORDS_WEIGH, PAIRS_WEIGH, NEIGHBOURS_WEIGH, PIECES_WEIGH = 0.35, 0.25, 0.15, 0.25  # found on the questions named above
MOST_TELLING = 90  # features of a long text that a view compares: the rest changes no order, and takes half the time
FEATURES_KEPT = 4_096  # of each view, whose place is remembered: a text that grows has most of them again
UNKNOWN = -1  # the place of a feature that no group has
OFTEN_SAID = 0.75  # power: what many phrases of a group say counts for more, but not for as many times more

LITTLE = frozenset(
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
    rarity of the words in common: a short text may look very like a phrase without a telling word in it. `widened` is
    what it would be with the phrases that the group was widened by; the same where there are none.
    """

    group: int
    score: float
    phrase: int
    widened: float


Widened = tuple[Mapping[str, float], ...]  # a group with more phrases: what each view sees of it
NOTHING_WIDENED: Mapping[int, Widened] = {}


class Phrasebook:
    """Groups of phrases, ready to be compared with. Some 0.15 s to build for 500 phrases."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        """`groups[g][p]` is phrase p of group g."""
        worded = [[tuple(map(intern, _words(phrase))) for phrase in group] for group in groups]
        self._worded = worded
        self._vocabulary = sorted({word for group in worded for words in group for word in words})
        self._known = frozenset(self._vocabulary)
        self._mendable = [word for word in self._vocabulary if len(word) >= SHORTEST_MENDED]
        self._plain = [[_plain(words) for words in group] for group in worded]
        self._telling = [[frozenset(map(intern, phrase.split())) for phrase in group] for group in self._plain]
        self._views = [
            (_View(_words_of, worded), WORDS_WEIGH),
            (_View(_pairs_of, worded), PAIRS_WEIGH),
            (_View(_neighbours_of, worded), NEIGHBOURS_WEIGH),
            (_View(_pieces_of, worded, PIECES_IN_AT_MOST), PIECES_WEIGH),
        ]
        self._mend = lru_cache(maxsize=4_096)(self._mended)

    def nearest(
        self, text: str, among: Iterable[int] | None = None, widened: Mapping[int, Widened] = NOTHING_WIDENED
    ) -> list[Likeness]:
        """The groups that come nearest, at most NEAREST_GROUPS, nearest first; only those `among`, when given.

        Which come first, and how near, is the groups' own phrases' to say: `widened` fills in what it is named after.
        """
        words = [self._mend(word) for word in _words(text)]
        seen = [view.seen(words) for view, _ in self._views]
        sums = self._sums(seen)
        allowed = sums.keys() if among is None else sums.keys() & set(among)
        first = sorted(allowed, key=lambda group: (-sums[group], group))[:NEAREST_GROUPS]
        shared = self._views[0][0].shared(stem(word) for word in words if word not in LITTLE)
        near = self._near_phrases(_plain(words), first)
        heard = {group: widened[group] for group in first[:WIDENED_GROUPS] if group in widened}
        found = [
            self._likeness(group, sums[group], self._wider(seen, heard.get(group)), of_group, shared[group])
            for group, of_group in zip(first, near, strict=True)
        ]
        return sorted(found, key=lambda one: (-one.score, one.group))

    def widen(self, group: int, phrases: Iterable[tuple[str, float]]) -> Widened:
        """The group with more phrases, each with its weight: 1 counts as one of its own, below 0 against it.

        Rarities and the words that are known stay as they are, so that nothing changes for any other group.
        """
        own = [(words, 1.0) for words in self._worded[group]]
        more = [([self._mend(word) for word in _words(phrase)], weight) for phrase, weight in phrases]
        return tuple(_summed((view.seen(words), times) for words, times in (*own, *more)) for view, _ in self._views)

    def _likeness(
        self, group: int, cosine: float, wider: float | None, near: Sequence[tuple[float, int]], shared: float
    ) -> Likeness:
        best = near[:NEAREST_PHRASES]
        rest = (1 - COSINE_WEIGHS) * sum(one for one, _ in best) / len(best) + SHARED_WEIGHS * shared
        score = COSINE_WEIGHS * cosine + rest
        return Likeness(group, score, -near[0][1], score if wider is None else COSINE_WEIGHS * wider + rest)

    def _near_phrases(self, plain: str, groups: Sequence[int]) -> list[list[tuple[float, int]]]:
        """Of each group how like its phrases are, the likest first, each with its number below nought."""
        words = frozenset(plain.split())
        looked_at = [(group, place) for group in groups for place in self._near(group, words)]
        likeness = _phrase_likenesses(plain, [self._plain[group][place] for group, place in looked_at])
        found: dict[int, list[tuple[float, int]]] = {group: [] for group in groups}
        for (group, place), one in zip(looked_at, likeness, strict=True):
            found[group].append((one, -place))
        return [sorted(found[group], reverse=True) for group in groups]

    def _near(self, group: int, words: frozenset[str]) -> Sequence[int]:
        """The group's phrases that share a word with the text, or all of them when too few do: half the time."""
        sharing = [place for place, telling in enumerate(self._telling[group]) if not telling.isdisjoint(words)]
        return sharing if len(sharing) >= NEAREST_PHRASES else range(len(self._plain[group]))

    def _sums(self, seen: Iterable[Mapping[str, float]]) -> dict[int, float]:
        """Of the groups that share anything with what was seen."""
        sums = [0.0] * len(self._plain)
        for (view, weight), features in zip(self._views, seen, strict=True):
            sums = [total + cosine * weight for total, cosine in zip(sums, view.cosines(features), strict=True)]
        return {group: total for group, total in enumerate(sums) if total > 0}

    def _wider(self, seen: Iterable[Mapping[str, float]], group: Widened | None) -> float | None:
        if group is None:
            return None
        pairs = zip(self._views, seen, group, strict=True)
        return sum(
            view_weight
            * sum([weight * of_group[feature] for feature, weight in features.items() if feature in of_group])
            for (_, view_weight), features, of_group in pairs
        )

    def _mended(self, word: str) -> str:
        """The word, or the known word that it most likely is a misspelling of."""
        if word in self._known or len(word) < SHORTEST_MENDED or word.isdigit():
            return word
        found = process.extractOne(word, self._mendable, scorer=fuzz.ratio, score_cutoff=ALIKE)
        return word if found is None else found[0]


class _View:
    """One way of looking at the phrases: every group's features as a vector of length one, by feature.

    Kept in arrays, without the features' own letters: for 200 groups of 20 phrases a tenth of what lists of pairs take.
    """

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
        self._count = len(groups)
        most = in_at_most * len(groups)
        self._common = frozenset(feature for feature, count in used_by.items() if count > most)
        telling = sorted((hash(feature), count) for feature, count in used_by.items() if count <= most)
        self._hashes = array("q", [number for number, _ in telling])
        self._starts = array("I", accumulate((count for _, count in telling), initial=0))
        self._rarities = [log(1 + len(groups) / max(count, 1)) for count in range(len(groups) + 1)]  # by use
        self._place = lru_cache(maxsize=FEATURES_KEPT)(self._placed)
        self._groups, self._weights = self._filled(bags)

    def _filled(self, bags: Sequence[Sequence[Mapping[str, float]]]) -> tuple[array[int], array[float]]:
        """The groups that have each feature, in their order, and the weight that it has for them."""
        groups, weights = array("I", [0]) * self._starts[-1], array("d", [0.0]) * self._starts[-1]
        free = self._starts[:]
        for number, group in enumerate(bags):
            for feature, weight in _summed((self._weighed(bag), 1.0) for bag in group).items():
                place = self._placed(feature)
                groups[free[place]], weights[free[place]] = number, weight
                free[place] += 1
        return groups, weights

    def _placed(self, feature: str) -> int:
        """Where the feature stands among those that tell something; UNKNOWN where no group has it."""
        number = hash(feature)
        place = bisect_left(self._hashes, number)
        return place if place < len(self._hashes) and self._hashes[place] == number else UNKNOWN

    def _rarity(self, place: int) -> float:
        return self._rarities[0 if place == UNKNOWN else self._starts[place + 1] - self._starts[place]]

    def seen(self, words: Sequence[str]) -> dict[str, float]:
        """A text as a vector of length one. What no group knows is as rare as can be, and counts against all."""
        return self._weighed(_damped(self._features(words)))

    def _weighed(self, bag: Mapping[str, float]) -> dict[str, float]:
        weighed = {
            feature: count * self._rarity(self._place(feature))
            for feature, count in bag.items()
            if feature not in self._common
        }
        return _of_length_one(weighed)

    def shared(self, features: Iterable[str]) -> Mapping[int, float]:
        """The rarity of those features that each group has, added up."""
        sums: dict[int, float] = defaultdict(float)
        for feature in dict.fromkeys(features):  # in one order, for sums of fractions depend on it
            if (place := self._place(feature)) != UNKNOWN:
                rarity = self._rarity(place)
                for group in self._groups[self._starts[place] : self._starts[place + 1]]:
                    sums[group] += rarity
        return sums

    def cosines(self, seen: Mapping[str, float]) -> list[float]:
        """Of every group; nought where it shares no feature with what was seen of a text."""
        sums = [0.0] * self._count
        telling = seen.items() if len(seen) <= MOST_TELLING else sorted(seen.items(), key=_by_weight)[:MOST_TELLING]
        for feature, weight in telling:
            if (place := self._place(feature)) != UNKNOWN:
                start, end = self._starts[place], self._starts[place + 1]
                for group, of_group in zip(self._groups[start:end], self._weights[start:end], strict=True):
                    sums[group] += weight * of_group
        return sums


def _by_weight(feature: tuple[str, float]) -> float:
    """The heaviest first; among equals the order stays."""
    return -feature[1]


def _summed(phrases: Iterable[tuple[Mapping[str, float], float]]) -> dict[str, float]:
    """Phrases, each of length one and times its weight, added up and brought to length one; nothing below nought."""
    total: dict[str, float] = defaultdict(float)
    for seen, times in phrases:
        for feature, weight in seen.items():
            total[feature] += times * weight
    return _of_length_one({feature: weight**OFTEN_SAID for feature, weight in total.items() if weight > 0})


def alike(one: str, other: str) -> float:
    """How like two texts are by rapidfuzz alone, whatever the order of their words: 0..1."""
    return _phrase_likeness(_plain(_words(one)), _plain(_words(other)))


def _phrase_likeness(plain: str, phrase: str) -> float:
    return _phrase_likenesses(plain, [phrase])[0]


def _phrase_likenesses(plain: str, phrases: Sequence[str]) -> list[float]:
    """How like each phrase is. All at once, so that rapidfuzz makes the text ready once: half the time."""
    sums = [0.0] * len(phrases)
    for scorer in (fuzz.token_sort_ratio, fuzz.token_set_ratio):
        for _, ratio, place in process.extract(plain, phrases, scorer=scorer, limit=None):
            sums[place] += ratio
    return [total / 200 for total in sums]


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text).text)


def _plain(words: Iterable[str]) -> str:
    """What the token scorers compare: the words that carry meaning, or all of them when none does."""
    words = list(words)
    return " ".join(word for word in words if word not in LITTLE) or " ".join(words)


def plain_words(text: str) -> list[str]:
    """The folded words of a text that carry meaning, or all of them when none does."""
    return _plain(_words(text)).split()


def _words_of(words: Sequence[str]) -> Iterable[str]:
    return map(stem, words)


def _pairs_of(words: Sequence[str]) -> Iterable[str]:
    stems = [stem(word) for word in words if word not in LITTLE]
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


def _of_length_one(weighed: Mapping[str, float]) -> dict[str, float]:
    length = sqrt(sum([weight * weight for weight in weighed.values()])) or 1.0
    return {feature: weight / length for feature, weight in weighed.items()}
