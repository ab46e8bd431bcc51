"""Drafts: they belong to the item, and survive crashes, views and what colleagues do."""

from __future__ import annotations

from console.desk.office import Office
from console.desk.rights import require_here
from console.model import ActionKind, Draft, Person


async def save(office: Office, person: Person, item_id: int, kind: ActionKind, text: str) -> None:
    """Keep a draft, or drop it when there is nothing in it. Needs no audit entry: nothing has been decided.

    Raises NotPermitted for somebody who has left: what they had written may be a colleague's by now.
    """
    if not text.strip():
        return await drop(office, person, item_id, kind)
    async with office.store.transaction() as tx:
        await require_here(office, tx, person)
        await tx.save_draft(Draft(item_id, kind, person.id, text, office.now()))


async def drop(office: Office, person: Person, item_id: int, kind: ActionKind) -> None:
    """Drop the item's draft for this sort of act, whoever wrote it; nothing happens when there is none.

    Raises NotPermitted as `save` does.
    """
    async with office.store.transaction() as tx:
        await require_here(office, tx, person)
        await tx.drop_draft(item_id, kind)
