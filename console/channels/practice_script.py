"""Making a recorded inbox happen now: which item arrives when, what its author then does, and playing all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from msgspec.structs import replace

from console.channels.practice_records import EntryKind, Posted
from console.channels.practice_world import PracticeWorld
from console.model import Incoming, ItemKind

UNEVENNESS = 0.4  # arrivals come within ±40 % of the even pace: nobody writes by the clock
EDITED_LIVE_COMMENT = 2  # the third comment that arrives live is edited …
DELETED_LIVE_COMMENT = 4  # … and the fifth deleted, some arrivals later
CHANGES_AFTER_ARRIVALS = 2.5
EDIT = "\n\nEdit: sorry for the typing, I am on my phone."

FOLLOW_UP_AFTER = timedelta(seconds=40)
FOLLOW_UPS = (
    "Thank you for getting back to me. I am in after three tomorrow, would that do?",
    "Thanks. Nobody has rung yet but I will keep my phone by me.",
    "That's kind of you. The reference you want should be on my last rent letter, I will look it out.",
    "Thank you, that is all I wanted to know.",
)


@dataclass(frozen=True, slots=True)
class Arrive:
    """Somebody writes."""

    at: datetime
    incoming: Incoming


@dataclass(frozen=True, slots=True)
class Edit:
    """An author changes a text."""

    at: datetime
    channel: str
    external_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Delete:
    """An author deletes what they wrote."""

    at: datetime
    channel: str
    external_id: str


Event = Arrive | Edit | Delete


def schedule(
    items: Sequence[Incoming],
    start: datetime,
    opening: int,
    every_s: float,
    seed: int = 0,
    span: timedelta | None = None,
) -> list[Event]:
    """Map a recorded inbox, oldest first, onto a demonstration that begins at `start` (aware); events in order of time.

    The first `opening` items are there at once: the newest of them has just been written, the others are as much older
    as they were in the recording, or, with a `span`, drawn together to fit into it. The rest is written one after
    another about every `every_s` seconds. Of these, one comment is edited and one deleted by its author a little later.
    """
    there = _there_at_once(items[:opening], start, span)
    live = list(_written_live(items[opening:], start, every_s, Random(seed)))
    changes = _changes(live, timedelta(seconds=every_s * CHANGES_AFTER_ARRIVALS))
    return sorted([*there, *live, *changes], key=lambda event: event.at)


def _there_at_once(items: Sequence[Incoming], start: datetime, span: timedelta | None) -> list[Arrive]:
    if not items:
        return []
    newest = items[-1].received_at
    recorded = newest - items[0].received_at
    scale = min(span / recorded, 1.0) if span is not None and recorded else 1.0
    moved = [replace(item, received_at=start - (newest - item.received_at) * scale) for item in items]
    return [Arrive(item.received_at, item) for item in moved]


def _written_live(items: Sequence[Incoming], start: datetime, every_s: float, random: Random) -> Iterator[Arrive]:
    for place, item in enumerate(items, start=1):
        unevenness = random.uniform(-UNEVENNESS, UNEVENNESS)
        at = start + timedelta(seconds=every_s * (place + unevenness))
        yield Arrive(at, replace(item, received_at=at))


def _changes(live: Sequence[Arrive], later: timedelta) -> list[Event]:
    """Whose comments nobody answers: a deletion then takes nothing else with it."""
    answered = {arrival.incoming.parent for arrival in live}
    comments = [a for a in live if a.incoming.kind is ItemKind.COMMENT and a.incoming.external_id not in answered]
    changes: list[Event] = []
    if len(comments) > EDITED_LIVE_COMMENT:
        arrival = comments[EDITED_LIVE_COMMENT]
        edited = arrival.incoming
        changes.append(Edit(arrival.at + later, edited.channel, edited.external_id, edited.text + EDIT))
    if len(comments) > DELETED_LIVE_COMMENT:
        arrival = comments[DELETED_LIVE_COMMENT]
        changes.append(Delete(arrival.at + later, arrival.incoming.channel, arrival.incoming.external_id))
    return changes


class Playback:
    """Plays a schedule into a world as time goes on, and lets people answer what we write to them privately."""

    def __init__(self, world: PracticeWorld, events: Sequence[Event], follow_up: timedelta = FOLLOW_UP_AFTER) -> None:
        self._world = world
        self._events = list(events)
        self._follow_up = follow_up
        self._played = 0

    @property
    def is_over(self) -> bool:
        """Whether all that was scheduled has happened; people may still answer."""
        return self._played == len(self._events)

    def advance(self, now: datetime) -> int:
        """Let everything happen that is due at `now`; how much it was. Playing it again changes nothing."""
        before = self._played
        while not self.is_over and self._events[self._played].at <= now:
            self._play(self._events[self._played])
            self._played += 1
        return self._played - before + self._answer_back(now)

    def _play(self, event: Event) -> None:
        match event:
            case Arrive():
                self._world.arrive(event.incoming)
            case Edit():
                self._world.edit(event.channel, event.external_id, event.text)
            case Delete():
                self._world.delete_by_public(event.channel, event.external_id)

    def _answer_back(self, now: datetime) -> int:
        """The first private message of ours in each conversation is answered after a while, once."""
        firsts: dict[tuple[str, str | None], Posted] = {}
        for answer in self._world.answers():
            if answer.kind is EntryKind.MESSAGE:
                firsts.setdefault((answer.channel, answer.thread), answer)
        due = [first for first in firsts.values() if first.at + self._follow_up <= now]
        return sum(self._world.arrive(follow_up) for first in due if (follow_up := self._follow_up_to(first)))

    def _follow_up_to(self, message: Posted) -> Incoming | None:
        """Its reader's answer, under an id that follows from the message's: writing it twice is not possible."""
        reader = self._world.entry(message.channel, message.parent) if message.parent else None
        if reader is None:
            return None
        return Incoming(
            channel=message.channel,
            external_id=f"{message.external_id}_answer",
            kind=ItemKind.MESSAGE,
            author_external_id=reader.author_id,
            author_name=reader.author_name,
            text=FOLLOW_UPS[sum(map(ord, message.external_id)) % len(FOLLOW_UPS)],
            received_at=message.at + self._follow_up,
            thread=message.thread,
        )
