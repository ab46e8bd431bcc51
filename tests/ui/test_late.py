"""What was late: somebody is told, and may say why with one key, which never gets in the way of the next item."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from console.desk.orders import Close, Escalate, GiveCause
from console.model import Cause, Item, ItemState
from tests.ui.stage import NOW, Stage, comment, staged


def late(number: int, name: str) -> object:
    """Due 80 minutes before the stage's now: received on Tuesday, half a working day before."""
    return comment(number, f"Words {number}", name=name, minutes=320 + number)


async def close(stage: Stage, *then: str) -> None:
    """Close what is under the cursor for the first reason offered, and go on typing at once."""
    await stage.press("d")
    await stage.until_screen("ClosingDialog")
    await stage.press("1", "enter", *then)


async def closed_late(stage: Stage) -> Item:
    """What was under the cursor was late and is closed, and why it was late may be said with one key."""
    await stage.watch()
    closed = stage.inbox.inbox.current
    assert closed is not None
    await close(stage)
    await stage.until_at_rest()
    await stage.until(lambda: stage.inbox.offered_cause is not None, "why is asked")
    return closed


async def causes(stage: Stage, external_id: str) -> list[Cause | None]:
    return [one.cause for one in await stage.desk.breaches((await stage.item(external_id)).id) if one.missed_at]


async def test_what_is_finished_late_asks_why_in_words_that_hold_nobody_up(tmp_path: Path) -> None:
    async with staged(tmp_path, [late(1, "Ann Late"), late(2, "Bob Later")]) as stage:
        await stage.watch()
        first = stage.inbox.inbox.current
        assert first is not None
        await close(stage)
        await stage.until_at_rest()
        await stage.until(lambda: "It was 1h2" in stage.toasts(), "the toast says it")
        assert "late: L says why." in stage.toasts()
        await stage.until(lambda: "L" in stage.screen_text().splitlines()[1], "the status line too")
        assert "why" in stage.screen_text().splitlines()[1]
        assert (await stage.item(first.external_id)).state is ItemState.CLOSED  # done before anybody said why
        await stage.press("j", "d")  # the next item's keys are the next item's
        await stage.until_screen("ClosingDialog")
        assert await causes(stage, first.external_id) == [None]


async def test_a_digit_of_the_menu_says_why_and_the_dossier_tells_it_with_the_name(tmp_path: Path) -> None:
    async with staged(tmp_path, [late(1, "Ann Late"), late(2, "Bob Later")], size=(120, 40)) as stage:
        first = await closed_late(stage)
        await stage.press("j", "L")
        await stage.until_screen("Menu")
        assert f"{first.author_name}, 1h2" in stage.screen_text()
        assert "1 Too many at once" in stage.screen_text()
        await stage.press("1")
        await stage.until(lambda: "Noted: too many at once." in stage.toasts())
        assert await causes(stage, first.external_id) == [Cause.TOO_MANY]
        assert "why late" not in stage.screen_text().splitlines()[1]
        await stage.press("k")
        await stage.until(lambda: "too many at once (Mairi Tester)" in stage.inbox.dossier_pane.text)
        assert "late: too many at once (Mairi Tester)" in stage.inbox.dossier_pane.text


async def test_the_menu_stands_on_80_columns_with_all_five(tmp_path: Path) -> None:
    async with staged(tmp_path, [late(1, "Ann Late")]) as stage:
        await stage.watch()
        await stage.press("L")  # what still waits may be explained, too
        await stage.until_screen("Menu")
        shown = stage.screen_text()
        assert [cause for cause in Cause if cause.words.capitalize() not in shown] == []
        await stage.press("escape")
        await stage.until_screen("InboxScreen")
        assert await causes(stage, "c1") == [None]


async def test_another_cause_wants_a_few_words(tmp_path: Path) -> None:
    async with staged(tmp_path, [late(1, "Ann Late")], size=(120, 40)) as stage:
        await stage.watch()
        await stage.press("L")
        await stage.until_screen("Menu")
        await stage.press("5")
        await stage.until_screen("ReasonDialog")
        await stage.write("a power [/]cut")
        await stage.press("enter")
        await stage.until(lambda: "Noted: other." in stage.toasts())
        await stage.until(lambda: "late: other, a power [/]cut (Mairi Tester)" in stage.inbox.dossier_pane.text)


async def test_why_shows_what_the_miss_was_judged_by(tmp_path: Path) -> None:
    async with staged(tmp_path, [late(1, "Ann Late")], size=(120, 40)) as stage:
        await stage.watch()
        await stage.press("w")
        await stage.until_screen("Sheet")
        await stage.until(lambda: "missed 13:39" in stage.screen_text())
        assert "It was judged by what is counted above." in stage.screen_text()


async def test_what_somebody_explained_before_keeps_its_cause_when_more_is_late(tmp_path: Path) -> None:
    async with staged(tmp_path, [late(1, "Ann Late")]) as stage:
        item = await stage.item("c1")
        await stage.watch()
        (answer,) = await stage.desk.breaches(item.id)
        await stage.desk.give_cause(GiveCause(clock_ids=(answer.clock_id,), cause=Cause.TECHNICAL))
        await stage.desk.escalate(Escalate(item_id=item.id, version=item.version, reason="A reporter asks"))
        stage.clock.advance(timedelta(hours=2, minutes=1))
        await stage.watch()
        await stage.press("L")
        await stage.until_screen("Menu")
        await stage.press("2")
        await stage.until(lambda: "Noted: waiting for another team." in stage.toasts())
        assert await causes(stage, "c1") == [Cause.TECHNICAL, Cause.OTHER_TEAM]


async def test_it_is_said_later_from_the_view_of_what_is_done(tmp_path: Path) -> None:
    async with staged(tmp_path, [late(1, "Ann Late"), comment(2, "in time")]) as stage:
        await stage.watch()
        item = await stage.item("c1")
        await stage.desk.close(Close(item_id=item.id, version=item.version, reason="a joke"))
        stage.clock.advance(timedelta(minutes=5))
        await stage.press("f")
        await stage.until_screen("Menu")
        await stage.press("8")
        await stage.until(lambda: "✓ closed" in stage.screen_text())
        await stage.press("L")
        await stage.until_screen("Menu")
        await stage.press("3")
        await stage.until(lambda: "Noted: technical." in stage.toasts())
        assert await causes(stage, "c1") == [Cause.TECHNICAL]


async def test_what_was_in_time_is_asked_nothing(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "in time")]) as stage:
        await stage.watch()
        await close(stage)
        await stage.until_at_rest()
        await stage.press("L")
        await stage.until(lambda: "This was not late." in stage.toasts())
        assert stage.inbox.offered_cause is None


async def test_what_is_taken_back_is_not_asked_any_more(tmp_path: Path) -> None:
    async with staged(tmp_path, [late(1, "Ann Late")]) as stage:
        await closed_late(stage)
        await stage.press("u")
        await stage.until(lambda: "Taken back" in stage.toasts())
        assert stage.inbox.offered_cause is None


async def test_the_offer_ends_after_a_minute(tmp_path: Path) -> None:
    async with staged(tmp_path, [late(1, "Ann Late")]) as stage:
        await closed_late(stage)
        stage.clock.advance(timedelta(seconds=61))
        assert stage.inbox.offered_cause is None


async def test_what_was_missed_is_told_by_name_and_what_was_missed_before_by_number(tmp_path: Path) -> None:
    items = [late(1, "Ann Late"), comment(2, "soon", name="Bob Soon", minutes=239)]
    async with staged(tmp_path, items) as stage:
        await stage.inbox._look_for_breaches()
        stage.clock.at = NOW + timedelta(minutes=1, milliseconds=1)
        await stage.watch()
        await stage.inbox._look_for_breaches()
        assert "Late now: Bob Soon" in stage.toasts()
        assert "1 deadline had been missed before" in stage.toasts()
