"""A sheet to read: scrolling lines, and one key for what may follow from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from console.screens.dialog import Dialog
from console.text import displayable
from console.widgets.lines_pane import Line, LinesPane


class Sheet(Dialog[bool]):
    """Shows lines; True when the person pressed the key that agrees, where there is one."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss(False)"), ("q", "dismiss(False)"), ("y", "agree"), ("j", "scroll(1)"), ("k", "scroll(-1)"),
        ("space", "read_on"), ("pagedown", "page(1)"), ("pageup", "page(-1)"), ("down", "scroll(1)"),
        ("up", "scroll(-1)"), ("enter", "read_on"),
    ]  # fmt: skip

    def __init__(self, title: str, lines: Sequence[Line], *, yes: str = "") -> None:
        super().__init__()
        self._title = title
        self._lines = tuple(lines)
        self._yes = yes

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static(Content(displayable(self._title)), classes="title")
            yield LinesPane(self._lines)
            yield Static(Content(self._keys), classes="keys")

    @property
    def _keys(self) -> str:
        keys = f"y  {self._yes} · esc later" if self._yes else "esc goes back"
        return f"{keys} · enter reads on · j k scroll"

    def on_key(self, event: events.Key) -> None:
        """A letter that does nothing here says which ones do, where an answer is wanted."""
        if self._yes and event.is_printable and event.key not in self._bindings.key_to_bindings:
            self._say("Not yet.")

    def action_agree(self) -> None:
        if self._yes:
            self.dismiss(True)

    def action_scroll(self, lines: int) -> None:
        self.query_one(LinesPane).scroll_relative(y=lines, animate=False)

    def action_read_on(self) -> None:
        """A page on; at the end it says so, and what is to be answered."""
        pane = self.query_one(LinesPane)
        if pane.scroll_offset.y >= pane.max_scroll_y:
            self._say("That is all of it.")
        else:
            pane.scroll_page(1)

    def _say(self, words: str) -> None:
        self.query_one(".keys", Static).update(Content.assemble((f"{words} ", "$warning"), self._keys))

    def action_page(self, pages: int) -> None:
        self.query_one(LinesPane).scroll_page(pages)
