"""Putting an escalation to somebody else: the old one keeps its row, the new one has a clock of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from stand import NOW, Stand, incoming

from console.desk.orders import Escalate, Fulfil
from console.desk.records import View
from console.desk.supervisor_orders import Reroute
from console.errors import NotPermitted, NotPossible, Stale, TooLate
from console.model import Absence, ClockKind, Item, Person


async def escalated(stand: Stand) -> Item:
    item = await stand.comes_in(incoming("c1", "The boiler repair was never done."))
    await stand.desk.escalate(Escalate(**await stand.at(item), reason="It is going round the town"))
    return item


async def order(stand: Stand, item: Item, department: str = "finance", reason: str = "It is about the rent") -> Reroute:
    escalation = (await stand.dossier(item)).escalations[-1]
    return Reroute(**await stand.at(item), escalation_id=escalation.id, department_id=department, reason=reason)


async def test_the_old_clock_stops_as_re_routed_and_the_new_one_starts_now(stand: Stand) -> None:
    item = await escalated(stand)
    stand.clock.advance(timedelta(minutes=30))
    done = await stand.desk.reroute(await order(stand, item))
    assert done.said.startswith("Put to the Director of Finance instead of the Director of Property.")
    old, new = [one for one in (await stand.dossier(item)).clocks if one.kind is ClockKind.ESCALATION]
    assert (old.outcome, old.elapsed_minutes, old.is_running) == ("re-routed", 30, False)
    assert (new.started_at, new.label, new.is_running) == (
        stand.clock.now(), "Director of Finance to acknowledge", True,
    )  # fmt: skip
    first, second = (await stand.dossier(item)).escalations
    assert (first.put_to, first.rerouted_by, first.acknowledged_by) == ("Director of Property", "alex-practice", None)
    assert (second.put_to, second.reason, second.is_waiting) == ("Director of Finance", "It is about the rent", True)
    entry = (await stand.office.store.audit_entries())[-1]
    assert (entry.event, entry.details["from"], entry.details["to"]) == ("re-route", first.id, second.id)
    assert "rent" not in str(entry.details)
    stand.verify()


async def test_who_had_it_is_no_longer_asked_and_who_has_it_is(stand: Stand) -> None:
    item = await escalated(stand)
    property_, finance = [
        await stand.sign_in(name, role)
        for name, role in (("Dana One", "director-of-property"), ("Dana Two", "director-of-finance"))
    ]
    assert await property_.put_to_me() == [item.id]
    await stand.desk.reroute(await order(stand, item))
    assert (await property_.put_to_me(), await finance.put_to_me()) == ([], [item.id])
    assert (list(await property_.order(View.MINE)), list(await finance.order(View.MINE))) == ([], [item.id])
    clock = await stand.clock_of(item, ClockKind.ESCALATION)
    await finance.fulfil(Fulfil(**await stand.at(item), clock_id=clock.id))
    assert item.id not in await stand.desk.order(View.WAITING)


async def test_the_route_honours_absence_as_escalating_does(stand: Stand) -> None:
    item = await escalated(stand)
    await stand.save_person(Person("dana", "Dana", "director-of-finance", absences=(Absence(NOW - timedelta(days=1)),)))
    done = await stand.desk.reroute(await order(stand, item))
    assert done.said.startswith("Put to the Chief Executive instead")
    assert "absent" in done.said


async def test_what_cannot_be_re_routed_says_why(stand: Stand, second: Stand) -> None:
    item = await escalated(stand)
    with pytest.raises(NotPermitted, match="you may not put an escalation to somebody else"):
        await second.desk.reroute(await order(stand, item))
    with pytest.raises(NotPossible, match="put to the Director of Property already"):
        await stand.desk.reroute(await order(stand, item, "property"))
    with pytest.raises(NotPossible, match="a few words"):
        await stand.desk.reroute(await order(stand, item, reason=" "))
    early = await order(stand, item)
    await stand.desk.reroute(early)
    with pytest.raises(Stale, match="Alex Practice put the escalation to somebody else"):
        await stand.desk.reroute(early)
    again = Reroute(**await stand.at(item), escalation_id=early.escalation_id, department_id="property", reason="No")
    with pytest.raises(NotPossible, match="put to somebody else already"):
        await stand.desk.reroute(again)
    director = await stand.sign_in("Dana Director", "director-of-finance")
    clock = await stand.clock_of(item, ClockKind.ESCALATION)
    await director.fulfil(Fulfil(**await stand.at(item), clock_id=clock.id))
    with pytest.raises(NotPossible, match="Dana Director acknowledged it already"):
        await stand.desk.reroute(await order(stand, item, "property"))


async def test_an_escalation_that_was_re_routed_meanwhile_is_not_taken_back(stand: Stand) -> None:
    item = await escalated(stand)
    await stand.desk.reroute(await order(stand, item))
    before = await stand.dossier(item)
    with pytest.raises(TooLate, match="put to the Director of Finance meanwhile"):
        await stand.desk.undo_last(item.id)
    after = await stand.dossier(item)
    assert (after.escalations, after.clocks) == (before.escalations, before.clocks)
    assert [one.outcome for one in after.clocks if one.kind is ClockKind.ESCALATION] == ["re-routed", None]
    assert "undo" not in await stand.events(item)
    stand.verify()
