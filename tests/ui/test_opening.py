"""What comes before the inbox, and what is told when the work in the background ends."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from console.app import HalfdayApp
from console.bootstrap import Opening, opened_desk
from console.cli.demo import remembering_reading
from console.clock import VirtualClock
from console.desk.desk import Desk
from console.errors import AuthExpired, HalfdayError, StoreBusy
from console.screens.welcome import WelcomeApp
from console.settings import Choice
from tests.ui.stage import LEADER, NOW, comment, staged


async def test_the_policy_is_read_once_and_then_noted(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "hello")], has_read=False) as stage:
        await stage.until_screen("Sheet")
        await stage.until(lambda: "House rules" in stage.screen_text())
        await stage.press("y")
        await stage.until(lambda: "Noted that you have read" in stage.toasts())
        assert await stage.desk.has_read_policy()


async def test_a_reading_put_off_is_asked_for_again(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "hello")], has_read=False) as stage:
        await stage.until_screen("Sheet")
        await stage.press("escape")
        await stage.until_screen("InboxScreen")
        assert not await stage.desk.has_read_policy()
        await stage.until(lambda: "asked again at the next start" in stage.toasts())


async def test_where_the_supervisors_screen_cannot_be_opened_the_inbox_works_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    async def work() -> None:
        begun.set()

    async def busy(*_: object, **__: object) -> int:
        raise StoreBusy("Somebody else is writing just now.")

    async with staged(tmp_path, [comment(1, "hello")]) as stage:
        monkeypatch.setattr(stage.desk, "open_oversight", busy)
        app = HalfdayApp(stage.desk, await stage.desk.first_look(50), background=work, oversees=True)
        async with app.run_test(notifications=True) as pilot:
            await asyncio.wait_for(begun.wait(), 5)
            await pilot.pause()
            assert [note.message for note in app._notifications] == ["Somebody else is writing just now."]


async def test_the_sheet_says_what_enter_and_other_keys_do(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "hello")], has_read=False) as stage:
        await stage.until_screen("Sheet")
        await stage.until(lambda: "House rules" in stage.screen_text())
        assert "enter reads on" in stage.screen_text()
        await stage.press("r")
        assert "Not yet. y  I have read it" in stage.screen_text()
        await stage.press("enter")
        assert "House rules" not in stage.screen_text()
        for _ in range(30):
            stage.tap("enter")
        await stage.until(lambda: "That is all of it. y  I have read it" in stage.screen_text())
        assert not await stage.desk.has_read_policy()


async def test_the_policy_can_be_read_at_any_time_and_is_asked_for_once(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "hello")]) as stage:
        await stage.inbox.run_action("policy")
        await stage.until_screen("Sheet")
        await stage.until(lambda: "House rules" in stage.screen_text())
        assert "I have read it" not in stage.screen_text()


async def test_a_policy_read_in_one_practice_is_not_asked_for_in_the_next(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("HALFDAY_CONFIG", str(tmp_path / "config.toml"))

    def practice(name: str) -> AbstractAsyncContextManager[Desk]:
        opening = Opening(
            policy="westward", name="Mairi", role=LEADER, store=tmp_path / f"{name}.sqlite", folder=tmp_path
        )
        return remembering_reading(opened_desk(opening, VirtualClock(NOW), lambda *_: {}))

    async with practice("first") as desk:
        assert not await desk.has_read_policy()
    async with practice("second") as desk:
        assert not await desk.has_read_policy()
        await desk.acknowledge_policy()
    async with practice("third") as desk:
        assert await desk.has_read_policy()


async def test_every_opening_is_recorded_on_the_way_out_at_the_latest(tmp_path: Path) -> None:
    opening = Opening(policy="westward", name="Mairi", role=LEADER, store=tmp_path / "s.sqlite", folder=tmp_path)
    for _ in range(3):  # somebody new, then somebody known, who leaves before the console has recorded it
        async with opened_desk(opening, VirtualClock(NOW), lambda *_: {}):
            pass
    async with opened_desk(opening, VirtualClock(NOW), lambda *_: {}) as desk:
        entries = await desk.office.store.audit_entries()
    assert [entry.event for entry in entries].count("sign-in") == 3


async def test_the_first_screen_does_not_wait_for_the_rest_of_the_inbox(tmp_path: Path) -> None:
    items = [comment(number, "hello") for number in range(1, 91)]
    async with staged(tmp_path, items, size=(80, 24)) as stage:
        first = await stage.desk.first_look(30)
        assert (len(first.order), len(first.rows), first.counts.open) == (30, 30, 90)
        inbox = stage.inbox.inbox
        await stage.until(lambda: len(inbox.window) == 90)
        assert "Inbox 90" in stage.screen_text()
        await stage.press("G")
        assert inbox.cursor == 89
        assert (await stage.desk.order())[89] == inbox.current_id


async def test_an_inbox_that_changed_while_it_was_opened_is_shown_as_it_is(tmp_path: Path) -> None:
    items = [comment(number, "hello") for number in range(1, 91)]
    async with staged(tmp_path, items, size=(80, 24)) as stage:
        inbox, whole = stage.inbox.inbox, await stage.desk.order()
        await stage.until(lambda: len(inbox.window) == 90)
        inbox.move_to(5)
        inbox.window.set_order(whole[:30])
        await inbox.go_on_with(whole[1:])
        assert (inbox.current_id, inbox.cursor, inbox.listed) == (whole[5], 4, 89)


async def test_an_overdue_review_is_said_once_calmly(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "hello")], policy="langstane", role="support-services-manager") as stage:
        await stage.until(lambda: "review fell due on 26 May 2024" in stage.toasts())


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (AuthExpired("Facebook no longer accepts our sign-in."), "no longer accepts our sign-in"),
        (ExceptionGroup("group", [HalfdayError("The disk is full.")]), "The disk is full."),
        (ValueError("a surprise"), "did not expect (ValueError)"),
    ],
)
async def test_a_failure_in_the_background_reaches_the_person(tmp_path: Path, error: Exception, words: str) -> None:
    async def fail() -> None:
        raise error

    async with staged(tmp_path, [comment(1, "hello")]) as stage:
        app = HalfdayApp(stage.desk, await stage.desk.first_look(50), background=fail)
        async with app.run_test(notifications=True) as pilot:
            for _ in range(50):
                await pilot.pause(0.01)
            assert words in "\n".join(note.message for note in app._notifications)
            assert app.is_running


async def test_the_first_start_asks_for_policy_name_and_role() -> None:
    app = WelcomeApp(Choice())
    async with app.run_test(size=(80, 24)) as pilot:
        await until_screen(app, pilot, "Menu")
        await pilot.press("2")
        await until_screen(app, pilot, "ReasonDialog")
        await pilot.press(*"Mairi", "enter")
        await until_screen(app, pilot, "Menu")
        await pilot.press("1")
        await pilot.pause()
    assert app.return_value == Choice(policy="westward", name="Mairi", role="customer-hub-advisor")


async def test_leaving_the_first_start_chooses_nothing() -> None:
    app = WelcomeApp(Choice())
    async with app.run_test(size=(80, 24)) as pilot:
        await until_screen(app, pilot, "Menu")
        await pilot.press("escape")
        await pilot.pause()
    assert app.return_value is None


async def until_screen(app: WelcomeApp, pilot, name: str) -> None:
    for _ in range(200):
        if type(app.screen).__name__ == name:
            return
        await pilot.pause(0.01)
    raise AssertionError(f"{name} never came")


async def test_a_statement_that_the_store_refuses_reaches_the_person(tmp_path: Path, monkeypatch) -> None:
    def refused(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("select :nothing", {})

    async with staged(tmp_path, [comment(1, "hello")]) as stage:
        monkeypatch.setattr("console.store.dossier.read_dossier", refused)
        await stage.press("r")
        assert "did not expect (ProgrammingError)" in stage.toasts()


async def test_a_first_start_says_an_overdue_review_once_with_the_policy(tmp_path: Path) -> None:
    role = "support-services-manager"
    async with staged(tmp_path, [comment(1, "hello")], policy="langstane", role=role, has_read=False) as stage:
        await stage.until_screen("Sheet")
        await stage.until(lambda: "review fell due on 26 May 2024" in " ".join(stage.screen_text().split()))
        await stage.press("y")
        await stage.until(lambda: "Noted that you have read" in stage.toasts())
        assert "fell due" not in stage.toasts()


async def test_a_policy_within_its_review_says_nothing_of_it(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "hello")], has_read=False) as stage:
        await stage.until_screen("Sheet")
        await stage.until(lambda: "House rules" in stage.screen_text())
        assert "fell due" not in stage.screen_text()
