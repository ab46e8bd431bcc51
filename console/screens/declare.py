"""Declaring an incident, or changing its reply: what and where in a few words, and the one reply that is kept ready.

The desk is asked while the dialog stands: what it refuses is said in it, and the text stays.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from console.errors import HalfdayError, Stale
from console.model import Incident, Item
from console.rules.conduct import Outbound
from console.screens.ask import Confirm
from console.screens.checked import Checked, check_lines
from console.screens.dialog import Dialog
from console.screens.menu import Menu
from console.screens.shelf import template_choices
from console.screens.telling import told
from console.screens.writing import Piece
from console.text import displayable
from console.widgets import wording
from console.widgets.lines_pane import LinesPane

if TYPE_CHECKING:
    from console.desk.desk import Desk

LOOK_AFTER_S = 0.4  # after the last letter
KEYS = "f4 {does} · f5 template · tab moves · {name} becomes each person's own · esc goes back"


@dataclass(frozen=True, slots=True)
class Filled:
    """What the person wrote: the title, the reply, and the template that it was made of."""

    title: str
    reply: str
    template_id: str | None


Keeping = Callable[[Item, Filled], Awaitable[Incident]]  # how the desk is asked to keep it, for the item as it was read


class DeclareDialog(Dialog[Incident | None]):
    """Asks for title and reply until the desk has kept them; None when the person goes back."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "leave"), ("f4", "declare"), ("ctrl+s", "declare"), ("f5", "template"),
        ("ctrl+t", "template"),
    ]  # fmt: skip

    checked_pane = getters.query_one(LinesPane)

    def __init__(
        self, desk: Desk, item: Item, keep: Keeping, *, title: str, reply: str = "", template_id: str | None = None
    ) -> None:
        """`reply` is there where one is changed; the title then stands as it is."""
        super().__init__()
        self.desk = desk
        self.item = item
        self._keep = keep
        self._is_asking = False
        self._title = title
        self._reply = reply
        self._template_id = template_id
        self._kept = reply  # what is not lost when the dialog is left
        self._waiting: dict[str, Timer] = {}

    @property
    def _is_change(self) -> bool:
        return bool(self._reply)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            head = f"Change the reply: {self._title}" if self._is_change else "Declare an incident"
            yield Static(Content(displayable(head)), classes="title")
            if not self._is_change:
                yield Static(Content("What and where, in a few words: what says them is gathered"), classes="label")
                yield Input(displayable(self._title), select_on_focus=False)
                yield Static(Content(""), id="alike", classes="words")
            yield Static(Content("The reply that is kept ready for all of them"), classes="label")
            yield TextArea(self._reply, soft_wrap=True, tab_behavior="focus")
            yield LinesPane()
            yield Static(Content(""), classes="problem")
            yield Static(Content(self._keys()), classes="keys")

    def _keys(self) -> str:
        does = "keeps it" if self._is_change else "declares it"
        return KEYS.format(does=does, name="{first_name}")

    def on_mount(self) -> None:
        self.query_one(TextArea if self._is_change else Input).focus()
        self._check()
        if not self._is_change:
            self._work(self._count(), "count")

    # -- as one types ----------------------------------------------------------------------------------------------

    @on(Input.Changed)
    def _retitled(self) -> None:
        self._later("count", lambda: self._work(self._count(), "count"))

    @on(TextArea.Changed)
    def _rewritten(self) -> None:
        self._later("check", self._check)

    @on(Input.Submitted)
    def _titled(self) -> None:
        self.query_one(TextArea).focus()

    def _later(self, name: str, what: Callable[[], object]) -> None:
        if name in self._waiting:
            self._waiting[name].stop()
        self._waiting[name] = self.set_timer(LOOK_AFTER_S, what)

    async def _count(self) -> None:
        """How many open items the title would gather just now."""
        others = await self.desk.lookalikes(self.item, self.query_one(Input).value)
        words = f"Like {wording.many(others, 'other')} so far; what still comes in is gathered." if others else NONE_YET
        self.query_one("#alike", Static).update(Content(words))

    def _check(self) -> None:
        """What the outbound check says of it as it would stand under this item."""
        outbound = Outbound.MESSAGE if self.item.kind.is_private else Outbound.REPLY
        filled = self.desk.fill(self.query_one(TextArea).text, self.item)
        checked = Checked(Piece("Reply", filled, outbound), filled, self.desk.check(filled, outbound, self.item))
        self.checked_pane.show_lines(check_lines([checked]), from_top=False)

    # -- keys ------------------------------------------------------------------------------------------------------

    def action_template(self) -> None:
        self._work(self._choose(), "template")

    async def _choose(self) -> None:
        dossier = await self.desk.dossier(self.item.id)
        choices = [] if dossier is None else await template_choices(self.desk, dossier)
        chosen = await self.app.push_screen_wait(Menu("Start with a template", choices))
        if chosen is not None:
            self._template_id, self._kept = chosen, self.desk.office.policy.template(chosen).text
            self.query_one(TextArea).text = self._kept

    def action_declare(self) -> None:
        title = self._title if self._is_change else self.query_one(Input).value.strip()
        reply = self.query_one(TextArea).text.strip()
        if not title:
            return self._say("Name it in a few words first.")
        if not reply:
            return self._say("Write the reply first, or choose a template with f5.")
        if not self._is_asking:
            self._is_asking = True
            self._work(self._ask(Filled(title, reply, self._template_id)), "keep")

    async def _ask(self, filled: Filled) -> None:
        """Have the desk keep it. Once somebody has read that the item changed, it is asked about the item as it is."""
        try:
            kept = await self._keep(self.item, filled)
        except HalfdayError as refusal:
            if isinstance(refusal, Stale) and (dossier := await self.desk.dossier(self.item.id)) is not None:
                self.item = dossier.item
            self._say(str(refusal))
        else:
            self.dismiss(kept)
        finally:
            self._is_asking = False

    def _say(self, problem: str) -> None:
        self.query_one(".problem", Static).update(Content(displayable(problem)))

    def action_leave(self) -> None:
        self._work(self._leave(), "leave")

    async def _leave(self) -> None:
        """What somebody wrote is not kept anywhere yet, so it is not dropped by one key."""
        written = self.query_one(TextArea).text
        sure = Confirm("Leave it?", "The reply that you wrote is not kept.", yes="leave it")
        if written in ("", self._kept) or await self.app.push_screen_wait(sure):
            self.dismiss(None)

    def _work(self, doing: Awaitable[None], group: str) -> None:
        self.run_worker(told(self, doing), group=group, exclusive=True, exit_on_error=False)


NONE_YET = "Nothing else like it has come in yet; what still comes in is gathered."
