"""A pane of wrapped, scrolling lines in which every stretch of text has its look.

Owns wrapping and painting. What the lines say is made elsewhere, without Textual: people's text must be made
displayable there. Nothing here is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from console.widgets.looks import look


class Line(Struct, frozen=True):
    """A paragraph: stretches of (text, look), `indent` cells in from the left."""

    parts: tuple[tuple[str, str], ...] = ()
    indent: int = 0


def line(*parts: str | tuple[str, str], indent: int = 0) -> Line:
    """A paragraph; a bare string looks plain."""
    return Line(tuple((part, "plain") if isinstance(part, str) else part for part in parts), indent)


BLANK = Line()


class LinesPane(ScrollView, can_focus=False):
    """Shows lines, wrapped to its width. It never takes the focus: its keys are the screen's."""

    def __init__(self, lines: Sequence[Line] = (), *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines = tuple(lines)
        self._strips: list[Strip] = []
        self._ground = RichStyle()
        self._wrapped_to = 0

    def show_lines(self, lines: Sequence[Line], *, from_top: bool = True) -> None:
        """Show other lines; scrolled to the first one, or left where it was."""
        if tuple(lines) == self._lines and not from_top:
            return
        self._lines = tuple(lines)
        self._wrap(self.size.width)
        if from_top:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)

    @property
    def text(self) -> str:
        """All that it shows, for tests and for copying."""
        return "\n".join("".join(text for text, _ in paragraph.parts) for paragraph in self._lines)

    def scroll_page(self, pages: float) -> None:
        height = max(1, int(self.size.height * abs(pages)))
        self.scroll_relative(y=height if pages > 0 else -height, animate=False)

    def _wrap(self, width: int) -> None:
        self._wrapped_to = width
        ground, self._ground = self.visual_style, self.rich_style
        colours = self.app.theme_variables
        self._strips = [strip for paragraph in self._lines for strip in _strips(paragraph, width - 1, colours, ground)]
        self.virtual_size = Size(width, len(self._strips))
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text takes at this width: for panes whose height is `auto`."""
        if width != self._wrapped_to:
            self._wrap(width)
        return len(self._strips)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Where there is nothing to show, as at the start, not line by line as Textual would: 1 ms."""
        if self._lines:
            return super().render_lines(crop)
        strip = Strip.blank(crop.width, self.rich_style)
        for one in self.get_line_filters():
            strip = strip.apply_filter(one, self.background_colors[1])
        return [strip] * crop.height

    def render_line(self, y: int) -> Strip:
        if self._wrapped_to != self.size.width:  # a frame may come before the news of the width
            self._wrap_to_its_width()
        place = self.scroll_offset.y + y
        if place >= len(self._strips):
            return Strip.blank(self.size.width, self._ground)
        return self._strips[place].adjust_cell_length(self.size.width, self._ground)

    def on_resize(self, event: events.Resize) -> None:
        if event.size.width != self._wrapped_to:
            self._wrap(event.size.width)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self._lines and self.is_attached and self._wrapped_to:
            # Textual has the classes' new colours only after this call.
            self.call_after_refresh(self._wrap_to_its_width)

    def _wrap_to_its_width(self) -> None:
        """To the width that it has by now: a window that is resized changes width and classes at once."""
        self._wrap(self.size.width)


def _strips(paragraph: Line, width: int, colours: Mapping[str, str], ground: Style) -> list[Strip]:
    room = max(8, width - paragraph.indent)
    content = Content.assemble(*((text, look(name, colours)) for text, name in paragraph.parts))
    margin = [Segment(" " * paragraph.indent, ground.rich_style)] if paragraph.indent else []
    return [Strip([*margin, *wrapped.render_segments(ground)]) for wrapped in content.wrap(room)] or [Strip(margin)]
