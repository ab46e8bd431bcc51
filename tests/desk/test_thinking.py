"""What takes long is worked out in order on a thread that nobody has to wait for."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading

import pytest

from console.desk.thinking import think

AT_LENGTH_S = 60


async def test_things_are_worked_out_one_after_the_other_in_order() -> None:
    at_work: list[int] = []
    most = 0

    def work(number: int) -> int:
        nonlocal most
        at_work.append(number)
        most = max(most, len(at_work))
        at_work.remove(number)
        return number

    assert await asyncio.gather(*(think(work, number) for number in range(20))) == list(range(20))
    assert most == 1


async def test_what_it_raises_reaches_who_asked_and_the_next_goes_on() -> None:
    def fail() -> None:
        raise LookupError("not there")

    with pytest.raises(LookupError, match="not there"):
        await think(fail)
    assert await think(max, 1, 2) == 2


async def test_what_nobody_waits_for_any_more_is_left_out() -> None:
    may_end, done = threading.Event(), list[str]()
    first = asyncio.create_task(think(may_end.wait, AT_LENGTH_S))
    second = asyncio.create_task(think(done.append, "second"))
    third = asyncio.create_task(think(done.append, "third"))
    await asyncio.sleep(0.01)
    second.cancel()
    may_end.set()
    await asyncio.gather(first, third)
    assert done == ["third"]


def test_leaving_does_not_wait_for_it() -> None:
    program = (
        "import asyncio, time\n"
        "from console.desk.thinking import think\n"
        "async def main():\n"
        f"    asyncio.create_task(think(time.sleep, {AT_LENGTH_S}))\n"
        "    await asyncio.sleep(0.1)\n"
        "asyncio.run(main())\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], timeout=AT_LENGTH_S / 2, check=True, capture_output=True)
    assert ran.stderr == b""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_a_forked_process_thinks_by_itself() -> None:
    assert asyncio.run(think(max, 1, 2)) == 2
    child = os.fork()
    if child == 0:
        os._exit(asyncio.run(asyncio.wait_for(think(max, 3, 4), AT_LENGTH_S / 2)))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 4
