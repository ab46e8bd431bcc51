"""Handing out what nobody holds: dealt evenly among colleagues, each item given in a short transaction of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from console.desk.acting import acting, held_by
from console.desk.claiming import ASSIGNED, ASSIGNED_WORKING_DAYS
from console.desk.colleagues import among, receiver, why_not_given
from console.desk.office import Office
from console.desk.one_by_one import one_by_one
from console.desk.orders import Done, Order
from console.desk.overseeing import holdings_today
from console.desk.rights import require_supervisor
from console.desk.supervisor_orders import HandedOut, HandOut, HandOutPlan, Receiver, Share
from console.errors import CalendarExhausted, NotPossible
from console.model import ActionKind, Item, ItemState, Person
from console.rules import cover
from console.rules.dealing import by_burden, deal
from console.rules.worktime import WorkingDays, WorkingMinutes

DOING = "hand out items"


async def plan(office: Office, person: Person, order: HandOut) -> HandOutPlan:
    """Who would get what, and nothing done. What is due soonest goes first; of a conversation, all to one person.

    Raises NotPermitted, or NotPossible where there is nobody to give to, somebody is unknown, away or may not answer.
    Who is off shift is not refused: whoever ticks them means it.
    """
    await require_supervisor(office, office.store, person, DOING)
    people = await _present(office, order.person_ids)
    item_ids = order.item_ids or await office.store.free_to_take(office.now(), order.count)
    held = Counter(await office.store.held_by_each(office.now()))
    items = {item.id: item for item in await office.store.rows(item_ids)}
    groups = _conversations([items[item_id] for item_id in item_ids if item_id in items])
    dealt = deal(groups, list(people) if order.item_ids else by_burden(people, held))
    return HandOutPlan(
        tuple(
            Share(people[person_id], held[person_id], tuple(items[item_id] for item_id in ids if item_id in items))
            for person_id, ids in dealt.items()
        )
    )


def _conversations(items: Sequence[Item]) -> list[list[int]]:
    """The items' ids in their order, what one author wrote in one private conversation together: one answers all."""
    groups: dict[object, list[int]] = {}
    for item in items:
        together = (item.thread_id, item.author_id) if item.kind.is_private else item.id
        groups.setdefault(together, []).append(item.id)
    return list(groups.values())


async def _present(office: Office, person_ids: Sequence[str]) -> dict[str, Person]:
    """The people by id. Raises NotPossible where one is unknown here, away or may not answer, or there are none."""
    if not person_ids:
        raise NotPossible("Say to whom: nobody is ticked.")
    people = await office.store.people()
    ticked = {one: among(people, one) for one in person_ids}
    for one in ticked.values():
        if (why := why_not_given(office, people, one, ActionKind.REPLY)) is not None:
            raise NotPossible(f"{why} Leave them out.")
    return ticked


async def hand_out(office: Office, person: Person, order: HandOut) -> HandedOut:
    """Give them out as `plan` says. What a colleague took or answered meanwhile is left out, and said.

    Each stays its holder's for a working day, as what is assigned does. Raises as `plan` does.
    """
    planned = await plan(office, person, order)
    outcomes = await one_by_one(
        (item.id, partial(_give_free, office, person, item.id, colleague)) for item, colleague in planned.in_turn
    )
    given = Counter[str]()
    for (_, colleague), outcome in zip(planned.in_turn, outcomes, strict=True):
        given[colleague.id] += outcome.done is not None
    return HandedOut(tuple((share.person, given[share.person.id]) for share in planned.shares), tuple(outcomes))


async def _give_free(office: Office, person: Person, item_id: int, colleague: Person) -> Done:
    """Give what is free and unanswered at this moment: unlike an assignment it takes nothing from anybody."""
    item = await office.store.item(item_id)
    if item is None or item.state is not ItemState.OPEN:
        raise NotPossible("It was answered meanwhile.")
    order = Order(item_id=item.id, version=item.version)
    async with acting(office, person, ActionKind.ASSIGN, order) as act:
        await receiver(office, act.tx, colleague.id, ActionKind.REPLY)  # they may have left since the plan
        holds_until = office.calendar.due(act.now, WorkingDays(ASSIGNED_WORKING_DAYS))
        if act.item.claimed_by == colleague.id:
            raise NotPossible(f"{colleague.name} has it already.")
        if (holder := await act.tx.claim(item.id, colleague.id, act.now, ASSIGNED, holds_until)) is not None:
            raise await held_by(office, act.tx, act.item, holder)
        await act.begin()
        act.details |= {"to": colleague.id, "handed_out": True}
        return act.done(f"Given to {colleague.name}.")


async def receivers(office: Office) -> list[Receiver]:
    """To whom items can be handed out, by name: whose role may answer, whoever is away or off shift among them."""
    policy, now = office.policy, office.now()
    people = [one for one in await office.store.people() if policy.may(one.role, ActionKind.REPLY)]
    seen = {one.person for one in (await holdings_today(office, now)).values() if one.is_sign}
    return [
        Receiver(one, cover.title_of(policy, one), one.is_absent(now), _off_shift(office, one), one.id not in seen)
        for one in people
        if not one.has_left(now)
    ]


def _off_shift(office: Office, person: Person) -> str:
    """Until when their own week keeps them off, while the office works; empty when it does not."""
    if not cover.is_off_shift(person, office.calendar, office.now()):
        return ""
    try:
        at = cover.next_shift(person, office.calendar, office.now())
    except CalendarExhausted:
        at = None
    return f"off shift until {office.moment_words(at)}" if at else "off shift"


async def free_within(office: Office, minutes: float) -> int:
    """How many unanswered items nobody holds that are late or due within so many working minutes."""
    now = office.now()
    return await office.store.count_free(now, office.calendar.due(now, WorkingMinutes(minutes)))
