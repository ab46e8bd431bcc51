"""What the screens on which people work share: the person's own keys, their shape, no toast twice under a dialog."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events, on
from textual.screen import ScreenResultType

from console.screens.answered_once import AnsweredOnce

if TYPE_CHECKING:
    from console.commands import Command


class WorkingScreen(AnsweredOnce[ScreenResultType]):
    """A screen on which people work, and over which dialogs open."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """The table of commands with the keys that the person gave them."""
        commands: tuple[Command, ...] = self.app.commands  # type: ignore[attr-defined]
        return commands

    def hold_keys(self, is_ready: Callable[[], bool]) -> None:
        """Something that will take what is typed is opening."""
        self.app.hold_keys(is_ready)  # type: ignore[attr-defined]

    def take_shape(self) -> None:
        """One column or two, from the first frame on: Textual gives these classes only after it has painted once."""
        width, height = self.app.size
        for size, shapes in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            fitting = [shape for at_least, shape in shapes or () if size >= at_least]
            self.add_class(*fitting[-1:])

    @on(events.ScreenSuspend)
    def _hide_toasts(self) -> None:
        """The dialog shows them too. Textual shows them again when the screen resumes, by this same property."""
        self.query("ToastRack").set(display=False)
