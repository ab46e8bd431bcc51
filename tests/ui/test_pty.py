"""The real program in a real terminal: all five acts by key; no text of a person commands the terminal."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from console.channels.practice_world import PracticeWorld
from console.model import DeliveryState, Dossier, ItemState, Operation
from console.store.sqlite_store import SqliteStore, open_store

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is a POSIX thing", allow_module_level=True)

from tests.ui.terminal import PATIENCE_S, Terminal, terminal

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
WESTWARD = ROOT / "console" / "rules" / "policies" / "westward"
ME = "Mairi Tester:customer-hub-team-leader"
LIST_LINES, LIST_COLUMNS = (2, 23), 79  # at 80×24, without the scrollbar
UNDO_S = 4  # long enough to be seen counting down, short enough to be waited for
ANSWER = "Hello, sorry for the wait. We will send you a private message within one working day."

# The demonstration's platform lives in memory; here it is kept in a file, so that one can look at it afterwards.
KEPT_DEMO = """
import sys
from pathlib import Path
from console.channels.practice_world import PracticeWorld
from console.__main__ import main
kept, opened = Path(sys.argv.pop(1)), PracticeWorld.open
PracticeWorld.open = lambda path=None: opened(kept)
main()
"""


@contextmanager
def halfday(folder: Path, *command: str, **more: str):
    """`halfday` with these arguments in a terminal; its home is the folder. `more` is its environment."""
    environment = {
        "HOME": str(folder), "HALFDAY_HOME": str(folder), "HALFDAY_CONFIG": str(folder / "config.toml"),
        "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "xterm-256color",
    }  # fmt: skip
    with terminal([sys.executable, *command], environment | more) as screen:
        yield screen


def quick_pack(folder: Path) -> Path:
    """Westward's pack with a short undo time."""
    pack = folder / "quick"
    pack.mkdir()
    for file in WESTWARD.glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"(\[undo\][^\[]*?seconds = )\d+", rf"\g<1>{UNDO_S}", text)
        (pack / file.name).write_text(text, encoding="utf-8")
    return pack


def find(screen: Terminal, words: str) -> None:
    """Bring the one item with these words under the cursor."""
    screen.press("/")
    screen.until("words, names or references")
    screen.write(words)
    screen.press("enter")
    screen.until(f"“{words}”", "1 item")


def send(screen: Terminal, said: str) -> None:
    """From the compose screen: the look, a reason where one is asked for, and enter; then it says what it did."""
    screen.press("f4")
    if "Why is it right" in screen.until("goes back to the text"):
        screen.write("agreed with the team")
    screen.press("enter")
    screen.until(said, "takes back")


def reply(screen: Terminal) -> None:
    find(screen, "gardener Easter")
    screen.press("r")
    screen.until("Reply to Gordon Snell")
    screen.write(ANSWER)
    screen.until("We will send you a private message")
    send(screen, "Reply on its way")


def remove(screen: Terminal) -> None:
    find(screen, "winter grant")
    screen.press("x")
    screen.until("Remove it from the page", "Hidden from everybody")
    screen.press("enter")
    screen.until("y  removes it")
    screen.press("y")
    screen.until("Removal on its way", "takes back")


def move_to_private(screen: Terminal) -> None:
    find(screen, "Jenny Bickle")
    screen.press("p")
    screen.until("Move to private: Jenny Bickle", "within half a working day")
    send(screen, "You promised to be in touch")


def log_complaint(screen: Terminal) -> None:
    find(screen, "bus shelter")
    screen.press("c")
    screen.until("Log it on", "Category")
    screen.press("enter", "1", "enter", "enter")
    screen.until("Logged as", "r replies", "takes back")


def escalate(screen: Terminal) -> None:
    find(screen, "bailiff hospital")
    screen.press("e")
    screen.until("Escalate", "Director")
    screen.press("enter")
    screen.write("a threat to a colleague")
    screen.press("enter")
    screen.until("Escalated to")


async def dossiers(store: SqliteStore) -> dict[str, Dossier]:
    """Every item of the store with what belongs to it."""
    found = [await store.dossier(item_id) for item_id in range(1, 200)]  # a demonstration's ids count from one
    return {dossier.item.external_id: dossier for dossier in found if dossier is not None}


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[SqliteStore]:
    store = await open_store(path, console="a test")
    try:
        yield store
    finally:
        await store.close()


def read(path: Path) -> dict[str, Dossier]:
    async def reading() -> dict[str, Dossier]:
        async with opened(path) as store:
            return await dossiers(store)

    return asyncio.run(reading())


def until_all_has_left(screen: Terminal, store: Path, deliveries: int) -> None:
    """The undo times pass, and everything leaves."""
    end = time.monotonic() + PATIENCE_S
    while True:
        screen.settle()
        states = [d.state for dossier in read(store).values() for d in dossier.deliveries]
        if states.count(DeliveryState.DELIVERED) == deliveries == len(states):
            return
        assert time.monotonic() < end, f"{states}\n{screen.text()}"


def test_all_five_acts_by_key_reach_the_store_and_the_platform(tmp_path: Path) -> None:
    store, platform = tmp_path / "demo.sqlite", tmp_path / "platform.sqlite"
    arguments = ("demo", "--policy", str(quick_pack(tmp_path)), "--as", ME, "--store", str(store), "--every", "3600")
    with halfday(tmp_path, "-c", KEPT_DEMO, str(platform), *arguments) as screen:
        screen.until("House rules", "I have read it")
        screen.press("y")
        screen.until("Noted that you have read")
        screen.until_text(lambda text: re.search(r"Inbox \d\d", text) is not None, "what was there at once")
        for act in (reply, remove, move_to_private, log_complaint, escalate):
            act(screen)
            screen.press("escape")
        until_all_has_left(screen, store, deliveries=6)  # two to be private, two to remove
        screen.press("q")
        assert screen.until_ended() == 0
    assert_nothing_commands_the_terminal(bytes(screen.raw))
    assert_stored(read(store))
    assert_on_the_platform(platform)


def assert_stored(items: dict[str, Dossier]) -> None:
    assert {external_id: dossier.item.state for external_id, dossier in items.items() if dossier.actions} == {
        "fbc_5012": ItemState.ANSWERED, "fbc_5033": ItemState.REMOVED, "fbc_5006": ItemState.MOVED,
        "fbc_5030": ItemState.OPEN, "fbc_5040": ItemState.OPEN,
    }  # fmt: skip
    assert len(items["fbc_5006"].promises) == 1
    assert len(items["fbc_5030"].cases) == 1
    assert [e.reason for e in items["fbc_5040"].escalations] == ["a threat to a colleague"]
    assert not any(dossier.item.claimed_by for dossier in items.values())


def assert_on_the_platform(path: Path) -> None:
    world = PracticeWorld.open(path)
    try:
        answers = {(answer.parent, answer.kind.value): answer.text for answer in world.answers()}
        assert answers["fbc_5012", "comment"] == ANSWER
        assert "within half a working day" in answers["fbc_5006", "message"]
        spam = world.entry("facebook", "fbc_5033")
        assert spam is not None
        assert spam.is_hidden
        done = sorted(call.operation for call in world.calls())
        assert done == sorted(
            [Operation.REPLY, Operation.HIDE, Operation.NOTICE, Operation.PRIVATE_REPLY, Operation.REPLY]
        )
    finally:
        world.close()


# What Textual itself says to a terminal; anything else in the stream came from somewhere else.
OURS = re.compile(
    r"\x1b\[[\d;]*[mH]"  # colours; where the cursor stands
    r"|\x1b\[\?(?:1000|1003|1004|1006|1015|1016|1049|2004|2026|2048|25|7)[hl]"  # mouse, focus, screen, paste, cursor
    r"|\x1b\[\?(?:2026|2048)\$p|\x1b\[>\d+u|\x1b\[<u"  # what the terminal can do; its keyboard
    r"|\x1b\]22;[a-z-]*\x07"  # the pointer's shape
)


def assert_nothing_commands_the_terminal(raw: bytes) -> None:
    """Beyond what Textual says, no byte in the stream is anything but text, line ends and the bell for what is late."""
    rest = OURS.sub("", raw.decode("utf-8"))
    strange = re.search(r"[\x00-\x06\x08\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", rest)
    assert strange is None, repr(rest[max(0, strange.start() - 20) : strange.start() + 40])


def list_cells(screen: Terminal) -> list[list[tuple[object, ...]]]:
    """The list, cell by cell, with every figure as 0: a second may have gone by."""
    return [
        [("0" if str(cell[0]).isdigit() else cell[0], *cell[1:]) for cell in line[:LIST_COLUMNS]]
        for line in screen.cells(*LIST_LINES)
    ]


def test_what_the_list_paints_by_itself_is_what_textual_paints_in_any_colours(tmp_path: Path) -> None:
    store = tmp_path / "inbox.sqlite"
    common = ("--policy", "westward", "--store", str(store))
    with halfday(tmp_path, "-m", "console", "import", str(ROOT / "fixtures" / "hostile.jsonl"), *common) as screen:
        screen.until_ended()
    with halfday(tmp_path, "-m", "console", "open", *common, "--as", ME) as screen:
        screen.until("I have read it")
        screen.press("y")
        screen.until("Noted that you have read")
    for colours in ({"COLORTERM": "truecolor"}, {}, {"TERM": "xterm"}, {"NO_COLOR": "1"}):
        with halfday(tmp_path, "-m", "console", "open", *common, "--as", ME, **colours) as screen:
            screen.until("Inbox", "›")
            screen.settle()
            at_first = list_cells(screen)
            screen.press("j", "j", "j", "k", "j")
            moved = list_cells(screen)
            assert [line[0][0] for line in moved].index("›") == 3
            screen.press("?")
            screen.until("Every key")
            screen.press("escape")
            screen.until_text(lambda text: "Every key" not in text, "the list again")
            screen.settle()
            assert moved == list_cells(screen), colours
            assert moved != at_first


def test_no_control_code_of_a_hostile_text_reaches_the_terminal(tmp_path: Path) -> None:
    store = tmp_path / "hostile.sqlite"
    common = ("--policy", "westward", "--store", str(store))
    with halfday(tmp_path, "-m", "console", "import", str(ROOT / "fixtures" / "hostile.jsonl"), *common) as screen:
        screen.until_ended()
    assert_nothing_commands_the_terminal(bytes(screen.raw).replace(b"\x1b[?25l", b""))
    count = len(read(store))
    assert count > 80
    with halfday(tmp_path, "-m", "console", "open", *common, "--as", ME) as screen:
        screen.until("I have read it")
        screen.press("y")
        screen.until("Inbox", str(count))
        for _ in range(count // 20 + 2):
            screen.press("pagedown")
        for key in ("enter", "x", "r", "c", "e", "w"):
            screen.press(key, "escape")
        screen.press("escape", "q")
        screen.until_ended()
    assert_nothing_commands_the_terminal(bytes(screen.raw))
    assert "\x07" not in OURS.sub("", screen.raw.decode("utf-8")), "nothing of these is about to be late"


@pytest.mark.parametrize(
    "planted",
    ["\x1b]52;c;AAAA\x07", "\x1b]8;;https://example.org\x1b\\", "\x1b]0;title\x07", "\x1b[2J", "\x9b2J", "\x08"],
)
def test_a_planted_sequence_would_be_seen(planted: str) -> None:
    with pytest.raises(AssertionError):
        assert_nothing_commands_the_terminal(f"\x1b[1;1H before {planted} after \x1b[0m".encode())
