"""What the supervisor's screen says of a channel."""

from datetime import UTC, date, datetime

from console.desk.records import ChannelHealth
from console.desk.supervision import ChannelWatch
from console.model import ChannelState
from console.rules.worktime import WorkCalendar
from console.screens.pane_rows import channel_facts, channel_rows
from console.screens.pane_scene import Scene
from console.widgets.figure_rows import as_text

NOW = datetime(2026, 11, 18, 12, 10, tzinfo=UTC)  # a Wednesday
CALENDAR = WorkCalendar(
    "Europe/London", dict.fromkeys(range(5), ((540, 1020),)), {}, (), date(2026, 1, 1), date(2026, 12, 31)
)
SCENE = Scene(NOW, CALENDAR)
FETCHED, LOOKED = NOW.replace(minute=5), NOW.replace(minute=1)
WELL = ChannelHealth("facebook", ChannelState.UP, fetched_at=FETCHED, looked_at=LOOKED)
BUSY = ChannelHealth("youtube", ChannelState.RATE_LIMITED, "Too many calls.", FETCHED, until=NOW.replace(hour=13))


def test_a_row_says_when_it_was_fetched_and_by_when_somebody_looks() -> None:
    watches = [ChannelWatch(WELL, NOW.replace(hour=16), is_overlooked=False)]
    assert "✓  Facebook  12:05, by 16:10" in as_text(channel_rows(watches, SCENE))


def test_all_that_is_known_of_a_channel_is_said_in_sentences() -> None:
    assert channel_facts(ChannelWatch(WELL, NOW.replace(hour=16), is_overlooked=False), SCENE) == (
        "It can be reached, its sign-in and its quota are in order.",
        "Last fetched 12:05.",
        "Last looked at 12:01.",
        "To be looked at again by 16:10.",
    )


def test_a_channel_that_takes_no_calls_says_until_when_and_why() -> None:
    assert channel_facts(ChannelWatch(BUSY, None, is_overlooked=False), SCENE) == (
        "It asks us to wait until 13:10. Too many calls.",
        "Last fetched 12:05.",
    )
