"""What a supervisor does about what colleagues hold: takes it over, sets it free, and sees what lies untouched."""

from __future__ import annotations

from datetime import timedelta

import pytest
from stand import ANSWER, Stand, incoming

from console.desk.claiming import keep_alive
from console.desk.orders import AddNote, Reply
from console.desk.supervisor_orders import HandOut, Held, HeldItem, SetFree, TakeOver
from console.errors import NotPermitted, NotPossible, Refusal, Stale
from console.model import ActionKind, Item

ROBIN = "robin-colleague"


async def held(stand: Stand, item: Item) -> Held:
    """The item as somebody reads it now, with Robin's name on it."""
    return Held(**await stand.at(item), holder=ROBIN)


async def taken_over(stand: Stand, item: Item) -> TakeOver:
    return TakeOver(**await stand.at(item), holder=ROBIN)


async def test_a_supervisor_takes_over_and_the_colleagues_draft_stays(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await second.desk.claim(item.id)
    await second.desk.save_draft(item.id, ActionKind.REPLY, "Half an answer")
    done = await stand.desk.take_over(await taken_over(stand, item))
    assert done.said.startswith("Taken over from Robin Colleague.")
    assert (await stand.item(item.id)).claimed_by == "alex-practice"
    assert [(draft.person, draft.text) for draft in (await stand.dossier(item)).drafts] == [(ROBIN, "Half an answer")]
    assert "take-over" in await stand.events(item)
    stand.verify()


async def test_who_was_relieved_is_told_by_whom_and_when(stand: Stand, second: Stand) -> None:
    item = await second.desk.claim((await stand.comes_in()).id)
    await stand.desk.take_over(await taken_over(stand, item))
    with pytest.raises(Stale, match=r"^Alex Practice took it over at 10:04\."):
        await second.desk.reply(Reply(item_id=item.id, version=item.version, text=ANSWER))


async def test_what_was_taken_over_is_held_by_this_console_only(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await second.desk.claim(item.id)
    await stand.desk.take_over(await taken_over(stand, item))
    await second.desk.release(item.id)
    assert (await stand.item(item.id)).claimed_by == "alex-practice"
    await stand.reply(item)


async def test_nobody_takes_over_what_is_free_their_own_or_somebody_elses_by_now(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    with pytest.raises(NotPossible, match="Nobody holds it any more"):
        await stand.desk.take_over(await taken_over(stand, item))
    await stand.desk.claim(item.id)
    with pytest.raises(Stale, match="Alex Practice has it by now"):
        await stand.desk.take_over(await taken_over(stand, item))
    with pytest.raises(NotPossible, match="You have it already"):
        await stand.desk.take_over(TakeOver(**await stand.at(item), holder="alex-practice"))


async def test_what_was_read_before_a_change_is_not_taken_over(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await second.desk.claim(item.id)
    order = await taken_over(stand, item)
    await second.desk.note(AddNote(**await stand.at(item), text="She telephoned."))
    with pytest.raises(Stale, match="Robin Colleague wrote a note"):
        await stand.desk.take_over(order)


async def test_only_supervisors_take_over_and_set_free(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await stand.desk.claim(item.id)
    order = TakeOver(**await stand.at(item), holder="alex-practice")
    said = r"you may not take over what a colleague holds .*Who may: Customer Hub Team Leader, Communications Team"
    with pytest.raises(NotPermitted, match=said):
        await second.desk.take_over(order)
    (outcome,) = await second.desk.set_free(SetFree(items=(order,)))
    assert "you may not set free" in outcome.why_not
    assert (await stand.item(item.id)).claimed_by == "alex-practice"


async def test_several_claims_are_set_free_and_one_that_is_gone_keeps_no_other(stand: Stand, second: Stand) -> None:
    items = [await stand.comes_in(incoming(f"c{number}")) for number in range(3)]
    for item in items:
        await second.desk.claim(item.id)
    order = SetFree(items=tuple([await held(stand, item) for item in items]))
    await second.desk.release(items[1].id)
    outcomes = await stand.desk.set_free(order)
    assert [outcome.done is not None for outcome in outcomes] == [True, False, True]
    assert outcomes[1].why_not.startswith("Nobody holds it any more")
    assert [(await stand.item(item.id)).claimed_by for item in items] == [None, None, None]
    assert (await stand.events()).count("set-free") == 2
    stand.verify()


async def test_who_worked_on_what_was_set_free_is_refused_until_they_look_again(stand: Stand, second: Stand) -> None:
    item = await second.desk.claim((await stand.comes_in()).id)
    await stand.desk.set_free(SetFree(items=(await held(stand, item),)))
    with pytest.raises(Refusal, match="Alex Practice set it free"):
        await second.desk.reply(Reply(item_id=item.id, version=item.version, text=ANSWER))
    await second.reply(await second.item(item.id))


async def stale(stand: Stand, holder: Stand) -> list[HeldItem]:
    """What lies untouched, while the console of whoever holds it is alive."""
    await keep_alive(holder.office)
    return [one for one in await stand.desk.held_items() if one.is_stale]


async def test_what_lies_untouched_for_half_of_the_time_for_an_answer_is_stale(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await second.desk.claim(item.id)
    stand.clock.advance(timedelta(minutes=119))  # half of half a working day of eight hours is two hours
    assert await stale(stand, second) == []
    stand.clock.advance(timedelta(minutes=1))
    (one,) = await stale(stand, second)
    assert (one.item.id, one.name, one.idle_minutes) == (item.id, "Robin Colleague", 120)
    await stand.desk.set_free(SetFree(items=(one.as_read,)))
    assert await stand.desk.held_items() == []


async def test_a_draft_or_an_act_of_the_holder_keeps_a_claim_fresh(stand: Stand, second: Stand) -> None:
    items = [await stand.comes_in(incoming(f"c{number}")) for number in range(3)]
    for item in items:
        await second.desk.claim(item.id)
    stand.clock.advance(timedelta(hours=1))
    await second.desk.save_draft(items[0].id, ActionKind.REPLY, "Half an answer")
    await second.desk.note(AddNote(**await stand.at(items[1]), text="She telephoned."))
    await stand.desk.note(AddNote(**await stand.at(items[2]), text="Still nothing?"))  # somebody else's keeps nothing
    stand.clock.advance(timedelta(hours=1))
    assert [one.item.id for one in await stale(stand, second)] == [items[2].id]
    assert [one.idle_minutes for one in await stand.desk.held_items()] == [60, 60, 120]


async def test_a_night_makes_no_claim_stale(stand: Stand, second: Stand) -> None:
    stand.clock.at = stand.clock.at.replace(hour=16, minute=0)
    item = await stand.comes_in()
    await second.desk.claim(item.id)
    stand.clock.advance(timedelta(days=2, hours=17))  # Monday at 09:00: one working hour later
    assert await stale(stand, second) == []
    stand.clock.advance(timedelta(hours=1))
    assert [one.item.id for one in await stale(stand, second)] == [item.id]


async def test_what_a_console_that_died_held_is_held_by_nobody_in_every_list(stand: Stand, second: Stand) -> None:
    item = await stand.comes_in()
    await second.desk.claim(item.id)
    assert [one.item.id for one in await stand.desk.held_items()] == [item.id]
    stand.clock.advance(timedelta(minutes=3))  # and nobody has kept it alive
    assert await stand.desk.held_items() == []
    assert [member.holds for member in (await stand.desk.staff()).members] == [0, 0]
    order = HandOut(person_ids=("alex-practice",), count=5)
    assert [share.held for share in (await stand.desk.hand_out_plan(order)).shares] == [0]
