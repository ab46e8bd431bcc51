"""Reviewing an incident: everything that waits for its reply, ticked or not, with the reply as each would get it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from console.desk.orders import Gathered, Order, Review
from console.model import Item
from console.screens.dialog import Dialog
from console.text import displayable, one_line
from console.widgets import row, wording
from console.widgets.pointed_list import PointedList

if TYPE_CHECKING:
    from console.desk.desk import Desk

NAME_CELLS = 16
TEXT_CELLS = 90
THEIRS_CELLS = 240
TICKED, LEFT, CANNOT = "✓", " ", "✗"


class Next(StrEnum):
    """What follows the review."""

    SEND = "send"
    CHANGE = "change"
    END = "end"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the person decided: what next, and for which items, as they were read."""

    next: Next
    ticked: tuple[Order, ...] = ()
    needs_reason: str | None = None


class ReviewSheet(Dialog[Reviewed | None]):
    """Asks which of the gathered items get the reply. None: nothing is sent."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss(None)"), ("q", "dismiss(None)"), ("j", "move(1)"), ("k", "move(-1)"), ("space", "tick"),
        ("a", "all"), ("y", "send"), ("e", "change"), ("d", "end"),
    ]  # fmt: skip

    listed = getters.query_one(OptionList)

    def __init__(self, desk: Desk, review: Review, revealed: Collection[int] = ()) -> None:
        """`revealed` are ids of items that were uncovered in the list."""
        super().__init__()
        self.revealed = revealed
        self.desk = desk
        self.review = review
        self.ticked = {one.item.id for one in review.gathered if one.apart is None and one.stopped is None}

    def compose(self) -> ComposeResult:
        incident = self.review.incident
        with Vertical(classes="dialog"):
            yield Static(Content(f"Incident: {one_line(incident.title, 60)}"), classes="title")
            yield Static(Content(self._words()), classes="words")
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
        if one.apart is not None:
            parts.append(("own answer?  ", "$warning"))
        return Option(Content.assemble(*parts, Content(self._said(item, TEXT_CELLS))), id=str(item.id))

    def _said(self, item: Item, width: int) -> str:
        """What they wrote, on one line: covered or masked as in the list."""
        if item.id in self.revealed:
            return one_line(item.text, width)
        return row.cover_words(item) if row.is_covered(item) else one_line(self.desk.masked(item.text), width)

    def _show(self, problem: str = "") -> None:
        """The reply as the item under the cursor would get it, why it is not ticked, and what the keys do."""
        one = self._current()
        why = (one.stopped or one.apart or one.warned or "") if one is not None else ""
        self.query_one("#why", Static).update(Content(displayable(why)))
        self.query_one("#as-it-stands", Static).update(self._exchange(one) if one else Content("Nothing waits."))
        self.query_one(".problem", Static).update(Content(problem))
        sends = f"y  sends it to {wording.many(len(self.ticked), 'person', 'people')} · space ticks · a all or none · "
        self.query_one("#keys", Static).update(Content(f"{sends}e changes the reply · d ends it · esc goes back"))

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
        self.ticked ^= {one.item.id}
        self._repaint()

    def action_all(self) -> None:
        """Every one that can be sent and wants no answer of its own; none, when they are ticked already."""
        right = {one.item.id for one in self.review.gathered if one.apart is None and one.stopped is None}
        self.ticked = set() if right <= self.ticked else self.ticked | right
        self._repaint()

    def _repaint(self) -> None:
        for place, one in enumerate(self.review.gathered):
            self.listed.replace_option_prompt_at_index(place, self._option(one).prompt)
        self._show()

    def action_send(self) -> None:
        chosen = [one for one in self.review.gathered if one.item.id in self.ticked]
        if not chosen:
            return self._show("Nothing is ticked, so nothing is sent.")
        orders = tuple(Order(item_id=one.item.id, version=one.item.version) for one in chosen)
        self.dismiss(Reviewed(Next.SEND, orders, next((one.warned for one in chosen if one.warned), None)))

    def action_change(self) -> None:
        self.dismiss(Reviewed(Next.CHANGE))

    def action_end(self) -> None:
        self.dismiss(Reviewed(Next.END))
