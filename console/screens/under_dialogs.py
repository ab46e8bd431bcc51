"""A screen over which dialogs open: while one does, its own toasts are not shown, for the dialog shows them too."""

from __future__ import annotations

from textual import events, on
from textual.screen import Screen, ScreenResultType


class UnderDialogs(Screen[ScreenResultType]):
    """The part of a screen that keeps a toast from standing twice, above a dialog and beneath it."""

    @on(events.ScreenSuspend)
    def _hide_toasts(self) -> None:
        """Textual itself shows them again when the screen resumes, by this same property."""
        self.query("ToastRack").set(display=False)
