"""What a likeness is worth in one library: how often one as near as this was right, and when to say that nothing fits.

A logistic curve through what the library's own examples gave. Pure arithmetic on pairs of numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

# Examples set aside that count as not covered. They are short and alone: of whole messages it is one in twenty, and
# nothing is hidden from anybody, it is only said that none fits.
MISSED_ONE_IN = 4
ROUNDS = 25  # of Newton's method; it stands still after some ten
STEADYING = 0.5  # imagined right and wrong cases at the middle, so that a library without mistakes has a curve too
SCALE = 10.0  # likenesses lie within a few tenths of each other
STEEPEST = 12.0


@dataclass(frozen=True, slots=True)
class Trust:
    """The curve, and `least`: the share below which none fits."""

    offset: float
    slope: float
    least: float

    def share_right(self, score: float) -> float:
        """How often a likeness like this one was right, 0..1; grows with the score."""
        return _logistic(self.offset + self.slope * score * SCALE)


def trust_in(asked: Sequence[tuple[float, bool]]) -> Trust:
    """Fit the curve to (likeness of the best, whether it was right) of covered questions.

    Without any, every likeness is worth a half and nothing is refused.
    """
    if not asked:
        return Trust(0.0, 0.0, 0.0)
    offset, slope = _fitted(asked)
    scores = sorted(score for score, _ in asked)
    least = scores[len(scores) // MISSED_ONE_IN]
    return Trust(offset, slope, round(_logistic(offset + slope * least * SCALE), 3))


def _fitted(asked: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Offset and slope of the likeliest curve, by Newton's method; the slope never falls below zero."""
    middle = sum(score for score, _ in asked) / len(asked)
    rows = [((score - middle) * SCALE, float(right), 1.0) for score, right in asked]
    rows += [(0.0, 1.0, STEADYING), (0.0, 0.0, STEADYING)]
    offset, slope = 0.0, 1.0
    for _ in range(ROUNDS):
        by_offset = by_slope = steep_offset = steep_both = 0.0
        steep_slope = STEADYING
        for at, right, count in rows:
            share = _logistic(offset + slope * at)
            by_offset += count * (right - share)
            by_slope += count * (right - share) * at
            curve = count * share * (1 - share)
            steep_offset += curve
            steep_both += curve * at
            steep_slope += curve * at * at
        by_slope -= STEADYING * slope
        determinant = steep_offset * steep_slope - steep_both**2
        offset += (by_offset * steep_slope - by_slope * steep_both) / determinant
        slope += (by_slope * steep_offset - by_offset * steep_both) / determinant
        slope = min(max(slope, 0.01), STEEPEST)
    return offset - slope * middle * SCALE, slope


def _logistic(at: float) -> float:
    return 1 / (1 + exp(-min(max(at, -60.0), 60.0)))
