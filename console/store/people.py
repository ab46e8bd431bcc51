"""People with their absences and trainings, in a single trip: the first screen reads them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from console.model import Person
from console.store import rows
from console.store.statements import Statements

T = TypeVar("T")


def read_people(connection: sqlite3.Connection, sql: Statements) -> list[Person]:
    """Everybody, by name."""
    absences = _by_person(sql.plain.rows(connection, "people", "absences"), rows.absence_of)
    trainings = _by_person(sql.plain.rows(connection, "people", "trainings"), rows.training_of)
    people = sql.plain.rows(connection, "people", "people")
    return [rows.person_of(row, absences.get(row[0], ()), trainings.get(row[0], ())) for row in people]


def read_person(connection: sqlite3.Connection, sql: Statements, person_id: str) -> Person | None:
    """One of them; None when nobody has that id."""
    found = sql.plain.rows(connection, "people", "person", id=person_id)
    if not found:
        return None
    absences = sql.plain.rows(connection, "people", "absences_of", person=person_id)
    trainings = sql.plain.rows(connection, "people", "trainings_of", person=person_id)
    return rows.person_of(found[0], tuple(map(rows.absence_of, absences)), tuple(map(rows.training_of, trainings)))


def _by_person(found: list[tuple[Any, ...]], make: Callable[[rows.Row], T]) -> dict[str, tuple[T, ...]]:
    """Records by whose they are: the first column says it. Their order is kept."""
    by_person: dict[str, list[T]] = defaultdict(list)
    for row in found:
        by_person[row[0]].append(make(row))
    return {person: tuple(records) for person, records in by_person.items()}
