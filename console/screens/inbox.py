"""The main screen: the list, the dossier beside it, the status above and the keys below.

It routes: keys to flows, changes of the store to the widgets they concern. What an act needs to be asked is in `flows`.
"""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container

from console.commands import Command, Place, bindings
from console.desk.records import ChannelHealth, Counts, FirstLook, View
from console.model import Dossier, Person, Suggestion
from console.screens.alarm import named_in, news_words
from console.screens.flow_keys import FlowKeys
from console.screens.following import Following
from console.screens.standing import Known, Late, standing
from console.screens.steadying import Steadying
from console.screens.telling import warn
from console.screens.working_screen import WorkingScreen
from console.text import displayable, one_line
from console.widgets import row
from console.widgets.inbox_list import InboxList
from console.widgets.key_line import KeyLine
from console.widgets.lines_pane import LinesPane, line
from console.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.screens.pane import Listing
    from console.screens.search_line import SearchLine
    from console.widgets.setting import Setting

SUGGEST_AFTER_S = (
    0.35  # after the dossier: matching takes the processor for some 40 ms, which a skimming `j` would feel
)
SETTLED_S = 1.0  # the first suggestions wait this long: templates and rapidfuzz would delay the first screen
ALARM_EVERY_S = 15
NEWS_EVERY_S = 5  # of deadlines: one number is asked of the store, and more only where it has changed
CHANNELS_EVERY_S = 5  # no change of an item tells of a channel that goes down or comes back
LOOK_EVERY_S = 60  # at most so often it is noted that somebody who moves through the list has looked (W7.9)
PREPARE_AFTER_S = 4.0  # what the first answer needs comes first
SEARCH_LIMIT = 200

READING_KEYS = ("back", "thread_down", "thread_up")

EMPTY_WORDS = {
    View.ALL: "Nothing is waiting. New items appear here by themselves.",
    View.MINE: "You hold nothing. Space takes the item under the cursor; f shows other views.",
    View.UNCLAIMED: "Somebody has everything that waits. f shows other views.",
    View.PRIVATE: "No private message waits. f shows other views.",
    View.FLAGGED: "Nothing flagged waits. f shows other views.",
    View.FAILED: "Nothing has failed. f shows other views.",
    View.WAITING: "Nothing is on its way or waits for a colleague. f shows other views.",
    View.DONE: "Nothing has been finished yet. f shows other views.",
    View.DRAFTS: "Nothing is half written. f shows other views.",
}


class Columns(Container):
    """List and dossier side by side. They fill it: its own empty lines would be made behind theirs, and never seen."""

    BLANK = True


class InboxScreen(FlowKeys):
    """The advisor's inbox."""

    BINDINGS = bindings(Place.INBOX)
    AUTO_FOCUS = "InboxList"
    BLANK = True  # its parts fill it, as those of the columns do
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - so in Textual
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-short"), (36, "-tall")]  # noqa: RUF012 - so in Textual

    status = getters.query_one(StatusBar)
    inbox = getters.query_one(InboxList)
    dossier_pane = getters.query_one("#dossier", LinesPane)

    def __init__(self, desk: Desk, first: FirstLook, practice: str = "") -> None:
        """`first` is what stands there at once."""
        super().__init__()
        self.desk = desk
        self.practice = practice
        self.dossier: Dossier | None = None
        self.suggestions: Sequence[Suggestion] | None = None
        self.alike = 0
        self.view = View.ALL
        self.search_words: str | None = None
        self.listing: Listing | None = None  # what is shown stands behind a figure of the supervisor's screen
        self._put_to_me: frozenset[int] | None = None  # not looked at yet
        self._given_to_me: frozenset[int] | None = None
        self._sent_back: frozenset[int] | None = None
        self._searched_from: int | None = None  # where the cursor goes back to
        self.shown = asyncio.Event()  # the inbox is in sight: whatever else there is to do may begin
        self._first = first
        self._counts: Counts | None = first.counts
        self._channels: Sequence[ChannelHealth] = first.channels
        self._following = Following(self)
        self._steadying = Steadying()
        self._late: Late | None = None
        self._ticks = 0
        self.has_looked = False  # somebody has pressed a key here: they read what the channels brought
        self._next_look = 0  # the tick at which that is noted at the soonest

    # -- opening -------------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        self.take_shape()
        inbox = InboxList(self.desk)
        inbox.open_with(self._first.order, self._first.rows, self._first.counts.open)
        inbox.people = names(self._first.people)
        inbox.empty_words = EMPTY_WORDS[self.view]
        yield StatusBar()
        yield Columns(inbox, LinesPane(id="dossier"), id="columns")
        yield KeyLine([one for one in self.commands if one.place is Place.INBOX and one.in_key_line], id="keys")

    def on_mount(self) -> None:
        self._show_standing()
        self.set_interval(1.0, self._tick)
        self.call_after_refresh(self._stands)

    def _stands(self) -> None:
        """The inbox is in sight; the dossier comes only now, because it would hold that up by 20 ms."""
        self.shown.set()
        self.inbox.rested()
        self.work(self._mask(), "mask")
        self.work(self.count(), "count")
        self.work(self._follow(), "changes")
        if self.desk.is_supervisor:
            self.set_timer(PREPARE_AFTER_S, self._prepare)

    def _prepare(self) -> None:
        from console.screens import look_flows  # with its first key otherwise

        self.work(look_flows.prepare_pane(self), "prepare")

    async def _follow(self) -> None:
        """Read the rest of the order, which the first screen does not wait for, and then what happens to its items."""
        if self.inbox.listed > len(self.inbox.window):
            await self.inbox.go_on_with(await self.desk.order(self.view))
        await self._following.follow(self._first.seq)

    async def _mask(self) -> None:
        """Mask from now on; what does it is loaded on another thread, so that no key waits for it."""
        await self.desk.learn_to_mask()
        self.inbox.mask_from_now()

    def on_resize(self) -> None:
        """Where the terminal has become wide enough for a dossier beside the list, it is that of the item there."""
        if self.shown.is_set():
            self.call_after_refresh(self._see_dossier)

    def _see_dossier(self) -> None:
        item_id = self.inbox.current_id
        is_being_read = any(worker.group == "dossier" and not worker.is_finished for worker in self.workers)
        is_known = self.dossier is not None and self.dossier.item.id == item_id
        if self.dossier_pane.display and not is_known and not is_being_read:
            self.work(self.read(item_id), "dossier")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key acts before there is something to act on: what is typed ahead does nothing."""
        return self.is_open and super().check_action(action, parameters)

    @property
    def is_open(self) -> bool:
        """Whether the inbox stands on the screen."""
        return bool(self.query(InboxList))

    async def show_view(self, view: View, keep_id: int | None = None) -> None:
        """Read the order of a view and show it; the cursor stays on `keep_id` where it is in it."""
        self.view, self.search_words, self.listing = view, None, None
        order = await self.desk.order(view)
        self._following.forget()
        self.inbox.empty_words = EMPTY_WORDS[view]
        await self.inbox.show_order(order, keep_id)
        await self.count()

    def after_act(self, item_id: int) -> None:
        """Show at once what an act of this person did; the store's own news of it follows within a second."""
        self.work(self._show_act(item_id), "after")

    async def _show_act(self, item_id: int) -> None:
        await self.inbox.reload_rows([item_id])
        await self.read(item_id if self.dossier_pane.display else None, from_top=False)
        await self.count()

    async def count(self) -> None:
        """Read the figures of the status line again."""
        self._counts = await self.desk.counts()
        self._channels = await self.desk.channels()
        await self._look_what_is_put_to_me()
        self._show_standing()

    async def _look_what_is_put_to_me(self) -> None:
        """Mark what waits for this person's role and what they have begun; tell what has come since the last look."""
        put_to_me = frozenset(await self.desk.put_to_me())
        before, self._put_to_me = self._put_to_me, put_to_me
        sent_back = frozenset(await self.desk.sent_back_to_me())
        sent_back_before, self._sent_back = self._sent_back, sent_back
        self.inbox.mark_mine(put_to_me, frozenset(await self.desk.drafted_by_me()), sent_back)
        given = frozenset(await self.desk.given_to_me()) - sent_back
        given_before, self._given_to_me = self._given_to_me, given
        await self._tell_new("Put to you", put_to_me, before)
        await self._tell_new("Given to you", given, given_before)
        await self._tell_new("Sent back to you", sent_back, sent_back_before)

    async def _tell_new(self, what: str, now: frozenset[int], before: frozenset[int] | None) -> None:
        """Say whose items have come since the last look; nothing at the first."""
        if before is not None and (new := await self.desk.rows(sorted(now - before))):
            names_of = ", ".join(one_line(item.author_name, 30) or "(no name)" for item in new[:3])
            warn(self, f"{what}: {names_of}. f 2 shows all of them.")

    async def know(self, person_ids: Iterable[str | None]) -> None:
        """Have these people's names, also of those who have signed in since this console was opened."""
        if any(person_id is not None and person_id not in self.inbox.people for person_id in person_ids):
            self.inbox.people = names(await self.desk.people())

    # -- reading ----------------------------------------------------------------------------------------------------

    @on(InboxList.Rested)
    def _cursor_rested(self, event: InboxList.Rested) -> None:
        if not self.dossier_pane.display:
            return
        self.work(self.read(event.item_id), "dossier")

    async def read(self, item_id: int | None, *, from_top: bool = True) -> None:
        """Show an item's dossier, then what may be answered to it."""
        dossier = await self.desk.dossier(item_id) if item_id is not None else None
        if from_top or _weighed(dossier) != _weighed(self.dossier):
            self.suggestions, self.alike = None, 0
        if dossier is not None:
            said_why = (breach.cause_by for breach in dossier.breaches)
            await self.know((dossier.item.claimed_by, *(draft.person for draft in dossier.drafts), *said_why))
        self.dossier = dossier
        self.show_dossier(from_top=from_top)
        if dossier is not None and self.suggestions is None and dossier.item.state.is_unanswered:
            await asyncio.sleep(SUGGEST_AFTER_S if self._ticks else SETTLED_S)
            self.suggestions = await self.desk.suggestions(dossier)
            self.show_dossier(from_top=False)
            if dossier.incident is None and not row.is_covered(dossier.item):
                self.alike = await self.desk.lookalikes(dossier.item)
                self.show_dossier(from_top=False)

    def show_dossier(self, *, from_top: bool) -> None:
        if self.dossier is None:
            self.dossier_pane.show_lines([line((self.inbox.empty_words, "muted"))])
            return
        from console.widgets.dossier_lines import dossier_lines  # the first dossier comes after the inbox

        self.dossier_pane.show_lines(dossier_lines(self.dossier, self._setting(self.dossier)), from_top=from_top)

    def _setting(self, dossier: Dossier) -> Setting:
        from console.widgets.setting import Setting

        office = self.desk.office
        is_revealed = dossier.item.id in self.inbox.revealed
        return Setting(
            office.now(), office.calendar.zone, office.calendar, self.inbox.people, self.desk.masked, is_revealed,
            self.suggestions, self.alike, self.desk.asks_whose_mistake(dossier.item),
        )  # fmt: skip

    # -- time -------------------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        self._ticks += 1
        self._show_standing()
        if self._ticks % ALARM_EVERY_S == 0:
            self.work(self._look_for_breaches(), "alarm")
        elif self._ticks % NEWS_EVERY_S == 0:
            self.work(self._tell_deadlines(), "alarm")
        if self.has_looked and self._ticks >= self._next_look:
            self.has_looked, self._next_look = False, self._ticks + LOOK_EVERY_S
            self.work(self.desk.note_look(), "look")
        if self._ticks % CHANNELS_EVERY_S == 0:
            self.work(self._read_channels(), "channels")
        if self._is_counting_down() or self._ticks % 60 == 0:
            self.show_dossier(from_top=False)

    def _is_counting_down(self) -> bool:
        now = self.desk.office.now()
        return self.dossier is not None and any(d.not_before > now for d in self.dossier.deliveries)

    async def _read_channels(self) -> None:
        self._channels = await self.desk.channels()

    async def _look_for_breaches(self) -> None:
        """Tell what is about to be late, and count again: time alone makes items late. Who has left sees no more."""
        if (ended := await self.desk.why_ended()) is not None:
            return self.app.exit(message=Text(displayable(ended)))
        await self.count()
        await self._tell_deadlines()

    async def _tell_deadlines(self) -> None:
        """What is about to be late or is now, whatever view is shown: by name, each once."""
        office, news = self.desk.office, await self.desk.deadline_news()
        items = {item.id: item for item in await self.desk.rows(named_in(news))}
        if words := news_words(news, items, office.policy.warned_before()):
            if not any(
                isinstance(screen, WorkingScreen) and screen.SHOWS_DEADLINES for screen in self.app.screen_stack
            ):
                warn(self, "\n".join(words))
            if (news.warned or news.missed) and not office.policy.is_quiet(office.now()):
                self.app.bell()

    # -- what was late ----------------------------------------------------------------------------------------------

    def offer_cause(self, late: Late | None) -> None:
        """From now on `L` may say why this was late; None: there is nothing to say."""
        self._late = late
        self._show_standing()

    def forget_cause(self, item_id: int) -> None:
        """The item is not finished any more, or something else was done to it."""
        if self._late is not None and self._late.item_id == item_id:
            self.offer_cause(None)

    @property
    def offered_cause(self) -> Late | None:
        """What was just finished late, while it is offered to say why."""
        is_over = self._late is None or self.desk.office.now() >= self._late.until
        return None if is_over else self._late

    def _show_standing(self) -> None:
        office, leaving = self.desk.office, self.desk.leaving()
        now = office.now()
        leaving_s = int((leaving.undo_until - now).total_seconds()) if leaving and leaving.undo_until else None
        identity = office.policy.core.identity
        known = Known(
            identity.association, self.desk.person.name, office.calendar, self.view,
            self.inbox.listed, self._counts, len(self._following.new), len(self._following.failed),
            len(self._put_to_me or ()), self.search_words, self.listing is not None,
            leaving_s,
            leaving.kind if leaving else None, self._channels, self._steadying.unsteady(self._channels, now),
            self.practice, self.offered_cause.words if self.offered_cause is not None else "",
        )  # fmt: skip
        self.status.standing = standing(known, now)

    # -- moving -----------------------------------------------------------------------------------------------------

    def action_down(self) -> None:
        self.inbox.move_by(1)

    def action_up(self) -> None:
        self.inbox.move_by(-1)

    def action_page_down(self) -> None:
        self._page(1)

    def action_page_up(self) -> None:
        self._page(-1)

    def _page(self, pages: int) -> None:
        """A page of the list; of the thread while that has the list's place."""
        if self.inbox.display:
            self.inbox.page(pages)
        else:
            self.dossier_pane.scroll_page(pages)

    def action_top(self) -> None:
        self.inbox.move_to(0)

    def action_bottom(self) -> None:
        self.inbox.move_to(len(self.inbox.window) - 1)

    def action_thread_down(self) -> None:
        self.dossier_pane.scroll_page(0.5)

    def action_thread_up(self) -> None:
        self.dossier_pane.scroll_page(-0.5)

    def action_read(self) -> None:
        """One column: the dossier takes the list's place, and the last line says how to move in it and back."""
        if not self.query("#reading-keys"):
            ours = [command for command in self.commands if command.place is Place.INBOX]
            reading = [command for command in ours if command.in_key_line or command.id in READING_KEYS]
            self.mount(KeyLine(sorted(reading, key=_reading_first), id="reading-keys"))
        self.add_class("-reading")
        self.work(self.read(self.inbox.current_id), "dossier")

    def action_back(self) -> None:
        if self.query("#search"):
            self._close_search()
        if self.has_class("-reading"):
            self.remove_class("-reading")
            self.inbox.focus()
        elif (listing := self.listing) is not None:
            self.work(self.show_view(self.view, self._searched_from), "open")
            self.run_flow("pane", listing.figure)
        elif self.search_words is not None:
            self.work(self.show_view(self.view, self._searched_from), "open")

    @on(InboxList.MovedUpPastTop)
    def action_arrivals(self) -> None:
        if (self._following.new or self._following.failed) and self.search_words is None:
            self.work(self.show_view(self.view, self.inbox.current_id), "open")

    @on(InboxList.Opened)
    def _opened(self) -> None:
        self.action_read()

    def action_cover(self) -> None:
        self.inbox.toggle_cover()
        self.show_dossier(from_top=False)

    def action_leave(self) -> None:
        """At once, unless an act of ours has not left: nobody may be there to send it."""
        leaving = self.desk.leaving()
        if self.practice or leaving is None or not leaving.sends:
            return self.app.exit()
        from console.screens.dialog_flows import leave  # with the dialogs, needed with the first act

        self.work(leave(self), "leave")

    def action_people(self) -> None:
        self.run_flow("people")

    def action_theme(self) -> None:
        self.app.theme = "halfday-light" if self.app.theme == "halfday-dark" else "halfday-dark"

    # -- searching --------------------------------------------------------------------------------------------------

    def action_search(self) -> None:
        from console.screens.search_line import SearchLine  # with the first search

        if self.search_words is None and not self.query("#search"):
            self._searched_from = self.inbox.current_id
        if self.query("#search"):
            self.query("#search").focus()
        else:
            line = SearchLine()
            self.mount(line)
            self.hold_keys(lambda: line.has_focus)

    def on_search_line_asked(self, event: SearchLine.Asked) -> None:
        self.work(self._search(event.words), "search")
        if event.is_final:
            self._close_search()

    async def _search(self, words: str) -> None:
        if not words.strip():
            return
        found = await self.desk.search(words, SEARCH_LIMIT)
        self.search_words, self.listing = one_line(words, 30), None
        self.inbox.empty_words = "Nothing found. Words match from their beginning; esc goes back."
        await self.inbox.show_order(array("q", found))
        self._show_standing()

    async def show_listing(self, listing: Listing) -> None:
        """The items behind a figure of the supervisor's screen; esc goes back there."""
        if self.search_words is None:
            self._searched_from = self.inbox.current_id
        self.listing, self.search_words = listing, listing.title
        self.inbox.empty_words = "Nothing stands behind this figure any more; esc goes back."
        await self.inbox.show_order(array("q", listing.item_ids))
        self._show_standing()

    def _close_search(self) -> None:
        self.query("#search").remove()
        self.inbox.focus()


def names(people: Iterable[Person]) -> dict[str, str]:
    """Their names by id."""
    return {person.id: person.name for person in people}


def _weighed(dossier: Dossier | None) -> object:
    """What suggestions follow from, beside the hour: when it has changed they are worked out anew."""
    if dossier is None:
        return None
    item = dossier.item
    return item.id, item.text, item.marks, dossier.incident, len(dossier.thread), len(dossier.cases)


def _reading_first(command: Command) -> int:
    """While one reads, the keys for that stand first; the others as in the table."""
    return READING_KEYS.index(command.id) if command.id in READING_KEYS else len(READING_KEYS)
