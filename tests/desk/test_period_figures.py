"""What a day's work leaves in the figures, and that what was taken back or came to nothing leaves none."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace
from stand import ANSWER, NOT_ALLOWED, NOW, OpenStand, Stand, calendar_of, incoming, message, pack

from console.desk.orders import Close, Remove, Reopen
from console.desk.periods import Dimension, Figure, Figures, Period
from console.model import ItemState
from console.rules.worktime import Closure, WorkCalendar
from console.store.read_only import counts_to_read

RUDE = "You lot are useless idiots."
LONDON = pack("westward").zone
TODAY = Period.of_day(NOW.date(), LONDON)
WEEK = Period.of_week(NOW.date(), LONDON)


async def row(stand: Stand, period: Period = TODAY) -> Figures:
    (figures,) = await stand.desk.figures(period)
    return figures


async def by(stand: Stand, dimension: Dimension, period: Period = TODAY) -> dict[str | None, Figures]:
    return {one.key: one for one in await stand.desk.figures(period, dimension)}


async def test_an_answer_counts_when_it_has_arrived_with_the_minutes_its_clock_ran(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    before = await row(stand)
    assert (before.received, before.due, before.still_open, before.answered) == (1, 1, 1, 0)
    await stand.deliver()
    after = await row(stand)
    clock = await stand.clock_of(item)
    assert (after.received, after.due, after.in_time, after.answered) == (1, 1, 1, 1)
    assert after.median_minutes == after.p90_minutes == clock.elapsed_minutes
    assert after.share_in_time == 1
    assert await stand.desk.behind(Figure.ANSWERED, TODAY) == [item.id]


async def test_an_answer_that_was_taken_back_counts_nowhere(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    await stand.desk.undo_last()
    await stand.deliver()
    assert ((await row(stand)).answered, (await row(stand)).still_open) == (0, 1)


async def test_an_answer_that_failed_is_none(stand: Stand) -> None:
    item = await stand.comes_in()
    stand.meets(NOT_ALLOWED)
    await stand.reply(item)
    await stand.deliver()
    assert ((await row(stand)).answered, (await row(stand)).still_open) == (0, 1)


async def test_a_closing_is_no_answer_and_betters_no_share(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.close(Close(**await stand.at(item), reason="Thanks only"))
    figures = await row(stand)
    assert (figures.closed, figures.answered, figures.median_minutes) == (1, 0, None)
    assert (figures.due, figures.closed_before_due, figures.in_time, figures.share_in_time) == (1, 1, 0, None)
    assert await stand.desk.behind(Figure.CLOSED_BEFORE_DUE, TODAY) == [item.id]


async def test_closing_what_is_late_does_not_hide_that_it_was(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", received_at=NOW - timedelta(days=1)))
    assert (await row(stand, WEEK)).late_open == 1
    await stand.desk.close(Close(**await stand.at(item), reason="Nobody answered"))
    figures = await row(stand, WEEK)
    assert (figures.late, figures.late_open, figures.closed_before_due, figures.share_in_time) == (1, 0, 0, 0)


async def test_a_reopened_item_counts_once_by_the_answer_that_came_last(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    await stand.deliver()
    await stand.desk.reopen(Reopen(**await stand.at(item), reason="They wrote again"))
    assert (await row(stand)).answered == 0
    stand.clock.advance(timedelta(hours=1))
    await stand.reply(item, ANSWER + " Sorry.")
    await stand.deliver()
    figures = await row(stand)
    assert (figures.received, figures.answered) == (1, 1)
    assert figures.median_minutes == (await stand.clock_of(item)).elapsed_minutes
    assert figures.median_minutes is not None
    assert figures.median_minutes > 60


async def test_an_edited_text_is_no_new_item(stand: Stand) -> None:
    item = await stand.comes_in()
    stand.world.edit("facebook", item.external_id, "The lift is stuck AGAIN.")
    await stand.fetch()
    assert (await stand.item(item.id)).edited_at is not None
    assert ((await row(stand)).received, (await row(stand)).due) == (1, 1)


async def test_one_answer_to_two_messages_counts_for_each_and_for_who_gave_it(stand: Stand) -> None:
    earlier, later = await stand.comes_in_twice()
    await stand.comes_in()
    robin = await stand.sign_in("Robin Colleague", "customer-hub-advisor")
    stand.desk = robin
    await stand.reply(later)
    await stand.deliver()
    assert (await row(stand)).answered == 2
    people = await by(stand, Dimension.ADVISOR)
    assert {key: (one.title, one.received, one.answered) for key, one in people.items()} == {
        "robin-colleague": ("Robin Colleague", 2, 2),
        None: ("nobody yet", 1, 0),
    }
    assert await robin.behind(Figure.ANSWERED, TODAY, Dimension.ADVISOR, "robin-colleague") == [earlier.id, later.id]


async def test_who_closed_it_is_known_too_until_that_is_taken_back(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.close(Close(**await stand.at(item), reason="Thanks only"))
    assert (await by(stand, Dimension.ADVISOR))["alex-practice"].closed == 1
    await stand.desk.undo_last()
    assert list(await by(stand, Dimension.ADVISOR)) == [None]


async def test_abuse_counts_from_its_discovery_to_when_it_was_down(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", RUDE))
    stand.clock.advance(timedelta(minutes=30))
    await stand.desk.remove(Remove(**await stand.at(item), reason_id="offensive"))
    assert (await row(stand)).removed_abuse == 0
    await stand.deliver(timedelta(minutes=1))
    figures = await row(stand)
    assert (await stand.item(item.id)).state is ItemState.REMOVED
    assert (figures.removed_abuse, figures.answered) == (1, 1)
    assert (figures.removal_median_minutes, figures.removal_median_wall_minutes) == (31, 31)
    assert (await by(stand, Dimension.FINDING))["abuse"].removed_abuse == 1
    assert (await by(stand, Dimension.ADVISOR))["alex-practice"].removed_abuse == 1


async def test_abuse_that_stood_over_a_night_has_both_kinds_of_minutes(stand: Stand) -> None:
    stand.clock.at = datetime(2026, 11, 19, 16, 30, tzinfo=UTC)  # half an hour before closing on Thursday
    item = await stand.comes_in(incoming("c1", RUDE, received_at=stand.clock.now()))
    stand.clock.at = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    await stand.desk.remove(Remove(**await stand.at(item), reason_id="offensive"))
    await stand.deliver(timedelta(minutes=1))
    figures = await row(stand, WEEK)
    assert (figures.removal_median_minutes, figures.removal_median_wall_minutes) == (61, 17 * 60 + 1)


async def test_a_removal_that_is_no_abuse_or_was_taken_back_or_failed_is_not_counted(stand: Stand) -> None:
    spam, back, failed = [await stand.comes_in(incoming(f"c{n}", RUDE)) for n in range(3)]
    await stand.desk.remove(Remove(**await stand.at(spam), reason_id="spam"))
    await stand.desk.remove(Remove(**await stand.at(back), reason_id="offensive"))
    await stand.desk.undo_last()
    await stand.deliver()
    stand.meets(NOT_ALLOWED)
    await stand.desk.remove(Remove(**await stand.at(failed), reason_id="offensive"))
    await stand.deliver()
    assert (await row(stand)).removed_abuse == 0
    assert await stand.desk.behind(Figure.REMOVED_ABUSE, TODAY) == []


async def test_a_removal_is_known_for_abuse_when_its_evidence_is_gone(stand: Stand) -> None:
    """As it is for one of before the reason was kept with the act: the strike says it."""
    item = await stand.comes_in(incoming("c1", RUDE))
    await stand.desk.remove(Remove(**await stand.at(item), reason_id="offensive"))
    await stand.deliver()
    with closing(sqlite3.connect(stand.path)) as store:
        store.execute("delete from evidence")
        store.execute("update actions set details = json_remove(details, '$.removed_for')")
        store.commit()
    assert (await row(stand)).removed_abuse == 1


async def test_a_closed_afternoon_costs_no_minutes_and_a_later_change_of_the_calendar_moves_none(
    open_another: OpenStand,
) -> None:
    stand = await open_another(calendar=with_closure(NOW, NOW + timedelta(hours=2)))
    await stand.comes_in(incoming("c1", received_at=NOW - timedelta(minutes=30)))
    stand.clock.advance(timedelta(hours=3))
    await stand.reply(await stand.found("c1"))
    await stand.deliver(timedelta(minutes=1))
    counted = await row(stand)
    assert counted.median_minutes == 30 + 60 + 1
    usual = await open_another(console="console-2", world=stand.world, clock=stand.clock)
    assert await row(usual) == counted


def with_closure(start: datetime, end: datetime) -> WorkCalendar:
    usual = calendar_of("westward")
    closed = Closure(start, end, "Staff day")
    return WorkCalendar(str(LONDON), pack("westward").hours(), {}, [closed], usual.first, usual.last)


async def test_what_came_on_a_friday_evening_counts_there_and_is_due_in_the_next_week(stand: Stand) -> None:
    stand.clock.at = datetime(2026, 11, 20, 16, 50, tzinfo=UTC)
    await stand.comes_in(incoming("c1", received_at=stand.clock.now()))
    following = Period.of_week(date(2026, 11, 23), LONDON)
    assert ((await row(stand, WEEK)).received, (await row(stand, WEEK)).due) == (1, 0)
    assert ((await row(stand, following)).received, (await row(stand, following)).due) == (0, 1)
    stand.clock.at = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)
    await stand.reply(await stand.found("c1"))
    await stand.deliver(timedelta(minutes=1))
    assert (await row(stand, WEEK)).answered == 0
    answered = await row(stand, following)
    assert (answered.answered, answered.in_time, answered.median_minutes) == (1, 1, 10 + 10 + 1)


async def test_an_item_of_years_ago_that_is_removed_has_its_working_minutes_too(stand: Stand) -> None:
    old = await stand.comes_in(incoming("c1", RUDE))
    long_ago = datetime(2024, 12, 31, 16, 59, tzinfo=UTC)
    with closing(sqlite3.connect(stand.path)) as store:
        store.execute("update items set arrived_at = ?", (int(long_ago.timestamp() * 1000),))
        store.commit()
    await stand.desk.remove(Remove(**await stand.at(old), reason_id="offensive"))
    await stand.deliver()
    figures = await row(stand)
    assert figures.removal_median_minutes is not None
    assert figures.removal_median_wall_minutes is not None
    assert 0 < figures.removal_median_minutes < figures.removal_median_wall_minutes / 3


async def test_every_channel_and_kind_there_is_has_its_row(stand: Stand) -> None:
    await stand.comes_in()
    await stand.comes_in(replace(message("m1"), channel="youtube"))
    assert {key: one.received for key, one in (await by(stand, Dimension.CHANNEL)).items()} == {
        "facebook": 1,
        "youtube": 1,
    }
    assert list(await by(stand, Dimension.KIND)) == ["comment", "message"]


async def test_whoever_only_reads_counts_the_same(stand: Stand) -> None:
    from console.reports.figures import PeriodFigures

    item = await stand.comes_in()
    await stand.reply(item)
    await stand.deliver()
    with counts_to_read(stand.path) as counted:
        reporting = PeriodFigures(counted, pack("westward"), stand.office.calendars, stand.clock)
        assert await reporting.figures(TODAY, Dimension.ADVISOR) == await stand.desk.figures(TODAY, Dimension.ADVISOR)
        assert await reporting.behind(Figure.DUE, TODAY) == [item.id]
        assert await reporting.behind(Figure.REMOVED_ABUSE, TODAY) == []


async def test_a_figure_is_defined_with_its_clause_and_the_calendar_in_force(stand: Stand) -> None:
    definition = stand.desk.definition(Figure.SHARE_IN_TIME)
    assert "W3.6" in definition.clock
    assert stand.office.calendar.fingerprint[:12] in definition.calendar
