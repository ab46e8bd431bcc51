"""A second going by: fifty countdowns in sight that show seconds, with nobody typing, beside a DataTable that does so.

The console is complete but for its background work, which is measured once beside it. The rows in sight are due within
the hour, so each of them says something else every second. Rows due in hours say minutes and stay as they are.
"""

from __future__ import annotations

import re
import sys

from benchmarks.figures import Figure
from benchmarks.generate import store_of
from benchmarks.pty_probe import Program, Rest
from benchmarks.startup import ROW_IN_SIGHT

BOTTOM = b"G"  # the last rows of the inbox are due tomorrow
COUNTDOWN = r"^.[ !] *\d+m\d\d "


def run(quick: bool) -> list[Figure]:
    """Four stretches of rest. About two minutes."""
    seconds = 6.0 if quick else 30.0
    store = store_of(1_000_000)
    ours = [sys.executable, "-m", "benchmarks.open_app", str(store)]
    ticking, in_sight = _rest(ours, ROW_IN_SIGHT, seconds)
    far, _ = _rest(ours, ROW_IN_SIGHT, seconds, BOTTOM)
    working, _ = _rest([*ours, "--background"], ROW_IN_SIGHT, seconds)
    table, _ = _rest([sys.executable, "-m", "benchmarks.table_app", "--tick"], "Tenant 1", seconds)
    return [
        Figure(name=f"{in_sight} countdowns a second, CPU", value=_percent(ticking), unit="% of a core",
               beside=_percent(table), beside_is="DataTable, 50 cells", at_most=1.0),
        Figure(name=f"{in_sight} countdowns a second, output", value=_bytes(ticking), unit="bytes a tick",
               beside=_bytes(table), beside_is="DataTable, 50 cells", at_most=1_500),
        Figure(name="rows that say minutes, CPU", value=_percent(far), unit="% of a core", beside=_percent(ticking),
               beside_is="rows that say seconds"),
        Figure(name="rows that say minutes, output", value=_bytes(far), unit="bytes a tick", beside=_bytes(ticking),
               beside_is="rows that say seconds"),
        Figure(name="the same with all background work, CPU", value=_percent(working), unit="% of a core",
               beside=_percent(ticking), beside_is="without"),
    ]  # fmt: skip


def _rest(command: list[str], expected: str, seconds: float, keys: bytes = b"") -> tuple[Rest, int]:
    """A stretch of rest, and how many lines showed seconds when it was over."""
    with Program(command) as program:
        program.wait_for(expected)
        if keys:
            program.rest(1.0)
            program.send(keys)
        program.settle()
        rest = program.rest(seconds)
        return rest, _counting(program.lines())


def _counting(lines: list[str]) -> int:
    return sum(re.match(COUNTDOWN, line) is not None for line in lines)


def _percent(rest: Rest) -> float:
    return rest.cpu_s / rest.seconds * 100


def _bytes(rest: Rest) -> float:
    return rest.size_bytes / rest.seconds
