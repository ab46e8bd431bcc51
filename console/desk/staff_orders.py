"""What a person asks the desk about who works here, and what comes back: records only, as in `orders`."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from console.model import Absence, LeaverTask, Person, Training, Week
from console.rules.cover import DeadEnd


class AddPerson(Struct, frozen=True, kw_only=True):
    """Somebody works here who has not signed in, and perhaps never will, such as a director."""

    name: str
    role_id: str


class MarkAbsent(Struct, frozen=True, kw_only=True):
    """Somebody is away from a moment on; until another, or until further notice."""

    person_id: str
    from_at: datetime
    until_at: datetime | None = None
    deputy: str | None = None


class EndAbsence(Struct, frozen=True, kw_only=True):
    """Somebody is back. Without an id it is the absence that runs, else the next one, which then does not begin."""

    person_id: str
    absence_id: int | None = None


class RecordTraining(Struct, frozen=True, kw_only=True):
    """Somebody passed a course of the pack. `is_confirmed`: it was read who may not send any more from now on."""

    person_id: str
    course_id: str
    passed_at: datetime
    lapses_at: datetime | None = None  # as the pack says, where nothing is said
    is_confirmed: bool = False


class SetWeek(Struct, frozen=True, kw_only=True):
    """A working week of somebody's own; empty for the office's."""

    person_id: str
    works: Week


class SetDepartment(Struct, frozen=True, kw_only=True):
    """The department somebody works in, by its id in the pack; None for none."""

    person_id: str
    department_id: str | None


class Leave(Struct, frozen=True, kw_only=True):
    """Somebody works here no more. Their drafts go to a colleague, or stay on the items under their name."""

    person_id: str
    drafts_to: str | None = None


class CameBack(Struct, frozen=True, kw_only=True):
    """Somebody who left is back, or never left."""

    person_id: str


class TickTask(Struct, frozen=True, kw_only=True):
    """What had to be done by hand because somebody left is done."""

    task_id: int


class Staffed(Struct, frozen=True):
    """What was changed of somebody, now durable. `said` tells what happened and what is still to do."""

    person: Person
    said: str


class Leaving(Struct, frozen=True):
    """What somebody's leaving does, said before it is done.

    `held` and `drafted` are ids of items; `deputy_for` who named them as their deputy; `tasks` what is left to do.
    """

    person: Person
    held: tuple[int, ...]
    drafted: tuple[int, ...]
    deputy_for: tuple[Person, ...]
    tasks: tuple[LeaverTask, ...]


class Member(Struct, frozen=True):
    """Somebody who works here, as a supervisor sees them just now."""

    person: Person
    title: str  # of the role
    department: str  # its title; empty for none
    is_on_shift: bool
    has_left: bool
    absence: Absence | None  # that runs
    stand_in: Person | None
    presence: str  # "on shift", "away, back on Thu 24 Dec", …
    owed: tuple[str, ...]  # titles of the courses that are asked of them and not valid
    trainings: tuple[Training, ...]
    holds: int  # items claimed by them, or given to them


class Staff(Struct, frozen=True):
    """Everybody by name, the routes that end nowhere, and what is open after somebody left.

    `training_rule` says whether somebody without a course may send.
    """

    members: tuple[Member, ...]
    dead_ends: tuple[DeadEnd, ...]
    tasks: tuple[LeaverTask, ...]
    training_rule: str
