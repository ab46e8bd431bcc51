"""The list as one would build it first: a DataTable with 10,000 rows, its countdowns set again each second if asked."""

from __future__ import annotations

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import DataTable

ROWS = 10_000
IN_SIGHT = 50


class TableApp(App[None]):
    """Countdown, channel, author and text of 10,000 items; `j` moves as in Halfday."""

    BINDINGS: ClassVar = [("j", "down", "down"), ("pagedown", "page_down", "page down")]

    def __init__(self, *, is_ticking: bool = False) -> None:
        super().__init__()
        self._is_ticking = is_ticking
        self._left_s = 3_000

    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        for name, width in (("due", 8), ("ch", 6), ("who", 14), ("what", 90)):
            table.add_column(name, width=width, key=name)
        for number in range(ROWS):
            words = f"message {number}: the boiler has stopped again and nobody answers the telephone"
            table.add_row("50:00", "Fb co", f"Tenant {number}", words, key=str(number))
        table.focus()
        if self._is_ticking:
            self.set_interval(1.0, self._tick)

    def _tick(self) -> None:
        self._left_s -= 1
        table, left = self.query_one(DataTable), f"{self._left_s // 60}:{self._left_s % 60:02d}"
        for number in range(IN_SIGHT):
            table.update_cell(str(number), "due", left)

    def action_down(self) -> None:
        self.query_one(DataTable).action_cursor_down()


if __name__ == "__main__":
    TableApp(is_ticking="--tick" in sys.argv).run()
