"""Colleagues: whom somebody means, and to whom something can be given: an item, a claim, an answer to write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from console.desk.office import Office
from console.errors import CalendarExhausted, NotPossible
from console.model import ActionKind, Person
from console.rules import cover, permission

if TYPE_CHECKING:
    from console.desk.ports import Reading


async def known(kept: Reading, person_id: str) -> Person:
    """Raises NotPossible, naming everybody, when nobody here has that id."""
    person = await kept.person(person_id)
    return person if person is not None else among(await kept.people(), person_id)


def among(people: Sequence[Person], person_id: str) -> Person:
    """The same where everybody is at hand."""
    for one in people:
        if one.id == person_id:
            return one
    raise NotPossible(f"Nobody called {person_id} uses this store. {_names(people)}")


def _names(people: Sequence[Person]) -> str:
    return f"Known here: {', '.join(f'{one.name} ({one.id})' for one in people)}."


def find(people: Sequence[Person], words: str) -> Person:
    """Whom somebody means by an id, a name, or a beginning of either that only one has.

    Raises NotPossible, naming who there is, for nobody and for several.
    """
    meant = " ".join(words.lower().split())
    exact = [one for one in people if meant in (one.id, one.name.lower(), one.id.replace("-", " "))]
    fitting = exact or [one for one in people if meant and one.name.lower().startswith(meant)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise NotPossible(f'Several people may be meant by "{words}". {_names(fitting)}')
    raise NotPossible(
        f'Nobody here is called "{words}": a colleague is known once they have signed in. {_names(people)}'
    )


def is_on_shift(office: Office, person: Person, now: datetime) -> bool:
    """Whether somebody works just now, by their own week or else the office's; nobody does where the calendar ends."""
    try:
        return cover.is_on_shift(person, office.calendar, now)
    except CalendarExhausted:
        return False


async def receiver(office: Office, kept: Reading, person_id: str, kind: ActionKind) -> Person:
    """Whom something may be given to now, to do that with it.

    Raises NotPossible for somebody unknown here, away or gone, and for whose role may not do it.
    """
    person = await known(kept, person_id)
    is_elsewhere = person.has_left(office.now()) or person.is_absent(office.now())
    people = await kept.people() if is_elsewhere else [person]  # all of them only to say who stands in
    if (why_not := why_not_given(office, people, person, kind)) is not None:
        raise NotPossible(why_not)
    return person


def why_not_given(office: Office, people: Sequence[Person], person: Person, kind: ActionKind) -> str | None:
    """Why nothing can be given to somebody just now, to do that with it; None when it can."""
    policy, why_away = office.policy, cover.why_not_here(people, person, office.policy, office.now())
    return why_away or permission.why_not_given(policy, person, kind)
