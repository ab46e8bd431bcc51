"""The two lines at the top: whose inbox this is and what time it is there; how it stands."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from console.text import cells, one_line
from console.widgets.looks import rich_look

Piece = tuple[str, str]
GAP = 2  # cells between the two sides of a line, at least


class Standing(Struct, frozen=True):
    """What the status bar says: pieces of (words, look), most important first within each line.

    The hours and the figures never give way, and the person only when the house's name has. `news` is the same said at
    several lengths, the longest first.
    """

    house: tuple[Piece, ...] = ()
    person: tuple[Piece, ...] = ()
    hours: tuple[Piece, ...] = ()
    figures: tuple[Piece, ...] = ()
    news: tuple[tuple[Piece, ...], ...] = ()


class StatusBar(Widget):
    """Paints a `Standing`: on the first line the right-hand side is kept before the left, on the second the left."""

    standing: reactive[Standing] = reactive(Standing())

    def render_line(self, y: int) -> Strip:
        standing, width = self.standing, self.size.width - 2
        if y == 0:
            hours = _fitting(standing.hours, width)
            return self._line(_whose(standing, width - _cells(hours) - GAP), hours)
        if y == 1:
            figures = _fitting(standing.figures, width)
            return self._line(figures, _longest(standing.news, width - _cells(figures) - GAP))
        return Strip.blank(self.size.width, self.rich_style)

    def _line(self, left: Sequence[Piece], right: Sequence[Piece]) -> Strip:
        gap = max(0, self.size.width - 2 - _cells(left) - _cells(right))
        line: list[Piece] = [(" ", "plain"), *left, (" " * gap, "plain"), *right, (" ", "plain")]
        ground, colours = self.rich_style, self.app.theme_variables
        segments = [Segment(words, ground + rich_look(name, colours)) for words, name in line]
        return Strip(segments).adjust_cell_length(self.size.width, ground)


def _whose(standing: Standing, room: int) -> list[Piece]:
    """Whose inbox it is: the house's name is cut before the person's."""
    house = _fitting(standing.house, room - _cells(standing.person))
    return [*house, *_fitting(standing.person, room - _cells(house))]


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(cells(words) for words, _ in pieces)


def _longest(lengths: Sequence[Sequence[Piece]], room: int) -> Sequence[Piece]:
    """The first of them, from the longest down, that fits whole; nothing where none does."""
    return next((pieces for pieces in lengths if _cells(pieces) <= room), ())


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
