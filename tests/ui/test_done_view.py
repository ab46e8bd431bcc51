"""The view of what is done: the newest first, and from there it is opened again or corrected."""

from __future__ import annotations

from pathlib import Path

from console.desk.orders import Close, Reply
from console.desk.records import View
from console.model import ItemState
from tests.ui.stage import Stage, comment, staged

ANSWER = "Hello, sorry for the wait. We will send you a private message within one working day."


async def finished(stage: Stage) -> None:
    """The first is answered, then the second closed; the third waits."""
    first, second = await stage.item("c1"), await stage.item("c2")
    await stage.desk.reply(Reply(item_id=first.id, version=first.version, text=ANSWER))
    await stage.deliver()
    await stage.desk.close(Close(item_id=second.id, version=second.version, reason="a joke"))


async def show_done(stage: Stage) -> None:
    await stage.press("f")
    await stage.until_screen("Menu")
    assert "8 Done  finished lately, newest first" in stage.screen_text()
    await stage.press("8")
    await stage.until(lambda: stage.inbox.view is View.DONE and len(stage.inbox.inbox.window) == 2)


async def test_what_is_done_is_opened_again_from_its_view(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(n, f"Words {n}") for n in (1, 2, 3)]) as stage:
        await finished(stage)
        await show_done(stage)
        lines = [line for line in stage.screen_text().splitlines() if "Words" in line]
        assert ["✓ closed" in lines[0], "✓ answered" in lines[1], len(lines)] == [True, True, 2]
        await stage.press("o")
        await stage.until_screen("ReasonDialog")
        await stage.press("enter")
        await stage.until(lambda: "waiting" in stage.screen_text(), "it is signed")
        assert (await stage.item("c2")).state is ItemState.OPEN


async def test_an_answer_is_corrected_from_the_view(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(n, f"Words {n}") for n in (1, 2, 3)]) as stage:
        await finished(stage)
        await show_done(stage)
        await stage.press("j", "C")
        await stage.until_screen("ComposeScreen")
        assert stage.app.screen.texts == (ANSWER,)


async def test_what_is_about_to_be_late_is_told_whatever_view_is_shown(tmp_path: Path) -> None:
    items = [comment(1, "Words 1"), comment(2, "Words 2"), comment(3, "late", name="Ann Late", minutes=232)]
    async with staged(tmp_path, items) as stage:
        await finished(stage)
        await show_done(stage)
        await stage.watch()
        await stage.inbox._look_for_breaches()
        assert "Due within 15 minutes: Ann Late" in stage.toasts()


async def test_an_empty_view_says_so(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "hello")]) as stage:
        await stage.press("f")
        await stage.until_screen("Menu")
        await stage.press("8")
        await stage.until(lambda: "Nothing has been finished yet" in stage.screen_text())
