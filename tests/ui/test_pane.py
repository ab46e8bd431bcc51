"""The supervisor's screen: it says how things stand, follows what happens, and opens what it counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from console.desk.calendars import Calendars
from console.desk.desk import Desk
from console.desk.orders import Close, DeclareIncident, Reply
from console.desk.periods import Figure
from console.desk.supervision import HandFigure, NowFigure
from console.desk.supervisor_orders import OpenClosure
from console.errors import StoreBusy
from console.model import Item
from console.screens.pane import PaneScreen
from console.screens.pane_definitions import HAND_DEFINITIONS, NOW_DEFINITIONS
from console.widgets.big_figures import BigFigures, digits_line, rows_a_dot
from console.widgets.figure_list import FigureList
from console.widgets.figure_rows import FigureRow
from tests.ui.stage import LEADER, NOW, Stage, comment, staged

ANSWER = "Thank you for telling us. Please report it here: https://www.gov.uk/housing"
LATE = comment(1, "The lift is stuck", minutes=5 * 60)  # due four working hours after it came
SOON = comment(2, "The bins were not emptied", minutes=3 * 60 + 50)
CALM = comment(3, "When is the garden day?", minutes=30)
RUDE = comment(4, "You are useless fucking idiots, the lot of you.", minutes=20)


def column(stage: Stage, name: str) -> str:
    """All that a column says, in sight or not."""
    screen = next(screen for screen in stage.app.screen_stack if isinstance(screen, PaneScreen))
    return screen.query_one(f"#{name}", FigureList).text


def go_to(stage: Stage, name: str, row: str) -> None:
    """Put the cursor on a row of a column, as somebody's keys would."""
    found = stage.app.screen.query_one(f"#{name}", FigureList)
    assert found.go_to(row), found.text
    found.focus()


async def answer(stage: Stage, item: Item) -> None:
    await stage.desk.reply(Reply(item_id=item.id, version=item.version, text=ANSWER))


async def test_it_says_what_is_late_and_what_will_be(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, SOON, CALM]) as stage:
        await stage.open_pane()
        shown = stage.screen_text()
        assert "3 to answer   1 late   1 within the hour" in shown
        assert "! 1  answers late" in shown
        assert "1  due within 15 minutes" in shown
        assert "1  due the next working day" in shown
        assert "next due in 10m00  Author 2" in shown


async def test_the_countdown_goes_by_the_second_and_the_figures_by_the_minute(tmp_path: Path) -> None:
    async with staged(tmp_path, [SOON, CALM]) as stage:
        await stage.open_pane()
        stage.clock.advance(timedelta(seconds=7))
        await stage.until(lambda: "next due in 9m53" in stage.screen_text(), "the countdown")
        stage.clock.advance(timedelta(minutes=11))
        await stage.until(lambda: "! 1  answers late" in stage.screen_text(), "time alone makes it late")


async def test_a_figure_opens_what_it_counts_and_esc_comes_back_to_it(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, SOON, CALM]) as stage:
        await stage.open_pane()
        await stage.press("j", "enter")
        await stage.until_screen("InboxScreen")
        await stage.until(lambda: "Due within 15 minutes  1 item" in stage.screen_text(), "the listing")
        row = stage.inbox.inbox.current
        assert row is not None
        assert row.external_id == "c2"
        await stage.press("escape")
        await stage.until_screen("PaneScreen")
        await stage.until(lambda: "›    ! 1  due within 15 minutes" in stage.screen_text(), "the cursor where it was")
        await stage.press("escape")
        await stage.until_at_rest()
        await stage.until(lambda: "Inbox 3" in stage.screen_text(), "the inbox as before")


async def test_what_happens_shows_by_itself(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE]) as stage:
        await stage.open_pane()
        await stage.arrive(CALM, RUDE)
        await stage.until(lambda: "3 to answer" in stage.screen_text(), "the arrivals")
        await stage.until(lambda: "! 1  abuse, still there" in stage.screen_text(), "what is loud")
        await answer(stage, await stage.item("c1"))
        await stage.deliver()
        await stage.until(lambda: "0  answers late" in stage.screen_text(), "the answer")
        await stage.until(lambda: "0  Mairi Tester  here, 1 done" in column(stage, "ahead"), "who did it")


async def test_what_a_person_holds_is_opened(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, RUDE]) as stage:
        await stage.desk.claim((await stage.item("c4")).id)
        await stage.open_pane()
        assert "1  Mairi Tester  1 abuse, since 15:00" in column(stage, "ahead")
        go_to(stage, "ahead", f"hand:{stage.desk.person.id}")
        await stage.press("enter")
        await stage.until_screen("Menu")
        await stage.press("3")
        await stage.until_screen("InboxScreen")
        await stage.until(lambda: "Mairi Tester  1 item" in stage.screen_text(), "the listing")


async def test_nothing_behind_a_figure_is_said(tmp_path: Path) -> None:
    async with staged(tmp_path, [CALM]) as stage:
        await stage.open_pane()
        await stage.press("enter")
        await stage.until(lambda: "there is nothing to open" in stage.toasts(), "it is said")


async def test_every_figure_says_what_it_counts(tmp_path: Path) -> None:
    assert set(NOW_DEFINITIONS) == set(NowFigure)
    assert set(HAND_DEFINITIONS) == set(HandFigure)
    async with staged(tmp_path, [LATE]) as stage:
        await stage.open_pane()
        await stage.press("?")
        await stage.until(lambda: "Answers whose deadline has passed." in stage.screen_text(), "the definition")
        await stage.press("escape")
        await stage.until_screen("PaneScreen")


async def test_the_big_figures_are_those_of_the_list(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, SOON, CALM]) as stage:
        screen = await stage.open_pane()
        await stage.press("z")
        assert screen.query_one(BigFigures).display
        assert screen.query_one(BigFigures).text.splitlines()[:3] == [
            "1 answers late", "1 due within the hour", "3 to answer",
        ]  # fmt: skip
        assert "██████" in stage.screen_text()
        await stage.press("z")
        assert "! 1  answers late" in stage.screen_text()


def test_a_number_too_wide_for_its_place_is_said_in_plain_digits() -> None:
    assert digits_line("1", 0, 40, 2) == "  ██  "
    assert digits_line("12", 4, 8, 2) == "███ ███"
    assert digits_line("123456", 2, 8, 2) == "123456"
    assert digits_line("123456", 0, 8, 2) == ""


@pytest.mark.parametrize(("height", "tall"), [(21, 1), (10, 1), (47, 4)])
def test_the_digits_grow_with_the_terminal(height: int, tall: int) -> None:
    assert rows_a_dot(height) == tall


async def test_beside_the_big_figures_no_key_acts_on_what_cannot_be_seen(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE]) as stage:
        screen = await stage.open_pane()
        await stage.press("z", "w", "enter", "H")
        assert (screen.span.value, type(stage.app.screen).__name__) == ("today", "PaneScreen")
        await stage.press("z", "w")
        await stage.until(lambda: screen.span.value == "this week", "as before")


async def test_a_period_is_today_until_somebody_asks_for_a_longer_one(tmp_path: Path) -> None:
    yesterday = comment(5, "The gate squeaks", minutes=24 * 60)
    async with staged(tmp_path, [LATE, CALM, yesterday]) as stage:
        await stage.open_pane()
        await stage.until(lambda: "2  received" in stage.screen_text(), "today's figures")
        await stage.press("w")
        await stage.until(lambda: "This week" in stage.screen_text(), "the week")
        await stage.until(lambda: "3  received" in stage.screen_text(), "its figures")
        await stage.press("b")
        await stage.until(lambda: "Tue 17 Nov" in column(stage, "behind"), "day by day")
        assert "2  Wed 18 Nov" in column(stage, "behind")


async def test_a_row_of_a_period_opens_what_was_received_in_it(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, CALM]) as stage:
        await stage.open_pane()
        await stage.press("b", "b")
        await stage.until(lambda: "2  Facebook" in column(stage, "behind"), "by channel")
        assert stage.app.screen.focused.current_id == "figure:received:channel:facebook", "it has come into sight"
        await stage.press("enter")
        await stage.until_screen("InboxScreen")
        await stage.until(lambda: "Facebook, today  2 items" in stage.screen_text(), "the listing")
        await stage.press("escape")
        await stage.until_screen("PaneScreen")


async def test_a_figure_of_a_period_says_what_it_counts(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE]) as stage:
        screen = await stage.open_pane()
        await stage.until(lambda: screen.behind is not None, "today's figures")
        await stage.press("tab", "tab", "?")
        definition = stage.desk.definition(Figure.RECEIVED)
        await stage.until(lambda: definition.counts[:40] in stage.screen_text(), "the definition")


async def test_it_is_honest_about_what_it_does_not_know_yet(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, SOON]) as stage:
        await stage.open_pane()
        await stage.until(lambda: "Little history: 0 of 10 days." in stage.screen_text(), "the doubt")
        assert "Nobody has answered yet." in stage.screen_text()


async def test_what_if_one_more_joined_is_asked_with_a_key(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, SOON]) as stage:
        await answer(stage, await stage.item("c1"))
        await stage.deliver()
        screen = await stage.open_pane()
        await stage.until(lambda: "  1 on" in stage.screen_text(), "the forecast")
        await stage.press("+")
        await stage.until(lambda: "1 on, as if 1 more" in stage.screen_text(), "one more")
        await stage.press("-", "-", "-")
        await stage.until(lambda: "Fewer than nobody there cannot be." in stage.toasts(), "never fewer than nobody")
        assert screen.more_hands == -1


async def test_what_one_more_would_change_is_not_known_before_anybody_has_answered(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, SOON]) as stage:
        screen = await stage.open_pane()
        await stage.until(lambda: screen.ahead is not None, "the forecast")
        await stage.press("+")
        await stage.until(lambda: "Nobody has answered anything yet" in stage.toasts(), "it is said")
        assert "as if" not in stage.screen_text()


async def test_on_a_short_terminal_people_stand_before_what_is_looked_at_more_closely(tmp_path: Path) -> None:
    names = ("Ann Adviser", "Bob Carter", "Cath Dunn", "Elin Foster")
    async with staged(tmp_path, [LATE, SOON]) as stage:
        await answer(stage, await stage.item("c1"))
        await stage.deliver()
        for name in names:
            await stage.colleague(name, is_here=True)
        screen = await stage.open_pane()
        await stage.until(lambda: "with one more" in column(stage, "ahead"), "what is looked at more closely")
        await stage.until(lambda: screen.behind is not None, "all is read")
        shown = stage.screen_text()
        assert [name for name in (*names, "were or are due") if name not in shown] == []
        await stage.pilot.resize_terminal(120, 40)
        await stage.until(
            lambda: "Further ahead" not in stage.screen_text(), "where there is room, one after the other"
        )


async def test_the_cursor_is_where_it_was_before_the_big_figures(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, SOON]) as stage:
        await stage.open_pane()
        await stage.until(lambda: "Mairi Tester  here" in column(stage, "ahead"), "their row")
        go_to(stage, "ahead", f"hand:{stage.desk.person.id}")
        await stage.press("z", "z")
        await stage.until(lambda: "› " in stage.screen_text(), "the cursor")
        focused = stage.app.screen.focused
        assert isinstance(focused, FigureList)
        assert (focused.id, focused.current_id) == ("ahead", f"hand:{stage.desk.person.id}")


async def test_where_the_figure_under_the_cursor_goes_the_cursor_stands_on_another_in_sight(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.open_pane()
        figures = stage.app.screen.query_one("#now", FigureList)
        figures.show([FigureRow("one", "first"), FigureRow("two", "second")])
        figures.go_to("two")
        await stage.pilot.pause()
        figures.show([FigureRow("one", "first"), FigureRow("three", "third")])
        await stage.until(lambda: "›         first" in stage.screen_text(), "marked")
        assert figures.current_id == "one"


async def test_of_whoever_answered_it_counts_what_they_answered(tmp_path: Path) -> None:
    yesterday = comment(8, "The lift is stuck again.", received_at=NOW - timedelta(days=1))
    async with staged(tmp_path, [yesterday]) as stage:
        await answer(stage, await stage.item("c8"))
        await stage.deliver()
        await stage.open_pane()
        await stage.press(*"bbbbb")
        await stage.until(lambda: "By whoever answered" in column(stage, "behind"), "the rows")
        await stage.until(lambda: "1  Mairi Tester" in column(stage, "behind"), "who answered")
        go_to(stage, "behind", f"figure:answered:advisor:{stage.desk.person.id}")
        await stage.press("enter")
        await stage.until_screen("InboxScreen")
        await stage.until(lambda: "Mairi Tester, today  1 item" in stage.screen_text(), "the listing")


async def test_what_was_received_years_ago_neither_ends_the_screen_nor_the_printing(tmp_path: Path) -> None:
    old = comment(7, "From another age", received_at=datetime(2015, 6, 1, 9, 0, tzinfo=UTC))
    async with staged(tmp_path, [LATE]) as stage:
        await stage.take_in([old])
        await stage.open_pane()
        assert "2 to answer" in stage.screen_text()


async def test_past_the_calendars_end_the_clock_goes_on(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, CALM]) as stage:
        await stage.open_pane()
        stage.clock.advance(timedelta(days=3 * 366))
        await stage.until(lambda: "2  answers late" in stage.screen_text(), "the figures, whatever the calendar")


async def test_a_store_that_was_busy_once_does_not_stop_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.screens.pane.TROUBLE_S", 0.01)
    async with staged(tmp_path, [LATE]) as stage:
        screen = await stage.open_pane()
        await stage.until(lambda: screen.behind is not None and screen.ahead is not None, "all is read")
        taken, figures = stage.desk.take_changes, stage.desk.figures
        troubles = [StoreBusy("The store is busy."), StoreBusy("The store is busy.")]

        async def busy_once(*_: object) -> None:
            monkeypatch.setattr(stage.desk, "take_changes", taken)
            raise troubles.pop()

        async def busy_figures(*_: object) -> None:
            monkeypatch.setattr(stage.desk, "figures", figures)
            raise troubles.pop()

        monkeypatch.setattr(stage.desk, "take_changes", busy_once)
        monkeypatch.setattr(stage.desk, "figures", busy_figures)
        await stage.arrive(CALM)
        await stage.until(lambda: not troubles, "both were busy")
        await stage.until(lambda: "2 to answer" in stage.screen_text(), "it goes on")
        await stage.until(lambda: "2  received" in column(stage, "behind"), "the figures too")


async def test_a_closure_of_another_console_is_counted_with_at_once(tmp_path: Path) -> None:
    async with staged(tmp_path, [SOON]) as stage:
        screen = await stage.open_pane()
        assert "! 1  due within 15 minutes" in stage.screen_text()
        assert screen.seen.overview.now.next_due_at == NOW + timedelta(minutes=10)
        other = await stage.colleague("Bo Leader", LEADER)
        office = stage.desk.office
        elsewhere = Desk(replace(office, calendars=Calendars(office.policy, office.calendar)), other.person)
        await elsewhere.open_closure(OpenClosure(start=NOW, end=NOW + timedelta(hours=2), reason="Storm"))
        await stage.until(lambda: "closed (Storm)" in stage.screen_text(), "the closure")
        later = datetime(2026, 11, 19, 9, 10, tzinfo=UTC)  # the rest of today is closed: ten minutes into tomorrow
        await stage.until(lambda: screen.seen.overview.now.next_due_at == later, "its deadline has moved")
        assert "! 1  due within 15 minutes" in column(stage, "now"), "minutes that count: those of working time"


async def test_a_row_that_is_gone_when_its_menu_is_answered_ends_nothing(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE]) as stage:
        robin = await stage.colleague("Robin Colleague")
        item = await stage.item("c1")
        await robin.claim(item.id)
        screen = await stage.open_pane()
        go_to(stage, "ahead", f"hand:{robin.person.id}")
        await stage.press("enter")
        await stage.until_screen("Menu")
        await robin.release(item.id)
        await stage.until(lambda: not screen.seen.overview.hands, "nothing is known of them any more")
        await stage.press("1")
        await stage.until_screen("PaneScreen")
        await stage.until(lambda: "there is nothing to open" in stage.toasts(), "it is said")


async def test_a_terminal_of_a_few_cells_ends_nothing(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE]) as stage:
        await stage.open_pane()
        await stage.pilot.resize_terminal(8, 4)
        await stage.pilot.pause()
        await stage.pilot.resize_terminal(80, 24)
        await stage.until(lambda: "! 1  answers late" in stage.screen_text(), "as before")


# -- acting ----------------------------------------------------------------------------------------------------------


async def test_what_is_due_soonest_is_handed_out_from_here(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, SOON]) as stage:
        robin = await stage.colleague("Robin Colleague", is_here=True)
        await stage.open_pane()
        await stage.press("H")
        await stage.until_screen("HandOutDialog")
        await stage.press("enter")
        await stage.until_screen("PaneScreen")
        await stage.until(lambda: "2  Robin Colleague" in column(stage, "ahead"), "what they hold")
        assert {(await stage.item(name)).claimed_by for name in ("c1", "c2")} == {robin.person.id}


async def test_what_a_person_holds_is_set_free_from_their_row(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE]) as stage:
        robin = await stage.colleague("Robin Colleague")
        await robin.claim((await stage.item("c1")).id)
        await stage.open_pane()
        go_to(stage, "ahead", f"hand:{robin.person.id}")
        await stage.press("F")
        await stage.until_screen("Menu")
        await stage.press("2")
        await stage.until_screen("PaneScreen")
        await stage.until(lambda: "Set free: 1 item." in stage.toasts(), "it is said")
        assert (await stage.item("c1")).claimed_by is None


async def test_setting_free_wants_the_cursor_on_a_person(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE]) as stage:
        await stage.open_pane()
        await stage.press("F")
        await stage.until(lambda: "Put the cursor on a person first" in stage.toasts(), "it is said")


async def test_a_closure_is_declared_from_here_and_its_notice_noted(tmp_path: Path) -> None:
    async with staged(tmp_path, [CALM]) as stage:
        await stage.open_pane()
        await stage.press("n")
        await stage.until(lambda: "No closure is near" in stage.toasts(), "Christmas is five weeks off")
        await stage.open_closure_dialog()
        await stage.press("escape")
        await stage.until_screen("PaneScreen")
        morning = NOW.replace(hour=9) + timedelta(days=1)
        await stage.desk.open_closure(OpenClosure(start=morning, end=morning + timedelta(hours=3), reason="Staff day"))
        await stage.until(lambda: "press n once it is." in stage.screen_text(), "it stands there")
        await stage.press("n")
        await stage.until_screen("Confirm")
        assert "Staff day. Closed from 17:00 to Thu 19 Nov at 12:00." in stage.screen_text()
        await stage.press("y")
        await stage.until(lambda: "Noted: the notice" in stage.toasts(), "it is noted")


async def test_people_open_from_here(tmp_path: Path) -> None:
    async with staged(tmp_path, [CALM]) as stage:
        await stage.open_pane()
        await stage.press("P")
        await stage.until_screen("PeopleScreen")
        await stage.press("escape")
        await stage.until_screen("PaneScreen")


@pytest.mark.parametrize("key", ["H", "F", "O"])
async def test_an_advisor_reads_and_is_told_who_may_act(tmp_path: Path, key: str) -> None:
    async with staged(tmp_path, [LATE], role="customer-hub-advisor") as stage:
        await stage.open_pane()
        await stage.press(key)
        await stage.until(lambda: "Who may: Customer Hub Team Leader" in stage.toasts(), "who may")


async def test_what_was_late_is_listed_until_somebody_says_why(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE]) as stage:
        await stage.watch()
        item = await stage.item("c1")
        await stage.desk.close(Close(item_id=item.id, version=item.version, reason="a duplicate"))
        await stage.open_pane()
        await stage.until(lambda: "1  was late: nobody said why" in stage.screen_text(), "the figure")


async def test_it_stays_readable_on_a_narrow_terminal_and_without_colour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with staged(tmp_path, [LATE, RUDE], size=(60, 20)) as stage:
        await stage.open_pane()
        assert "! 1  answers late" in stage.screen_text()
        assert "esc inbox" in stage.screen_text()


async def test_a_persons_name_and_an_incidents_title_are_never_markup(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, SOON], name="[bold]Mairi[/] \x1b[31m") as stage:
        item = await stage.item("c1")
        await stage.desk.declare_incident(
            DeclareIncident(item_id=item.id, version=item.version, title="[/] [@click=app.quit]lift[/]", reply=ANSWER)
        )
        await stage.desk.claim(item.id)
        await stage.open_pane()
        await stage.until(lambda: "[bold]Mairi" in column(stage, "ahead"), "the name as it is")
        assert "[/] [@click=app.quit]lift[/]" in column(stage, "now")
        assert "\x1b" not in stage.screen_text()


async def test_beside_the_big_figures_only_the_keys_at_hand_are_named(tmp_path: Path) -> None:
    async with staged(tmp_path, [SOON]) as stage:
        await stage.open_pane()
        await stage.press("z")
        await stage.until(lambda: stage.screen_text().splitlines()[-1].split() == ["z", "big", "esc", "inbox"], "fewer")
        await stage.press("z")
        await stage.until(lambda: "enter open" in stage.screen_text().splitlines()[-1], "and all again")


async def test_what_changes_beneath_is_not_painted(tmp_path: Path) -> None:
    """The inbox goes on under the pane: its countdowns would have the whole pane painted anew for nothing."""
    async with staged(tmp_path, [SOON, CALM]) as stage:
        screen = await stage.open_pane()
        assert not stage.inbox.is_current
        await stage.press("z", "z", "H")
        await stage.until(lambda: stage.app.screen is not screen, "a dialog over the pane")
        assert screen.is_current, "the pane shines through beside it"
        await stage.press("escape", "escape")
        await stage.until(lambda: stage.app.screen is stage.inbox, "back in the inbox")
        assert stage.inbox.is_current


async def test_what_stands_there_is_not_told_over_it(tmp_path: Path) -> None:
    """A deadline that runs out is told over the inbox; on the pane it is a figure, which no toast hides."""
    soon = [comment(number, f"Words {number}", minutes=239 - number) for number in (1, 2)]
    async with staged(tmp_path, soon) as stage:
        await stage.inbox._look_for_breaches()
        await stage.open_pane()
        await runs_out(stage, 2)
        await stage.until(lambda: "1  answers late" in column(stage, "now"), "the figure")
        assert "Late now" not in stage.toasts()
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.inbox, "back in the inbox")
        await runs_out(stage, 3)
        assert "Late now" in stage.toasts(), "over the inbox it is told"


async def runs_out(stage: Stage, minutes: int) -> None:
    """So many minutes after the stage's first moment, with what is looked for at such times."""
    stage.clock.at = NOW + timedelta(minutes=minutes, milliseconds=1)
    await stage.watch()
    await stage.inbox._look_for_breaches()


async def test_a_dossier_that_comes_into_sight_is_that_of_its_item(tmp_path: Path) -> None:
    async with staged(tmp_path, [LATE, SOON]) as stage:
        await stage.open_pane()
        await stage.press("escape")
        await stage.until_screen("InboxScreen")
        await stage.pilot.resize_terminal(120, 40)
        await stage.until(lambda: "▸ Author 1" in stage.screen_text(), "the first item's own")
        await stage.until_at_rest()
