"""Writing down what we owe after an answer: promises, cases and escalations."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from console.clock import epoch_ms
from console.model import Case
from console.store import rows
from console.store.item_writes import StoreWriting
from console.store.search_index import add_to_search, drop_from_search
from console.store.statements import Statements
from console.store.values import plain
from console.text import storable


class CommitmentWriting(StoreWriting):
    """The part of a transaction that is about commitments."""

    async def add_promise(self, item_id: int, what: str, due_at: datetime, person: str, at: datetime) -> int:
        return await self._add(
            "promises",
            self._sql.commitments.add_promise,
            item_id=item_id,
            what=storable(what),
            due_at=epoch_ms(due_at),
            person=plain(person),
            at=epoch_ms(at),
        )

    async def keep_promise(self, promise_id: int, at: datetime) -> None:
        await self._change(self._sql.commitments.keep_promise, id=promise_id, at=epoch_ms(at))

    async def drop_promise(self, promise_id: int) -> None:
        await self._change(self._sql.commitments.drop_promise, id=promise_id)

    async def add_case(
        self,
        item_id: int,
        *,
        prefix: str,
        is_complaint: bool,
        category: str,
        stage: str,
        at: datetime,
        text: str,
        note: str,
        person: str,
    ) -> Case:
        """Open a case; its reference is the prefix and a running number of six digits, and can be searched for."""
        self.has_changed = True
        return await self._link.run(
            _add_case,
            self._sql,
            item_id,
            {
                "prefix": plain(prefix),
                "is_complaint": is_complaint,
                "category": plain(category),
                "stage": plain(stage),
                "at": epoch_ms(at),
                "person": plain(person),
                "text": storable(text),
                "note": storable(note),
            },
        )

    async def set_case_stage(self, case_id: int, stage: str) -> None:
        """The case is at this stage, and open."""
        await self._change(self._sql.commitments.set_case_stage, id=case_id, stage=stage)

    async def close_case(self, case_id: int, at: datetime) -> None:
        await self._change(self._sql.commitments.close_case, id=case_id, at=epoch_ms(at))

    async def add_escalation(
        self, item_id: int, *, department: str, put_to: str, reason: str, at: datetime, raised_by: str
    ) -> int:
        return await self._add(
            "escalations",
            self._sql.commitments.add_escalation,
            item_id=item_id,
            department=plain(department),
            put_to=plain(put_to),
            reason=storable(reason),
            at=epoch_ms(at),
            raised_by=plain(raised_by),
        )

    async def reroute_escalation(self, escalation_id: int, at: datetime, person: str) -> None:
        """It was put to somebody else, which is an escalation of its own: nobody need acknowledge this one."""
        await self._change(
            self._sql.commitments.reroute_escalation, id=escalation_id, at=epoch_ms(at), person=plain(person)
        )

    async def acknowledge_escalation(self, escalation_id: int, at: datetime, person: str) -> None:
        await self._change(
            self._sql.commitments.acknowledge_escalation, id=escalation_id, at=epoch_ms(at), person=plain(person)
        )


def _add_case(connection: sqlite3.Connection, sql: Statements, item_id: int, values: dict[str, object]) -> Case:
    number: int = sql.commitments.next_number(connection, prefix=values["prefix"])
    reference = f"{values['prefix']}{number:06d}"
    drop_from_search(connection, sql, item_id)
    case_id = sql.commitments.add_case(connection, item_id=item_id, number=number, reference=reference, **values)
    add_to_search(connection, sql, item_id)
    return rows.case_of(sql.commitments.case(connection, id=case_id))
