"""What dialogs about one item share: their text as the list has it, covered or masked, and the keys that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.screen import ScreenResultType
from textual.widgets import Static

from console.screens.dialog import Dialog
from console.widgets.quoting import quotation

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.model import Dossier

COVER_KEY = "f9"  # as while writing: `v` is a letter where somebody types


class QuotingDialog(Dialog[ScreenResultType]):
    """A question about an item whose text stands above it."""

    BINDINGS: ClassVar[list[BindingType]] = [("v", "cover"), (COVER_KEY, "cover"), ("ctrl+o", "cover")]

    def __init__(self, desk: Desk, dossier: Dossier, characters: int, *, is_revealed: bool) -> None:
        """`characters` of the text are shown at most; `is_revealed`: it was uncovered in the list."""
        super().__init__()
        self.desk = desk
        self.dossier = dossier
        self.is_revealed = is_revealed
        self._characters = characters

    def quote(self) -> Static:
        """Their text, to be put where the dialog wants it."""
        return Static(Content(self._quoted()), id="quote", classes="quote")

    def action_cover(self) -> None:
        """Show what is covered or masked, or cover it again."""
        self.is_revealed = not self.is_revealed
        self.query_one("#quote", Static).update(Content(self._quoted()))

    def _quoted(self) -> str:
        return quotation(self.dossier, self.desk.masked, self._characters, is_revealed=self.is_revealed, key=COVER_KEY)
