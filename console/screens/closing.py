"""Closing without an answer: a reason typed as before, or one of those that are offered, which may still be changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from console.model import ActionKind
from console.screens.menu import Choice, ChoiceList
from console.screens.reasoned_dialog import ReasonedDialog

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.model import Dossier

QUOTED_CHARACTERS = 300


class ReasonLine(Input):
    """A line to type a reason in. A digit at its beginning puts in the reason of that number, the arrows the next.

    Going up past the first one gives back what was typed.
    """

    @dataclass
    class Picked(Message):
        """An offered reason was put in; None: what was typed stands there again."""

        place: int | None

    def __init__(self, offers: Sequence[str]) -> None:
        super().__init__(select_on_focus=False)
        self._offers = tuple(offers)
        self._typed = ""
        self._place: int | None = None

    def on_key(self, event: events.Key) -> None:
        """Before the line takes the key as a letter."""
        if event.key in ("down", "up") and self._offers:
            self.pick(self._beside(1 if event.key == "down" else -1))
        elif event.key.isdigit() and 0 < int(event.key) <= len(self._offers) and self._has_nothing_typed:
            self.pick(int(event.key) - 1)
        else:
            return
        event.stop()
        event.prevent_default()

    def pick(self, place: int | None) -> None:
        """Put the offered reason in, whole and ready to be changed; None: what was typed."""
        if not self._is_as_offered:
            self._typed = self.value
        self._place = place
        self.value = self._typed if place is None else self._offers[place]
        self.cursor_position = len(self.value)
        self.post_message(self.Picked(place))

    @property
    def _is_as_offered(self) -> bool:
        return self._place is not None and self.value == self._offers[self._place]

    @property
    def _has_nothing_typed(self) -> bool:
        return self._is_as_offered or not self.value.strip()

    def _beside(self, step: int) -> int | None:
        place = (-1 if self._place is None else self._place) + step
        return None if place < 0 else min(place, len(self._offers) - 1)


class Offers(ChoiceList, can_focus=False):
    """The offered reasons, below the line that one types in; none of them is under the cursor at first."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__([Choice(str(number), reason) for number, reason in enumerate(reasons, 1)])
        self._first = None


class ClosingDialog(ReasonedDialog[str | None]):
    """Asks for the reason; None when the person goes back."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)")]

    KIND = ActionKind.CLOSE

    def __init__(self, desk: Desk, dossier: Dossier, offers: Sequence[str], *, is_revealed: bool) -> None:
        super().__init__(desk, dossier, QUOTED_CHARACTERS, is_revealed=is_revealed)
        self._offers = tuple(offers)

    def compose(self) -> ComposeResult:
        offers = Offers(self._offers)
        with Vertical(classes="dialog"):
            yield Static(Content("Close without an answer"), classes="title")
            yield self.quote()
            yield Static(Content("It will not be answered. Why not? The reason is kept."), classes="label")
            yield ReasonLine(self._offers)
            yield offers
            yield Static(Content(""), classes="problem")
            picks = f"{offers.digits} or ↓ puts one in · " if self._offers else ""
            yield Static(Content(f"{picks}enter closes it · esc goes back"), classes="keys")

    def on_mount(self) -> None:
        line = self.query_one(ReasonLine)
        line.value = self.typed
        line.focus()

    @on(ReasonLine.Picked)
    def _picked(self, event: ReasonLine.Picked) -> None:
        self.query_one(Offers).highlighted = event.place

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.query_one(ReasonLine).pick(event.option_index)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.query_one(".problem", Static).update(Content("A few words are needed: they are kept with the item."))
