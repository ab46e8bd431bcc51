"""Why a deadline was missed: who may say it, of how many at once, and what the record and the figures make of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from stand import NOW, Stand, incoming

from console.desk.breaching import Watch
from console.desk.orders import Close, Escalate, GiveCause
from console.errors import NotPermitted, NotPossible
from console.model import Cause, ClockKind, Item


async def missed(stand: Stand, *names: str) -> list[Item]:
    """Items that are late by half an hour."""
    stand.clock.at = NOW.replace(hour=10, minute=0)
    items = [await stand.comes_in(incoming(name, received_at=stand.clock.at)) for name in names]
    stand.clock.at = NOW.replace(hour=14, minute=30)
    await Watch(stand.office).step()
    return items


async def clocks_of(stand: Stand, *items: Item) -> tuple[int, ...]:
    return tuple([(await stand.clock_of(item)).id for item in items])


async def test_a_cause_stands_with_the_miss_and_in_the_record(stand: Stand) -> None:
    (item,) = await missed(stand, "c1")
    order = GiveCause(clock_ids=await clocks_of(stand, item), cause=Cause.OTHER, note="  a power cut  ")
    assert await stand.desk.give_cause(order) == 1
    (breach,) = [one for one in (await stand.dossier(item)).breaches if one.missed_at is not None]
    assert (breach.cause, breach.cause_note, breach.cause_by) == (Cause.OTHER, "a power cut", "alex-practice")
    assert (breach.cause_at, breach.wants_cause) == (stand.clock.at, False)
    entry = (await stand.office.store.audit_entries())[-1]
    assert (entry.event, entry.person, entry.item_id) == ("deadline.cause", "alex-practice", item.id)
    assert entry.details["cause"] == "other"
    assert "power" not in str(entry.details)
    stand.verify()


async def test_an_items_version_stays_when_somebody_says_why_it_was_late(stand: Stand) -> None:
    (item,) = await missed(stand, "c1")
    order = Close(**await stand.at(item), reason="a joke")
    await stand.desk.give_cause(GiveCause(clock_ids=await clocks_of(stand, item), cause=Cause.TECHNICAL))
    await stand.desk.close(order)


async def test_a_supervisor_gives_the_same_cause_to_several(stand: Stand) -> None:
    items = await missed(stand, "c1", "c2", "c3")
    assert await stand.desk.without_cause() == [], "while they wait, nobody knows yet how it ends"
    for item in items:
        await stand.desk.close(Close(**await stand.at(item), reason="a duplicate"))
    listed = await stand.desk.without_cause()
    assert sorted(listed) == sorted(item.id for item in items)
    clocks = await clocks_of(stand, items[0], items[2])
    assert await stand.desk.give_cause(GiveCause(clock_ids=clocks, cause=Cause.TOO_MANY)) == 2
    assert await stand.desk.without_cause() == [items[1].id]
    counts = await stand.desk.breach_counts(NOW - timedelta(days=1), NOW + timedelta(days=1))
    assert (counts.missed, counts.by_cause, counts.without_cause) == (3, {Cause.TOO_MANY: 2}, 1)
    assert counts.by_kind == {ClockKind.ANSWER: 3}


async def test_figures_over_adjoining_periods_add_up(stand: Stand) -> None:
    await missed(stand, "c1", "c2")
    at = NOW.replace(hour=14, minute=0)
    before = await stand.desk.breach_counts(at - timedelta(hours=1), at)
    after = await stand.desk.breach_counts(at, at + timedelta(hours=1))
    whole = await stand.desk.breach_counts(at - timedelta(hours=1), at + timedelta(hours=1))
    assert (before.missed, after.missed, whole.missed) == (0, 2, 2)


async def test_a_cause_may_be_corrected_and_the_record_has_both(stand: Stand) -> None:
    (item,) = await missed(stand, "c1")
    ids = await clocks_of(stand, item)
    await stand.desk.give_cause(GiveCause(clock_ids=ids, cause=Cause.OTHER, note="who knows"))
    await stand.desk.give_cause(GiveCause(clock_ids=ids, cause=Cause.OTHER_TEAM))
    breach = await stand.office.store.breach(ids[0])
    assert breach is not None
    assert (breach.cause, breach.cause_note) == (Cause.OTHER_TEAM, None)
    assert (await stand.office.store.audit_entries())[-1].details["before"] == "other"


async def test_another_cause_without_a_word_is_refused(stand: Stand) -> None:
    (item,) = await missed(stand, "c1")
    with pytest.raises(NotPossible, match="few words"):
        await stand.desk.give_cause(GiveCause(clock_ids=await clocks_of(stand, item), cause=Cause.OTHER, note=" "))


async def test_what_was_not_late_has_no_cause(stand: Stand) -> None:
    item = await stand.comes_in()
    with pytest.raises(NotPossible, match="None of these was late"):
        await stand.desk.give_cause(GiveCause(clock_ids=await clocks_of(stand, item), cause=Cause.TOO_MANY))


async def test_whoever_may_finish_items_may_say_why_and_a_colleague_may_not(stand: Stand) -> None:
    (item,) = await missed(stand, "c1")
    order = GiveCause(clock_ids=await clocks_of(stand, item), cause=Cause.TOO_MANY)
    colleague = await stand.sign_in("Col League", "colleague")
    with pytest.raises(NotPermitted, match="Whoever may finish it says why it was late: Customer Hub Advisor"):
        await colleague.give_cause(order)
    assert not colleague.may_give_cause(await colleague.breaches(item.id))
    advisor = await stand.sign_in("Adv Isor", "customer-hub-advisor")
    assert await advisor.give_cause(order) == 1


async def test_a_director_says_why_the_escalation_to_them_was_late_and_nothing_else(stand: Stand) -> None:
    stand.clock.at = NOW.replace(hour=9, minute=0)
    item = await stand.comes_in(incoming("c1", received_at=stand.clock.at))
    await stand.desk.escalate(Escalate(**await stand.at(item), reason="A reporter asks"))
    stand.clock.at = NOW.replace(hour=16, minute=0)
    await Watch(stand.office).step()
    director = await stand.sign_in("Dana Director", "director-of-housing")
    escalation = (await stand.clock_of(item, ClockKind.ESCALATION)).id
    assert await director.give_cause(GiveCause(clock_ids=(escalation,), cause=Cause.OTHER_TEAM)) == 1
    with pytest.raises(NotPermitted):
        await director.give_cause(GiveCause(clock_ids=await clocks_of(stand, item), cause=Cause.OTHER_TEAM))
