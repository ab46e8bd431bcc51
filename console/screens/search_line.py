"""The line that words to search for are typed into. It waits until somebody pauses; searching is the screen's business.

Imported with the first search: an input costs 8 ms that the first screen does not need.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

DEBOUNCE_S = 0.12


class SearchLine(Input):
    """Asks for a search as one types, and once more with enter."""

    @dataclass
    class Asked(Message):
        """Somebody paused after these words, or pressed enter (`is_final`): the results are kept, the line goes."""

        words: str
        is_final: bool = False

    def __init__(self) -> None:
        super().__init__(placeholder="words, names or references; enter keeps the results, esc goes back", id="search")
        self._pause: Timer | None = None

    def on_mount(self) -> None:
        self.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._stop_pause()
        self._pause = self.set_timer(DEBOUNCE_S, lambda: self._ask(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._stop_pause()
        self.post_message(self.Asked(event.value, is_final=True))

    def _ask(self, words: str) -> None:
        self.post_message(self.Asked(words))

    def _stop_pause(self) -> None:
        if self._pause is not None:
            self._pause.stop()
