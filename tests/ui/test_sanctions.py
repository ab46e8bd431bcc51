"""Removing somebody extreme: blocking is proposed, and wants a reason and a second yes."""

from __future__ import annotations

from pathlib import Path

from console.model import ItemState
from tests.ui.stage import Stage, comment, staged

THREAT = "Send that bailiff round again and I'll put him in the hospital. I will kill him, see if I don't."


async def removed(stage: Stage) -> None:
    """The threat is on its way off the page, and the block is proposed."""
    await stage.press("x")
    await stage.until_screen("RemoveDialog")
    await stage.press("enter", "y")
    await stage.until(lambda: "Press b to block" in stage.toasts())
    await stage.until_at_rest()


async def test_no_dialog_opens_by_itself_after_a_removal(tmp_path: Path) -> None:
    """Whoever is quick types the next item's keys by then: once they became the reason for a block."""
    async with staged(tmp_path, [comment(1, THREAT)], size=(100, 36)) as stage:
        await removed(stage)
        await stage.press("j", "j", "k")
        assert type(stage.app.screen).__name__ == "InboxScreen"


async def test_an_extreme_removal_proposes_a_block_which_a_second_yes_confirms(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, THREAT)], size=(100, 36)) as stage:
        await removed(stage)
        await stage.press("b")
        await stage.until_screen("ReasonDialog")
        assert "Extreme" in stage.screen_text()
        await stage.write(" A threat against a named colleague.")
        await stage.press("enter")
        await stage.until_screen("Confirm")
        assert not stage.world.is_blocked("facebook", "a1")
        await stage.press("y")
        await stage.until(lambda: "Block on its way" in stage.toasts())
        await stage.deliver()
        assert (await stage.item("c1")).state is ItemState.REMOVED
        assert stage.world.is_blocked("facebook", "a1")


async def test_a_proposed_block_that_is_not_wanted_leaves_the_removal_as_it_is(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, THREAT)], size=(100, 36)) as stage:
        await removed(stage)
        await stage.press("b")
        await stage.until_screen("ReasonDialog")
        await stage.press("escape")
        await stage.until_at_rest()
        await stage.deliver()
        assert (await stage.item("c1")).state is ItemState.REMOVED
        assert not stage.world.is_blocked("facebook", "a1")


async def test_a_removal_is_taken_back_with_its_strike(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, THREAT)], size=(100, 36)) as stage:
        await removed(stage)
        await stage.press("u")
        await stage.until(lambda: "Taken back" in stage.toasts())
        await stage.deliver()
        dossier = await stage.desk.dossier((await stage.item("c1")).id)
        assert (dossier.item.state, dossier.author.strikes) == (ItemState.OPEN, 0)
        assert not list(stage.world.answers())
