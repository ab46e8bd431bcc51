"""When the working calendar changes: which running deadlines move, shown first, applied when a person says so."""

from __future__ import annotations

from console.clock import epoch_ms
from console.desk.office import Office
from console.desk.orders import ClockMove
from console.desk.records import Record
from console.model import Clock, ClockKind, Person
from console.rules.deadlines import DeadlineRule, moved_deadlines
from console.rules.worktime import WorkCalendar

CALENDAR_SETTING = "calendar"


async def moves(office: Office) -> list[ClockMove]:
    """What would move. A calendar that moves nothing (another year has come into view) is remembered by itself."""
    if await office.store.setting(CALENDAR_SETTING) in (None, office.calendar.fingerprint):
        return []
    if moving := await _moves(office):
        return moving
    await remember_calendar(office)
    return []


async def _moves(office: Office) -> list[ClockMove]:
    ruled = [(clock, rule) for clock in await office.store.running_clocks() if (rule := _rule(office, clock))]
    calendar = office.calendar_since(min((clock.started_at for clock, _ in ruled), default=office.now()))
    return [
        ClockMove(move.clock.id, move.clock.item_id, move.clock.label, move.old_due_at, move.new_due_at)
        for move in moved_deadlines(ruled, calendar)
    ]


async def moves_under(office: Office) -> list[ClockMove]:
    """What the office's calendar would move, whether or not it is the one that the store's deadlines stand by."""
    return await _moves(office)


async def apply(office: Office, person: Person) -> int:
    """Move every deadline that the new calendar moves, and remember the calendar. How many moved."""
    moving, now = await _moves(office), office.now()
    async with office.store.transaction() as tx:
        for move in moving:
            await tx.move_clock(move.clock_id, move.new_due_at)
        for item_id in {move.item_id for move in moving}:
            await tx.refresh_next(item_id, now)
        await tx.save_setting(CALENDAR_SETTING, office.calendar.fingerprint)
        changed = [[m.clock_id, epoch_ms(m.old_due_at), epoch_ms(m.new_due_at)] for m in moving]
        details: dict[str, object] = {"calendar": office.calendar.fingerprint, "moved": changed}
        await tx.record(Record(now, person.id, "calendar.changed", None, details))
        await tx.announce(sorted({m.item_id for m in moving}), "changed", person.id)
    return len(moving)


async def remember_calendar(office: Office, calendar: WorkCalendar | None = None) -> None:
    """Note the calendar that this store's deadlines are counted with; the office's own, unless it is said."""
    fingerprint = (calendar or office.calendar).fingerprint
    async with office.store.transaction() as tx:
        await tx.save_setting(CALENDAR_SETTING, fingerprint)
        details: dict[str, object] = {"calendar": fingerprint}
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
