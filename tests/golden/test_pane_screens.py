"""What the supervisor's screen looks like: a calm day, a storm, an empty store, a channel that fails, and from afar."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from console.desk.records import ChannelHealth
from console.model import ChannelState
from tests.golden.inboxes import full_inbox
from tests.golden.picture import assert_golden, picture
from tests.ui.stage import NOW, Stage, staged

SMALL, LARGE = (80, 24), (120, 40)


async def opened(stage: Stage) -> None:
    """Open it, and wait until all of it has been read."""
    screen = await stage.open_pane()
    await stage.until(lambda: screen.ahead is not None and screen.behind is not None, "all of it is read")


async def test_a_calm_day(tmp_path: Path) -> None:
    async with staged(tmp_path, full_inbox()[:8], size=SMALL) as stage:
        await stage.desk.claim((await stage.item("c1")).id)
        await opened(stage)
        assert_golden("pane_calm_80x24", await picture(stage))


async def test_a_storm(tmp_path: Path) -> None:
    async with staged(tmp_path, full_inbox(), size=LARGE) as stage:
        await stage.watch()
        await opened(stage)
        await stage.press("b", "b")
        await stage.until(lambda: "By channel" in stage.screen_text(), "by channel")
        assert_golden("pane_storm_120x40", await picture(stage))


async def test_an_empty_store(tmp_path: Path) -> None:
    async with staged(tmp_path, size=SMALL) as stage:
        await opened(stage)
        assert_golden("pane_empty_80x24", await picture(stage))


async def test_a_channel_that_fails_and_one_that_nobody_looks_at(tmp_path: Path) -> None:
    async with staged(tmp_path, full_inbox()[:3], size=SMALL) as stage:
        signed_out = ChannelHealth("facebook", ChannelState.TOKEN_EXPIRED, "Sign in again.", fetched_at=NOW)
        looked_at = NOW - timedelta(days=1)
        async with stage.desk.office.store.transaction() as tx:
            await tx.save_channel(signed_out)
            await tx.save_channel(ChannelHealth("youtube", ChannelState.UP, fetched_at=NOW, looked_at=looked_at))
        await opened(stage)
        assert_golden("pane_failing_channel_80x24", await picture(stage))


async def test_from_across_the_room(tmp_path: Path) -> None:
    async with staged(tmp_path, full_inbox(), size=SMALL) as stage:
        await opened(stage)
        await stage.press("z")
        assert_golden("pane_big_80x24", await picture(stage))
