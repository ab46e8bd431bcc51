"""Removing something: what the platform will really do, the reason with its house rule, the notice, and a `y`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from console.desk.orders import Remove
from console.errors import NotPossible
from console.model import Capability, Operation
from console.screens.menu import Choice, ChoiceList
from console.screens.quoting_dialog import QuotingDialog
from console.text import displayable

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.model import Dossier
    from console.rules.policy_texts import RemovalReason

QUOTED_CHARACTERS = 500


class RemoveDialog(QuotingDialog[Remove | None]):
    """Asks for the reason, then for a `y`. None: nothing is removed."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "back"), ("y", "agree")]

    def __init__(self, desk: Desk, dossier: Dossier, *, is_revealed: bool, reason_id: str | None = None) -> None:
        """`reason_id` is the reason that the cursor starts on; without one the findings choose."""
        super().__init__(desk, dossier, QUOTED_CHARACTERS, is_revealed=is_revealed)
        self._first = reason_id
        self.reasons = {reason.id: reason for reason in desk.office.policy.core.removal_reason}
        self.agreed_reason: RemovalReason | None = None  # chosen with enter; y then removes

    def compose(self) -> ComposeResult:
        choices = [Choice(r.id, r.title, r.clause + (" assumed" if r.assumed else "")) for r in self.reasons.values()]
        with Vertical(classes="dialog"):
            yield Static(Content("Remove it from the page"), classes="title")
            yield self.quote()
            yield Static(Content(""), id="effect", classes="effect")
            yield ChoiceList(choices, chosen=self._proposed(), begins_at_first=False)
            yield Static(Content(""), id="notice", classes="label")
            yield Static(Content(""), id="keys", classes="keys")

    def on_mount(self) -> None:
        self.query_one(ChoiceList).focus()
        self._show()

    def _proposed(self) -> str | None:
        """The reason that was asked for, else the one whose rules found something, loudest finding first."""
        if self._first is not None:
            return self._first
        rules = [finding.rule for finding in self.dossier.findings]
        return next((r.id for rule in rules for r in self.reasons.values() if rule in r.rules), None)

    def _show(self, problem: str = "") -> None:
        """What the reason under the cursor would do, what would be posted, and why the last key did not do it."""
        reason = self.reasons.get(self.query_one(ChoiceList).chosen_id or "")
        if reason is None:
            self._show_no_reason(problem)
            return
        would, notice = self._foresee(reason)
        effect, notice = (notice, "") if would is None else (_effect(would), notice)
        self.query_one("#effect", Static).update(Content(displayable(effect)))
        self.query_one("#notice", Static).update(self._notice(reason, notice))
        told = (f"{problem} " if problem else "", "$error")
        self.query_one("#keys", Static).update(Content.assemble(told, self._keys(reason)))

    def _show_no_reason(self, problem: str) -> None:
        nothing = "Nothing was found in it that a house rule forbids. Which one does it break?"
        self.query_one("#effect", Static).update(Content(nothing))
        told = (f"{problem} " if problem else "", "$error")
        keys = f"{self.query_one(ChoiceList).digits} or j choose · esc goes back"
        self.query_one("#keys", Static).update(Content.assemble(told, keys))

    def _keys(self, reason: RemovalReason) -> str:
        """What the keys do next; `y` in the words of what would really happen."""
        if self.agreed_reason is None:
            digits = self.query_one(ChoiceList).digits
            return f"{digits} move · enter chooses the reason, then y removes it · esc goes back"
        would, notice = self._foresee(reason)
        if would is None:
            return "It cannot be removed for this reason · esc goes back"
        if would.is_by_hand:
            return "y  writes it down, to be removed by hand · esc goes back"
        does = "deletes it for good" if would.operation is Operation.DELETE else "removes it"
        return f"y  {does}{' and posts the notice' if notice else ''} · esc goes back"

    def _foresee(self, reason: RemovalReason) -> tuple[Capability | None, str]:
        """What removing it for the reason would do, and the notice, empty for none; None and why it cannot be done."""
        try:
            return self.desk.removal(self.dossier.item, reason.id)
        except NotPossible as refusal:
            return None, str(refusal)

    def _notice(self, reason: RemovalReason, notice: str) -> Content:
        """The notice as it will be posted, with the house rule where it does not quote it itself: room is short."""
        rule = displayable(self.desk.office.policy.house_rule(reason.house_rule).text)
        parts: list[tuple[str, str] | str] = []
        if rule not in displayable(notice):
            parts += [("House rule: ", "$muted"), (rule, "$foreground"), "\n"]
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

    @on(ChoiceList.NothingChosen)
    def _ask_for_reason(self) -> None:
        self._show("Choose the reason first.")

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        """Enter chooses, and never removes: pressed twice by accident it only says which key does."""
        chosen = self.reasons[event.option.id or ""]
        is_chosen_already, self.agreed_reason = self.agreed_reason is chosen, chosen
        self._show("Nothing is removed yet." if is_chosen_already else "")

    def action_agree(self) -> None:
        """Only after enter: a reason is chosen first, then agreed to."""
        if self.agreed_reason is None:
            return self._show("Choose the reason first.")
        if self._foresee(self.agreed_reason)[0] is not None:
            item = self.dossier.item
            self.dismiss(Remove(item_id=item.id, version=item.version, reason_id=self.agreed_reason.id))

    def action_back(self) -> None:
        if self.agreed_reason is None:
            self.dismiss(None)
            return
        self.agreed_reason = None
        self._show()


def _effect(would: Capability) -> str:
    return would.effect or f"The platform will {would.operation.value} it."
