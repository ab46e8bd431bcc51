"""Starting: from exec until the inbox is in sight, as `halfday open` does it, beside a trivial Textual app.

The clock begins at the moment of the stores, so that no more of their items are late than in a living inbox.

CPU time is compared, not wall time: the machine may be busy. Runs are interleaved and the median counts.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Figure, middle
from benchmarks.generate import NOW, PERSON, POLICY, store_of
from benchmarks.pty_probe import Program, Start

ROW_IN_SIGHT = r"(Fb|Yt) (co|pm|rv|@ )"
SETTLES_S = 0.8  # the dossier, which comes after the inbox, is then there too, and what masks personal data
HEAVY = ("httpx", "rapidfuzz", "phonenumbers", "chunspell", "holidays")
# Runs a module with a listener on imports; the file is written to at once, so that it can be read while it runs.
LISTENER = """
import sys, runpy
seen = open(sys.argv[1], "w", buffering=1)
sys.addaudithook(lambda event, given: seen.write(str(given[0]) + "\\n") if event == "import" else None)
sys.argv = ["halfday", *sys.argv[2:]]
runpy.run_module("benchmarks.open_halfday", run_name="__main__")
"""


def run(quick: bool) -> list[Figure]:
    """CPU and memory of three programs, and what the big store's start imports. About a minute."""
    runs = 4 if quick else 15
    commands = {
        "trivial": ([sys.executable, "-m", "benchmarks.trivial_app"], "trivial app stands"),
        "1,000": (_open(store_of(1_000)), ROW_IN_SIGHT),
        "1,000,000": (_open(store_of(1_000_000)), ROW_IN_SIGHT),
    }
    cpu_ms: dict[str, list[float]] = {name: [] for name in commands}
    wall_ms: dict[str, list[float]] = {name: [] for name in commands}
    memory_mb: dict[str, list[float]] = {name: [] for name in commands}
    settled_mb: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, (command, expected) in commands.items():
            start, settled = _start(command, expected)
            if turn:  # the first warms caches and byte code
                cpu_ms[name].append(start.cpu_s * 1_000)
                wall_ms[name].append(start.seen_s * 1_000)
                memory_mb[name].append(start.memory_mb)
                settled_mb[name].append(settled)
    measured = (cpu_ms, wall_ms, memory_mb, settled_mb)
    cpu, wall, memory, later = ({name: middle(x) for name, x in kept.items()} for kept in measured)
    trivial, small, big = commands
    early = heavy_imports(_open(store_of(1_000_000))[3:])
    return [
        Figure(
            name="exec to inbox at 1,000,000, CPU", value=cpu[big], unit="ms", beside=cpu[trivial],
            beside_is="trivial app", ratio_at_most=1.25,
        ),
        Figure(
            name="exec to inbox at 1,000,000, CPU", value=cpu[big], unit="ms", beside=cpu[small],
            beside_is="at 1,000", ratio_at_most=1.3,
        ),
        Figure(
            name="exec to inbox at 1,000,000, wall clock", value=wall[big], unit="ms", beside=wall[trivial],
            beside_is="trivial app",
        ),
        Figure(
            name="memory (Pss), inbox in sight at 1,000,000", value=memory[big], unit="MB", beside=memory[trivial],
            beside_is="trivial app", ratio_at_most=1.5,
        ),
        Figure(
            name=f"memory (Pss) {SETTLES_S} s later", value=later[big], unit="MB", beside=later[trivial],
            beside_is="trivial app",
        ),
        Figure(name=f"heavy packages before first paint {early or ''}".strip(), value=len(early), unit="", at_most=0),
    ]  # fmt: skip


def heavy_imports(arguments: Sequence[str]) -> list[str]:
    """Which of the heavy packages somebody had asked for by the time the inbox was in sight."""
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "imports"
        with Program([sys.executable, "-c", LISTENER, str(notes), *arguments]) as program:
            program.wait_for(ROW_IN_SIGHT)
            asked_for = {name.partition(".")[0] for name in notes.read_text().split()}
    return sorted(asked_for & set(HEAVY))


def _open(store: Path) -> list[str]:
    return [
        sys.executable, "-m", "benchmarks.open_halfday", NOW.isoformat(), "open", "--store", str(store),
        "--policy", POLICY, "--as", PERSON,
    ]  # fmt: skip


def _start(command: Sequence[str], expected: str) -> tuple[Start, float]:
    with Program(command) as program:
        start = program.wait_for(expected)
        program.rest(SETTLES_S)
        return start, program.memory_mb()
