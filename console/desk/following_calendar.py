"""Counting with the calendar that the others count with: what a supervisor declares is in force on every console."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from console.desk.calendars import CALENDAR_SETTING, Calendars, declared_closures
from console.desk.moving_clocks import move_clocks, moves_under, told_of
from console.desk.naming import THE_PROGRAM
from console.desk.office import Office
from console.desk.records import Record
from console.desk.thinking import think
from console.errors import CalendarExhausted
from console.rules.worktime import Closure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from console.desk.ports import Reading


def with_declared(office: Office, declared: Iterable[Closure]) -> Office:
    """The office as it would be with these closures declared; the office itself stays as it is."""
    declared = tuple(declared)
    calendar = office.calendar.with_closures([*office.policy.closures(), *declared])
    return replace(office, calendars=Calendars(office.policy, calendar, declared))


async def keep_to_calendar(office: Office) -> None:
    """Take over what was declared elsewhere, and move what was counted the old way: that at the next call.

    By then what was on its way into the store when the calendar changed, here or elsewhere, has arrived there.
    """
    if office.calendars.moved_under is not office.calendar:
        await move_stragglers(office)
    await follow_calendar(office)


async def follow_calendar(office: Office) -> bool:
    """Take over what was declared on another console; whether there was anything."""
    declared = await declared_closures(office.store)
    if declared == office.calendars.declared:
        return False
    office.calendars.take_over(with_declared(office, declared).calendar, declared)
    return True


async def move_stragglers(office: Office) -> None:
    """Move what was counted the old way meanwhile, where the store stands by the office's calendar."""
    calendar = office.calendar
    with suppress(CalendarExhausted):  # a console that was opened this year reaches further, and moves them
        if await moves_under(office) and await is_agreed(office, office.store):
            await _move(office)
    office.calendars.moved_under = calendar


async def _move(office: Office) -> None:
    async with office.store.transaction() as tx:
        await tx.closures()  # from here on nobody else writes
        moving = await moves_under(office)
        if not moving:  # another console was first
            return
        await move_clocks(office, tx, moving)
        details: dict[str, object] = {"calendar": office.calendar.fingerprint, "moved": told_of(moving)}
        await tx.record(Record(office.now(), THE_PROGRAM, "calendar.followed", None, details))
        await tx.announce(sorted({one.item_id for one in moving}), "changed")


async def is_agreed(office: Office, kept_in: Reading) -> bool:
    """Whether the store's deadlines stand by the office's calendar: what a changed pack moves, somebody agrees to."""
    kept = await kept_in.setting(CALENDAR_SETTING)
    return kept == office.calendar.fingerprint or await think(_is_of_other_years, office, kept)


def _is_of_other_years(office: Office, fingerprint: str | None) -> bool:
    """Whether that is the same calendar a year further back or on, as of a console opened before or after New Year.

    It is laid out to be compared, 0.1 s a year: only where something is to be moved and the years differ.
    """
    for years in (-1, 1):
        first, last = (day.replace(year=day.year + years) for day in (office.calendar.first, office.calendar.last))
        if office.policy.calendar(first, last, declared=office.calendars.declared).fingerprint == fingerprint:
            return True
    return False
