"""Reviewing an incident: everything that waits for its reply, ticked or not, with the reply as each would get it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from console.desk.orders import Gathered, LeaveIncident, Order, Review
from console.model import Item
from console.screens.dialog import Dialog
from console.screens.telling import say, told
from console.text import displayable, one_line
from console.widgets import row, wording
from console.widgets.pointed_list import PointedList

if TYPE_CHECKING:
    from console.desk.desk import Desk

NAME_CELLS = 16
TEXT_CELLS = 90
THEIRS_CELLS = 240
TICKED, LEFT, CANNOT = "✓", " ", "✗"
KEYS = "o takes it out · e changes the reply · d ends it · esc goes back"


class Next(StrEnum):
    """What follows the review."""

    SEND = "send"
    CHANGE = "change"
    END = "end"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the person decided: what next, and for which items, as they were read."""

    next: Next
    ticked: tuple[Gathered, ...] = ()

    @property
    def orders(self) -> tuple[Order, ...]:
        return tuple(Order(item_id=one.item.id, version=one.item.version) for one in self.ticked)

    @property
    def warned(self) -> tuple[Gathered, ...]:
        """Those that go out with a reason only."""
        return tuple(one for one in self.ticked if one.warned is not None)


class ReviewSheet(Dialog[Reviewed | None]):
    """Asks which of the gathered items get the reply. None: nothing is sent.

    What the check warns of is ticked by hand, once somebody has read why.
    """

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss(None)"), ("q", "dismiss(None)"), ("j", "move(1)"), ("k", "move(-1)"), ("space", "tick"),
        ("a", "all"), ("o", "take_out"), ("y", "send"), ("e", "change"), ("d", "end"),
    ]  # fmt: skip

    listed = getters.query_one(OptionList)

    def __init__(self, desk: Desk, review: Review, revealed: Collection[int] = ()) -> None:
        """`revealed` are ids of items that were uncovered in the list."""
        super().__init__()
        self.revealed = revealed
        self.desk = desk
        self.review = review
        self.ticked = {one.item.id for one in review.gathered if one.is_plain}
        self._read: set[str] = set()  # warnings that stood below the list

    def compose(self) -> ComposeResult:
        incident = self.review.incident
        with Vertical(classes="dialog"):
            yield Static(Content(f"Incident: {one_line(incident.title, 60)}"), classes="title")
            yield Static(Content(self._words()), id="waiting", classes="words")
            yield PointedList(*(self._option(one) for one in self.review.gathered), markup=False)
            yield Static(Content(""), id="why", classes="effect")
            yield Static(Content(""), id="as-it-stands", classes="quote")
            yield Static(Content(""), classes="problem")
            yield Static(Content(""), id="keys", classes="keys")

    def on_mount(self) -> None:
        self.listed.focus()
        self._show()

    def _words(self) -> str:
        incident, office = self.review.incident, self.desk.office
        ends = wording.moment(incident.ends_at, office.now(), office.calendar.zone)
        return f"Still waiting: {len(self.review.gathered)} of {incident.items}. It ends by itself {ends}."

    def _option(self, one: Gathered) -> Option:
        """ "✓ Fb co Jean  lift oot at …"; why it is not ticked stands below the list."""
        item = one.item
        sign = CANNOT if one.stopped else TICKED if item.id in self.ticked else LEFT
        where = f"{wording.channel_code(item.channel)} {wording.kind_code(item.kind)} "
        name = one_line(item.author_name, NAME_CELLS) or "(no name)"
        parts: list[Content | tuple[str, str]] = [(f"{sign} ", "$accent"), (where, "$muted"), (f"{name}  ", "$primary")]
        parts += [(f"{words}  ", "$warning") for words in _against(one)]
        return Option(Content.assemble(*parts, Content(self._said(item, TEXT_CELLS))), id=str(item.id))

    def _said(self, item: Item, width: int) -> str:
        """What they wrote, on one line: covered or masked as in the list."""
        if item.id in self.revealed:
            return one_line(item.text, width)
        return row.cover_words(item) if row.is_covered(item) else one_line(self.desk.masked(item.text), width)

    def _show(self, problem: str = "") -> None:
        """The reply as the item under the cursor would get it, why it is not ticked, and what the keys do."""
        one = self._current()
        if one is not None and one.warned is not None:
            self._read.add(one.warned)
        self.query_one("#why", Static).update(Content("\n".join(_whys(one)) if one is not None else ""))
        self.query_one("#as-it-stands", Static).update(self._exchange(one) if one else Content("Nothing waits."))
        self.query_one(".problem", Static).update(Content(problem))
        sends = f"y  sends it to {wording.many(len(self.ticked), 'person', 'people')} · space ticks · a all or none · "
        self.query_one("#keys", Static).update(Content(sends + KEYS))

    def _exchange(self, one: Gathered) -> Content:
        return Content.assemble((self._said(one.item, THEIRS_CELLS), "$muted"), "\n", displayable(one.text))

    def _current(self) -> Gathered | None:
        place = self.listed.highlighted
        return None if place is None or not self.review.gathered else self.review.gathered[place]

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._show()

    @on(OptionList.OptionSelected)
    def _entered(self) -> None:
        """Enter was just pressed for something else: it sends nothing."""
        self._show("Nothing is sent yet: y sends, space ticks.")

    def action_move(self, lines: int) -> None:
        self.listed.action_cursor_down() if lines > 0 else self.listed.action_cursor_up()

    def action_tick(self) -> None:
        one = self._current()
        if one is None:
            return
        if one.stopped is not None:
            return self._show(f"It cannot go out: {displayable(one.stopped)}")
        if one.holder is not None:
            return self._show(f"It is left to {one_line(one.holder, NAME_CELLS)}, who works on it.")
        self.ticked ^= {one.item.id}
        self._repaint()

    def action_all(self) -> None:
        """Every one that nothing speaks against but a warning that was read; none, when they are ticked already."""
        right = {one.item.id for one in self.review.gathered if self._may_be_ticked(one)}
        self.ticked = set() if right <= self.ticked else self.ticked | right
        self._repaint()

    def _may_be_ticked(self, one: Gathered) -> bool:
        return one.is_plain or (replace(one, warned=None).is_plain and one.warned in self._read)

    def action_take_out(self) -> None:
        if (one := self._current()) is not None:
            self.run_worker(told(self, self._take_out(one)), group="take out", exit_on_error=False)

    async def _take_out(self, one: Gathered) -> None:
        """It does not belong here: it stands for itself, and is not gathered again."""
        item, incident = one.item, self.review.incident
        await self.desk.leave_incident(LeaveIncident(item_id=item.id, version=item.version, incident_id=incident.id))
        left = tuple(other for other in self.review.gathered if other is not one)
        self.review = replace(self.review, incident=replace(incident, items=incident.items - 1), gathered=left)
        self.ticked.discard(item.id)
        self.listed.remove_option(str(item.id))
        self.query_one("#waiting", Static).update(Content(self._words()))
        self._show()
        say(self, "Taken out. i on it puts it back.")

    def _repaint(self) -> None:
        for place, one in enumerate(self.review.gathered):
            self.listed.replace_option_prompt_at_index(place, self._option(one).prompt)
        self._show()

    def action_send(self) -> None:
        chosen = [one for one in self.review.gathered if one.item.id in self.ticked]
        if not chosen:
            return self._show("Nothing is ticked, so nothing is sent.")
        self.dismiss(Reviewed(Next.SEND, tuple(chosen)))

    def action_change(self) -> None:
        self.dismiss(Reviewed(Next.CHANGE))

    def action_end(self) -> None:
        self.dismiss(Reviewed(Next.END))


def _against(one: Gathered) -> list[str]:
    """What speaks against sending it with the others, for its line of the list."""
    words = [f"‹{one_line(one.holder, NAME_CELLS)}›"] if one.holder is not None else []
    words += ["own answer?"] if one.apart is not None else []
    return words + (["warned"] if one.warned is not None else [])


def _whys(one: Gathered) -> list[str]:
    """The same in full, safe to show."""
    holds = f"{one.holder} is working on this" if one.holder is not None else None
    warned = f"The check warns: {one.warned}" if one.warned is not None else None
    return [displayable(why) for why in (one.stopped, holds, one.apart, warned) if why is not None]
