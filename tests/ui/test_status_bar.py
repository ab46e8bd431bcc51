"""What the two lines at the top say, and what gives way where there is little room."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from console.desk.records import ChannelHealth, Counts
from console.model import ActionKind, ChannelState
from console.rules.worktime import Closure, WorkCalendar
from console.screens.inbox import ALARM_EVERY_S, CHANNELS_EVERY_S
from console.screens.standing import Known, hours, standing
from tests.ui.stage import comment, staged

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
FIGURES = ("Inbox 64", "5 overdue", "9 due soon", "2 failed")
BOTH_DOWN = (ChannelHealth("facebook", ChannelState.DOWN), ChannelHealth("youtube", ChannelState.TOKEN_EXPIRED))


async def second_line(tmp_path: Path, width: int, **facts: object) -> str:
    """The status bar's second line at this width."""
    async with staged(tmp_path, size=(width, 24)) as stage:
        calendar = stage.desk.office.calendar
        known = Known("Westward", "Ana", calendar, listed=64, counts=Counts(64, 5, 9, 2), **facts)  # type: ignore[arg-type]
        stage.inbox._show_standing = lambda: None  # type: ignore[method-assign]
        stage.inbox.status.standing = standing(known, NOW)
        await stage.pilot.pause()
        return stage.screen_text().splitlines()[1]


@pytest.mark.parametrize("width", [80, 100, 120, 160])
async def test_figures_never_give_way(tmp_path: Path, width: int) -> None:
    facts = {"new": 3, "leaving_s": 12, "leaving_kind": ActionKind.MOVE_TO_PRIVATE, "channels": BOTH_DOWN}
    said = await second_line(tmp_path, width, **facts)
    assert [words for words in (*FIGURES, "12 s", "3 new") if words not in said] == []
    assert "…" not in said
    assert "Fb" in said or "Facebook" in said


async def test_with_room_everything_is_said_in_full(tmp_path: Path) -> None:
    facts = {"new": 3, "leaving_s": 12, "leaving_kind": ActionKind.MOVE_TO_PRIVATE, "channels": BOTH_DOWN[:1]}
    said = await second_line(tmp_path, 160, **facts)
    assert "Facebook cannot be reached   u takes back the move: 12 s   3 new  . shows" in said


async def test_two_channels_in_the_same_trouble_are_said_in_one_breath(tmp_path: Path) -> None:
    down = [ChannelHealth(name, ChannelState.DOWN) for name in ("facebook", "youtube")]
    assert "  Fb Yt down" in await second_line(tmp_path, 80, channels=down, new=3)
    (tmp_path / "second").mkdir()
    both = frozenset({"facebook", "youtube"})
    assert "  Fb Yt unsteady" in await second_line(tmp_path / "second", 80, channels=down, new=3, unsteady=both)


async def test_a_search_says_what_is_in_trouble_before_how_to_leave_it(tmp_path: Path) -> None:
    assert "esc goes back" in await second_line(tmp_path, 80, search="damp")
    (tmp_path / "second").mkdir()
    said = await second_line(tmp_path / "second", 80, search="damp", leaving_s=12, channels=BOTH_DOWN)
    assert "64 items, newest first" in said
    assert "12 s" in said
    assert "esc goes back" not in said


async def test_a_search_does_not_offer_the_key_that_does_nothing_in_it(tmp_path: Path) -> None:
    said = await second_line(tmp_path, 120, search="damp", new=3)
    assert "3 new" in said
    assert ". shows" not in said


async def test_a_flaky_channel_is_said_to_come_and_go_without_a_flicker(tmp_path: Path) -> None:
    async with staged(tmp_path, size=(120, 24)) as stage:

        async def line_when(state: ChannelState, after_s: float) -> str:
            stage.clock.advance(timedelta(seconds=after_s))
            async with stage.desk.office.store.transaction() as tx:
                await tx.save_channel(ChannelHealth("facebook", state))
            for _ in range(CHANNELS_EVERY_S):
                stage.inbox._tick()
            await stage.pilot.pause(0.05)
            stage.inbox._tick()
            await stage.pilot.pause()
            return stage.screen_text().splitlines()[1]

        assert "Facebook cannot be reached" in await line_when(ChannelState.DOWN, 1)
        for state in (ChannelState.UP, ChannelState.DOWN, ChannelState.UP):
            assert "Facebook comes and goes" in await line_when(state, 5)
        assert "Facebook" not in await line_when(ChannelState.UP, 60)


async def test_the_figures_follow_the_clock_though_nothing_happens(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "The heating is off", minutes=200)]) as stage:
        await stage.until(lambda: "1 due soon" in stage.screen_text())
        stage.clock.advance(timedelta(minutes=60))
        for _ in range(ALARM_EVERY_S):
            stage.inbox._tick()
            await stage.pilot.pause()
        await stage.until(lambda: "1 overdue" in stage.screen_text(), "it is counted as late")


@pytest.mark.parametrize(
    ("name", "hours", "said"),
    [
        ("Alexandra Featherstonehaugh", 0, " Halfday  Westward Housin…  Alexandra Featherstonehaugh  15:00 open"),
        ("Mairi Tester", 4, " Halfday  Mairi Tester  closed"),
    ],
    ids=["open", "closed"],
)
async def test_the_association_gives_way_before_the_person(tmp_path: Path, name: str, hours: int, said: str) -> None:
    """Two consoles side by side are told apart by the name."""
    async with staged(tmp_path, name=name, size=(80, 24)) as stage:
        stage.clock.advance(timedelta(hours=hours))
        stage.inbox._show_standing()
        await stage.pilot.pause()
        assert re.sub(" {3,}", "  ", stage.screen_text().splitlines()[0]).startswith(said)


@pytest.mark.parametrize(
    ("width", "said"), [(80, " Halfday  practice · "), (120, " Halfday  practice · Westward Housing Group  Ana")]
)
async def test_in_practice_it_says_so_and_under_whose_policy_where_there_is_room(
    tmp_path: Path, width: int, said: str
) -> None:
    async with staged(tmp_path, size=(width, 24)) as stage:
        known = Known("Westward Housing Group", "Ana", stage.desk.office.calendar, practice="practice")
        stage.inbox._show_standing = lambda: None  # type: ignore[method-assign]
        stage.inbox.status.standing = standing(known, NOW)
        await stage.pilot.pause()
        assert stage.screen_text().splitlines()[0].startswith(said)


def test_why_it_is_closed_reaches_no_terminal_as_somebody_typed_it() -> None:
    now = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
    week = dict.fromkeys(range(5), ((540, 1020),))
    reason = "Storm\x1b[31m\x9b2m\u202e Babet"
    closure = Closure(now - timedelta(hours=1), now + timedelta(hours=1), reason)
    calendar = WorkCalendar("Europe/London", week, {}, (closure,), date(2026, 1, 1), date(2026, 12, 31))
    words = "".join(text for text, _ in hours(calendar, now))
    assert "Storm" in words
    assert not {"\x1b", "\x9b", "\u202e"} & set(words)
