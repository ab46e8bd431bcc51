"""Telling a person what is about to be missed and what was: each warning and each miss once, on whichever console."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from console.desk.office import Office
from console.desk.records import BreachNews, DeadlineNews
from console.model import ClockKind, Person
from console.rules.breaches import is_news, is_over


class Telling:
    """What one person at one console has been told. Where nothing is new it asks the store for one number."""

    def __init__(self, office: Office, person: Person) -> None:
        self._office = office
        self._person = person
        self._told: int | None = None  # not looked yet

    async def news(self) -> DeadlineNews:
        """What has to be told now; from here on it counts as told. A newcomer is told what has been warned of."""
        if self._told is not None and await self._office.store.newest_news() == self._told:
            return DeadlineNews()
        async with self._office.store.transaction() as tx:  # of two consoles of one person, one tells
            until, newest = await tx.told_until(self._person.id), await tx.newest_news()
            found = list[BreachNews]()
            if until != newest:
                found = await tx.deadline_news(until)
                await tx.tell(self._person.id, newest)
        self._told = newest
        return _sorted(found, self._office.now())


def _sorted(found: Iterable[BreachNews], now: datetime) -> DeadlineNews:
    warned: dict[ClockKind, list[int]] = {}
    missed: dict[ClockKind, list[int]] = {}
    earlier = 0
    for one in found:
        if one.missed_at is not None and not is_news(one.missed_at, now):
            earlier += one.kind is not ClockKind.WINDOW
        elif one.missed_at is not None:
            missed.setdefault(one.kind, []).append(one.item_id)
        elif not is_over(one.due_at, now):
            warned.setdefault(one.kind, []).append(one.item_id)
    return DeadlineNews(_whole(warned), _whole(missed), earlier)


def _whole(items: dict[ClockKind, list[int]]) -> dict[ClockKind, tuple[int, ...]]:
    return {kind: tuple(dict.fromkeys(ids)) for kind, ids in items.items()}
