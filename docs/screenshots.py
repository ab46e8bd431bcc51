"""Makes the README's pictures from the program itself: the practice inbox, headless, on a clock that stands.

`python -m docs.screenshots` writes `inbox.svg` and `supervisor.svg` beside this file, and each as a PNG where
rsvg-convert is installed.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from textual.pilot import Pilot

from console.app import HalfdayApp
from console.bootstrap import Opening, opened_desk, sign_in
from console.cli.demo import STARTS_AT, practice_channels
from console.clock import Clock, VirtualClock
from console.desk.breaching import Watch
from console.desk.desk import Desk
from console.desk.dispatch import Dispatcher
from console.desk.intake import Intake
from console.desk.orders import Reply
from console.desk.ports import Channel
from console.errors import Refusal

HERE = Path(__file__).parent
POLICY = "westward"
SIZE = (132, 38)  # columns and rows: two columns with room, and still readable in a browser
PNG_WIDTH_PX = 1000
# By name, the keys that lead there and what it has to show: else something was not there yet, or is no more.
PICTURES = {
    "inbox": ((), ("Inbox", "overdue", "Found", "Suggestions")),
    "supervisor": (("s", "b", "b"), ("answers late", "Ahead until", "Robin", "By channel")),
}
COLLEAGUES = (("Kim", 2, 3), ("Robin", 3, 5))  # how many each holds, and has answered
ANSWER = "Thank you for telling us. Please report it here: https://www.gov.uk/housing"
FONT_FACES = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)  # a picture in a README fetches nothing from elsewhere
ARRIVES_EVERY_S = 3600.0  # the clock stands, so nothing further arrives
UNDO = timedelta(seconds=16)
TURN_S = 0.1
TURNS = 20  # two seconds for rows, thread and suggestions to be read from the store


async def picture(*keys: str) -> str:
    """The console after these keys, as SVG."""
    clock = VirtualClock(datetime.fromisoformat(STARTS_AT))
    with tempfile.TemporaryDirectory(prefix="halfday-picture-") as name:
        folder = Path(name)
        opening = Opening(
            policy=POLICY,
            name="Alex",
            role="customer-hub-team-leader" if keys else None,
            store=folder / "halfday.sqlite",
            folder=folder,
        )
        async with opened_desk(opening, clock, _channels) as desk:
            await _fill(desk)
            if keys:
                await _work(desk, clock)
            app = HalfdayApp(desk, await desk.first_look(2 * SIZE[1]), practice="practice")
            async with app.run_test(size=SIZE) as pilot:
                await _settle(pilot)
                for key in keys:
                    await pilot.press(key)
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


async def _work(desk: Desk, clock: VirtualClock) -> None:
    """Colleagues have been at work this morning."""
    waiting = iter(reversed(await desk.order()))
    for name, holds, answers in COLLEAGUES:
        theirs = await sign_in(desk.office, name, "customer-hub-advisor")
        await theirs.record_arrival()
        for item_id in islice(waiting, answers):
            item = await theirs.claim(item_id)
            with suppress(Refusal):
                await theirs.reply(Reply(item_id=item.id, version=item.version, text=ANSWER, reason="a picture"))
        for item_id in islice(waiting, holds):
            await theirs.claim(item_id)
    clock.advance(UNDO)
    for channel in desk.office.channels:
        while await Dispatcher(desk.office).step(channel):
            pass
    await Watch(desk.office).step()


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
    for name, (keys, must_show) in PICTURES.items():
        shown = asyncio.run(picture(*keys))
        if missing := [word for word in must_show if word not in shown.replace("&#160;", " ")]:
            sys.exit(f"The picture does not show {', '.join(missing)}, so the old one stays.")
        svg = HERE / f"{name}.svg"
        svg.write_text(shown, encoding="utf-8", newline="\n")
        for made in (svg, _write_png(svg)):
            if made is not None:
                print(f"{made.relative_to(HERE.parent).as_posix()}: {made.stat().st_size / 1000:,.0f} kB")


if __name__ == "__main__":
    main()
