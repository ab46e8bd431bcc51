"""A real terminal for tests: a program in a pty, its screen kept by pyte, everything it wrote kept byte for byte.

POSIX only. Nothing here sleeps for a fixed time: one waits until the screen says what is expected.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import pyte

COLUMNS, LINES = 80, 24
PATIENCE_S = 30.0  # a start on a loaded machine, and the longest undo time
TURN_S = 0.05
QUIET_S = 0.15  # a screen is painted when the program has written nothing for so long
KEYS = {"enter": "\r", "escape": "\x1b", "f4": "\x1bOS", "pagedown": "\x1b[6~"}


class Terminal:
    """What a test holds in its hands: keys in, the screen and the raw bytes out."""

    def __init__(self, process: subprocess.Popen[bytes], fd: int) -> None:
        self._process = process
        self._fd = fd
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = bytearray()

    def press(self, *keys: str) -> None:
        """Send keys by name, each read by the program on its own: an escape before a letter would be alt."""
        for key in keys:
            os.write(self._fd, KEYS.get(key, key).encode())
            self.settle()

    def write(self, text: str) -> None:
        """Paste a text, as a terminal does."""
        os.write(self._fd, b"\x1b[200~" + text.encode() + b"\x1b[201~")
        self.settle()

    def settle(self) -> None:
        """Take in what the program writes until it is quiet for a moment."""
        while self._read(QUIET_S):
            pass

    def text(self) -> str:
        return "\n".join(self._screen.display)

    def cells(self, first: int, end: int) -> list[list[tuple[object, ...]]]:
        """What stands on these lines, cell by cell: the character, its colours, how it is written."""
        return [[tuple(self._screen.buffer[y][x]) for x in range(COLUMNS)] for y in range(first, end)]

    def until(self, *words: str) -> str:
        """Wait until the screen shows all of the words."""
        return self.until_text(lambda text: all(word in text for word in words), " and ".join(words))

    def until_text(self, holds: Callable[[str], bool], what: str) -> str:
        """Wait until the screen is as expected; what it then shows. Fails with the screen after PATIENCE_S."""
        end = time.monotonic() + PATIENCE_S
        while not holds(self.text()):
            if time.monotonic() > end:
                raise AssertionError(f"the screen never showed {what}:\n{self.text()}")
            if not self._read(TURN_S) and self._process.poll() is not None:
                raise AssertionError(f"the program ended before it showed {what}:\n{self.text()}")
        return self.text()

    def until_ended(self) -> int:
        """Wait for the program's end; its exit code."""
        end = time.monotonic() + PATIENCE_S
        while self._process.poll() is None:
            assert time.monotonic() < end, f"it never ended:\n{self.text()}"
            self._read(TURN_S)
        self.settle()
        return self._process.returncode

    def vanish(self, *, is_told: bool = True) -> None:
        """Close the terminal as a closed window does. Raises TimeoutExpired when the program does not end of it.

        `is_told`: by the signal that the system sends to whoever the terminal belongs to. That may be another program.
        """
        os.close(self._fd)
        self._fd = -1
        if is_told:
            self._process.send_signal(signal.SIGHUP)
        self._process.wait(PATIENCE_S)

    def _read(self, wait_s: float) -> bool:
        """Take in what has been written; False when nothing came within the time."""
        ready, _, _ = select.select([self._fd], [], [], wait_s)
        if not ready:
            return False
        try:
            written = os.read(self._fd, 65_536)
        except OSError:  # Linux says EIO when the program has closed its side
            return False
        self.raw += written
        self._stream.feed(written)
        return bool(written)


@contextmanager
def terminal(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Terminal]:
    """Run a command in a terminal of 80×24; it is ended on the way out if it has not ended by itself."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=dict(environment), start_new_session=True
    )
    os.close(theirs)
    held = Terminal(process, ours)
    try:
        yield held
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait()
        if held._fd >= 0:
            os.close(held._fd)
