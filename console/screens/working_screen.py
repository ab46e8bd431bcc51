"""What the inbox and the compose screen share: the person's own keys, and no toast twice under a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.screen import ScreenResultType

from console.screens.dialog import AnsweredOnce

if TYPE_CHECKING:
    from console.commands import Command


class WorkingScreen(AnsweredOnce[ScreenResultType]):
    """A screen on which people work, and over which dialogs open."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """The table of commands with the keys that the person gave them."""
        commands: tuple[Command, ...] = self.app.commands  # type: ignore[attr-defined]
        return commands

    @on(events.ScreenSuspend)
    def _hide_toasts(self) -> None:
        """The dialog shows them too. Textual shows them again when the screen resumes, by this same property."""
        self.query("ToastRack").set(display=False)
