"""What the status bar says, made from counts, calendar and time. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from console.desk.records import ChannelHealth, Counts, View
from console.errors import CalendarExhausted
from console.model import ActionKind, ChannelState
from console.rules.worktime import WorkCalendar
from console.text import one_line
from console.widgets import wording
from console.widgets.status_bar import Piece, Standing

REASON_CELLS = 40  # of why it is closed
VIEW_WORDS = {
    View.ALL: "Inbox",
    View.MINE: "Mine",
    View.UNCLAIMED: "Unclaimed",
    View.PRIVATE: "Private",
    View.FLAGGED: "Flagged",
    View.FAILED: "Failed",
    View.WAITING: "Waiting",
    View.DONE: "Done",
    View.DRAFTS: "Drafts",
}
UNSTEADY_WORDS, UNSTEADY_WORD_SHORT = "comes and goes", "unsteady"
APART = "   "


class Late(Struct, frozen=True):
    """What was finished late and of which nobody has said why: offered until then, "1h20 late"."""

    item_id: int
    words: str
    until: datetime


class Known(Struct, frozen=True):
    """All that the status bar is made from."""

    association: str
    person: str
    calendar: WorkCalendar
    view: View = View.ALL
    listed: int = 0
    counts: Counts | None = None
    new: int = 0
    failed: int = 0  # meanwhile, and not at the top yet
    put_to: int = 0  # items that wait for somebody in this person's role
    search: str | None = None
    is_listing: bool = False  # `search` is not what was searched for, but the name of a figure
    leaving_s: int | None = None
    leaving_kind: ActionKind | None = None
    channels: Sequence[ChannelHealth] = ()
    unsteady: frozenset[str] = frozenset()  # names of channels that come and go
    practice: str = ""  # what a practice session is called
    late: str = ""  # by how much what was just finished was late, while somebody may say why


def standing(known: Known, now: datetime) -> Standing:
    house = (("Halfday", "name"), *_whose(known))
    person = ((f"  {known.person}", "muted"),)
    return Standing(house, person, tuple(hours(known.calendar, now)), tuple(_figures(known)), _news(known))


def _whose(known: Known) -> list[Piece]:
    """The association; in practice that first, and the association after it where there is room."""
    if not known.practice:
        return [(f"  {known.association}", "plain")]
    return [(f"  {known.practice}", "warn"), (f" · {known.association}", "plain")]


def hours(calendar: WorkCalendar, now: datetime) -> list[Piece]:
    """ "14:03 open until 17:00", or why it is closed and until when."""
    clock: Piece = (f"{now.astimezone(calendar.zone):%H:%M}", "name")
    try:
        at, what = calendar.next_change(now)
    except CalendarExhausted:
        return [clock]
    until = wording.moment(at, now, calendar.zone)
    if what == "closes":
        return [clock, (f" open until {until}", "muted")]
    why = one_line(calendar.closed_because(now) or "", REASON_CELLS)
    return [(f"closed ({why}) until {until}  ", "warn"), clock]


def _figures(known: Known) -> list[Piece]:
    counts, found = known.counts, wording.many(known.listed, "item")
    if known.search is not None:
        words, order = (known.search, "") if known.is_listing else (f"“{known.search}”", ", newest first")
        return [(words, "name"), (f"  {found}{order}", "plain")]
    pieces: list[Piece] = [(VIEW_WORDS[known.view], "name"), (f" {known.listed:,}", "plain")]
    if known.put_to:
        pieces.append((f"   {known.put_to:,} put to you", "warn"))
    if counts is None:
        return pieces
    if counts.overdue:
        pieces.append((f"   {counts.overdue:,} overdue", "bad"))
    if counts.due_soon:
        pieces.append((f"   {counts.due_soon:,} due soon", "warn"))
    if counts.failed:
        pieces.append((f"   {counts.failed:,} failed", "bad"))
    if not (counts.overdue or counts.due_soon or counts.failed):
        pieces.append(("   nothing late", "muted"))
    return pieces


def _news(known: Known) -> tuple[tuple[Piece, ...], ...]:
    """What just happened at several lengths, the longest first: channels, the undo countdown, then arrivals.

    What is in trouble and what can be taken back are said shorter first; what is left last is the key that takes back.
    """
    undo, undo_short = [*_undo(known), *_late(known)], [*_undo_short(known), *_late_short(known)]
    new_short = _new(known)
    new = _with_key(new_short) if known.search is None else new_short  # a search takes none in
    full, short = _channels(known, wording.CHANNEL_WORDS), _channels(known, wording.CHANNEL_WORDS_SHORT)
    lengths = [
        [*_searching(known), *full, *undo, *new],
        [*full, *undo, *new],
        [*short, *undo, *new],
        [*short, *_undo(known), *_late_short(known), *new],
        [*short, *undo_short, *new],
        [*_channels_by_word(known), *undo_short, *new],
        [*_channel_codes(known), *undo_short, *new],
        [*_channel_codes(known), *undo_short, *new_short],
        [*undo_short, *new_short],
        undo_short,
        _undo_short(known),
    ]
    return tuple(_apart(pieces) for pieces in lengths)


def _apart(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    return tuple((words if place == 0 else APART + words, look) for place, (words, look) in enumerate(pieces))


def _searching(known: Known) -> list[Piece]:
    return [("esc goes back", "muted")] if known.search is not None else []


def _channels(known: Known, words: Mapping[ChannelState, str]) -> list[Piece]:
    return [
        (f"{wording.channel_word(channel.name)} {_state_words(known, channel, words)}", "bad")
        for channel in _troubled(known)
    ]


def _state_words(known: Known, channel: ChannelHealth, words: Mapping[ChannelState, str]) -> str:
    return UNSTEADY_WORDS if channel.name in known.unsteady else words[channel.state]


def _channels_by_word(known: Known) -> list[Piece]:
    """Those in the same trouble in one breath: "Fb Yt unsteady"."""
    codes: dict[str, list[str]] = {}
    for channel in _troubled(known):
        is_unsteady = channel.name in known.unsteady
        word = UNSTEADY_WORD_SHORT if is_unsteady else wording.CHANNEL_WORDS_SHORT[channel.state]
        codes.setdefault(word, []).append(wording.channel_code(channel.name))
    return [(f"{' '.join(names)} {word}", "bad") for word, names in codes.items()]


def _channel_codes(known: Known) -> list[Piece]:
    """Which channels are in trouble, as the list names them: "✗ Fb Yt"."""
    codes = [wording.channel_code(channel.name) for channel in _troubled(known)]
    return [(f"✗ {' '.join(codes)}", "bad")] if codes else []


def _troubled(known: Known) -> list[ChannelHealth]:
    return [c for c in known.channels if c.state is not ChannelState.UP or c.name in known.unsteady]


def _undo(known: Known) -> list[Piece]:
    if known.leaving_s is None:
        return []
    what = wording.TAKEN_BACK.get(known.leaving_kind, "it") if known.leaving_kind else "it"
    return [(f"u takes back {what}: {known.leaving_s} s", "warn")]


def _undo_short(known: Known) -> list[Piece]:
    return [(f"u undo {known.leaving_s} s", "warn")] if known.leaving_s is not None else []


def _late(known: Known) -> list[Piece]:
    return [(f"L says why it was {known.late}", "warn")] if known.late else []


def _late_short(known: Known) -> list[Piece]:
    return [("L why late", "warn")] if known.late else []


def _new(known: Known) -> list[Piece]:
    """What waits to be shown, failures first."""
    failed: list[Piece] = [(f"✗ {known.failed:,} failed", "bad")] if known.failed else []
    return [*failed, (f"{known.new:,} new", "news")] if known.new else failed


def _with_key(pieces: Sequence[Piece]) -> list[Piece]:
    """The last of them says which key shows it."""
    return [*pieces[:-1], *((f"{words}  . shows", look) for words, look in pieces[-1:])]
