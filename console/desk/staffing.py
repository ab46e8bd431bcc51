"""Who works here: entering somebody, absences with deputies, trainings, a week of one's own, departments.

Leaving is `leaving`'s, and what is seen of it all `staff`'s. A supervisor does this for others; everybody for
themselves only that they are away.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from console.desk import naming
from console.desk.colleagues import among, known
from console.desk.office import Office
from console.desk.records import Record
from console.desk.rights import require_here, require_supervisor
from console.desk.staff_orders import (
    AddPerson,
    EndAbsence,
    MarkAbsent,
    RecordTraining,
    SetDepartment,
    SetWeek,
    Staffed,
)
from console.errors import CalendarExhausted, NotPossible, ReasonNeeded
from console.model import Absence, Person, Training
from console.rules import cover, moments, training, weeks, wording
from console.rules.policy_staff import Course
from console.text import many

if TYPE_CHECKING:
    from console.desk.ports import Transaction


async def _require_for(office: Office, tx: Transaction, person: Person, whose: str, doing: str) -> None:
    """Raises NotPermitted where neither the person's own record is changed nor a supervisor changes it."""
    if whose != person.id:
        return await require_supervisor(office, tx, person, doing)
    await require_here(office, tx, person)


async def add_person(office: Office, person: Person, order: AddPerson) -> Staffed:
    """Know somebody before they sign in; a sign-in of that name and role is theirs then.

    Raises PackProblem for a role that the policy does not have, NotPossible when they are known already.
    """
    role, name, now = office.policy.role(order.role_id), naming.shown(order.name), office.now()
    if not order.name.strip():
        raise NotPossible("Give the name that they sign in with.")
    person_id = naming.id_of(name)
    async with office.store.transaction() as tx:
        await require_supervisor(office, tx, person, "enter a colleague")
        namesakes = [one for one in await tx.people() if naming.is_namesake(person_id, one.id)]
        if any(one.role == role.id or one.has_left(now) for one in namesakes):
            raise NotPossible(f"{name} is known here already. Of two people of one name, let one add an initial.")
        if namesakes:
            person_id, name = naming.id_in_role(person_id, role.id), naming.shown_in_role(name, role.title)
        added = Person(person_id, name, role.id)
        await tx.save_person(added)
        await tx.record(Record(now, person.id, "person.added", None, {"person": person_id, "role": role.id}))
    return Staffed(added, f"{name} is known here as {role.title}.")


# -- absences --------------------------------------------------------------------------------------------------------


async def mark_absent(office: Office, person: Person, order: MarkAbsent) -> Staffed:
    """Note that somebody is away. Raises NotPossible for a time that cannot be, or a deputy who cannot stand in."""
    now = office.now()
    async with office.store.transaction() as tx:
        await _require_for(office, tx, person, order.person_id, "mark a colleague as away")
        people = await tx.people()
        whose = await known(tx, order.person_id)
        absence = Absence(order.from_at, order.until_at, order.deputy)
        _refuse_absence(office, people, whose, absence)
        await tx.add_absence(whose.id, absence, person.id, now)
        details: dict[str, object] = {"person": whose.id, "from": order.from_at.isoformat(), "deputy": order.deputy}
        details["until"] = order.until_at.isoformat() if order.until_at else None
        await tx.record(Record(now, person.id, "person.absent", None, details))
        after, holds = await known(tx, whose.id), (await tx.held_by_each(now)).get(whose.id, 0)
    return Staffed(after, _said_absent(office, people, after, absence, holds))


def _refuse_absence(office: Office, people: Sequence[Person], whose: Person, absence: Absence) -> None:
    """Raises NotPossible when the absence cannot be."""
    now, zone = office.now(), office.calendar.zone
    if whose.has_left(now):
        raise NotPossible(f"{whose.name} works here no more.")
    if absence.until_at is not None and absence.until_at <= max(absence.from_at, now):
        raise NotPossible("An absence ends after it begins, and not before now.")
    for other in whose.absences:
        if _overlap(other, absence) and not other.is_over(now):
            begins = wording.said_day(other.from_at, now, zone)
            back = wording.said_back(other.until_at, now, zone)
            raise NotPossible(f"{whose.name} is marked as away already from {begins}, {back}. End that first.")
    if absence.deputy is None:
        return
    deputy = among(people, absence.deputy)
    if deputy.id == whose.id:
        raise NotPossible("Nobody stands in for themselves: name somebody else, or nobody.")
    if deputy.has_left(now):
        raise NotPossible(f"{deputy.name} works here no more: name somebody else, or nobody.")


def _overlap(one: Absence, other: Absence) -> bool:
    """Whether there is a moment in both."""
    begins = one.until_at is None or other.from_at < one.until_at
    return begins and (other.until_at is None or one.from_at < other.until_at)


def _said_absent(office: Office, people: Sequence[Person], whose: Person, absence: Absence, holds: int) -> str:
    now, zone = office.now(), office.calendar.zone
    deputy = next((one for one in people if one.id == absence.deputy), None)
    back = _said_back(office, whose, absence)
    said = [f"{whose.name} is away from {wording.said_day(absence.from_at, now, zone)}, {back}."]
    said.append(f"{deputy.name} stands in." if deputy else "Nobody stands in.")
    if deputy is not None and any(_overlap(absence, other) for other in deputy.absences if not other.is_over(now)):
        said.append(f"But {deputy.name} is away in that time as well.")
    if holds:
        said.append(
            f"They hold {many(holds, 'item')}: on the supervisor's screen F sets them free and H hands them out."
        )
    return " ".join(said)


def _said_back(office: Office, whose: Person, absence: Absence) -> str:
    """When somebody is back: with a week of their own, when they work next after the absence."""
    back_at = absence.until_at
    if back_at is not None and whose.works:
        with suppress(CalendarExhausted):
            back_at = cover.next_shift(whose, office.calendar, back_at - timedelta(milliseconds=1)) or back_at
    return wording.said_back(back_at, office.now(), office.calendar.zone)


async def end_absence(office: Office, person: Person, order: EndAbsence) -> Staffed:
    """Note that somebody is back, or does not go. Raises NotPossible when they are not away."""
    now = office.now()
    async with office.store.transaction() as tx:
        await _require_for(office, tx, person, order.person_id, "say that a colleague is back")
        whose = await known(tx, order.person_id)
        open_ones = [one for one in whose.absences if not one.is_over(now) and order.absence_id in (None, one.id)]
        if not open_ones:
            raise NotPossible(f"{whose.name} is not marked as away.")
        ended = next((one for one in open_ones if one.covers(now)), open_ones[0])
        await tx.end_absence(ended.id, now)
        details: dict[str, object] = {"person": whose.id, "from": ended.from_at.isoformat()}
        await tx.record(Record(now, person.id, "person.back", None, details))
        after = await known(tx, whose.id)
    if ended.covers(now):
        return Staffed(after, f"{whose.name} is back.")
    begins = wording.said_day(ended.from_at, now, office.calendar.zone)
    return Staffed(after, f"{whose.name} is not away from {begins} after all.")


# -- trainings -------------------------------------------------------------------------------------------------------


async def record_training(office: Office, person: Person, order: RecordTraining) -> Staffed:
    """Note that somebody passed a course. Raises NotPossible for a course or a time that cannot be.

    Raises ReasonNeeded, until it is confirmed, where this is the first record and so from now on somebody may not send.
    """
    now, course = office.now(), _course(office, order.course_id)
    if order.passed_at > now:
        raise NotPossible("A course is recorded once it has been passed.")
    lapses_at = order.lapses_at or training.lapse(course, order.passed_at)
    if lapses_at is not None and lapses_at <= order.passed_at:
        raise NotPossible("A course lapses after it was passed.")
    passed = Training(course.id, order.passed_at, lapses_at)
    async with office.store.transaction() as tx:
        await require_supervisor(office, tx, person, "record a training")
        whose = await known(tx, order.person_id)
        if not order.is_confirmed and not await tx.keeps_trainings():
            _warn_of_enforcing(office, await tx.people(), whose, passed)
        await tx.save_training(whose.id, passed)
        details: dict[str, object] = {"person": whose.id, "course": course.id, "passed": order.passed_at.isoformat()}
        details["lapses"] = lapses_at.isoformat() if lapses_at else None
        await tx.record(Record(now, person.id, "person.trained", None, details))
        after = await known(tx, whose.id)
    return Staffed(after, _said_trained(office, after, course, lapses_at))


def _course(office: Office, course_id: str) -> Course:
    courses = office.policy.core.training.course
    found = next((course for course in courses if course.id == course_id), None)
    if found is None:
        names = ", ".join(f"{course.id} ({course.title})" for course in courses) or "none"
        raise NotPossible(f'The policy asks for no course "{course_id}". Its courses: {names}.')
    return found


def _warn_of_enforcing(office: Office, people: Sequence[Person], whose: Person, passed: Training) -> None:
    """Raises ReasonNeeded where the first record would keep somebody from sending who may today."""
    policy, now = office.policy, office.now()
    if not training.is_enforced(policy, is_recorded=True) or training.is_enforced(policy, is_recorded=False):
        return
    after = [replace(one, trainings=(passed,)) if one.id == whose.id else one for one in people]
    stopped = [one.name for one in after if not one.has_left(now) and training.owed(policy, one, now)]
    if stopped:
        raise ReasonNeeded(
            "This is the first training on record. From then on whoever lacks a course that the policy asks of them "
            f"drafts and does not send: {', '.join(stopped)}. Confirm that, and record theirs next.",
            (),
        )


def _said_trained(office: Office, whose: Person, course: Course, lapses_at: datetime | None) -> str:
    now = office.now()
    until = f", valid until {wording.said_day(lapses_at, now, office.calendar.zone)}" if lapses_at else ""
    missing = training.owed(office.policy, whose, now)
    still = f" Still missing: {', '.join(one.title for one in missing)}." if missing else ""
    return f'{whose.name} has passed "{course.title}"{until}.{still}'


# -- terms -----------------------------------------------------------------------------------------------------------


async def set_week(office: Office, person: Person, order: SetWeek) -> Staffed:
    """Give somebody a working week of their own, or the office's."""
    details: dict[str, object] = {"week": weeks.said_week(order.works)}
    after = await _change_terms(office, person, order.person_id, "person.week", details, works=order.works)
    if not order.works:
        return Staffed(after, f"{after.name} works the office's hours.")
    return Staffed(after, f"{after.name} works {weeks.said_week(order.works)}.")


async def set_department(office: Office, person: Person, order: SetDepartment) -> Staffed:
    """Say in which department somebody works. Raises PackProblem for one that the policy does not have."""
    title = office.policy.department(order.department_id).title if order.department_id is not None else None
    details: dict[str, object] = {"department": order.department_id}
    changes = {"department": order.department_id}
    after = await _change_terms(office, person, order.person_id, "person.department", details, **changes)
    return Staffed(after, f"{after.name} works in {title}." if title else f"{after.name} works in no department.")


async def _change_terms(
    office: Office, person: Person, person_id: str, event: str, details: dict[str, object], **changes: object
) -> Person:
    async with office.store.transaction() as tx:
        await require_supervisor(office, tx, person, f"change a colleague's {event.removeprefix('person.')}")
        after = replace(await known(tx, person_id), **changes)
        await tx.save_terms(after)
        await tx.record(Record(office.now(), person.id, event, None, {"person": person_id, **details}))
    return after


# -- how somebody says it --------------------------------------------------------------------------------------------


def moment_of(office: Office, text: str, *, is_end: bool = False) -> datetime:
    """The moment somebody typed, by the policy's clock. Raises NotPossible, saying what is accepted."""
    return moments.parse_moment(text, office.now(), office.calendar.zone, is_end=is_end)


def week_of(text: str) -> dict[int, tuple[tuple[int, int], ...]]:
    """The week somebody typed. Raises NotPossible, saying what is accepted."""
    try:
        return weeks.parse_week(text)
    except ValueError as problem:
        raise NotPossible(str(problem)) from None


def week_words(person: Person) -> str:
    """Somebody's own working week as `week_of` reads it; empty for the office's."""
    return weeks.said_week(person.works)
