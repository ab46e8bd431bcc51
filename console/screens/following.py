"""What happens to items while the inbox is open: lines in sight are read again, arrivals are only counted.

What failed rises to the top by itself where that moves nothing around the cursor, and is counted where it would.
Owns what is new since the order was last read. Reading an order, and showing it, is the screen's business.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from console.model import Rank
from console.screens.telling import warn
from console.text import one_line

if TYPE_CHECKING:
    from textual.timer import Timer

    from console.model import Change, Item
    from console.screens.inbox import InboxScreen

RECOUNT_S = 1.0  # counts and order are read again at most this often
READ_ON_CHANGE = 200  # of changed items, so that failures are told even where no line shows them


class Following:
    """Follows the changes of the store for one inbox screen."""

    def __init__(self, screen: InboxScreen) -> None:
        self._screen = screen
        self.new: set[int] = set()  # not in the order on screen: arrived, or come into the view meanwhile
        self.failed: dict[int, Item] = {}  # failed meanwhile, and not yet at the top
        self._changed: dict[int, str | None] = {}  # since the order was last read: by whom
        self._recount: Timer | None = None

    async def follow(self, since_seq: int) -> None:
        """Take in what happens to items after that change, here and in other consoles. Never ends."""
        async for changes in self._screen.desk.changes(since_seq):
            await self._take(changes)

    def forget(self) -> None:
        """The order has just been read: nothing is new to it."""
        self.new.clear()
        self.failed.clear()
        self._changed.clear()

    async def _take(self, changes: Sequence[Change]) -> None:
        changed = {change.item_id: change.person for change in changes if change.what != "arrived"}
        self.new |= {change.item_id for change in changes if change.what == "arrived"}
        self._changed.update(changed)
        await self._screen.know(changed.values())
        await self._reread(list(changed))
        if self._recount is None:
            self._recount = self._screen.set_timer(RECOUNT_S, self._recount_now)

    async def _reread(self, item_ids: list[int]) -> None:
        if not item_ids:
            return
        screen, inbox = self._screen, self._screen.inbox
        before = {item_id: inbox.window.get(item_id) for item_id in item_ids}
        rows = await screen.desk.rows(item_ids[-READ_ON_CHANGE:])
        await screen.know(row.claimed_by for row in rows)  # it may have been given to somebody who has done nothing yet
        for item_id in inbox.window.refresh(rows):
            inbox.repaint(item_id)
        self._tell_failures(rows, before)
        self._tell_losses(rows, before)
        if screen.dossier is not None and screen.dossier.item.id in before:
            screen.work(screen.read(screen.dossier.item.id, from_top=False), "dossier")

    def _tell_failures(self, rows: Iterable[Item], before: dict[int, Item | None]) -> None:
        for row in rows:
            was = before.get(row.id)
            if row.rank is not Rank.FAILED:
                self.failed.pop(row.id, None)
            elif row.id in self.failed or was is None or was.rank is not Rank.FAILED:
                self.failed[row.id] = row
            if row.problem and (was is None or was.problem != row.problem):
                warn(self._screen, f"{one_line(row.author_name, 30)}: {row.problem}", title="Failed")

    def _tell_losses(self, rows: Iterable[Item], before: dict[int, Item | None]) -> None:
        """What this person held and a colleague took over, gave away or set free: the draft is still there."""
        screen, me = self._screen, self._screen.desk.person.id
        for row in rows:
            was, who = before.get(row.id), self._changed.get(row.id)
            if was is None or was.claimed_by != me or row.claimed_by == me or not row.state.is_unanswered:
                continue
            if who is not None and who != me:
                did = "took over" if row.claimed_by == who else "set free" if row.claimed_by is None else "gave away"
                names = screen.inbox.people
                author = one_line(row.author_name, 30) or "(no name)"
                kept = " Your draft stays on it." if row.id in screen.inbox.drafted else ""
                warn(screen, f"{names.get(who, 'A colleague')} {did} what you held: {author}.{kept}")

    def _recount_now(self) -> None:
        self._recount = None
        self._screen.work(self._recount_order(), "recount")

    async def _recount_order(self) -> None:
        """Count again, and see which changed items have left the view; arrivals wait until they are asked for."""
        screen = self._screen
        changed, self._changed = self._changed, {}
        if screen.search_words is None:
            if not len(screen.inbox.window):
                return await screen.show_view(screen.view)
            if changed or self.failed:
                order = await screen.desk.order(screen.view)
                self._sign_what_left(changed, order)
                self._let_failures_rise(order)
        await screen.inbox.reload_rows(screen.inbox.window.in_turn())  # what arrived or was answered changes them
        await screen.count()

    def _let_failures_rise(self, order: array[int]) -> None:
        """Each to its place among the failures at the top; those that would move the cursor's line wait."""
        inbox, shown = self._screen.inbox, self._screen.inbox.window
        place, waiting = 0, dict(self.failed)
        self.failed.clear()
        for item_id in order:
            if not waiting:
                break
            if (item := waiting.pop(item_id, None)) is not None and not inbox.rise(item, place):
                self.failed[item_id] = item
            place += place < len(shown) and shown.order[place] == item_id
        self.new -= self.failed.keys() | set(shown.order[:place])

    def _sign_what_left(self, changed: dict[int, str | None], order: array[int]) -> None:
        inbox = self._screen.inbox
        now_in, shown = set(order), set(inbox.window.order)
        for item_id, person in changed.items():
            if item_id in shown and item_id not in now_in:
                inbox.sign(item_id, person)
            elif item_id in now_in and item_id not in shown:
                self.new.add(item_id)
