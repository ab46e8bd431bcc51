"""What runs on the items of the inbox, kept rather than counted: every figure is two look-ups in a sorted list.

Read once, then only what changed is read again. Pure: the store's rows come in, numbers and ids go out; times are epoch
milliseconds throughout. 50,000 running clocks are read in some 40 ms and take 12 MB.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from console.desk.records import Due, Loud, RunningClock
from console.desk.supervision import ANSWERS, NowFigure
from console.model import OFFENCES, ClockKind, Rank

MOST_ID = 1 << 62


@dataclass(frozen=True, slots=True)
class Edges:
    """The moments between which answers are counted, each no earlier than the one before; and two of other clocks."""

    over: int  # the last moment that is over: what is due now is not late yet
    within_15: int
    within_30: int
    within_60: int
    today: int
    next_day: int
    midnight: int  # until when what is due today is due, late in the day too
    windows: int  # until when a platform's window counts as about to shut

    def span(self, figure: NowFigure) -> tuple[int, int]:
        """The moments of a figure of time: after the first, up to the second."""
        ends = (self.over, self.within_15, self.within_30, self.within_60, self.today, self.next_day, MOST_ID)
        place = ANSWERS.index(figure)
        return (ends[place - 1] if place else -MOST_ID), ends[place]


_KINDS = {
    NowFigure.ESCALATIONS: ClockKind.ESCALATION,
    NowFigure.ESCALATIONS_LATE: ClockKind.ESCALATION,
    NowFigure.PROMISES: ClockKind.PROMISE,
    NowFigure.PROMISES_BROKEN: ClockKind.PROMISE,
    NowFigure.PROMISES_TODAY: ClockKind.PROMISE,
    NowFigure.STAGES: ClockKind.CASE_STAGE,
    NowFigure.STAGES_LATE: ClockKind.CASE_STAGE,
    NowFigure.STAGES_TODAY: ClockKind.CASE_STAGE,
    NowFigure.WINDOWS: ClockKind.WINDOW,
}
_ONE_EACH = frozenset({ClockKind.ANSWER, ClockKind.WINDOW})  # of the others an item may have several
_LATE = frozenset({NowFigure.ESCALATIONS_LATE, NowFigure.PROMISES_BROKEN, NowFigure.STAGES_LATE})
_TODAY = frozenset({NowFigure.PROMISES_TODAY, NowFigure.STAGES_TODAY})
_LOUD: Mapping[NowFigure, Callable[[Loud], bool]] = {
    NowFigure.SAFEGUARDING: lambda one: one.rule == "safeguarding",
    NowFigure.URGENT: lambda one: one.rule == "urgent",
    NowFigure.ABUSE: lambda one: one.rule in OFFENCES,
    NowFigure.FAILED: lambda one: one.rank is Rank.FAILED,
}


class ClocksByEnd:
    """The running clocks of one kind, in the order in which they end."""

    def __init__(self, rows: Iterable[Due]) -> None:
        """`rows` are sorted."""
        self._rows = list(rows)
        self._of: dict[int, tuple[int, ...]] = {}
        for due, item_id in self._rows:
            self._of[item_id] = (*self._of[item_id], due) if item_id in self._of else (due,)

    def replace(self, item_id: int, dues: tuple[int, ...]) -> None:
        """These are the item's now."""
        if (before := self._of.pop(item_id, ())) != dues:
            for due in before:
                del self._rows[bisect_left(self._rows, (due, item_id))]
            for due in dues:
                insort(self._rows, (due, item_id))
        if dues:
            self._of[item_id] = dues

    def count(self, after: int, until: int) -> int:
        """How many end after one moment and up to the other."""
        return bisect_right(self._rows, (until, MOST_ID)) - bisect_right(self._rows, (after, MOST_ID))

    def ids(self, after: int, until: int) -> list[int]:
        """Whose they are, soonest first, each once."""
        first, last = bisect_right(self._rows, (after, MOST_ID)), bisect_right(self._rows, (until, MOST_ID))
        return list(dict.fromkeys(item_id for _, item_id in self._rows[first:last]))

    def next_after(self, moment: int) -> Due | None:
        """The first that ends after a moment."""
        place = bisect_right(self._rows, (moment, MOST_ID))
        return self._rows[place] if place < len(self._rows) else None

    def first_ties(self, most: int) -> list[int]:
        """Whose end first, all at one moment; no more than `most` of them."""
        if not self._rows:
            return []
        end = bisect_right(self._rows, (self._rows[0][0], MOST_ID))
        return [item_id for _, item_id in self._rows[: min(end, most)]]


class Board:
    """Everything that runs, and what is loud."""

    def __init__(self, running: Mapping[ClockKind, Sequence[Due]], loud: Iterable[Loud]) -> None:
        self.running = {kind: ClocksByEnd(running.get(kind, ())) for kind in ClockKind}
        self._loud: dict[NowFigure, set[int]] = {figure: set() for figure in _LOUD}
        for one in loud:
            self._add_loud(one)

    def take(self, item_ids: Collection[int], running: Iterable[RunningClock], loud: Iterable[Loud]) -> None:
        """These items changed, and so they are now: (item, kind, due) of each running clock, and what is loud."""
        dues: dict[tuple[int, ClockKind], tuple[int, ...]] = {}
        for item_id, kind, due in running:
            dues[item_id, kind] = (*dues.get((item_id, kind), ()), due)
        for item_id in item_ids:
            for kind, clocks in self.running.items():
                clocks.replace(item_id, dues.get((item_id, kind), ()))
            for ids in self._loud.values():
                ids.discard(item_id)
        for one in loud:
            self._add_loud(one)

    def _add_loud(self, one: Loud) -> None:
        for figure, belongs in _LOUD.items():
            if belongs(one):
                self._loud[figure].add(one.item_id)

    def counts(self, edges: Edges) -> dict[NowFigure, int]:
        """How much there is of everything."""
        return {figure: self._count(figure, edges) for figure in NowFigure}

    def _count(self, figure: NowFigure, edges: Edges) -> int:
        if figure in _LOUD:
            return len(self._loud[figure])
        kind, after, until = _reach(figure, edges)
        clocks = self.running[kind]
        return clocks.count(after, until) if kind in _ONE_EACH else len(clocks.ids(after, until))

    def ids(self, figure: NowFigure, edges: Edges) -> list[int]:
        """The items behind a figure: soonest first, what is loud in the order in which it came."""
        if figure in _LOUD:
            return sorted(self._loud[figure])
        kind, after, until = _reach(figure, edges)
        return self.running[kind].ids(after, until)


def _reach(figure: NowFigure, edges: Edges) -> tuple[ClockKind, int, int]:
    """Which clocks a figure counts, and between which moments they end."""
    if figure in ANSWERS:
        return ClockKind.ANSWER, *edges.span(figure)
    kind = _KINDS[figure]
    if figure is NowFigure.WINDOWS:
        return kind, edges.over, edges.windows
    if figure in _TODAY:
        return kind, edges.over, edges.midnight
    return kind, -MOST_ID, edges.over if figure in _LATE else MOST_ID
