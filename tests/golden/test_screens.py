"""What the console looks like, cell by cell. A difference is accepted with HALFDAY_GOLDEN=write; see picture.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from console.theme import DARK, LIGHT
from tests.golden.inboxes import ABUSE, DAMP, HEATING, full_inbox, hostile_inbox
from tests.golden.picture import assert_golden, picture
from tests.ui.stage import Stage, comment, message, staged

SMALL, LARGE = (80, 24), (120, 40)
SMILING = "Hello Wilma, sorry about this :-) Ring me on 07700 900123 and WE WILL UTILISE the boiler."
ANSWER = "Hello, sorry for the wait. We will send you a private message within one working day."


async def opened(stage: Stage, key: str, screen: str) -> None:
    await stage.press(key)
    await stage.until_screen(screen)


async def read_whole(stage: Stage) -> None:
    """The dossier has come, its suggestions too."""
    await stage.until(lambda: "Suggestions" in stage.inbox.dossier_pane.text, "the suggestions come")


async def test_inbox_full_small(tmp_path: Path) -> None:
    async with staged(tmp_path, full_inbox(), size=SMALL) as stage:
        assert_golden("inbox_full_80x24", await picture(stage))


async def test_inbox_full_large(tmp_path: Path) -> None:
    async with staged(tmp_path, full_inbox(), size=LARGE) as stage:
        await read_whole(stage)
        assert_golden("inbox_full_120x40", await picture(stage))


async def test_inbox_empty(tmp_path: Path) -> None:
    async with staged(tmp_path, size=SMALL) as stage:
        await stage.until(lambda: "Nothing is waiting" in stage.screen_text())
        assert_golden("inbox_empty_80x24", await picture(stage))


async def test_dossier_in_the_lists_place(tmp_path: Path) -> None:
    first = message(1, HEATING, name="Wilma Brightwater", minutes=95)
    second = message(2, "Are you there?", name="Wilma Brightwater", minutes=20)
    conversation = [first, replace(second, thread=first.thread, author_external_id=first.author_external_id)]
    async with staged(tmp_path, conversation, size=SMALL) as stage:
        await stage.press("enter")
        await read_whole(stage)
        assert_golden("dossier_80x24", await picture(stage))


async def test_compose_with_findings(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, HEATING, name="Wilma Brightwater")], size=LARGE) as stage:
        await opened(stage, "r", "ComposeScreen")
        await stage.write(SMILING)
        await stage.until(lambda: "cannot go out like this" in stage.screen_text(), "the check")
        await stage.until_kept(1, stage.app.screen.writing.kind)
        assert_golden("compose_findings_120x40", await picture(stage))


async def test_remove_dialog(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, ABUSE, name="Ansel Copplestone")], size=SMALL) as stage:
        await opened(stage, "x", "RemoveDialog")
        await stage.press("enter")
        assert_golden("remove_80x24", await picture(stage))


async def test_complaint_form(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, DAMP, name="Bronagh Silverlock")], size=LARGE) as stage:
        await read_whole(stage)
        await opened(stage, "c", "ComplaintDialog")
        assert_golden("complaint_120x40", await picture(stage))


async def test_receipt_of_a_deadline(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, DAMP, name="Bronagh Silverlock", minutes=24 * 60)], size=SMALL) as stage:
        await opened(stage, "w", "Sheet")
        assert_golden("why_80x24", await picture(stage))


async def test_failed_delivery_on_top(tmp_path: Path) -> None:
    async with staged(tmp_path, full_inbox()[:8], size=SMALL) as stage:
        await stage.press("G")
        await opened(stage, "r", "ComposeScreen")
        target = stage.app.screen.dossier.item
        await stage.write(ANSWER)
        await opened(stage, "f4", "Preview")
        await stage.press("enter")
        await stage.until_at_rest()
        stage.world.delete_by_public(target.channel, target.external_id)
        await stage.deliver()
        await stage.until(lambda: "1 failed" in stage.screen_text(), "the failure is counted")
        await opened(stage, "f", "Menu")
        await stage.press("1")
        await stage.until(lambda: stage.inbox.inbox.window.order[0] == target.id, "it heads the list")
        await stage.press("g")
        assert_golden("failed_80x24", await picture(stage))


async def test_hostile_texts(tmp_path: Path) -> None:
    async with staged(tmp_path, hostile_inbox(), size=LARGE) as stage:
        await stage.press("G", "k")
        await stage.until(lambda: stage.inbox.dossier and stage.inbox.dossier.item.id == stage.inbox.inbox.current_id)
        await read_whole(stage)
        assert_golden("hostile_120x40", await picture(stage))


async def test_without_colour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with staged(tmp_path, full_inbox(), size=SMALL) as stage:
        assert_golden("no_color_80x24", await picture(stage))


async def test_another_theme_repaints_all_that_is_on_screen(tmp_path: Path) -> None:
    async with staged(tmp_path, full_inbox(), size=LARGE) as stage:
        await read_whole(stage)
        stage.inbox.action_theme()
        drawn = await picture(stage)
        assert not [colour for colour in (DARK.primary, DARK.accent, DARK.variables["muted"]) if str(colour) in drawn]


async def test_light_theme(tmp_path: Path) -> None:
    async with staged(tmp_path, full_inbox(), size=LARGE, theme=LIGHT.name) as stage:
        await read_whole(stage)
        assert_golden("light_120x40", await picture(stage))
