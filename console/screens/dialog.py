"""What every question over a screen is made of. Apart from `answered_once`: the first screen needs no dialog."""

from __future__ import annotations

from textual.screen import ModalScreen, ScreenResultType

from console.screens.answered_once import AnsweredOnce


class Dialog(ModalScreen[ScreenResultType], AnsweredOnce[ScreenResultType]):
    """A question over the screen that one works on."""
