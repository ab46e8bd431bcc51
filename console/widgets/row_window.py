"""The rows that the list holds in memory: those in sight and a page on each side, never more.

Owns which part of the order is loaded; says what is missing. Reading it is the list's business.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from console.model import Item, ItemState

PAGES_AROUND = 1


class RowWindow:
    """The order of the view (ids, eight bytes each) and the items of a stretch of it."""

    def __init__(self) -> None:
        self.order: array[int] = array("q")
        self._rows: dict[int, Item] = {}
        self._first = 0
        self._end = 0  # the loaded stretch of places, end exclusive

    def __len__(self) -> int:
        return len(self.order)

    def set_order(self, order: array[int]) -> None:
        """Another order; rows already known are kept until the next load replaces them."""
        self.order = order
        self._first = self._end = 0

    def go_on_with(self, order: array[int]) -> bool:
        """An order that begins with this one, rows and all; False, and nothing done, where it begins otherwise."""
        is_longer = order[: len(self.order)] == self.order
        if is_longer:
            self.order = order
        return is_longer

    def row(self, place: int) -> Item | None:
        """The item at a place of the order, when it is loaded."""
        return self._rows.get(self.order[place]) if 0 <= place < len(self.order) else None

    def get(self, item_id: int) -> Item | None:
        return self._rows.get(item_id)

    def place_of(self, item_id: int) -> int | None:
        """Where the item stands; None when it is not in this view."""
        try:
            return self.order.index(item_id)
        except ValueError:
            return None

    def missing(self, top: int, height: int) -> range | None:
        """The stretch to load so that a page before and after the visible one is at hand; None when all is there."""
        margin = height * PAGES_AROUND
        first, end = max(0, top - margin), min(len(self.order), top + height + margin)
        if self._first <= first and end <= self._end:
            return None
        return range(first, end)

    def ids(self, places: range) -> list[int]:
        return list(self.order[places.start : places.stop])

    def load(self, places: range, rows: Iterable[Item]) -> None:
        """These are the rows of that stretch; all others are forgotten."""
        self._rows = {row.id: row for row in rows}
        self._first, self._end = places.start, places.stop

    def refresh(self, rows: Iterable[Item]) -> list[int]:
        """Newer readings of loaded rows; the ids that changed."""
        changed = [row for row in rows if row.id in self._rows and self._rows[row.id] != row]
        self._rows.update((row.id, row) for row in changed)
        return [row.id for row in changed]

    def loaded(self, item_ids: Sequence[int]) -> list[int]:
        """Those of the ids that are held here."""
        return [item_id for item_id in item_ids if item_id in self._rows]

    def rise(self, row: Item, place: int) -> None:
        """Take an item up to a place of the order, from further down or from outside it; the rows between move on."""
        before, order = self.place_of(row.id), self.order[:]
        if before is not None:
            order.pop(before)
        order.insert(place, row.id)
        self.order = order  # another one: whoever is loading rows of the old one begins again
        self._rows[row.id] = row
        if place < self._first:
            self._first += before is None or before >= self._first
        if before is None or before >= self._end:
            self._end += place < self._end

    def in_turn(self) -> list[int]:
        """The open private messages that are held here: others of their conversation decide which one of how many."""
        return [row.id for row in self._rows.values() if row.kind.is_private and row.state is ItemState.OPEN]

    def drop(self, item_ids: Iterable[int]) -> None:
        """Take items out of the order; the loaded stretch shrinks with it."""
        gone = set(item_ids)
        self._end -= sum(1 for item_id in self.order[self._first : self._end] if item_id in gone)
        self._first -= sum(1 for item_id in self.order[: self._first] if item_id in gone)
        self.order = array("q", (item_id for item_id in self.order if item_id not in gone))
