"""A console that is killed at random moments, again and again: `python kill_worker.py FOLDER KILLS SEED`.

Everything is imported once; each round is a fork that opens the store and the platform's file, acts on open items
with the dispatcher beside it, and is killed: every other one after 20 to 400 ms of real time, so that waiting is met
too, the others after 20 to 800 ms of the processor's, so that work is met on a slow or busy machine. The last round
acts no more, and ends when nothing is due.

Prints what it did as one line of JSON. POSIX only.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from msgspec.structs import replace
from stand import incoming, message

from console.cases.file import CaseFile
from console.channels.practice import PracticeChannel
from console.channels.practice_trouble import Chance, Touch, Trouble, TroubleKind
from console.channels.practice_world import PracticeWorld
from console.clock import SystemClock
from console.desk import dispatch, endings
from console.desk.calendars import Calendars
from console.desk.desk import Desk
from console.desk.dispatch import Dispatcher
from console.desk.intake import Intake
from console.desk.office import CASES, Office
from console.desk.orders import Close, Correct, Escalate, LogComplaint, MoveToPrivate, Remove, Reopen, Reply
from console.errors import Refusal
from console.model import DeliveryState, Incoming, Operation, Person
from console.reports.figures import PeriodFigures
from console.rules.packs import Policy, load_policy
from console.rules.worktime import WorkCalendar
from console.store.sqlite_store import open_store

SHORTEST_LIFE_S, LONGEST_LIFE_S, LONGEST_WORK_S = 0.02, 0.4, 0.8
PATIENCE_S = 10.0  # with a life that is measured on the processor
ARRIVALS = 5  # in each round
UNDO_S = 0.02
PERSON = Person("alex-practice", "Alex Practice", "customer-hub-team-leader")
BAD_DAY = (
    Chance(TroubleKind.ANSWER_LOST, 0.1),
    Chance(TroubleKind.CALL_LOST, 0.1),
    Chance(TroubleKind.UNREACHABLE, 0.05, (Touch.LOOK, Touch.CALL, Touch.FETCH)),
    Chance(TroubleKind.NOT_ALLOWED, 0.03),
    Chance(TroubleKind.RATE_LIMITED, 0.02, from_s=0.02, to_s=0.1),
    Chance(TroubleKind.SLOW, 0.4, (Touch.LOOK, Touch.CALL), 0.0, 0.25),
)


REHEARSED_ACTS = 60  # some of every sort


def quicken() -> None:
    """The product's own pace is that of people and networks; here a minute of it has to fit into a second."""
    endings.FIRST_RETRY_S = 0.02
    dispatch.POLL_S = 0.005
    dispatch.CASES_TIMEOUT_S = 0.2


def hasty_policy() -> Policy:
    """Westward's, with an undo window that is over at once."""
    policy = load_policy("westward")
    undo = replace(policy.core.undo, seconds=UNDO_S, channels={})
    policy = replace(policy, core=replace(policy.core, undo=undo))
    return policy


def calendar_now(policy: Policy) -> WorkCalendar:
    year = datetime.now(UTC).year
    return policy.calendar(date(year - 1, 1, 1), date(year + 2, 12, 31), {})


class Worker:
    """One life of the console."""

    def __init__(self, folder: Path, policy: Policy, calendar: WorkCalendar, seed: int, *, is_last: bool) -> None:
        self.folder, self.policy, self.calendar = folder, policy, calendar
        self.random, self.seed, self.is_last = Random(seed), seed, is_last
        self.said = 0
        self.journal = os.open(folder / "journal", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    async def live(self) -> None:
        console = f"console-{self.seed}"
        store = await open_store(self.folder / "halfday.sqlite", console=console)
        self.world = PracticeWorld.open(self.folder / "world.sqlite")
        clock = SystemClock()
        trouble = Trouble(chances=() if self.is_last else BAD_DAY, seed=self.seed)
        channels = {
            name: PracticeChannel(self.world, name, clock, trouble=trouble, call_timeout_s=0.2, settle_after_s=0.05)
            for name in ("facebook", "youtube")
        }
        cases = CaseFile(self.folder / "cases")
        calendars = Calendars(self.policy, self.calendar)
        reporting = partial(PeriodFigures, store, self.policy, calendars, clock)
        self.office = Office(store, self.policy, calendars, clock, channels, cases, console, reporting)
        self.desk = Desk(self.office, PERSON)
        self.dispatcher = Dispatcher(self.office, lease_margin_s=0.05)
        await (self.come_to_rest() if self.is_last else self.work())
        await store.close()
        self.world.close()

    # -- the last life ---------------------------------------------------------------------------------------------

    async def come_to_rest(self) -> None:
        while await self.office.store.next_delivery_at() is not None:
            for name in (*self.office.channels, CASES):
                await self.dispatcher.step(name)
            await asyncio.sleep(0.005)
        for _ in range(3):
            await self.fetch()

    async def fetch(self) -> None:
        for channel in list(self.office.channels.values()):
            await Intake(self.office).fetch(channel)

    # -- the others ------------------------------------------------------------------------------------------------

    async def work(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self.dispatcher.run())
            group.create_task(self.act_on())

    async def act_on(self) -> None:
        for number in range(ARRIVALS):
            self.world.arrive(self.arriving(number))
        await self.fetch()
        while True:
            with suppress(Refusal):
                await self.act()
            await asyncio.sleep(0)

    def arriving(self, number: int) -> Incoming:
        name, now = f"{self.seed}_{number}", datetime.now(UTC) - timedelta(minutes=1)
        who = {"author_external_id": f"author_{name}", "received_at": now}
        if number == 0:
            return message(name, f"Hello, {name}", thread=f"talk_{name}", **who)
        if number == 1:
            return message(name, f"Still here, {name}", thread=f"talk_{self.seed}_0", **who)
        return incoming(name, f"The lift is stuck, {name}", channel="youtube" if number == 2 else "facebook", **who)

    async def act(self) -> None:
        order = list(await self.desk.order())
        newest = order[-12:]  # those that nobody has got round to
        item_id = self.random.choice(newest if self.random.random() < 0.7 else order)
        dossier = await self.desk.dossier(item_id)
        assert dossier is not None
        at = {"item_id": item_id, "version": dossier.item.version}
        acts: list[Callable[[dict[str, int]], Awaitable[Any]]] = [
            *[self.reply] * 4, self.remove, self.remove, self.move, self.move, self.log, self.escalate, self.close,
        ]  # fmt: skip
        done = await self.random.choice(acts)(at)
        os.write(self.journal, f"{done.action_id}\n".encode())
        if self.random.random() < 0.1:
            undone = await self.desk.undo_last()
            os.write(self.journal, f"-{undone.action_id}\n".encode())
        if self.random.random() < 0.3:
            await self.mend(item_id)

    def words(self) -> str:
        self.said += 1
        return f"Answer {self.seed}.{self.said}: https://www.gov.uk/housing"

    async def reply(self, at: dict[str, int]) -> Any:
        return await self.desk.reply(Reply(**at, text=self.words(), reason="test"))

    async def remove(self, at: dict[str, int]) -> Any:
        reason = self.random.choice(["offensive", "personal-data"])
        return await self.desk.remove(Remove(**at, reason_id=reason))

    async def move(self, at: dict[str, int]) -> Any:
        text = f"{self.words()} We will ring within one working day."
        order = MoveToPrivate(**at, private_text=text, public_text=self.words(), timescale_id="one-day", reason="test")
        return await self.desk.move_to_private(order)

    async def log(self, at: dict[str, int]) -> Any:
        return await self.desk.log_complaint(LogComplaint(**at, is_complaint=True, category="Repairs"))

    async def escalate(self, at: dict[str, int]) -> Any:
        return await self.desk.escalate(Escalate(**at, reason="A reporter asks"))

    async def close(self, at: dict[str, int]) -> Any:
        return await self.desk.close(Close(**at, reason="Not for us"))

    async def mend(self, item_id: int) -> None:
        """What failed is tried again, what stands is now and then corrected, what is closed reopened."""
        for delivery in await self.office.store.deliveries_of_item(item_id):
            item = await self.office.store.item(item_id)
            assert item is not None
            at = {"item_id": item_id, "version": item.version}
            if delivery.state is DeliveryState.FAILED:
                await self.desk.retry(delivery.id)
            elif delivery.operation is Operation.REPLY and delivery.receipt:
                await self.desk.correct(Correct(**at, delivery_id=delivery.id, text=self.words(), reason="test"))
            elif not item.state.is_unanswered:
                await self.desk.reopen(Reopen(**at))


class Rehearsal(Worker):
    """A life in peace before the first fork: it loads and compiles what a life of some 100 ms has no time for."""

    async def work(self) -> None:
        for number in range(ARRIVALS):
            self.world.arrive(self.arriving(number))
        await self.fetch()
        for _ in range(REHEARSED_ACTS):
            with suppress(Refusal):
                await self.act()
        await self.come_to_rest()


def main(folder: Path, kills: int, seed: int) -> None:
    quicken()
    policy = hasty_policy()
    calendar, random, started_s = calendar_now(policy), Random(seed), time.monotonic()
    with tempfile.TemporaryDirectory() as elsewhere:
        asyncio.run(Rehearsal(Path(elsewhere), policy, calendar, seed, is_last=False).live())
    early = 0
    for number in range(kills):
        worker = Worker(folder, policy, calendar, seed * 100_000 + number, is_last=False)
        if number % 2:
            status = lives_for(worker, random.uniform(SHORTEST_LIFE_S, LONGEST_LIFE_S))
        else:
            status = works_for(worker, random.uniform(SHORTEST_LIFE_S, LONGEST_WORK_S))
        early += not os.WIFSIGNALED(status)
    last = fork(Worker(folder, policy, calendar, seed * 100_000 + kills, is_last=True))
    status = os.waitpid(last, 0)[1]
    took_s = round(time.monotonic() - started_s, 1)
    sys.stdout.write(json.dumps({"kills": kills, "ended_early": early, "last": status, "took_s": took_s}))


def lives_for(worker: Worker, real_s: float) -> int:
    """Let it live so long by the clock on the wall; how it ended."""
    child = fork(worker)
    time.sleep(real_s)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def works_for(worker: Worker, processor_s: float) -> int:
    """Let it live until it has had so much of the processor, wherever it is then; how it ended.

    SIGPROF, which nobody handles, ends a process as SIGKILL does: at once, and with nothing put in order.
    """
    child = fork(worker, processor_s)
    end_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < end_s:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return status
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def fork(worker: Worker, processor_s: float = 0.0) -> int:
    """The process of a life; it ends by itself after so much of the processor, never for 0."""
    child = os.fork()
    if child:
        os.close(worker.journal)
        return child
    code = 1
    try:
        signal.setitimer(signal.ITIMER_PROF, processor_s)
        asyncio.run(worker.live())
        code = 0
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
