"""The keys of the screen of people: each asks what its act needs, has the desk do it, and says what was done.

None is given back where the person went back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.desk.staff_orders import (
    AddPerson,
    CameBack,
    EndAbsence,
    Leave,
    MarkAbsent,
    Member,
    RecordTraining,
    SetDepartment,
    SetWeek,
    TickTask,
)
from console.errors import NotPossible
from console.screens.ask import Confirm
from console.screens.menu import Choice, Menu
from console.screens.people_lines import leaving_words
from console.screens.staff_dialog import Answer, Field, StaffDialog
from console.text import one_line
from console.widgets.wording import many

if TYPE_CHECKING:
    from console.screens.people import PeopleScreen

NOBODY = "-"  # an id that no person, department or course has
NAME_CELLS = 40


async def away(screen: PeopleScreen, member: Member) -> str | None:
    """From when, until when, and who stands in."""
    desk, person = screen.desk, member.person
    if person.id != desk.person.id:
        await desk.require_supervisor("mark a colleague as away")

    async def keep(answer: Answer) -> str:
        from_, until = answer.lines
        order = MarkAbsent(
            person_id=person.id,
            from_at=desk.moment_of(from_ or "now"),
            until_at=desk.moment_of(until, is_end=True) if until else None,
            deputy=None if answer.chosen == NOBODY else answer.chosen,
        )
        return (await desk.mark_absent(order)).said

    fields = [
        Field("From", "now", 'now, tomorrow, "24 Dec", "2026-12-24 14:30"'),
        Field("Until (a day counts whole; empty: until further notice)", "", '"friday", "24 Dec", "4 Jan 12:00"'),
    ]
    title = f"{_name(member)} is away"
    choices = [Choice(NOBODY, "nobody"), *_colleagues(screen, member)]
    dialog = StaffDialog(title, fields, keep, choices=choices, choices_label="Who stands in")
    return await screen.app.push_screen_wait(dialog)


async def returned(screen: PeopleScreen, member: Member) -> str | None:
    """Back from an absence; of somebody who left, with every right again once that is confirmed."""
    desk, person = screen.desk, member.person
    if not member.has_left:
        return (await desk.end_absence(EndAbsence(person_id=person.id))).said
    await desk.require_supervisor("say that a colleague came back")
    words = "They may sign in and act as before. What they held and had drafted stays where it went."
    if not await screen.app.push_screen_wait(Confirm(f"Did {_name(member)} come back?", words, yes="they are back")):
        return None
    return (await desk.came_back(CameBack(person_id=person.id))).said


async def trained(screen: PeopleScreen, member: Member) -> str | None:
    """Which course, and when it was passed."""
    desk = screen.desk
    await desk.require_supervisor("record a training")
    courses = desk.office.policy.core.training.course
    if not courses:
        raise NotPossible("The policy asks for no course, so there is nothing to record.")

    async def keep(answer: Answer) -> str:
        passed, lapses = answer.lines
        order = RecordTraining(
            person_id=member.person.id,
            course_id=answer.chosen or "",
            passed_at=desk.moment_of(passed),
            lapses_at=desk.moment_of(lapses) if lapses else None,
            is_confirmed=answer.is_confirmed,
        )
        return (await desk.record_training(order)).said

    passed_already = {one.course for one in member.trainings}
    choices = [
        Choice(course.id, course.title, _course_words(course.title, course.id, member, passed_already))
        for course in courses
    ]
    fields = [Field("Passed on", "today", '"15 Jan 2026"'), Field("Lapses on (empty: as the policy says)")]
    dialog = StaffDialog(f"{_name(member)} has passed", fields, keep, choices=choices, choices_label="Which course")
    return await screen.app.push_screen_wait(dialog)


def _course_words(title: str, course_id: str, member: Member, passed: set[str]) -> str:
    if title in member.owed:
        return "lapsed" if course_id in passed else "not on record"
    return "valid" if course_id in passed else ""


async def week(screen: PeopleScreen, member: Member) -> str | None:
    """A working week of their own."""
    desk = screen.desk
    await desk.require_supervisor("change a colleague's week")

    async def keep(answer: Answer) -> str:
        works = desk.week_of(answer.lines[0])
        return (await desk.set_week(SetWeek(person_id=member.person.id, works=works))).said

    example = "mon=09:00-12:30,13:00-17:00 tue=09:00-13:00"
    field = Field("Days with their hours (empty: the office's)", desk.week_words(member.person), example)
    return await screen.app.push_screen_wait(StaffDialog(f"The week of {_name(member)}", [field], keep))


async def department(screen: PeopleScreen, member: Member) -> str | None:
    """The department they work in."""
    desk = screen.desk
    await desk.require_supervisor("change a colleague's department")
    choices = [Choice(one.id, one.title) for one in desk.office.policy.core.department]
    menu = Menu(
        f"{_name(member)} works in", [*choices, Choice(NOBODY, "none of these")], chosen=member.person.department
    )
    chosen = await screen.app.push_screen_wait(menu)
    if chosen is None:
        return None
    order = SetDepartment(person_id=member.person.id, department_id=None if chosen == NOBODY else chosen)
    return (await desk.set_department(order)).said


async def leaver(screen: PeopleScreen, member: Member) -> str | None:
    """Who gets the drafts, then what will happen, then it happens."""
    desk, person = screen.desk, member.person
    await desk.require_supervisor("end a colleague's rights")
    leaving = await desk.would_leave(person.id)
    heir: str | None = None
    if leaving.drafted:
        stay = Choice(NOBODY, "nobody", "they stay on their items, under this name")
        title = f"Who gets {many(len(leaving.drafted), 'draft')} of {_name(member)}"
        heir = await screen.app.push_screen_wait(Menu(title, [stay, *_colleagues(screen, member)]))
        if heir is None:
            return None
    heir = None if heir == NOBODY else heir
    names = {one.person.id: one.person.name for one in screen.staff.members} if screen.staff else {}
    words = leaving_words(leaving, names.get(heir or ""))
    sure = Confirm(f"{_name(member)} works here no more?", words, yes="end their rights")
    if not await screen.app.push_screen_wait(sure):
        return None
    return (await desk.leave(Leave(person_id=person.id, drafts_to=heir))).said


async def newcomer(screen: PeopleScreen, _: Member) -> str | None:
    """Somebody who has not signed in: their name and role."""
    desk = screen.desk
    await desk.require_supervisor("enter a colleague")

    async def keep(answer: Answer) -> str:
        return (await desk.add_person(AddPerson(name=answer.lines[0], role_id=answer.chosen or ""))).said

    choices = [Choice(role.id, role.title) for role in desk.office.policy.core.role]
    fields = [Field("Name, as they sign in with it")]
    dialog = StaffDialog("Enter somebody", fields, keep, choices=choices, choices_label="Role")
    return await screen.app.push_screen_wait(dialog)


async def by_hand(screen: PeopleScreen, _: Member) -> str | None:
    """What is left to do after somebody left; the one that is chosen is ticked off."""
    if screen.staff is None or not screen.staff.tasks:
        raise NotPossible("Nothing is left to do by hand.")
    await screen.desk.require_supervisor("tick off what a leaver's going asks for")
    names = {one.person.id: one.person.name for one in screen.staff.members}
    choices = [
        Choice(str(task.id), f"{names.get(task.person, task.person)}: {task.title}", task.clause)
        for task in screen.staff.tasks
    ]
    chosen = await screen.app.push_screen_wait(Menu("Which of these is done?", choices))
    return None if chosen is None else await screen.desk.tick_task(TickTask(task_id=int(chosen)))


def _colleagues(screen: PeopleScreen, member: Member) -> list[Choice]:
    """Everybody else who still works here; who is away is shown so, and may be chosen for another time."""
    members = screen.staff.members if screen.staff is not None else ()
    return [
        Choice(one.person.id, one.person.name, one.presence if one.absence is not None else one.title)
        for one in members
        if one.person.id != member.person.id and not one.has_left
    ]


def _name(member: Member) -> str:
    return one_line(member.person.name, NAME_CELLS)
