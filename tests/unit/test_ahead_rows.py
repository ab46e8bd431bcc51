"""What the supervisor's screen says of the hours to come."""

from datetime import UTC, date, datetime, timedelta

from console.desk.foresight_records import Band, Course, Forecast, LateBy
from console.desk.supervisor_orders import NextClosure
from console.rules.worktime import WorkCalendar
from console.screens.pane_ahead_rows import ahead_rows, further_rows
from console.screens.pane_scene import Scene
from console.screens.pane_seen import Ahead
from console.widgets.figure_rows import as_text

NOW = datetime(2026, 11, 18, 12, 10, tzinfo=UTC)  # a Wednesday
CALENDAR = WorkCalendar(
    "Europe/London", dict.fromkeys(range(5), ((540, 1020),)), {}, (), date(2026, 1, 1), date(2026, 12, 31)
)


def said(*late: int, closure: NextClosure | None = None) -> str:
    """What the column says when so many will be late by one o'clock, by two, and so on, and of the next closure."""
    late_by = tuple(
        LateBy(NOW.replace(hour=13 + number, minute=0), Band(amount, amount, amount + 3))
        for number, amount in enumerate(late)
    )
    forecast = Forecast(
        at=NOW, closes_at=late_by[-1].moment, opens_at=None, days_known=40, days_needed=10, late_now=0, pace_hours=8,
        due_by_closing=late[-1], as_it_is=Course(2, late_by),
    )  # fmt: skip
    ahead, scene = Ahead(forecast, closure, 0), Scene(NOW, CALENDAR, room=40)
    return as_text([*ahead_rows(ahead, scene), *further_rows(ahead, scene)])


def test_how_the_late_ones_mount_up_is_a_picture() -> None:
    assert "late by 13:00  ▁▂▄█ 17:00" in said(0, 1, 2, 4, 8)


def test_no_picture_is_made_of_nothing_or_of_what_the_sentence_says() -> None:
    assert "late by" not in said(0, 0, 0, 0, 0), "none will be late"
    assert "late by" not in said(1, 2), "two hours"


def closing(start: datetime, *, is_notice_posted: bool) -> NextClosure:
    return NextClosure(start, start + timedelta(days=1), "Staff day", is_notice_posted)


def test_the_next_closure_says_below_it_whether_its_notice_is_posted() -> None:
    coming = said(0, 0, closure=closing(NOW + timedelta(days=9), is_notice_posted=False)).splitlines()
    assert coming[-3].split(maxsplit=1) == ["!", "closes Fri 27 Nov 12:10"]
    assert [line.strip() for line in coming[-2:]] == ["Staff day. Its notice is not posted:", "press n once it is."]
    posted = said(0, 0, closure=closing(NOW + timedelta(days=9), is_notice_posted=True))
    assert posted.endswith("Staff day. Its notice is posted.")


def test_a_closure_that_runs_says_until_when() -> None:
    assert "closed until Thu" in said(0, 0, closure=closing(NOW - timedelta(hours=1), is_notice_posted=True))


def test_a_reason_that_somebody_wrote_reaches_no_terminal_as_it_is() -> None:
    reason = "Storm\x1b[2J\x1b]0;gone\x07 \u202eBabet"
    coming = said(0, 0, closure=NextClosure(NOW + timedelta(days=9), NOW + timedelta(days=10), reason, True))
    assert not {"\x1b", "\x07", "\u202e"} & set(coming)
    assert "Storm" in coming
