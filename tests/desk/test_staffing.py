"""Absences, trainings, weeks and departments: who may note them, what follows, and what sign-ins leave alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from stand import ANSWER, NOT_ALLOWED, NOW, Stand, incoming

from console.desk.orders import Assign, Escalate, MoveToPrivate, Remove, Reply
from console.desk.staff_orders import AddPerson, EndAbsence, MarkAbsent, Member, RecordTraining, SetDepartment, SetWeek
from console.errors import NotPermitted, NotPossible, PackProblem, ReasonNeeded
from console.model import Absence, ActionKind, DeliveryState, Person, Training
from console.rules.cover import DeadEndKind

DAY = timedelta(days=1)
ADVISOR = "customer-hub-advisor"
COURSES = ("image-consent", "online-abuse", "private-messages")


async def advisor(stand: Stand, name: str = "Robin Advisor") -> Person:
    return (await stand.sign_in(name, ADVISOR)).person


async def member(stand: Stand, person: Person) -> Member:
    return next(one for one in (await stand.desk.staff()).members if one.person.id == person.id)


async def trained(stand: Stand, person: Person, *courses: str) -> None:
    for course in courses:
        order = RecordTraining(person_id=person.id, course_id=course, passed_at=NOW - DAY, is_confirmed=True)
        await stand.desk.record_training(order)


# -- absences --------------------------------------------------------------------------------------------------------


async def test_an_absence_is_kept_with_its_deputy_and_recorded_without_a_word_of_anybodys(stand: Stand) -> None:
    robin, kim = await advisor(stand), await advisor(stand, "Kim Deputy")
    until = datetime(2026, 12, 24, tzinfo=UTC)
    order = MarkAbsent(person_id=robin.id, from_at=NOW, until_at=until, deputy=kim.id)
    done = await stand.desk.mark_absent(order)
    assert done.said == "Robin Advisor is away from Fri 20 Nov at 10:04, back on Thu 24 Dec. Kim Deputy stands in."
    kept = await stand.office.store.person(robin.id)
    assert kept is not None
    assert kept == done.person
    assert kept.absence(NOW) == Absence(NOW, until, kim.id, id=1)
    entry = (await stand.office.store.audit_entries())[-1]
    assert (entry.event, entry.details["person"], entry.details["deputy"]) == ("person.absent", robin.id, kim.id)
    stand.verify()


async def test_a_sign_in_loses_nothing_of_somebody(stand: Stand) -> None:
    robin = await advisor(stand)
    await stand.desk.mark_absent(MarkAbsent(person_id=robin.id, from_at=NOW + DAY))
    await stand.desk.set_week(SetWeek(person_id=robin.id, works={0: ((540, 720),)}))
    await stand.desk.set_department(SetDepartment(person_id=robin.id, department_id="property"))
    await trained(stand, robin, "online-abuse")
    before = await stand.office.store.person(robin.id)
    again = await stand.sign_in("ROBIN advisor", ADVISOR)
    after = await stand.office.store.person(robin.id)
    assert before is not None
    assert after == replace(before, name="ROBIN advisor") == again.person
    assert (len(after.absences), len(after.trainings), after.department) == (1, 1, "property")


async def test_who_is_back_is_no_longer_away_and_a_coming_absence_can_be_called_off(stand: Stand) -> None:
    robin = await advisor(stand)
    await stand.desk.mark_absent(MarkAbsent(person_id=robin.id, from_at=NOW - DAY, until_at=NOW + DAY))
    await stand.desk.mark_absent(MarkAbsent(person_id=robin.id, from_at=NOW + 5 * DAY))
    assert (await stand.desk.end_absence(EndAbsence(person_id=robin.id))).said == "Robin Advisor is back."
    assert not (await member(stand, robin)).absence
    called_off = await stand.desk.end_absence(EndAbsence(person_id=robin.id))
    assert called_off.said == "Robin Advisor is not away from Wed 25 Nov at 10:04 after all."
    assert called_off.person.absences == ()
    with pytest.raises(NotPossible, match="not marked as away"):
        await stand.desk.end_absence(EndAbsence(person_id=robin.id))


async def test_what_was_over_long_ago_is_no_longer_read(stand: Stand) -> None:
    robin = await advisor(stand)
    for _ in range(3):
        now = stand.clock.now()
        await stand.desk.mark_absent(MarkAbsent(person_id=robin.id, from_at=now, until_at=now + DAY))
        stand.clock.advance(7 * DAY)
    kept = await stand.office.store.person(robin.id)
    assert kept is not None
    assert len(kept.absences) == 1


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"until_at": NOW - DAY}, "ends after it begins"),
        ({"from_at": NOW - 2 * DAY, "until_at": NOW - DAY}, "not before now"),
        ({"deputy": "robin-advisor"}, "stands in for themselves"),
        ({"deputy": "nobody"}, r"Known here: Alex Practice \(alex-practice\), Old Hand"),
        ({"person_id": "nobody"}, "Nobody called nobody"),
        ({"deputy": "old-hand"}, "works here no more"),
        ({"person_id": "old-hand"}, "works here no more"),
    ],
)
async def test_an_absence_that_cannot_be_is_refused(stand: Stand, changes: dict[str, object], why: str) -> None:
    robin = await advisor(stand)
    await stand.save_person(Person("old-hand", "Old Hand", ADVISOR, left_at=NOW - DAY))
    facts: dict[str, object] = {"person_id": robin.id, "from_at": NOW, **changes}
    with pytest.raises(NotPossible, match=why):
        await stand.desk.mark_absent(MarkAbsent(**facts))  # type: ignore[arg-type]


async def test_two_absences_at_once_are_refused_with_the_first(stand: Stand) -> None:
    robin = await advisor(stand)
    await stand.desk.mark_absent(MarkAbsent(person_id=robin.id, from_at=NOW, until_at=NOW + 3 * DAY))
    with pytest.raises(NotPossible, match="already from Fri 20 Nov at 10:04, back on Mon 23 Nov at 10:04"):
        await stand.desk.mark_absent(MarkAbsent(person_id=robin.id, from_at=NOW + 2 * DAY))
    await stand.desk.mark_absent(MarkAbsent(person_id=robin.id, from_at=NOW + 3 * DAY))


async def test_a_deputy_away_at_the_same_time_is_said_and_told_as_a_dead_end(stand: Stand) -> None:
    robin, kim = await advisor(stand), await advisor(stand, "Kim Deputy")
    await stand.desk.mark_absent(MarkAbsent(person_id=kim.id, from_at=NOW))
    done = await stand.desk.mark_absent(MarkAbsent(person_id=robin.id, from_at=NOW, deputy=kim.id))
    assert "But Kim Deputy is away in that time as well." in done.said
    assert DeadEndKind.DEPUTY_AWAY in [end.kind for end in await stand.desk.dead_ends()]


async def test_everybody_marks_themselves_as_away_and_only_a_supervisor_somebody_else(stand: Stand) -> None:
    robin = await stand.sign_in("Robin Advisor", ADVISOR)
    await robin.mark_absent(MarkAbsent(person_id=robin.person.id, from_at=NOW))
    await robin.end_absence(EndAbsence(person_id=robin.person.id))
    with pytest.raises(NotPermitted, match=r"you may not mark a colleague as away .* Who may: .*Team Leader"):
        await robin.mark_absent(MarkAbsent(person_id=stand.desk.person.id, from_at=NOW))


async def test_an_escalation_follows_the_deputies_of_an_absence(stand: Stand) -> None:
    director = (await stand.sign_in("Dana Director", "director-of-property")).person
    other = (await stand.sign_in("Pat Other", "director-of-housing")).person
    await stand.desk.mark_absent(MarkAbsent(person_id=director.id, from_at=NOW, deputy=other.id))
    item = await stand.comes_in(incoming("c1", "The boiler repair was never done."))
    done = await stand.desk.escalate(Escalate(**await stand.at(item), reason="It goes round the town"))
    assert "Escalated to the Director of Housing" in done.said


# -- giving work -----------------------------------------------------------------------------------------------------


async def test_nothing_is_given_to_who_is_away_or_gone(stand: Stand) -> None:
    robin, kim = await advisor(stand), await advisor(stand, "Kim Deputy")
    await stand.save_person(Person("old-hand", "Old Hand", ADVISOR, left_at=NOW - DAY))
    item = await stand.comes_in()
    until = datetime(2026, 12, 24, tzinfo=UTC)
    await stand.desk.mark_absent(MarkAbsent(person_id=robin.id, from_at=NOW, until_at=until, deputy=kim.id))
    with pytest.raises(NotPossible, match=r"Robin Advisor is away, back on Thu 24 Dec\. Kim Deputy stands in"):
        await stand.desk.assign(Assign(**await stand.at(item), person_id=robin.id))
    with pytest.raises(NotPossible, match="Old Hand works here no more"):
        await stand.desk.assign(Assign(**await stand.at(item), person_id="old-hand"))
    await stand.desk.assign(Assign(**await stand.at(item), person_id=kim.id))
    assert (await member(stand, kim)).holds == 1


async def test_who_is_marked_away_and_holds_something_is_named_with_it(stand: Stand) -> None:
    robin = await stand.sign_in("Robin Advisor", ADVISOR)
    await robin.claim((await stand.comes_in()).id)
    done = await stand.desk.mark_absent(MarkAbsent(person_id=robin.person.id, from_at=NOW))
    assert "They hold 1 item: on the supervisor's screen F sets them free and H hands them out." in done.said


# -- trainings -------------------------------------------------------------------------------------------------------


async def test_the_first_record_asks_first_because_others_could_send_no_more(stand: Stand) -> None:
    robin = await advisor(stand)
    order = RecordTraining(person_id=robin.id, course_id="online-abuse", passed_at=NOW - DAY)
    with pytest.raises(ReasonNeeded, match=r"the first training on record.*Alex Practice, Robin Advisor"):
        await stand.desk.record_training(order)
    assert not await stand.office.store.keeps_trainings()
    await stand.desk.record_training(replace(order, is_confirmed=True))
    await stand.desk.record_training(replace(order, course_id="image-consent"))  # from now on nothing more is asked


async def test_a_course_lapses_by_the_pack_and_what_is_missing_is_said(stand: Stand) -> None:
    robin = await advisor(stand)
    passed = datetime(2026, 1, 15, tzinfo=UTC)
    order = RecordTraining(person_id=robin.id, course_id="online-abuse", passed_at=passed, is_confirmed=True)
    done = await stand.desk.record_training(order)
    assert done.person.trainings == (Training("online-abuse", passed, datetime(2028, 1, 15, tzinfo=UTC)),)
    assert "valid until Sat 15 Jan 2028. Still missing: Consent to images of people, Answering" in done.said
    again = replace(order, passed_at=passed + DAY, lapses_at=NOW + DAY)
    assert (await stand.desk.record_training(again)).person.trainings == (
        Training("online-abuse", passed + DAY, NOW + DAY),
    )


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"course_id": "juggling"}, r'no course "juggling". Its courses: image-consent \(Consent'),
        ({"passed_at": NOW + DAY}, "once it has been passed"),
        ({"passed_at": NOW.replace(year=9999)}, "once it has been passed"),
        ({"lapses_at": NOW - 9 * DAY}, "lapses after it was passed"),
    ],
)
async def test_a_training_that_cannot_be_is_refused(stand: Stand, changes: dict[str, object], why: str) -> None:
    facts: dict[str, object] = {"person_id": "alex-practice", "course_id": "online-abuse", "passed_at": NOW - DAY}
    with pytest.raises(NotPossible, match=why):
        await stand.desk.record_training(RecordTraining(**facts | changes))  # type: ignore[arg-type]


async def test_who_lacks_a_course_drafts_and_sends_nothing_until_it_is_recorded(stand: Stand) -> None:
    robin, item = await stand.sign_in("Robin Advisor", ADVISOR), await stand.comes_in()
    assert await robin.why_draft_only(ActionKind.REPLY) is None, "nothing is on record yet"
    await trained(stand, stand.desk.person, *COURSES)
    with pytest.raises(NotPermitted, match=r"You may draft this, not send it \(W6.9, W2.4\)"):
        await robin.reply(Reply(**await stand.at(item), text=ANSWER))
    assert await robin.why_draft_only(ActionKind.REPLY) is not None
    assert robin.why_not(ActionKind.REPLY, item) is None, "writing it is allowed"
    await robin.save_draft(item.id, ActionKind.REPLY, ANSWER)
    await stand.reply(item)  # a colleague who has passed everything sends
    await trained(stand, robin.person, *COURSES)
    other = await stand.comes_in(incoming("c2", "And the door", author_external_id="author_2"))
    await robin.reply(Reply(**await stand.at(other), text=ANSWER))


async def test_without_a_course_nothing_is_removed_or_moved_either_but_noted_and_escalated(stand: Stand) -> None:
    robin, item = await stand.sign_in("Robin Advisor", ADVISOR), await stand.comes_in()
    await trained(stand, stand.desk.person, *COURSES)
    with pytest.raises(NotPermitted, match="not on record"):
        await robin.remove(Remove(**await stand.at(item), reason_id="offensive"))
    order = MoveToPrivate(**await stand.at(item), private_text="Hello", public_text="Hello", timescale_id="one-day")
    with pytest.raises(NotPermitted, match="not on record"):
        await robin.move_to_private(order)
    await robin.escalate(Escalate(**await stand.at(item), reason="It goes round the town"))


async def test_what_failed_is_not_sent_again_by_who_lacks_a_course_for_it(stand: Stand) -> None:
    robin, item = await stand.sign_in("Robin Advisor", ADVISOR), await stand.comes_in()
    await trained(stand, stand.desk.person, *COURSES)
    stand.meets(NOT_ALLOWED)
    await stand.reply(item)
    await stand.deliver()
    (failed,) = await stand.deliveries(item)
    with pytest.raises(NotPermitted, match="not on record"):
        await robin.retry(failed.id)
    assert await stand.states(item) == [DeliveryState.FAILED]
    await trained(stand, robin.person, *COURSES)
    stand.meets()
    await robin.retry(failed.id)
    await stand.deliver()
    assert stand.said() == [ANSWER]


async def test_a_lapsed_course_stops_at_its_moment(stand: Stand) -> None:
    await trained(stand, stand.desk.person, *COURSES)
    order = RecordTraining(
        person_id="alex-practice", course_id="online-abuse", passed_at=NOW - DAY, lapses_at=NOW + timedelta(minutes=9)
    )
    await stand.desk.record_training(order)
    assert await stand.desk.why_draft_only(ActionKind.REPLY) is None
    stand.clock.advance(timedelta(minutes=9))
    assert "has lapsed" in (await stand.desk.why_draft_only(ActionKind.REPLY) or "")
    assert (await member(stand, stand.desk.person)).owed == ("Handling abuse online",)


# -- weeks and departments -------------------------------------------------------------------------------------------


async def test_a_week_of_ones_own_says_who_is_on_shift(stand: Stand) -> None:
    robin = await advisor(stand)
    assert (await member(stand, robin)).presence == "on shift"
    done = await stand.desk.set_week(SetWeek(person_id=robin.id, works=stand.desk.week_of("mon=09:00-12:00")))
    assert done.said == "Robin Advisor works mon=09:00-12:00."
    assert (await member(stand, robin)).presence == "off shift"
    await stand.desk.set_week(SetWeek(person_id=robin.id, works={}))
    assert (await member(stand, robin)).is_on_shift


async def test_a_department_is_one_of_the_policys(stand: Stand) -> None:
    robin = await advisor(stand)
    done = await stand.desk.set_department(SetDepartment(person_id=robin.id, department_id="property"))
    assert done.said == "Robin Advisor works in Repairs and Property."
    assert (await member(stand, robin)).department == "Repairs and Property"
    with pytest.raises(PackProblem, match="It has: housing"):
        await stand.desk.set_department(SetDepartment(person_id=robin.id, department_id="moon"))
    done = await stand.desk.set_department(SetDepartment(person_id=robin.id, department_id=None))
    assert done.person.department is None


# -- entering somebody -----------------------------------------------------------------------------------------------


async def test_who_never_signs_in_can_be_entered_and_is_the_same_person_when_they_do(stand: Stand) -> None:
    before = [end.words for end in await stand.desk.dead_ends()]
    done = await stand.desk.add_person(AddPerson(name=" Dana  Director", role_id="director-of-property"))
    assert done.said == "Dana Director is known here as Director of Property."
    assert len(await stand.desk.dead_ends()) == len(before) - 1
    await stand.desk.mark_absent(MarkAbsent(person_id=done.person.id, from_at=NOW))
    dana = await stand.sign_in("Dana Director", "director-of-property")
    assert (dana.person.id, len(dana.person.absences)) == (done.person.id, 1)
    with pytest.raises(NotPossible, match="known here already"):
        await stand.desk.add_person(AddPerson(name="dana director", role_id="director-of-property"))
    with pytest.raises(PackProblem, match="It has: "):
        await stand.desk.add_person(AddPerson(name="Kit", role_id="lighthouse-keeper"))
    namesake = await stand.desk.add_person(AddPerson(name="Dana Director", role_id="colleague"))
    assert (await stand.sign_in("Dana Director", "colleague")).person == namesake.person


# -- finding somebody ------------------------------------------------------------------------------------------------


async def test_somebody_is_found_by_id_name_or_its_beginning_and_otherwise_told_who_there_is(stand: Stand) -> None:
    robin = await advisor(stand)
    await advisor(stand, "Robina Other")
    for words in ("robin-advisor", "Robin Advisor", "robin a"):
        assert (await stand.desk.find_person(words)).id == robin.id
    with pytest.raises(NotPossible, match="Several people may be meant"):
        await stand.desk.find_person("robin")
    with pytest.raises(NotPossible, match=r"Known here: Alex Practice \(alex-practice\)"):
        await stand.desk.find_person("zoe")
    with pytest.raises(NotPossible, match='"24 Dec"'):
        stand.desk.moment_of("soon")
