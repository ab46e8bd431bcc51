"""Makes the lines of the inbox list as strips, and keeps those that stand on the screen.

A line is made anew when its item, its look or the width changes, or when it was forgotten; time alone changes nothing
until a tick says so. So what is kept is what was painted last, and what a second changes of it can be painted alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from console.model import Item
from console.widgets import row
from console.widgets.countdown import CLOCK_COLUMNS, Countdown
from console.widgets.row import Piece, RowView

BODIES_KEPT = 500  # some screens full; making one takes 0.1 ms

BodyFor = tuple[Item, int, bool, str | None]


class LineView(NamedTuple):
    """What a line is made for, but for the time."""

    item: Item
    width: int
    is_cursor: bool
    is_revealed: bool
    signed: str | None

    @property
    def body_for(self) -> BodyFor:
        return self.item, self.width, self.is_revealed, self.signed


class Line(NamedTuple):
    """A line as it stands on the screen."""

    view: LineView
    clock: Countdown


class LineMaker:
    """`style` gives the style of a look by its name, on the cursor's ground or the plain one."""

    def __init__(self, style: Callable[[str, bool], Style], view: Callable[[LineView], RowView]) -> None:
        self._style, self._row_view = style, view
        self._looks: dict[tuple[str, bool], Style] = {}
        self._bodies: dict[int, tuple[BodyFor, Sequence[Piece]]] = {}  # item id → made for what, and what
        self._lines: dict[int, Line] = {}  # line of the list on screen → as it stands there
        self._strips: dict[int, Strip] = {}  # the same, made; a countdown painted alone leaves that for later

    def standing(self, y: int) -> Line | None:
        """The line as it was made last; None when it has to be made anew."""
        return self._lines.get(y)

    def stand(self, y: int, line: Line) -> None:
        """From now on this line stands at `y`."""
        self._lines[y] = line
        self._strips.pop(y, None)

    def forget(self, lines: Iterable[int]) -> None:
        """Make these lines anew when they are painted next."""
        for y in lines:
            self._lines.pop(y, None)

    def forget_bodies(self) -> None:
        """What stands right of the countdowns is to be made anew, and with it every line."""
        self._bodies.clear()
        self._lines.clear()

    def forget_all(self) -> None:
        self._lines.clear()

    def forget_looks(self) -> None:
        """Another theme: every style is another one."""
        self._looks.clear()
        self._lines.clear()

    def made(self, y: int) -> Strip:
        """The line that stands at `y`, as a strip."""
        strip = self._strips.get(y)
        if strip is None:
            view, clock = self._lines[y]
            # Countdown and spaces are one stretch of one look where they can be: fewer bytes.
            words, cursor = f"{clock.text} ", view.is_cursor
            head = [("›", "author"), (words, clock.look)] if cursor else [(f" {words}", clock.look)]
            strip = self._strips[y] = self.strip([*head, *self._body(view)], view.width, is_cursor=cursor)
        return strip

    def strip(self, pieces: Sequence[Piece], width: int, *, is_cursor: bool) -> Strip:
        """Pieces as a strip of this width."""
        segments = [Segment(words, self.look(name or "plain", is_cursor=is_cursor)) for words, name in pieces]
        room = width - sum([cell_len(words) for words, _ in pieces])
        if room <= 0:
            return Strip(segments).crop(0, width)
        return Strip([*segments, Segment(" " * room, self.look("plain", is_cursor=is_cursor))], width)

    def look(self, name: str, *, is_cursor: bool) -> Style:
        """The style of a look, on the cursor's ground or the plain one."""
        key = (name, is_cursor)
        if key not in self._looks:
            self._looks[key] = self._style(name, is_cursor)
        return self._looks[key]

    def _body(self, view: LineView) -> Sequence[Piece]:
        """The line right of the countdown, made once for an item as it stands."""
        known = self._bodies.get(view.item.id)
        if known is not None and known[0] == view.body_for:
            return known[1]
        pieces = row.pieces(view.item, self._row_view(view), view.width - CLOCK_COLUMNS)
        if len(self._bodies) >= BODIES_KEPT:
            self._bodies.clear()
        self._bodies[view.item.id] = (view.body_for, pieces)
        return pieces
