"""Closing without an answer: typed as ever, or a reason that is offered."""

from __future__ import annotations

from pathlib import Path

from console.model import ItemState
from tests.ui.stage import Stage, comment, staged


async def asked_why(stage: Stage) -> str:
    """The dialog for the item under the cursor; what its line holds."""
    await stage.press("d")
    await stage.until_screen("ClosingDialog")
    return line(stage)


def line(stage: Stage) -> str:
    return stage.app.screen.query_one("ReasonLine").value


async def reason_kept(stage: Stage, external_id: str) -> str:
    await stage.until_at_rest()
    item = await stage.item(external_id)
    assert item.state is ItemState.CLOSED
    return (await stage.desk.dossier(item.id)).actions[-1].reason


async def test_a_typed_reason_takes_the_keys_that_it_always_took(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "lovely day")]) as stage:
        assert await asked_why(stage) == ""
        await stage.press("enter")
        assert "A few words are needed" in stage.screen_text()
        await stage.press(*"a joke", "enter")
        assert await reason_kept(stage, "c1") == "a joke"


async def test_a_digit_puts_a_reason_in_and_enter_closes(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "lovely day", minutes=50), comment(2, "lovely too")]) as stage:
        await asked_why(stage)
        await stage.press(*"just a chat", "enter")
        await stage.until_at_rest()
        await stage.press("j")
        await asked_why(stage)
        assert "1 just a chat" in stage.screen_text()
        assert "2 Thanks or praise: nothing is asked" in stage.screen_text()
        await stage.press("2")
        assert line(stage) == "Thanks or praise: nothing is asked"
        assert "▸ 2 Thanks" in stage.screen_text()
        await stage.press("1")
        assert line(stage) == "just a chat"
        await stage.press(*", too", "enter")
        assert await reason_kept(stage, "c2") == "just a chat, too"


async def test_the_arrows_put_reasons_in_and_give_back_what_was_typed(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "lovely day")]) as stage:
        await asked_why(stage)
        await stage.press(*"mine 2", "down", "down")
        assert line(stage) == "Talk among others, not to us"
        await stage.press("up", "up")
        assert line(stage) == "mine 2"
        assert "▸" not in stage.screen_text()
        await stage.press("down", "enter")
        assert await reason_kept(stage, "c1") == "Thanks or praise: nothing is asked"


async def test_all_of_it_stands_on_24_lines(tmp_path: Path) -> None:
    long = "lovely day out with all of the neighbours and " * 20
    async with staged(tmp_path, [comment(number, long) for number in range(1, 8)]) as stage:
        for number in range(6):
            await asked_why(stage)
            await stage.write(f"Reason {'abcdef'[number]}")
            await stage.press("enter")
            await stage.until_at_rest()
            await stage.press("j")
        await asked_why(stage)
        shown = stage.screen_text()
        assert "1-9 or ↓ puts one in · enter closes it" in shown
        assert [number for number in range(1, 10) if f"{number} " not in shown] == []
        assert "9 Answered another way" in shown
