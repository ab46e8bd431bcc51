"""Trying a text: what a policy officer types, and what the screen then says of it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from console.desk.trying import PackState, Tried, Trying
from console.model import ItemKind
from console.rules.conduct import Outbound
from console.rules.packs import SHIPPED
from console.screens.trying import TryApp, TryScreen
from tests.own_pack import BOILER, own_pack, write
from tests.ui.stage import PATIENCE, comment, staged


@dataclass
class Trial:
    """The screen with a text area in focus."""

    app: TryApp
    pilot: Pilot[None]

    @property
    def screen(self) -> TryScreen:
        assert isinstance(self.app.screen, TryScreen)
        return self.app.screen

    @property
    def thought(self) -> str:
        return self.screen.thought.text

    async def write(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def until(self, *words: str) -> None:
        await self.holds(lambda: all(word in self.thought for word in words), f"{words}\n{self.thought}")

    async def holds(self, so: Callable[[], object], what: str) -> None:
        for _ in range(PATIENCE):
            if so():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"never happened: {what}")


@asynccontextmanager
async def trial(trying: Trying, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Trial]:
    app = TryApp(trying, {})
    async with app.run_test(size=size, notifications=True) as pilot:
        on_stage = Trial(app, pilot)
        await on_stage.holds(lambda: isinstance(app.screen, TryScreen) and app.screen.pack, "the pack is read")
        yield on_stage


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return own_pack(tmp_path)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_as_one_types_everything_is_said(pack: Path, size: tuple[int, int]) -> None:
    async with trial(Trying(str(pack)), size) as on_stage:
        await on_stage.write(BOILER)
        await on_stage.until(
            "now  personal-data (phone) “07700 900123”  a telephone number in public  W7.5",
            "department  Repairs and Property",
            "topic       Heating and hot water",
            "place       Kelp Ness",
            "above all deadlines",
            "half a working day  W3.6",
            "like: “boiler",
            "stop personal-data “07700 900123”",
        )
        await on_stage.pilot.pause()
        shown = "\n".join("".join(s.text for s in strip) for strip in on_stage.screen._compositor.render_strips())
        assert "What triage finds" in shown
        assert "esc back" in shown


async def test_a_key_checks_it_as_the_next_sort_of_text(pack: Path) -> None:
    async with trial(Trying(str(pack))) as on_stage:
        await on_stage.write("We will be with you on Friday at noon to look at the boiler.")
        await on_stage.until("If we sent it as a public reply", "hint no-link")
        await on_stage.pilot.press("f2")
        await on_stage.until("If we sent it as a post", "warn no-link")
        await on_stage.pilot.press("f2", "f2")
        await on_stage.until("If we sent it as a note", "nothing against it")
        await on_stage.pilot.press("f2")
        await on_stage.until("If we sent it as a public reply")


async def test_a_key_takes_it_for_a_private_message(pack: Path) -> None:
    async with trial(Trying(str(pack))) as on_stage:
        await on_stage.write(BOILER)
        await on_stage.until("now  personal-data")
        await on_stage.pilot.press("f3")
        await on_stage.holds(lambda: "now  personal-data" not in on_stage.thought, "nothing public")


async def test_a_change_of_the_pack_shows_at_a_key(pack: Path) -> None:
    async with trial(Trying(str(pack))) as on_stage:
        await on_stage.write("mind your toes")
        await on_stage.until("by its deadline")
        write(pack, "words.toml", "threat = [\n", 'threat = [\n"mind your toes",\n')
        await on_stage.pilot.press("f5")
        await on_stage.until("threat", "above all deadlines", "Remove it: A threat")
        toasts = on_stage.app._notifications
        await on_stage.holds(lambda: any("no problem" in toast.message for toast in toasts), "a toast")


async def test_a_pack_with_problems_shows_them_and_works_once_they_are_put_right(pack: Path) -> None:
    write(pack, "words.toml", "threat = [\n", 'threat = [\n"@no_such ~ thing",\n')
    async with trial(Trying(str(pack))) as on_stage:
        await on_stage.write("hello")
        await on_stage.until("1 problem to put right", "words.toml: threat[1]", "is not a concept")
        shutil.copytree(SHIPPED / "westward", pack, dirs_exist_ok=True)
        await on_stage.pilot.press("f5")
        await on_stage.until("What triage finds")


async def test_a_pack_that_went_away_is_said_and_not_a_crash(pack: Path) -> None:
    async with trial(Trying(str(pack))) as on_stage:
        shutil.rmtree(pack)
        await on_stage.pilot.press("f5")
        await on_stage.until("There is no policy")


async def test_a_hostile_text_and_pack_do_no_harm(pack: Path) -> None:
    write(pack, "words.toml", '"should of" = "should have"', '"should of" = "[/] \\u001b[2J"')
    async with trial(Trying(str(pack))) as on_stage:
        await on_stage.write("[/] [@click=app.quit]x[/] \x1b]0;x\x07 \u202e you should of done it, threat [b]")
        await on_stage.until("What triage finds", "→ [/] ␛[2J")
        assert "\x1b" not in on_stage.thought
        assert on_stage.app.is_running


async def test_what_is_shown_in_the_end_is_about_what_stands_there(pack: Path) -> None:
    """Typed faster than the rules look: one question at a time, and the last text is not left out."""
    may_go_on = asyncio.Event()

    class Slow(Trying):
        def __init__(self, name: str) -> None:
            super().__init__(name)
            self.asked: list[str] = []
            self.at_once = self.most_at_once = 0

        async def look(self, text: str, kind: ItemKind, outbound: Outbound) -> Tried | None:
            self.asked.append(text)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            await may_go_on.wait()
            self.at_once -= 1
            return await super().look(text, kind, outbound)

    trying = Slow(str(pack))
    async with trial(trying) as on_stage:
        await on_stage.write("one ")
        await on_stage.holds(lambda: trying.asked == ["one "], "asked about the first")
        await on_stage.write("two ")
        await on_stage.pilot.pause(0.3)
        await on_stage.write("noise from next door")
        await on_stage.pilot.pause(0.3)
        may_go_on.set()
        await on_stage.until("topic       Neighbours, noise")
        assert trying.asked == ["one ", "one two noise from next door"]
        assert trying.most_at_once == 1


async def test_reading_on_goes_to_the_end_and_back_to_the_top(pack: Path) -> None:
    async with trial(Trying(str(pack))) as on_stage:
        await on_stage.write(BOILER)
        await on_stage.until("If we sent it")
        pane = on_stage.screen.thought
        assert pane.max_scroll_y > 0
        presses = 0
        while pane.scroll_offset.y < pane.max_scroll_y:
            await on_stage.pilot.press("f8")
            presses += 1
            assert presses < 10
        await on_stage.pilot.press("f8")
        assert pane.scroll_offset.y == 0


async def test_escape_leaves(pack: Path) -> None:
    async with trial(Trying(str(pack))) as on_stage:
        await on_stage.pilot.press("escape")
        await on_stage.holds(lambda: not on_stage.app.is_running, "it ends")


async def test_what_goes_wrong_while_reading_is_told(pack: Path) -> None:
    class Broken(Trying):
        readings = 0

        async def read(self) -> PackState:
            self.readings += 1
            if self.readings > 1:
                raise OSError("the disk went away")
            return await super().read()

    async with trial(Broken(str(pack))) as on_stage:
        await on_stage.pilot.press("f5")
        await on_stage.holds(lambda: on_stage.app._notifications, "a toast")
        assert on_stage.app.is_running


async def test_it_opens_from_the_palette_and_goes_back_to_the_inbox(tmp_path: Path) -> None:
    async with staged(tmp_path, [comment(1, "hello")]) as stage:
        await stage.press("ctrl+p")
        await stage.until_screen("Palette")
        await stage.write("try a text")
        await stage.pilot.pause(0.2)
        await stage.press("enter")
        await stage.until_screen("TryScreen")
        await stage.write(BOILER)
        await stage.until(lambda: "What triage finds" in stage.screen_text())
        assert "Westward Housing Group" in stage.screen_text()
        await stage.press("escape")
        await stage.until_at_rest()
