"""A changed working calendar: what would move is shown first, and moves when somebody says so."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from console.desk.orders import Close
from tests.ui.stage import comment, staged

WESTWARD = Path(__file__).parents[2] / "console" / "rules" / "policies" / "westward"
CLOSURE = """
[[closure]]
from = 2026-11-18T16:00:00
to = 2026-11-19T12:00:00
reason = "Moving offices"
clause = "W3.6"
"""
HEATING = [comment(1, "The heating has been off since Monday")]


def pack_that_closes(folder: Path, *, noon: bool = False) -> str:
    """Westward's pack with a closure from an hour after the stage's now, or the noon before it, until the next noon."""
    pack = folder / "closing"
    shutil.copytree(WESTWARD, pack)
    core = pack / "policy.toml"
    core.write_text(
        core.read_text(encoding="utf-8") + (CLOSURE.replace("T16", "T12") if noon else CLOSURE), encoding="utf-8"
    )
    return str(pack)


async def test_a_changed_calendar_shows_what_it_would_move_and_moves_it_on_y(tmp_path: Path) -> None:
    async with staged(tmp_path, HEATING) as stage:
        before = (await stage.item("c1")).next_due_at
    async with staged(tmp_path, policy=pack_that_closes(tmp_path)) as stage:
        await stage.until_screen("Sheet")
        await stage.until(lambda: "1 deadline would move" in stage.screen_text())
        assert "10:50 → " in stage.screen_text()
        assert "14:50" in stage.screen_text()
        assert (await stage.item("c1")).next_due_at == before
        await stage.press("y")
        await stage.until(lambda: "1 deadline moved" in stage.toasts())
        assert (await stage.item("c1")).next_due_at == before + timedelta(hours=4)  # an hour today, three tomorrow
        assert await stage.desk.calendar_change() is None


async def test_a_changed_calendar_that_is_put_off_moves_nothing_and_is_shown_again(tmp_path: Path) -> None:
    async with staged(tmp_path, HEATING) as stage:
        before = (await stage.item("c1")).next_due_at
    async with staged(tmp_path, policy=pack_that_closes(tmp_path)) as stage:
        await stage.until_screen("Sheet")
        await stage.press("escape")
        await stage.until_screen("InboxScreen")
        assert (await stage.item("c1")).next_due_at == before
        change = await stage.desk.calendar_change()
        assert change is not None
        assert len(change.moves) == 1


async def test_past_answers_that_it_would_have_judged_otherwise_are_shown_and_left_as_they_are(tmp_path: Path) -> None:
    answered = comment(2, "My question is answered", minutes=300)  # received at 10:00, due at 14:00, closed at 15:00
    async with staged(tmp_path, [*HEATING, answered]) as stage:
        item = await stage.item("c2")
        await stage.desk.close(Close(item_id=item.id, version=item.version, reason="a joke"))
        clocks = await stage.desk.office.store.clocks(item.id)
    async with staged(tmp_path, policy=pack_that_closes(tmp_path, noon=True)) as stage:
        await stage.until_screen("Sheet")
        await stage.until(lambda: "Answers that it would have judged otherwise" in stage.screen_text())
        assert "0 that were in time would have been late, 1 that were late not." in stage.screen_text()
        assert "Answered 15:00  due 14:00 → Thu 19 Nov 14:00  in time" in stage.screen_text()
        await stage.press("y")
        await stage.until(lambda: "moved" in stage.toasts())
        assert await stage.desk.office.store.clocks(item.id) == clocks


async def test_a_calendar_that_has_not_changed_says_so_when_asked(tmp_path: Path) -> None:
    async with staged(tmp_path, HEATING) as stage:
        stage.inbox.action_calendar()
        await stage.until(lambda: "has not changed" in stage.toasts())
