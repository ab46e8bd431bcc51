"""`halfday people`: who works here and when, who stands in, who is trained, who left, and routes that end nowhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.cli.asking import ask_desk, ask_office
from console.cli.options import as_option, policy_option, store_option
from console.cli.people_text import as_table, dead_end_facts, dead_end_line, member_facts, task_line
from console.errors import HalfdayError, NotPossible, ReasonNeeded
from console.text import displayable

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.desk.office import Office
    from console.desk.staff_orders import Staffed
    from console.model import LeaverTask
    from console.rules.cover import DeadEnd

MOST_NUMBER = (1 << 63) - 1  # as the store counts
DEAD_END = 1  # exit code: a route ends nowhere, and not only because somebody never signed in


@click.group()
def people() -> None:
    """See who works here, and say who is away, trained, or gone.

    Somebody is known here once they have signed in, or were entered with `add`. A day is written as in "24 Dec",
    "2026-12-24", "friday" or "tomorrow", a moment as in "24 Dec 14:30"; both by the clock of the policy's place.
    """


@people.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one line for each person.")
@policy_option
@store_option
def list_(as_json: bool, policy: str | None, store: Path | None) -> None:
    """List everybody by name: role, whether they are here, who stands in, their training, how much they hold."""
    from console.desk.staff import staff

    found = ask_office(staff, policy, store)
    if as_json:
        for member in found.members:
            click.echo(json.dumps(member_facts(member)))
        return
    click.echo(as_table(found))


@people.command()
@click.argument("name")
@click.option("--role", "role_id", required=True, help="The role's id in the policy pack.")
@policy_option
@store_option
@as_option
def add(name: str, role_id: str, policy: str | None, store: Path | None, who: str | None) -> None:
    """Enter NAME, who has not signed in and perhaps never will, such as a director."""
    from console.desk.staff_orders import AddPerson

    _say(ask_desk(lambda desk: desk.add_person(AddPerson(name=name, role_id=role_id)), policy, store, who))


@people.command()
@click.argument("name")
@click.option("--from", "from_", metavar="WHEN", default="now", help="From when on; without it, from now on.")
@click.option("--until", metavar="WHEN", help="Until when; a day counts whole. Without it, until further notice.")
@click.option("--deputy", metavar="NAME", help="Who stands in meanwhile.")
@policy_option
@store_option
@as_option
def absent(
    name: str,
    from_: str,
    until: str | None,
    deputy: str | None,
    policy: str | None,
    store: Path | None,
    who: str | None,
) -> None:
    """Mark NAME as away. Anybody may for themselves, a supervisor for others."""
    from console.desk.staff_orders import MarkAbsent

    async def mark(desk: Desk) -> Staffed:
        order = MarkAbsent(
            person_id=(await desk.find_person(name)).id,
            from_at=desk.moment_of(from_),
            until_at=desk.moment_of(until, is_end=True) if until is not None else None,
            deputy=(await desk.find_person(deputy)).id if deputy is not None else None,
        )
        return await desk.mark_absent(order)

    _say(ask_desk(mark, policy, store, who))


@people.command()
@click.argument("name")
@policy_option
@store_option
@as_option
def back(name: str, policy: str | None, store: Path | None, who: str | None) -> None:
    """Say that NAME is back: from an absence, or after having left."""
    from console.desk.staff_orders import CameBack, EndAbsence

    async def come_back(desk: Desk) -> Staffed:
        person = await desk.find_person(name)
        if person.has_left(desk.office.now()):
            return await desk.came_back(CameBack(person_id=person.id))
        return await desk.end_absence(EndAbsence(person_id=person.id))

    _say(ask_desk(come_back, policy, store, who))


@people.command()
@click.argument("name")
@click.option("--course", required=True, help="The course's id in the policy pack.")
@click.option("--on", "passed", metavar="DAY", required=True, help="When it was passed.")
@click.option("--lapses", metavar="DAY", help="From when on it no longer counts, where the pack does not say it.")
@click.option("--yes", "is_confirmed", is_flag=True, help="I know who may not send any more once trainings are kept.")
@policy_option
@store_option
@as_option
def trained(
    name: str,
    course: str,
    passed: str,
    lapses: str | None,
    is_confirmed: bool,
    policy: str | None,
    store: Path | None,
    who: str | None,
) -> None:
    """Record that NAME has passed a course.

    From the first record on, whoever lacks a course that the policy asks of them drafts and does not send; the first
    one therefore asks for --yes where it would stop somebody.
    """
    from console.desk.staff_orders import RecordTraining

    async def record(desk: Desk) -> Staffed:
        order = RecordTraining(
            person_id=(await desk.find_person(name)).id,
            course_id=course,
            passed_at=desk.moment_of(passed),
            lapses_at=desk.moment_of(lapses) if lapses is not None else None,
            is_confirmed=is_confirmed,
        )
        return await desk.record_training(order)

    try:
        _say(ask_desk(record, policy, store, who))
    except ReasonNeeded as question:
        raise HalfdayError(f"{question} To confirm: --yes.") from None


@people.command()
@click.argument("name")
@click.argument("days", metavar="[DAY=HOURS]...", nargs=-1)
@policy_option
@store_option
@as_option
def week(name: str, days: tuple[str, ...], policy: str | None, store: Path | None, who: str | None) -> None:
    """Give NAME a working week of their own, such as monday=09:00-12:30,13:00-17:00 tuesday=09:00-13:00.

    Without days they work the office's hours.
    """
    from console.desk.staff_orders import SetWeek

    async def change(desk: Desk) -> Staffed:
        works = desk.week_of(" ".join(days))
        return await desk.set_week(SetWeek(person_id=(await desk.find_person(name)).id, works=works))

    _say(ask_desk(change, policy, store, who))


@people.command()
@click.argument("name")
@click.argument("department_id", metavar="[DEPARTMENT]", required=False)
@policy_option
@store_option
@as_option
def department(name: str, department_id: str | None, policy: str | None, store: Path | None, who: str | None) -> None:
    """Say in which department of the policy NAME works; without one, in none."""
    from console.desk.staff_orders import SetDepartment

    async def change(desk: Desk) -> Staffed:
        order = SetDepartment(person_id=(await desk.find_person(name)).id, department_id=department_id)
        return await desk.set_department(order)

    _say(ask_desk(change, policy, store, who))


@people.command()
@click.argument("name")
@click.option("--to", "heir", metavar="NAME", help="Who gets their drafts; without it they stay on the items.")
@policy_option
@store_option
@click.option("--yes", "is_agreed", is_flag=True, help="Do it without asking.")
@as_option
def left(name: str, heir: str | None, is_agreed: bool, policy: str | None, store: Path | None, who: str | None) -> None:
    """End every right of NAME, who works here no more: what they held is free, and what is done by hand is listed."""
    from console.desk.staff_orders import Leave

    async def leave(desk: Desk) -> tuple[Staffed, Sequence[LeaverTask]]:
        person = await desk.find_person(name)
        if is_agreed and name not in (person.id, person.name):
            raise NotPossible(f"With --yes, say the whole name or the id: {person.name} ({person.id}).")
        if not is_agreed:
            click.confirm(f"End every right of {displayable(person.name)} here, now?", abort=True, err=True)
        order = Leave(person_id=person.id, drafts_to=(await desk.find_person(heir)).id if heir is not None else None)
        done = await desk.leave(order)
        return done, [task for task in (await desk.staff()).tasks if task.person == person.id]

    done, tasks = ask_desk(leave, policy, store, who)
    _say(done)
    for task in tasks:
        click.echo(task_line(task, done.person.name))


@people.command()
@click.option("--done", "number", type=click.IntRange(1, MOST_NUMBER), metavar="NUMBER", help="Tick one off.")
@policy_option
@store_option
@as_option
def tasks(number: int | None, policy: str | None, store: Path | None, who: str | None) -> None:
    """List what is to be done by hand because somebody left; --done NUMBER ticks one off."""
    from console.desk.staff_orders import TickTask

    if number is not None:
        ticked = ask_desk(lambda desk: desk.tick_task(TickTask(task_id=number)), policy, store, who)
        return click.echo(displayable(ticked))

    async def look(office: Office) -> tuple[Sequence[LeaverTask], dict[str, str]]:
        from console.desk.leaving import open_tasks

        return await open_tasks(office), {one.id: one.name for one in await office.store.people()}

    found, names = ask_office(look, policy, store)
    for task in found:
        click.echo(task_line(task, names.get(task.person, task.person)))
    if not found:
        click.echo("Nothing is left to do by hand.")


@people.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one line for each.")
@policy_option
@store_option
def routes(as_json: bool, policy: str | None, store: Path | None) -> None:
    """Show where escalations and questions would end nowhere, now or within a month.

    The exit code is 1 when one does; a role in which nobody has signed in is only a hint.
    """

    async def look(office: Office) -> Sequence[DeadEnd]:
        from console.desk.staff import dead_ends

        return await dead_ends(office)

    found = ask_office(look, policy, store)
    for end in found:
        click.echo(json.dumps(dead_end_facts(end)) if as_json else dead_end_line(end))
    if not found and not as_json:
        click.echo("Every route leads to somebody.")
    sys.exit(DEAD_END if any(not end.is_hint for end in found) else 0)


def _say(done: Staffed) -> None:
    click.echo(displayable(done.said))
