"""What a supervisor does about colleagues' claims: sees them with what lies untouched, takes over, sets free."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from console.desk.acting import Act, acting, name_of
from console.desk.office import Office
from console.desk.one_by_one import one_by_one
from console.desk.orders import Done
from console.desk.records import Claim
from console.desk.supervisor_orders import Held, HeldItem, Outcome, SetFree, TakeOver
from console.errors import NotPossible, Stale
from console.model import ActionKind, Item, Person
from console.rules.idle_claims import is_stale


async def take_over(office: Office, person: Person, order: TakeOver) -> Done:
    """What a colleague holds is this person's now. The colleague's next act is refused with who took it and when."""
    async with _held(office, person, ActionKind.TAKE_OVER, order) as act:
        if order.holder == person.id:
            raise NotPossible("You have it already.")
        await act.tx.release(act.item.id, order.holder)
        await act.tx.claim(act.item.id, person.id, act.now, office.console)
        await act.begin()
        act.details["from"] = order.holder
        return act.done(f"Taken over from {await name_of(act.tx, order.holder)}. What they began to write stays on it.")


async def set_free(office: Office, person: Person, order: SetFree) -> list[Outcome]:
    """End each of the claims in a transaction of its own; one that is refused keeps no other from being set free."""
    return await one_by_one((held.item_id, partial(_set_one_free, office, person, held)) for held in order.items)


async def _set_one_free(office: Office, person: Person, order: Held) -> Done:
    async with _held(office, person, ActionKind.SET_FREE, order) as act:
        await act.tx.release(act.item.id, order.holder)
        await act.begin()
        act.details["from"] = order.holder
        return act.done(f"Set free. {await name_of(act.tx, order.holder)} no longer has it.")


@asynccontextmanager
async def _held(office: Office, person: Person, kind: ActionKind, order: Held) -> AsyncIterator[Act]:
    """An act on an item that is still held by whom the person saw holding it.

    Raises NotPossible when nobody holds it any more, Stale when somebody else does.
    """
    async with acting(office, person, kind, order) as act:
        if act.item.claimed_by is None:
            raise NotPossible("Nobody holds it any more: it is free for whoever takes it.")
        if act.item.claimed_by != order.holder:
            raise Stale(f"{await name_of(act.tx, act.item.claimed_by)} has it by now. Look again, then decide.")
        yield act


async def held_items(office: Office) -> list[HeldItem]:
    """Everything that anybody holds, the longest held first."""
    store = office.store
    claims = await store.claims(office.now())
    items = {item.id: item for item in await store.rows([claim.item_id for claim in claims])}
    names = {one.id: one.name for one in await store.people()}
    return [_held_item(office, claim, items[claim.item_id], names) for claim in claims if claim.item_id in items]


def _held_item(office: Office, claim: Claim, item: Item, names: dict[str, str]) -> HeldItem:
    now, calendar = office.now(), office.calendar_since(claim.touched_at)
    return HeldItem(
        item=item,
        holder=claim.person,
        name=names.get(claim.person, "A colleague"),
        idle_minutes=calendar.working_minutes(claim.touched_at, now),
        is_stale=is_stale(calendar, office.policy.answer_rule().allowance, claim.touched_at, now),
    )
