"""One line of the inbox: which words stand in which columns, and which class each wears. Pure; knows no widget.

The columns: cursor, countdown, channel, kind, author, marks and text, who has it. The countdown comes first because
Textual paints from a widget's left edge: a tick then repaints ten cells of a line and no more.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from console.model import OFFENCES, Item, ItemState, Rank, Verdict
from console.text import cells, one_line
from console.widgets import wording
from console.widgets.theirs import PERSONAL_MARK, Masking, in_list

AUTHOR_CELLS = 14
HOLDER_CELLS = 12
LEAST_TEXT_CELLS = 12
LOUD_MARKS = frozenset({"threat", "urgent", "safeguarding"})
# Not worth the room in a list: the text says them itself.
SILENT_MARKS = frozenset({"question", "thanks", "issue", "negative", "feedback"})
MARK_WORDS = {
    "urgent": "urgent!", "safeguarding": "at risk!", "threat": "threat!", PERSONAL_MARK: "personal",
    Verdict.OUR_MISTAKE.value: "our mistake", Verdict.INACCURATE.value: "not accurate",
}  # fmt: skip

Piece = tuple[str, str]  # words, and the class they wear ("" for none)


class RowView(Struct, frozen=True):
    """What a line needs beside its item. `people` maps ids to names; `signed` says who handled it while we looked.

    `masked` is how the desk masks personal data.
    """

    me: str
    people: Mapping[str, str]
    masked: Masking
    is_revealed: bool = False
    signed: str | None = None
    put_to_me: frozenset[int] = frozenset()  # ids of items that wait for somebody in my role
    drafted: frozenset[int] = frozenset()  # and of those that I have begun to write for
    sent_back: frozenset[int] = frozenset()  # and of those whose draft a supervisor sent back to me


def is_covered(item: Item) -> bool:
    """Whether its text hurts to read, so that it is shown only when asked for (W14.1)."""
    return any(mark in OFFENCES for mark in item.marks)


def cover_words(item: Item, key: str = "v") -> str:
    """What stands in place of a covered text, with the key that shows it, where one does."""
    marks = ", ".join(mark for mark in item.marks if mark in OFFENCES)
    return f"covered: {marks} ({key} shows it)" if key else f"covered: {marks}"


def pieces(item: Item, view: RowView, width: int) -> list[Piece]:
    """Everything right of the countdown, `width` cells of it at most."""
    look = "handled" if is_handled(item, view) else ""
    channel = f"{wording.channel_code(item.channel)} {wording.kind_code(item.kind)} "
    author = _padded(one_line(item.author_name, AUTHOR_CELLS) or "(no name)", AUTHOR_CELLS)
    line: list[Piece] = [(channel, look or "muted"), (f"{author} ", look or "author")]
    holder = _holder(item, view)
    room = width - len(channel) - AUTHOR_CELLS - 1 - (cells(holder) + 1 if holder else 0)
    body = _body(item, view, room, look) if room >= LEAST_TEXT_CELLS else []
    line += body
    if holder:
        line += [(" " * max(1, room + 1 - sum(cells(words) for words, _ in body)), ""), (holder, look or "holder")]
    return line


def is_handled(item: Item, view: RowView) -> bool:
    return item.state is not ItemState.OPEN or view.signed is not None


def signature(item: Item, view: RowView) -> str:
    """ "✓ answered · Mairi": what became of it, and by whom when that is known."""
    words = wording.STATE_WORDS[item.state]
    return f"{words} · {_name(view.signed, view)}" if view.signed else words


def _body(item: Item, view: RowView, room: int, look: str) -> list[Piece]:
    """Marks and text in `room` cells."""
    leading = _leading(item, view)
    left = room - sum(cells(words) + 1 for words, _ in leading)
    line = [piece for words, piece_look in leading for piece in ((words, look or piece_look), (" ", ""))]
    if left < 4:
        return _cut(line, room)
    if is_covered(item) and not view.is_revealed:
        return [*line, (one_line(cover_words(item), left), look or "muted")]
    return [*line, (one_line(_masked(item, view), left) or "(no text)", look or ("text" if item.text else "muted"))]


def _masked(item: Item, view: RowView) -> str:
    """The text as the list may show it: personal data masked until somebody asks, in private messages too (W7.5)."""
    return item.text if view.is_revealed else in_list(item, view.masked)


def _cut(line: list[Piece], room: int) -> list[Piece]:
    kept: list[Piece] = []
    for words, look in line:
        room -= cells(words)
        if room < 0:
            break
        kept.append((words, look))
    return kept


def _leading(item: Item, view: RowView) -> list[Piece]:
    """What stands before the text: what became of it, what went wrong, and what was found in it."""
    words: list[Piece] = []
    if is_handled(item, view):
        words.append((signature(item, view), "handled"))
    if item.rank is Rank.FAILED or item.problem:
        words.append(("✗ failed", "bad"))
    if item.gone_at is not None:
        words.append(("gone", "warn"))
    elif item.edited_at is not None:
        words.append(("edited", "warn"))
    if item.id in view.put_to_me:
        words.append(("put to you", "warn"))
    if item.id in view.sent_back:
        words.append(("sent back", "warn"))
    elif item.id in view.drafted:
        words.append(("draft", "mark"))
    if item.turn is not None:
        words.append((f"{item.turn.place} of {item.turn.among}", "mark"))
    if item.incident_id is not None and item.state is ItemState.OPEN:
        words.append(("incident", "mark"))
    covers = is_covered(item) and not view.is_revealed
    shown = [mark for mark in item.marks if mark not in SILENT_MARKS and not (covers and mark in OFFENCES)]
    words += [(MARK_WORDS.get(mark, mark), "bad" if mark in LOUD_MARKS else "mark") for mark in shown[:3]]
    return words


def _holder(item: Item, view: RowView) -> str:
    """Who has it, short: "you", or a colleague's name."""
    if item.claimed_by is None or is_handled(item, view):
        return ""
    return f"‹{one_line(_name(item.claimed_by, view), HOLDER_CELLS)}›"


def _name(person_id: str, view: RowView) -> str:
    return "you" if person_id == view.me else view.people.get(person_id, person_id)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))
