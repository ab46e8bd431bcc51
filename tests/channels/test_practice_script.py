"""A recorded inbox made to happen now: order, times, changes, and people who answer back."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from channel_contract import START, call, fetch_all, incoming

from console.channels.practice import PracticeChannel
from console.channels.practice_script import EDIT, Arrive, Delete, Edit, Event, Playback, schedule
from console.channels.practice_world import PracticeWorld
from console.clock import VirtualClock
from console.model import Incoming, ItemKind, Operation

FIXTURES = Path(__file__).parents[2] / "fixtures"
RECORDED_AT = datetime.fromisoformat("2026-03-02T08:00:00+00:00")


def recorded(count: int) -> list[Incoming]:
    return [incoming("facebook", f"c{n}", received_at=RECORDED_AT + timedelta(minutes=10 * n)) for n in range(count)]


def read_inbox(name: str) -> list[Incoming]:
    lines = (FIXTURES / name).read_text("utf-8").splitlines()
    return [read_line(line) for line in lines if "surrogate" not in line]


def read_line(line: str) -> Incoming:
    fields = json.loads(line)
    author = fields.pop("author")
    kind, received_at = ItemKind(fields.pop("kind")), datetime.fromisoformat(fields.pop("received_at"))
    return Incoming(
        kind=kind, received_at=received_at, author_external_id=author["id"], author_name=author["name"], **fields
    )


def arrivals(events: list[Event]) -> list[Arrive]:
    return [event for event in events if isinstance(event, Arrive)]


def test_the_opening_keeps_its_ages_and_its_newest_is_fresh() -> None:
    opening = arrivals(schedule(recorded(5), START, 3, 10))[:3]
    assert [START - a.incoming.received_at for a in opening] == [timedelta(minutes=m) for m in (20, 10, 0)]


def test_the_rest_arrives_one_after_another_at_about_the_pace() -> None:
    live = arrivals(schedule(recorded(40), START, 10, 10))[10:]
    offsets_s = [(a.at - START).total_seconds() for a in live]
    assert [a.incoming.external_id for a in live] == [f"c{n}" for n in range(10, 40)]
    assert all(abs(offset_s - 10 * place) <= 4 for place, offset_s in enumerate(offsets_s, start=1))
    assert all(a.incoming.received_at == a.at for a in live)


def test_the_same_seed_gives_the_same_schedule() -> None:
    assert schedule(recorded(20), START, 5, 10, seed=3) == schedule(recorded(20), START, 5, 10, seed=3)
    assert schedule(recorded(20), START, 5, 10, seed=3) != schedule(recorded(20), START, 5, 10, seed=4)


def test_one_live_comment_is_edited_and_one_deleted_after_it_arrived() -> None:
    events = schedule(recorded(20), START, 5, 10)
    came_at = {a.incoming.external_id: a.at for a in arrivals(events)}
    changes = [event for event in events if not isinstance(event, Arrive)]
    assert [type(change) for change in changes] == [Edit, Delete]
    assert all(change.at > came_at[change.external_id] for change in changes)


@pytest.mark.parametrize(("count", "opening"), [(0, 0), (0, 5), (3, 0), (3, 3), (3, 9)])
def test_small_inboxes_are_scheduled_too(count: int, opening: int) -> None:
    assert len(arrivals(schedule(recorded(count), START, opening, 10))) == count


@pytest.mark.parametrize("name", ["langstane_inbox.jsonl", "westward_inbox.jsonl", "hostile.jsonl"])
async def test_a_fixture_plays_to_its_end(world: PracticeWorld, name: str) -> None:
    items, clock = read_inbox(name), VirtualClock(START)
    playback = Playback(world, schedule(items, START, 20, 5))
    channels = [PracticeChannel(world, channel, clock, playback=playback) for channel in ("facebook", "youtube")]
    opened = [await fetch_all(channel) for channel in channels]
    assert sum(len(reached.ids) for reached in opened) == 20
    clock.advance(timedelta(hours=1))
    reached = [await fetch_all(channel, before.cursor) for channel, before in zip(channels, opened, strict=True)]
    assert playback.is_over
    gone = sum(len(one.gone) for one in reached)
    assert sum(len(one.ids) for one in reached) == len(items) - 20 - gone
    assert gone == 1


async def test_an_edit_reaches_the_console(world: PracticeWorld) -> None:
    clock = VirtualClock(START)
    channel = PracticeChannel(world, "facebook", clock, playback=Playback(world, schedule(recorded(20), START, 5, 10)))
    clock.advance(timedelta(seconds=35))
    cursor = (await channel.fetch(None)).cursor
    clock.advance(timedelta(seconds=30))
    texts = [item.text for item in (await channel.fetch(cursor)).items]
    assert sum(text.endswith(EDIT) for text in texts) == 1


async def test_an_author_answers_our_private_message_once(world: PracticeWorld) -> None:
    clock = VirtualClock(START)
    channel = PracticeChannel(world, "facebook", clock, playback=Playback(world, [], timedelta(seconds=40)))
    world.arrive(incoming("facebook", "c1"))
    cursor = (await channel.fetch(None)).cursor
    await channel.call(call(Operation.PRIVATE_REPLY, "c1"))
    clock.advance(timedelta(seconds=39))
    assert (await channel.fetch(cursor)).items == ()
    clock.advance(timedelta(seconds=600))
    (answer,) = (await channel.fetch(cursor)).items
    assert (answer.kind, answer.author_external_id) == (ItemKind.MESSAGE, "author_1")
    assert answer.thread == world.answers()[0].thread
    await channel.call(call(Operation.MESSAGE, answer.external_id))
    clock.advance(timedelta(seconds=600))
    assert len((await channel.fetch(cursor)).items) == 1


def test_playing_again_after_a_restart_changes_nothing(world: PracticeWorld) -> None:
    events = schedule(recorded(20), START, 5, 10)
    end = START + timedelta(hours=1)
    assert Playback(world, events).advance(end) == len(events)
    before = world.news("facebook", 0, 1000)
    Playback(world, events).advance(end)
    assert world.news("facebook", 0, 1000) == before
