"""The palette of commands: Textual's, which chooses once however often enter is pressed."""

from __future__ import annotations

from textual import on
from textual.command import CommandPalette
from textual.widgets import Input, OptionList

from console.screens.answered_once import AnsweredOnce


class Palette(CommandPalette, AnsweredOnce[None]):
    """Closes with the first choice. A second enter would run the command again."""

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _leave_it_at_one(self, event: Input.Submitted | OptionList.OptionSelected) -> None:
        """Before Textual's own handlers: once the palette is gone, they are not to run what they are told."""
        if not self.is_on_top:
            event.stop()
            event.prevent_default()
