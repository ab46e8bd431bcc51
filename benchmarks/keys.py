"""From a key to the screen: `j` and page down in the inbox, beside a DataTable of 10,000 rows and neomutt.

All programs run at once and are given a key in turn, so that whatever else the machine does falls on all of them alike.
The console is complete but for its background work; the dossier beside the list is read and painted as always.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures import Figure, share
from benchmarks.generate import judged_samples, store_of
from benchmarks.pty_probe import Look, Program, Reaction, grounds, row_of, top_line
from benchmarks.startup import ROW_IN_SIGHT

MAILS = 10_000
FRAME_MS = 16.7  # a screen that is drawn sixty times a second
PAGE_DOWN = b"\x1b[6~"
PAGE_LINE, PAGE_CELLS = 20, 60  # a line in the middle of the list, as wide as the list is
WARM = 5
IN_SIGHT = {"1,000": ROW_IN_SIGHT, "1,000,000": ROW_IN_SIGHT, "table": "Tenant 1", "neomutt": "Tenant 99"}


@dataclass(slots=True)
class Typist:
    """A program and what it does at each key."""

    name: str
    program: Program
    look: Look
    reactions: list[Reaction] = field(default_factory=list)

    def press(self, key: bytes) -> None:
        self.reactions.append(self.program.press(key, self.look))

    def changed_ms(self) -> list[float]:
        """Milliseconds until the screen said something else; keys that did nothing are left out."""
        return [one.changed_s * 1_000 for one in self.reactions[WARM:] if one.changed_s is not None]

    def whole_ms(self) -> list[float]:
        """Milliseconds until the last byte of what the key set off."""
        return [one.last_s * 1_000 for one in self.reactions[WARM:] if one.changed_s is not None]


def run(quick: bool) -> list[Figure]:
    """Some hundred keys in each program. About two minutes."""
    presses = 40 if quick else 200
    cursors: list[tuple[str, Look]] = [("1,000", row_of("›")), ("1,000,000", row_of("›")), ("table", grounds(2))]
    if shutil.which("neomutt"):
        cursors.append(("neomutt", grounds(2)))
    paged = top_line(PAGE_LINE, PAGE_CELLS)
    moves = _type(b"j", presses, cursors)
    pages = _type(PAGE_DOWN, presses // 5, [("1,000,000", paged), ("table", paged)])
    return _move_figures(moves) + _neomutt_figures(moves) + _page_figures(pages)


def _move_figures(moves: dict[str, Typist]) -> list[Figure]:
    big, small, table = (moves[name].changed_ms() for name in ("1,000,000", "1,000", "table"))
    return [
        Figure(name="j to screen at 1,000,000, p50", value=share(big, 50), unit="ms", beside=share(table, 50),
               beside_is="DataTable, 10,000 rows", ratio_at_most=0.35),
        Figure(name="j to screen at 1,000,000, p95", value=share(big, 95), unit="ms", beside=share(table, 95),
               beside_is="DataTable, 10,000 rows", at_most=FRAME_MS),
        Figure(name="j to screen at 1,000,000, p99", value=share(big, 99), unit="ms", beside=share(table, 99),
               beside_is="DataTable, 10,000 rows"),
        Figure(name="j to screen at 1,000,000, p50", value=share(big, 50), unit="ms", beside=share(small, 50),
               beside_is="at 1,000", ratio_at_most=1.2),
    ]  # fmt: skip


def _page_figures(pages: dict[str, Typist]) -> list[Figure]:
    big, table = pages["1,000,000"], pages["table"]
    return [
        Figure(name="page down at 1,000,000, p50", value=share(big.changed_ms(), 50), unit="ms",
               beside=share(table.changed_ms(), 50), beside_is="DataTable, 10,000 rows", at_most=FRAME_MS),
        Figure(name="page down at 1,000,000, p95", value=share(big.changed_ms(), 95), unit="ms",
               beside=share(table.changed_ms(), 95), beside_is="DataTable, 10,000 rows"),
        Figure(name="page down, whole (an animation would go on), p50", value=share(big.whole_ms(), 50), unit="ms",
               beside=share(table.whole_ms(), 50), beside_is="DataTable, 10,000 rows"),
    ]  # fmt: skip


def _neomutt_figures(moves: dict[str, Typist]) -> list[Figure]:
    if "neomutt" not in moves:
        return [Figure(name="j beside neomutt: it is not installed here", value=0, unit="")]
    big, mutt = moves["1,000,000"].changed_ms(), moves["neomutt"].changed_ms()
    return [
        Figure(name="j to screen at 1,000,000, p50", value=share(big, 50), unit="ms", beside=share(mutt, 50),
               beside_is=f"neomutt, {MAILS:,} mails", ratio_at_most=2.0),
    ]  # fmt: skip


def _type(key: bytes, presses: int, programs: list[tuple[str, Look]]) -> dict[str, Typist]:
    """Give every program the key in turn, so many times."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        typists = []
        for name, look in programs:
            program = stack.enter_context(Program(_command(name, Path(folder))))
            program.wait_for(IN_SIGHT[name])
            typists.append(Typist(name, program, look))
        for typist in typists:
            if typist.name == "neomutt":
                typist.program.send(b"=")  # it begins at the last mail
            typist.program.settle()
        for _ in range(presses + WARM):
            for typist in typists:
                typist.press(key)
    return {typist.name: typist for typist in typists}


def _command(name: str, folder: Path) -> list[str]:
    if name == "table":
        return [sys.executable, "-m", "benchmarks.table_app"]
    if name == "neomutt":
        return ["neomutt", "-n", "-R", "-F", str(_settings(folder)), "-f", str(_mailbox(folder))]
    store = store_of(int(name.replace(",", "")))
    return [sys.executable, "-m", "benchmarks.open_app", str(store)]


def _settings(folder: Path) -> Path:
    """neomutt with its list in order of arrival and one colour for the cursor, nothing else set."""
    settings = folder / "neomuttrc"
    settings.write_text(
        f"set folder={folder}\nset sort=date\nset quit=yes\nset menu_scroll=no\ncolor indicator black white\n"
    )
    return settings


def _mailbox(folder: Path) -> Path:
    """Mails with the same texts as the inbox."""
    samples, mailbox = judged_samples(), folder / "mailbox"
    with mailbox.open("w", encoding="utf-8") as file:
        for number in range(MAILS):
            words = " ".join(samples[number % len(samples)].incoming.text.split())[:70]
            date = f"Wed, 18 Nov 2026 {number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d} +0000"
            file.write(f"From t@example.org Wed Nov 18 00:00:00 2026\nFrom: Tenant {number} <t{number}@example.org>\n")
            file.write(f"Date: {date}\nSubject: {words}\nMessage-ID: <{number}@example.org>\nStatus: RO\n\n{words}\n\n")
    return mailbox
