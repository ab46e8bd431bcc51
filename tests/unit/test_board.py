"""The board counts what it is given, between the moments it is given."""

import pytest

from console.desk.board import Board, Edges
from console.desk.supervision import NowFigure
from console.model import ClockKind

EDGES = Edges(over=100, within_15=110, within_30=120, within_60=140, today=200, next_day=300, midnight=200, windows=150)
DUE = [(90, 3), (150, 1), (160, 1), (200, 4), (201, 2)]  # of item 1 two run


@pytest.mark.parametrize(
    ("kind", "all_of_them", "over", "today"),
    [
        (ClockKind.PROMISE, NowFigure.PROMISES, NowFigure.PROMISES_BROKEN, NowFigure.PROMISES_TODAY),
        (ClockKind.CASE_STAGE, NowFigure.STAGES, NowFigure.STAGES_LATE, NowFigure.STAGES_TODAY),
    ],
)
def test_what_runs_out_today_is_counted_by_item_and_apart_from_what_has(
    kind: ClockKind, all_of_them: NowFigure, over: NowFigure, today: NowFigure
) -> None:
    board = Board({kind: DUE}, [])
    assert board.ids(all_of_them, EDGES) == [3, 1, 4, 2]
    assert board.ids(over, EDGES) == [3]
    assert board.ids(today, EDGES) == [1, 4], "the soonest first, each once"
    assert board.counts(EDGES)[today] == 2
