"""Who has an item: taken as soon as work begins, let go on every way out, never held by a console that died."""

from __future__ import annotations

from msgspec.structs import replace

from console.clock import epoch_ms, from_epoch_ms
from console.desk.acting import acting, held_by
from console.desk.colleagues import receiver
from console.desk.office import Office
from console.desk.orders import Assign, Done
from console.desk.records import Record
from console.desk.rights import require_may
from console.errors import NotPossible
from console.model import ActionKind, Item, Person
from console.rules.worktime import WorkingDays

ASSIGNED = "assigned"  # the console of a claim that waits for its person
ASSIGNED_WORKING_DAYS = 1.0


async def claim(office: Office, person: Person, item_id: int) -> Item:
    """Take an item for work; the item as it is now. Raises AlreadyClaimed, NotPermitted, NotPossible."""
    now = office.now()
    async with office.store.transaction() as tx:
        await require_may(office, tx, person, ActionKind.CLAIM)
        before = await tx.item(item_id)
        if before is None:
            raise NotPossible("This item is no longer in the store.")
        holder = await tx.claim(item_id, person.id, now, office.console)
        if holder is not None:
            raise await held_by(office, tx, before, holder)
        if tx.has_changed:  # what was assigned to them too, or left behind by a console of theirs that is gone
            await tx.record(Record(now, person.id, "claim", item_id))
        if before.claimed_by != person.id:
            await tx.announce([item_id], "changed", person.id)
    if before.claimed_by == person.id:
        return before
    return replace(before, claimed_by=person.id, claimed_at=from_epoch_ms(epoch_ms(now)))  # as the store keeps it


async def release(office: Office, person: Person, item_id: int) -> None:
    """Let an item go; nothing happens when this person does not hold it."""
    async with office.store.transaction() as tx:
        item = await tx.item(item_id)
        if item is None or item.claimed_by != person.id:
            return
        await tx.release(item_id, person.id)
        await tx.record(Record(office.now(), person.id, "release", item_id))
        await tx.announce([item_id], "changed", person.id)


async def release_all(office: Office, person: Person) -> None:
    """Let go of everything this console holds: on the way out, whatever the way."""
    async with office.store.transaction() as tx:
        released = await tx.release_console(office.console)
        if released:
            await tx.record(Record(office.now(), person.id, "release", None, {"items": released}))
            await tx.announce(released, "changed", person.id)


async def keep_alive(office: Office) -> None:
    """Say that this console still runs, so that its claims hold."""
    async with office.store.transaction() as tx:
        await tx.touch_claims(office.console, office.now())


async def assign(office: Office, person: Person, order: Assign) -> Done:
    """Give an item to a colleague, whoever held it before. Raises as `receiver` does.

    It stays theirs for a working day, with or without their console open; taking it up makes it a claim like any other.
    """
    async with acting(office, person, ActionKind.ASSIGN, order) as act:
        colleague = await receiver(office, act.tx, order.person_id, ActionKind.CLAIM)
        if act.item.claimed_by is not None:
            await act.tx.release(act.item.id, act.item.claimed_by)
        holds_until = office.calendar.due(act.now, WorkingDays(ASSIGNED_WORKING_DAYS))
        await act.tx.claim(act.item.id, colleague.id, act.now, ASSIGNED, holds_until)
        await act.begin()
        act.details["to"] = colleague.id
        return act.done(f"Given to {colleague.name}.")
