"""The shape every act shares: permission, staleness, one transaction with its audit entry, and the news of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from console.desk.breaching import note_if_late
from console.desk.office import Office
from console.desk.orders import Done, Order
from console.desk.possible import item_refusal
from console.desk.records import NewClock, NewDelivery, Record
from console.desk.rights import require_may_act
from console.errors import AlreadyClaimed, NotPossible, Stale
from console.model import SUPERVISES, ActionKind, Clock, Item, ItemState, Person
from console.text import digest

if TYPE_CHECKING:
    from console.desk.ports import Reading, Transaction

# What a colleague may do while somebody else works on the item: none of it answers, and all of it helps who does.
BESIDE_A_CLAIM = frozenset(
    {ActionKind.NOTE, ActionKind.ASK, ActionKind.ADVISE, ActionKind.ACKNOWLEDGE, ActionKind.ASSIGN, *SUPERVISES}
)


@dataclass
class Act:
    """One act under way inside its transaction. What it does is noted, so that it can be taken back."""

    office: Office
    tx: Transaction
    item: Item
    person: Person
    kind: ActionKind
    now: datetime
    action_id: int = 0
    undo: dict[str, object] = field(default_factory=dict)
    details: dict[str, object] = field(default_factory=dict)

    async def begin(self, *, reason: str | None = None, undo_until: datetime | None = None) -> int:
        """Write the action itself. What can be taken back is added to `undo` before the act ends."""
        self.action_id = await self.tx.add_action(
            self.item.id, self.kind, self.person.id, self.now, reason=reason, undo_until=undo_until
        )
        self.undo["seen"] = digest(self.item.text)
        return self.action_id

    async def set_state(self, state: ItemState) -> None:
        """Change the item's state. What was on its way before has given way, so without this act the item is open."""
        before = ItemState.OPEN if self.item.state.is_unanswered else self.item.state
        self.undo |= {"state": before.value, "became": state.value}
        await self.tx.set_state(self.item.id, state)

    async def drop_draft(self, text: str) -> None:
        """What was being written is on its way now; taking the act back gives it back as a draft."""
        self.undo["draft"] = text
        await self.tx.drop_draft(self.item.id, self.kind)

    async def send(self, deliveries: Sequence[NewDelivery]) -> list[int]:
        """Write the intents; from here on they will leave, or somebody will be told why not."""
        return await self.tx.add_deliveries(self.action_id, self.item.id, deliveries)

    async def start_clock(self, clock: NewClock) -> int:
        """Start a clock that taking the act back will stop; its id."""
        clock_id = await self.tx.start_clock(self.item.id, clock)
        self._noted("started").append(clock_id)
        return clock_id

    async def stop_clock(self, clock: Clock, outcome: str) -> None:
        """Stop a clock with the working minutes that it ran; taking the act back lets it go on. Late, it was missed."""
        await note_if_late(self.office, self.tx, clock, self.now)
        elapsed = self.office.elapsed_minutes(clock.started_at, self.now)
        await self.tx.stop_clock(clock.id, self.now, elapsed, outcome, self.person.id)
        self._noted("stopped").append(clock.id)

    def _noted(self, key: str) -> list[int]:
        noted = self.undo.setdefault(key, [])
        assert isinstance(noted, list)
        return noted

    def done(self, said: str, undo_until: datetime | None = None) -> Done:
        """What the desk gives back for this act; `said` is a sentence for the person."""
        return Done(self.action_id, self.item.id, said, undo_until, self.kind)


@asynccontextmanager
async def acting(office: Office, person: Person, kind: ActionKind, order: Order) -> AsyncIterator[Act]:
    """Open an act on an item: all of it is kept with its audit entry, or nothing.

    Raises NotPermitted, Stale when the item is not as the person read it, AlreadyClaimed, or NotPossible when there is
    no such item or its state does not allow it.
    """
    async with office.store.transaction() as tx:
        await require_may_act(office, tx, person, kind)
        item = await _item_to_act_on(office, tx, person, kind, order)
        act = Act(office, tx, item, person, kind, office.now())
        yield act
        await tx.raise_version(item.id)
        await tx.refresh_next(item.id, act.now)
        if act.action_id:
            await tx.save_details(act.action_id, act.undo)
        await tx.record(Record(act.now, person.id, kind.value, item.id, {"action": act.action_id, **act.details}))
        await tx.announce([item.id], "changed", person.id)


async def before_acting(office: Office, person: Person, kind: ActionKind, order: Order) -> Item:
    """The item that an act is about to be opened on: for judging a text without keeping others from the store.

    Raises what `acting` would, which then holds the item to the same version.
    """
    await require_may_act(office, office.store, person, kind)
    return await _item_to_act_on(office, office.store, person, kind, order)


async def _item_to_act_on(office: Office, kept: Reading, person: Person, kind: ActionKind, order: Order) -> Item:
    item = await item_as_read(office, kept, order)
    if kind not in BESIDE_A_CLAIM:
        await refuse_claimed(office, kept, item, person)
    if refusal := item_refusal(kind, item):
        raise NotPossible(refusal)
    return item


async def item_as_read(office: Office, kept: Reading, order: Order) -> Item:
    """The item, provided that it is as the person read it. Raises NotPossible or Stale, with who did what."""
    item = await kept.item(order.item_id)
    if item is None:
        raise NotPossible("This item is no longer in the store.")
    if item.version != order.version:
        raise Stale(await _what_happened(office, kept, item))
    return item


async def refuse_claimed(office: Office, kept: Reading, item: Item, person: Person) -> None:
    """Raises AlreadyClaimed while somebody else has the item."""
    if item.claimed_by is not None and item.claimed_by != person.id:
        raise await held_by(office, kept, item, item.claimed_by)


async def held_by(office: Office, kept: Reading, item: Item, holder: str) -> AlreadyClaimed:
    """The refusal of what a colleague has: who, since when, and how it ends where nobody is there any more."""
    since = f" since {office.moment_words(item.claimed_at)}" if item.claimed_at is not None else ""
    words = (
        f"{await name_of(kept, holder)} is working on this{since}. What a console holds that is gone is free by itself."
    )
    return AlreadyClaimed(words, holder)


async def name_of(kept: Reading, person_id: str) -> str:
    """Somebody's name for a sentence."""
    known = await kept.person(person_id)
    return known.name if known is not None else "A colleague"


async def _what_happened(office: Office, kept: Reading, item: Item) -> str:
    """Who did what meanwhile, and when, as a sentence for the person who was about to act."""
    if item.gone_at is not None:
        return "It was deleted on the platform meanwhile. Look again, then decide."
    last, with_another = await kept.last_action(item.id), await kept.answer_with_another(item.id)
    if item.edited_at is not None and (last is None or item.edited_at > last.at):
        return "Its author changed the text meanwhile. Read it again, then decide."
    if with_another is not None and (last is None or with_another.id > last.id):
        did, last = "answered it with a later message of theirs", with_another
    elif last is not None:
        did = PAST_TENSE.get(last.kind, last.kind.value)
    else:
        return "It changed meanwhile. Look again, then decide."
    when = office.clock_words(last.at)
    return f"{await name_of(kept, last.person)} {did} {when}. Look again, then decide."


PAST_TENSE = {
    ActionKind.REPLY: "replied",
    ActionKind.REMOVE: "removed it",
    ActionKind.MOVE_TO_PRIVATE: "moved it to private",
    ActionKind.LOG_COMPLAINT: "logged a case",
    ActionKind.ESCALATE: "escalated it",
    ActionKind.ACKNOWLEDGE: "acknowledged the escalation",
    ActionKind.ASK: "asked a question",
    ActionKind.ADVISE: "answered the question",
    ActionKind.NOTE: "wrote a note",
    ActionKind.CLOSE: "closed it",
    ActionKind.REOPEN: "reopened it",
    ActionKind.BLOCK: "blocked the author",
    ActionKind.CORRECT: "corrected an answer",
    ActionKind.ASSIGN: "assigned it",
    ActionKind.KEEP_PROMISE: "kept a promise",
    ActionKind.RETRY: "tried the delivery again",
    ActionKind.SETTLE: "settled a delivery",
    ActionKind.TAKE_OVER: "took it over",
    ActionKind.SET_FREE: "set it free",
    ActionKind.REROUTE: "put the escalation to somebody else",
    ActionKind.SEND_BACK: "sent a draft back",
}
