"""Sending a draft back: the draft as it stands, and what its writer should change."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from console.model import PIECE_MARK, ActionKind
from console.screens.reasoned_dialog import ReasonedDialog
from console.text import displayable, one_line

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.model import Dossier, Draft

QUOTED_CHARACTERS = 200
DRAFT_CHARACTERS = 320
NAME_CELLS = 40


class SendBackDialog(ReasonedDialog[str | None]):
    """Asks for the note that goes back with a draft."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)")]

    KIND = ActionKind.SEND_BACK

    def __init__(self, desk: Desk, dossier: Dossier, draft: Draft, writer: str, *, is_revealed: bool) -> None:
        """`writer` is their name."""
        super().__init__(desk, dossier, QUOTED_CHARACTERS, is_revealed=is_revealed)
        self._draft = draft
        self._writer = one_line(writer, NAME_CELLS)

    def compose(self) -> ComposeResult:
        text = displayable(self._draft.text.replace(PIECE_MARK, "\n"))
        with Vertical(classes="dialog"):
            yield Static(Content(f"Send the draft back to {self._writer}"), classes="title")
            yield self.quote()
            yield Static(Content(f"The draft ({self._draft.kind.value})"), classes="label")
            yield Static(Content(text[:DRAFT_CHARACTERS]), classes="quote")
            yield Static(Content("What should change? They read this with the item."), classes="label")
            yield Input(self.typed, select_on_focus=False)
            yield Static(Content(""), classes="problem")
            yield Static(Content("enter sends it back · esc goes back"), classes="keys")

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _send_back(self, event: Input.Submitted) -> None:
        if not event.value.strip():
            self.query_one(".problem", Static).update(Content("Say in a few words what should change."))
            return
        self.dismiss(event.value.strip())
