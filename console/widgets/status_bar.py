"""The two lines at the top: whose inbox this is and what time it is there; how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from console.text import cells, one_line

Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the status bar says: pieces of (words, class), most important first within each line."""

    house: tuple[Piece, ...] = ()
    hours: tuple[Piece, ...] = ()
    figures: tuple[Piece, ...] = field(default=())
    news: tuple[Piece, ...] = ()


class StatusBar(Widget):
    """Paints a `Standing`: on each line what fits, the right-hand side kept before the left."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "status--plain", "status--muted", "status--name", "status--bad", "status--warn", "status--news",
    }  # fmt: skip

    standing: reactive[Standing] = reactive(Standing())

    def render_line(self, y: int) -> Strip:
        standing = self.standing
        sides = ((standing.house, standing.hours), (standing.figures, standing.news))
        if y >= len(sides):
            return Strip.blank(self.size.width, self.rich_style)
        return self._line(*sides[y])

    def _line(self, left: Sequence[Piece], right: Sequence[Piece]) -> Strip:
        width = self.size.width - 2
        right = _fitting(right, width)
        left = _fitting(left, width - _cells(right) - 2)
        gap = max(0, width - _cells(left) - _cells(right))
        line: list[Piece] = [(" ", "plain"), *left, (" " * gap, "plain"), *right, (" ", "plain")]
        return Strip([Segment(words, self._look(look)) for words, look in line]).adjust_cell_length(
            self.size.width, self.rich_style
        )

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"status--{name}")


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(cells(words) for words, _ in pieces)


def _fitting(pieces: Sequence[Piece], room: int) -> list[Piece]:
    """As many pieces as fit, the last one cut."""
    kept: list[Piece] = []
    for words, look in pieces:
        if (left := room - _cells(kept)) <= 3:
            break
        kept.append((words if cells(words) <= left else _cut(words, left), look))
    return kept


def _cut(words: str, room: int) -> str:
    """Cut, with the spaces before it kept: without them two figures would read as one, "0" and "1 overdue" as "01"."""
    gap = len(words) - len(words.lstrip(" "))
    return " " * gap + one_line(words, room - gap)
