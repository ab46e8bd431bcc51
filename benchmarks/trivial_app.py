"""The smallest Textual app that shows something: what a start costs before Halfday has done anything."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class TrivialApp(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        yield Static("A trivial app stands here.")


if __name__ == "__main__":
    TrivialApp().run()
