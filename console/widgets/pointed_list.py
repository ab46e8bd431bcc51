"""A list of options in which the one under the cursor has a sign before it: its ground alone is no colour to some."""

from __future__ import annotations

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widgets import OptionList

POINTER, ASIDE = "▸ ", "  "


class PointedList(OptionList):
    """Textual's list, with room for the sign on the left of every line."""

    def _get_left_gutter_width(self) -> int:
        """Textual's own place for what stands before an option: SelectionList has its boxes there."""
        return len(POINTER)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Textual 8.2.8 forgets what stands before an option, and then too few lines for those that wrap."""
        return super().get_content_height(container, viewport, width - len(POINTER))

    def render_line(self, y: int) -> Strip:
        line = super().render_line(y)
        style = next((segment.style for segment in line if segment.style is not None), None)
        return Strip([Segment(POINTER if self._is_pointed(self.scroll_offset.y + y) else ASIDE, style), *line])

    def _is_pointed(self, line: int) -> bool:
        """Whether the line is the first of the option under the cursor."""
        lines = self._lines
        return line < len(lines) and lines[line] == (self.highlighted, 0)
