"""Two small questions: a line of text that is kept (a reason), and a yes that takes a key of its own."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from console.screens.dialog import Dialog
from console.text import displayable


class ReasonDialog(Dialog[str | None]):
    """Asks for a line of text; None when the person goes back. An empty line is not accepted unless `may_be_empty`."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)")]

    def __init__(
        self,
        title: str,
        words: str,
        *,
        label: str = "Reason",
        may_be_empty: bool = False,
        when_empty: str = "A few words are needed: they are kept with the item.",
        filled: str = "",
    ) -> None:
        super().__init__()
        self._filled = filled
        self._title = title
        self._words = words
        self._label = label
        self._may_be_empty = may_be_empty
        self._when_empty = when_empty

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(displayable(self._title)), classes="title")
            yield Static(Content(displayable(self._words)), classes="words")
            yield Static(Content(self._label), classes="label")
            yield Input(self._filled, select_on_focus=False)
            yield Static(Content(""), classes="problem")
            yield Static(Content("enter goes on · esc goes back"), classes="keys")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if not event.value.strip() and not self._may_be_empty:
            self.query_one(".problem", Static).update(Content(self._when_empty))
            return
        self.dismiss(event.value.strip())


class Confirm(Dialog[bool]):
    """Asks for a yes. Enter is not a yes: it was just pressed for something else."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("y", "dismiss(True)"),
        ("n", "dismiss(False)"),
        ("escape", "dismiss(False)"),
        ("enter", "hint"),
    ]

    def __init__(self, title: str, words: str, *, yes: str) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._yes = yes

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(displayable(self._title)), classes="title")
            yield Static(Content(displayable(self._words)), classes="words")
            yield Static(Content(self._keys), classes="keys")

    @property
    def _keys(self) -> str:
        return f"y  {self._yes} · esc goes back"

    def action_hint(self) -> None:
        """Say that enter did nothing, and which key does."""
        self.query_one(".keys", Static).update(Content.assemble(("Not yet. ", "$error"), self._keys))
