"""It learns: from what is sent and what is passed over, with nobody's data in it, and as if never when taken back."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from copy import copy
from functools import lru_cache
from typing import Any

import pytest
from stand import NOT_ALLOWED, Stand, incoming, message, open_stand, pack
from test_forgetting import forget, rows_with

from console.desk import suggesting
from console.desk.desk import Desk
from console.desk.orders import DeclareIncident, MoveToPrivate, Reply
from console.desk.records import Record
from console.errors import NotPermitted, NotPossible
from console.model import Item, ItemKind, LearnedPhrase, Lesson, Offered
from console.rules.suggest import Suggester
from console.store.sqlite_store import SqliteStore

COLD = "no heating again, the boiler has broken down and the radiators are stone cold"
FREE = "Thank you. We have a drop-in on Friday and would love to see you: https://www.gov.uk/housing"
NOT_A_WORD = "Zwetschgenbaum"


@lru_cache
def library(policy: str) -> Suggester:
    made = Suggester(pack(policy).templates)
    made.none_fits(made.suggest(COLD, ItemKind.COMMENT))
    return made


@pytest.fixture(autouse=True)
def built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every desk listens for itself; what they listen over is the pack's and costs half a second to build."""
    monkeypatch.setattr(suggesting, "suggester", lambda policy: copy(library(policy.name)))


async def offered(stand: Stand, item: Item, desk: Desk | None = None) -> list[str]:
    found = await (desk or stand.desk).suggestions(await stand.dossier(item))
    return [one.template_id for one in found]


def filled(stand: Stand, template_id: str, item: Item) -> str:
    return stand.desk.fill(stand.office.policy.template(template_id).text, item)


async def accept(stand: Stand, item: Item, desk: Desk | None = None) -> str:
    """Send the first suggestion as it stands; its template."""
    desk = desk or stand.desk
    first = (await desk.suggestions(await stand.dossier(item)))[0]
    await desk.reply(Reply(**await stand.at(item), text=first.text, template_id=first.template_id, reason="sent"))
    return first.template_id


async def by_template(stand: Stand) -> dict[str, list[LearnedPhrase]]:
    found: dict[str, list[LearnedPhrase]] = {}
    for phrase in await stand.desk.learned():
        found.setdefault(phrase.template_id, []).append(phrase)
    return found


# -- accepted, rejected, neither -------------------------------------------------------------------------------------


async def test_an_accepted_suggestion_adds_its_message_with_who_when_and_from_which_item(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", COLD))
    template_id = await accept(stand, item)
    (phrase,) = await stand.desk.learned()
    assert (phrase.template_id, phrase.text, phrase.item_id) == (template_id, COLD, item.id)
    assert (phrase.person, phrase.learned_at) == (stand.desk.person.id, stand.clock.now())
    assert (phrase.accepted, phrase.rejected, phrase.people) == (1, 0, 1)


async def test_a_template_that_was_changed_a_little_is_accepted_and_a_rewritten_one_teaches_nothing(
    stand: Stand,
) -> None:
    for number, (more, learned) in enumerate([("We open at nine.", 1), (f"{FREE} " * 3, 1)]):
        item = await stand.comes_in(incoming(f"c{number}", f"{COLD} {'again ' * number}"))
        first = (await stand.desk.suggestions(await stand.dossier(item)))[0]
        await stand.reply(item, f"{first.text} {more}", template_id=first.template_id, reason="sent")
        assert len(await stand.desk.learned()) == learned


async def test_a_free_reply_counts_against_the_suggestion_that_stood_first(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", COLD))
    first = (await offered(stand, item))[0]
    await stand.reply(item, FREE, reason="sent")
    (phrase,) = await stand.desk.learned()
    assert (phrase.template_id, phrase.accepted, phrase.rejected) == (first, 0, 1)


async def test_who_takes_the_second_suggestion_teaches_both(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", COLD))
    first, second, _ = await offered(stand, item)
    await stand.reply(item, filled(stand, second, item), template_id=second, reason="sent")
    learned = await by_template(stand)
    assert [(one.accepted, one.rejected) for one in learned[second]] == [(1, 0)]
    assert [(one.accepted, one.rejected) for one in learned[first]] == [(0, 1)]


async def test_a_reply_to_which_nothing_was_suggested_counts_against_nothing(stand: Stand) -> None:
    await stand.reply(await stand.comes_in(incoming("c1", COLD)), FREE, reason="sent")
    assert await stand.desk.learned() == []


async def test_a_template_chosen_while_writing_is_known_by_its_words(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", COLD))
    await stand.reply(item, filled(stand, "heating-no-heat", item), reason="sent")
    assert [phrase.template_id for phrase in await stand.desk.learned()] == ["heating-no-heat"]


async def test_moving_to_private_teaches_only_what_template_it_began_from(stand: Stand) -> None:
    timescale = stand.office.policy.core.timescale[0]
    for number, text in enumerate(["We are on it.", filled(stand, "heating-private-details", await fresh(stand))]):
        item = await stand.comes_in(incoming(f"c{number}", COLD))
        await offered(stand, item)
        order: dict[str, Any] = {"private_text": f"{text} We will be in touch {timescale.text}.", "public_text": ""}
        await stand.desk.move_to_private(
            MoveToPrivate(**await stand.at(item), **order, timescale_id=timescale.id, reason="sent")
        )
    assert [(one.template_id, one.accepted) for one in await stand.desk.learned()] == [("heating-private-details", 1)]
    assert sum(one.taken for one in await stand.desk.template_figures()) == 1
    assert max(one.offered for one in await stand.desk.template_figures()) == 1


async def fresh(stand: Stand) -> Item:
    return await stand.comes_in(incoming("fresh", "hello there all of you"))


# -- standing --------------------------------------------------------------------------------------------------------


async def test_two_people_who_accept_the_same_end_the_probation(stand: Stand) -> None:
    robin = await stand.sign_in("Robin Colleague", "customer-hub-advisor")
    for number, desk in enumerate([stand.desk, robin]):
        await accept(stand, await stand.comes_in(incoming(f"c{number}", COLD)), desk)
    (phrase,) = await stand.desk.learned()
    assert (phrase.accepted, phrase.people) == (2, 2)


async def test_what_one_console_learned_another_suggests_by(stand: Stand, second: Stand) -> None:
    """Each console hears of it with the next suggestion, also of what was taken back."""
    text = "the wotsit in the airing cupboard has gone and we are frozen"
    item = await stand.comes_in(incoming("c1", text))
    before = await offered(second, item)
    taken = before[1]
    await stand.reply(item, filled(stand, taken, item), template_id=taken, reason="sent")
    again = await stand.comes_in(incoming("c2", text))
    reasons = {one.template_id: one.because for one in await second.desk.suggestions(await stand.dossier(again))}
    assert reasons[taken].startswith("learned, on probation, like: “the wotsit")
    await stand.desk.undo_last()
    reasons = {one.template_id: one.because for one in await second.desk.suggestions(await stand.dossier(again))}
    assert not any("learned" in because for because in reasons.values())


# -- nobody's data ----------------------------------------------------------------------------------------------------


async def test_what_is_learned_names_nobody(stand: Stand) -> None:
    text = f"{COLD}. I am Wilma at 14 Acre Lane, ring 07700 900123. Brightwater"
    item = await stand.comes_in(incoming("c1", text, author_name="Wilma Brightwater"))
    await stand.reply(item, filled(stand, "heating-no-heat", item), template_id="heating-no-heat", reason="sent")
    (phrase,) = await stand.desk.learned()
    assert phrase.text == f"{COLD}. I am •••, ring •••. •••"


@pytest.mark.parametrize("words", ["I can't go on any more, I want to end it all", "you useless fucking cunts"])
async def test_despair_and_abuse_are_not_kept_to_be_compared_with(stand: Stand, words: str) -> None:
    item = await stand.comes_in(incoming("c1", f"{COLD} {words}"))
    await stand.reply(item, filled(stand, "heating-no-heat", item), template_id="heating-no-heat", reason="sent")
    assert await stand.desk.learned() == []
    assert [one.taken for one in await stand.desk.template_figures() if one.taken] == [1]


@pytest.mark.parametrize("situation", ["out-of-hours", "closure", "crisis", "domestic-abuse"])
async def test_a_reply_for_the_hour_or_for_somebody_at_risk_says_nothing_of_the_words(
    stand: Stand, situation: str
) -> None:
    templates = stand.office.policy.templates
    chosen = next(one.id for one in templates if one.situation == situation and one.is_for(is_private=False))
    item = await stand.comes_in(incoming("c1", COLD))
    await stand.reply(item, filled(stand, chosen, item), template_id=chosen, reason="sent")
    assert await stand.desk.learned() == []


async def test_who_passes_over_a_reply_for_the_hour_says_nothing_of_the_words(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", COLD))
    closed = next(one.id for one in stand.office.policy.templates if one.situation == "out-of-hours")
    await stand.reply(item, FREE, reason="sent", offered=Offered((closed,), fits=True))
    assert await stand.desk.learned() == []


async def test_an_offer_of_a_template_that_the_pack_does_not_have_hinders_no_reply(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", COLD))
    await stand.reply(item, FREE, reason="sent", offered=Offered(("gone-since",), fits=True))
    assert await stand.desk.learned() == []


async def test_an_incidents_reply_says_nothing_of_the_words_that_it_answers(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", COLD))
    await offered(stand, item)
    template = stand.office.policy.template("heating-no-heat")
    order = DeclareIncident(**await stand.at(item), title="No heating", reply=template.text, template_id=template.id)
    incident = await stand.desk.declare_incident(order)
    await stand.reply(
        await stand.item(item.id), filled(stand, template.id, item), reason="sent", incident_id=incident.id
    )
    assert await stand.desk.learned() == []
    assert all(one.taken == 0 for one in await stand.desk.template_figures())


async def test_what_was_learned_from_somebody_goes_with_what_they_wrote(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", f"{COLD} {NOT_A_WORD}"))
    await accept(stand, item)
    assert "learned_phrases.text" in rows_with(stand, NOT_A_WORD)
    await forget(stand, item)
    assert [place for place in rows_with(stand, NOT_A_WORD) if not place.startswith("search_")] == []
    assert await stand.desk.learned() == []
    stand.verify()


async def test_it_goes_also_when_somebody_elses_answer_bore_it_out(stand: Stand) -> None:
    first = await stand.comes_in(incoming("c1", f"{COLD} {NOT_A_WORD}"))
    await accept(stand, first)
    await accept(stand, await stand.comes_in(incoming("c2", f"{COLD} {NOT_A_WORD}s")))
    assert [one.accepted for one in await stand.desk.learned()] == [2]
    await forget(stand, first)
    assert await stand.desk.learned() == []


async def test_what_somebody_else_taught_as_well_stays_without_the_forgotten_answers_vote(stand: Stand) -> None:
    first = await stand.comes_in(incoming("c1", COLD))
    await accept(stand, first)
    second = await stand.comes_in(incoming("c2", COLD))
    await accept(stand, second)
    await forget(stand, second)
    assert [(one.item_id, one.accepted) for one in await stand.desk.learned()] == [(first.id, 1)]


async def test_the_record_says_what_was_learned_without_a_word_of_it(stand: Stand) -> None:
    await accept(stand, await stand.comes_in(incoming("c1", f"{COLD} {NOT_A_WORD}")))
    entry = next(one for one in await stand.office.store.audit_entries() if one.event == "reply")
    assert (entry.details["template"], entry.details["edit"]) == ("heating-no-heat", 0.0)
    (lesson,) = entry.details["learned"]  # type: ignore[misc]
    assert (lesson["template"], lesson["for"]) == ("heating-no-heat", True)
    assert NOT_A_WORD not in json.dumps(entry.details)
    stand.verify()


# -- taken back -------------------------------------------------------------------------------------------------------


async def test_what_is_taken_back_before_it_left_taught_nothing(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", COLD))
    await accept(stand, item)
    await stand.desk.undo_last()
    assert await stand.desk.learned() == []
    assert all((one.offered, one.taken) == (0, 0) for one in await stand.desk.template_figures())


async def test_taking_one_of_two_back_leaves_what_the_other_taught(stand: Stand) -> None:
    await accept(stand, await stand.comes_in(incoming("c1", COLD)))
    await stand.deliver()
    await accept(stand, await stand.comes_in(incoming("c2", COLD)))
    await stand.desk.undo_last()
    assert [(one.accepted, one.people) for one in await stand.desk.learned()] == [(1, 1)]


async def test_an_answer_that_failed_and_was_given_up_taught_nothing(stand: Stand) -> None:
    stand.meets(NOT_ALLOWED)
    item = await stand.comes_in(incoming("c1", COLD))
    await accept(stand, item)
    await stand.deliver()
    assert len(await stand.desk.learned()) == 1
    await stand.desk.settle((await stand.deliveries(item))[0].id, has_arrived=False)
    assert await stand.desk.learned() == []


async def test_a_learned_phrase_can_be_forgotten_by_its_number(stand: Stand) -> None:
    await accept(stand, await stand.comes_in(incoming("c1", f"{COLD} {NOT_A_WORD}")))
    await stand.deliver()
    (phrase,) = await stand.desk.learned()
    assert await stand.desk.forget_learned([phrase.id, phrase.id]) == [phrase]
    assert await stand.desk.learned() == []
    assert "learned.forgotten" in await stand.events()
    assert [place for place in rows_with(stand, NOT_A_WORD) if place.startswith(("learned", "audit"))] == []
    stand.verify()


async def test_of_several_numbers_with_one_unknown_none_is_forgotten(stand: Stand) -> None:
    await accept(stand, await stand.comes_in(incoming("c1", COLD)))
    (phrase,) = await stand.desk.learned()
    with pytest.raises(NotPossible, match="under 998, 999"):
        await stand.desk.forget_learned([phrase.id, 998, 999])
    assert await stand.desk.learned() == [phrase]


async def test_who_may_not_answer_may_not_change_what_was_learned(stand: Stand) -> None:
    colleague = await stand.sign_in("Casey Colleague", "colleague")
    with pytest.raises(NotPermitted):
        await colleague.forget_learned([1])
    with pytest.raises(NotPermitted):
        await colleague.take_learned([])


# -- sharing ----------------------------------------------------------------------------------------------------------


async def test_what_is_shared_arrives_on_probation_elsewhere_and_is_known_the_second_time(
    stand: Stand, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await accept(stand, await stand.comes_in(incoming("c1", COLD)))
    lines = await stand.desk.share_learned()
    assert json.loads(lines[0]) | {"learned": ""} == {
        "template": "heating-no-heat", "text": COLD, "accepted": 1, "rejected": 0, "people": 1, "learned": "",
    }  # fmt: skip
    there = await open_stand(tmp_path_factory.mktemp("there"))
    try:
        taken = await there.desk.take_learned(["", *lines])
        assert (taken.new, taken.known, taken.problems) == (1, 0, ())
        assert (await there.desk.take_learned(lines)).known == 1
        (phrase,) = await there.desk.learned()
        assert (phrase.text, phrase.is_shared, phrase.item_id) == (COLD, True, None)
        assert (phrase.accepted, phrase.people) == (0, 0)
        assert await there.desk.share_learned() == []  # it is not theirs to share
        there.verify()
    finally:
        await there.office.store.close()
        there.world.close()


async def test_what_was_written_in_private_or_speaks_against_a_template_stays_in_the_house(stand: Stand) -> None:
    private = await stand.comes_in(message("m1", COLD))
    await accept(stand, private)
    public = await stand.comes_in(incoming("c1", "the lift is stuck between floors again"))
    await offered(stand, public)
    await stand.reply(public, FREE, reason="sent")
    assert len(await stand.desk.learned()) == 2
    assert await stand.desk.share_learned() == []


async def test_lines_that_cannot_be_used_are_named_and_the_others_kept(stand: Stand) -> None:
    good = {"template": "heating-no-heat", "text": "cold in here, ring 07700 900123 about it"}
    lines = [
        json.dumps(good),
        "not json",
        '{"template": "heating-no-heat"}',
        '{"template": "of-another-pack", "text": "cold again today"}',
        '{"template": "heating-no-heat", "text": "ok"}',
    ]
    taken = await stand.desk.take_learned(lines)
    assert taken.new == 1
    assert [problem.split(":")[0] for problem in taken.problems] == ["line 2", "line 3", "line 4", "line 5"]
    assert 'has no template "of-another-pack"' in taken.problems[2]
    assert [phrase.text for phrase in await stand.desk.learned()] == ["cold in here, ring ••• about it"]


async def test_a_template_takes_only_so_many_shared_phrases(stand: Stand) -> None:
    lines = [json.dumps({"template": "heating-no-heat", "text": f"cold since the {n}th of May"}) for n in range(22)]
    taken = await stand.desk.take_learned(lines)
    assert taken.new == 20
    assert [problem[:8] for problem in taken.problems] == ["line 21:", "line 22:"]


async def test_a_lesson_of_ours_takes_the_place_of_a_shared_phrase_that_nobody_bore_out(stand: Stand) -> None:
    lines = [json.dumps({"template": "heating-no-heat", "text": f"tepid since the {n}th of May"}) for n in range(20)]
    await stand.desk.take_learned(lines)
    await accept(stand, await stand.comes_in(incoming("c1", COLD)))
    learned = await stand.desk.learned()
    assert len(learned) == 20
    assert [one.text for one in learned if not one.is_shared] == [COLD]


# -- figures ----------------------------------------------------------------------------------------------------------


async def test_how_each_template_fared_is_kept(stand: Stand) -> None:
    first = await stand.comes_in(incoming("c1", COLD))
    names = await offered(stand, first)
    await accept(stand, first)
    second = await stand.comes_in(incoming("c2", COLD))
    text = filled(stand, names[0], second)
    await offered(stand, second)
    await stand.reply(second, f"{text} Also: {text[:60]}", template_id=names[0], reason="sent")
    third = await stand.comes_in(incoming("c3", COLD))
    await offered(stand, third)
    await stand.reply(third, FREE, reason="sent")
    figures = {one.template_id: one for one in await stand.desk.template_figures()}
    assert list(figures) == [template.id for template in stand.office.policy.templates]
    one = figures[names[0]]
    assert (one.offered, one.taken, one.unchanged) == (3, 2, 1)
    assert one.mean_edit is not None
    assert 0 < one.mean_edit < 0.2
    assert (figures[names[1]].taken, figures[names[1]].mean_edit) == (0, None)


async def test_twelve_nearly_identical_free_replies_are_offered_as_a_template(stand: Stand) -> None:
    sent = (
        "Hello {}, the fun day is on Saturday the 12th at the green. Bring a chair! More is at https://www.gov.uk/fun"
    )
    for number in range(12):
        name = f"{['Wilma', 'Greta', 'Hugo', 'Iris'][number % 4]} Quill"
        text = f"when is the fun day this year please, {number % 7 + 3} of us want to come"
        item = await stand.comes_in(incoming(f"c{number}", text, author_name=name, author_external_id=f"a{number % 4}"))
        await stand.reply(item, sent.format(name.split()[0]), reason="sent")
        assert await stand.desk.new_templates() == []
    await stand.deliver()
    (draft,) = await stand.desk.new_templates()
    assert 'text = "Hello {first_name}, the fun day is on Saturday' in draft
    assert "Written by hand 12 times" in draft
    assert "Quill" not in draft


async def test_a_phrase_that_is_forgotten_while_somebody_answers_takes_no_vote(stand: Stand) -> None:
    """The vote names a phrase by its number; a colleague may have taken it back a moment before."""
    await accept(stand, await stand.comes_in(incoming("c1", COLD)))
    with closing(sqlite3.connect(stand.path)) as connection:
        connection.execute("pragma foreign_keys = on")
        connection.execute("delete from learned_phrases")
        connection.commit()
    store = stand.office.store
    assert isinstance(store, SqliteStore)
    item = await stand.comes_in(incoming("c2", COLD))
    async with store.transaction() as tx:
        await tx.learn(1, item, "sam", stand.clock.now(), [Lesson("heating-no-heat", True, phrase_id=1)])
        await tx.record(Record(stand.clock.now(), "test", "learn"))
    assert await stand.desk.learned() == []
