"""The hostile corpus on every surface: nothing crashes, no control code reaches the terminal, no action is run."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from console.desk.lines import parse_line
from console.screens.inbox import InboxScreen
from console.screens.telling import say
from tests.ui.stage import NOW, Stage, staged

CORPUS = Path(__file__).parents[2] / "fixtures" / "hostile.jsonl"


def corpus() -> list:
    from msgspec.structs import replace

    items = [parse_line(line) for line in CORPUS.read_bytes().splitlines() if line.strip()]
    return [replace(item, received_at=NOW) for item in items]


def assert_harmless(text: str) -> None:
    bad = {f"U+{ord(c):04X}" for c in text if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"}
    bad |= {f"U+{ord(c):04X}" for c in text if c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b"}
    assert not bad


async def open_and_leave(stage: Stage, key: str) -> None:
    """Open what the key opens on the item under the cursor, look at it, go back."""
    stage.tap(key)
    await stage.until(lambda: not isinstance(stage.app.screen, InboxScreen), f"{key} opens something")
    await stage.pilot.pause()
    assert_harmless(stage.screen_text())
    stage.tap("escape")
    await stage.until_at_rest()


async def test_list_and_dossier_show_it_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.widgets.inbox_list.REST_S", 0.001, raising=False)  # not 92 rests of 80 ms
    items = corpus()
    async with staged(tmp_path, size=(120, 40)) as stage:
        await stage.take_in(items)
        await stage.until(lambda: len(stage.inbox.inbox.window) == len(items))
        seen = set()
        for _ in items:
            await stage.until(
                lambda: stage.inbox.dossier and stage.inbox.dossier.item.id == stage.inbox.inbox.current_id
            )
            seen.add(stage.inbox.inbox.current_id)
            assert_harmless(stage.screen_text())
            assert_harmless(stage.inbox.dossier_pane.text)
            stage.tap("j")
            await stage.until(lambda: stage.inbox.inbox.current_id not in seen or len(seen) == len(items))
        assert len(seen) == len(items)


async def test_dialogs_and_compose_show_it(tmp_path: Path) -> None:
    items = [item for item in corpus() if "markup" in item.external_id or "osc" in item.external_id]
    async with staged(tmp_path, items, size=(100, 36)) as stage:
        for key in ("x", "c", "e", "d", "r", "n", "w"):
            await stage.press("g")
            for _ in items[:6]:
                await open_and_leave(stage, key)
                stage.tap("j")


@pytest.mark.parametrize("words", ["[/] and [bold", "[@click=app.quit]press[/]", "\x1b]52;c;AAAA\x07copied \u202eevil"])
async def test_toasts_and_search_show_it(tmp_path: Path, words: str) -> None:
    async with staged(tmp_path, corpus()[:5]) as stage:
        say(stage.app, words)
        await stage.pilot.pause()
        assert_harmless(stage.screen_text())
        await stage.press("/")
        await stage.write(words)
        await stage.press("enter")
        await stage.pilot.pause(0.2)
        assert_harmless(stage.screen_text())
        await stage.press("escape")
        assert stage.app.is_running
