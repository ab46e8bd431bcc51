"""Measuring a terminal program from outside, on a pseudo-terminal of its own, as somebody at a keyboard would meet it.

What arrives is stamped and kept; the terminal is emulated (pyte, slow) only when the stretch of time is over, so that
the emulation never delays a stamp. CPU time is the kernel's run time of all threads of the program. POSIX only; CPU and
memory are read from /proc.
"""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

import pyte

COLUMNS, ROWS = 140, 56
TEXT_KEPT = 200_000  # characters of output looked through for an expected text
CONTROL = re.compile(r"\x1b\[[0-9;:<>=?]*[ -/]*[@-~]|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b.")
# Sequences that pyte 0.8 would print as text.
UNKNOWN_TO_PYTE = re.compile(
    r"\x1b\[[<>=][0-9;:]*[A-Za-z]|\x1b\[\?[0-9;]*\$p|\x1b\[\?[0-9;]*u|\x1b[P_^X][^\x1b]*\x1b\\|\x1b\[[0-9;]*\s?[tq]"
)
UNFINISHED = re.compile(r"\x1b(?:\[[0-9;:<>=?$ ]*|[\]P_^X][^\x07\x1b]*\x1b?)?$")
# What a modern terminal would say, so that the program draws in whole frames as it would there.
ANSWERS = (
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
)

SETTLED_S, IDLE = 1.0, 0.05  # it has settled when so long a rest takes no more than this share of a core

Chunks = list[tuple[float, bytes]]
Look = Callable[[pyte.Screen], object]


class NotShownError(Exception):
    """The program ended, or did not show what was waited for; the message holds its last screen."""


@dataclass(frozen=True, slots=True)
class Start:
    """From exec until the expected text arrived: seconds of the wall clock and of CPU; memory when it was noticed."""

    seen_s: float
    cpu_s: float
    memory_mb: float


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a key did: seconds until the screen said something else (None: never) and until the last byte, and bytes."""

    changed_s: float | None
    last_s: float
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Rest:
    """A stretch of time in which nobody typed."""

    seconds: float
    cpu_s: float
    size_bytes: int
    writes: int


class Program:
    """A running program and the screen it draws. Use it with `with`: it ends the program."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._unfinished = ""
        self.started_s = perf_counter()
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            _become(command, {**_environment(), **(environment or {})})

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- measuring ---------------------------------------------------------------------------------------------------

    def wait_for(self, expected: str, limit_s: float = 60.0) -> Start:
        """Wait until the text (a regular expression) has been written. Raises NotShownError."""
        pattern, text, end_s = re.compile(expected), "", perf_counter() + limit_s
        chunks: Chunks = []
        cpu_s = 0.0
        while not pattern.search(text):
            chunk = self._read(end_s - perf_counter())
            cpu_s = self.cpu_s()  # at once: looking through a screen takes milliseconds, and it works on meanwhile
            if chunk is None:
                self._draw(chunks)
                raise NotShownError(f"{expected!r} was not shown; the screen:\n" + "\n".join(self.lines()))
            chunks.append(chunk)
            text = (text + CONTROL.sub("", chunk[1].decode("utf-8", "replace")))[-TEXT_KEPT:]
        start = Start(chunks[-1][0] - self.started_s, cpu_s, self.memory_mb())
        self._draw(chunks)
        return start

    def press(self, keys: bytes, look: Look, *, quiet_s: float = 0.04, limit_s: float = 1.0) -> Reaction:
        """Type, and follow what comes until `quiet_s` of silence after the first byte."""
        before, pressed_s = look(self.screen), perf_counter()
        os.write(self._terminal, keys)
        chunks = self._follow(limit_s, quiet_s)
        changed_s = None
        for at_s, data in chunks:
            self._draw([(at_s, data)])
            if changed_s is None and look(self.screen) != before:
                changed_s = at_s - pressed_s
        last_s = chunks[-1][0] - pressed_s if chunks else 0.0
        return Reaction(changed_s, last_s, sum(len(data) for _, data in chunks))

    def send(self, keys: bytes) -> None:
        os.write(self._terminal, keys)

    def rest(self, seconds: float) -> Rest:
        """Leave it alone for a while."""
        cpu_s, began_s = self.cpu_s(), perf_counter()
        chunks = self._follow(seconds, None)
        took_s = perf_counter() - began_s
        rest = Rest(took_s, self.cpu_s() - cpu_s, sum(len(data) for _, data in chunks), len(chunks))
        self._draw(chunks)
        return rest

    def settle(self, limit_s: float = 30.0) -> None:
        """Leave it alone until it has done what it does after its start: a second of hardly any CPU."""
        end_s = perf_counter() + limit_s
        while self.rest(SETTLED_S).cpu_s > SETTLED_S * IDLE and perf_counter() < end_s:
            pass

    def cpu_s(self) -> float:
        """CPU seconds of all its threads so far."""
        total_ns = 0
        for thread in Path(f"/proc/{self._pid}/task").iterdir():
            with contextlib.suppress(OSError):  # a thread that has just ended
                total_ns += int((thread / "schedstat").read_text().split()[0])
        return total_ns / 1e9

    def memory_mb(self) -> float:
        """Its proportional share of memory."""
        rollup = Path(f"/proc/{self._pid}/smaps_rollup").read_text()
        found = re.search(r"^Pss:\s+(\d+)", rollup, re.M)
        return int(found.group(1)) / 1024 if found else 0.0

    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    def close(self) -> None:
        """Hang up, and end it if it does not end by itself."""
        for sign, patience_s in ((signal.SIGHUP, 1.0), (signal.SIGKILL, 5.0)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, sign)
            if self._has_ended(patience_s):
                break
        os.close(self._terminal)

    # -- reading -----------------------------------------------------------------------------------------------------

    def _has_ended(self, patience_s: float) -> bool:
        end_s = perf_counter() + patience_s
        while perf_counter() < end_s:
            if os.waitpid(self._pid, os.WNOHANG)[0]:
                return True
            if self._read(0.01) is None:  # a program that cannot write cannot end
                sleep(0.005)
        return False

    def _read(self, limit_s: float) -> tuple[float, bytes] | None:
        """The next bytes and when they came; None when none came in time or none will come."""
        if limit_s <= 0 or not select.select([self._terminal], [], [], limit_s)[0]:
            return None
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError:
            return None
        at_s = perf_counter()
        for question, answer in ANSWERS:
            if question.search(data):
                os.write(self._terminal, answer)
        return (at_s, data) if data else None

    def _follow(self, limit_s: float, quiet_s: float | None) -> Chunks:
        chunks: Chunks = []
        end_s = perf_counter() + limit_s
        while (left_s := end_s - perf_counter()) > 0:
            patience_s = min(left_s, quiet_s) if quiet_s is not None and chunks else left_s
            chunk = self._read(patience_s)
            if chunk is None:
                break
            chunks.append(chunk)
        return chunks

    def _draw(self, chunks: Chunks) -> None:
        for _, data in chunks:
            text = self._unfinished + self._decoder.decode(data)
            cut = UNFINISHED.search(text)
            self._unfinished = text[cut.start() :] if cut else ""
            whole = text[: cut.start()] if cut else text
            self._stream.feed(UNKNOWN_TO_PYTE.sub("", whole))


def row_of(marker: str) -> Look:
    """Which line begins with the marker."""
    return lambda screen: next((y for y in range(ROWS) if screen.buffer[y][0].data == marker), None)


def grounds(column: int) -> Look:
    """The ground of every line at a column: where a highlighted cursor stands."""
    return lambda screen: [(screen.buffer[y][column].bg, screen.buffer[y][column].reverse) for y in range(ROWS)]


def top_line(first: int, width: int) -> Look:
    """What a line says: whether a list was paged."""
    return lambda screen: screen.display[first][:width]


def _environment() -> dict[str, str]:
    """The caller's, with byte code allowed and a terminal that knows everything; no personal settings."""
    kept = {key: value for key, value in os.environ.items() if key not in ("PYTHONDONTWRITEBYTECODE", "NO_COLOR")}
    nowhere = {"HALFDAY_CONFIG": os.path.join(os.sep, "nowhere", "halfday.toml")}
    return {**kept, **nowhere, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}


def _become(command: Sequence[str], environment: Mapping[str, str]) -> None:
    """In the child: take the size of the terminal and turn into the program."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.execvpe(command[0], list(command), dict(environment))
    except OSError as problem:
        os.write(2, str(problem).encode())
    finally:
        os._exit(127)
