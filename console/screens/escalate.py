"""Escalating: to which department's director, said with what absence makes of it, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from console.desk.orders import Escalate
from console.model import ActionKind
from console.screens.menu import Choice, ChoiceList
from console.screens.reasoned_dialog import ReasonedDialog
from console.text import displayable

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.model import Dossier
    from console.rules.routing import Route

QUOTED_CHARACTERS = 400


class EscalateDialog(ReasonedDialog[Escalate | None]):
    """Asks for a department (the findings' own is preselected) and a reason."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)")]

    KIND = ActionKind.ESCALATE
    TITLE: ClassVar[str] = "Escalate"
    DOES: ClassVar[str] = "escalates"

    def __init__(
        self, desk: Desk, dossier: Dossier, proposed: Route, chosen: Mapping[str, Route], *, is_revealed: bool
    ) -> None:
        """`proposed` is where the findings lead, `chosen` where each department does."""
        super().__init__(desk, dossier, QUOTED_CHARACTERS, is_revealed=is_revealed)
        self._proposed = proposed
        self._routes = {**chosen, proposed.department.id: proposed}

    def compose(self) -> ComposeResult:
        choices = [self.choice(route) for route in self._routes.values()]
        with Vertical(classes="dialog"):
            yield Static(Content(self.TITLE), classes="title")
            yield self.quote()
            listed = ChoiceList(choices, chosen=self._proposed.department.id, then="Input")
            yield listed
            yield Static(Content(""), id="route", classes="effect")
            yield Static(Content("Why should they look at it? They read this first."), classes="label")
            yield Input(self.typed, select_on_focus=False)
            yield Static(Content(""), classes="problem")
            keys = f"{listed.digits} move · enter goes on, and from the reason it {self.DOES} · esc goes back"
            yield Static(Content(keys), classes="keys")

    def choice(self, route: Route) -> Choice:
        """A department as it may be chosen."""
        department = route.department
        return Choice(department.id, department.title, f"{department.director} · {department.clause}")

    def on_mount(self) -> None:
        self.query_one(ChoiceList).focus()

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        route = self._routes[event.option.id or ""]
        self.query_one("#route", Static).update(Content(displayable(f"To: {route.put_to}. {route.why}")))

    @on(Input.Submitted)
    def _escalate(self, event: Input.Submitted) -> None:
        reason = event.value.strip()
        if not reason:
            self.query_one(".problem", Static).update(Content("Say in a few words why."))
            return
        item = self.dossier.item
        chosen, proposed = self.query_one(ChoiceList).chosen_id, self._proposed.department.id
        department_id = chosen if chosen != proposed else None  # the record says whose choice it was
        self.dismiss(Escalate(item_id=item.id, version=item.version, reason=reason, department_id=department_id))
