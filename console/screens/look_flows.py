"""The keys for looking: why, views, help, calendar, trying a text."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from console.commands import Group
from console.desk.records import View
from console.errors import StoreError
from console.model import ClockKind, ItemKind, Level
from console.screens.at_hand import at_hand
from console.screens.menu import Choice, Menu
from console.screens.sheet import Sheet
from console.screens.standing import VIEW_WORDS
from console.screens.why import why_lines
from console.widgets import wording
from console.widgets.lines_pane import BLANK, Line, line

if TYPE_CHECKING:
    from console.app import HalfdayApp
    from console.commands import Command
    from console.screens.inbox import InboxScreen

LABEL_CELLS = 13  # of the longest
VIEW_DETAILS = {
    View.ALL: "everything that waits",
    View.MINE: "what you hold, and what was put to you",
    View.UNCLAIMED: "what nobody holds",
    View.PRIVATE: "private messages",
    View.FLAGGED: "where something loud was found",
    View.FAILED: "where something went wrong",
    View.WAITING: "on its way, or waiting for a colleague",
    View.DONE: "finished lately, newest first: o opens again, C corrects",
    View.DRAFTS: "what somebody has begun to write for",
}


async def why(screen: InboxScreen) -> None:
    """How each deadline was made, and what was found with its clause."""
    dossier = await at_hand(screen)
    await screen.know(breach.cause_by for breach in dossier.breaches)
    is_revealed, people = dossier.item.id in screen.inbox.revealed, screen.inbox.people
    lines = why_lines(screen.desk, dossier, is_revealed=is_revealed, people=people)
    await screen.app.push_screen_wait(Sheet("Why", lines))


async def views(screen: InboxScreen) -> None:
    """Choose what the list shows."""
    choices = [Choice(view.value, VIEW_WORDS[view], VIEW_DETAILS[view]) for view in View]
    chosen = await screen.app.push_screen_wait(Menu("Show", choices, chosen=screen.view.value))
    if chosen is not None:
        keep_id = None if chosen == View.DONE else screen.inbox.current_id  # there the newest is looked for
        await screen.show_view(View(chosen), keep_id)


async def help_sheet(screen: InboxScreen) -> None:
    """Every key there is, from the table."""
    app: HalfdayApp = screen.app  # type: ignore[assignment]
    await app.push_screen_wait(Sheet("Every key", help_lines(app.commands)))


def help_lines(commands: tuple[Command, ...]) -> list[Line]:
    """By group; every key of a command, its label and what it does."""
    from console.commands import key_text

    lines: list[Line] = []
    for group in Group:
        lines.append(line((group.value, "heading")))
        for command in commands:
            if command.group is group:
                keys = " ".join(key_text(key) for key in command.keys) or "^p"
                label = f"{command.label:<{LABEL_CELLS}}  "
                lines.append(line((f"{keys:<12}", "key"), label, (command.help, "muted"), indent=2))
        lines.append(BLANK)
    return [
        *lines,
        *legend_lines(),
        BLANK,
        *level_lines(),
        BLANK,
        line(("^p opens the palette: everything by name. ^q leaves.", "muted")),
    ]


def legend_lines() -> list[Line]:
    """What the short signs of the list mean, and in which order it stands."""
    letters = [f"{wording.clock_letter(kind)} {wording.CLOCK_WORDS[kind]}" for kind in ClockKind]
    kinds = [f"{wording.kind_code(kind).strip()} {wording.kind_word(kind)}" for kind in ItemKind]
    signs = [
        ("2h55", "working time left: hours and minutes"),
        ("8m38", "within the hour: minutes and seconds"),
        ("3d", "further off: working days"),
        ("! -31m", "late, by so much working time"),
        ("2h55p", f"of another clock: {', '.join(letters[1:])}; a platform's by the wall clock"),
        ("Fb co", f"where it came in, and as what: {', '.join(kinds)}"),
    ]
    lines = [line((f"{sign:<12}", "key"), (words, "muted"), indent=2) for sign, words in signs]
    order = "First what failed and what is loud (urgent!, at risk!, threat!), then everything by its deadline."
    return [line(("Reading the list", "heading")), *lines, line((order, "muted"), indent=2)]


def level_lines() -> list[Line]:
    """How loud a finding is, of what came in and of what is to go out."""
    levels = [
        ("urgent! …", "what was found, in the list; the thread says how loud it is"),
        (Level.NOW, "it stands above the deadlines: to be looked at first"),
        (Level.SOON, "important, or perhaps so: it stands by its deadline"),
        (Level.NOTE, "good to know: it changes nothing in the order"),
        (Level.STOP, "your text cannot go out like this"),
        (Level.WARN, "your text can go out with a reason, which is kept"),
        (Level.HINT, "your text could be better; nothing is asked"),
    ]
    lines = [line((f"{level:<12}", "key"), (words, "muted"), indent=2) for level, words in levels]
    return [line(("How loud a finding is", "heading")), *lines]


async def calendar(screen: InboxScreen) -> None:
    """Which deadlines a changed calendar would move."""
    from console.screens.calendar import show_moves

    await show_moves(screen.app)  # type: ignore[arg-type]


async def policy(screen: InboxScreen) -> None:
    """The policy in short."""
    from console.screens.reading import read_policy

    await read_policy(screen.app)  # type: ignore[arg-type]


async def try_text(screen: InboxScreen) -> None:
    """A text tried on the pack, as its files stand now."""
    from console.desk.trying import Trying
    from console.screens.trying import TryScreen

    await screen.app.push_screen_wait(TryScreen(Trying(str(screen.desk.office.policy.path))))


async def prepare_pane(screen: InboxScreen) -> None:
    """What opens the supervisor's screen, done while nobody waits: its parts loaded, what runs read. Some 0.2 s."""
    await asyncio.to_thread(import_module, "console.screens.pane")
    with suppress(StoreError):  # told to whoever then opens it
        await screen.desk.open_oversight()


async def pane(screen: InboxScreen, figure: str | None = None) -> None:
    """The supervisor's screen; then, where a figure was opened, the items behind it."""
    from console.screens.pane import PaneScreen

    listing = await screen.app.push_screen_wait(await PaneScreen.opened(screen.desk, figure))
    if listing is not None:
        await screen.show_listing(listing)


async def people(screen: InboxScreen) -> None:
    """Who is here, who stands in, who left."""
    from console.screens.people import PeopleScreen

    await screen.app.push_screen_wait(PeopleScreen(screen.desk))
