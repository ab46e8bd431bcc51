"""Who has an item: one at a time, and nobody for longer than their console lives."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest
from stand import ANSWER, Stand

from console.desk import background, claiming
from console.desk.orders import AddNote, Advise, Ask, Assign, Close, Escalate, Fulfil, Reply
from console.desk.records import View
from console.errors import AlreadyClaimed, NotPermitted, NotPossible
from console.model import ClockKind, Person


async def test_a_second_claim_of_an_item_is_refused(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.claim(item.id)
    with pytest.raises(AlreadyClaimed, match="Alex Practice is working on this") as refused:
        await second.desk.claim(item.id)
    assert refused.value.person == "alex-practice"


async def test_since_when_a_colleague_has_it_is_said_with_the_day_where_it_is_another(
    stand: Stand, second: Stand
) -> None:
    item = await stand.comes_in()
    await stand.desk.claim(item.id)
    with pytest.raises(AlreadyClaimed, match=r"working on this since 10:04\."):
        await second.reply(item)
    stand.clock.advance(timedelta(days=1))
    await claiming.keep_alive(stand.office)
    with pytest.raises(AlreadyClaimed, match=r"working on this since Fri 20 Nov at 10:04\."):
        await second.reply(item)


async def test_claiming_ones_own_item_again_changes_nothing(stand: Stand) -> None:
    item = await stand.comes_in()
    first = await stand.desk.claim(item.id)
    again = await stand.desk.claim(item.id)
    assert (again.claimed_by, again.version) == ("alex-practice", first.version)
    assert (await stand.events(item)).count("claim") == 1


async def test_a_claim_gives_the_item_as_the_store_keeps_it(stand: Stand) -> None:
    item = await stand.comes_in()
    for _ in range(2):  # taken, and had already
        assert await stand.desk.claim(item.id) == await stand.office.store.item(item.id)


async def test_an_act_on_a_colleagues_item_is_refused(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.claim(item.id)
    with pytest.raises(AlreadyClaimed):
        await second.reply(item)


async def test_an_item_let_go_can_be_taken(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.claim(item.id)
    await stand.desk.release(item.id)
    assert (await second.desk.claim(item.id)).claimed_by == "robin-colleague"


async def test_nobody_lets_go_of_a_colleagues_item(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.claim(item.id)
    await second.desk.release(item.id)
    assert (await stand.item(item.id)).claimed_by == "alex-practice"


async def test_answering_lets_go_of_the_item(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.claim(item.id)
    await stand.reply(item)
    assert (await stand.item(item.id)).claimed_by is None


async def test_a_refused_answer_keeps_the_item(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.claim(item.id)
    with pytest.raises(NotPossible):
        await stand.reply(item, " ")
    assert (await stand.item(item.id)).claimed_by == "alex-practice"


async def test_everything_is_let_go_on_the_way_out(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.claim(item.id)
    work = asyncio.create_task(background.work(stand.office, stand.desk.person, print))
    await asyncio.sleep(0)
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work
    assert (await stand.item(item.id)).claimed_by is None
    assert "release" in await stand.events()


async def test_a_dead_consoles_claim_gives_way_and_a_living_ones_does_not(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.claim(item.id)
    stand.clock.advance(timedelta(seconds=100))
    await claiming.keep_alive(stand.office)
    stand.clock.advance(timedelta(seconds=100))
    with pytest.raises(AlreadyClaimed):
        await second.desk.claim(item.id)
    stand.clock.advance(timedelta(seconds=60))
    assert (await second.desk.claim(item.id)).claimed_by == "robin-colleague"


async def test_a_supervisor_gives_an_item_to_a_colleague_whoever_held_it(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    third = await stand.sign_in("Kim Third", "customer-hub-advisor")
    await second.desk.claim(item.id)
    await stand.desk.assign(Assign(**await stand.at(item), person_id="kim-third"))
    assert (await stand.item(item.id)).claimed_by == "kim-third"
    assert list(await third.order(View.MINE)) == [item.id]
    with pytest.raises(NotPermitted):
        await second.desk.assign(Assign(**await stand.at(item), person_id="robin-colleague"))
    with pytest.raises(NotPossible, match="Nobody called"):
        await stand.desk.assign(Assign(**await stand.at(item), person_id="nobody"))
    await stand.save_person(Person("old", "Old Keeper", "lighthouse-keeper"))
    with pytest.raises(NotPossible, match='no role "lighthouse-keeper", so Old Keeper can read'):
        await stand.desk.assign(Assign(**await stand.at(item), person_id="old"))


async def test_an_assignment_outlives_the_console_of_who_gave_it(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await stand.sign_in("Kim Third", "customer-hub-advisor")
    await stand.desk.assign(Assign(**await stand.at(item), person_id="kim-third"))
    await claiming.release_all(stand.office, stand.desk.person)
    stand.clock.advance(timedelta(hours=2))
    assert (await stand.item(item.id)).claimed_by == "kim-third"
    with pytest.raises(AlreadyClaimed):
        await second.desk.claim(item.id)


async def test_what_was_assigned_is_taken_up_and_recorded(stand: Stand) -> None:
    item = await stand.comes_in()
    third = await stand.sign_in("Kim Third", "customer-hub-advisor")
    await stand.desk.assign(Assign(**await stand.at(item), person_id="kim-third"))
    assert (await third.claim(item.id)).claimed_by == "kim-third"
    assert (await stand.events()).count("claim") == 1
    await third.claim(item.id)
    assert (await stand.events()).count("claim") == 1, "it was theirs here already"


async def test_colleagues_help_beside_a_claim_and_do_not_answer(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await second.desk.claim(item.id)
    await second.desk.ask(Ask(**await stand.at(item), text="Which contractor is it?"))
    (question,) = (await stand.dossier(item)).questions
    await stand.desk.advise(Advise(**await stand.at(item), question_id=question.id, text="The lift firm."))
    await stand.desk.note(AddNote(**await stand.at(item), text="Third time this week."))
    with pytest.raises(AlreadyClaimed):
        await stand.desk.close(Close(**await stand.at(item), reason="Not for us"))


async def test_a_director_acknowledges_although_the_advisor_works_on_the_item(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await second.desk.claim(item.id)
    await second.desk.escalate(Escalate(**await stand.at(item), reason="A reporter asks"))
    director = await stand.sign_in("Dana Director", "director-of-property")
    clock = await stand.clock_of(item, ClockKind.ESCALATION)
    await director.fulfil(Fulfil(**await stand.at(item), clock_id=clock.id))
    assert (await stand.clock_of(item, ClockKind.ESCALATION)).outcome == "met"


async def test_a_claim_does_not_make_ones_own_reading_stale(stand: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.claim(item.id)
    await stand.desk.reply(Reply(item_id=item.id, version=item.version, text=ANSWER))
