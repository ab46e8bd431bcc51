"""The inbox list: one line an item, whatever the size of the inbox.

Owns the cursor, scrolling and what is repainted; which ids there are and what becomes of them is the screen's business.
A cursor move repaints two lines, a tick the countdown cells that changed, a change of an item its own line.
"""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rich.style import Style
from textual import events
from textual.app import App
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from console.commands import COMMANDS, Command
from console.model import Finding, Item
from console.text import one_line
from console.widgets.countdown import CLOCK_AT, Countdown, countdown
from console.widgets.direct_paint import changed_cells
from console.widgets.direct_view import Change, DirectView
from console.widgets.line_maker import Line, LineMaker, LineView
from console.widgets.looks import rich_look
from console.widgets.row import RowView
from console.widgets.row_window import RowWindow
from console.widgets.theirs import needs_masking

if TYPE_CHECKING:
    from console.desk.desk import Desk

REST_S = 0.15  # a cursor that has not moved for this long is being read; below it `j`, held or typed, stays smooth
TICK_S = 1.0
STEPS = {"down": 1, "up": -1}  # id of a command → lines


class InboxList(DirectView, can_focus=True, inherit_bindings=False):
    """A list over an order of ids, with rows fetched for what is in sight. Its keys are the screen's."""

    @dataclass
    class Rested(Message):
        """The cursor has stood still on an item for a moment; None when the list is empty."""

        item_id: int | None

    @dataclass
    class MovedUpPastTop(Message):
        """Somebody wants more than the first row: what arrived meanwhile."""

    @dataclass
    class Opened(Message):
        """Somebody clicked an item that was already under the cursor."""

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.desk = desk
        self.window = RowWindow()
        self.cursor = 0
        self.people: Mapping[str, str] = {}
        self.revealed: set[int] = set()
        self.signed: dict[int, str] = {}  # left the view while we looked: by whom, "" when not known
        self.empty_words = ""
        self.put_to_me: frozenset[int] = frozenset()
        self.drafted: frozenset[int] = frozenset()
        self.sent_back: frozenset[int] = frozenset()
        self._lines = LineMaker(self._look, self._row_view)
        self._steps: Mapping[str, int] = {}  # key → how many lines on
        self._rest: asyncio.TimerHandle | None = None
        self._is_loading = False
        self._has_gaps = False  # a line in sight was painted before its row was loaded
        self._masks = False  # what masks personal data is at hand
        self._width = 0  # of a line: the widget's, less its scrollbar

    # -- what it shows -------------------------------------------------------------------------------------------

    @property
    def current_id(self) -> int | None:
        order = self.window.order
        return order[self.cursor] if self.cursor < len(order) else None

    @property
    def current(self) -> Item | None:
        """The item under the cursor, when its row is loaded."""
        return self.window.row(self.cursor)

    def open_with(self, order: array[int], items: Sequence[Item], whole: int) -> None:
        """Before it is mounted: the beginning of an order of so many ids, and the items of its first places."""
        self.window.set_order(order)
        self.window.load(range(len(items)), items)
        self.virtual_size = Size(0, max(whole, len(order)))

    @property
    def listed(self) -> int:
        """How many items the list stands for, also while only the beginning of their order has been read."""
        return int(self.virtual_size.height)

    async def go_on_with(self, order: array[int]) -> None:
        """The whole of the order whose beginning is shown; nothing is repainted where that has stayed as it was."""
        if self.window.go_on_with(order):
            self.virtual_size = Size(0, len(order))
        else:
            await self.show_order(order, self.current_id)

    async def show_order(self, order: array[int], keep_id: int | None = None, top_place: int | None = None) -> None:
        """Show these ids, the cursor on `keep_id` where that is among them; its row is where it was on screen."""
        offset = self.cursor - self._top
        self.window.set_order(order)
        self.signed.clear()
        place = self.window.place_of(keep_id) if keep_id is not None else None
        self.cursor = place if place is not None else min(self.cursor, max(0, len(order) - 1)) if keep_id else 0
        self.virtual_size = Size(0, len(order))
        top = max(0, self.cursor - offset) if top_place is None else top_place
        self.scroll_to(y=top, animate=False, force=True, immediate=True)
        await self._load(top)
        self.refresh()
        self.rested()

    async def reload_rows(self, item_ids: Sequence[int]) -> list[Item]:
        """Read changed items again and repaint their lines; the rows as they are now."""
        known = self.window.loaded(item_ids)
        if not known:
            return []
        rows = await self.desk.rows(known)
        for item_id in self.window.refresh(rows):
            self.repaint(item_id)
        return rows

    def sign(self, item_id: int, person: str | None) -> None:
        """It has left the view: it stays where it is, dimmed, until the cursor leaves it."""
        self.signed[item_id] = person or ""
        self.repaint(item_id)

    def rise(self, item: Item, place: int) -> bool:
        """Take an item up to its new place, where that moves nothing around the cursor; whether it stands there now.

        Where the rows from there on move, the list scrolls by one with them. At its top the risen item would then be
        out of sight, and a list that fits the screen cannot scroll: there it waits until somebody asks for it.
        """
        before = self.window.place_of(item.id)
        if before is not None and before <= place:
            return True
        if before == self.cursor:
            return False
        moves_cursor = place <= self.cursor and (before is None or before > self.cursor)
        length = len(self.window) + (before is None)
        if moves_cursor and not 0 < self._top <= length - self.size.height - 1:
            return False
        top = self._top + moves_cursor
        self.window.rise(item, place)
        self.cursor += moves_cursor
        self.virtual_size = Size(0, length)
        self.scroll_to(y=top, animate=False, force=True, immediate=True)
        self._load_later()
        self.refresh()
        return True

    def repaint(self, item_id: int) -> None:
        top = self._top
        for place in range(top, min(top + self.size.height, len(self.window))):
            if self.window.order[place] == item_id:
                self.refresh_lines(place)

    def toggle_cover(self) -> None:
        item_id = self.current_id
        if item_id is not None:
            self.revealed ^= {item_id}
            self.refresh_lines(self.cursor)

    def mark_mine(self, put_to_me: frozenset[int], drafted: frozenset[int], sent_back: frozenset[int]) -> None:
        """What waits for the person's role, what they began to write for, and what came back: the lines say so."""
        if (put_to_me, drafted, sent_back) != (self.put_to_me, self.drafted, self.sent_back):
            self.put_to_me, self.drafted, self.sent_back = put_to_me, drafted, sent_back
            self._lines.forget_bodies()
            self.refresh()

    def mask_from_now(self) -> None:
        """What masks personal data is at hand: say what the lines with any had to leave out until now."""
        self._masks = True
        self._lines.forget_bodies()
        top = self._top
        items = [(y, self.window.row(top + y)) for y in range(self.size.height)]
        self.paint_lines([y for y, item in items if item is not None and needs_masking(item)])

    # -- the cursor ----------------------------------------------------------------------------------------------

    def move_by(self, rows: int) -> None:
        if rows < 0 and self.cursor == 0:
            self.post_message(self.MovedUpPastTop())
            return
        self.move_to(self.cursor + rows)

    def move_to(self, place: int, at_line: int | None = None) -> None:
        """Put the cursor on a place of the order, and that on a line of the list; handled items that it leaves go.

        Without a line the list stays as it stands, unless the place would be out of sight.
        """
        place = max(0, min(place, len(self.window) - 1))
        if place == self.cursor or not len(self.window):
            return
        if self.signed:
            place = self._without_handled(place)
        before, self.cursor = self.cursor, place
        is_scrolled = self._scroll(place - at_line) if at_line is not None else self._scroll_to_cursor()
        if not is_scrolled:
            self.paint_lines([before - self._top, place - self._top])
        self._rest_later()

    def take_key(self, key: str) -> bool:
        """Move the cursor when the key is one of those that do; whether it was."""
        rows = self._steps.get(key)
        if rows is not None:
            self.move_by(rows)
        return rows is not None

    def page(self, pages: int) -> None:
        """On by a page less a line, list and cursor alike: no line is passed over unseen."""
        self.move_to(self.cursor + pages * max(1, self.size.height - 1), at_line=self.cursor - self._top)

    def _without_handled(self, place: int) -> int:
        """Drop what was handled, but the item the cursor goes to; the place of that one afterwards."""
        going_to = self.window.order[place]
        gone = [item_id for item_id in self.signed if item_id != going_to]
        self.window.drop(gone)
        for item_id in gone:
            del self.signed[item_id]
        self.virtual_size = Size(0, len(self.window))
        self.refresh()
        return self.window.place_of(going_to) or 0

    def _scroll_to_cursor(self) -> bool:
        """Bring the cursor into sight, half a page further than needed: one repaint then serves many moves."""
        top, height = self._top, max(1, self.size.height)
        if top <= self.cursor < top + height:
            return False
        return self._scroll(self.cursor - height // (2 if abs(self.cursor - top) < 2 * height else 3))

    def _scroll(self, top: int) -> bool:
        """Have this place at the top, or the nearest that can be; whether other lines are in sight than before."""
        before, last = self._top, max(0, len(self.window) - self.size.height)
        self.scroll_to(y=max(0, min(top, last)), animate=False, force=True, immediate=True)
        self._load_later()
        return self._top != before

    @property
    def _top(self) -> int:
        return self.scroll_offset.y

    # -- rows ----------------------------------------------------------------------------------------------------

    def _load_later(self) -> None:
        if not self._is_loading and self.window.missing(self._top, self.size.height):
            self._is_loading = True
            self.run_worker(self._load_in_sight(), group="rows", exit_on_error=False)

    async def _load_in_sight(self) -> None:
        try:
            while self.window.missing(self._top, self.size.height):
                await self._load(self._top)
        finally:
            self._is_loading = False
        if self._has_gaps:  # a page further was loaded in advance: most loads change nothing in sight
            self._has_gaps = False
            self.refresh()

    async def _load(self, top: int) -> None:
        places = self.window.missing(top, self.size.height or self.app.size.height)
        if places is not None:
            order = self.window.order
            rows = await self.desk.rows(self.window.ids(places))
            if order is self.window.order:  # not replaced meanwhile
                self.window.load(places, rows)

    # -- time ----------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self._steps = _steps(self.app)
        self.set_interval(TICK_S, self.tick)

    def tick(self) -> None:
        """Repaint the countdowns that say something else than a second ago."""
        if not self.is_on_screen:
            return
        now, changes, other_looks = self.desk.office.now(), [], []
        for y in range(min(self.size.height, len(self.window) - self._top)):
            line = self._lines.standing(y)
            if line is None or (clock := self._countdown(line.view.item, now)) == line.clock:
                continue
            if clock.look != line.clock.look:
                other_looks.append(y)
                continue
            self._lines.stand(y, Line(line.view, clock))
            changes.append(self._change(y, line, clock))
        self.paint_changes(changes)
        self._lines.forget(other_looks)
        self.paint_lines(other_looks)

    def _change(self, y: int, before: Line, clock: Countdown) -> Change:
        """The figures of a line that another countdown of the same look changes."""
        column, words = changed_cells(before.clock.text, clock.text)
        look = self._lines.look(clock.look or "plain", is_cursor=before.view.is_cursor)
        return Change(y, CLOCK_AT + column, look, words)

    @property
    def is_on_screen(self) -> bool:
        return self.display and self.screen.is_current

    def _countdown(self, item: Item, now: datetime) -> Countdown:
        office = self.desk.office
        return countdown(item, office.calendar, now, office.policy.core.warnings.due_soon_minutes)

    # -- painting ------------------------------------------------------------------------------------------------

    def forget_lines(self, lines: Iterable[int] | None) -> None:
        if lines is None:
            self._lines.forget_all()
        else:
            self._lines.forget(lines)

    def render_line(self, y: int) -> Strip:
        place = self._top + y
        if place >= len(self.window):
            return self._blank(y)
        view = self._view(place)
        if view is None:
            self._has_gaps = True
            return self._lines.strip([("  …", "muted")], self._line_width, is_cursor=place == self.cursor)
        line = self._lines.standing(y)
        if line is None or line.view != view:
            # Under the cursor or not, it says the time of the last second: the next tick is for all lines.
            known = line.clock if line is not None and line.view.item is view.item else None
            clock = known or self._countdown(view.item, self.desk.office.now())
            self._lines.stand(y, Line(view, clock))
        return self._lines.made(y)

    def _view(self, place: int) -> LineView | None:
        item = self.window.row(place)
        if item is None:
            return None
        is_revealed, signed = item.id in self.revealed, self.signed.get(item.id)
        return LineView(item, self._line_width, place == self.cursor, is_revealed, signed)

    def _row_view(self, view: LineView) -> RowView:
        masked = self.desk.masked if self._masks else _not_yet
        me = self.desk.person.id
        mine = (self.put_to_me, self.drafted, self.sent_back)
        return RowView(me, self.people, masked, view.is_revealed, view.signed, *mine)

    @property
    def _line_width(self) -> int:
        self._width = self._width or self.scrollable_content_region.width
        return self._width

    def _blank(self, y: int) -> Strip:
        width = self._line_width
        if y != 1 or len(self.window) or not self.empty_words:
            return Strip.blank(width, self._lines.look("plain", is_cursor=False))
        return self._lines.strip(
            [("   ", ""), (one_line(self.empty_words, width - 4), "empty")], width, is_cursor=False
        )

    def _look(self, name: str, is_cursor: bool) -> Style:
        colours, ground = self.app.theme_variables, self.rich_style
        if is_cursor:
            ground += Style(bgcolor=colours["cursor"])
        return ground + rich_look(name, colours)

    def notify_style_update(self) -> None:
        self._lines.forget_looks()
        super().notify_style_update()

    # -- events --------------------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        self._width = self.scrollable_content_region.width
        self._scroll_to_cursor()
        self._load_later()

    def on_click(self, event: events.Click) -> None:
        place = self._top + event.y
        if place == self.cursor:
            self.post_message(self.Opened())
        elif place < len(self.window):
            self.move_to(place)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._load_later()

    def has_all_lines(self) -> bool:
        """Whether every row in sight is loaded."""
        top = self._top
        return all(self.window.row(place) for place in range(top, min(top + self.size.height, len(self.window))))

    def _rest_later(self) -> None:
        """A timer of the loop's: one of Textual's is a task, made and ended at each key."""
        self._stop_rest()
        self._rest = asyncio.get_running_loop().call_later(REST_S, self.rested)

    def _stop_rest(self) -> None:
        if self._rest is not None:
            self._rest.cancel()

    def on_unmount(self) -> None:
        self._stop_rest()

    def rested(self) -> None:
        """Say that the item under the cursor is being read."""
        self.post_message(self.Rested(self.current_id))


def _not_yet(text: str, findings: Iterable[Finding] | None = None) -> str:
    """In place of a text whose personal data cannot be masked yet: loading what does takes 30 ms of a start."""
    return "…"


def _steps(app: App[object]) -> Mapping[str, int]:
    """How many lines on a key moves the cursor: of the table of commands, with a person's own keys."""
    commands: Sequence[Command] = getattr(app, "commands", COMMANDS)
    return {key: STEPS[command.id] for command in commands if command.id in STEPS for key in command.keys}
