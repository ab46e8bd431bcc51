"""Writing down who works here and how: terms, absences, trainings, and what is left to do once somebody has left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from console.clock import epoch_ms
from console.model import Absence, LeaverTask, Person, Training
from console.store.item_writes import StoreWriting
from console.store.values import maybe_plain, ms, plain, stored_week


class StaffWriting(StoreWriting):
    """The part of a transaction that is about who works here."""

    async def save_person(self, person: Person) -> None:
        """Who somebody is. Of one who is known already only name and role: a sign-in changes nothing else."""
        await self._change(
            self._sql.people.save_person,
            id=plain(person.id),
            name=plain(person.name),
            role=plain(person.role),
            department=maybe_plain(person.department),
            works=stored_week(person.works),
            left_at=ms(person.left_at),
        )

    async def save_terms(self, person: Person) -> None:
        """The department, the week and the leaving of somebody who is known."""
        await self._change(
            self._sql.people.save_terms,
            id=plain(person.id),
            department=maybe_plain(person.department),
            works=stored_week(person.works),
            left_at=ms(person.left_at),
        )

    async def add_absence(self, person_id: str, absence: Absence, noted_by: str, at: datetime) -> None:
        """Note one more; those that were over by then are read no longer."""
        await self._change(self._sql.people.put_away_absences, person=plain(person_id), before=epoch_ms(at))
        await self._change(
            self._sql.people.add_absence,
            person=plain(person_id),
            from_at=epoch_ms(absence.from_at),
            until_at=ms(absence.until_at),
            deputy=maybe_plain(absence.deputy),
            noted_by=plain(noted_by),
            noted_at=epoch_ms(at),
        )

    async def end_absence(self, absence_id: int, at: datetime) -> None:
        await self._change(self._sql.people.end_absence, id=absence_id, at=epoch_ms(at))

    async def save_training(self, person_id: str, training: Training) -> None:
        """The newest of its course."""
        await self._change(
            self._sql.people.save_training,
            person=plain(person_id),
            course=plain(training.course),
            passed_at=epoch_ms(training.passed_at),
            lapses_at=ms(training.lapses_at),
        )

    async def release_person(self, person_id: str) -> list[int]:
        """Let go of everything somebody holds, on whichever console, and of what was given to them; those ids."""
        held = await self.held_by(person_id)
        if held:
            await self._change(self._sql.people.release_person, person=plain(person_id))
        return held

    async def hand_over_drafts(self, person_id: str, heir: str) -> None:
        await self._change(self._sql.people.hand_over_drafts, person=plain(person_id), heir=plain(heir))

    async def add_leaver_tasks(self, tasks: Sequence[LeaverTask]) -> None:
        """Keep them as open; their ids are given here."""
        for task in tasks:
            await self._change(
                self._sql.people.add_leaver_task,
                person=plain(task.person),
                channel=plain(task.channel),
                title=plain(task.title),
                clause=plain(task.clause),
                at=epoch_ms(task.opened_at),
            )

    async def tick_leaver_task(self, task_id: int, person: str, at: datetime) -> bool:
        """Note that it is done; False when it is not open."""
        query = self._sql.people.tick_leaver_task
        ticked = await self._link.run(query, id=task_id, person=plain(person), at=epoch_ms(at))
        self.has_changed |= ticked is not None
        return ticked is not None

    async def drop_leaver_tasks(self, person_id: str) -> None:
        """Take back what is still open."""
        await self._change(self._sql.people.drop_leaver_tasks, person=plain(person_id))
