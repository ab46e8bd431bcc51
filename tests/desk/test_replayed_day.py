"""A day through two consoles on one store: what a supervisor sees agrees with a recount at every minute."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import timedelta

from stand import NOW, Stand, incoming
from test_overseeing import TEXTS, act, recounted

from console.errors import Refusal

OPENS, CLOSES = NOW.replace(hour=9, minute=0), NOW.replace(hour=17, minute=5)
A_MINUTE = timedelta(minutes=1)


async def test_a_replayed_day_agrees_with_a_recount_at_every_minute(stand: Stand, second: Stand) -> None:
    chance = random.Random(11)
    stand.clock.advance(OPENS - NOW)
    consoles = {one: await one.desk.open_oversight() for one in (stand, second)}
    items, arrived = [], 0
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
        for console, seq in consoles.items():
            changes = await console.office.store.changes_since(seq)
            await console.desk.take_changes(changes)
            consoles[console] = changes[-1].seq if changes else seq
            counts = (await console.desk.overview()).now.counts
            expected = recounted(stand, stand.clock.now())
            assert {figure: counts[figure] for figure in expected} == expected, now
    assert arrived > 60
