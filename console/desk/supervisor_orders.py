"""What a supervisor asks the desk to do beside an advisor's orders, and what comes back: records only."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from console.desk.orders import Done, Order
from console.model import Item


class Held(Order, frozen=True, kw_only=True):
    """An item as the person read it, with whom they saw holding it."""

    holder: str


class TakeOver(Held, frozen=True, kw_only=True):
    """Go on with what a colleague holds. Their draft stays on the item."""


class SetFree(Struct, frozen=True, kw_only=True):
    """End colleagues' claims, each by itself: whoever wants to may then take the items."""

    items: tuple[Held, ...]


class Outcome(Struct, frozen=True):
    """What became of one item of several: done, or why not."""

    item_id: int
    done: Done | None = None
    why_not: str = ""


class HeldItem(Struct, frozen=True):
    """An item that somebody holds. Minutes are working time: since it was taken, and since they last did anything.

    `is_stale`: nothing was done for half of the time that an answer may take. `is_given`: not taken up by them yet.
    """

    item: Item
    holder: str
    name: str
    taken_at: datetime
    held_minutes: float
    idle_minutes: float
    is_given: bool
    is_stale: bool

    @property
    def as_read(self) -> Held:
        """For an order about it."""
        return Held(item_id=self.item.id, version=self.item.version, holder=self.holder)
