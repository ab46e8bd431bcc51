"""Running deadlines under another calendar: which of them move, the moving itself, and what the audit keeps of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from console.clock import epoch_ms
from console.desk.office import Office
from console.desk.orders import ClockMove
from console.desk.thinking import think
from console.model import Clock, ClockKind
from console.rules.deadlines import DeadlineRule, moved_deadlines

if TYPE_CHECKING:
    from console.desk.ports import Transaction


async def moves_under(office: Office) -> list[ClockMove]:
    """What the office's calendar would move, whether or not it is the one that the store's deadlines stand by."""
    ruled = [(clock, rule) for clock in await office.store.running_clocks() if (rule := _rule(office, clock))]
    return await think(_moved, office, ruled)


def _moved(office: Office, ruled: Sequence[tuple[Clock, DeadlineRule]]) -> list[ClockMove]:
    calendar = office.calendar_since(min((clock.started_at for clock, _ in ruled), default=office.now()))
    return [
        ClockMove(move.clock.id, move.clock.item_id, move.clock.label, move.old_due_at, move.new_due_at)
        for move in moved_deadlines(ruled, calendar)
    ]


def _rule(office: Office, clock: Clock) -> DeadlineRule | None:
    """The allowance that a running clock was counted with, as the pack has it now."""
    policy = office.policy
    if clock.kind is ClockKind.ANSWER:
        return policy.answer_rule()
    if clock.kind is ClockKind.ESCALATION:
        return policy.escalation_rule()
    if clock.kind is ClockKind.PROMISE:
        scales = [t for t in policy.core.timescale if t.text in clock.label]
        return DeadlineRule(scales[0].allowance(), clock.clause, clock.assumed) if scales else None
    if clock.kind is ClockKind.CASE_STAGE:
        procedure = policy.core.complaints
        stage = next((stage for stage in procedure.stage if stage.title == clock.label), procedure.service_request)
        return DeadlineRule(stage.allowance(), clock.clause, clock.assumed)
    return None  # a platform's window is the platform's own


async def move_clocks(office: Office, tx: Transaction, moving: Sequence[ClockMove]) -> None:
    """Move the clocks, and each item to where it then stands in the inbox."""
    for move in moving:
        await tx.move_clock(move.clock_id, move.new_due_at)
    for item_id in {move.item_id for move in moving}:
        await tx.refresh_next(item_id, office.now())


def told_of(moving: Sequence[ClockMove]) -> list[list[int]]:
    """For the audit: each clock with its old and its new moment."""
    return [[one.clock_id, epoch_ms(one.old_due_at), epoch_ms(one.new_due_at)] for one in moving]
