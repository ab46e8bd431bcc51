"""The line at the bottom: the keys that matter most here, from the table of commands."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from console.commands import Command
from console.widgets.looks import rich_look


class KeyLine(Widget):
    """One line; shows as many keys as fit, each with its word, and always the last: the way to all the others."""

    def __init__(self, commands: Sequence[Command], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._commands = tuple(commands)

    def show(self, commands: Sequence[Command]) -> None:
        """These are at hand now."""
        self._commands = tuple(commands)
        self.refresh()

    def on_click(self) -> None:
        """The line is for reading: a click on it does nothing, so that nothing is done by accident."""

    def render_line(self, y: int) -> Strip:
        width, ground = self.size.width, self.rich_style
        colours = self.app.theme_variables
        key, label = ground + rich_look("shortcut", colours), ground + rich_look("label", colours)
        segments = [Segment(" ", ground)]
        for command in _fitting(self._commands, width - 1):
            segments += [Segment(command.key_text, key), Segment(_label(command), label)]
        return Strip(segments).adjust_cell_length(width, ground)


def _label(command: Command) -> str:
    return f" {command.label}  "


def _fitting(commands: Sequence[Command], room: int) -> list[Command]:
    """As many as fit from the left, and the last, whose spaces behind it may be cut."""
    sizes = [len(command.key_text) + len(_label(command)) for command in commands]
    fitting = list(commands)
    while len(fitting) > 1 and sum(sizes) - 2 > room:
        del fitting[-2], sizes[-2]
    return fitting
