"""One table of everything a key can do: bindings, key line, palette and help are made from it, so they never disagree.

What a command does is an action of the screen it belongs to (`action_<id>`); this file only names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from console.errors import HalfdayError
from console.model import ActionKind

if TYPE_CHECKING:
    from textual.binding import BindingType


class Place(StrEnum):
    """Where a command's keys are listened to. Two commands of one place may not share a key."""

    INBOX = "inbox"
    COMPOSE = "compose"
    TRY = "try"
    PANE = "pane"
    PEOPLE = "people"


class Group(StrEnum):
    """Under which heading the help shows it."""

    ANSWER = "Answer"
    WORK = "Work together"
    SUPERVISE = "Supervise"
    LOOK = "Look"
    MOVE = "Move"
    WRITE = "While writing"
    TRY = "While trying a text"
    OVERSEE = "On the supervisor's screen"
    PEOPLE = "Among people"


class Command(Struct, frozen=True):
    """One thing a key can do. `keys` are Textual's key names; `kind` is what the person must be permitted to do."""

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: Group
    kind: ActionKind | None = None
    place: Place = Place.INBOX
    in_key_line: bool = False
    in_palette: bool = True

    @property
    def action(self) -> str:
        """The screen's action: `suggestion_2` is `suggestion(2)`."""
        name, _, number = self.id.rpartition("_")
        return f"{name}({number})" if number.isdigit() else self.id

    @property
    def key_text(self) -> str:
        """The first key as it is shown to a person."""
        return key_text(self.keys[0]) if self.keys else ""


class KeyClash(HalfdayError):
    """Two commands want the same key, or a key is given to a command that does not exist."""


_A = ActionKind
COMMANDS: tuple[Command, ...] = (
    Command("reply", ("r",), "reply", "Answer where it was written", Group.ANSWER, _A.REPLY, in_key_line=True),
    Command("suggestion_1", ("1",), "reply with 1", "Reply with the first suggestion", Group.ANSWER, _A.REPLY),
    Command("suggestion_2", ("2",), "reply with 2", "Reply with the second suggestion", Group.ANSWER, _A.REPLY),
    Command("suggestion_3", ("3",), "reply with 3", "Reply with the third suggestion", Group.ANSWER, _A.REPLY),
    Command(
        "remove", ("x",), "remove", "Take it off the page for a reason, with notice", Group.ANSWER, _A.REMOVE,
        in_key_line=True,
    ),
    Command(
        "move_to_private", ("p",), "private", "Write to them privately, and say so in public", Group.ANSWER,
        _A.MOVE_TO_PRIVATE, in_key_line=True,
    ),
    Command(
        "log_complaint", ("c",), "complaint", "Log a complaint or a service request", Group.ANSWER, _A.LOG_COMPLAINT,
        in_key_line=True,
    ),
    Command(
        "escalate", ("e",), "escalate", "Put it to the director it belongs to", Group.ANSWER, _A.ESCALATE,
        in_key_line=True,
    ),
    Command("close", ("d",), "done", "Close it without an answer, with a reason", Group.ANSWER, _A.CLOSE),
    Command("undo", ("u",), "undo", "Take back what has not left yet", Group.ANSWER, _A.UNDO),
    Command("correct", ("C",), "correct", "Correct an answer of ours", Group.ANSWER, _A.CORRECT),
    Command("block", ("b",), "block", "Block its author from the page", Group.ANSWER, _A.BLOCK),
    Command(
        "incident", ("i",), "incident", "Declare an incident, or answer all of one", Group.ANSWER, _A.REPLY
    ),
    Command("verdict", ("y",), "whose mistake", "Say whether it was our mistake", Group.ANSWER, _A.REPLY),
    Command("claim", ("space",), "claim", "Take it, or let go of it", Group.WORK, _A.CLAIM),
    Command("note", ("n",), "note", "Write a note for colleagues", Group.WORK, _A.NOTE),
    Command("ask", ("a",), "ask", "Ask a question inside the house, or answer one", Group.WORK),
    Command("assign", ("A",), "assign", "Give it to a colleague", Group.WORK, _A.ASSIGN),
    Command("met", ("m",), "met", "Kept, done or acknowledged: say that it is met", Group.WORK),
    Command("retry", ("t",), "try again", "Try a failed delivery again, or settle one", Group.WORK, _A.RETRY),
    Command("late", ("L",), "late because", "Say why it was late", Group.WORK),
    Command("reopen", ("o",), "reopen", "Put it back into the inbox", Group.WORK, _A.REOPEN),
    Command("take_over", ("T",), "take over", "Take over what a colleague holds", Group.SUPERVISE, _A.TAKE_OVER),
    Command("set_free", ("F",), "set free", "Set free what a colleague holds", Group.SUPERVISE, _A.SET_FREE),
    Command(
        "reroute", ("E",), "re-route", "Put an escalation to somebody else", Group.SUPERVISE, _A.REROUTE
    ),
    Command(
        "send_back", ("B",), "send back", "Send a colleague's draft back with a note", Group.SUPERVISE, _A.SEND_BACK
    ),
    Command("hand_out", ("H",), "hand out", "Hand out what nobody holds, due soonest first", Group.SUPERVISE),
    Command("closures", ("O",), "closures", "Close the office for a while, or open it again", Group.SUPERVISE),
    Command("read", ("enter",), "read", "Read the whole thread", Group.LOOK),
    Command("cover", ("v",), "uncover", "Show a covered text, or cover it again", Group.LOOK),
    Command("why", ("w",), "why", "How the deadline was made, and what was found", Group.LOOK),
    Command("search", ("/",), "search", "Search texts, names and references", Group.LOOK, in_key_line=True),
    Command("views", ("f",), "views", "Choose what the list shows, also what is done", Group.LOOK, in_key_line=True),
    Command("arrivals", (".",), "new ones", "Bring in what arrived meanwhile", Group.LOOK),
    Command("pane", ("s",), "supervisor", "What is late, what will be, and who has what", Group.LOOK),
    Command("help", ("?",), "help", "Every key there is", Group.LOOK, in_key_line=True),
    Command("calendar", (), "calendar", "Which deadlines a changed calendar would move", Group.LOOK),
    Command("policy", (), "policy", "Read the policy in short, and say you have", Group.LOOK),
    Command("try_text", (), "try a text", "Try a text: all that the pack thinks of it", Group.LOOK),
    Command("people", (), "people", "Who is here, who stands in, who left", Group.LOOK),
    Command("theme", (), "light or dark", "Change between the light and the dark theme", Group.LOOK),
    Command("down", ("j", "down"), "down", "The next item", Group.MOVE, in_palette=False),
    Command("up", ("k", "up"), "up", "The item before", Group.MOVE, in_palette=False),
    Command("page_down", ("pagedown",), "page down", "A page down", Group.MOVE, in_palette=False),
    Command("page_up", ("pageup",), "page up", "A page up", Group.MOVE, in_palette=False),
    Command("top", ("g", "home"), "first", "The first item", Group.MOVE, in_palette=False),
    Command("bottom", ("G", "end"), "last", "The last item", Group.MOVE, in_palette=False),
    Command("thread_down", ("J", "ctrl+d"), "thread down", "Scroll the thread down", Group.MOVE, in_palette=False),
    Command("thread_up", ("K", "ctrl+u"), "thread up", "Scroll the thread up", Group.MOVE, in_palette=False),
    Command("back", ("escape",), "back", "Back to the list", Group.MOVE, in_palette=False),
    Command("leave", ("q",), "quit", "Leave Halfday; what was decided is kept", Group.MOVE),
    Command("fix", ("f2", "ctrl+g"), "mend", "Apply the first correction", Group.WRITE, place=Place.COMPOSE),
    Command("link", ("f3", "ctrl+l"), "link", "Insert a link from the shelf", Group.WRITE, place=Place.COMPOSE),
    Command(
        "preview", ("f4", "ctrl+s"), "look and send", "See it as it will stand, then send", Group.WRITE,
        place=Place.COMPOSE,
    ),
    Command("template", ("f5", "ctrl+t"), "template", "Choose a template", Group.WRITE, place=Place.COMPOSE),
    Command("timescale", ("f8", "ctrl+r"), "by when", "Choose by when we answer", Group.WRITE, place=Place.COMPOSE),
    Command(
        "cover_theirs", ("f9", "ctrl+o"), "show", "Show what is covered or masked, or cover it", Group.WRITE,
        place=Place.COMPOSE,
    ),
    Command(
        "leave_draft", ("escape",), "back", "Leave; the draft is kept", Group.WRITE, place=Place.COMPOSE,
        in_palette=False,
    ),
    Command(
        "sent_as", ("f2", "ctrl+t"), "checked as", "Check it as a reply, a post, a message, a note", Group.TRY,
        place=Place.TRY,
    ),
    Command(
        "written_as", ("f3", "ctrl+l"), "who sees it", "Take it for a public or for a private text", Group.TRY,
        place=Place.TRY,
    ),
    Command(
        "read_again", ("f5", "ctrl+r"), "read pack again", "Read the pack again from its files", Group.TRY,
        place=Place.TRY,
    ),
    Command(
        "read_on", ("f8", "ctrl+n"), "read on", "Scroll on; from the end back to the top", Group.TRY, place=Place.TRY,
    ),
    Command(
        "leave_try", ("escape",), "back", "Leave; nothing of it is kept", Group.TRY, place=Place.TRY, in_palette=False,
    ),
    Command(
        "pane_open", ("enter",), "open", "The items behind a figure", Group.OVERSEE, place=Place.PANE, in_key_line=True,
    ),
    Command("pane_down", ("j", "down"), "down", "The next figure", Group.OVERSEE, place=Place.PANE, in_palette=False),
    Command("pane_up", ("k", "up"), "up", "The figure before", Group.OVERSEE, place=Place.PANE, in_palette=False),
    Command(
        "pane_next", ("tab", "right"), "column", "The next column", Group.OVERSEE, place=Place.PANE, in_key_line=True,
    ),
    Command("pane_back", ("left",), "back", "The column before", Group.OVERSEE, place=Place.PANE),
    Command("pane_big", ("z",), "big", "To be read from afar", Group.OVERSEE, place=Place.PANE, in_key_line=True),
    Command(
        "pane_define", ("question_mark",), "what is it", "What a figure counts, and every key", Group.OVERSEE,
        place=Place.PANE, in_key_line=True,
    ),
    Command("pane_span", ("w",), "period", "Figures of a longer period", Group.OVERSEE, place=Place.PANE),
    Command("pane_by", ("b",), "by", "By day, channel, kind, finding, person", Group.OVERSEE, place=Place.PANE),
    Command("pane_more", ("plus",), "one more", "What if one more joined", Group.OVERSEE, place=Place.PANE),
    Command("pane_less", ("minus",), "one less", "What if one left", Group.OVERSEE, place=Place.PANE),
    Command(
        "pane_hand_out", ("H",), "hand out", "Give what nobody holds to colleagues", Group.OVERSEE, place=Place.PANE,
        in_key_line=True,
    ),
    Command("pane_free", ("F",), "set free", "End what this person holds", Group.OVERSEE, place=Place.PANE),
    Command("pane_closures", ("O",), "closures", "Declare a closure, or end one", Group.OVERSEE, place=Place.PANE),
    Command("pane_posted", ("n",), "notice", "The notice of the closure is posted", Group.OVERSEE, place=Place.PANE),
    Command(
        "pane_people", ("P",), "people", "Who works here, who is away", Group.OVERSEE, place=Place.PANE,
        in_key_line=True,
    ),
    Command("pane_quit", ("q",), "quit", "Leave Halfday", Group.OVERSEE, place=Place.PANE),
    Command(
        "leave_pane", ("escape", "s"), "inbox", "Back to the inbox", Group.OVERSEE, place=Place.PANE, in_key_line=True,
    ),
    Command("away", ("a",), "away", "Mark somebody as away, with a deputy", Group.PEOPLE, place=Place.PEOPLE),
    Command("returned", ("b",), "back", "They are back, or never left", Group.PEOPLE, place=Place.PEOPLE),
    Command("trained", ("t",), "trained", "Record a course that they passed", Group.PEOPLE, place=Place.PEOPLE),
    Command("week", ("w",), "week", "A working week of their own", Group.PEOPLE, place=Place.PEOPLE),
    Command("department", ("d",), "department", "The department they work in", Group.PEOPLE, place=Place.PEOPLE),
    Command("leaver", ("l",), "left", "End their rights; says first what follows", Group.PEOPLE, place=Place.PEOPLE),
    Command("newcomer", ("n",), "new", "Enter somebody who has not signed in", Group.PEOPLE, place=Place.PEOPLE),
    Command("by_hand", ("x",), "by hand", "What is left to do after a leaver", Group.PEOPLE, place=Place.PEOPLE),
    Command("routes", ("r",), "routes", "Where escalations would end nowhere", Group.PEOPLE, place=Place.PEOPLE),
    Command(
        "leave_people", ("escape",), "go back", "Leave this screen", Group.PEOPLE, place=Place.PEOPLE, in_palette=False,
    ),
)  # fmt: skip


def with_keys(commands: Iterable[Command], keys: Mapping[str, str]) -> tuple[Command, ...]:
    """The commands with a person's own keys (`{"reply": "R"}`, several separated by commas).

    Raises KeyClash, naming both commands, when two of one place share a key; also for a command that does not exist.
    """
    table = tuple(commands)
    if unknown := sorted(set(keys) - {command.id for command in table}):
        raise KeyClash(f'There is no command "{unknown[0]}" to give a key to. "?" lists every command.')
    changed = tuple(
        replace(command, keys=_split(keys[command.id])) if command.id in keys else command for command in table
    )
    _refuse_clashes(changed)
    return changed


def bindings(place: Place) -> list[BindingType]:
    """The place's bindings, never priority; `HalfdayApp.set_keymap` lays a person's own keys over them by id."""
    from textual.binding import Binding  # so that the table can be read without Textual

    return [
        Binding(",".join(command.keys), command.action, command.label, id=command.id, show=False)
        for command in COMMANDS
        if command.place is place and command.keys
    ]


def key_text(key: str) -> str:
    """A key as a person knows it: "full_stop" is ".", "ctrl+s" is "^s"."""
    return _KEY_TEXTS.get(key, key).replace("ctrl+", "^")


_KEY_TEXTS = {
    "full_stop": ".", "slash": "/", "question_mark": "?", "escape": "esc", "pagedown": "page down", "pageup": "page up",
    "down": "↓", "up": "↑", "left": "←", "right": "→", "plus": "+", "minus": "-",
}  # fmt: skip


def _split(keys: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in keys.split(",") if key.strip()) or (keys,)


def _refuse_clashes(commands: Iterable[Command]) -> None:
    taken: dict[tuple[Place, str], Command] = {}
    for command in commands:
        for key in command.keys:
            other = taken.setdefault((command.place, key_text(key)), command)
            if other is not command:
                raise KeyClash(f'The key "{key_text(key)}" is given to both "{other.id}" and "{command.id}".')
