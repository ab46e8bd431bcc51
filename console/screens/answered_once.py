"""What all screens that are answered share: the first answer counts, and keys that arrived with it do nothing more."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType


class AnsweredOnce(Screen[ScreenResultType]):
    """A screen that closes with its first answer. Named last among bases: Textual takes looks and keys from the first.

    Two keys in one burst are both on their way to it before it is gone; Textual would close the screen below as well.
    """

    @property
    def is_on_top(self) -> bool:
        """Whether it may still be answered."""
        return self.app.screen is self

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close with an answer; an answer to a screen that is not on top is ignored."""
        return super().dismiss(result) if self.is_on_top else AwaitComplete()
