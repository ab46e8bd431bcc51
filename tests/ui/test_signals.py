"""A dropped connection or a `kill` leaves as a key would: no claim stays behind, the terminal is put back."""

from __future__ import annotations

import errno
import io
import os
import re
import signal
import sqlite3
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from textual.drivers._writer_thread import WriterThread

from console.widgets.direct_driver import Outlasting

pytest.importorskip("pty")  # POSIX only

from tests.ui.terminal import terminal

ROOT = Path(__file__).parents[2]
INBOX = ROOT / "fixtures" / "westward_inbox.jsonl"
ALTERNATE_SCREEN_OFF, CURSOR_ON = b"\x1b[?1049l", b"\x1b[?25h"

BREAKING_DEMO = """
from console.__main__ import main
from console.screens.inbox import InboxScreen
InboxScreen.action_remove = lambda self: 1 / 0
main()
"""


def claims(store: Path) -> int:
    with closing(sqlite3.connect(store)) as connection:
        found: int = connection.execute("select count(*) from claims").fetchone()[0]
        return found


def surroundings(folder: Path) -> dict[str, str]:
    return {
        "HOME": str(folder), "HALFDAY_HOME": str(folder), "HALFDAY_CONFIG": str(folder / "config.toml"),
        "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "xterm-256color",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("shown", ["Halfday", "Inbox", "I have read it"])
def test_a_terminal_that_is_gone_at_any_moment_ends_the_console(tmp_path: Path, shown: str) -> None:
    """Whatever was being written then: a window that is closed leaves no process behind."""
    with terminal([sys.executable, "-m", "console", "demo"], surroundings(tmp_path)) as screen:
        screen.until(shown)
        screen.vanish()


@pytest.mark.slow
@pytest.mark.parametrize("is_writing", [False, True])
def test_a_terminal_that_is_gone_ends_the_console_although_another_program_was_told(
    tmp_path: Path, is_writing: bool
) -> None:
    """`make run` is told of a closed window, and waits for the console."""
    with terminal([sys.executable, "-m", "console", "demo"], surroundings(tmp_path)) as screen:
        screen.until("I have read it")
        if is_writing:
            screen.press("y")
            screen.until("Noted that you have read")
            screen.until_text(lambda text: re.search(r"Inbox \d\d", text) is not None, "what was there at once")
            screen.press("r")
            screen.until("Nothing written yet")
        screen.vanish(is_told=False)


class GoneTerminal(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(errno.EIO, "Input/output error")


def test_what_writes_to_a_terminal_outlasts_it() -> None:
    writer = WriterThread(Outlasting(GoneTerminal()))  # type: ignore[arg-type]
    writer.start()
    stopping = threading.Thread(target=lambda: (*(writer.write("x") for _ in range(100)), writer.stop()), daemon=True)
    stopping.start()
    stopping.join(5.0)
    assert not stopping.is_alive()
    assert not writer.is_alive()


@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
def test_a_signal_lets_go_of_claims_and_puts_the_terminal_back(tmp_path: Path, name: str) -> None:
    store = tmp_path / "store.sqlite"
    environment = surroundings(tmp_path)
    common = ("--policy", "westward", "--store", str(store))
    with terminal([sys.executable, "-m", "console", "import", str(INBOX), *common], environment) as screen:
        screen.until_ended()
    command = [sys.executable, "-m", "console", "open", *common, "--as", "Sam Example"]
    with terminal(command, environment) as screen:
        screen.until("I have read it")
        screen.press("y")
        screen.until("Inbox")
        screen.press(" ")
        screen.until_text(lambda _: claims(store) == 1, "a claim")
        os.kill(screen._process.pid, getattr(signal, name))
        assert screen.until_ended() == 0
    assert claims(store) == 0
    assert ALTERNATE_SCREEN_OFF in screen.raw
    assert CURSOR_ON in screen.raw


def test_a_console_that_breaks_does_not_end_as_if_all_were_well(tmp_path: Path) -> None:
    """The app is made to break by a key: whoever started it, a script or a service, must see that it did."""
    with terminal([sys.executable, "-c", BREAKING_DEMO, "demo"], surroundings(tmp_path)) as screen:
        screen.until("I have read it")
        screen.press("y")
        screen.until("Noted that you have read")
        screen.press("x")
        assert screen.until_ended() == 1
