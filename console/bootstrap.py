"""The only place that builds store, channels, desk and app, and hands them to each other."""

from __future__ import annotations

import os
import socket
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from console import __version__
from console.clock import Clock, SystemClock
from console.desk import naming
from console.desk.calendars import CALENDAR_SETTING, Calendars, as_closures, declared_closures, remember_calendar
from console.desk.desk import Desk
from console.desk.office import Office
from console.desk.records import Record
from console.errors import HalfdayError
from console.model import Person
from console.rules.packs import Policy, load_policy
from console.rules.permission import require_here
from console.rules.worktime import Closure, WorkCalendar
from console.store.sqlite_store import open_store

if TYPE_CHECKING:
    from console.desk.ports import Channel, Reporting, Store

    Channels = Callable[[Store, Clock], Mapping[str, Channel]]

YEARS_AHEAD = 2  # a complaint's last stage, counted over two Christmases, still ends within the calendar
YEARS_BACK = 1


class Opening(Struct, frozen=True, kw_only=True):
    """What somebody opens the console with."""

    policy: str
    name: str
    role: str | None
    store: Path
    folder: Path  # where case files and outboxes are written


@asynccontextmanager
async def opened_desk(
    opening: Opening, clock: Clock, channels: Channels | None = None, *, is_for_reading: bool = False
) -> AsyncIterator[Desk]:
    """A desk with its person; everything is closed on the way out.

    The sign-in is recorded on the way out at the latest, see `sign_in`; one that is only for reading waits for the
    first act.
    """
    async with opened_office(opening, clock, channels) as office:
        desk = await sign_in(office, opening.name, opening.role)
        try:
            yield desk
        finally:
            if not is_for_reading:
                await desk.record_arrival()


@asynccontextmanager
async def opened_office(
    opening: Opening, clock: Clock, channels: Channels | None = None, *, first_year: int | None = None
) -> AsyncIterator[Office]:
    """The office of one console: a store of its own, the policy, its calendar and its channels."""
    from console.cases.file import CaseFile

    policy = load_policy(opening.policy)
    console = f"{socket.gethostname()}:{os.getpid()}"
    store: Store = await open_store(opening.store, console=console)
    try:
        connected = await _outboxes(store, opening) if channels is None else channels(store, clock)
        declared = await declared_closures(store)
        calendar = await calendar_for(store, policy, clock.now(), first_year, declared)
        cases = CaseFile(opening.folder / "cases", opening.store)
        calendars = Calendars(policy, calendar, declared)

        def reporting() -> Reporting:
            from console.reports.figures import PeriodFigures  # no first screen counts a period

            return PeriodFigures(store, policy, calendars, clock)

        office = Office(store, policy, calendars, clock, connected, cases, console, reporting)
        if await store.setting(CALENDAR_SETTING) is None:  # an import reaches further back than the console does
            usual = calendar if first_year is None else await calendar_for(store, policy, clock.now(), None, declared)
            await remember_calendar(office, usual)
        try:
            yield office
        finally:
            for channel in list(connected.values()):
                await channel.close()
    finally:
        await store.close()


class Counting(Struct, frozen=True):
    """What counts the periods of a store that is only read, and the calendar it counts with."""

    reporting: Reporting
    calendar: WorkCalendar


@asynccontextmanager
async def opened_for_counting(store: Path, policy: Policy, clock: Clock) -> AsyncIterator[Counting]:
    """The figures of a store, with the calendar as a console has it. Raises StoreError when there is no store."""
    from console.reports.figures import PeriodFigures
    from console.store.read_only import counts_to_read

    with counts_to_read(store) as counts:
        declared = as_closures(await counts.closures())
        calendar = policy.calendar(*calendar_span(clock.now()), declared=declared)
        yield Counting(PeriodFigures(counts, policy, Calendars(policy, calendar, declared), clock), calendar)


async def _outboxes(store: Store, opening: Opening) -> Mapping[str, Channel]:
    from console.channels.outbox import OutboxChannels

    return OutboxChannels(opening.folder, [health.name for health in await store.channels()], opening.store)


async def calendar_for(
    store: Store, policy: Policy, now: datetime, first_year: int | None = None, declared: Sequence[Closure] = ()
) -> WorkCalendar:
    """The working calendar around now, with the closures that were declared on the store.

    Bank holidays are worked out once a year and version and then kept in the store: importing `holidays` takes 0.1 s,
    a third of the time in which the first screen should stand.
    """
    first, last = calendar_span(now, first_year)
    return policy.calendar(first, last, await _holidays(store, policy, first, last, now), declared)


def calendar_span(now: datetime, first_year: int | None = None) -> tuple[date, date]:
    """The first and the last day of the working calendar around now."""
    return date(first_year or now.year - YEARS_BACK, 1, 1), date(now.year + YEARS_AHEAD, 12, 31)


async def _holidays(store: Store, policy: Policy, first: date, last: date, now: datetime) -> dict[date, str]:
    nation = policy.core.place.nation
    key = f"holidays:{nation}:{first.year}-{last.year}:{__version__}"
    kept = await store.setting(key)
    if kept is not None:
        return msgspec.json.decode(kept, type=dict[date, str])
    from console.rules.bank_holidays import bank_holidays

    days = bank_holidays(nation, first.year, last.year)
    async with store.transaction() as tx:
        await tx.save_setting(key, msgspec.json.encode(days).decode())
        details: dict[str, object] = {"nation": nation, "first": first.year, "last": last.year, "days": len(days)}
        await tx.record(Record(now, naming.THE_PROGRAM, "holidays.kept", None, details))
    return days


async def sign_in(office: Office, name: str, role: str | None) -> Desk:
    """The desk of whoever is at this console.

    Somebody new, or known otherwise, is kept and recorded at once. The sign-in of somebody known as they are is
    recorded with the desk's `record_arrival`: writing it would hold the first screen up by 25 ms, a tenth of a start.

    Raises HalfdayError as `_recognise` does.
    """
    known, person = await _recognise(office, name, role)
    details: dict[str, object] = {"role": person.role, "console": office.console}
    arrival = Record(office.now(), person.id, "sign-in", None, details)
    if known == person:
        return Desk(office, person, arrival=arrival)
    async with office.store.transaction() as tx:
        await tx.save_person(person)
        await tx.record(arrival)
    return Desk(office, person)


async def _recognise(office: Office, name: str, role: str | None) -> tuple[Person | None, Person]:
    """Who is at this console: as the store knows them (None: not yet), and as they are now.

    A name in the role it is known in is the same person; the same name in another role of the pack is somebody else,
    and shows with the role beside the name. Without a role it is the one they had; for somebody new, the pack's first.
    Raises HalfdayError naming the roles when the role is not in the pack, or when several people have the name.
    """
    roles = {known.id: known for known in office.policy.core.role}
    if role is not None and role not in roles:
        raise HalfdayError(f"The pack has no role {role!r}. Its roles: {', '.join(roles)}.")
    name = naming.shown(name)
    person_id = naming.id_of(name)
    namesakes = [one for one in await office.store.people() if naming.is_namesake(person_id, one.id)]
    known = _known(namesakes, role, roles, name)
    _refuse_leaver(namesakes, known, office.now())
    role = role or (known.role if known is not None and known.role in roles else next(iter(roles)))
    if known is None and namesakes:
        person_id = naming.id_in_role(person_id, role)
    shown = (
        naming.shown_in_role(name, roles[role].title) if naming.IN_ROLE in (known.id if known else person_id) else name
    )
    return known, Person(person_id, shown, role) if known is None else replace(known, name=shown, role=role)


def _refuse_leaver(namesakes: Sequence[Person], known: Person | None, now: datetime) -> None:
    """Raises NotPermitted for somebody who has left, also under another role than they had (W6.4, W7.11)."""
    for one in [known] if known is not None else namesakes:
        require_here(one, now)


def _known(namesakes: Sequence[Person], role: str | None, roles: Collection[str], name: str) -> Person | None:
    """Which of the people of one name this is; None for somebody new.

    Whose role the pack does not have came with another policy, and is the same person still.
    """
    if role is None and len(namesakes) > 1:
        which = " or ".join(f'--as "{name}:{one.role}"' for one in namesakes)
        raise HalfdayError(f"Several people here are called {name}. Say which you are: {which}.")
    likely = [one for one in namesakes if role in (None, one.role)] or [o for o in namesakes if o.role not in roles]
    return next(iter(likely), None)


def system_clock() -> Clock:
    return SystemClock()


def data_folder() -> Path:
    """Where stores, outboxes and case files live; HALFDAY_HOME overrides it."""
    if chosen := os.environ.get("HALFDAY_HOME"):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("halfday", appauthor=False))


def fixtures_folder() -> Path:
    """The fixtures: inside an installed wheel, or beside the package in a checkout."""
    installed = Path(__file__).parent / "_fixtures"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "fixtures"
