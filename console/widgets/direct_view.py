"""A scrolling view that paints single lines and cells itself where it can, and through Textual where it cannot.

Owns when it may: never while a frame of Textual's is on its way, nor where something else stands over the view. What
its lines say is its sub-class's business; `render_line` says it to both ways alike, so that they paint the same cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Self

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from console.widgets.direct_driver import Direct
from console.widgets.direct_paint import RESET, Cells, cells_text, lines_text


class Change(NamedTuple):
    """Cells of a line that say something else now; `y` and `column` count from the view's corner."""

    y: int
    column: int
    style: Style
    text: str


class DirectView(ScrollView, inherit_bindings=False):
    """Its lines fill it: no border, no padding, nothing laid over them by a style."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._awaits_frame = True  # Textual is to paint something of the view, and has not yet
        self._sgrs: dict[Style, str] = {}  # what sets a style, in the app's colours

    def forget_lines(self, lines: Iterable[int] | None) -> None:
        """These lines (None: all) are to be made anew when they are painted next."""

    def paint_lines(self, lines: Sequence[int]) -> None:
        """Paint lines that have changed, those of them that are in sight."""
        lines = [y for y in lines if 0 <= y < self.size.height]
        if not lines:
            return
        direct = self._direct()
        if direct is None or not direct.paint(self._lines_text(lines)):
            self.refresh(*(Region(0, y, self.size.width, 1) for y in lines))

    def has_all_lines(self) -> bool:
        """Whether every line in sight can be made as it will stay; if not, painting waits for Textual's next frame."""
        return True

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Other lines are painted at once: a page takes 7 ms instead of 14. The scrollbar is Textual's."""
        if round(old_value) == round(new_value) or not self.has_all_lines() or not self._paint_all():
            super().watch_scroll_y(old_value, new_value)
        elif self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = new_value

    def _paint_all(self) -> bool:
        direct = self._direct()
        return direct is not None and direct.paint(self._lines_text(range(self.size.height)))

    def paint_changes(self, changes: Sequence[Change]) -> None:
        """Paint cells that have changed; the sub-class's lines say the same already."""
        if not changes:
            return
        direct = self._direct()
        if direct is None or not direct.paint(self._changes_text(changes)):
            self.refresh(*(Region(0, change.y, change.column + len(change.text), 1) for change in changes))

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Have lines made anew and painted at Textual's next frame: those of the regions, or all."""
        self.forget_lines(sorted({y for region in regions for y in region.line_range}) if regions else None)
        self._awaits_frame = True
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """What Textual paints. Its own cache of lines would not know what was painted directly."""
        self._awaits_frame = False
        filtered = self._filter()
        strips = [filtered(self.render_line(y)) for y in crop.line_range]
        first, end = crop.column_span
        return [strip.crop(first, end) if (first, end) != (0, strip.cell_length) else strip for strip in strips]

    # -- what is written ---------------------------------------------------------------------------------------------

    def _lines_text(self, lines: Iterable[int]) -> str:
        x, top = self.content_region.offset
        return lines_text([(x, top + y, self._rendered(self.render_line(y))) for y in lines], self.app.cursor_position)

    def _changes_text(self, changes: Sequence[Change]) -> str:
        x, top = self.content_region.offset
        cells = [Cells(x + column, top + y, self._sgr(style), text) for y, column, style, text in changes]
        return cells_text(cells, self.app.cursor_position)

    def _rendered(self, strip: Strip) -> str:
        """A strip as Textual would write it, in a fifth of the time: each style is worked out once."""
        sgr = self._sgr
        return "".join([f"{sgr(style)}{text}{RESET}" if style else text for text, style, _ in strip])

    def _sgr(self, style: Style) -> str:
        """What sets a style, as Textual would write it."""
        known = self._sgrs.get(style)
        if known is None:
            strip = self._filter()(Strip([Segment("x", style)]))
            known = self._sgrs[style] = strip.render(self.app.console).partition("x")[0]
        return known

    def notify_style_update(self) -> None:
        self._sgrs = {}
        super().notify_style_update()

    def _filter(self) -> Callable[[Strip], Strip]:
        """What makes of a strip's colours those that the app wants: with NO_COLOR, for instance."""
        filters, (_, ground) = self.get_line_filters(), self.background_colors

        def filtered(strip: Strip) -> Strip:
            for one in filters:
                strip = strip.apply_filter(one, ground)
            return strip

        return filtered

    # -- when --------------------------------------------------------------------------------------------------------

    def _direct(self) -> Direct | None:
        """What takes direct painting now; None where Textual has to paint."""
        direct: Direct | None = getattr(self.app, "direct", None)
        if direct is None or self._awaits_frame or not self.display or not self.screen.is_active:
            return None
        return None if self._is_covered() else direct

    def _is_covered(self) -> bool:
        """Whether something else of the screen's, a toast for instance, stands over the view."""
        region, below = self.region, self.ancestors
        beside = [child for child in self.screen.children if child.display and child not in below]
        return any(
            part.region.overlaps(region) for child in beside for part in child.walk_children(Widget, with_self=True)
        )
