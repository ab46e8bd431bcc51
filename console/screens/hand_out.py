"""Handing out: how many, to whom, and who would get how many; a question that any screen can open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from console.desk.supervisor_orders import HandedOut, HandOut, HandOutPlan, Receiver
from console.errors import HalfdayError
from console.screens.dialog import Dialog
from console.screens.telling import say, told
from console.text import displayable, one_line
from console.widgets import wording
from console.widgets.pointed_list import PointedList

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from console.desk.desk import Desk

NAME_CELLS = 30
TICKED, LEFT, AWAY = "✓", " ", "✗"
KEYS = "tab to the people and back · space ticks · a all or none · enter hands out · esc goes back"
MOST_NAMED = 3
HOUR_MINUTES = 60.0  # of working time: what is due by then is offered to be handed out


class HandOutDialog(Dialog[HandOut | None]):
    """Asks how many of the due soonest go to whom. What comes back hands out exactly what was shown.

    Everybody who is on and was seen today is ticked, but for the person who asks. Who is off shift or was not seen can
    be ticked, who is away cannot.
    """

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)")]

    listed = getters.query_one(OptionList)

    def __init__(self, desk: Desk, people: Sequence[Receiver], waiting: int) -> None:
        """`waiting` is how many the line begins with: what is late or due within the hour, and nobody's."""
        super().__init__()
        self.desk = desk
        self.people = tuple(people)
        self.waiting = waiting
        self._on = {one.person.id for one in people if not one.is_away and not one.off_shift}
        self._unseen = {one.person.id for one in people if one.is_unseen} - {desk.person.id}
        self.ticked = self._on - self._unseen - {desk.person.id}

    def compose(self) -> ComposeResult:
        due = f"{wording.many(self.waiting, 'item')} that nobody holds: late, or due within the hour."
        nothing = "Of what nobody holds nothing is late or due within the hour."
        words = f"{due if self.waiting else nothing} What is due soonest goes first."
        with Vertical(classes="dialog"):
            yield Static(Content("Hand out"), classes="title")
            yield Static(Content(words), classes="words")
            yield Static(Content("How many?"), classes="label")
            yield Input(str(self.waiting or ""), restrict=r"\d{0,4}", select_on_focus=True)
            yield Static(Content("To whom?"), classes="label")
            yield PeopleList(*(self._option(one) for one in self.people), markup=False)
            yield Static(Content(""), id="plan", classes="effect")
            yield Static(Content(""), classes="problem")
            yield Static(Content(KEYS), classes="keys")

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self._plan_again()

    def _option(self, one: Receiver) -> Option:
        sign = AWAY if one.is_away else TICKED if one.person.id in self.ticked else LEFT
        why_not = (
            "away" if one.is_away else one.off_shift or ("not seen today" if one.person.id in self._unseen else "")
        )
        detail = f"{one.title}, {why_not}" if why_not else one.title
        name = Content(one_line(one.person.name, NAME_CELLS))
        return Option(Content.assemble((f"{sign} ", "$accent"), name, (f"  {detail}", "$muted")), id=one.person.id)

    @property
    def asked(self) -> HandOut:
        """What the line and the ticks say."""
        people = tuple(one.person.id for one in self.people if one.person.id in self.ticked)
        return HandOut(person_ids=people, count=int(self.query_one(Input).value or 0))

    # -- what would happen ---------------------------------------------------------------------------------------------

    @on(Input.Changed)
    def _plan_again(self) -> None:
        self.run_worker(told(self, self._plan()), group="plan", exclusive=True, exit_on_error=False)

    async def _plan(self) -> HandOutPlan | None:
        """Say who would get how many, or why nothing can be handed out; the plan where there is one."""
        plan, problem = None, ""
        try:
            plan = await self.desk.hand_out_plan(self.asked)
        except HalfdayError as refusal:
            problem = str(refusal)
        if plan is not None and not plan.in_turn:
            problem = "Say how many." if not self.asked.count else "Nothing waits that nobody holds."
            plan = None
        self.query_one("#plan", Static).update(Content(plan_words(plan) if plan is not None else ""))
        self.query_one(".problem", Static).update(Content(displayable(problem)))
        return plan

    # -- keys ----------------------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _go_on(self) -> None:
        self.run_worker(told(self, self._hand_out()), group="plan", exclusive=True, exit_on_error=False)

    async def _hand_out(self) -> None:
        plan = await self._plan()
        if plan is not None:
            self.dismiss(plan.order)

    def tick(self) -> None:
        """Tick whoever is under the cursor, or no longer."""
        place = self.listed.highlighted
        if place is not None and not self.people[place].is_away:
            self.ticked ^= {self.people[place].person.id}
            self._repaint()

    def tick_all(self) -> None:
        """Everybody who is on, beside whoever is ticked; nobody, when they are ticked already."""
        self.ticked = set() if self._on <= self.ticked else self.ticked | self._on
        self._repaint()

    def _repaint(self) -> None:
        for place, one in enumerate(self.people):
            self.listed.replace_option_prompt_at_index(place, self._option(one).prompt)
        self._plan_again()


class PeopleList(PointedList):
    """The people of the dialog: space ticks one, `a` all of them; j and k move as in the inbox."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "cursor_down"), ("k", "cursor_up")]

    def on_key(self, event: events.Key) -> None:
        dialog = self.screen
        if event.key in ("space", "a") and isinstance(dialog, HandOutDialog):
            event.stop()
            event.prevent_default()
            dialog.tick() if event.key == "space" else dialog.tick_all()


async def hand_out(node: DOMNode, desk: Desk) -> HandedOut | None:
    """Ask how many go to whom, hand them out and say so; None where somebody thought better of it.

    Raises NotPermitted for whoever is no supervisor.
    """
    await desk.require_supervisor("hand out items")
    dialog = HandOutDialog(desk, await desk.hand_out_people(), await desk.free_within(HOUR_MINUTES))
    order = await node.app.push_screen_wait(dialog)
    if order is None:
        return None
    handed = await desk.hand_out(order)
    say(node, handed_words(handed))
    return handed


def plan_words(plan: HandOutPlan) -> str:
    """ "Kim gets 2, Robin (holds 3) gets 1." """
    shares = [
        f"{one_line(share.person.name, NAME_CELLS)}{f' (holds {share.held})' if share.held else ''}"
        f" gets {len(share.items)}"
        for share in plan.shares
    ]
    return f"{', '.join(shares)}."


def handed_words(handed: HandedOut) -> str:
    """What became of it, for a toast: who got how many, and what was left out and why."""
    given = ", ".join(f"{one_line(person.name, NAME_CELLS)} {count}" for person, count in handed.given)
    said = f"Handed out: {given}."
    if left_out := handed.left_out:
        whys = list(dict.fromkeys(one.why_not for one in left_out))[:MOST_NAMED]
        said += f" Left out {len(left_out)}: {' '.join(whys)}"
    return said
