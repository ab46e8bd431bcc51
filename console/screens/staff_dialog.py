"""A question about somebody who works here: lines to type in, a choice where there is one, asked until it is kept.

The desk is asked while the dialog stands: what it refuses is said in it, and what was typed stays.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from console.errors import HalfdayError, ReasonNeeded
from console.screens.ask import Confirm
from console.screens.dialog import Dialog
from console.screens.menu import Choice, ChoiceList
from console.screens.telling import told
from console.text import displayable


@dataclass(frozen=True, slots=True)
class Field:
    """One line to type in; `example` stands in it while it is empty."""

    label: str
    filled: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person said: the lines in their order, the id that was chosen, and whether they confirmed a warning."""

    lines: tuple[str, ...]
    chosen: str | None
    is_confirmed: bool = False


class StaffDialog(Dialog[str | None]):
    """What `keep` said once it has kept the answer; None when the person goes back."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)")]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        keep: Callable[[Answer], Awaitable[str]],
        *,
        choices: Sequence[Choice] = (),
        choices_label: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._fields = tuple(fields)
        self._keep = keep
        self._choices = tuple(choices)
        self._choices_label = choices_label
        self._is_asking = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(displayable(self._title)), classes="title")
            for field in self._fields:
                yield Static(Content(field.label), classes="label")
                yield Input(displayable(field.filled), placeholder=field.example, select_on_focus=False)
            if self._choices:
                yield Static(Content(self._choices_label), classes="label")
                yield ChoiceList(self._choices)
            yield Static(Content(""), classes="problem")
            yield Static(Content("enter keeps it · tab moves on · esc goes back"), classes="keys")

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _submitted(self) -> None:
        if self._is_asking:
            return
        self._is_asking = True
        chosen = self.query_one(ChoiceList).chosen_id if self._choices else None
        answer = Answer(tuple(field.value.strip() for field in self.query(Input)), chosen)
        self.run_worker(told(self, self._ask(answer)), group="keep", exit_on_error=False)

    async def _ask(self, answer: Answer) -> None:
        try:
            self.dismiss(await self._keep_or_confirm(answer))
        except HalfdayError as refusal:
            self.query_one(".problem", Static).update(Content(displayable(str(refusal))))
        finally:
            self._is_asking = False

    async def _keep_or_confirm(self, answer: Answer) -> str:
        try:
            return await self._keep(answer)
        except ReasonNeeded as warning:
            if not await self.app.push_screen_wait(Confirm("Are you sure?", str(warning), yes="record it")):
                raise
        return await self._keep(Answer(answer.lines, answer.chosen, is_confirmed=True))
