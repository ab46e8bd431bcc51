"""Choosing one of several things from a list: digits, arrows and enter; with a line to type in where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from console.screens.dialog import Dialog
from console.text import displayable, one_line
from console.widgets.pointed_list import PointedList

FILTER_FROM = 12  # choices; with fewer, looking is quicker than typing
DIGITS = frozenset("123456789")
TITLE_CELLS = 70
DETAIL_CELLS = 160


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be chosen. Texts may come from people: they are made displayable here."""

    id: str
    label: str
    detail: str = ""
    why_not: str = ""  # shown, but it cannot be chosen
    found_by: str = ""  # words that it is found by where one types; without any, its label and detail


def option(choice: Choice, number: int | None) -> Option:
    """The choice as a line of a list, with its digit."""
    key = f"{number} " if number is not None and number <= 9 else "  "
    parts: list[Content | tuple[str, str]] = [(key, "$accent"), Content(one_line(choice.label, TITLE_CELLS))]
    if detail := choice.why_not or choice.detail:
        parts.append(("  " + one_line(detail, DETAIL_CELLS), "$muted"))
    return Option(Content.assemble(*parts), id=choice.id, disabled=bool(choice.why_not))


class ChoiceList(PointedList):
    """A list of choices; j and k move as in the inbox, a digit goes to its choice and enter goes on with it.

    `then` selects what enter goes on to, where that is a matter of this dialog alone.
    """

    class NothingChosen(Message):
        """Somebody pressed enter where nothing is under the cursor yet."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("j", "cursor_down"),
        ("k", "cursor_up"),
        *((str(number), f"digit({number})") for number in range(1, 10)),
    ]

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        chosen: str | None = None,
        id: str | None = None,
        then: str = "",
        begins_at_first: bool = True,
    ) -> None:
        """Without `begins_at_first` nothing is under the cursor where nothing is `chosen`: somebody has to choose."""
        super().__init__(*(option(choice, number) for number, choice in enumerate(choices, 1)), id=id, markup=False)
        self._then = then
        first = 0 if begins_at_first else None
        self._first = next((place for place, choice in enumerate(choices) if choice.id == chosen), first)

    def on_mount(self) -> None:
        if self.option_count:
            self.highlighted = self._first

    def action_digit(self, number: int) -> None:
        if number <= self.option_count:
            self.go_to(number - 1)

    def action_select(self) -> None:
        """Choose, and go on at once: the next key may have been typed already, and is meant for what comes then."""
        if self.highlighted is None:
            self.post_message(self.NothingChosen())
            return
        super().action_select()
        if self._then:
            self.screen.set_focus(self.screen.query_one(self._then))

    def go_to(self, place: int) -> None:
        """What a digit does: the choice is under the cursor, and nothing more has happened."""
        self.highlighted = place

    @property
    def digits(self) -> str:
        """The digits that go to a choice, for a line of keys: "1-3"."""
        return f"1-{min(9, self.option_count)}" if self.option_count > 1 else "1"

    @property
    def chosen_id(self) -> str | None:
        """The id under the cursor."""
        return None if self.highlighted is None else self.get_option_at_index(self.highlighted).id


class MenuList(ChoiceList):
    """The list of a menu, in which nothing follows: a digit chooses at once."""

    def go_to(self, place: int) -> None:
        super().go_to(place)
        self.action_select()


class FilterLine(Input):
    """The line that narrows a long list. While it is empty, a digit chooses, as it does in a short one."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key in DIGITS and not self.value:
            event.prevent_default().stop()
            self.screen.query_one(ChoiceList).action_digit(int(event.key))
        else:
            await super()._on_key(event)


class Menu(Dialog[str | None]):
    """Asks for one of the choices; the id that was chosen, or None."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)")]

    def __init__(self, title: str, choices: Sequence[Choice], *, chosen: str | None = None, words: str = "") -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._choices = tuple(choices)
        self._chosen = chosen
        self.can_filter = len(self._choices) > FILTER_FROM

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(displayable(self._title)), classes="title")
            if self._words:
                yield Static(Content(displayable(self._words)), classes="words")
            if self.can_filter:
                yield FilterLine(placeholder="type to narrow the list", classes="filter")
            choices = MenuList(self._choices, chosen=self._chosen)
            yield choices
            digits = f"{choices.digits} or "
            yield Static(Content(f"{digits}enter chooses · esc goes back"), classes="keys")

    def on_mount(self) -> None:
        self.query_one(Input if self.can_filter else ChoiceList).focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        words = event.value.casefold().split()
        fitting = [choice for choice in self._choices if all(word in _words_of(choice) for word in words)]
        choices = self.query_one(ChoiceList)
        choices.clear_options()
        choices.add_options(option(choice, None if words else number) for number, choice in enumerate(fitting, 1))
        if not fitting:
            choices.add_option(
                Option(Content.styled("  Nothing fits. Fewer letters find more.", "$muted"), disabled=True)
            )
        choices.highlighted = 0 if fitting else None

    @on(Input.Submitted)
    def _submitted(self) -> None:
        choices = self.query_one(ChoiceList)
        chosen = next((one for one in self._choices if one.id == choices.chosen_id), None)
        if chosen is not None and chosen.why_not:
            self.query_one(".keys", Static).update(Content(displayable(f"{chosen.label}: {chosen.why_not}.")))
        else:
            choices.action_select()

    def on_key(self, event: events.Key) -> None:
        """From the line one types in, the arrows still move in the list."""
        if self.can_filter and event.key in ("down", "up"):
            choices = self.query_one(ChoiceList)
            if choices.has_focus:
                return
            event.stop()
            choices.action_cursor_down() if event.key == "down" else choices.action_cursor_up()


def _words_of(choice: Choice) -> str:
    return (choice.found_by or f"{choice.label} {choice.detail}").casefold()
