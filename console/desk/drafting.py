"""Drafts: they belong to the item, and survive crashes, views and what colleagues do."""

from __future__ import annotations

from console.desk.office import Office
from console.model import ActionKind, Draft


async def save(office: Office, draft: Draft) -> None:
    """Keep a draft, or drop it when there is nothing in it. Needs no audit entry: nothing has been decided."""
    if not draft.text.strip():
        return await drop(office, draft.item_id, draft.kind)
    async with office.store.transaction() as tx:
        await tx.save_draft(draft)


async def drop(office: Office, item_id: int, kind: ActionKind) -> None:
    """Drop the item's draft for this sort of act, whoever wrote it; nothing happens when there is none."""
    async with office.store.transaction() as tx:
        await tx.drop_draft(item_id, kind)
