"""Where an item stands in the list: at the top with what is owed on it, else where its findings put it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.model import Delivery, Level, Operation, Rank

if TYPE_CHECKING:
    from console.desk.ports import Transaction

SAID_AS = {
    Operation.REPLY: "Reply",
    Operation.NOTICE: "Notice",
    Operation.PRIVATE_REPLY: "Private message",
    Operation.MESSAGE: "Message",
    Operation.HIDE: "Hiding",
    Operation.DELETE: "Deleting",
    Operation.BLOCK: "Block",
    Operation.CORRECT: "Correction",
    Operation.HAND_OVER: "Hand-over to the housing system",
}


async def rank_again(tx: Transaction, item_id: int) -> None:
    """Put the item where it belongs now. Of several failures the oldest is named: the others may follow from it."""
    trouble = await owed(tx, item_id)
    if trouble is not None:
        return await tx.set_rank(item_id, Rank.FAILED, f"{SAID_AS[trouble.operation]}: {trouble.problem}")
    findings = await tx.findings(item_id)
    is_loud = any(finding.level is Level.NOW for finding in findings)
    await tx.set_rank(item_id, Rank.NOW if is_loud else Rank.DUE, None)


async def owed(tx: Transaction, item_id: int) -> Delivery | None:
    """The oldest delivery of the item that failed or waits for a person."""
    return next((d for d in await tx.deliveries_of_item(item_id) if d.state.is_trouble), None)
