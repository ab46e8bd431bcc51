"""A day through two consoles on one store: what a supervisor sees agrees with a recount at every minute."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import datetime, timedelta

from recount import TEXTS, act, ends_of_spans, recounted
from stand import NOW, Stand, incoming

from console.errors import Refusal

OPENS, CLOSES = NOW.replace(hour=9, minute=0), NOW.replace(hour=17, minute=5)
A_MINUTE = timedelta(minutes=1)
SATURDAY, MONDAY = NOW.replace(hour=0, minute=0) + timedelta(days=1), NOW.replace(hour=9, minute=0) + timedelta(days=3)
TUESDAY = SATURDAY + timedelta(days=3)


def at(hour: int, minute: int) -> datetime:
    return NOW.replace(hour=hour, minute=minute)


def on_monday(minutes: int) -> datetime:
    """So many minutes after it opens."""
    return MONDAY + timedelta(minutes=minutes)


ENDS = {  # written out: until when an answer is due within 15, 30 and 60 minutes, today, and the next working day
    at(9, 30): (at(9, 45), at(10, 0), at(10, 30), SATURDAY, TUESDAY),
    at(12, 0): (at(12, 15), at(12, 30), at(13, 0), SATURDAY, TUESDAY),
    at(15, 10): (at(15, 25), at(15, 40), at(16, 10), SATURDAY, TUESDAY),
    at(16, 20): (at(16, 35), at(16, 50), on_monday(20), on_monday(20), TUESDAY),
    at(16, 50): (on_monday(5), on_monday(20), on_monday(50), on_monday(50), TUESDAY),
    at(17, 3): (on_monday(15), on_monday(30), on_monday(60), on_monday(60), TUESDAY),
}


async def test_a_replayed_day_agrees_with_a_recount_at_every_minute(stand: Stand, second: Stand) -> None:
    chance = random.Random(11)
    stand.clock.advance(OPENS - NOW)
    consoles = {one: await one.desk.open_oversight() for one in (stand, second)}
    items, arrived, written_out = [], 0, 0
    while (now := stand.clock.now()) < CLOSES:
        if chance.random() < 0.2:
            arrived += 1
            new = incoming(f"c{arrived}", chance.choice(TEXTS), author_external_id=f"a{arrived}", received_at=now)
            items.append(await chance.choice((stand, second)).comes_in(new))
        if items and chance.random() < 0.3:
            with suppress(Refusal):
                await act(chance.choice((stand, second)), chance.choice(items), chance)
        stand.clock.advance(A_MINUTE)
        await stand.steps()
        moment = stand.clock.now()
        if (ends := ENDS.get(moment)) is not None:
            written_out += 1
            assert tuple(ends_of_spans(moment)) == ends
        for console, seq in consoles.items():
            changes = await console.office.store.changes_since(seq)
            await console.desk.take_changes(changes)
            consoles[console] = changes[-1].seq if changes else seq
            counts = (await console.desk.overview()).now.counts
            expected = recounted(stand, moment)
            assert {figure: counts[figure] for figure in expected} == expected, moment
    assert arrived > 60
    assert written_out == len(ENDS)
