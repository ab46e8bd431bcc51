"""Many write about one thing: declared, gathered, reviewed together, answered one by one, and ended."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from stand import ANSWER, NOW, TOKEN_EXPIRED, UNDO, OpenStand, Stand, incoming, message

from console.desk import incidents
from console.desk.gathering import Gathering
from console.desk.orders import (
    AddNote,
    AnswerIncident,
    Close,
    DeclareIncident,
    Done,
    JoinIncident,
    LeaveIncident,
    Order,
    Reopen,
    Review,
    ReviseIncident,
    Sent,
)
from console.errors import NotPermitted, NotPossible, Stale
from console.model import ActionKind, Incident, Item, ItemState
from console.rules.conduct import Outbound

LIFT = "Lift is out at Tarrymuir Gardens, can someone come please"
OTHERS = (
    "The lift is out at Tarrymuir Gardens. Can somebody come please?",
    "lift oot at tarrymuir gardens again!! can somebody come",
)
ELSEWHERE = "Lift is out at Gowanbrae Terrace, can someone come please"
REPLY = "Hello {first_name}, we are sorry about the lift. Please see https://www.gov.uk/housing"


async def many(stand: Stand, *texts: str) -> list[Item]:
    """Different people write these, a minute apart."""
    return [
        await stand.comes_in(
            incoming(
                f"c{place}",
                text,
                author_external_id=f"a{place}",
                author_name=f"Name{'abcdefgh'[place]} Person",
                received_at=NOW - timedelta(minutes=30 - place),
            )
        )
        for place, text in enumerate(texts)
    ]


async def declared(stand: Stand, item: Item, *, title: str = "Lift out at Tarrymuir Gardens") -> Incident:
    order = DeclareIncident(**await stand.at(item), title=title, reply=REPLY)
    return await stand.desk.declare_incident(order)


async def answered(
    stand: Stand, review: Review, *, reason: str | None = None, warned: tuple[int, ...] = ()
) -> list[Sent]:
    """The reply sent to all that is not set apart."""
    ticked = tuple(Order(item_id=one.item.id, version=one.item.version) for one in review.gathered if one.apart is None)
    incident = review.incident
    return await stand.desk.answer_incident(
        AnswerIncident(incident_id=incident.id, reply=incident.reply, items=ticked, reason=reason, warned=warned)
    )


def apart(review: Review) -> dict[int, str | None]:
    return {one.item.id: one.apart for one in review.gathered}


def texts(review: Review) -> list[str]:
    return [one.item.text for one in review.gathered]


# -- declaring and gathering -----------------------------------------------------------------------------------------


async def test_what_is_like_it_is_gathered_and_another_house_is_not(stand: Stand) -> None:
    first, *_ = await many(stand, LIFT, *OTHERS, ELSEWHERE, "How do I pay my rent?")
    incident = await declared(stand, first)
    assert incident.items == 3
    assert texts(await stand.desk.review(incident.id)) == [LIFT, *OTHERS]
    entries = [entry for entry in await stand.office.store.audit_entries() if entry.event == "incident.declared"]
    assert entries[0].details["items"] == [first.id, first.id + 1, first.id + 2]
    assert "Tarrymuir" not in str(entries[0].details)
    stand.verify()


async def test_what_arrives_while_it_runs_joins_it_once(stand: Stand) -> None:
    (first,) = await many(stand, LIFT)
    incident = await declared(stand, first)
    gathering = Gathering(stand.office)
    later = await stand.comes_in(incoming("m9", OTHERS[0], author_external_id="a9", received_at=NOW))
    other = await stand.comes_in(incoming("m10", ELSEWHERE, author_external_id="a10", received_at=NOW))
    assert await gathering.step() == [later.id]
    assert await gathering.step() == []
    assert await Gathering(stand.office).step() == [], "another console finds nothing left to do"
    assert (await stand.item(later.id)).version == later.version, "whoever reads it just now is not refused"
    assert (await stand.item(other.id)).incident_id is None
    assert "incident.joined" in await stand.events()
    assert (await stand.dossier(later)).incident == replace(incident, items=2)


async def test_what_came_long_before_or_was_answered_is_left_alone(stand: Stand) -> None:
    old = await stand.comes_in(incoming("c8", OTHERS[0], author_external_id="a8", received_at=NOW - timedelta(days=2)))
    first, done = await many(stand, LIFT, OTHERS[1])
    await stand.reply(done)
    incident = await declared(stand, first)
    assert texts(await stand.desk.review(incident.id)) == [LIFT]
    assert [(await stand.item(one.id)).incident_id for one in (old, done)] == [None, None]


async def test_a_private_message_belongs_to_it_as_well(stand: Stand) -> None:
    (first,) = await many(stand, LIFT)
    private = await stand.comes_in(message("m1", OTHERS[0], author_external_id="a7"))
    await declared(stand, first)
    assert (await stand.item(private.id)).incident_id is not None


async def test_what_was_not_gathered_can_be_put_under_it_by_hand(stand: Stand) -> None:
    first, other = await many(stand, LIFT, "Still stuck on the fifth floor!")
    incident = await declared(stand, first)
    joined = await stand.desk.join_incident(JoinIncident(**await stand.at(other), incident_id=incident.id))
    assert joined.items == 2
    with pytest.raises(NotPossible):
        await stand.desk.join_incident(JoinIncident(**await stand.at(other), incident_id=incident.id))


async def test_an_item_stands_under_one_incident(stand: Stand) -> None:
    (first,) = await many(stand, LIFT)
    await declared(stand, first)
    with pytest.raises(NotPossible, match="under an incident already"):
        await declared(stand, first, title="Lift out again")
    assert len(await stand.desk.incidents()) == 1


async def test_an_incident_needs_a_title_and_a_reply(stand: Stand) -> None:
    (first,) = await many(stand, LIFT)
    for title, reply in ((" ", REPLY), ("Lift out", " ")):
        with pytest.raises(NotPossible):
            await stand.desk.declare_incident(DeclareIncident(**await stand.at(first), title=title, reply=reply))


async def test_who_may_not_reply_may_not_declare_change_or_end_one(stand: Stand) -> None:
    (first,) = await many(stand, LIFT)
    incident = await declared(stand, first)
    reader = await stand.sign_in("Rea Der", "colleague")
    with pytest.raises(NotPermitted):
        await reader.declare_incident(DeclareIncident(**await stand.at(first), title="x", reply="y"))
    with pytest.raises(NotPermitted):
        await reader.revise_incident(ReviseIncident(incident_id=incident.id, reply="y"))
    with pytest.raises(NotPermitted):
        await reader.end_incident(incident.id)


# -- suggestions and the list ----------------------------------------------------------------------------------------


async def test_its_reply_is_the_first_suggestion_for_each_of_them_with_their_own_name(stand: Stand) -> None:
    first, second = await many(stand, LIFT, OTHERS[0])
    await declared(stand, first)
    offered = (await stand.desk.suggestions(await stand.dossier(second)))[0]
    assert offered.because == "incident: Lift out at Tarrymuir Gardens"
    assert offered.text.startswith("Hello Nameb, we are sorry about the lift.")


async def test_how_many_are_alike_is_known_before_anybody_declares_it(stand: Stand) -> None:
    first, *_ = await many(stand, LIFT, *OTHERS, ELSEWHERE)
    assert await stand.desk.lookalikes(first) == 2


# -- answering -------------------------------------------------------------------------------------------------------


async def test_each_gets_a_reply_of_its_own_that_can_be_taken_back(stand: Stand) -> None:
    first, *_ = await many(stand, LIFT, *OTHERS)
    sent = await answered(stand, await stand.desk.review((await declared(stand, first)).id))
    assert [one.done is not None for one in sent] == [True, True, True]
    for _ in range(2):
        await stand.desk.undo_last()
    await stand.deliver()
    assert len(stand.said()) == 1
    assert stand.said()[0].startswith("Hello Namea, we are sorry")
    assert (await stand.item(first.id)).state is ItemState.ANSWERED
    assert (await stand.item(first.id + 2)).state is ItemState.OPEN
    stand.verify()


async def test_the_review_is_kept_as_the_reason_and_none_is_asked_for(stand: Stand) -> None:
    first, *_ = await many(stand, LIFT, *OTHERS)
    incident = await declared(stand, first)
    review = await stand.desk.review(incident.id)
    assert [one.warned for one in review.gathered] == [None, None, None]
    sent = await answered(stand, review)
    assert all(one.done for one in sent)
    replies = [entry for entry in await stand.office.store.audit_entries() if entry.event == ActionKind.REPLY.value]
    assert [entry.details["incident"] for entry in replies] == [incident.id] * 3


async def test_the_same_answer_is_pointed_out_outside_an_incident_and_not_within(stand: Stand) -> None:
    first, second, third = await many(stand, LIFT, OTHERS[0], "How do I pay my rent?")
    text = "Hello, we are sorry about the lift. The engineer is on the way, please see https://www.gov.uk/housing"
    await stand.reply(first, text)
    assert "repeated" in {f.rule for f in stand.desk.check(text, Outbound.REPLY, second).findings}
    await declared(stand, second)
    within = await stand.item(second.id)
    assert "repeated" not in {f.rule for f in stand.desk.check(text, Outbound.REPLY, within).findings}
    assert "repeated" in {f.rule for f in stand.desk.check(text, Outbound.REPLY, third).findings}


async def test_one_that_is_refused_says_why_and_stops_no_other(stand: Stand) -> None:
    first, second, third = await many(stand, LIFT, *OTHERS)
    review = await stand.desk.review((await declared(stand, first)).id)
    colleague = await stand.sign_in("Kim Colleague", "customer-hub-advisor")
    await colleague.claim(second.id)
    stand.world.edit("facebook", "c2", "It works again")
    await stand.fetch()
    sent = await answered(stand, review)
    assert [one.item_id for one in sent if one.done] == [first.id]
    assert "working on this" in sent[1].why_not
    assert "author changed the text" in sent[2].why_not
    assert third.id == sent[2].item_id


async def test_a_channel_that_takes_nothing_refuses_its_own_only(stand: Stand) -> None:
    first, second, rent = await many(stand, LIFT, OTHERS[0], "How do I pay my rent?")
    elsewhere = await stand.comes_in(incoming("y1", OTHERS[1], channel="youtube", author_external_id="y"))
    incident = await declared(stand, first)
    stand.meets(TOKEN_EXPIRED)
    await stand.reply(rent)
    await stand.deliver()
    sent = await answered(stand, await stand.desk.review(incident.id))
    assert {one.item_id: bool(one.done) for one in sent} == {first.id: False, second.id: False, elsewhere.id: True}
    assert all("no longer accepts our sign-in" in one.why_not for one in sent if one.done is None)


async def test_a_reply_that_the_check_stops_goes_to_nobody(stand: Stand) -> None:
    first, *_ = await many(stand, LIFT, OTHERS[0])
    order = DeclareIncident(
        **await stand.at(first), title="Lift out at Tarrymuir", reply="Sorry! {reference} \U0001f600"
    )
    review = await stand.desk.review((await stand.desk.declare_incident(order)).id)
    assert all(one.stopped for one in review.gathered)
    sent = await answered(stand, review)
    assert all("cannot go out" in one.why_not for one in sent)
    await stand.deliver()
    assert stand.said() == []


async def test_a_reason_passes_the_warnings_that_somebody_read_and_no_others(stand: Stand) -> None:
    first, second = await many(stand, LIFT, OTHERS[0])
    long = " ".join(["We will let you know as soon as we can."] * 8) + " https://www.gov.uk/housing"
    order = DeclareIncident(**await stand.at(first), title="Lift out at Tarrymuir", reply=long)
    review = await stand.desk.review((await stand.desk.declare_incident(order)).id)
    assert all(one.warned for one in review.gathered)
    assert not any(one.done for one in await answered(stand, review, reason="Said to many"))
    sent = await answered(stand, review, reason="Said to many", warned=(second.id,))
    assert [one.item_id for one in sent if one.done] == [second.id]
    reasons = [action.reason for action in (await stand.dossier(second)).actions]
    assert reasons == ["Said to many"]


async def test_all_that_the_check_warns_of_is_told(stand: Stand) -> None:
    (first,) = await many(stand, LIFT)
    long = " ".join(["We will let you know as soon as we can."] * 8) + " Please utilise our web-site, OMG."
    order = DeclareIncident(**await stand.at(first), title="Lift out at Tarrymuir", reply=long)
    review = await stand.desk.review((await stand.desk.declare_incident(order)).id)
    whys = [finding.why for finding in stand.desk.check(long, Outbound.REPLY, review.gathered[0].item).warnings]
    assert len(set(whys)) > 1
    assert all(why in str(review.gathered[0].warned) for why in whys)


async def test_a_reply_changed_meanwhile_is_sent_to_nobody(stand: Stand) -> None:
    first, *_ = await many(stand, LIFT, OTHERS[0])
    incident = await declared(stand, first)
    review = await stand.desk.review(incident.id)
    await stand.desk.revise_incident(ReviseIncident(incident_id=incident.id, reply=ANSWER))
    with pytest.raises(Stale):
        await answered(stand, review)
    assert (await stand.desk.review(incident.id)).gathered[0].text == ANSWER
    assert "incident.changed" in await stand.events()


async def test_whoever_is_in_danger_or_wrote_twice_is_set_apart(stand: Stand) -> None:
    first, _ = await many(stand, LIFT, "Lift's out at Tarrymuir Gardens. I can smell gas and I'm trapped, help")
    again = await stand.comes_in(incoming("c7", OTHERS[0], author_external_id="a0", received_at=NOW))
    review = await stand.desk.review((await declared(stand, first)).id)
    why = apart(review)
    assert "same person" in str(why[first.id])
    assert "above the deadlines" in str(why[first.id + 1])
    assert why[again.id] is None


async def test_what_was_sent_before_it_was_cut_short_can_be_taken_back(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *_ = await many(stand, LIFT, *OTHERS)
    review = await stand.desk.review((await declared(stand, first)).id)
    plain, sent = incidents.reply, []

    async def cut_short(*given: Any) -> Done:
        if len(sent) == 2:
            raise asyncio.CancelledError
        sent.append(await plain(*given))
        return sent[-1]

    monkeypatch.setattr(incidents, "reply", cut_short)
    with pytest.raises(asyncio.CancelledError):
        await answered(stand, review)
    for _ in range(2):
        await stand.desk.undo_last()
    await stand.deliver()
    assert stand.said() == []


async def test_what_a_colleague_works_on_says_who_has_it(stand: Stand) -> None:
    first, second = await many(stand, LIFT, OTHERS[0])
    incident = await declared(stand, first)
    colleague = await stand.sign_in("Kim Colleague", "customer-hub-advisor")
    await colleague.claim(second.id)
    await stand.desk.claim(first.id)
    review = await stand.desk.review(incident.id)
    assert [(one.holder, one.is_plain) for one in review.gathered] == [(None, True), ("Kim Colleague", False)]


# -- taking one out, and what comes back -----------------------------------------------------------------------------


async def test_an_item_that_is_taken_out_stays_out_until_it_is_put_back(stand: Stand) -> None:
    first, second = await many(stand, LIFT, OTHERS[0])
    incident = await declared(stand, first)
    review = await stand.desk.review(incident.id)
    gathering = Gathering(stand.office)
    await stand.desk.leave_incident(LeaveIncident(**await stand.at(second), incident_id=incident.id))
    assert texts(await stand.desk.review(incident.id)) == [LIFT]
    await stand.desk.note(AddNote(**await stand.at(second), text="Another lift."))
    assert [await gathering.step(), await gathering.step(), await Gathering(stand.office).step()] == [[], [], []]
    sent = await answered(stand, review)
    assert [one.item_id for one in sent if one.done] == [first.id], "what was reviewed before is not sent to it"
    with pytest.raises(NotPossible, match="not wait under"):
        await stand.desk.leave_incident(LeaveIncident(**await stand.at(second), incident_id=incident.id))
    await stand.desk.join_incident(JoinIncident(**await stand.at(second), incident_id=incident.id))
    assert texts(await stand.desk.review(incident.id)) == [OTHERS[0]]
    (left,) = [entry for entry in await stand.office.store.audit_entries() if entry.event == "incident.left"]
    assert (left.person, left.item_id, left.details) == (
        stand.desk.person.id, second.id, {"incident": incident.id, "items": [second.id]},
    )  # fmt: skip
    stand.verify()


async def test_what_was_taken_out_of_one_incident_can_stand_under_another(stand: Stand) -> None:
    first, second = await many(stand, LIFT, OTHERS[0])
    incident = await declared(stand, first)
    await stand.desk.leave_incident(LeaveIncident(**await stand.at(second), incident_id=incident.id))
    assert (await declared(stand, await stand.item(second.id))).items == 1


async def test_who_may_not_reply_takes_nothing_out(stand: Stand) -> None:
    (first,) = await many(stand, LIFT)
    incident = await declared(stand, first)
    reader = await stand.sign_in("Rea Der", "colleague")
    with pytest.raises(NotPermitted):
        await reader.leave_incident(LeaveIncident(**await stand.at(first), incident_id=incident.id))


async def test_what_is_reopened_while_it_runs_is_gathered(stand: Stand) -> None:
    first, second = await many(stand, LIFT, OTHERS[0])
    await stand.desk.close(Close(**await stand.at(second), reason="told in person"))
    incident = await declared(stand, first)
    gathering = Gathering(stand.office)
    assert await gathering.step() == []
    await stand.desk.reopen(Reopen(**await stand.at(second)))
    assert await gathering.step() == [second.id]
    assert apart(await stand.desk.review(incident.id))[second.id] is None


async def test_what_an_ended_incident_answered_is_gathered_by_the_next_when_it_is_reopened(stand: Stand) -> None:
    first, second, third = await many(stand, LIFT, *OTHERS)
    incident = await declared(stand, first)
    await answered(stand, await stand.desk.review(incident.id))
    await stand.deliver()
    await stand.desk.end_incident(incident.id)
    later = await stand.comes_in(incoming("c8", OTHERS[0], author_external_id="a8", received_at=NOW))
    again = await declared(stand, later)
    gathering = Gathering(stand.office)
    await gathering.step()
    await stand.desk.reopen(Reopen(**await stand.at(third)))
    assert await gathering.step() == [third.id]
    assert "had an answer" in str(apart(await stand.desk.review(again.id))[third.id])
    assert second.id not in apart(await stand.desk.review(again.id))


async def test_who_was_answered_under_it_is_not_ticked_when_they_write_again_or_are_reopened(stand: Stand) -> None:
    first, second = await many(stand, LIFT, OTHERS[0])
    incident = await declared(stand, first)
    await answered(stand, await stand.desk.review(incident.id))
    await stand.deliver()
    await stand.desk.reopen(Reopen(**await stand.at(second)))
    again = await stand.comes_in(incoming("c7", OTHERS[1], author_external_id="a0", received_at=NOW))
    await Gathering(stand.office).step()
    why = apart(await stand.desk.review(incident.id))
    assert list(why) == [second.id, again.id]
    assert all("had an answer" in str(one) for one in why.values())


# -- its end ---------------------------------------------------------------------------------------------------------


async def test_ended_by_a_person_it_gathers_and_answers_nothing_more(stand: Stand) -> None:
    first, second = await many(stand, LIFT, OTHERS[0])
    incident = await declared(stand, first)
    review = await stand.desk.review(incident.id)
    await stand.reply(first)
    assert await stand.desk.end_incident(incident.id) == [second.id]
    assert (await stand.item(second.id)).incident_id is None
    assert (await stand.item(first.id)).incident_id == incident.id, "what was answered under it stays with it"
    assert (await stand.dossier(first)).incident is None
    with pytest.raises(NotPossible, match="has ended"):
        await answered(stand, review)
    with pytest.raises(NotPossible, match="has ended"):
        await stand.desk.end_incident(incident.id)
    await stand.comes_in(incoming("c9", OTHERS[1], author_external_id="a9", received_at=NOW))
    assert await Gathering(stand.office).step() == []
    stand.verify()


async def test_it_ends_by_itself_after_the_packs_time(stand: Stand) -> None:
    (first,) = await many(stand, LIFT)
    incident = await declared(stand, first)
    lasts = timedelta(hours=stand.office.policy.core.incidents.lasts_hours)
    stand.clock.advance(lasts - timedelta(seconds=1))
    await Gathering(stand.office).step()
    assert [one.id for one in await stand.desk.incidents()] == [incident.id]
    stand.clock.advance(timedelta(seconds=1))
    await Gathering(stand.office).step()
    assert await stand.desk.incidents() == []
    (ended,) = [entry for entry in await stand.office.store.audit_entries() if entry.event == "incident.ended"]
    assert ended.person == "halfday"


async def test_what_is_taken_back_after_its_end_can_stand_under_another(stand: Stand) -> None:
    (first,) = await many(stand, LIFT)
    incident = await declared(stand, first)
    await answered(stand, await stand.desk.review(incident.id))
    await stand.desk.end_incident(incident.id)
    await stand.desk.undo_last()
    assert (await declared(stand, first)).id != incident.id


async def test_another_console_sees_it_and_a_restart_keeps_it(stand: Stand, open_another: OpenStand) -> None:
    first, second = await many(stand, LIFT, OTHERS[0])
    incident = await declared(stand, first)
    other = await open_another(console="console-2", world=stand.world, clock=stand.clock)
    assert await other.desk.incidents() == [incident]
    sent = await answered(other, await other.desk.review(incident.id))
    assert len(sent) == 2
    stand.clock.advance(UNDO)
    await other.steps()
    assert (await stand.item(second.id)).state is ItemState.ANSWERED


async def test_what_was_reviewed_leaves_only_while_the_incident_runs_with_that_reply(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", "the lift is stuck again"))
    order = DeclareIncident(**await stand.at(item), title="Lift stuck", reply=REPLY)
    incident = await stand.desk.declare_incident(order)
    with pytest.raises(Stale, match="changed meanwhile"):
        await stand.reply(await stand.item(item.id), "Another text.", reason="x", incident_id=incident.id)
    reviewed = (await stand.desk.review(incident.id)).gathered[0].text
    await stand.desk.end_incident(incident.id)
    with pytest.raises(NotPossible, match="has ended"):
        await stand.reply(await stand.item(item.id), reviewed, reason="x", incident_id=incident.id)
