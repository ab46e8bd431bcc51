"""Whether a person may act, as the store knows them now: who left or was trained meanwhile may have a console open.

`kept` is where the person is looked up. Within the transaction of what they do, so that nobody leaves in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.desk.office import Office
from console.errors import NotPermitted
from console.model import ActionKind, Person
from console.rules import permission, training

if TYPE_CHECKING:
    from console.desk.ports import Reading


async def require_may(office: Office, kept: Reading, person: Person, kind: ActionKind) -> None:
    """Raises NotPermitted unless the person works here and their role may do it."""
    permission.require(office.policy, person, kind)
    await require_here(office, kept, person)


async def require_may_act(office: Office, kept: Reading, person: Person, kind: ActionKind) -> None:
    """The same; raises NotPermitted as well for what is sent by somebody who lacks a course that is asked of them."""
    permission.require(office.policy, person, kind)
    await require_trained(office, kept, person, kind)


async def require_trained(office: Office, kept: Reading, person: Person, kind: ActionKind) -> None:
    """Raises NotPermitted for who has left, and for what is sent by somebody who lacks a course asked of them."""
    known = await require_here(office, kept, person)
    is_recorded = await _is_recorded(office, kept, known, kind)
    training.require_trained(office.policy, known, kind, office.now(), is_recorded)


async def require_supervisor(office: Office, kept: Reading, person: Person, doing: str) -> None:
    """Raises NotPermitted unless the person still works here, as a supervisor; `doing` is for the sentence."""
    permission.require_supervisor(office.policy, person, doing)
    await require_here(office, kept, person)


async def require_here(office: Office, kept: Reading, person: Person) -> Person:
    """The person as they are known now. Raises NotPermitted for who has left, whatever console of theirs is open."""
    known = await kept.person(person.id) or person
    permission.require_here(known, office.now())
    return known


async def why_ended(office: Office, person: Person) -> str | None:
    """Why every right of the person has ended; None while they work here."""
    try:
        await require_here(office, office.store, person)
    except NotPermitted as refusal:
        return str(refusal)
    return None


async def why_draft_only(office: Office, person: Person, kind: ActionKind) -> str | None:
    """Why the person may draft this and not send it; None when they may send it, or their role may do neither."""
    if not office.policy.may(person.role, kind):
        return None
    known = await office.store.person(person.id) or person
    is_recorded = await _is_recorded(office, office.store, known, kind)
    return training.why_draft_only(office.policy, known, kind, office.now(), is_recorded)


async def _is_recorded(office: Office, kept: Reading, person: Person, kind: ActionKind) -> bool:
    """Whether trainings are recorded here; not looked up where nothing hangs on it."""
    if not training.is_asked_for(office.policy, kind) or not training.owed(office.policy, person, office.now()):
        return False
    return await kept.keeps_trainings()
