"""What dialogs about one item share that ask why: a reason left half written is there again when they open."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.screen import ScreenResultType
from textual.widgets import Input

from console.model import ActionKind
from console.screens.quoting_dialog import QuotingDialog

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.model import Dossier


class ReasonedDialog(QuotingDialog[ScreenResultType]):
    """Knows the reason as it is being typed; whoever opens it keeps that as a draft of `KIND`."""

    KIND: ClassVar[ActionKind]

    def __init__(self, desk: Desk, dossier: Dossier, characters: int, *, is_revealed: bool) -> None:
        super().__init__(desk, dossier, characters, is_revealed=is_revealed)
        self.typed = next((draft.text for draft in dossier.drafts if draft.kind is self.KIND), "")

    @on(Input.Changed)
    def _keep_typed(self, event: Input.Changed) -> None:
        self.typed = event.value
