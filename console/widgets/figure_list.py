"""A column of figures: one line each, its amount to the left of what it counts, under headings.

Owns the cursor, scrolling and painting. A change repaints the lines that changed; which figures there are, and what a
key does with one, is the screen's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from console.text import cells, one_line
from console.widgets.figure_rows import AMOUNT_CELLS, FigureRow, as_text, signed
from console.widgets.looks import rich_look

POINTER, ASIDE = "› ", "  "
NOTE_FROM_CELLS = 8  # a note that has less room than this is left out


class FigureList(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows rows, with a cursor on those that have an id. Its keys are the screen's."""

    @dataclass
    class Chosen(Message):
        """Somebody clicked a figure."""

        id: str

    def __init__(self, rows: Sequence[FigureRow] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows = tuple(rows)
        self.virtual_size = Size(0, len(self._rows))
        self._cursor_id: str | None = None

    @property
    def rows(self) -> tuple[FigureRow, ...]:
        return self._rows

    @property
    def current_id(self) -> str | None:
        """The id of the figure under the cursor; None where there is none."""
        return None if self._cursor is None else self._rows[self._cursor].id

    @property
    def text(self) -> str:
        """All that it says, for tests."""
        return as_text(self._rows)

    @property
    def _cursor(self) -> int | None:
        """The cursor's line: where its figure is, else the first that has one."""
        places = [place for place, row in enumerate(self._rows) if row.id is not None]
        found = next((place for place in places if self._rows[place].id == self._cursor_id), None)
        return found if found is not None else next(iter(places), None)

    def show(self, rows: Sequence[FigureRow]) -> None:
        """Show these; lines that say the same as before are not painted again."""
        before, cursor_before = self._rows, self._cursor
        self._rows = tuple(rows)
        if len(before) != len(self._rows):
            self.virtual_size = Size(0, len(self._rows))
            self.refresh(layout=True)
            return
        moved = {cursor_before, self._cursor} if cursor_before != self._cursor else set()  # its figure is gone
        for place, (old, new) in enumerate(zip(before, self._rows, strict=True)):
            if old != new or place in moved:
                self._repaint(place)

    def go_to(self, id: str) -> bool:
        """Put the cursor on a figure; False when it is not here."""
        if all(row.id != id for row in self._rows):
            return False
        self._cursor_id = id
        self.move_by(0)
        return True

    def move_by(self, steps: int) -> None:
        """The cursor so many figures on, and into sight; the first stays the first."""
        places = [place for place, row in enumerate(self._rows) if row.id is not None]
        if self._cursor is None:
            return
        before = self._cursor
        at = min(max(places.index(before) + steps, 0), len(places) - 1)
        self._cursor_id = self._rows[places[at]].id
        self._repaint(before)
        self._repaint(places[at])
        top = 0 if at == 0 else places[at] - 1  # with the line above it, which may be a heading
        self.scroll_to_region(Region(0, top, 1, 2), animate=False, immediate=True)

    def _repaint(self, place: int) -> None:
        self.refresh(Region(0, place - self.scroll_offset.y, self.size.width, 1))

    def on_focus(self) -> None:
        self._repaint_cursor()

    def on_blur(self) -> None:
        self._repaint_cursor()

    def _repaint_cursor(self) -> None:
        if self._cursor is not None:
            self._repaint(self._cursor)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a figure; on the figure under the cursor it opens it."""
        place = self.scroll_offset.y + event.y
        if not 0 <= place < len(self._rows) or (clicked := self._rows[place].id) is None:
            return
        if clicked == self.current_id:
            self.post_message(self.Chosen(clicked))
        before, self._cursor_id = self._cursor, clicked
        if before is not None:
            self._repaint(before)
        self._repaint(place)

    def render_line(self, y: int) -> Strip:
        place, width = self.scroll_offset.y + y, self.size.width
        if place >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        is_here = place == self._cursor and self.has_focus
        return self._strip(self._rows[place], POINTER if is_here else ASIDE, is_here=is_here)

    def _strip(self, row: FigureRow, pointer: str, *, is_here: bool) -> Strip:
        ground, colours, width = self.rich_style, self.app.theme_variables, self.size.width
        look = ground + rich_look(row.look, colours)
        if row.look == "heading" or (row.id is None and not row.amount):
            label = one_line(row.label, width - 2) if row.label else ""
            parts = [Segment(" ", ground), Segment(label, look)]
        else:
            before = f"{pointer}{signed(row):>{AMOUNT_CELLS}}  "
            label = one_line(row.label, max(1, width - len(before) - 1))
            bold = look + rich_look("name", colours) if is_here and row.look == "plain" else look
            parts = [Segment(before, look), Segment(label, bold)]
        used = sum(cells(part.text) for part in parts)
        if row.note and (room := width - used - 3) >= min(NOTE_FROM_CELLS, cells(row.note)):
            parts += [
                Segment("  ", ground),
                Segment(one_line(row.note, room), ground + rich_look(row.note_look, colours)),
            ]
        return Strip(parts).adjust_cell_length(width, ground)
