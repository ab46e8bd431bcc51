"""The work that goes on by itself while a console is open: fetching, delivering, holding claims, watching deadlines."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from console.desk.claiming import keep_alive, release_all
from console.desk.dispatch import Dispatcher
from console.desk.intake import Intake
from console.desk.naming import THE_PROGRAM
from console.desk.office import Office
from console.desk.records import Record
from console.desk.warming import warm
from console.errors import StoreBusy
from console.model import ClockKind, Person

KEEP_ALIVE_S = 30.0  # a third of the time after which a silent console's claims give way
WINDOWS_S = 60.0
CALENDAR_S = 30.0  # a closure is in force on every console within a minute
WATCH_AFTER_S = 1.0  # in the morning there is much to write down; whoever has just opened the console goes first
GATHER_S = 2.0  # while an incident runs; somebody who reads the newest line has not finished it by then


async def work(
    office: Office, person: Person, log: Callable[[BaseException], None], *, ready: Callable[[], None] = lambda: None
) -> None:
    """Run until cancelled; then let go of every claim. A failure ends all of it, and reaches whoever awaits this.

    What only fails to make something ready is told to `log`; `ready` is called once everything has been made so.
    """
    try:
        await office.store.warm_up()
        async with asyncio.TaskGroup() as group:
            group.create_task(Intake(office).run())
            group.create_task(Dispatcher(office).run())
            group.create_task(_hold_claims(office))
            group.create_task(_shut_windows(office))
            group.create_task(_gather(office))
            group.create_task(_follow_calendar(office))
            group.create_task(_watch_deadlines(office))
            group.create_task(_make_ready(office, log, ready))
    finally:
        await release_all(office, person)


async def _make_ready(office: Office, log: Callable[[BaseException], None], ready: Callable[[], None]) -> None:
    await warm(office, log)
    ready()


async def _hold_claims(office: Office) -> None:
    while True:
        await keep_alive(office)
        await asyncio.sleep(KEEP_ALIVE_S)


async def _shut_windows(office: Office) -> None:
    while True:
        await shut_windows(office)
        await asyncio.sleep(WINDOWS_S)


async def _follow_calendar(office: Office) -> None:
    from console.desk.following_calendar import keep_to_calendar

    while True:
        await asyncio.sleep(CALENDAR_S)
        with suppress(StoreBusy):  # what is not moved now is moved next time
            await keep_to_calendar(office)


async def _watch_deadlines(office: Office) -> None:
    await asyncio.sleep(WATCH_AFTER_S)
    from console.desk.breaching import Watch  # with what it brings, 3 ms that the start of the others does not wait for

    await Watch(office).run()


async def _gather(office: Office) -> None:
    while not await office.store.running_incidents():
        await asyncio.sleep(GATHER_S)
    from console.desk.gathering import Gathering  # with the incidents, which few days have

    gathering = Gathering(office)
    while True:
        with suppress(StoreBusy):  # nothing is lost: what was not looked at now is looked at next time
            await gathering.step()
        await asyncio.sleep(GATHER_S)


async def shut_windows(office: Office) -> list[int]:
    """Stop the platform windows that have passed: the item's next clock takes their place in the list."""
    now = office.now()
    items = await office.store.shut_windows(now)
    if not items:
        return []
    from console.desk.breaching import note_if_late
    from console.rules.breaches import is_over

    async with office.store.transaction() as tx:
        for item_id in items:
            for clock in await tx.clocks(item_id):
                if clock.kind is ClockKind.WINDOW and clock.is_running and is_over(clock.due_at, now):
                    elapsed = office.elapsed_minutes(clock.started_at, clock.due_at)
                    await note_if_late(office, tx, clock, now)
                    await tx.stop_clock(clock.id, clock.due_at, elapsed, "shut")
            await tx.refresh_next(item_id, now)
        await tx.record(Record(now, THE_PROGRAM, "windows.shut", None, {"items": items}))
        await tx.announce(items, "changed")
    return items
