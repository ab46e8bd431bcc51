"""What the list paints by itself: the cells that Textual would paint, nothing over other things, and no command."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.driver import Driver
from textual.geometry import Region

from console.desk.lines import parse_line
from console.screens.telling import say
from console.widgets.direct_driver import AT_ONCE_CHARACTERS, Outlasting, PaintedDirectly, direct_form, is_harmless
from console.widgets.direct_paint import Cells, cells_text, changed_cells
from tests.ui.stage import NOW, Stage, comment, staged

CORPUS = Path(__file__).parents[2] / "fixtures" / "hostile.jsonl"
UNWRAPPED = "\x1b[?7l"  # as Textual sets a terminal up
LONGEST_FIGURES = 30  # bytes for a countdown: where it stands, two figures, and its share of the colours

Cell = tuple[object, ...]


class Paper:
    """A terminal for the list of a stage, drawn by Textual once and from then on only by what is painted directly."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._screen, self._stream = _terminal(stage.app.size)
        self._stream.feed(_whole(stage))
        self.painted: list[str] = []
        stage.app.direct = self

    def paint(self, text: str) -> bool:
        assert is_harmless(text)
        self.painted.append(text)
        self._stream.feed(text)
        return True

    def cells(self) -> list[list[Cell]]:
        """What stands where the list is."""
        return _cells(self._screen, self._stage.inbox.inbox.region)

    def rest(self) -> list[list[Cell]]:
        """What stands on the lines above and below the list."""
        width, height = self._stage.app.size
        region = self._stage.inbox.inbox.region
        above, below = Region(0, 0, width, region.y), Region(0, region.bottom, width, height - region.bottom)
        return _cells(self._screen, above) + _cells(self._screen, below)


def drawn_by_textual(stage: Stage) -> list[list[Cell]]:
    """What would stand where the list is, if Textual painted everything anew."""
    screen, stream = _terminal(stage.app.size)
    stage.inbox.inbox.forget_lines(None)
    stream.feed(_whole(stage))
    return _cells(screen, stage.inbox.inbox.region)


def _terminal(size: tuple[int, int]) -> tuple[pyte.Screen, pyte.Stream]:
    screen = pyte.Screen(*size)
    stream = pyte.Stream(screen)
    stream.feed(UNWRAPPED)
    return screen, stream


def _whole(stage: Stage) -> str:
    return stage.app.screen._compositor.render_full_update().render_segments(stage.app.console)


def _cells(screen: pyte.Screen, region: Region) -> list[list[Cell]]:
    return [[tuple(screen.buffer[y][x]) for x in region.column_range] for y in region.line_range]


def due_soon(count: int) -> list:
    """Items due within the hour, whose countdowns show seconds; one is late, one says days."""
    near = [comment(number, f"the boiler is out, {number}", minutes=190 + 2 * number) for number in range(count)]
    return [*near, comment(90, "late", minutes=300), comment(91, "far off", minutes=1)]


async def tick(stage: Stage, seconds: int) -> None:
    stage.clock.advance(timedelta(seconds=seconds))
    stage.inbox.inbox.tick()


def lines_of(cells: list[list[Cell]]) -> list[list[Cell]]:
    """The list's own cells: without its scrollbar."""
    return [line[:-1] for line in cells]


async def settled(stage: Stage) -> None:
    """All that Textual was to paint is painted."""
    await stage.pilot.pause()
    await stage.until(lambda: not stage.inbox.inbox._awaits_frame, "the frame comes")


# -- the same cells ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("has_colours", [True, False])
async def test_moves_and_seconds_leave_the_cells_that_textual_would_paint(
    tmp_path: Path, has_colours: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_colours:
        monkeypatch.setenv("NO_COLOR", "1")
    async with staged(tmp_path, due_soon(12)) as stage:
        await settled(stage)
        paper = Paper(stage)
        for key, seconds in [("j", 1), ("j", 9), ("k", 0), ("j", 61), ("j", 1), ("k", 600), ("k", 2400), ("j", 60)]:
            before = len(paper.painted)
            await stage.press(key)
            await tick(stage, seconds)
            assert len(paper.painted) >= before + (2 if seconds else 1)
            assert paper.cells() == drawn_by_textual(stage)


async def test_a_page_leaves_the_cells_that_textual_would_paint(tmp_path: Path) -> None:
    async with staged(tmp_path, due_soon(90)) as stage:
        await settled(stage)
        paper, top = Paper(stage), stage.inbox.inbox.scroll_offset.y
        stage.inbox.inbox.page(1)
        assert stage.inbox.inbox.scroll_offset.y > top
        assert len(paper.painted) == 1, "at once, and once"
        assert not stage.inbox.inbox._awaits_frame
        await settled(stage)  # the scrollbar is Textual's
        assert lines_of(paper.cells()) == lines_of(drawn_by_textual(stage))


async def test_lines_that_are_not_loaded_yet_wait_for_a_frame(tmp_path: Path) -> None:
    async with staged(tmp_path, due_soon(90)) as stage:
        await settled(stage)
        paper = Paper(stage)
        stage.inbox.inbox.move_to(89)
        assert paper.painted == []
        await stage.until(lambda: stage.inbox.inbox.current is not None, "its row is loaded")
        await settled(stage)
        assert "…" not in str(stage.inbox.inbox.render_line(0).text)[:12]


async def test_hostile_texts_are_painted_as_textual_would(tmp_path: Path) -> None:
    from msgspec.structs import replace

    items = [parse_line(line) for line in CORPUS.read_bytes().splitlines() if line.strip()]
    async with staged(tmp_path, size=(120, 60)) as stage:
        await stage.take_in([replace(item, received_at=NOW) for item in items])
        await stage.until(lambda: len(stage.inbox.inbox.window) == len(items))
        await settled(stage)
        paper, before = Paper(stage), stage.inbox.inbox.current_id
        for _ in range(min(len(items), stage.inbox.inbox.size.height) - 1):
            stage.inbox.inbox.move_by(1)
        assert stage.inbox.inbox.current_id != before
        assert len(paper.painted) == min(len(items), stage.inbox.inbox.size.height) - 1
        assert paper.cells() == drawn_by_textual(stage)


async def test_a_second_writes_the_figures_that_changed_and_no_more(tmp_path: Path) -> None:
    async with staged(tmp_path, due_soon(12)) as stage:
        await settled(stage)
        paper = Paper(stage)
        await tick(stage, 1)
        assert len(paper.painted) == 1
        assert len(paper.painted[0]) <= 12 * LONGEST_FIGURES
        await tick(stage, 0)
        assert len(paper.painted) == 1  # nothing says something else


@given(
    st.lists(
        st.tuples(
            st.integers(0, 30),
            st.integers(0, 9),
            st.sampled_from(["", "\x1b[1;31m", "\x1b[42m"]),
            st.text("0:9m", min_size=1, max_size=9),
        ),
        max_size=20,
        unique_by=lambda cell: cell[1],
    )
)
def test_cells_stand_where_and_how_they_were_said(said: Sequence[tuple[int, int, str, str]]) -> None:
    (together, feed), (apart, feed_apart) = _terminal((60, 10)), _terminal((60, 10))
    feed.feed(cells_text([Cells(*cell) for cell in said], (7, 3)))
    for x, y, sgr, text in said:
        feed_apart.feed(f"\x1b[{y + 1};{x + 1}H\x1b[0m{sgr}{text}\x1b[0m")
    whole = Region(0, 0, 60, 10)
    assert _cells(together, whole) == _cells(apart, whole)
    assert (together.cursor.x, together.cursor.y) == (7, 3)
    assert together.cursor.attrs == pyte.Screen(1, 1).cursor.attrs


@given(st.text(max_size=12), st.text(max_size=12))
def test_changed_cells_turn_one_text_into_the_other(before: str, after: str) -> None:
    column, words = changed_cells(before, after)
    if len(before) != len(after):
        assert (column, words) == (0, after)
    else:
        assert before[:column] + words + before[column + len(words) :] == after


# -- not where something else stands -----------------------------------------------------------------------------------


async def test_under_a_toast_textual_paints(tmp_path: Path) -> None:
    async with staged(tmp_path, due_soon(18)) as stage:
        await settled(stage)
        paper = Paper(stage)
        say(stage.inbox, "Somebody said something.")
        await stage.until(lambda: stage.app.screen.query("Toast"), "a toast stands")
        await settled(stage)
        stage.tap("j")
        await stage.until(lambda: stage.inbox.inbox.cursor == 1)
        await tick(stage, 1)
        assert paper.painted == []
        stage.app.clear_notifications()
        await stage.until(lambda: not stage.app.screen.query("Toast"), "the toast goes")
        await settled(stage)
        stage.inbox.inbox.move_by(1)
        assert len(paper.painted) == 1


async def test_under_a_dialog_nothing_is_painted(tmp_path: Path) -> None:
    async with staged(tmp_path, due_soon(5)) as stage:
        await settled(stage)
        paper = Paper(stage)
        stage.tap("question_mark")
        await stage.until(lambda: "Every key" in stage.screen_text(), "the help stands")
        await settled(stage)
        stage.inbox.inbox.render_lines(Region(0, 0, 80, 1))  # as for the dialog's dimmed ground
        await tick(stage, 1)
        assert paper.painted == []


async def test_while_a_frame_is_on_its_way_textual_paints(tmp_path: Path) -> None:
    async with staged(tmp_path, due_soon(5)) as stage:
        await settled(stage)
        paper = Paper(stage)
        stage.inbox.inbox.refresh()
        stage.inbox.inbox.move_by(1)
        assert paper.painted == []


async def test_a_cursor_out_of_sight_is_not_painted_over_other_lines(tmp_path: Path) -> None:
    async with staged(tmp_path, due_soon(60)) as stage:
        await settled(stage)
        stage.inbox.inbox.scroll_to(y=1, animate=False, force=True, immediate=True)  # as a wheel does
        await settled(stage)
        paper = Paper(stage)
        above_and_below = paper.rest()
        stage.inbox.inbox.move_by(1)
        assert len(paper.painted) == 1  # one line: the other is above the list's first
        assert paper.rest() == above_and_below
        assert paper.cells() == drawn_by_textual(stage)


async def test_what_the_terminal_does_not_take_textual_paints(tmp_path: Path) -> None:
    async with staged(tmp_path, due_soon(5)) as stage:
        await settled(stage)
        stage.app.direct = SimpleNamespace(paint=lambda _: False)
        stage.inbox.inbox.move_by(1)
        assert stage.inbox.inbox._awaits_frame
        await settled(stage)
        await tick(stage, 1)
        assert stage.inbox.inbox._awaits_frame


async def test_a_persons_own_key_moves_the_cursor(tmp_path: Path) -> None:
    async with staged(tmp_path, due_soon(5), keys={"down": "N", "up": "P"}) as stage:
        await stage.press("N", "N", "P")
        assert stage.inbox.inbox.cursor == 1
        await stage.press("j")
        assert stage.inbox.inbox.cursor == 1


# -- the driver --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    ["\x1b[2J", "\x1b[?1049l", "\x1b]52;c;cm0=\x07", "\x1b]8;;http://x\x1b\\", "\x1bc", "\x1b[6n", "\x9b2J", "a\nb",
     "\r", "\x07", "\x08", "\x7f", "\x1b", "\x1b[", "\x1b[1;2", "\x1bP1$r\x1b\\", "\x00", "\x85", "\x1b[>1m"],
)  # fmt: skip
def test_a_command_is_not_harmless(command: str) -> None:
    assert not is_harmless(command)
    assert not is_harmless(f"\x1b[1;1H\x1b[31mwords{command}\x1b[0m words")


def test_places_colours_and_words_are_harmless() -> None:
    assert is_harmless("\x1b[12;3H\x1b[0m\x1b[1;38;2;1;2;3;48;5;7m› 43:10 Aonghas – a’ bhùth 🏠\x1b[0m\x1b[1;1H\x1b[m")


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A driver whose terminal is a list, and the app that it belongs to."""
    if sys.platform == "win32":
        pytest.skip("Windows has a driver of its own")
    from textual.drivers.linux_driver import LinuxDriver

    written: list[str] = []

    def begin(self: LinuxDriver, app: object, **_: object) -> None:
        self._file, self.exit_event = io.StringIO(), threading.Event()

    monkeypatch.setattr(LinuxDriver, "__init__", begin)
    monkeypatch.setattr(LinuxDriver, "start_application_mode", lambda self: written.append("start"))
    monkeypatch.setattr(LinuxDriver, "stop_application_mode", lambda self: written.append("stop"))
    monkeypatch.setattr(LinuxDriver, "write", lambda self, text: written.append(text))
    app = SimpleNamespace(direct=None, set_interval=lambda *_: object())
    return SimpleNamespace(app=app, written=written, driver=direct_form(LinuxDriver)(app))


def test_the_driver_writes_only_while_the_terminal_is_the_programs(driver: SimpleNamespace) -> None:
    direct = driver.app.direct
    assert direct is driver.driver
    assert not direct.paint("before")
    driver.driver.start_application_mode()
    assert direct.paint("while")
    driver.driver.stop_application_mode()
    assert not direct.paint("after")
    assert driver.written == ["start", "while", "stop"]


def test_the_terminal_is_not_set_up_a_second_time(driver: SimpleNamespace) -> None:
    driver.driver.start_application_mode()
    driver.driver.start_application_mode()  # a SIGCONT that no stop came before
    assert driver.written == ["start"]
    driver.driver.stop_application_mode()
    driver.driver.start_application_mode()
    assert driver.written == ["start", "stop", "start"]


def test_the_driver_writes_no_command(driver: SimpleNamespace) -> None:
    driver.driver.start_application_mode()
    assert not driver.app.direct.paint("\x1b]0;title\x07")
    assert driver.written == ["start"]


def test_a_short_text_goes_at_once_and_never_before_what_the_thread_still_has(
    driver: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = driver.driver._file
    monkeypatch.setattr(stream, "has_room", lambda: True)
    driver.driver.start_application_mode()
    assert driver.app.direct.paint("one")
    assert stream._stream.getvalue() == "one"
    driver.driver.write("a frame")  # the thread has it, and has not written it yet
    assert driver.app.direct.paint("two")
    assert driver.written == ["start", "a frame", "two"]
    for _ in range(2):
        stream.write("")  # the thread's turn
    stream.flush()
    assert driver.app.direct.paint("three")
    assert stream._stream.getvalue() == "onethree"


def test_a_long_text_or_a_slow_terminal_is_left_to_the_thread(
    driver: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.driver.start_application_mode()
    monkeypatch.setattr(driver.driver._file, "has_room", lambda: False)
    assert driver.app.direct.paint("slow")
    monkeypatch.setattr(driver.driver._file, "has_room", lambda: True)
    driver.driver._file.arrived = driver.driver._handed_over
    assert driver.app.direct.paint("x" * (AT_ONCE_CHARACTERS + 1))
    assert [len(text) for text in driver.written] == [5, 4, AT_ONCE_CHARACTERS + 1]


def test_a_terminal_that_is_gone_has_no_room() -> None:
    stream = Outlasting(io.StringIO())
    assert not stream.has_room()


def test_any_other_driver_stays_as_it_is() -> None:
    class Other(Driver):
        pass

    assert direct_form(Other) is Other


async def test_the_console_paints_directly_where_it_can(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        assert isinstance(stage.app, PaintedDirectly)
        assert hasattr(stage.app.driver_class, "paint") == (sys.platform != "win32")
