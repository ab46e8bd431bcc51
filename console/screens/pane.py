"""The supervisor's screen: what is late, what will be, who has what, how the channels are.

It only reads, unless a key acts. It routes: changes of the store to what it shows, figures to the items behind them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from console.commands import Place, bindings
from console.desk.supervision import Hand, HandFigure, NowFigure, Overview
from console.screens.menu import Choice, Menu
from console.screens.pane_rows import Scene, big_figures, channel_rows, incident_rows, now_rows, people_rows
from console.screens.pane_standing import pane_standing
from console.screens.sheet import Sheet
from console.screens.telling import say, told
from console.screens.working_screen import WorkingScreen
from console.text import one_line
from console.widgets.big_figures import BigFigures
from console.widgets.figure_list import SPACE, FigureList, FigureRow
from console.widgets.key_line import KeyLine
from console.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from console.desk.desk import Desk

AGAIN_S = 0.4  # after a change; what comes together is shown together
NAMED_CELLS = 30


class Seen(Struct, frozen=True):
    """How everything stands, and who wrote what is due next and what has waited longest."""

    overview: Overview
    next: str
    longest: str


async def look(desk: Desk) -> Seen:
    """Read how everything stands at this moment."""
    overview = await desk.overview()
    now = overview.now
    rows = await desk.rows([item_id for item_id in (now.next_id, now.longest_id) if item_id is not None])
    names = {row.id: one_line(row.author_name, NAMED_CELLS) or "(no name)" for row in rows}
    return Seen(overview, names.get(now.next_id or 0, ""), names.get(now.longest_id or 0, ""))


class Listing(Struct, frozen=True):
    """The items behind a figure: what they are called, and where the cursor was."""

    figure: str
    title: str
    item_ids: tuple[int, ...]


class PaneScreen(WorkingScreen[Listing | None]):
    """Everything at a glance, in columns of figures."""

    CSS_PATH = "pane.tcss"
    BINDINGS = bindings(Place.PANE)
    AUTO_FOCUS = "#now"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - so in Textual
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-short"), (34, "-tall")]  # noqa: RUF012 - so in Textual

    status = getters.query_one(StatusBar)
    now_list = getters.query_one("#now", FigureList)
    people_list = getters.query_one("#people", FigureList)

    def __init__(self, desk: Desk, seq: int, seen: Seen, figure: str | None = None) -> None:
        """`seen` is what stands there at once, as of change `seq`; the cursor is on `figure`, where it is there."""
        super().__init__()
        self.desk = desk
        self.seen = seen
        self._seq = seq
        self._figure = figure

    @classmethod
    async def opened(cls, desk: Desk, figure: str | None = None) -> PaneScreen:
        """The screen with all that it shows first: painted once, and not empty before."""
        seq = await desk.open_oversight()
        return cls(desk, seq, await look(desk), figure)

    # -- opening -------------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        self.take_shape()
        columns = {name: FigureList(rows, id=name) for name, rows in self._columns()}
        yield StatusBar()
        with Horizontal(id="pane-columns"):
            yield columns["now"]
            with Vertical(id="pane-side"):
                yield columns["people"]
        yield BigFigures()
        yield KeyLine([command for command in self.commands if command.place is Place.PANE and command.in_key_line])

    def on_mount(self) -> None:
        self._show_standing()
        self._go_to(self._figure)
        self.set_interval(1.0, self._tick)
        self._work(self._follow(), "changes")

    async def _follow(self) -> None:
        """What happens to items, and whatever else is written; every change shows within a second. Never ends."""
        async for changes in self.desk.stirrings(self._seq):
            await self.desk.take_changes(changes)
            await self.look()
            await asyncio.sleep(AGAIN_S)

    async def look(self) -> None:
        """Read how everything stands, and show it."""
        self.seen = await look(self.desk)
        for column, rows in self._columns():
            self.query_one(f"#{column}", FigureList).show(rows)
        self.query_one(BigFigures).figures = big_figures(self.seen.overview.now)
        self._show_standing()

    def _columns(self) -> Iterator[tuple[str, list[FigureRow]]]:
        """What each column says."""
        scene, seen = self._scene(), self.seen
        left = [*now_rows(seen.overview.now, scene, seen.longest), SPACE, *channel_rows(seen.overview.channels, scene)]
        yield "now", [*left, *incident_rows(seen.overview)]
        yield "people", people_rows(seen.overview.hands, scene)

    def _show_standing(self) -> None:
        office, house = self.desk.office, self.desk.office.policy.core.identity.association
        now = self.seen.overview.now
        self.status.standing = pane_standing(house, office.calendar, now, self.seen.next, office.now())

    def _scene(self) -> Scene:
        office = self.desk.office
        return Scene(office.now(), office.calendar, {})

    # -- time ----------------------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        """The countdown each second; with each minute everything else, which time alone changes."""
        if self.seen.overview.now.at.minute != self.desk.office.now().minute:
            self._work(self.look(), "minute")
        else:
            self._show_standing()

    # -- moving --------------------------------------------------------------------------------------------------------

    @property
    def figures(self) -> FigureList:
        """The column with the cursor."""
        focused = self.focused
        return focused if isinstance(focused, FigureList) else self.now_list

    def _go_to(self, figure: str | None) -> None:
        for column in self.query(FigureList):
            if figure is not None and column.go_to(figure):
                column.focus()

    def action_pane_down(self) -> None:
        self.figures.move_by(1)

    def action_pane_up(self) -> None:
        self.figures.move_by(-1)

    def action_pane_next(self) -> None:
        self.focus_next(FigureList)

    def action_pane_back(self) -> None:
        self.focus_previous(FigureList)

    def action_pane_big(self) -> None:
        """The few that are read from across a room instead of all of them, or back."""
        self.toggle_class("-big")

    def action_pane_define(self) -> None:
        """What the figure under the cursor counts, and every key of this screen."""
        self._work(self._define(), "define")

    async def _define(self) -> None:
        from console.screens.pane_definitions import definition_lines  # with the first question

        figure = self.figures.current_id
        lines = definition_lines(figure, [one for one in self.commands if one.place is Place.PANE])
        title = self._title(figure) if figure is not None else "The supervisor's screen"
        await self.app.push_screen_wait(Sheet(title, lines))

    def action_pane_quit(self) -> None:
        self.app.exit()

    def action_leave_pane(self) -> None:
        self.dismiss(None)

    # -- opening what a figure counts ----------------------------------------------------------------------------------

    @on(FigureList.Chosen)
    def _chosen(self) -> None:
        self.action_pane_open()

    def action_pane_open(self) -> None:
        if (figure := self.figures.current_id) is not None:
            self._work(self._open(figure), "open")

    async def _open(self, figure: str) -> None:
        """Show the items that the figure counts, in the inbox; esc comes back here."""
        item_ids, title = await self._behind(figure), self._title(figure)
        if item_ids is None:
            return
        if not item_ids:
            return say(self, f"{title}: there is nothing to open.")
        self.dismiss(Listing(figure, title, tuple(item_ids)))

    async def _behind(self, figure: str) -> Sequence[int] | None:
        """Ids of the items; None where somebody thought better of it."""
        sort, _, rest = figure.partition(":")
        if sort == "longest":
            return [self.seen.overview.now.longest_id] if self.seen.overview.now.longest_id is not None else []
        if sort == "hand":
            return await self._behind_hand(next(hand for hand in self.seen.overview.hands if hand.person.id == rest))
        if sort == "incident":
            return await self.desk.gathered(int(rest))
        return self.desk.behind_now(NowFigure(rest))

    async def _behind_hand(self, hand: Hand) -> Sequence[int] | None:
        """Which of a person's three figures, and what stands behind it."""
        chosen = await self.app.push_screen_wait(Menu(hand.person.name, hand_choices(hand, self._scene())))
        return await self.desk.behind_hand(hand.person, HandFigure(chosen)) if chosen is not None else None

    def _title(self, figure: str) -> str:
        row = next(row for row in self.figures.rows if row.id == figure)
        title = " ".join(row.label.split())
        return title[:1].upper() + title[1:]

    def _work(self, doing: Awaitable[None], group: str) -> None:
        self.run_worker(told(self, doing), group=group, exclusive=group != "changes", exit_on_error=False)


def hand_choices(hand: Hand, scene: Scene) -> list[Choice]:
    """A person's three figures, each to be opened."""
    since = f"since {scene.moment(hand.holds_since)}" if hand.holds_since is not None else ""
    return [
        Choice(HandFigure.HOLDS.value, f"Holds {hand.holds:,}", since),
        Choice(HandFigure.DONE.value, f"Ended {hand.done:,} today", "answered, removed, moved to private or closed"),
        Choice(HandFigure.MET.value, f"Met {hand.met:,} abusive ones today", "held them, or did something to them"),
    ]
