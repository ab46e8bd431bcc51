"""Removing something: what the platform will really do, the reason with its house rule, the notice, and a `y`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from console.desk.orders import Remove
from console.errors import NotPossible
from console.screens.menu import Choice, ChoiceList
from console.text import displayable
from console.widgets import row
from console.widgets.quoting import shown

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.model import Dossier
    from console.rules.policy_texts import RemovalReason

QUOTED_CHARACTERS = 500


class RemoveDialog(ModalScreen[Remove | None]):
    """Asks for the reason, then for a `y`. None: nothing is removed."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "back"), ("y", "agree"), ("v", "cover")]

    def __init__(self, desk: Desk, dossier: Dossier, *, is_revealed: bool) -> None:
        super().__init__()
        self.is_revealed = is_revealed
        self.desk = desk
        self.dossier = dossier
        self.reasons = {reason.id: reason for reason in desk.office.policy.core.removal_reason}
        self.agreed_reason: RemovalReason | None = None  # chosen with enter; y then removes

    def compose(self) -> ComposeResult:
        choices = [Choice(r.id, r.title, r.clause + (" assumed" if r.assumed else "")) for r in self.reasons.values()]
        with Vertical(classes="dialog"):
            yield Static(Content("Remove it from the page"), classes="title")
            yield Static(Content(self._quote()), id="quote", classes="quote")
            yield Static(Content(""), id="effect", classes="effect")
            yield ChoiceList(choices, chosen=self._proposed())
            yield Static(Content(""), id="notice", classes="label")
            yield Static(Content(""), id="keys", classes="keys")

    def on_mount(self) -> None:
        self.query_one(ChoiceList).focus()
        self._show()

    def _quote(self) -> str:
        item = self.dossier.item
        if row.is_covered(item) and not self.is_revealed:
            return row.cover_words(item)
        return shown(item.text[:QUOTED_CHARACTERS]) or "(no text)"

    def action_cover(self) -> None:
        self.is_revealed = not self.is_revealed
        self.query_one("#quote", Static).update(Content(self._quote()))

    def _proposed(self) -> str | None:
        """The reason whose rules found something, loudest finding first."""
        rules = [finding.rule for finding in self.dossier.findings]
        return next((r.id for rule in rules for r in self.reasons.values() if rule in r.rules), None)

    def _show(self) -> None:
        """What the reason under the cursor would do, and what would be posted."""
        reason = self.reasons.get(self.query_one(ChoiceList).chosen_id or "")
        if reason is None:
            return
        effect, notice = self._foresee(reason)
        self.query_one("#effect", Static).update(Content(displayable(effect)))
        self.query_one("#notice", Static).update(self._notice(reason, notice))
        agreed = self.agreed_reason is not None
        keys = (
            "y  removes it and posts the notice · esc goes back"
            if agreed
            else "enter chooses the reason · esc goes back"
        )
        self.query_one("#keys", Static).update(Content(keys))

    def _foresee(self, reason: RemovalReason) -> tuple[str, str]:
        """What removing it for the reason would do, or why it cannot be done; and the notice, empty for none."""
        try:
            would, notice = self.desk.removal(self.dossier.item, reason.id)
        except NotPossible as refusal:
            return str(refusal), ""
        return would.effect or f"The platform will {would.operation.value} it.", notice

    def _notice(self, reason: RemovalReason, notice: str) -> Content:
        rule = self.desk.office.policy.house_rule(reason.house_rule)
        parts: list[tuple[str, str] | str] = [
            ("House rule: ", "$muted"),
            (displayable(rule.text), "$foreground"),
            "\n",
        ]
        if notice:
            parts += [("Notice: ", "$muted"), (displayable(notice), "$foreground")]
        else:
            parts.append(("No notice is posted for this reason.", "$muted"))
        if reason.is_strike:
            parts.append((f"\nCounts as a strike ({self.dossier.author.strikes} so far).", "$muted"))
        return Content.assemble(*parts)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self.agreed_reason = None
        self._show()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.agreed_reason = self.reasons[event.option.id or ""]
        self._show()

    def action_agree(self) -> None:
        """Only after enter: a reason is chosen first, then agreed to."""
        if self.agreed_reason is not None:
            item = self.dossier.item
            self.dismiss(Remove(item_id=item.id, version=item.version, reason_id=self.agreed_reason.id))

    def action_back(self) -> None:
        if self.agreed_reason is None:
            self.dismiss(None)
            return
        self.agreed_reason = None
        self._show()
