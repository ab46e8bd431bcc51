"""Textual's driver for Linux and macOS, which also takes what a widget writes itself, at once.

Textual paints at the next of sixty frames a second, after two messages, from everything that overlaps what changed.
That is right for whatever changes the layout; but of a cursor that goes one line on it is most of the time
that the key takes, and of fifty countdowns most of what a second costs. Who paints directly answers for writing what
Textual would (see `direct_paint`). On Windows, in a browser and in tests there is no such driver: Textual paints all.
"""

from __future__ import annotations

import os
import re
import select
import sys
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver
    from textual.message import Message
    from textual.timer import Timer

# All that a direct painter has to say to a terminal is where (CSI H) and in which colours (CSI m): nothing else passes.
_COMMAND = re.compile(r"[\x00-\x1a\x1c-\x1f\x7f-\x9f]|\x1b(?!\[[0-9;]*[mH])")


# What the writing thread, where it has nothing to do, need not be woken for: 0.2 ms of the 1.4 that a `j` takes. No
# longer than what a pseudo-terminal takes in one go, so that the loop does not wait for a slow line.
AT_ONCE_CHARACTERS = 1_500

LOOKS_EVERY_S = 1.0  # whether the terminal is still there


class Direct(Protocol):
    """Takes what a widget writes itself."""

    def paint(self, text: str) -> bool:
        """Write it at once; False when it was not written: the terminal is not ours now, or it holds a command."""


@runtime_checkable
class PaintedDirectly(Protocol):
    """An app whose widgets may paint directly. The driver puts itself here."""

    direct: Direct | None


class Outlasting:
    """A terminal's stream that outlasts its terminal: what cannot be written any more is dropped.

    Textual writes on a thread, which would end with the first failed write; whoever waits for it then waits for ever.
    """

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._is_gone = False
        self._written = 0
        self.arrived = 0  # how many of the thread's writes have reached the terminal

    def write(self, text: str) -> None:
        self._written += 1
        self._unless_gone(self._stream.write, text)

    def flush(self) -> None:
        self._unless_gone(self._stream.flush)
        self.arrived = self._written

    def write_at_once(self, text: str) -> None:
        """On the caller's own thread; only while the writing thread has nothing to do."""
        self._unless_gone(self._stream.write, text)
        self._unless_gone(self._stream.flush)

    def has_room(self) -> bool:
        """Whether the terminal takes something now, so that a short text keeps nobody waiting."""
        try:
            return bool(select.select([], [self._stream.fileno()], [], 0)[1])
        except (OSError, ValueError):  # gone, or a stream of a test's
            return False

    def fileno(self) -> int:
        return self._stream.fileno()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def _unless_gone(self, do: Callable[..., object], *given: object) -> None:
        if self._is_gone:
            return
        try:
            do(*given)
        except OSError:
            self._is_gone = True


def is_harmless(text: str) -> bool:
    """Whether a text only moves the cursor, sets colours and writes."""
    return _COMMAND.search(text) is None


def direct_form(driver_class: type[Driver]) -> type[Driver]:
    """The direct form of a driver, where it has one; else the driver as it is."""
    if sys.platform == "win32":
        return driver_class
    from textual.drivers.linux_driver import LinuxDriver  # POSIX only; Textual has imported it by now

    if driver_class is not LinuxDriver:
        return driver_class

    class DirectDriver(LinuxDriver):
        """Keeps to the order of writing: what is painted directly goes the way of everything else."""

        def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: Any = None) -> None:
            super().__init__(app, debug=debug, mouse=mouse, size=size)
            self._file: Any = Outlasting(self._file)
            self._own_app = app
            self._is_ours = False  # the terminal: not before it is set up, not while the program is suspended
            self._handed_over = 0  # how many writes the thread was given
            self._looks: Timer | None = None
            if isinstance(app, PaintedDirectly):
                app.direct = self

        def start_application_mode(self) -> None:
            if self._is_ours:
                return  # a SIGCONT without a stop before it, as `timeout` sends: a second reader would never end
            self.exit_event.clear()
            super().start_application_mode()  # type: ignore[no-untyped-call] # Textual's own has no types
            self._is_ours = True
            self._looks = self._looks or self._own_app.set_interval(LOOKS_EVERY_S, self._leave_without_terminal)

        def stop_application_mode(self) -> None:
            self._is_ours = False
            super().stop_application_mode()
            self.exit_event.set()  # a thread that reads keys, and that Textual has not stopped, would read on for ever

        def _leave_without_terminal(self) -> None:
            """A window that is closed sends its signal to whoever it started, which may be `make` and not us.

            The thread that reads keys would find nothing, at once and again, for as long as the machine is up.
            """
            if self._is_ours and not os.isatty(self.fileno):
                self._own_app.exit()

        def paint(self, text: str) -> bool:
            if not self._is_ours or not is_harmless(text):
                return False
            is_idle = self._file.arrived == self._handed_over
            if is_idle and len(text) <= AT_ONCE_CHARACTERS and self._file.has_room():
                self._file.write_at_once(text)
            else:
                self.write(text)
            return True

        def write(self, data: str) -> None:
            self._handed_over += 1
            super().write(data)

        def send_message(self, message: Message) -> None:
            """From the thread that reads keys straight into the app's queue, without a task made for each message."""
            self._own_app.post_message(message)

    return DirectDriver
