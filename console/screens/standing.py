"""What the status bar says, made from counts, calendar and time. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from console.desk.ports import ChannelHealth, Counts, View
from console.errors import CalendarExhausted
from console.model import ActionKind, ChannelState
from console.rules.worktime import WorkCalendar
from console.widgets import wording
from console.widgets.status_bar import Piece, Standing

VIEW_WORDS = {
    View.ALL: "Inbox",
    View.MINE: "Mine",
    View.UNCLAIMED: "Unclaimed",
    View.PRIVATE: "Private",
    View.FLAGGED: "Flagged",
    View.FAILED: "Failed",
    View.WAITING: "Waiting",
}
CHANNEL_WORDS = {
    ChannelState.DOWN: "cannot be reached",
    ChannelState.TOKEN_EXPIRED: "needs somebody to sign in again",
    ChannelState.RATE_LIMITED: "asks us to wait",
}


@dataclass(frozen=True, slots=True)
class Known:
    """All that the status bar is made from."""

    association: str
    person: str
    calendar: WorkCalendar
    view: View = View.ALL
    listed: int = 0
    counts: Counts | None = None
    new: int = 0
    search: str | None = None
    leaving_s: int | None = None
    leaving_kind: ActionKind | None = None
    channels: Sequence[ChannelHealth] = field(default=())


def standing(known: Known, now: datetime) -> Standing:
    house: tuple[Piece, ...] = (
        ("Halfday", "name"),
        (f"  {known.association}", "plain"),
        (f"  {known.person}", "muted"),
    )
    return Standing(house, tuple(_hours(known.calendar, now)), tuple(_figures(known)), tuple(_news(known)))


def _hours(calendar: WorkCalendar, now: datetime) -> list[Piece]:
    """ "14:03 open until 17:00", or why it is closed and until when."""
    clock: Piece = (f"{now.astimezone(calendar.zone):%H:%M}", "name")
    try:
        at, what = calendar.next_change(now)
    except CalendarExhausted:
        return [clock]
    until = wording.moment(at, now, calendar.zone)
    if what == "closes":
        return [clock, (f" open until {until}", "muted")]
    return [(f"closed ({calendar.closed_because(now)}) until {until}  ", "warn"), clock]


def _figures(known: Known) -> list[Piece]:
    counts, found = known.counts, wording.many(known.listed, "item")
    if known.search is not None:
        return [(f"“{known.search}”", "name"), (f"  {found}, newest first", "plain"), ("  esc goes back", "muted")]
    pieces: list[Piece] = [(VIEW_WORDS[known.view], "name"), (f" {known.listed:,}", "plain")]
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


def _news(known: Known) -> list[Piece]:
    """What just happened, most pressing rightmost: the undo countdown, then arrivals, then channels."""
    pieces = [
        (f"{wording.channel_word(channel.name)} {CHANNEL_WORDS[channel.state]}   ", "bad")
        for channel in known.channels
        if channel.state is not ChannelState.UP
    ]
    if known.leaving_s is not None:
        what = wording.TAKEN_BACK.get(known.leaving_kind, "it") if known.leaving_kind else "it"
        pieces.append((f"u takes back {what}: {known.leaving_s} s   ", "warn"))
    if known.new:
        pieces.append((f"{known.new:,} new  . shows", "news"))
    return pieces
