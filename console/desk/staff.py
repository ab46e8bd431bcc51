"""What a supervisor sees of who works here: everybody by name, routes that end nowhere, what is left to do by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from console.desk import colleagues
from console.desk.leaving import open_tasks
from console.desk.office import Office
from console.desk.staff_orders import Member, Staff
from console.model import Person
from console.rules import cover, training, wording


async def staff(office: Office) -> Staff:
    """Everybody by name: nobody is ranked."""
    now = office.now()
    people, holds = await office.store.people(), await office.store.held_by_each(now)
    return Staff(
        members=tuple(_member(office, people, person, holds.get(person.id, 0), now) for person in people),
        dead_ends=tuple(cover.dead_ends(office.policy, people, now)),
        tasks=tuple(await open_tasks(office)),
        training_rule=_training_rule(office, any(person.trainings for person in people)),
    )


async def dead_ends(office: Office) -> list[cover.DeadEnd]:
    """Routes that end nowhere, now or within a month."""
    return cover.dead_ends(office.policy, await office.store.people(), office.now())


def _member(office: Office, people: Sequence[Person], person: Person, holds: int, now: datetime) -> Member:
    departments = {one.id: one.title for one in office.policy.core.department}
    absence, is_on_shift = person.absence(now), colleagues.is_on_shift(office, person, now)
    return Member(
        person=person,
        title=cover.title_of(office.policy, person),
        department=departments.get(person.department or "", person.department or ""),
        is_on_shift=is_on_shift,
        has_left=person.has_left(now),
        absence=absence,
        stand_in=cover.stand_in(people, person, now) if absence is not None else None,
        presence=_presence(office, person, is_on_shift, now),
        owed=tuple(course.title for course in training.owed(office.policy, person, now)),
        trainings=person.trainings,
        holds=holds,
    )


def _presence(office: Office, person: Person, is_on_shift: bool, now: datetime) -> str:
    zone = office.calendar.zone
    if person.left_at is not None and person.has_left(now):
        return f"left on {wording.said_day(person.left_at, now, zone)}"
    if (absence := person.absence(now)) is not None:
        return f"away, {wording.said_back(absence.until_at, now, zone)}"
    coming = next((one for one in person.absences if one.from_at > now), None)
    from_then = f", away from {wording.said_day(coming.from_at, now, zone)}" if coming is not None else ""
    return f"{'on shift' if is_on_shift else 'off shift'}{from_then}"


def _training_rule(office: Office, is_recorded: bool) -> str:
    """Whether somebody without a course may send, and from when on they may not."""
    rule = office.policy.core.training
    if not rule.course or rule.enforce == training.NEVER:
        return "The policy keeps nobody from sending for want of a training."
    if training.is_enforced(office.policy, is_recorded):
        return f"Who lacks a course drafts and does not send ({rule.clause})."
    then = f"From the first one on, who lacks a course drafts and does not send ({rule.clause})."
    return f"No training is on record yet. {then}"
