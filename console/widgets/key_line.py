"""The line at the bottom: the keys that matter most here, from the table of commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from console.commands import Command


class KeyLine(Widget):
    """One line; shows as many keys as fit, each with its word, and always the last: the way to all the others."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key", "keys--label"}

    def __init__(self, commands: Sequence[Command], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._commands = tuple(commands)

    def on_click(self) -> None:
        """The line is for reading: a click on it does nothing, so that nothing is done by accident."""

    def render_line(self, y: int) -> Strip:
        width, ground = self.size.width, self.rich_style
        segments = [Segment(" ", ground)]
        for command in _fitting(self._commands, width - 1):
            segments += [Segment(command.key_text, self._look("key")), Segment(_label(command), self._look("label"))]
        return Strip(segments).adjust_cell_length(width, ground)

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"keys--{name}")


def _label(command: Command) -> str:
    return f" {command.label}  "


def _fitting(commands: Sequence[Command], room: int) -> list[Command]:
    """As many as fit from the left, and the last, whose spaces behind it may be cut."""
    sizes = [len(command.key_text) + len(_label(command)) for command in commands]
    fitting = list(commands)
    while len(fitting) > 1 and sum(sizes) - 2 > room:
        del fitting[-2], sizes[-2]
    return fitting
