"""What the screens on which people work share: their own keys, what a key begins, their shape, toasts under dialogs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual import events, on
from textual.screen import ScreenResultType

from console.screens.answered_once import AnsweredOnce
from console.screens.keys_ahead import takes_keys
from console.screens.telling import told

if TYPE_CHECKING:
    from console.commands import Command

FLOW_GROUP = "flow"


class WorkingScreen(AnsweredOnce[ScreenResultType]):
    """A screen on which people work, and over which dialogs open."""

    SHOWS_DEADLINES = False  # what is late and about to be stands there all the time: it is not told over it

    @property
    def commands(self) -> tuple[Command, ...]:
        """The table of commands with the keys that the person gave them."""
        commands: tuple[Command, ...] = self.app.commands  # type: ignore[attr-defined]
        return commands

    def hold_keys(self, is_ready: Callable[[], bool]) -> None:
        """Something that will take what is typed is opening."""
        self.app.hold_keys(is_ready)  # type: ignore[attr-defined]

    def begin(self, start: Callable[[], Awaitable[None]]) -> None:
        """Start what a key asks for unless something is under way: a key pressed twice does its work once.

        What is typed meanwhile waits for the dialog that it opens.
        """
        if self.is_flow_running:
            return
        self.app.clear_notifications()  # what the last act had to say would stand over what this one opens
        self.work(start(), FLOW_GROUP, exclusive=False)
        self.hold_keys(self._is_taken_over)

    @property
    def is_flow_running(self) -> bool:
        """Whether what a key began here has not ended.

        Workers are the app's: a flow of the screen below may be waiting for this one.
        """
        own = (worker for worker in self.workers if worker.node is self and worker.group == FLOW_GROUP)
        return any(worker.is_running for worker in own)

    def _is_taken_over(self) -> bool:
        """Whether what a key opens is there, or it has ended without."""
        top = self.app.screen
        return takes_keys(top) if top is not self else not self.is_flow_running

    def work(self, doing: Awaitable[object], group: str, *, exclusive: bool = True) -> None:
        """Run it in a worker of this group, by default instead of an older one; what goes wrong reaches the person."""
        self.run_worker(told(self, doing), group=group, exclusive=exclusive, exit_on_error=False)

    def take_shape(self) -> None:
        """One column or two, from the first frame on: Textual gives these classes only after it has painted once."""
        width, height = self.app.size
        for size, shapes in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            fitting = [shape for at_least, shape in shapes or () if size >= at_least]
            self.add_class(*fitting[-1:])

    @on(events.ScreenSuspend)
    def _hide_toasts(self) -> None:
        """The dialog shows them too. Textual shows them again when the screen resumes, by this same property."""
        self.query("ToastRack").set(display=False)
