"""The part of the desk that is about who works here: absences, weeks, trainings, leavers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.desk import acts
from console.desk.seat import Seat

if TYPE_CHECKING:
    from datetime import datetime

    from console.desk.staff_orders import (
        AddPerson,
        CameBack,
        EndAbsence,
        Leave,
        Leaving,
        MarkAbsent,
        RecordTraining,
        SetDepartment,
        SetWeek,
        Staff,
        Staffed,
        TickTask,
    )
    from console.model import ActionKind, Person, Week
    from console.rules.cover import DeadEnd


class StaffDesk(Seat):
    """What is seen and done about colleagues, and by them about themselves."""

    async def staff(self) -> Staff:
        """Everybody by name as they are just now, routes that end nowhere, and what is left to do after a leaver."""
        return await acts.staff.staff(self.office)

    async def dead_ends(self) -> list[DeadEnd]:
        """Routes that end nowhere, now or within a month: warnings before hints."""
        return await acts.staff.dead_ends(self.office)

    async def find_person(self, words: str) -> Person:
        """Whom somebody means by a name or an id. Raises NotPossible, naming who there is."""
        return acts.colleagues.find(await self.office.store.people(), words)

    def moment_of(self, text: str, *, is_end: bool = False) -> datetime:
        """The moment somebody typed; with `is_end` a day belongs to it whole. Raises NotPossible: what is accepted."""
        return acts.staffing.moment_of(self.office, text, is_end=is_end)

    def week_of(self, text: str) -> Week:
        """The working week somebody typed. Raises NotPossible: what is accepted."""
        return acts.staffing.week_of(text)

    def week_words(self, person: Person) -> str:
        """Somebody's own working week as `week_of` reads it; empty for the office's."""
        return acts.staffing.week_words(person)

    async def why_draft_only(self, kind: ActionKind) -> str | None:
        """Why this person may draft this and not send it, for want of a training; None when they may send it."""
        return await acts.rights.why_draft_only(self.office, self.person, kind)

    async def require_supervisor(self, doing: str) -> None:
        """Raises NotPermitted, saying who may "hand out items", unless this person is a supervisor here."""
        await acts.rights.require_supervisor(self.office, self.office.store, self.person, doing)

    async def why_ended(self) -> str | None:
        """Why this person may look and act no longer: they have left meanwhile; None while they work here."""
        return await acts.rights.why_ended(self.office, self.person)

    async def add_person(self, order: AddPerson) -> Staffed:
        """Know somebody who has not signed in."""
        return await acts.staffing.add_person(self.office, self.person, order)

    async def mark_absent(self, order: MarkAbsent) -> Staffed:
        """Somebody is away: a colleague, if this person is a supervisor, or this person."""
        return await acts.staffing.mark_absent(self.office, self.person, order)

    async def end_absence(self, order: EndAbsence) -> Staffed:
        """Somebody is back, or does not go."""
        return await acts.staffing.end_absence(self.office, self.person, order)

    async def record_training(self, order: RecordTraining) -> Staffed:
        """Somebody passed a course; refused until it is confirmed where others may not send any more because of it."""
        return await acts.staffing.record_training(self.office, self.person, order)

    async def set_week(self, order: SetWeek) -> Staffed:
        """A working week of somebody's own, or the office's."""
        return await acts.staffing.set_week(self.office, self.person, order)

    async def set_department(self, order: SetDepartment) -> Staffed:
        """The department somebody works in."""
        return await acts.staffing.set_department(self.office, self.person, order)

    async def would_leave(self, person_id: str) -> Leaving:
        """What somebody's leaving would do, before it is done."""
        return await acts.leaving.would_leave(self.office, self.person, person_id)

    async def leave(self, order: Leave) -> Staffed:
        """Somebody works here no more: claims, drafts, rights and tasks in one act."""
        return await acts.leaving.leave(self.office, self.person, order)

    async def came_back(self, order: CameBack) -> Staffed:
        """Somebody who left is back, or never left."""
        return await acts.leaving.came_back(self.office, self.person, order)

    async def tick_task(self, order: TickTask) -> str:
        """What had to be done by hand after a leaver is done."""
        return await acts.leaving.tick_task(self.office, self.person, order)
