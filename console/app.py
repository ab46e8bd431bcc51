"""The Textual App: theme, keys, palette, what is asked before the inbox opens, and the work in the background.

It decides nothing; the desk does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App, SystemCommand
from textual.driver import Driver
from textual.screen import Screen

from console.commands import COMMANDS, Command, Place, with_keys
from console.screens.inbox import InboxScreen
from console.screens.keys_ahead import KeysAhead, takes_keys
from console.screens.telling import say, told
from console.theme import THEMES
from console.tidying import TICK_S, Tidying
from console.widgets.direct_driver import Direct, direct_form
from console.widgets.inbox_list import InboxList

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.desk.records import FirstLook

Background = Callable[[], Awaitable[None]]


class HalfdayApp(App[None]):
    """The console of one signed-in person. `background` runs while it is open; its failure is told to the person."""

    TITLE = "Halfday"
    ENABLE_COMMAND_PALETTE = True
    VERTICAL_BREAKPOINTS = [(0, "-short"), (34, "-tall")]  # noqa: RUF012 - so in Textual; for screens without their own
    CSS_PATH = "screens/inbox.tcss"  # of the first screen: Textual does not load a default screen's own

    def __init__(
        self,
        desk: Desk,
        first: FirstLook,
        *,
        keys: Mapping[str, str] | None = None,
        background: Background | None = None,
        practice: str = "",
        oversees: bool = False,
    ) -> None:
        """`first` is what the inbox shows at once; `practice` names a practice session, said on screen.

        With `oversees` the supervisor's screen stands over the inbox, and work begins when somebody leaves it.

        Raises KeyClash when a person's own keys do not fit.
        """
        self.direct: Direct | None = None  # set by the driver, where it can be painted through
        self.commands = with_keys(COMMANDS, keys or {})
        super().__init__()
        self.desk = desk
        self._first = first
        self.practice = practice
        self._background = background
        self._has_begun = asyncio.Event()
        self._oversees = oversees
        self._tidying = Tidying()
        self._ahead = KeysAhead(self._take_in)
        for theme in THEMES:
            self.register_theme(theme)
        # Without its watcher, which would have every style sheet parsed twice before anything is seen (6 ms).
        self.set_reactive(HalfdayApp.theme, THEMES[0].name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_keymap({command.id: ",".join(command.keys) for command in self.commands if command.id in (keys or {})})

    def get_driver_class(self) -> type[Driver]:
        """Textual's, in the form that the list can paint through."""
        return direct_form(super().get_driver_class())

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        """What shines through the screen on top. Textual counts the one below it always, and paints all anew for it."""
        is_opaque = bool(self._screen_stack) and self._screen_stack[-1].styles.background.a == 1
        return [] if is_opaque else super()._background_screens

    def get_default_screen(self) -> Screen[Any]:
        """The inbox is the first screen: an empty one before it would be laid out and painted for nothing."""
        self._inbox = InboxScreen(self.desk, self._first, self.practice)
        return self._inbox

    async def on_event(self, event: events.Event) -> None:
        """What is typed waits while something that takes it opens; else it goes where it belongs."""
        if self._ahead.is_holding and isinstance(event, events.Key | events.Paste):
            self._ahead.keep(event)
        else:
            await self._take_in(event)

    def hold_keys(self, is_ready: Callable[[], bool]) -> None:
        """Something that will take what is typed is opening, and is there when `is_ready` says so."""
        if self._ahead.hold(is_ready):
            self.run_worker(self._ahead.hand_over(), group="keys ahead", exit_on_error=False)

    async def _take_in(self, event: events.Event) -> None:
        is_taken = False
        if isinstance(event, events.Key):
            self._tidying.typed()
            self._inbox.has_looked |= self.screen is self._inbox
            is_taken = self.app_focus and await self._take_key(event.key)
        if not is_taken:
            await super().on_event(event)

    async def _take_key(self, key: str) -> bool:
        """A key of the list at once: what it opens is told of before the next key is looked at.

        To move the cursor, the way through all bindings takes 0.7 ms of 2 and ends where this does.
        """
        focused = self.focused
        if not isinstance(focused, InboxList):
            return False
        return focused.take_key(key) or await self._check_bindings(key)

    def on_mount(self) -> None:
        self.set_interval(TICK_S, self._tidying.tidy)
        self.run_worker(told(self, self._open()), group="opening", exit_on_error=False)
        if self._background is not None:
            self.run_worker(told(self, self._run_background(self._background)), group="background", exit_on_error=False)

    async def _run_background(self, background: Background) -> None:
        await self._has_begun.wait()
        await background()

    async def _open(self) -> None:
        """Before work begins: the policy read once a version, an overdue review said, a changed calendar shown."""
        await self._inbox.shown.wait()  # until then it would only hold the first screen up
        if self._oversees:
            from console.screens.look_flows import pane

            await told(self, pane(self._inbox))  # where it cannot be opened, the inbox works all the same
        self._has_begun.set()
        from console.screens.reading import overdue_review, read_policy  # the inbox stands by now

        if not await self.desk.has_read_policy():
            await read_policy(self)  # says it too
        elif words := overdue_review(self.desk):
            say(self, words)
        if await self.desk.calendar_change() is not None:
            from console.screens.calendar import show_moves  # once for each change of the calendar

            await show_moves(self)

    def action_command_palette(self) -> None:
        from console.screens.palette import Palette  # with the first opening

        if not isinstance(self.screen, Palette):
            palette = Palette()
            self.push_screen(palette)
            self.hold_keys(lambda: takes_keys(palette))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: the same table as the keys, where it applies."""
        if not isinstance(screen, InboxScreen):
            return
        for command in self.commands:
            if command.place is Place.INBOX and command.in_palette:
                yield SystemCommand(_palette_title(command), command.help, self._runner(screen, command))

    def _runner(self, screen: InboxScreen, command: Command) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            await screen.run_action(command.action)

        return run


def _palette_title(command: Command) -> str:
    return f"{command.label} ({command.key_text})" if command.keys else command.label
