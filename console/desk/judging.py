"""What a person says of an item: whose mistake it was. Suggestions and the outbound check follow it."""

from __future__ import annotations

from console.desk.acting import item_as_read, refuse_claimed
from console.desk.office import Office
from console.desk.orders import Judge
from console.desk.records import Record
from console.desk.rights import require_may
from console.model import ActionKind, Person, Verdict

SAID = {
    Verdict.OUR_MISTAKE: "Our mistake: the answer has to say sorry.",
    Verdict.INACCURATE: "Not accurate: the answer offers the right facts.",
    None: "Nobody says now whose mistake it was.",
}


async def judge(office: Office, person: Person, order: Judge) -> str:
    """Keep the verdict on the item, with its audit entry; what follows, in a sentence. Whoever may reply may judge."""
    async with office.store.transaction() as tx:
        await require_may(office, tx, person, ActionKind.REPLY)
        item = await item_as_read(office, tx, order)
        await refuse_claimed(office, tx, item, person)
        await tx.set_verdict(item.id, order.verdict)
        await tx.raise_version(item.id)
        details: dict[str, object] = {"verdict": order.verdict and order.verdict.value, "before": item.verdict}
        await tx.record(Record(office.now(), person.id, "verdict", item.id, details))
        await tx.announce([item.id], "changed", person.id)
    return SAID[order.verdict]
