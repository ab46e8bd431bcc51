"""Closures that a supervisor declares: asked for, shown with what they move, and ended again. For any screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from console.desk.supervisor_orders import ClosurePreview, EndClosure, NextClosure, OpenClosure
from console.errors import HalfdayError
from console.screens.calendar import move_lines
from console.screens.dialog import Dialog
from console.screens.menu import Choice, Menu
from console.screens.sheet import Sheet
from console.screens.telling import say, told
from console.text import displayable
from console.widgets import wording
from console.widgets.lines_pane import Line, line

if TYPE_CHECKING:
    from datetime import datetime

    from textual.dom import DOMNode

    from console.desk.desk import Desk
    from console.desk.records import DeclaredClosure

DECLARE, POSTED = "declare", "posted"
NOW_OPEN, NEVER_WAS = "now", "never"
KEYS = "enter goes on, and from the reason it shows what moves · esc goes back"


@dataclass(frozen=True, slots=True)
class Previewed:
    """A closure as it was typed, with what it would move."""

    order: OpenClosure
    preview: ClosurePreview


class ClosureDialog(Dialog[Previewed | None]):
    """Asks from when, until when and why, until the desk could do it."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)")]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content("Declare a closure"), classes="title")
            words = "No working time counts while it lasts. What it moves is shown before anything is done."
            yield Static(Content(words), classes="words")
            for name, label in (("from", "From"), ("to", "Until (a day counts whole)"), ("reason", "Why")):
                yield Static(Content(label), classes="label")
                yield Input("now" if name == "from" else "", id=name, select_on_focus=name == "from")
            yield Static(Content(""), classes="problem")
            how = 'Such as "14:00", "tomorrow 09:00", "Monday 09:00", "24 Dec", "24 Dec 12:00".'
            yield Static(Content(f"{how}\n{KEYS}"), classes="keys")

    def on_mount(self) -> None:
        self.query_one("#from", Input).focus()

    @on(Input.Submitted, "#from")
    @on(Input.Submitted, "#to")
    def _go_on(self, event: Input.Submitted) -> None:
        """To the next line, once this one can be read."""
        try:
            self._moment(event.input.id or "")
        except HalfdayError as refusal:
            return self._say(str(refusal))
        self._say("")
        self.focus_next(Input)

    @on(Input.Submitted, "#reason")
    def _preview(self) -> None:
        self.run_worker(told(self, self._show_what_moves()), group="preview", exclusive=True, exit_on_error=False)

    async def _show_what_moves(self) -> None:
        reason = self.query_one("#reason", Input).value.strip()
        try:
            order = OpenClosure(start=self._moment("from"), end=self._moment("to"), reason=reason)
            preview = await self.desk.preview_closure(order)
        except HalfdayError as refusal:
            return self._say(str(refusal))
        self.dismiss(Previewed(replace(order, seen=preview.seen), preview))

    def _moment(self, name: str) -> datetime:
        """What is typed there. Raises NotPossible, and puts the cursor there."""
        field = self.query_one(f"#{name}", Input)
        try:
            return self.desk.moment_of(field.value, is_end=name == "to")
        except HalfdayError:
            field.focus()
            raise

    def _say(self, problem: str) -> None:
        self.query_one(".problem", Static).update(Content(displayable(problem)))


async def closures(node: DOMNode, desk: Desk) -> None:
    """Ask which: declare a closure, end one, or note that a notice is posted. Raises NotPermitted for no supervisor."""
    await desk.require_supervisor("open or end a closure")
    declared, coming = await desk.closures(), await desk.next_closure()
    choices = [Choice(DECLARE, "Declare a closure", "the office shuts although the week says otherwise")]
    choices += [Choice(str(one.id), f"Open again: {one.reason}", _stretch(desk, one)) for one in declared]
    if coming is not None and not coming.is_notice_posted:
        choices.append(Choice(POSTED, f"Its notice is posted: {coming.reason}", _stretch(desk, coming)))
    chosen = await node.app.push_screen_wait(Menu("Closures", choices))
    if chosen == DECLARE:
        await declare(node, desk)
    elif chosen == POSTED and coming is not None:
        say(node, await desk.note_notice_posted(coming))
    elif chosen is not None:
        await _end(node, desk, next(one for one in declared if str(one.id) == chosen))


async def declare(node: DOMNode, desk: Desk) -> None:
    """Ask for a closure, show what it moves, and declare it when the person agrees."""
    asked = await node.app.push_screen_wait(ClosureDialog(desk))
    if asked is None:
        return
    stretch = _stretch(desk, asked.order)
    lines = _what_moves(desk, asked.preview)
    if await node.app.push_screen_wait(Sheet(f"Closed {stretch}: {asked.order.reason}", lines, yes="declare it")):
        say(node, (await desk.open_closure(asked.order)).said)


async def _end(node: DOMNode, desk: Desk, closure: DeclaredClosure) -> None:
    """From now on, or as if it had never been; what has not begun never was."""
    at: datetime | None = closure.start
    if closure.start < desk.office.now():
        choices = [
            Choice(NOW_OPEN, "We are open again", "until now it was closed: that time does not count"),
            Choice(NEVER_WAS, "It was a mistake", "as if it had never been declared"),
        ]
        chosen = await node.app.push_screen_wait(Menu(f"Open again: {closure.reason}", choices))
        if chosen is None:
            return
        at = None if chosen == NOW_OPEN else closure.start
    order = EndClosure(closure_id=closure.id, at=at)
    preview = await desk.preview_closure(order)
    lines = _what_moves(desk, preview)
    if await node.app.push_screen_wait(Sheet(f"Open again: {closure.reason}", lines, yes="open again")):
        say(node, (await desk.end_closure(replace(order, seen=preview.seen))).said)


def _what_moves(desk: Desk, preview: ClosurePreview) -> Sequence[Line]:
    if not preview.moves:
        return [line(("No running deadline would move.", "muted"))]
    count = wording.many(len(preview.moves), "deadline")
    return [line(f"{count} would move:"), *move_lines(desk, list(preview.moves))]


def _stretch(desk: Desk, closure: OpenClosure | DeclaredClosure | NextClosure) -> str:
    return desk.office.stretch_words(closure.start, closure.end)
