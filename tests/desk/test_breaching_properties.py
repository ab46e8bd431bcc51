"""Whatever happens to an item, in whichever order and seen by whichever console: one warning and one miss a clock."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from stand import Stand, incoming, open_stand, pack

from console.clock import VirtualClock
from console.desk.breaching import Watch
from console.desk.calendars import Calendars
from console.desk.desk import Desk
from console.desk.orders import Close, Escalate, Reopen
from console.errors import HalfdayError
from console.rules.conduct import Conduct
from console.rules.worktime import Closure, WorkCalendar

BEGINS = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
AFTERNOON = Closure(datetime(2026, 11, 20, 14, 0, tzinfo=UTC), datetime(2026, 11, 20, 16, 0, tzinfo=UTC), "Burst main")
ACTS = ("look", "other looks", "both look", "close", "reopen", "reply", "undo", "deliver", "escalate", "calendar")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from([0, 5, 20, 90, 1_000])), min_size=4, max_size=14)


async def act(stand: Stand, other: Desk, closed: WorkCalendar, what: str) -> None:
    """One thing that may happen; what is refused just then has not happened."""
    item = await stand.item(1)
    try:
        if what in ("look", "both look"):
            await Watch(stand.office).step()
        if what in ("other looks", "both look"):
            await asyncio.gather(Watch(other.office).step(), Watch(stand.office).step())
        if what == "close":
            await stand.desk.close(Close(**await stand.at(item), reason="a joke"))
        if what == "reopen":
            await stand.desk.reopen(Reopen(**await stand.at(item)))
        if what == "reply":
            await stand.reply(item)
        if what == "undo":
            await stand.desk.undo_last()
        if what == "deliver":
            await stand.deliver()
        if what == "escalate":
            await stand.desk.escalate(Escalate(**await stand.at(item), reason="A reporter asks"))
        if what == "calendar":
            office = replace(stand.office, calendars=Calendars(stand.office.policy, closed), console="c-3")
            await Desk(office, stand.desk.person).apply_calendar()
    except HalfdayError:
        return


@cache
def conduct() -> Conduct:
    """The check of what goes out, which takes a third of a second to make: once for all examples."""
    return Conduct(pack("westward"))


async def lived(folder: Path, steps: list[tuple[str, int]]) -> None:
    stand = await open_stand(folder, clock=VirtualClock(BEGINS))
    vars(stand.office)["conduct"] = conduct()
    second = await open_stand(folder, console="console-2", world=stand.world, clock=stand.clock)
    calendar = stand.office.calendar
    closed = WorkCalendar(
        str(calendar.zone), stand.office.policy.hours(), {}, [AFTERNOON], calendar.first, calendar.last
    )
    try:
        await stand.comes_in(incoming("c1", received_at=BEGINS))
        for what, minutes in steps:
            stand.clock.advance(timedelta(minutes=minutes))
            await act(stand, second.desk, closed, what)
        await Watch(stand.office).step()
        await judge(stand)
    finally:
        for one in (stand, second):
            await one.office.store.close()
        stand.world.close()


def moved_since(said: Counter[tuple[str, object]], event: str, clock_id: object) -> int:
    """How often it may be said once more: the calendar changes once, what it lifts is missed anew or warned of anew."""
    return {"deadline.missed": said["deadline.lifted", clock_id], "deadline.warned": 1}.get(event, 0)


async def judge(stand: Stand) -> None:
    """The record, the rows and the clocks say the same."""
    entries = [one for one in await stand.office.store.audit_entries() if one.event.startswith("deadline.")]
    said = Counter((one.event, one.details["clock"]) for one in entries)
    assert all(times <= 1 + moved_since(said, *key) for key, times in said.items())
    clocks, now = {clock.id: clock for clock in await stand.office.store.clocks(1)}, stand.clock.now()
    breaches = {breach.clock_id: breach for breach in await stand.desk.breaches(1)}
    for clock_id, clock in clocks.items():
        breach = breaches.get(clock_id)
        assert (("deadline.warned", clock_id) in said) is (breach is not None and breach.warned_at is not None)
        assert (("deadline.missed", clock_id) in said) is (breach is not None and breach.missed_at is not None)
        if breach is not None and breach.warned_at is not None and breach.missed_at is not None:
            assert breach.warned_at <= max(breach.missed_at, breach.due_at)
        is_late = clock.due_at < now if clock.stopped_at is None else clock.stopped_at > clock.due_at
        if is_late and clock.outcome not in ("undone", "shut"):
            assert breach is not None
            assert breach.is_missed
        elif not is_late:
            assert breach is None or not breach.is_missed
    stand.verify()


@settings(max_examples=15, deadline=None)
@given(STEPS)
def test_every_clock_is_warned_of_and_missed_once_at_most_and_missed_whenever_it_was_late(
    steps: list[tuple[str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(lived(Path(folder), steps))
