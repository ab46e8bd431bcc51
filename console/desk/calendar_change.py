"""When the working calendar changes: which running deadlines move, shown first, applied when a person says so.

And which answers of the last quarter it would have judged otherwise: those stay as they were judged, and are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from console.clock import epoch_ms, from_epoch_ms
from console.desk.office import Office
from console.desk.orders import CalendarChange, ClockMove, Rejudged
from console.desk.records import Record, StoppedAnswer
from console.desk.shifting import move_clocks
from console.desk.thinking import think
from console.model import Clock, ClockKind, Person
from console.rules.deadlines import DeadlineRule, judged_otherwise, moved_deadlines
from console.rules.worktime import WorkCalendar

if TYPE_CHECKING:
    from console.desk.ports import Transaction

CALENDAR_SETTING = "calendar"
PAST_LOOKED_AT = timedelta(days=92)  # a quarter, the longest period that is reported on
LISTED_AT_ONCE = 1_000  # past answers in one audit entry


async def moves(office: Office) -> list[ClockMove]:
    """What would move. A calendar that changes nothing (another year has come into view) is remembered by itself."""
    change = await changes(office)
    return [] if change is None else list(change.moves)


async def changes(office: Office) -> CalendarChange | None:
    """What the calendar as it is now would change; None where nothing, and then it is remembered."""
    if await office.store.setting(CALENDAR_SETTING) in (None, office.calendar.fingerprint):
        return None
    change = await _changes(office)
    if change.moves or change.past:
        return change
    await remember_calendar(office)
    return None


async def _changes(office: Office) -> CalendarChange:
    since = max(office.now() - PAST_LOOKED_AT, _beginning(office))
    stopped = await office.store.stopped_answers(since)
    past = await think(_past, office, stopped)
    return CalendarChange(tuple(await _moves(office)), past, len(stopped), since)


def _beginning(office: Office) -> datetime:
    """When the calendar begins."""
    first = office.calendar.first
    return datetime(first.year, first.month, first.day, tzinfo=office.calendar.zone)


def _past(office: Office, stopped: Sequence[StoppedAnswer]) -> tuple[Rejudged, ...]:
    """100,000 of them take a third of a second: on another thread."""
    if not stopped:
        return ()
    calendar = office.calendar_since(from_epoch_ms(min(one.started_ms for one in stopped)))
    spans = ((one.started_ms, one.due_ms, one.stopped_ms) for one in stopped)
    found = judged_otherwise(spans, office.policy.answer_rule(), calendar)
    return tuple(_rejudged(stopped[place], new_due_ms) for place, new_due_ms in found)


def _rejudged(one: StoppedAnswer, new_due_ms: int) -> Rejudged:
    moments = (from_epoch_ms(ms) for ms in (one.stopped_ms, one.due_ms, new_due_ms))
    return Rejudged(one.clock_id, one.item_id, *moments)


async def _moves(office: Office) -> list[ClockMove]:
    ruled = [(clock, rule) for clock in await office.store.running_clocks() if (rule := _rule(office, clock))]
    return await think(_moved, office, ruled)


def _moved(office: Office, ruled: Sequence[tuple[Clock, DeadlineRule]]) -> list[ClockMove]:
    calendar = office.calendar_since(min((clock.started_at for clock, _ in ruled), default=office.now()))
    return [
        ClockMove(move.clock.id, move.clock.item_id, move.clock.label, move.old_due_at, move.new_due_at)
        for move in moved_deadlines(ruled, calendar)
    ]


async def moves_under(office: Office) -> list[ClockMove]:
    """What the office's calendar would move, whether or not it is the one that the store's deadlines stand by."""
    return await _moves(office)


async def apply(office: Office, person: Person) -> int:
    """Move every deadline that the new calendar moves, and remember the calendar. How many moved.

    The record keeps both: the old and the new end of what moved, and of past answers that it would have judged
    otherwise. Those stay as they were judged.
    """
    change, now = await _changes(office), office.now()
    async with office.store.transaction() as tx:
        await move_clocks(office, tx, change.moves)
        before = await tx.setting(CALENDAR_SETTING)
        await tx.save_setting(CALENDAR_SETTING, office.calendar.fingerprint)
        details = {"calendar": office.calendar.fingerprint, "before": before, "past": _counted(change)}
        moved = [[m.clock_id, epoch_ms(m.old_due_at), epoch_ms(m.new_due_at)] for m in change.moves]
        await tx.record(Record(now, person.id, "calendar.changed", None, details | {"moved": moved}))
        await _record_past(tx, change.past, person, now)
        await tx.announce(sorted({m.item_id for m in change.moves}), "changed", person.id)
    return len(change.moves)


def _counted(change: CalendarChange) -> dict[str, object]:
    counted = {"looked_at": change.looked_at, "late_now": change.late_now, "in_time_now": change.in_time_now}
    return {"since": epoch_ms(change.since), **counted}


async def _record_past(tx: Transaction, past: Sequence[Rejudged], person: Person, now: datetime) -> None:
    """What would have been judged otherwise, with both ends, a thousand an entry: an entry is read whole."""
    for start in range(0, len(past), LISTED_AT_ONCE):
        some = past[start : start + LISTED_AT_ONCE]
        clocks = [[one.clock_id, epoch_ms(one.old_due_at), epoch_ms(one.new_due_at)] for one in some]
        await tx.record(Record(now, person.id, "calendar.otherwise", None, {"clocks": clocks}))


async def remember_calendar(office: Office, calendar: WorkCalendar | None = None) -> None:
    """Note the calendar that this store's deadlines are counted with; the office's own, unless it is said."""
    fingerprint = (calendar or office.calendar).fingerprint
    async with office.store.transaction() as tx:
        before = await tx.setting(CALENDAR_SETTING)
        await tx.save_setting(CALENDAR_SETTING, fingerprint)
        details: dict[str, object] = {"calendar": fingerprint, "before": before}
        await tx.record(Record(office.now(), "halfday", "calendar.set", None, details))


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
