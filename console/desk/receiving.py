"""To whom something can be given: an item assigned or handed out, a claim, an answer to write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from console.desk.office import Office
from console.errors import NotPossible
from console.model import ActionKind, Person
from console.rules import cover, permission

if TYPE_CHECKING:
    from console.desk.ports import Reading


async def receiver(office: Office, kept: Reading, person_id: str, kind: ActionKind) -> Person:
    """Whom something may be given to now, to do that with it.

    Raises NotPossible for somebody unknown here, away or gone, and for whose role may not do it.
    """
    person = await kept.person(person_id)
    if person is None:
        raise NotPossible(f"Nobody called {person_id} uses this store.")
    is_elsewhere = person.has_left(office.now()) or person.is_absent(office.now())
    people = await kept.people() if is_elsewhere else [person]  # all of them only to say who stands in
    if (why_not := why_not_given(office, people, person, kind)) is not None:
        raise NotPossible(why_not)
    return person


def why_not_given(office: Office, people: Sequence[Person], person: Person, kind: ActionKind) -> str | None:
    """Why nothing can be given to somebody just now, to do that with it; None when it can."""
    policy, why_away = office.policy, cover.why_not_here(people, person, office.policy, office.now())
    return why_away or permission.why_not_given(policy, person, kind)
