"""Trying a text: as one types, everything that the pack thinks of it; a key reads the pack again from its files.

Owns the text and how it is taken; what is said about it comes from `Trying` as records. Nothing is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import App, ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from console.commands import COMMANDS, Place, bindings, with_keys
from console.model import ItemKind
from console.rules.conduct import Outbound
from console.screens.telling import say, warn
from console.screens.tried_lines import SENT_AS, fault_lines, tried_lines
from console.screens.working_screen import WorkingScreen
from console.text import displayable
from console.theme import THEMES
from console.widgets import wording
from console.widgets.key_line import KeyLine
from console.widgets.lines_pane import LinesPane, line

if TYPE_CHECKING:
    from console.desk.trying import PackState, Trying

LOOK_AFTER_S = 0.12
KINDS = (ItemKind.COMMENT, ItemKind.MESSAGE)
WRITTEN_AS = {ItemKind.COMMENT: "a public comment", ItemKind.MESSAGE: "a private message"}
OUTBOUNDS = tuple(SENT_AS)

Asked = tuple[int, str, ItemKind, Outbound]  # which reading of the pack, and what is asked about


class TryScreen(WorkingScreen[None]):
    """A text, and below or beside it what the pack thinks of it."""

    CSS_PATH = "trying.tcss"
    BINDINGS = bindings(Place.TRY)
    AUTO_FOCUS = "TextArea"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - so in Textual
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-short"), (34, "-tall")]  # noqa: RUF012 - so in Textual

    area = getters.query_one(TextArea)
    thought = getters.query_one("#thought", LinesPane)

    def __init__(self, trying: Trying) -> None:
        super().__init__()
        self.trying = trying
        self.kind = KINDS[0]
        self.outbound = OUTBOUNDS[0]
        self.pack: PackState | None = None
        self._readings = 0
        self._seen: Asked | None = None
        self._is_looking = False
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        self.take_shape()
        yield Static(classes="bar")
        yield Static(classes="first")
        with Container(id="body"):
            yield TextArea(soft_wrap=True, tab_behavior="focus", placeholder="Type or paste a text")
            yield LinesPane([line(("Reading the pack …", "muted"))], id="thought")
        yield KeyLine([command for command in self.commands if command.place is Place.TRY])

    def on_mount(self) -> None:
        self._say_how()
        self.work(self._read(), "read", exclusive=False)

    # -- the pack -----------------------------------------------------------------------------------------------------

    async def _read(self) -> None:
        self.query_one(".first", Static).update(Content("Reading the pack …"))
        self.pack = await self.trying.read()
        self._readings += 1
        self._say_how()
        await self._look()

    async def _read_again(self) -> None:
        await self._read()
        assert self.pack is not None
        if self.pack.faults:
            return warn(self, f"The pack has {wording.many(len(self.pack.faults), 'problem')}.")
        say(self, f"Read again: no problem, {self.pack.blanks} still to fill in.")

    # -- the text -----------------------------------------------------------------------------------------------------

    @on(TextArea.Changed)
    def _changed(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(LOOK_AFTER_S, self._look_soon)

    def _look_soon(self) -> None:
        self.work(self._look(), "look", exclusive=False)

    @property
    def _asked(self) -> Asked:
        return self._readings, self.area.text, self.kind, self.outbound

    async def _look(self) -> None:
        """Ask until what is shown is about what stands there: one question at a time, however fast somebody types."""
        if self._is_looking or self.pack is None:
            return
        self._is_looking = True
        try:
            while self._seen != (asked := self._asked):
                await self._show(asked)
                self._seen = asked
        finally:
            self._is_looking = False

    async def _show(self, asked: Asked) -> None:
        _, text, kind, outbound = asked
        assert self.pack is not None
        if self.pack.faults:
            return self.thought.show_lines(fault_lines(self.pack), from_top=False)
        if not text.strip():
            return self.thought.show_lines([line(("Nothing written yet.", "muted"))])
        tried = await self.trying.look(text, kind, outbound)
        if tried is not None:
            self.thought.show_lines(tried_lines(tried, text, outbound), from_top=False)

    def _say_how(self) -> None:
        title = "Trying a text" + (f" on {self.pack.title}" if self.pack is not None else "")
        how = f"Taken for {WRITTEN_AS[self.kind]}, checked {SENT_AS[self.outbound]}. Nothing is kept."
        self.query_one(".bar", Static).update(Content(displayable(title)))
        self.query_one(".first", Static).update(Content(how))

    # -- keys ---------------------------------------------------------------------------------------------------------

    def action_sent_as(self) -> None:
        """Check it as the next sort of text of ours."""
        self.outbound = OUTBOUNDS[(OUTBOUNDS.index(self.outbound) + 1) % len(OUTBOUNDS)]
        self._changed_how()

    def action_written_as(self) -> None:
        """Take it for a public comment instead of a private message, or the other way round."""
        self.kind = KINDS[(KINDS.index(self.kind) + 1) % len(KINDS)]
        self._changed_how()

    def _changed_how(self) -> None:
        self._say_how()
        self._look_soon()

    def action_read_again(self) -> None:
        self.work(self._read_again(), "read", exclusive=False)

    def action_read_on(self) -> None:
        """A page on; from the end back to the top."""
        if self.thought.scroll_offset.y >= self.thought.max_scroll_y:
            self.thought.scroll_to(y=0, animate=False)
        else:
            self.thought.scroll_page(0.8)

    def action_leave_try(self) -> None:
        self.dismiss(None)


class TryApp(App[None]):
    """Only that screen, for an officer without an inbox."""

    TITLE = "Halfday"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "inbox.tcss"  # the looks that all screens share

    def __init__(self, trying: Trying, keys: Mapping[str, str]) -> None:
        """Raises KeyClash when a person's own keys do not fit."""
        self.commands = with_keys(COMMANDS, keys)
        super().__init__()
        self._trying = trying
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.set_keymap({command.id: ",".join(command.keys) for command in self.commands if command.id in keys})

    def on_mount(self) -> None:
        self.push_screen(TryScreen(self._trying), lambda _: self.exit())
