"""Leaving in one act: claims let go, drafts handed over, rights ended, what is to be done by hand listed.

Source: W6.4 and W7.11, who leaves loses access at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from console.desk.colleagues import known
from console.desk.office import Office
from console.desk.records import Record
from console.desk.rights import require_supervisor
from console.desk.staff_orders import CameBack, Leave, Leaving, Staffed, TickTask
from console.errors import NotPossible
from console.model import LeaverTask, Person
from console.text import many

if TYPE_CHECKING:
    from console.desk.ports import Reading


async def would_leave(office: Office, person: Person, person_id: str) -> Leaving:
    """What somebody's leaving would do.

    Raises NotPermitted unless `person` is a supervisor, NotPossible for oneself, and for who is not known or has left.
    """
    return await _leaving(office, office.store, person, person_id)


async def _leaving(office: Office, kept: Reading, person: Person, person_id: str) -> Leaving:
    await require_supervisor(office, kept, person, "end a colleague's rights")
    if person_id == person.id:
        raise NotPossible("Another supervisor ends your rights here, so that somebody is left to take it back.")
    whose = await known(kept, person_id)
    if whose.has_left(office.now()):
        raise NotPossible(f"{whose.name} has left already.")
    people = await kept.people()
    return Leaving(
        person=whose,
        held=tuple(await kept.held_by(whose.id)),
        drafted=tuple(await kept.drafted(whose.id)),
        deputy_for=tuple(one for one in people if _names_as_deputy(office, one, whose)),
        tasks=tuple(_tasks(office, whose)),
    )


def _names_as_deputy(office: Office, one: Person, whose: Person) -> bool:
    now = office.now()
    return not one.has_left(now) and any(a.deputy == whose.id and not a.is_over(now) for a in one.absences)


def _tasks(office: Office, whose: Person) -> list[LeaverTask]:
    """What the pack says is to be done by hand, as it is kept for somebody who leaves now."""
    now = office.now()
    return [LeaverTask(0, whose.id, one.channel, one.title, one.clause, now) for one in office.policy.core.leaver_task]


async def leave(office: Office, person: Person, order: Leave) -> Staffed:
    """End somebody's work here in one transaction. Raises as `would_leave` does, and for an heir who has left."""
    now = office.now()
    async with office.store.transaction() as tx:
        does = await _leaving(office, tx, person, order.person_id)
        whose = does.person
        heir = await known(tx, order.drafts_to) if order.drafts_to is not None else None
        if heir is not None and (heir.id == whose.id or heir.has_left(now)):
            raise NotPossible(f"{heir.name} works here no more: the drafts go to somebody else, or stay on the items.")
        held = await tx.release_person(whose.id)
        if heir is not None:
            await tx.hand_over_drafts(whose.id, heir.id)
        after = replace(whose, left_at=now)
        await tx.save_terms(after)
        await tx.add_leaver_tasks(does.tasks)
        details: dict[str, object] = {"person": whose.id, "released": held, "drafts": list(does.drafted)}
        details |= {"drafts_to": order.drafts_to, "tasks": len(does.tasks)}
        await tx.record(Record(now, person.id, "person.left", None, details))
        await tx.announce(sorted({*held, *does.drafted}), "changed", person.id)
    return Staffed(after, _said(does, heir))


def _said(does: Leaving, heir: Person | None) -> str:
    held, drafts = len(does.held), len(does.drafted)
    said = [f"{does.person.name} has left: no right here is theirs any more."]
    if held:
        said.append(f"{many(held, 'item')} free again.")
    if drafts:
        goes = f"handed to {heir.name}" if heir else "still on the items, under their name"
        said.append(f"{many(drafts, 'draft')} {goes}.")
    if does.deputy_for:
        said.append(f"They were to stand in for {', '.join(one.name for one in does.deputy_for)}: name somebody else.")
    if does.tasks:
        said.append(f"{many(len(does.tasks), 'task')} to do by hand: see the list.")
    return " ".join(said)


async def came_back(office: Office, person: Person, order: CameBack) -> Staffed:
    """Give somebody who left their rights again. What they held and had drafted stays where it went."""
    now = office.now()
    async with office.store.transaction() as tx:
        await require_supervisor(office, tx, person, "say that a colleague came back")
        whose = await known(tx, order.person_id)
        if not whose.has_left(now):
            raise NotPossible(f"{whose.name} has not left.")
        after = replace(whose, left_at=None)
        await tx.save_terms(after)
        await tx.drop_leaver_tasks(whose.id)
        await tx.record(Record(now, person.id, "person.returned", None, {"person": whose.id}))
        done = [task for task in await tx.leaver_tasks() if task.person == whose.id]
    undo = f" Done by hand meanwhile, so perhaps to be undone: {'; '.join(t.title for t in done)}." if done else ""
    return Staffed(after, f"{whose.name} is back with every right of their role.{undo}")


async def tick_task(office: Office, person: Person, order: TickTask) -> str:
    """Note that something was done by hand; a sentence. Raises NotPossible when it is not open."""
    now = office.now()
    async with office.store.transaction() as tx:
        await require_supervisor(office, tx, person, "tick off what a leaver's going asks for")
        if not await tx.tick_leaver_task(order.task_id, person.id, now):
            raise NotPossible(f"There is no open task {order.task_id}.")
        tasks = await tx.leaver_tasks()
        task = next(one for one in tasks if one.id == order.task_id)
        await tx.record(Record(now, person.id, "person.task", None, {"task": task.id, "person": task.person}))
        left = sum(1 for one in tasks if one.person == task.person and one.done_at is None)
        whose = await known(tx, task.person)
    return f"Done: {task.title}." + (f" {many(left, 'task')} left for {whose.name}." if left else "")


async def open_tasks(office: Office) -> Sequence[LeaverTask]:
    """What is still to be done by hand, in the order in which it was opened."""
    return [task for task in await office.store.leaver_tasks() if task.done_at is None]
