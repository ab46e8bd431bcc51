"""Running deadlines under another calendar: which of them move, the moving itself, and what that undoes.

A miss that a changed calendar undoes is lifted; what was warned of and now ends much later is warned of again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from console.clock import epoch_ms
from console.desk.naming import LIFTED, THE_PROGRAM
from console.desk.office import Office
from console.desk.orders import ClockMove
from console.desk.records import Record
from console.desk.thinking import think
from console.model import Clock, ClockKind
from console.rules.breaches import Crossed, is_over, is_worth_another_warning
from console.rules.deadlines import DeadlineRule, moved_deadlines
from console.rules.policy_time import SERVICE_REQUEST_TITLE

if TYPE_CHECKING:
    from console.desk.ports import Transaction
    from console.rules.policy_time import TimeAllowance


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
    """The allowance that a running clock was counted with, as the pack has it now; None where it has it no more."""
    policy = office.policy
    if clock.kind is ClockKind.ANSWER:
        return policy.answer_rule()
    if clock.kind is ClockKind.ESCALATION:
        return policy.escalation_rule()
    if clock.kind is ClockKind.PROMISE:
        return _rule_named(clock, ((scale.promise, scale) for scale in policy.core.timescale))
    if clock.kind is ClockKind.CASE_STAGE:
        procedure = policy.core.complaints
        stages = ((stage.title, stage) for stage in procedure.stage)
        return _rule_named(clock, ((SERVICE_REQUEST_TITLE, procedure.service_request), *stages))
    return None  # a platform's window is the platform's own


def _rule_named(clock: Clock, given: Iterable[tuple[str, TimeAllowance]]) -> DeadlineRule | None:
    """What the clock's own label names; nothing else is near enough to count somebody's deadline by."""
    for label, one in given:
        if label == clock.label:
            return DeadlineRule(one.allowance(), clock.clause, clock.assumed)
    return None


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
    lifted, again = list[ClockMove](), list[ClockMove]()
    for move in (one for one in moving if one.clock_id in crossed):
        kind, came_to = crossed[move.clock_id]
        if came_to is Crossed.MISSED and not is_over(move.new_due_at, now):
            lifted.append(move)
        if came_to is Crossed.WARNED and is_worth_another_warning(move.old_due_at, move.new_due_at, kind, before):
            again.append(move)
    await tx.lift([move.clock_id for move in lifted], now)
    await tx.uncross([move.clock_id for move in (*lifted, *again)])
    for move in lifted:
        await tx.record(Record(now, THE_PROGRAM, LIFTED, move.item_id, _details(office, move)))


def _details(office: Office, move: ClockMove) -> dict[str, object]:
    """What the audit keeps of it: both ends, and the calendar that made the difference."""
    ends = {"was_due": epoch_ms(move.old_due_at), "due": epoch_ms(move.new_due_at)}
    return {"clock": move.clock_id, **ends, "calendar": office.calendar.fingerprint}


def told_of(moving: Sequence[ClockMove]) -> list[list[int]]:
    """For the audit: each clock with its old and its new moment."""
    return [[one.clock_id, epoch_ms(one.old_due_at), epoch_ms(one.new_due_at)] for one in moving]
