"""Makes the README's picture from the program itself: the practice inbox, headless, on a clock that stands.

`python -m docs.screenshots` writes `inbox.svg` beside this file, and `inbox.png` where rsvg-convert is installed.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from textual.pilot import Pilot

from console.app import HalfdayApp
from console.bootstrap import Opening, opened_desk
from console.cli.demo import STARTS_AT, practice_channels
from console.clock import Clock, VirtualClock
from console.desk.desk import Desk
from console.desk.intake import Intake
from console.desk.ports import Channel

HERE = Path(__file__).parent
POLICY = "westward"
SIZE = (132, 38)  # columns and rows: two columns with room, and still readable in a browser
PNG_WIDTH_PX = 1000
MUST_SHOW = ("Inbox", "overdue", "Found", "Suggestions")  # else something was not there yet, or is no more
FONT_FACES = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)  # a picture in a README fetches nothing from elsewhere
ARRIVES_EVERY_S = 3600.0  # the clock stands, so nothing further arrives
TURN_S = 0.1
TURNS = 20  # two seconds for rows, thread and suggestions to be read from the store


async def picture(*keys: str) -> str:
    """The console after these keys, as SVG."""
    clock = VirtualClock(datetime.fromisoformat(STARTS_AT))
    with tempfile.TemporaryDirectory(prefix="halfday-picture-") as name:
        folder = Path(name)
        opening = Opening(policy=POLICY, name="Alex", role=None, store=folder / "halfday.sqlite", folder=folder)
        async with opened_desk(opening, clock, _channels) as desk:
            await _fill(desk)
            app = HalfdayApp(desk, await desk.first_look(2 * SIZE[1]), practice="practice")
            async with app.run_test(size=SIZE) as pilot:
                await _settle(pilot)
                await pilot.press(*keys)
                await _settle(pilot)
                return _standing_alone(app.export_screenshot(title="Halfday"))


def _standing_alone(svg: str) -> str:
    """Without the fonts that it would fetch; rsvg-convert needs to be told that spaces count."""
    return FONT_FACES.sub("", svg).replace("<svg ", '<svg xml:space="preserve" ', 1)


def _channels(_: object, clock: Clock) -> Mapping[str, Channel]:
    return practice_channels(POLICY, clock, "calm", ARRIVES_EVERY_S)


async def _fill(desk: Desk) -> None:
    await desk.acknowledge_policy()
    for channel in desk.office.channels.values():
        await Intake(desk.office).fetch(channel)


async def _settle(pilot: Pilot[None]) -> None:
    for _ in range(TURNS):
        await pilot.pause(TURN_S)


def _write_png(svg: Path) -> Path | None:
    """The same picture in pixels; None without rsvg-convert."""
    convert = shutil.which("rsvg-convert")
    if convert is None:
        return None
    png = svg.with_suffix(".png")
    subprocess.run([convert, "--width", str(PNG_WIDTH_PX), "--output", str(png), str(svg)], check=True)
    return png


def main() -> None:
    shown = asyncio.run(picture())
    if missing := [word for word in MUST_SHOW if word not in shown]:
        sys.exit(f"The picture does not show {', '.join(missing)}, so the old one stays.")
    svg = HERE / "inbox.svg"
    svg.write_text(shown, encoding="utf-8", newline="\n")
    for made in (svg, _write_png(svg)):
        if made is not None:
            print(f"{made.relative_to(HERE.parent).as_posix()}: {made.stat().st_size / 1000:,.0f} kB")


if __name__ == "__main__":
    main()
