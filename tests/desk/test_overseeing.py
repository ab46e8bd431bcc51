"""What a supervisor sees agrees with a recount, whatever happened, and every figure opens what it counts."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from recount import TEXTS, act, recounted
from stand import NOT_ALLOWED, NOW, Stand, incoming

from console.desk import overseeing
from console.desk.board import Board
from console.desk.desk import Desk
from console.desk.office import Office
from console.desk.orders import Assign, Close, MoveToPrivate, Reopen
from console.desk.staff_orders import SetWeek
from console.desk.supervision import ANSWERS, HandFigure, NowFigure
from console.errors import Refusal
from console.model import ClockKind, Item, ItemKind, Operation

ACTS = 1_000


async def oversee(stand: Stand) -> Desk:
    await stand.desk.open_oversight()
    return stand.desk


async def test_what_is_kept_agrees_with_a_recount_after_a_thousand_random_acts(stand: Stand) -> None:
    chance = random.Random(4)
    items = [await arrives(stand, number, chance) for number in range(24)]
    seq = await (await oversee(stand)).open_oversight()
    done, seen = 0, set[NowFigure]()
    for number in range(ACTS):
        with suppress(Refusal):
            await act(stand, chance.choice(items), chance)
            done += 1
        if number % 10 == 0:
            stand.clock.advance(timedelta(minutes=chance.randrange(240)))  # over the week, nights and weekend with it
            stand.meets(*[NOT_ALLOWED] * chance.randrange(2))
            await stand.steps()
            items.append(await arrives(stand, len(items), chance))
        if number % 20 == 0 or number == ACTS - 1:
            changes = await stand.office.store.changes_since(seq)
            seq = changes[-1].seq if changes else seq
            await stand.desk.take_changes(changes)
            counts = (await stand.desk.overview()).now.counts
            expected = recounted(stand, stand.clock.now())
            assert {figure: counts[figure] for figure in expected} == expected, number
            assert {figure: len(stand.desk.behind_now(figure)) for figure in NowFigure} == dict(counts)
            seen |= {figure for figure in NowFigure if counts[figure]}
    assert done > ACTS / 4, "hardly anything was done"
    assert seen == set(NowFigure) - {NowFigure.LATER}, "what is always 0 agrees with anything; no answer has two days"


async def arrives(stand: Stand, number: int, chance: random.Random) -> Item:
    """What somebody wrote within the last five hours comes in."""
    return await stand.comes_in(
        incoming(
            f"c{number}", chance.choice(TEXTS), author_external_id=f"a{number}",
            received_at=stand.clock.now() - timedelta(minutes=chance.randrange(300)),
            kind=chance.choice((ItemKind.COMMENT, ItemKind.MESSAGE)), thread=f"t{number}",
        )
    )  # fmt: skip


async def test_opened_again_it_has_what_happened_while_nobody_looked(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept is caught up with, not read anew; of very much, or where it is asked for, everything is."""
    desk = await oversee(stand)
    boards: list[object] = []
    read_board = overseeing.read_board

    async def read(office: Office) -> Board:
        boards.append(office)
        return await read_board(office)

    monkeypatch.setattr(overseeing, "read_board", read)
    for number in range(3):
        await stand.comes_in(incoming(f"c{number}", author_external_id=f"a{number}"))
    assert await desk.open_oversight() == await stand.office.store.last_change()
    assert (await desk.overview()).now.waiting == 3
    assert boards == [], "only what changed was read"
    monkeypatch.setattr(overseeing, "REREAD_AT_MOST", 0)
    await stand.comes_in(incoming("late", author_external_id="late"))
    await desk.open_oversight()
    assert ((await desk.overview()).now.waiting, len(boards)) == (4, 1)
    await desk.open_oversight(anew=True)
    assert ((await desk.overview()).now.waiting, len(boards)) == (4, 2)


async def test_every_answer_that_waits_is_in_one_span_of_time(stand: Stand) -> None:
    """Due four working hours after it came, on a Friday from 09:00 on."""
    for number, minutes in enumerate((300, 100, 80, 70, 60, 4)):
        received_at = NOW - timedelta(minutes=minutes)
        await stand.comes_in(incoming(f"c{number}", author_external_id=f"a{number}", received_at=received_at))
    desk = await oversee(stand)
    await spans(stand, NOW, [0, 0, 0, 0, 6, 0, 0])
    await spans(stand, NOW.replace(hour=12, minute=50), [0, 5, 0, 0, 1, 0, 0])
    await spans(stand, NOW.replace(hour=13, minute=2), [4, 1, 0, 1, 0, 0, 0])
    stand.clock.advance(timedelta(hours=2))
    seq = await stand.office.store.last_change()
    await stand.comes_in(incoming("new", author_external_id="new", received_at=stand.clock.now()))
    await desk.take_changes(await stand.office.store.changes_since(seq))
    await spans(stand, stand.clock.now(), [6, 0, 0, 0, 0, 1, 0])  # due on Monday


async def spans(stand: Stand, at: datetime, expected: list[int]) -> None:
    """Let it be this moment: so many answers in each span, late ones first, and each in one of them."""
    stand.clock.advance(at - stand.clock.now())
    now = (await stand.desk.overview()).now
    assert [now.counts[figure] for figure in ANSWERS] == expected
    assert now.waiting == sum(expected)


async def test_a_promise_due_tomorrow_morning_is_not_todays_however_few_minutes_of_work_are_left(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1"))
    desk = await oversee(stand)
    stand.clock.at = NOW.replace(hour=13, minute=5)
    promise = stand.office.policy.timescale("half-day")
    await desk.move_to_private(
        MoveToPrivate(
            **await stand.at(item), private_text=f"We will message you {promise.text}.", timescale_id="half-day",
            public_text="Please look at your messages.", reason="private",
        )
    )  # fmt: skip
    assert (await stand.clock_of(item, ClockKind.PROMISE)).due_at == NOW.replace(day=23, hour=9, minute=5)
    await desk.take_changes(await stand.office.store.changes_since(0))
    stand.clock.at = NOW.replace(hour=16, minute=30)
    counts = (await desk.overview()).now.counts
    assert (counts[NowFigure.PROMISES], counts[NowFigure.PROMISES_TODAY]) == (1, 0)
    stand.clock.at = NOW.replace(day=23, hour=7)
    assert (await desk.overview()).now.counts[NowFigure.PROMISES_TODAY] == 1


async def test_it_says_what_is_due_next_and_what_has_waited_longest(stand: Stand) -> None:
    first = await stand.comes_in(incoming("c1", received_at=NOW - timedelta(minutes=50)))
    second = await stand.comes_in(incoming("c2", author_external_id="a2", received_at=NOW - timedelta(minutes=40)))
    desk = await oversee(stand)
    now = (await desk.overview()).now
    assert (now.next_id, now.longest_id) == (first.id, first.id)
    assert now.next_due_at == first.next_due_at
    assert first.next_due_at is not None
    stand.clock.advance(first.next_due_at - NOW + timedelta(minutes=1))
    now = (await desk.overview()).now
    assert (now.next_id, now.longest_id) == (second.id, first.id)


async def test_what_people_hold_did_and_met_today_is_counted_and_opened(stand: Stand, second: Stand) -> None:
    rude = await stand.comes_in(incoming("c1", "You are a bunch of useless idiots."))
    other = await stand.comes_in(incoming("c2", author_external_id="a2"))
    await stand.reply(other)
    await stand.deliver()
    await second.desk.claim(rude.id)
    desk = await oversee(stand)
    hands = {hand.person.name: hand for hand in (await desk.overview()).hands}
    alex, robin = hands["Alex Practice"], hands["Robin Colleague"]
    assert (alex.holds, alex.done, alex.met) == (0, 1, 0)
    assert (robin.holds, robin.done, robin.met, robin.holds_since) == (1, 0, 1, stand.clock.now())
    assert await desk.behind_hand(robin.person, HandFigure.HOLDS) == [rude.id]
    assert await desk.behind_hand(robin.person, HandFigure.MET) == [rude.id]
    assert await desk.behind_hand(alex.person, HandFigure.DONE) == [other.id]


async def hand_of(desk: Desk, name: str) -> tuple[int, int, int]:
    """What somebody holds, has ended and has met."""
    hands = {hand.person.name: hand for hand in (await desk.overview()).hands}
    return (hands[name].holds, hands[name].done, hands[name].met) if name in hands else (0, 0, 0)


async def test_what_was_taken_back_opened_again_or_never_arrived_is_not_ended(stand: Stand) -> None:
    items = [await stand.comes_in(incoming(f"c{number}", author_external_id=f"a{number}")) for number in range(3)]
    desk = await oversee(stand)
    await stand.reply(items[0])
    await desk.undo_last(items[0].id)
    await desk.close(Close(**await stand.at(items[1]), reason="a duplicate"))
    assert await hand_of(desk, "Alex Practice") == (0, 1, 0)
    await desk.reopen(Reopen(**await stand.at(items[1])))
    stand.meets(NOT_ALLOWED)
    await stand.reply(items[2])
    await stand.deliver()
    delivery = await stand.delivery(items[2], Operation.REPLY)
    await desk.settle(delivery.id, has_arrived=False)
    assert await hand_of(desk, "Alex Practice") == (0, 0, 0)


async def test_who_only_gives_abuse_to_somebody_has_not_met_it(stand: Stand, second: Stand) -> None:
    rude = await stand.comes_in(incoming("c1", "You are useless fucking idiots, the lot of you."))
    desk, robin = await oversee(stand), second.desk.person
    await desk.assign(Assign(**await stand.at(rude), person_id=robin.id))
    assert await hand_of(desk, "Alex Practice") == (0, 0, 0)
    assert await hand_of(desk, "Robin Colleague") == (1, 0, 0)
    await second.desk.claim(rude.id)
    assert await hand_of(desk, "Robin Colleague") == (1, 0, 1)


async def test_what_was_given_a_working_day_ago_is_held_by_nobody(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    desk, robin = await oversee(stand), second.desk.person
    await desk.assign(Assign(**await stand.at(item), person_id=robin.id))
    assert await hand_of(desk, "Robin Colleague") == (1, 0, 0)
    stand.clock.advance(timedelta(days=4))
    assert await hand_of(desk, "Robin Colleague") == (0, 0, 0)
    assert await desk.behind_hand(robin, HandFigure.HOLDS) == []


async def seen_today(desk: Desk) -> dict[str, tuple[datetime | None, bool]]:
    """By name, when each person listed has last looked, and whether they should be here and are not."""
    return {hand.person.name: (hand.looked_at, hand.is_unseen) for hand in (await desk.overview()).hands}


async def test_whoever_moves_through_the_inbox_is_here_though_they_have_done_nothing(
    stand: Stand, second: Stand
) -> None:
    desk = await oversee(stand)
    assert await seen_today(desk) == {}
    await second.desk.note_look()
    stand.clock.advance(timedelta(minutes=2))
    await second.desk.note_look()
    assert await seen_today(desk) == {"Robin Colleague": (NOW + timedelta(minutes=2), False)}
    assert await hand_of(desk, "Robin Colleague") == (0, 0, 0)
    stand.clock.advance(timedelta(days=1))
    assert await seen_today(desk) == {}, "that was yesterday"


async def test_whoever_should_be_here_by_their_own_week_and_is_not_is_named(stand: Stand, second: Stand) -> None:
    desk, robin = await oversee(stand), second.desk.person
    kim = await stand.sign_in("Kim Third", "director-of-housing")
    for person in (robin, kim.person):
        await desk.set_week(SetWeek(person_id=person.id, works={4: ((540, 720), (780, 1020))}))  # Fridays, with a lunch
    assert await seen_today(desk) == {"Robin Colleague": (None, True)}, "who answers nobody is not waited for"
    stand.clock.advance(timedelta(hours=2))
    assert await seen_today(desk) == {}, "at lunch"
    stand.clock.advance(timedelta(hours=1))
    assert await seen_today(desk) == {"Robin Colleague": (None, True)}
    await second.desk.note_look()
    assert await seen_today(desk) == {"Robin Colleague": (stand.clock.now(), False)}


async def test_a_look_noted_by_a_clock_that_was_ahead_is_no_sign_and_hides_none(stand: Stand, second: Stand) -> None:
    desk = await oversee(stand)
    stand.clock.advance(timedelta(days=30))
    await second.desk.note_look()
    stand.clock.advance(timedelta(days=-30))
    assert await seen_today(desk) == {}
    await second.desk.note_look()
    assert await seen_today(desk) == {"Robin Colleague": (NOW, False)}


async def test_whoever_was_given_something_is_not_seen_by_that(stand: Stand, second: Stand) -> None:
    desk, robin = await oversee(stand), second.desk.person
    await desk.set_week(SetWeek(person_id=robin.id, works={4: ((540, 1020),)}))
    item = await stand.comes_in()
    await desk.assign(Assign(**await stand.at(item), person_id=robin.id))
    assert await seen_today(desk) == {"Robin Colleague": (None, True)}
    await second.desk.claim(item.id)
    assert await seen_today(desk) == {"Robin Colleague": (None, False)}


async def test_a_channel_that_nobody_has_looked_at_for_half_a_working_day_is_said(stand: Stand) -> None:
    await stand.fetch("facebook")
    desk = await oversee(stand)
    await desk.note_look()
    stand.clock.advance(timedelta(hours=3, minutes=59))
    (watch,) = (await desk.overview()).channels
    assert not watch.is_overlooked
    assert watch.health.looked_at == NOW
    stand.clock.advance(timedelta(minutes=2))
    (watch,) = (await desk.overview()).channels
    assert watch.is_overlooked
    await desk.note_look()
    (watch,) = (await desk.overview()).channels
    assert not watch.is_overlooked
