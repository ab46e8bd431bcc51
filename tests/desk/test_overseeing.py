"""What a supervisor sees agrees with a recount, whatever happened, and every figure opens what it counts."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing, suppress
from datetime import datetime, timedelta

from stand import NOW, Stand, incoming

from console.clock import epoch_ms
from console.desk.desk import Desk
from console.desk.orders import Close, Escalate, LogComplaint, MoveToPrivate, Remove, Reopen
from console.desk.overseeing import edges
from console.desk.supervision import ANSWERS, HandFigure, NowFigure
from console.errors import Refusal
from console.model import Item, ItemKind

TEXTS = (
    "The lift is stuck again.",
    "You are useless fucking idiots, the lot of you.",
    "I want to make a complaint about my repair.",
    "There is a gas leak in the hall, I can smell it.",
    "My neighbour said she wants to end it all tonight.",
    "When do the bins go out this week?",
)
ACTS = 1_000
RECOUNT = """
select count(distinct c.item_id) from clocks as c
where c.stopped_at is null and c.kind = :kind and c.due_at > :after and c.due_at <= :until
"""
LOUD = """
select count(distinct i.id) from items as i, findings as f
where f.item_id = i.id and f.rule = :rule and f.level in ('now', 'soon') and i.is_open = 1
    and i.state in ('open', 'acting')
"""


async def oversee(stand: Stand) -> Desk:
    await stand.desk.open_oversight()
    return stand.desk


def recounted(stand: Stand, now: datetime) -> dict[NowFigure, int]:
    """The figures out of the tables, by statements of their own."""
    at, never = edges(stand.office, now), 1 << 62
    spans = {figure: ("answer", *at.span(figure)) for figure in ANSWERS} | {
        NowFigure.ESCALATIONS: ("escalation", -never, never),
        NowFigure.ESCALATIONS_LATE: ("escalation", -never, at.over),
        NowFigure.PROMISES: ("promise", -never, never),
        NowFigure.PROMISES_BROKEN: ("promise", -never, at.over),
        NowFigure.STAGES: ("case-stage", -never, never),
        NowFigure.STAGES_LATE: ("case-stage", -never, at.over),
        NowFigure.WINDOWS: ("window", at.over, epoch_ms(now + timedelta(hours=1))),
    }
    with closing(sqlite3.connect(stand.path)) as bare:
        counted = {
            figure: bare.execute(RECOUNT, {"kind": kind, "after": after, "until": until}).fetchone()[0]
            for figure, (kind, after, until) in spans.items()
        }
        for figure in (NowFigure.SAFEGUARDING, NowFigure.URGENT, NowFigure.ABUSE):
            counted[figure] = bare.execute(LOUD, {"rule": figure.value}).fetchone()[0]  # no text here holds a threat
        counted[NowFigure.FAILED] = bare.execute(
            "select count(*) from items where is_open = 1 and rank = 0"
        ).fetchone()[0]
    return counted


async def act(stand: Stand, item: Item, chance: random.Random) -> None:
    """Something that a person does, as it comes; what is refused changes nothing."""
    desk, at = stand.desk, await stand.at(item)
    text = "Thank you for telling us. Please report it here: https://www.gov.uk/housing"
    match chance.randrange(10):
        case 0:
            await stand.reply(item, reason="as they asked")
        case 1:
            await desk.remove(Remove(**at, reason_id="offensive"))
        case 2:
            await desk.log_complaint(LogComplaint(**at, is_complaint=True, category="Repairs"))
        case 3:
            await desk.escalate(Escalate(**at, reason="the press may ask"))
        case 4:
            await desk.close(Close(**at, reason="a duplicate"))
        case 5:
            await desk.reopen(Reopen(**at))
        case 6:
            await desk.claim(item.id)
        case 7:
            order = MoveToPrivate(**at, private_text=text, public_text=text, timescale_id="half-day", reason="private")
            await desk.move_to_private(order)
        case 8:
            await desk.undo_last(item.id)
        case 9:
            await meet(desk, item)


async def meet(desk: Desk, item: Item) -> None:
    from console.desk.orders import Fulfil

    dossier = await desk.dossier(item.id)
    assert dossier is not None
    for clock in dossier.clocks:
        if clock.is_running and clock.ref_id is not None:
            order = Fulfil(item_id=item.id, version=dossier.item.version, clock_id=clock.id)
            return void(await desk.fulfil(order))


def void(_: object) -> None:
    return None


async def test_what_is_kept_agrees_with_a_recount_after_a_thousand_random_acts(stand: Stand) -> None:
    chance = random.Random(4)
    items = [
        await stand.comes_in(
            incoming(
                f"c{number}", chance.choice(TEXTS), author_external_id=f"a{number}",
                received_at=NOW - timedelta(minutes=chance.randrange(300)),
                kind=chance.choice((ItemKind.COMMENT, ItemKind.MESSAGE)), thread=f"t{number}",
            )
        )
        for number in range(24)
    ]  # fmt: skip
    seq = await (await oversee(stand)).open_oversight()
    done = 0
    for number in range(ACTS):
        with suppress(Refusal):
            await act(stand, chance.choice(items), chance)
            done += 1
        if number % 25 == 0:
            stand.clock.advance(timedelta(minutes=chance.randrange(40)))
            await stand.steps()
        if number % 50 == 0 or number == ACTS - 1:
            changes = await stand.office.store.changes_since(seq)
            seq = changes[-1].seq if changes else seq
            await stand.desk.take_changes(changes)
            counts = (await stand.desk.overview()).now.counts
            expected = recounted(stand, stand.clock.now())
            assert {figure: counts[figure] for figure in expected} == expected, number
            assert {figure: len(stand.desk.behind_now(figure)) for figure in NowFigure} == dict(counts)
    assert done > ACTS / 4, "hardly anything was done"


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
    await second.desk.claim(rude.id)
    await stand.reply(other)
    desk = await oversee(stand)
    hands = {hand.person.name: hand for hand in (await desk.overview()).hands}
    alex, robin = hands["Alex Practice"], hands["Robin Colleague"]
    assert (alex.holds, alex.done, alex.met) == (0, 1, 0)
    assert (robin.holds, robin.done, robin.met, robin.holds_since) == (1, 0, 1, NOW)
    assert await desk.behind_hand(robin.person, HandFigure.HOLDS) == [rude.id]
    assert await desk.behind_hand(robin.person, HandFigure.MET) == [rude.id]
    assert await desk.behind_hand(alex.person, HandFigure.DONE) == [other.id]


async def test_an_answer_that_was_taken_back_is_not_done(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.reply(item)
    await stand.desk.undo_last(item.id)
    desk = await oversee(stand)
    assert [hand.done for hand in (await desk.overview()).hands] in ([], [0])


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
