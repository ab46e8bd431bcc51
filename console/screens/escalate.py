"""Escalating: to which department's director, said with what absence makes of it, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from console.desk.orders import Escalate
from console.rules import routing
from console.screens.menu import Choice, ChoiceList
from console.text import displayable
from console.widgets.dossier_lines import shown

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.model import Dossier, Person

QUOTED_CHARACTERS = 400


class EscalateDialog(ModalScreen[Escalate | None]):
    """Asks for a department (the findings' own is preselected) and a reason."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)")]

    def __init__(self, desk: Desk, dossier: Dossier, people: Sequence[Person]) -> None:
        super().__init__()
        self.desk = desk
        self.dossier = dossier
        self._people = people
        self._proposed = self._route(None)

    def compose(self) -> ComposeResult:
        departments = self.desk.office.policy.core.department
        choices = [Choice(d.id, d.title, f"{d.director}  {d.clause}") for d in departments]
        with Vertical(classes="dialog"):
            yield Static(Content("Escalate"), classes="title")
            yield Static(Content(shown(self.dossier.item.text[:QUOTED_CHARACTERS]) or "(no text)"), classes="quote")
            yield ChoiceList(choices, chosen=self._proposed.department.id)
            yield Static(Content(""), id="route", classes="effect")
            yield Static(Content("Why should they look at it? They read this first."), classes="label")
            yield Input()
            yield Static(Content(""), classes="problem")
            yield Static(Content("enter goes on, and from the reason it escalates · esc goes back"), classes="keys")

    def on_mount(self) -> None:
        self.query_one(ChoiceList).focus()

    def _route(self, department_id: str | None) -> routing.Route:
        office = self.desk.office
        return routing.route(
            office.policy, self._people, office.now(), findings=self.dossier.findings, text=self.dossier.item.text,
            department_id=department_id,
        )  # fmt: skip

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        route = self._proposed if event.option.id == self._proposed.department.id else self._route(event.option.id)
        self.query_one("#route", Static).update(Content(displayable(f"To: {route.put_to}. {route.why}")))

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _escalate(self, event: Input.Submitted) -> None:
        reason = event.value.strip()
        if not reason:
            self.query_one(".problem", Static).update(Content("Say in a few words why."))
            return
        item = self.dossier.item
        department_id = self.query_one(ChoiceList).chosen_id
        self.dismiss(Escalate(item_id=item.id, version=item.version, reason=reason, department_id=department_id))
