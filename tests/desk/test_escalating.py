"""Escalating: to the director whose matter it is, or who stands in, with a clock until somebody says it was seen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from stand import NOW, Stand, incoming

from console.desk.orders import Escalate, Fulfil
from console.errors import NotPermitted, NotPossible
from console.model import Absence, ClockKind, Item, Person


async def escalated(stand: Stand, **changes: str) -> Item:
    item = await stand.comes_in(incoming("c1", "The boiler repair was never done."))
    await stand.desk.escalate(Escalate(**await stand.at(item), reason="It is going round the town", **changes))
    return item


async def put_to(stand: Stand, item: Item) -> str:
    return (await stand.dossier(item)).escalations[-1].put_to


async def test_an_escalation_goes_to_the_director_whose_matter_it_is(stand: Stand) -> None:
    assert await put_to(stand, await escalated(stand)) == "Director of Property"


async def test_a_person_may_choose_another_department(stand: Stand) -> None:
    assert await put_to(stand, await escalated(stand, department_id="finance")) == "Director of Finance"


async def test_in_the_directors_absence_it_goes_to_the_chief_executive(stand: Stand) -> None:
    away = Person("dana", "Dana Director", "director-of-property", absences=(Absence(NOW - timedelta(days=1)),))
    await stand.save_person(away)
    item = await stand.comes_in(incoming("c1", "The boiler repair was never done."))
    route = await stand.desk.route(await stand.dossier(item))
    assert (route.put_to, route.is_fall_back) == ("Chief Executive", True)
    done = await stand.desk.escalate(Escalate(**await stand.at(item), reason="It is going round the town"))
    assert "absent" in done.said
    assert await put_to(stand, item) == "Chief Executive"


async def test_an_absent_directors_deputy_comes_before_the_chief_executive(stand: Stand) -> None:
    await stand.save_person(Person("pat", "Pat Deputy", "director-of-housing"))
    away = Absence(NOW - timedelta(days=1), deputy="pat")
    await stand.save_person(Person("dana", "Dana Director", "director-of-property", absences=(away,)))
    assert await put_to(stand, await escalated(stand)) == "Director of Housing"


async def test_acknowledging_stops_the_clock_and_the_answer_goes_on_counting(stand: Stand) -> None:
    item = await escalated(stand)
    clock = await stand.clock_of(item, ClockKind.ESCALATION)
    assert clock.due_at == NOW + timedelta(hours=2)
    director = await stand.sign_in("Dana Director", "director-of-property")
    stand.clock.advance(timedelta(minutes=30))
    await director.fulfil(Fulfil(**await stand.at(item), clock_id=clock.id))
    stopped = await stand.clock_of(item, ClockKind.ESCALATION)
    (escalation,) = (await stand.dossier(item)).escalations
    assert (stopped.outcome, stopped.elapsed_minutes) == ("met", 30.0)
    assert escalation.acknowledged_by == "dana-director"
    assert (await stand.clock_of(item)).is_running


async def test_an_advisor_cannot_acknowledge_for_the_director(stand: Stand, second: Stand) -> None:
    item = await escalated(stand)
    clock = await stand.clock_of(item, ClockKind.ESCALATION)
    with pytest.raises(NotPermitted, match="Customer Hub Advisor"):
        await second.desk.fulfil(Fulfil(**await stand.at(item), clock_id=clock.id))


async def test_an_escalation_needs_a_reason(stand: Stand) -> None:
    item = await stand.comes_in()
    with pytest.raises(NotPossible, match="few words why"):
        await stand.desk.escalate(Escalate(**await stand.at(item), reason="  "))
