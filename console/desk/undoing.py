"""Taking an act back while nothing of it has left: the item stands as it stood before."""

from __future__ import annotations

from typing import cast

from console.desk.acting import rank_by_findings
from console.desk.office import Office
from console.desk.orders import Done
from console.desk.ports import Record, Transaction
from console.errors import TooLate
from console.model import Action, ActionKind, DeliveryState, ItemState, Person

GONE_OUT = "Too late: it has left. You can correct a public answer with C."


async def undo(office: Office, person: Person, action_id: int) -> Done:
    """Undo an action whole. Raises TooLate once any part of it has left.

    The check and the change are one write transaction, so it cannot race with a delivery that is being taken.
    """
    now = office.now()
    async with office.store.transaction() as tx:
        action = await tx.action(action_id)
        if action is None or action.undone_at is not None:
            raise nothing_to_undo()
        if action.undo_until is None or now >= action.undo_until or await _has_left(tx, action_id):
            raise TooLate(GONE_OUT)
        await tx.mark_undone(action_id, now)
        touched = await _restore(tx, action, await tx.action_details(action_id))
        for item_id in touched:
            await tx.set_rank(item_id, await rank_by_findings(tx, item_id), None)
            await tx.raise_version(item_id)
            await tx.refresh_next(item_id, now)
        details: dict[str, object] = {"action": action_id, "kind": action.kind.value}
        await tx.record(Record(now, person.id, ActionKind.UNDO.value, action.item_id, details))
        await tx.announce(touched, "changed", person.id)
    return Done(action_id, action.item_id, "Taken back. Nothing was sent.")


def nothing_to_undo() -> TooLate:
    return TooLate("There is nothing left to take back.")


async def _has_left(tx: Transaction, action_id: int) -> bool:
    deliveries = await tx.deliveries_of_action(action_id)
    return any(d.state is not DeliveryState.WAITING or d.attempts for d in deliveries)


async def _restore(tx: Transaction, action: Action, was: dict[str, object]) -> list[int]:
    """Put back what the act noted in its details; the items touched."""
    if "state" in was:
        await tx.set_state(action.item_id, ItemState(str(was["state"])))
    others = _ids(was, "also")
    for item_id in others:
        await tx.set_state(item_id, ItemState.OPEN)
    for clock_id in _ids(was, "stopped"):
        await tx.restart_clock(clock_id)
    for clock_id in _ids(was, "started"):
        await tx.stop_clock(clock_id, action.at, 0.0, "undone")
    if "promise" in was:
        await tx.drop_promise(cast(int, was["promise"]))
    if "case" in was:
        await tx.close_case(cast(int, was["case"]), action.at)
    if "strike" in was:
        await tx.withdraw_strikes(action.id)
    return [action.item_id, *others]


def _ids(was: dict[str, object], key: str) -> list[int]:
    return cast(list[int], was.get(key, []))
