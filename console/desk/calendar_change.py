"""When the working calendar changes: which running deadlines move, shown first, applied when a person says so.

And which answers of the last quarter it would have judged otherwise: those stay as they were judged, and are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from console.clock import epoch_ms, from_epoch_ms
from console.desk.calendars import CALENDAR_SETTING, remember_calendar
from console.desk.moving_clocks import move_clocks, moves_under, told_of
from console.desk.office import Office
from console.desk.orders import CalendarChange, Rejudged
from console.desk.records import Record, StoppedAnswer
from console.desk.rights import require_here
from console.desk.thinking import think
from console.model import Person
from console.rules.deadlines import judged_otherwise
from console.rules.wallclock import midnight

if TYPE_CHECKING:
    from console.desk.ports import Transaction

PAST_LOOKED_AT = timedelta(days=92)  # a quarter, the longest period that is reported on
LISTED_AT_ONCE = 1_000  # past answers in one audit entry


async def changes(office: Office) -> CalendarChange | None:
    """What the calendar as it is now would change; None where nothing, and then it is remembered.

    Another year that has come into view changes nothing.
    """
    if await office.store.setting(CALENDAR_SETTING) in (None, office.calendar.fingerprint):
        return None
    change = await _changes(office)
    if change.moves or change.past:
        return change
    await remember_calendar(office)
    return None


async def _changes(office: Office) -> CalendarChange:
    since = max(office.now() - PAST_LOOKED_AT, midnight(office.calendar.first, office.calendar.zone))
    stopped = await office.store.stopped_answers(since)
    past = await think(_past, office, stopped)
    return CalendarChange(tuple(await moves_under(office)), past, len(stopped), since)


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


async def apply(office: Office, person: Person) -> int:
    """Move every deadline that the new calendar moves, and remember the calendar. How many moved.

    The record keeps both: the old and the new end of what moved, and of past answers that it would have judged
    otherwise. Those stay as they were judged. Raises NotPermitted for somebody who has left.
    """
    change, now = await _changes(office), office.now()
    async with office.store.transaction() as tx:
        await require_here(office, tx, person)
        await move_clocks(office, tx, change.moves)
        before = await tx.setting(CALENDAR_SETTING)
        await tx.save_setting(CALENDAR_SETTING, office.calendar.fingerprint)
        calendars: dict[str, object] = {"calendar": office.calendar.fingerprint, "before": before}
        details = {**calendars, "past": _counted(change), "moved": told_of(change.moves)}
        await tx.record(Record(now, person.id, "calendar.changed", None, details))
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
