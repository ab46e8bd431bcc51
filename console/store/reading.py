"""What can be read, from the store or within a transaction: one trip to the connection's thread for each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, TypeVar

from console.clock import epoch_ms
from console.desk.records import BreachNews, ChannelHealth, DeclaredClosure
from console.model import (
    Action,
    Author,
    Breach,
    Case,
    Clock,
    Delivery,
    DeliveryState,
    Draft,
    Escalation,
    Finding,
    Incident,
    Item,
    LearnedPhrase,
    LeaverTask,
    Person,
    Promise,
    Question,
)
from console.store import rows, values
from console.store.connect import Runner
from console.store.people import read_people, read_person
from console.store.rows import Row
from console.store.statements import Statements

T = TypeVar("T")


class StoreReading:
    """The reading half of the desk's ports, over one connection."""

    def __init__(self, link: Runner, sql: Statements) -> None:
        self._link = link
        self._sql = sql

    async def _all(self, query: Callable[..., Any], make: Callable[[Row], T], **values: Any) -> list[T]:
        return await self._link.run(rows.collect, query, make, **values)

    async def _one(self, query: Callable[..., Any], make: Callable[[Row], T], **values: Any) -> T | None:
        row = await self._link.run(query, **values)
        return None if row is None else make(row)

    async def _plain(self, make: Callable[[Row], T], topic: str, name: str, **values: Any) -> list[T]:
        """What the first screen asks."""
        return [make(row) for row in await self._link.run(self._sql.plain.rows, topic, name, **values)]

    async def item(self, item_id: int) -> Item | None:
        return await self._one(self._sql.items.item, rows.item_of, id=item_id)

    async def author(self, author_id: int) -> Author:
        """Raises LookupError when there is none: an author's id comes from one of their items."""
        author = await self._one(self._sql.items.author, rows.author_of, id=author_id, since=0)
        if author is None:
            raise LookupError(f"no author {author_id}")
        return author

    async def findings(self, item_id: int) -> list[Finding]:
        return await self._all(self._sql.items.findings, rows.finding_of, item_id=item_id)

    async def clocks(self, item_id: int) -> list[Clock]:
        return await self._all(self._sql.clocks.clocks, rows.clock_of, item_id=item_id)

    async def breach(self, clock_id: int) -> Breach | None:
        return await self._one(self._sql.breaches.breach, rows.breach_of, clock_id=clock_id)

    async def breaches(self, item_id: int) -> list[Breach]:
        return await self._all(self._sql.breaches.breaches_of_item, rows.breach_of, item_id=item_id)

    async def told_until(self, person: str) -> int | None:
        """The newest piece of news that this person has been told; None for somebody who was never told any."""
        news: int | None = await self._link.run(self._sql.breaches.told_until, person=values.plain(person))
        return news

    async def newest_news(self) -> int:
        """The number of the newest warning or miss; 0 before the first."""
        newest: int = await self._link.run(self._sql.breaches.newest_news)
        return newest

    async def deadline_news(self, after: int | None) -> list[BreachNews]:
        """What still runs of what was warned of or missed since then, the next due first; None: of all warnings."""
        if after is None:
            return await self._all(self._sql.breaches.warned_and_running, rows.breach_news_of)
        return await self._all(self._sql.breaches.news_after, rows.breach_news_of, news=after)

    async def delivery(self, delivery_id: int) -> Delivery | None:
        return await self._one(self._sql.deliveries.delivery, rows.delivery_of, id=delivery_id)

    async def deliveries_of_action(self, action_id: int) -> list[Delivery]:
        return await self._all(self._sql.deliveries.deliveries_of_action, rows.delivery_of, action_id=action_id)

    async def deliveries_of_item(self, item_id: int) -> list[Delivery]:
        return await self._all(self._sql.deliveries.deliveries_of_item, rows.delivery_of, item_id=item_id)

    async def action(self, action_id: int) -> Action | None:
        return await self._one(self._sql.actions.action, rows.action_of, id=action_id)

    async def last_action(self, item_id: int) -> Action | None:
        """The newest action on the item that is not undone, claims and releases left aside."""
        return await self._one(self._sql.actions.last_action, rows.action_of, item_id=item_id)

    async def answer_with_another(self, item_id: int) -> Action | None:
        """The newest answer, not undone, to a later message of the conversation that answers this one too."""
        return await self._one(self._sql.actions.answer_with_another, rows.action_of, item_id=item_id)

    async def action_details(self, action_id: int) -> dict[str, object]:
        """What was kept so that the action can be taken back; empty when there is no such action."""
        details = await self._link.run(self._sql.actions.action_details, id=action_id)
        import json

        document: dict[str, object] = json.loads(details or "{}")
        return document

    async def promises(self, item_id: int) -> list[Promise]:
        return await self._all(self._sql.commitments.promises, rows.promise_of, item_id=item_id)

    async def cases(self, item_id: int) -> list[Case]:
        return await self._all(self._sql.commitments.cases, rows.case_of, item_id=item_id)

    async def escalations(self, item_id: int) -> list[Escalation]:
        return await self._all(self._sql.commitments.escalations, rows.escalation_of, item_id=item_id)

    async def questions(self, item_id: int) -> list[Question]:
        return await self._all(self._sql.actions.questions, rows.question_of, item_id=item_id)

    async def drafts(self, item_id: int) -> list[Draft]:
        return await self._all(self._sql.actions.drafts, rows.draft_of, item_id=item_id)

    async def person(self, person_id: str) -> Person | None:
        return await self._link.run(read_person, self._sql, values.plain(person_id))

    async def people(self) -> list[Person]:
        return await self._link.run(read_people, self._sql)

    async def keeps_trainings(self) -> bool:
        """Whether anybody's training has ever been recorded here."""
        return bool(await self._link.run(self._sql.people.keeps_trainings))

    async def leaver_tasks(self) -> list[LeaverTask]:
        return await self._all(self._sql.people.leaver_tasks, rows.leaver_task_of)

    async def held_by(self, person_id: str) -> list[int]:
        """Ids of the items that somebody holds: claimed, or given to them."""
        return await self._all(self._sql.people.held_by, rows.first_of, person=values.plain(person_id))

    async def held_by_each(self, now: datetime) -> dict[str, int]:
        """How many items each person holds, who holds any: claimed, or given to them."""
        return dict(await self._all(self._sql.people.held_by_each, tuple, stale_before=values.stale_before(now)))

    async def drafted(self, person: str) -> list[int]:
        """Ids of the items for which this person has begun to write something."""
        return await self._plain(rows.first_of, "inbox", "drafted", person=values.plain(person))

    async def closures(self) -> list[DeclaredClosure]:
        """What supervisors declared, in the order in which it begins."""
        return await self._plain(rows.closure_of, "people", "closures")

    async def is_notice_posted(self, start: datetime, end: datetime) -> bool:
        """Whether somebody noted that the notice of this closed stretch is posted."""
        query = self._sql.people.is_notice_posted
        return bool(await self._link.run(query, from_at=epoch_ms(start), until_at=epoch_ms(end)))

    async def setting(self, key: str) -> str | None:
        value: str | None = await self._link.run(self._sql.plain.value, "people", "setting", key=key)
        return value

    async def channel(self, name: str) -> ChannelHealth | None:
        return await self._one(self._sql.people.channel, rows.channel_of, name=values.plain(name))

    async def receipts_in_thread(self, item_id: int) -> set[str]:
        """The receipts of everything that we sent in this item's thread."""
        return set(await self._all(self._sql.deliveries.receipts_in_thread, rows.first_of, item_id=item_id))

    async def unsettled_in_thread(self, item_id: int, but: int) -> DeliveryState | None:
        """The state of another delivery than `but` in this item's thread of which it is not known if it arrived.

        One that a person has to settle comes first; None where there is none.
        """
        state: str | None = await self._link.run(self._sql.deliveries.unsettled_in_thread, item_id=item_id, but=but)
        return None if state is None else DeliveryState(state)

    async def unanswered_before(self, item_id: int) -> list[int]:
        """Other unanswered items of the same author in the same thread, received no later than this one."""
        return await self._all(self._sql.items.unanswered_before, rows.first_of, item_id=item_id)

    async def running_incidents(self) -> list[Incident]:
        return await self._all(self._sql.incidents.running_incidents, rows.incident_of)

    async def incident(self, incident_id: int) -> Incident | None:
        return await self._one(self._sql.incidents.incident, rows.incident_of, id=incident_id)

    async def items_of_incident(self, incident_id: int) -> list[Item]:
        """What was gathered under it, whole, in the order in which it was received."""
        return await self._all(self._sql.incidents.items_of_incident, rows.item_of, incident_id=incident_id)

    async def authors_answered(self, incident_id: int) -> set[int]:
        """Authors of its items to whom an answer of ours has left, or is about to."""
        return set(await self._all(self._sql.incidents.authors_answered, rows.first_of, incident_id=incident_id))

    async def learned_of(self, template_ids: Collection[str]) -> list[LearnedPhrase]:
        query = self._sql.learning.learned_of_templates
        return await self._all(query, rows.learned_of, templates=values.json_ids(template_ids))


def run_pragma(connection: sqlite3.Connection, pragma: str) -> int:
    """The number a pragma answers with."""
    return int(connection.execute(f"pragma {pragma}").fetchone()[0])
