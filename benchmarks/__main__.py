"""Runs the benchmarks, all of them or those named, and prints one table: `python -m benchmarks [NAMES] [--quick]`."""

from __future__ import annotations

import argparse
import compileall
import os
import re
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from benchmarks.figures import Figure, machine, table
from benchmarks.pty_probe import NotShownError

# In the order in which they run; each module's docstring says what it measures.
NAMES = (
    "worktime", "store_queries", "startup", "keys", "ticks", "arrivals", "importing", "claims", "oversight", "forecast",
    "period_figures",
)  # fmt: skip
CHECKOUT = Path(__file__).parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ones: {', '.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: whether it works, not how fast it is")
    asked = parser.parse_args()
    if unknown := sorted(set(asked.names) - set(NAMES)):
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(NAMES)}")
    compile_byte_code()
    print(machine())
    figures = [figure for name in asked.names or NAMES for figure in _measure(name, asked.quick)]
    print(f"\n{table(figures)}\n\n{machine()}")
    sys.exit(1 if any(figure.is_met is False for figure in figures) else 0)


def compile_byte_code() -> None:
    """Every measured process starts from compiled byte code, whatever the shell says."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for package in ("console", "benchmarks"):
        compileall.compile_dir(CHECKOUT / package, quiet=2)


def _measure(name: str, quick: bool) -> list[Figure]:
    print(f"measuring {name} …", file=sys.stderr, flush=True)
    module = import_module(f"benchmarks.{name}")
    run: Callable[[bool], list[Figure]] = _calendar_figures if name == "worktime" else module.run
    try:
        return run(quick)
    except NotShownError as problem:  # the others are still worth having
        print(problem, file=sys.stderr)
        return [
            Figure(name=f"{name}: not measured, a program did not show what it should", value=1, unit="", at_most=0)
        ]


def _calendar_figures(_: bool) -> list[Figure]:
    """The calendar's rows as figures; its slow ways stand beside its own."""
    from benchmarks.worktime import run

    us = {name: float(figure.split()[0]) for name, figure in run()}
    slow = {name: us.pop(name) for name in list(us) if re.match("by comparison", name)}
    walked, by_minute = slow.values()
    build_ms = us.pop("calendar of three years, built")
    calls = [
        Figure(name=f"{name}, a call", value=value, unit="µs", beside=walked, beside_is="intervals walked",
               at_most=5.0 if name.startswith("due_ms") else None)
        for name, value in us.items()
    ]  # fmt: skip
    minutes = Figure(
        name="240 working minutes, a call", value=us["due_ms, 240 working minutes"], unit="µs", beside=by_minute,
        beside_is="minutes walked",
    )  # fmt: skip
    return [*calls, minutes, Figure(name="calendar of three years, built once", value=build_ms, unit="ms")]


if __name__ == "__main__":
    main()
