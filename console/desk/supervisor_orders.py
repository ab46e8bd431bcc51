"""What a supervisor asks the desk to do beside an advisor's orders, and what comes back: records only."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from console.desk.orders import ClockMove, Done, Order
from console.model import ActionKind, Item, Person


class Held(Order, frozen=True, kw_only=True):
    """An item as the person read it, with whom they saw holding it."""

    holder: str


class TakeOver(Held, frozen=True, kw_only=True):
    """Go on with what a colleague holds. Their draft stays on the item."""


class SetFree(Struct, frozen=True, kw_only=True):
    """End colleagues' claims, each by itself: whoever wants to may then take the items."""

    items: tuple[Held, ...]


class Reroute(Order, frozen=True, kw_only=True):
    """Put an escalation that waits to another department."""

    escalation_id: int
    department_id: str
    reason: str


class SendBack(Order, frozen=True, kw_only=True):
    """Send a colleague's draft for an act of this sort back to them. `reason` says what should change."""

    draft: ActionKind
    writer: str
    reason: str


class Outcome(Struct, frozen=True):
    """What became of one item of several: done, or why not."""

    item_id: int
    done: Done | None = None
    why_not: str = ""


class HeldItem(Struct, frozen=True):
    """An item that somebody holds, and the working minutes since they took it or last did anything to it.

    `is_stale`: nothing was done for half of the time that an answer may take.
    """

    item: Item
    holder: str
    name: str
    idle_minutes: float
    is_stale: bool

    @property
    def as_read(self) -> Held:
        """For an order about it."""
        return Held(item_id=self.item.id, version=self.item.version, holder=self.holder)


class HandOut(Struct, frozen=True, kw_only=True):
    """Give items that nobody holds to colleagues, as many to each: the `count` that are due soonest, or these.

    Where it names the items, they are dealt in the order given, to the people in the order given: `HandOutPlan.order`.
    """

    person_ids: tuple[str, ...]
    item_ids: tuple[int, ...] = ()
    count: int = 0


class Receiver(Struct, frozen=True):
    """Somebody to whom items can be handed out; `title` is their role's. Nothing can while they are away.

    `off_shift` says until when their own week keeps them off; empty when it does not. They get only what is meant, as
    who has done nothing here today does (`is_unseen`).
    """

    person: Person
    title: str
    is_away: bool = False
    off_shift: str = ""
    is_unseen: bool = False


class Share(Struct, frozen=True):
    """What one colleague would get, due soonest first; `held` is what they hold already."""

    person: Person
    held: int
    items: tuple[Item, ...]


class HandOutPlan(Struct, frozen=True):
    """Who would get what. Fewer than were asked for where no more wait without a holder."""

    shares: tuple[Share, ...]

    @property
    def in_turn(self) -> tuple[tuple[Item, Person], ...]:
        """All of them with who gets them, in the order in which they are dealt."""
        rounds = range(max((len(share.items) for share in self.shares), default=0))
        return tuple(
            (share.items[turn], share.person) for turn in rounds for share in self.shares if turn < len(share.items)
        )

    @property
    def order(self) -> HandOut:
        """What hands out exactly this."""
        people = tuple(share.person.id for share in self.shares)
        return HandOut(person_ids=people, item_ids=tuple(item.id for item, _ in self.in_turn))


class HandedOut(Struct, frozen=True):
    """What became of a handing out: to whom how many were given, and what became of each item."""

    given: tuple[tuple[Person, int], ...]
    outcomes: tuple[Outcome, ...]

    @property
    def left_out(self) -> tuple[Outcome, ...]:
        return tuple(one for one in self.outcomes if one.done is None)


class OpenClosure(Struct, frozen=True, kw_only=True):
    """Declare that nobody works from `start` to `end` (aware, exclusive) although the week says so.

    `seen` is the fingerprint that a preview gave with it: under another calendar than was shown, nothing is changed.
    """

    start: datetime
    end: datetime
    reason: str
    seen: str | None = None


class EndClosure(Struct, frozen=True, kw_only=True):
    """End a declared closure `at` a moment, now unless it is said. At its beginning or before: it never was."""

    closure_id: int
    at: datetime | None = None
    seen: str | None = None


class ClosurePreview(Struct, frozen=True):
    """Which running deadlines an order about closures would move; `seen` goes into the order that follows."""

    moves: tuple[ClockMove, ...]
    seen: str


class ClosureChanged(Struct, frozen=True):
    """What an order about closures did. `said` tells the person."""

    closure_id: int
    moved: int
    said: str


class NextClosure(Struct, frozen=True):
    """The next stretch without working time that is longer than the week alone would make it, and why.

    It may have begun. `is_notice_posted`: somebody said that its notice is posted (W3.6).
    """

    start: datetime
    end: datetime
    reason: str
    is_notice_posted: bool
