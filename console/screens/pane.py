"""The supervisor's screen: what is late, what will be, who has what, how the channels are.

It only reads, unless a key acts. It routes: changes of the store to what it shows, figures to the items behind them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal

from console.commands import Command, Place, bindings
from console.desk.periods import Dimension, Figure
from console.desk.supervision import Hand, HandFigure, NowFigure
from console.errors import NotPossible
from console.screens import pane_acts
from console.screens.menu import Choice, Menu
from console.screens.pane_ahead_rows import ahead_rows, further_rows
from console.screens.pane_pacing import Paced
from console.screens.pane_period_rows import BY_WORDS, period_rows
from console.screens.pane_rows import big_figures, channel_facts, channel_rows, incident_rows, now_rows, people_rows
from console.screens.pane_scene import Scene
from console.screens.pane_seen import Ahead, Behind, Seen, Span, look, look_ahead, look_behind
from console.screens.pane_standing import pane_standing
from console.screens.sheet import Sheet
from console.screens.telling import say, told
from console.screens.working_screen import WorkingScreen
from console.widgets.big_figures import BigFigures
from console.widgets.figure_list import FigureList
from console.widgets.figure_rows import SPACE, FigureRow, heading, said
from console.widgets.key_line import KeyLine
from console.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from console.desk.desk import Desk

AGAIN_S = 0.4  # after a change; what comes together is shown together
TROUBLE_S = 2.0  # after something went wrong
AHEAD_EVERY_S = 4.0  # a forecast that changes with every answer would be read by nobody
BEHIND_EVERY_S = 0.5
BY_TIME_ALONE_MINUTES = 5  # what time alone changes of the forecast and of a period's figures
READING = (SPACE, said("  reading …"))
WIDE_CELLS, TALL_LINES = 120, 34
UNSEEN = frozenset({"pane_big", "pane_quit", "leave_pane"})  # what is at hand beside the big figures
LEAST_CELLS = 12  # for a sentence, however narrow the terminal
DIMENSIONS = (None, *BY_WORDS)


class Listing(Struct, frozen=True):
    """The items behind a figure: what they are called, and where the cursor was."""

    figure: str
    title: str
    item_ids: tuple[int, ...]


class PaneScreen(WorkingScreen[Listing | None]):
    """Everything at a glance, in columns of figures."""

    CSS_PATH = "pane.tcss"
    SHOWS_DEADLINES = True
    BINDINGS = bindings(Place.PANE)
    AUTO_FOCUS = "#now"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (WIDE_CELLS, "-wide")]  # noqa: RUF012 - so in Textual
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-short"), (TALL_LINES, "-tall")]  # noqa: RUF012 - so in Textual

    status = getters.query_one(StatusBar)

    def __init__(self, desk: Desk, seq: int, seen: Seen, figure: str | None = None) -> None:
        """`seen` is what stands there at once, as of change `seq`; the cursor is on `figure`, where it is there."""
        super().__init__()
        self.desk = desk
        self.seen = seen
        self.ahead: Ahead | None = None  # read once the screen stands
        self.behind: Behind | None = None
        self.more_hands = 0
        self.span = Span.DAY
        self.by: Dimension | None = None
        self._seq = seq
        self._figure = figure
        self._column: FigureList  # that with the cursor when the big figures took its place
        self._paced_ahead = Paced(self._look_ahead, AHEAD_EVERY_S)
        self._paced_behind = Paced(self._look_behind, BEHIND_EVERY_S)

    @classmethod
    async def opened(cls, desk: Desk, figure: str | None = None) -> PaneScreen:
        """The screen with all that it shows first: painted once, and not empty before."""
        seq = await desk.open_oversight()
        return cls(desk, seq, await look(desk), figure)

    # -- opening -------------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        self.take_shape()
        yield StatusBar()
        with Horizontal(id="pane-columns"):
            yield FigureList(self._now_rows(), id="now")
            with Container(id="pane-side"):
                yield FigureList(self._ahead_rows(), id="ahead")
                yield FigureList(self._behind_rows(), id="behind")
        yield BigFigures()
        yield KeyLine(self._keys_at_hand())

    def on_mount(self) -> None:
        self._show_standing()
        self._go_to(self._figure)
        self.set_interval(1.0, self._tick)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.work(self._follow(), "changes")
        self.work(self._keep_up(), "rest")

    async def _keep_up(self) -> None:
        """Read what lies ahead and behind, and again when it has changed and is worth it. Never ends."""
        self._paced_behind.is_stale = self._paced_ahead.is_stale = True
        while True:
            await told(self, self._read_what_is_due())
            await asyncio.sleep(AGAIN_S)

    async def _read_what_is_due(self) -> None:
        await self._paced_behind.read_if_due()
        await self._paced_ahead.read_if_due()
        self._go_to(self._figure)

    async def _follow(self) -> None:
        """What happens to items, and whatever else is written; every change shows within a second. Never ends.

        What goes wrong is told, and it begins anew: a screen that stands still while its clock goes on would lie.
        """
        seq: int | None = self._seq
        while True:
            await told(self, self._follow_from(seq))
            seq = None
            await asyncio.sleep(TROUBLE_S)

    async def _follow_from(self, seq: int | None) -> None:
        """From that change on; without one, all is read anew."""
        if seq is None:
            seq = await self.desk.open_oversight(anew=True)
        async for changes in self.desk.stirrings(seq):
            await self.desk.follow_calendar()
            await self.desk.take_changes(changes)
            await self.look()
            self._paced_ahead.is_stale = self._paced_behind.is_stale = True
            await asyncio.sleep(AGAIN_S)

    # -- looking and showing -------------------------------------------------------------------------------------------

    async def look(self) -> None:
        """Read how everything stands, and show it."""
        self.seen = await look(self.desk)
        self._show("now", self._now_rows())
        self._show("ahead", self._ahead_rows())  # people stand there
        self.query_one(BigFigures).figures = big_figures(self.seen.overview.now)
        self._show_standing()

    async def _look_ahead(self) -> None:
        self.ahead = await look_ahead(self.desk, self.more_hands)
        self._show("ahead", self._ahead_rows())

    async def _look_behind(self) -> None:
        self.behind = await look_behind(self.desk, self.span, self.by)
        self._show("behind", self._behind_rows())

    def _show(self, column: str, rows: Sequence[FigureRow]) -> None:
        self.query_one(f"#{column}", FigureList).show(rows)

    def _now_rows(self) -> list[FigureRow]:
        scene, seen = self.scene, self.seen
        rows = now_rows(seen.overview.now, scene, seen.longest, seen.without_cause)
        return [*rows, SPACE, *channel_rows(seen.overview.channels, scene), *incident_rows(seen.overview)]

    def _ahead_rows(self) -> list[FigureRow]:
        """What lies ahead, and who is there; on a short terminal people before what is looked at more closely."""
        scene, ahead = self.scene, self.ahead
        people = [SPACE, *people_rows(self.seen.overview.hands, scene)]
        if ahead is None:
            return [heading("Ahead"), *READING, *people]
        first, further = ahead_rows(ahead, scene), further_rows(ahead, scene)
        if self.app.size.height < TALL_LINES:
            return [*first, *people, *([SPACE, heading("Further ahead"), *further] if further else [])]
        return [*first, *further, *people]

    def _behind_rows(self) -> list[FigureRow]:
        return period_rows(self.behind) if self.behind is not None else [heading("Today"), *READING]

    def _show_standing(self) -> None:
        office, house = self.desk.office, self.desk.office.policy.core.identity.association
        now = self.seen.overview.now
        self.status.standing = pane_standing(house, office.calendar, now, self.seen.next, office.now())

    @property
    def scene(self) -> Scene:
        office, width = self.desk.office, self.app.size.width
        return Scene(office.now(), office.calendar, max(LEAST_CELLS, width // (3 if width >= WIDE_CELLS else 2) - 4))

    # -- time ----------------------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        """The countdown each second; with each minute what time alone changes."""
        minute = self.desk.office.now().minute
        if self.seen.overview.now.at.minute != minute:
            self.work(self.look(), "minute")
            if minute % BY_TIME_ALONE_MINUTES == 0:
                self._paced_ahead.is_stale = self._paced_behind.is_stale = True
        else:
            self._show_standing()

    def on_resize(self) -> None:
        """Sentences are broken anew, and what stands first is chosen anew."""
        self._show("ahead", self._ahead_rows())

    # -- moving --------------------------------------------------------------------------------------------------------

    @property
    def figures(self) -> FigureList:
        """The column with the cursor."""
        focused = self.focused
        return focused if isinstance(focused, FigureList) else self.query_one("#now", FigureList)

    def _go_to(self, figure: str | None) -> None:
        if figure is None:
            return
        for column in self.query(FigureList):
            if column.go_to(figure):
                column.focus()
                self._figure = None  # it is there; wherever somebody goes from here is their own choice

    def action_pane_down(self) -> None:
        self.figures.move_by(1)

    def action_pane_up(self) -> None:
        self.figures.move_by(-1)

    def action_pane_next(self) -> None:
        self.focus_next(FigureList)

    def action_pane_back(self) -> None:
        self.focus_previous(FigureList)

    def action_pane_quit(self) -> None:
        self.app.exit()

    def action_leave_pane(self) -> None:
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While only the big figures stand there, no key does anything to what cannot be seen."""
        if self.has_class("-big") and action not in UNSEEN:
            return False
        return super().check_action(action, parameters)

    def _keys_at_hand(self) -> list[Command]:
        of_the_line = (one for one in self.commands if one.place is Place.PANE and one.in_key_line)
        return [one for one in of_the_line if self.check_action(one.id, ())]

    # -- another look --------------------------------------------------------------------------------------------------

    def action_pane_big(self) -> None:
        """The few that are read from across a room instead of all of them, or back to where the cursor was."""
        if self.has_class("-big"):
            self.remove_class("-big")
            self._column.focus()
        else:
            self._column = self.figures
            self.add_class("-big")
        self.query_one(KeyLine).show(self._keys_at_hand())

    def action_pane_more(self) -> None:
        self._what_if(1)

    def action_pane_less(self) -> None:
        self._what_if(-1)

    def _what_if(self, more: int) -> None:
        """The forecast as if one more had joined, or left; never fewer than nobody."""
        if self.ahead is None:
            return
        if not self.ahead.forecast.is_pace_known:
            return say(self, "Nobody has answered anything yet, so what one more or less would change is not known.")
        if len(self.ahead.forecast.hands) + self.more_hands + more < 0:
            return say(self, "Fewer than nobody there cannot be.")
        self.more_hands += more
        self.work(self._paced_ahead.read(), "what if")

    def action_pane_span(self) -> None:
        """Figures of the next longer period, or of today again."""
        spans = list(Span)
        self.span = spans[(spans.index(self.span) + 1) % len(spans)]
        self.work(self._paced_behind.read(), "behind")

    def action_pane_by(self) -> None:
        """Rows by the next dimension, or none."""
        self.by = DIMENSIONS[(DIMENSIONS.index(self.by) + 1) % len(DIMENSIONS)]
        self.work(self._show_by(), "behind")

    async def _show_by(self) -> None:
        """Read the rows, and bring them into sight: on a short terminal they stand below the others."""
        await self._paced_behind.read()
        column = self.query_one("#behind", FigureList)
        first = next((row.id for row in column.rows if row.id is not None and row.id.count(":") > 1), None)
        if first is not None and column.go_to(first):
            column.focus()

    def action_pane_define(self) -> None:
        """What the figure under the cursor counts, and every key of this screen."""
        self.begin(self._define)

    async def _define(self) -> None:
        from console.screens.pane_definitions import definition_lines  # with the first question

        figure = self.figures.current_id
        keys = [one for one in self.commands if one.place is Place.PANE]
        lines = definition_lines(self.desk, figure, keys, self._facts(figure))
        title = self._title(figure) if figure is not None else "The supervisor's screen"
        await self.app.push_screen_wait(Sheet(title, lines))

    def _facts(self, figure: str | None) -> Sequence[str]:
        """What is known of the channel under the cursor, more than its row has room for."""
        watches = {f"channel:{watch.health.name}": watch for watch in self.seen.overview.channels}
        return channel_facts(watches[figure], self.scene) if figure in watches else ()

    # -- opening what a figure counts ----------------------------------------------------------------------------------

    @on(FigureList.Chosen)
    def _chosen(self) -> None:
        self.action_pane_open()

    def action_pane_open(self) -> None:
        if (figure := self.figures.current_id) is not None:
            self.begin(lambda: self._open(figure))

    async def _open(self, figure: str) -> None:
        """Show the items that the figure counts, in the inbox; esc comes back here."""
        title = self._title(figure)  # the row may be gone when the items have come
        item_ids = await self._behind(figure)
        if item_ids is None:
            return
        if not item_ids:
            return say(self, f"{title}: there is nothing to open.")
        self.dismiss(Listing(figure, title, tuple(item_ids)))

    async def _behind(self, figure: str) -> Sequence[int] | None:
        """Ids of the items; None where somebody thought better of it."""
        sort, _, rest = figure.partition(":")
        now = self.seen.overview.now
        match sort:
            case "longest":
                return [now.longest_id] if now.longest_id is not None else []
            case "causes":
                return await self.desk.without_cause()
            case "hand":
                return await self._behind_hand(self.hand(rest))
            case "incident":
                return await self.desk.gathered(int(rest))
            case "misses":
                return await self.desk.missed_items(*self._span())
            case "figure":
                return await self._behind_period(rest)
            case "ahead" | "channel":  # nothing stands behind what is foreseen: it is explained instead
                await self._define()
                return None
        return self.desk.behind_now(NowFigure(rest))

    def hand(self, person_id: str) -> Hand:
        """The person of a row. Raises NotPossible where nothing is known of them today any more."""
        for hand in self.seen.overview.hands:
            if hand.person.id == person_id:
                return hand
        raise NotPossible("They hold nothing any more, and have done nothing today.")

    async def _behind_hand(self, hand: Hand) -> Sequence[int] | None:
        """Which of a person's three figures, and what stands behind it."""
        chosen = await self.app.push_screen_wait(Menu(hand.person.name, hand_choices(hand, self.scene)))
        return await self.desk.behind_hand(hand.person, HandFigure(chosen)) if chosen is not None else None

    def _span(self) -> tuple[datetime, datetime]:
        """The period that is shown."""
        period = self.behind.period if self.behind is not None else self.span.period(self.desk)
        return period.start, period.end

    async def _behind_period(self, rest: str) -> Sequence[int]:
        assert self.behind is not None
        name, _, row = rest.partition(":")
        by, _, key = row.partition(":")
        dimension = Dimension(by) if by else None
        return await self.desk.behind(Figure(name), self.behind.period, dimension, key or None)

    def _title(self, figure: str) -> str:
        title = " ".join(next((row.label for row in self.figures.rows if row.id == figure), "").split())
        if figure.startswith("figure:") and self.behind is not None:
            title = f"{title}, {self.behind.span.value}"
        return title[:1].upper() + title[1:]

    # -- acting --------------------------------------------------------------------------------------------------------

    def action_pane_hand_out(self) -> None:
        self._act(pane_acts.hand_out)

    def action_pane_free(self) -> None:
        self._act(pane_acts.set_free)

    def action_pane_closures(self) -> None:
        self._act(pane_acts.closures)

    def action_pane_posted(self) -> None:
        self._act(pane_acts.note_posted)

    def action_pane_people(self) -> None:
        self._act(pane_acts.people)

    def _act(self, act: Callable[[PaneScreen], Awaitable[None]]) -> None:
        """Do it, then show at once what it changed."""
        self.begin(lambda: self._acted(act))

    async def _acted(self, act: Callable[[PaneScreen], Awaitable[None]]) -> None:
        await act(self)
        await self.look()
        await self._paced_ahead.read()


def hand_choices(hand: Hand, scene: Scene) -> list[Choice]:
    """A person's three figures, each to be opened."""
    since = f"since {scene.moment(hand.holds_since)}" if hand.holds_since is not None else ""
    return [
        Choice(HandFigure.HOLDS.value, f"Holds {hand.holds:,}", since),
        Choice(HandFigure.DONE.value, f"Ended {hand.done:,} today", "answered, removed, moved to private or closed"),
        Choice(HandFigure.MET.value, f"Met {hand.met:,} abusive ones today", "held them, or did something to them"),
    ]
