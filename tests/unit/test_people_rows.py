"""What the supervisor's screen says of each person: what they hold and did, and whether they are here."""

from datetime import UTC, date, datetime, timedelta

import pytest

from console.desk.supervision import Hand
from console.model import Absence, Person
from console.rules.worktime import WorkCalendar
from console.screens.pane_rows import people_rows
from console.screens.pane_scene import Scene
from console.widgets.figure_rows import as_text

NOW = datetime(2026, 11, 18, 12, 10, tzinfo=UTC)  # a Wednesday
WEEK = dict.fromkeys(range(5), ((540, 1020),))
SCENE = Scene(NOW, WorkCalendar("Europe/London", WEEK, {}, (), date(2026, 1, 1), date(2026, 12, 31)))
SAM = Person("sam", "Sam Example", "customer-hub-advisor")


def said(hand: Hand) -> str:
    return as_text(people_rows([hand], SCENE)).splitlines()[-1].strip()


def ago(minutes: int) -> datetime:
    return NOW - timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("hand", "line"),
    [
        (Hand(SAM, looked_at=ago(5)), "0  Sam Example  here"),
        (Hand(SAM, looked_at=ago(6)), "0  Sam Example  seen 12:04"),
        (Hand(SAM, done=3, met=1, looked_at=ago(0)), "0  Sam Example  here, 3 done, 1 abuse"),
        (Hand(SAM, holds=2, holds_since=ago(60), looked_at=ago(40)), "2  Sam Example  since 11:10"),
        (Hand(SAM, holds=2, given=2, looked_at=ago(40)), "2  Sam Example  seen 11:30"),
        (Hand(SAM, holds=2, given=2, is_unseen=True), "2  Sam Example  not seen today"),
        (Hand(SAM, is_unseen=True), "0  Sam Example  not seen today"),
        (Hand(SAM, done=3), "0  Sam Example  3 done"),
    ],
)
def test_whether_somebody_is_here_is_said_where_what_they_hold_does_not_say_it(hand: Hand, line: str) -> None:
    assert said(hand) == line


def test_who_is_away_is_said_to_be_away() -> None:
    absent = Person("sam", "Sam Example", "customer-hub-advisor", absences=(Absence(ago(60), NOW + timedelta(days=1)),))
    assert said(Hand(absent, looked_at=ago(90))) == "0  Sam Example  away"
    assert said(Hand(absent, holds=2, holds_since=ago(60))) == "2  Sam Example  away, holds since 11:10"


def test_who_has_left_is_not_here() -> None:
    gone = Person("sam", "Sam Example", "customer-hub-advisor", left_at=ago(30))
    assert said(Hand(gone, done=3, looked_at=ago(2))) == "0  Sam Example  left, 3 done"
