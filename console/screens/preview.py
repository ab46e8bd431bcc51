"""The last look before something goes out: as it will stand, with what the check says. Enter sends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from console.screens.checked import Checked, check_lines, stops, warns
from console.screens.dialog import Dialog
from console.screens.writing import Writing
from console.text import displayable
from console.widgets.lines_pane import BLANK, Line, LinesPane, line


class Preview(Dialog[str | None]):
    """None: not sent. Else the reason that passes the warnings, empty when there were none."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)"), ("enter", "send")]

    def __init__(self, writing: Writing, checked: Sequence[Checked], asked: str = "") -> None:
        """`asked`: why the desk wants a reason, whatever the check says."""
        super().__init__()
        self._asked = asked
        self._writing = writing
        self._checked = checked
        self.is_stopped = stops(checked) or not checked or not any(one.text.strip() for one in checked)
        self.needs_reason = (warns(checked) or bool(asked)) and not self.is_stopped

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(displayable(self._writing.title)), classes="title")
            yield Static(Content(displayable(self._writing.first)), classes="words")
            yield LinesPane([*self._as_it_will_stand(), *check_lines(self._checked)])
            if self.needs_reason:
                words = self._asked or "It can go out with a reason, which is kept. Why is it right?"
                yield Static(Content(displayable(words)), classes="label")
                yield Input()
            yield Static(Content(""), classes="problem")
            yield Static(Content(self._keys()), classes="keys")

    def _as_it_will_stand(self) -> list[Line]:
        lines: list[Line] = []
        for one in self._checked:
            if len(self._checked) > 1:
                lines.append(line((one.piece.label, "heading")))
            lines += [line(displayable(one.text), indent=2), BLANK]
        return lines

    def _keys(self) -> str:
        if self.is_stopped:
            return "esc goes back to the text"
        return f"enter {self._writing.sends} · esc goes back to the text"

    def on_mount(self) -> None:
        if self.needs_reason:
            self.query_one(Input).focus()

    def action_send(self) -> None:
        if self.is_stopped:
            words = "Mend what is marked “stop” first." if self._checked else "There is nothing to send."
            self.query_one(".problem", Static).update(Content(words))
        elif not self.needs_reason:
            self.dismiss("")

    @on(Input.Submitted)
    def _reasoned(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.query_one(".problem", Static).update(Content("Say in a few words why it is right all the same."))
