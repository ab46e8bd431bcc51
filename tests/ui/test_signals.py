"""A dropped connection or a `kill` leaves as a key would: no claim stays behind, the terminal is put back."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("pty")  # POSIX only

from tests.ui.terminal import terminal

ROOT = Path(__file__).parents[2]
INBOX = ROOT / "fixtures" / "westward_inbox.jsonl"
ALTERNATE_SCREEN_OFF, CURSOR_ON = b"\x1b[?1049l", b"\x1b[?25h"


def claims(store: Path) -> int:
    with closing(sqlite3.connect(store)) as connection:
        found: int = connection.execute("select count(*) from claims").fetchone()[0]
        return found


@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
def test_a_signal_lets_go_of_claims_and_puts_the_terminal_back(tmp_path: Path, name: str) -> None:
    store = tmp_path / "store.sqlite"
    environment = {
        "HOME": str(tmp_path), "HALFDAY_HOME": str(tmp_path), "HALFDAY_CONFIG": str(tmp_path / "config.toml"),
        "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "xterm-256color",
    }  # fmt: skip
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
