"""Moving running clocks to where a changed calendar has them, and what that undoes of what was said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.clock import epoch_ms
from console.desk.records import Record
from console.rules.breaches import Crossed, is_over, is_worth_another_warning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.desk.office import Office
    from console.desk.orders import ClockMove
    from console.desk.ports import Transaction

LIFTED = "deadline.lifted"


async def move_clocks(office: Office, tx: Transaction, moving: Sequence[ClockMove]) -> None:
    """Move the clocks, and each item to where it then stands in the inbox. `office` counts by the changed calendar.

    A miss whose new end is still to come is lifted: it stays in the record and counts no more. What was warned of and
    now ends much later is warned of again.
    """
    for move in moving:
        await tx.move_clock(move.clock_id, move.new_due_at)
    await _judge_anew(office, tx, moving)
    for item_id in {move.item_id for move in moving}:
        await tx.refresh_next(item_id, office.now())


async def _judge_anew(office: Office, tx: Transaction, moving: Sequence[ClockMove]) -> None:
    now, before = office.now(), office.policy.core.warnings.before_minutes
    crossed = await tx.crossed_among([move.clock_id for move in moving])
    lifted, again = list["ClockMove"](), list["ClockMove"]()
    for move in (one for one in moving if one.clock_id in crossed):
        kind, came_to = crossed[move.clock_id]
        if came_to is Crossed.MISSED and not is_over(move.new_due_at, now):
            lifted.append(move)
        if came_to is Crossed.WARNED and is_worth_another_warning(move.old_due_at, move.new_due_at, kind, before):
            again.append(move)
    await tx.lift([move.clock_id for move in lifted], now)
    await tx.uncross([move.clock_id for move in (*lifted, *again)])
    for move in lifted:
        await tx.record(Record(now, "halfday", LIFTED, move.item_id, _details(office, move)))


def _details(office: Office, move: ClockMove) -> dict[str, object]:
    """What the audit keeps of it: both ends, and the calendar that made the difference."""
    ends = {"was_due": epoch_ms(move.old_due_at), "due": epoch_ms(move.new_due_at)}
    return {"clock": move.clock_id, **ends, "calendar": office.calendar.fingerprint}
