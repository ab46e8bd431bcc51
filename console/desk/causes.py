"""Why a deadline was missed: asked when the item is finished, kept with the miss, counted in the reports."""

from __future__ import annotations

from console.desk.office import Office
from console.desk.orders import GiveCause
from console.desk.records import Record
from console.desk.rights import require_here
from console.errors import NotPermitted, NotPossible
from console.model import ActionKind, Breach, Cause, ClockKind, Person
from console.rules import permission
from console.text import digest

MEETS = {ClockKind.ESCALATION: ActionKind.ACKNOWLEDGE, ClockKind.PROMISE: ActionKind.KEEP_PROMISE}


async def give_cause(office: Office, person: Person, order: GiveCause) -> int:
    """Say why these clocks were missed, in place of what was said before; of how many.

    Raises NotPossible for another cause without a word, and when none of them was missed; NotPermitted for a person who
    may neither close items, nor supervise, nor meet what was missed.
    """
    note = order.note.strip()
    if order.cause is Cause.OTHER and not note:
        raise NotPossible("Say in a few words what it was: the report has nothing else.")
    now = office.now()
    async with office.store.transaction() as tx:
        await require_here(office, tx, person)
        missed = await tx.missed_among(order.clock_ids)
        if not missed:
            raise NotPossible("None of these was late.")
        _require(office, person, missed)
        ids = [breach.clock_id for breach in missed]
        await tx.give_cause(ids, order.cause, note, person.id, now)
        for breach in missed:
            await tx.record(Record(now, person.id, "deadline.cause", breach.item_id, _details(breach, order, note)))
        await tx.announce(sorted({breach.item_id for breach in missed}), "changed", person.id)
    return len(missed)


def may_give(office: Office, person: Person, kinds: set[ClockKind]) -> bool:
    """Whether the person may say why clocks of these kinds were missed."""
    policy = office.policy
    if policy.is_supervisor(person.role) or policy.may(person.role, ActionKind.CLOSE):
        return True
    return all(kind in MEETS and policy.may(person.role, MEETS[kind]) for kind in kinds)


def _require(office: Office, person: Person, missed: list[Breach]) -> None:
    if not may_give(office, person, {breach.kind for breach in missed}):
        who = permission.who_may(office.policy, ActionKind.CLOSE)
        raise NotPermitted(f"Whoever may finish it says why it was late: {who}.")


def _details(breach: Breach, order: GiveCause, note: str) -> dict[str, object]:
    details: dict[str, object] = {"clock": breach.clock_id, "cause": order.cause.value, "several": len(order.clock_ids)}
    if note:
        details["note"] = digest(note)
    if breach.cause is not None:
        details["before"] = breach.cause.value
    return details
