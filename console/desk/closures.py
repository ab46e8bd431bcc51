"""Closures that a supervisor declares: in force at once, with the deadlines that they move shown first.

Each change is one transaction: the closure, the deadlines, and both calendars' fingerprints in the audit.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from console.clock import epoch_ms, from_epoch_ms
from console.desk.calendars import CALENDAR_SETTING, as_closures
from console.desk.following_calendar import is_agreed, with_declared
from console.desk.moving_clocks import move_clocks, moves_under, told_of
from console.desk.office import Office
from console.desk.orders import ClockMove
from console.desk.records import DeclaredClosure, Record
from console.desk.rights import require_supervisor
from console.desk.supervisor_orders import ClosureChanged, ClosurePreview, EndClosure, NextClosure, OpenClosure
from console.errors import CalendarExhausted, NotPossible, Stale
from console.model import Person
from console.rules.closures import closure_at
from console.rules.worktime import Allowance, Closure
from console.text import digest, many

if TYPE_CHECKING:
    from console.desk.ports import Reading, Transaction

DOING = "open or end a closure"
LONGEST = timedelta(days=31)  # a whole month by the local clock: what is longer was most likely mistyped
OTHER_CALENDAR = (
    "The deadlines in this store stand by another working calendar than your policy's. Open the console on it first: "
    "it shows what would change, and asks."
)
TOO_LITTLE = (
    "So little working time would be left that some deadlines never came: the working calendar ends on {last}. "
    "Look at the year."
)


async def preview(office: Office, person: Person, order: OpenClosure | EndClosure) -> ClosurePreview:
    """Which running deadlines it would move; nothing is done. Raises what doing it would."""
    await require_supervisor(office, office.store, person, DOING)
    declared = await office.store.closures()
    then = _after(office, declared, _settled(office, order) if isinstance(order, EndClosure) else order)
    return ClosurePreview(tuple(await _moves(then)), await _fingerprint(office, office.store, declared))


async def open_closure(office: Office, person: Person, order: OpenClosure) -> ClosureChanged:
    """Declare it. Raises NotPermitted, NotPossible for moments that cannot be, Stale for another calendar than seen."""
    async with _changing(office, person, order, "closure.opened") as change:
        change.closure_id = await change.tx.add_closure(
            order.start, order.end, order.reason.strip(), person.id, office.now()
        )
        change.details["reason"] = digest(order.reason.strip())
    since = "now" if order.start <= office.now() else office.moment_words(order.start)
    return change.told(f"Closed from {since} until {office.moment_words(order.end)}.")


async def end_closure(office: Office, person: Person, order: EndClosure) -> ClosureChanged:
    """End it. Raises NotPermitted, NotPossible when it is over or not there, Stale as opening does."""
    order = _settled(office, order)
    ends = _end(order)
    async with _changing(office, person, order, "closure.ended") as change:
        known = _known(change.declared, order.closure_id)
        change.closure_id = known.id
        if ends <= known.start:
            await change.tx.drop_closure(known.id)
        else:
            await change.tx.end_closure(known.id, ends)
        change.details |= {"from": epoch_ms(known.start), "was_until": epoch_ms(known.end), "until": epoch_ms(ends)}
    return change.told("Open again." if ends > known.start else "That closure is taken back.")


@dataclass
class _Change:
    """A change of the declared closures under way in its transaction."""

    tx: Transaction
    declared: Sequence[DeclaredClosure]  # before it
    closure_id: int = 0
    moving: list[ClockMove] = field(default_factory=list)
    details: dict[str, object] = field(default_factory=dict)

    def told(self, said: str) -> ClosureChanged:
        moved = len(self.moving)
        count = many(moved, "deadline") if moved else "No deadline"
        return ClosureChanged(self.closure_id, moved, f"{said} {count} moved.")


@asynccontextmanager
async def _changing(
    office: Office, person: Person, order: OpenClosure | EndClosure, event: str
) -> AsyncIterator[_Change]:
    """Everything around the change of the closure itself; the office counts with the new calendar once it is kept."""
    async with office.store.transaction() as tx:
        await require_supervisor(office, tx, person, DOING)  # with this question the store is ours alone
        change = _Change(tx, await tx.closures())
        before = await _fingerprint(office, tx, change.declared)
        if order.seen not in (None, before):
            raise Stale("The working calendar was changed meanwhile. Look again, then decide.")
        then = _after(office, change.declared, order)
        change.moving = await _moves(then)
        yield change
        await move_clocks(then, tx, change.moving)
        await tx.save_setting(CALENDAR_SETTING, then.calendar.fingerprint)
        calendars = {"calendar": then.calendar.fingerprint, "calendar_before": before}
        details = {"closure": change.closure_id, **calendars, "moved": told_of(change.moving), **change.details}
        await tx.record(Record(office.now(), person.id, event, None, details))
        await tx.announce(sorted({move.item_id for move in change.moving}), "changed", person.id)
    office.calendars.take_over(then.calendar, then.calendars.declared)


async def _fingerprint(office: Office, kept: Reading, declared: Sequence[DeclaredClosure]) -> str:
    """Of the calendar with these closures. Raises NotPossible where the store's deadlines stand by another one."""
    as_declared = with_declared(office, as_closures(declared))
    if await kept.setting(CALENDAR_SETTING) is not None and not await is_agreed(as_declared, kept):
        raise NotPossible(OTHER_CALENDAR)
    return as_declared.calendar.fingerprint


def _after(office: Office, declared: Sequence[DeclaredClosure], order: OpenClosure | EndClosure) -> Office:
    """The office as it is once that is done. Raises NotPossible."""
    if isinstance(order, OpenClosure):
        _refuse_impossible(office, order)
        opened = Closure(_whole(order.start), _whole(order.end), order.reason.strip())
        then = with_declared(office, sorted([*as_closures(declared), opened], key=lambda one: one.start))
        _refuse_too_little(then, order.end)
        return then
    known, ends = _known(declared, order.closure_id), _end(order)
    if known.end <= office.now():
        raise NotPossible("That closure is over already.")
    if ends >= known.end:
        raise NotPossible("It ends sooner than that already. To close for longer, declare another closure.")
    others = as_closures(one for one in declared if one.id != known.id)
    ended = (Closure(known.start, ends, known.reason),) if ends > known.start else ()
    return with_declared(office, sorted([*others, *ended], key=lambda one: one.start))


def _settled(office: Office, order: EndClosure) -> EndClosure:
    """The same with the moment it means: asked of the clock once, so that all who count with it count alike."""
    return replace(order, at=_whole(order.at or office.now()))


def _end(order: EndClosure) -> datetime:
    assert order.at is not None, "settle it first"
    return order.at


def _refuse_impossible(office: Office, order: OpenClosure) -> None:
    calendar = office.calendar
    if not order.reason.strip():
        raise NotPossible("Say in a few words why: it is shown wherever time is counted.")
    if order.end <= order.start or order.end <= office.now():
        raise NotPossible("The end has to come after the beginning, and after now.")
    start, end = (moment.astimezone(calendar.zone) for moment in (order.start, order.end))
    if start.date() < calendar.first or end.date() > calendar.last:
        raise NotPossible(f"The working calendar covers {calendar.first} to {calendar.last}: look at the year.")
    if end - start > LONGEST:  # of one zone, so by the wall clock
        raise NotPossible(
            f"That is longer than {LONGEST.days} days: look at the month and the year. "
            "What really lasts longer is declared a month at a time."
        )


def _refuse_too_little(then: Office, end: datetime) -> None:
    """Raises NotPossible unless whatever starts to count when the closure ends still falls due within the calendar."""
    try:
        for allowance in _allowances(then):
            then.calendar.due(end, allowance)
    except CalendarExhausted:
        raise NotPossible(TOO_LITTLE.format(last=then.calendar.last)) from None


def _allowances(office: Office) -> Iterator[Allowance]:
    """Every amount of working time that the policy gives for anything."""
    core = office.policy.core
    deadlines, complaints = core.deadlines, core.complaints
    given = (deadlines.answer, deadlines.escalation, deadlines.look, complaints.service_request)
    for one in (*given, *complaints.stage, *core.timescale):
        yield one.allowance()


def _whole(moment: datetime) -> datetime:
    """In UTC and whole milliseconds, as the store keeps it: both consoles have to count alike."""
    return from_epoch_ms(epoch_ms(moment))


def _known(declared: Sequence[DeclaredClosure], closure_id: int) -> DeclaredClosure:
    known = next((one for one in declared if one.id == closure_id), None)
    if known is None:
        raise NotPossible(f"There is no declared closure {closure_id}. The policy's own are changed in its pack.")
    return known


async def _moves(then: Office) -> list[ClockMove]:
    try:
        return await moves_under(then)
    except CalendarExhausted:
        raise NotPossible(TOO_LITTLE.format(last=then.calendar.last)) from None


# -- the next one, and its notice --------------------------------------------------------------------------------------


async def next_closure(office: Office) -> NextClosure | None:
    """The next closure that people should be told of, or the one that runs; None when none is known."""
    found = closure_at(office.calendar, office.now())
    if found is None:
        return None
    is_posted = await office.store.is_notice_posted(found.start, found.end)
    return NextClosure(found.start, found.end, found.reason, is_posted)


async def note_notice_posted(office: Office, person: Person, closure: NextClosure) -> str:
    """A supervisor says that the notice of this closure is posted; the sentence that tells them it is noted.

    Raises NotPermitted, or Stale when it is not the next closure any more, or its beginning or end has moved.
    """
    now = office.now()
    async with office.store.transaction() as tx:
        await require_supervisor(office, tx, person, "note that a closure's notice is posted")
        current = closure_at(office.calendar, now)
        if current is None or (current.start, current.end) != (closure.start, closure.end):
            raise Stale("The next closure is another one by now. Look again, then decide.")
        if not await tx.is_notice_posted(current.start, current.end):
            await tx.note_notice(closure.start, closure.end, person.id, now)
            stretch: dict[str, object] = {"from": epoch_ms(closure.start), "until": epoch_ms(closure.end)}
            await tx.record(Record(now, person.id, "closure.notice", None, stretch))
    return "Noted: the notice of the next closure is posted."
