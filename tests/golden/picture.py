"""A screen as text: its cells, and under them how each run of cells looks. Small, byte-stable and readable in a review.

What moves by itself is frozen first: toasts are gone, cursors do not blink; the stage's clock stands.
"""

from __future__ import annotations

import difflib
import os
import tempfile
from itertools import groupby
from pathlib import Path

from rich.segment import Segment
from rich.style import Style
from textual.widgets import Input, TextArea

from console.text import displayable
from tests.ui.stage import Stage

SCREENS = Path(__file__).parent / "screens"
ACCEPT = "HALFDAY_GOLDEN"  # set to "write", the pictures are written anew instead of compared
SHOWN_LINES = 40  # of a difference; the rest is in the files
STANDS_TURNS, STANDS_TURN_S = 4, 0.06  # what the store still has to answer arrives well within a quarter of a second
LOOKS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

Line = list[Segment]


async def picture(stage: Stage) -> str:
    """The screen once it stands: everything on it at rest, and drawn alike several times running."""
    await freeze(stage)
    drawn, alike = _draw(stage), 0
    while alike < STANDS_TURNS:
        await stage.pilot.pause(STANDS_TURN_S)
        again = _draw(stage)
        drawn, alike = again, alike + 1 if again == drawn else 0
    return drawn


def _draw(stage: Stage) -> str:
    lines = [list(strip) for strip in stage.app.screen._compositor.render_strips()]
    names = _names(lines)
    cells = "\n".join(f"|{displayable(_text(line))}|" for line in lines)
    looks = "\n".join(f"{number:>2} {_runs(line, names)}" for number, line in enumerate(lines, start=1))
    legend = "\n".join(f"{name} {look}" for look, name in names.items())
    size = stage.app.size
    return f"{size.width}x{size.height}\n{cells}\n\n{looks}\n\n{legend}\n"


async def freeze(stage: Stage) -> None:
    """Toasts go, cursors stand still, and all that was to be painted is painted."""
    stage.app.clear_notifications()
    for field in [*stage.app.screen.query(TextArea), *stage.app.screen.query(Input)]:
        field.cursor_blink = False
        field.notify_style_update()  # Textual 8.2.8 keeps a line with its cursor blinked away for one that stands still
    await stage.until(lambda: not stage.app.screen.query("Toast"), "the toasts go")
    await stage.pilot.pause()


def assert_golden(name: str, drawn: str) -> None:
    """The picture is the one that is kept under this name; else what differs, and how to accept it."""
    kept = SCREENS / f"{name}.txt"
    if os.environ.get(ACCEPT) == "write":
        SCREENS.mkdir(exist_ok=True)
        kept.write_text(drawn, encoding="utf-8", newline="\n")
        return
    before = kept.read_text(encoding="utf-8") if kept.exists() else ""
    if drawn != before:
        raise AssertionError(_difference(kept, before, drawn))


def _difference(kept: Path, before: str, drawn: str) -> str:
    """What differs, line by line, and where the new picture is."""
    new = Path(tempfile.mkdtemp(prefix="halfday-golden-")) / kept.name
    new.write_text(drawn, encoding="utf-8", newline="\n")
    lines = difflib.unified_diff(before.splitlines(), drawn.splitlines(), "kept", "drawn", n=0, lineterm="")
    shown = "\n".join(list(lines)[:SHOWN_LINES])
    return (
        f"{kept.name} looks different from what is kept (the new picture: {new}).\n{shown}\n"
        f"If this is how it should look: make golden (or {ACCEPT}=write python -m pytest tests/golden)"
    )


def _text(line: Line) -> str:
    return "".join(segment.text for segment in line)


def _names(lines: list[Line]) -> dict[str, str]:
    """A letter for each look, in the order in which they first appear."""
    looks = dict.fromkeys(_look(segment) for line in lines for segment in line if segment.text)
    assert len(looks) <= len(LOOKS), "more looks than letters: this screen is too colourful"
    return dict(zip(looks, LOOKS, strict=False))


def _runs(line: Line, names: dict[str, str]) -> str:
    """ "a12 b3": twelve cells look like a, three like b."""
    looked = [(names[_look(segment)], segment.cell_length) for segment in line if segment.text]
    runs = [(name, sum(cells for _, cells in run)) for name, run in groupby(looked, key=lambda one: one[0])]
    return " ".join(f"{name}{cells}" for name, cells in runs)


def _look(segment: Segment) -> str:
    """Colours and attributes, without what a click would do."""
    style = segment.style or Style.null()
    return str(style.clear_meta_and_links()) if style.link is None else str(style)
