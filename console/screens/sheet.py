"""A sheet to read: scrolling lines, and one key for what may follow from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.text import displayable
from console.widgets.lines_pane import Line, LinesPane


class Sheet(ModalScreen[bool]):
    """Shows lines; True when the person pressed the key that agrees, where there is one."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss(False)"), ("q", "dismiss(False)"), ("y", "agree"), ("j", "scroll(1)"), ("k", "scroll(-1)"),
        ("space", "page(1)"), ("pagedown", "page(1)"), ("pageup", "page(-1)"), ("down", "scroll(1)"),
        ("up", "scroll(-1)"),
    ]  # fmt: skip

    def __init__(self, title: str, lines: Sequence[Line], *, yes: str = "") -> None:
        super().__init__()
        self._title = title
        self._lines = tuple(lines)
        self._yes = yes

    def compose(self) -> ComposeResult:
        keys = f"y  {self._yes} · esc later" if self._yes else "esc goes back"
        with Vertical(classes="dialog -tall"):
            yield Static(Content(displayable(self._title)), classes="title")
            yield LinesPane(self._lines)
            yield Static(Content(f"{keys} · j k space scroll"), classes="keys")

    def action_agree(self) -> None:
        if self._yes:
            self.dismiss(True)

    def action_scroll(self, lines: int) -> None:
        self.query_one(LinesPane).scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        self.query_one(LinesPane).scroll_page(pages)
