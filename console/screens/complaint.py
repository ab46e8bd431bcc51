"""Logging a case: what they wrote, word for word, then complaint or service request, the category, and a note."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from console.desk.orders import LogComplaint
from console.screens.menu import Choice, ChoiceList
from console.screens.quoting_dialog import QuotingDialog
from console.text import displayable, one_line
from console.widgets import wording

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.model import Dossier

COMPLAINT, REQUEST = "complaint", "request"
QUOTED_CHARACTERS = 700


class ComplaintDialog(QuotingDialog[LogComplaint | None]):
    """Three steps on one screen: enter goes to the next, and from the note it logs. What is logged is never masked."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)")]

    def __init__(self, desk: Desk, dossier: Dossier, *, is_revealed: bool) -> None:
        super().__init__(desk, dossier, QUOTED_CHARACTERS, is_revealed=is_revealed)
        self._keys = ""

    def compose(self) -> ComposeResult:
        complaints = self.desk.office.policy.core.complaints
        with Vertical(classes="dialog"):
            yield Static(Content(displayable(f"Log it on {complaints.system}")), classes="title")
            yield Static(Content(self._source()), classes="words")
            yield self.quote()
            yield ChoiceList(
                [
                    Choice(COMPLAINT, "Complaint", f"starts the procedure's clocks · {complaints.clause}"),
                    Choice(REQUEST, "Service request", f"something to be done · {complaints.service_request.clause}"),
                ],
                chosen=COMPLAINT if self._reads_as_complaint() else REQUEST,
                id="sort",
                then="#category",
            )
            yield Static(Content("Category"), classes="label")
            categories = ChoiceList(
                [Choice(name, name) for name in complaints.categories], id="category", then="Input",
                begins_at_first=self._reads_as_repair(),
            )  # fmt: skip
            yield categories
            yield Static(Content("Note for whoever takes it (may stay empty)"), classes="label")
            yield Input()
            self._keys = f"{categories.digits} move · enter goes on, and from the note it logs · esc goes back"
            yield Static(Content(self._keys), classes="keys")

    def on_mount(self) -> None:
        self.query_one("#sort", ChoiceList).focus()

    def _source(self) -> str:
        item = self.dossier.item
        parts = [
            one_line(item.author_name, 60),
            wording.channel_word(item.channel),
            one_line(item.permalink or "", 120),
        ]
        return displayable(" · ".join(part for part in parts if part))

    def _reads_as_repair(self) -> bool:
        """Whether the first category may be offered at once; else somebody has to choose one."""
        return any(finding.rule in ("issue", "urgent") for finding in self.dossier.findings)

    def _reads_as_complaint(self) -> bool:
        return any(finding.rule == "complaint" for finding in self.dossier.findings)

    @on(ChoiceList.NothingChosen)
    def _ask_for_category(self) -> None:
        self.query_one(".keys", Static).update(Content.assemble(("Choose a category first. ", "$error"), self._keys))

    @on(Input.Submitted)
    def _log(self, event: Input.Submitted) -> None:
        item = self.dossier.item
        is_complaint = self.query_one("#sort", ChoiceList).chosen_id == COMPLAINT
        category = self.query_one("#category", ChoiceList).chosen_id
        if category is None:
            self.query_one("#category", ChoiceList).focus()
            return self._ask_for_category()
        note = event.value.strip()
        self.dismiss(
            LogComplaint(item_id=item.id, version=item.version, is_complaint=is_complaint, category=category, note=note)
        )
