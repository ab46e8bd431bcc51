"""Who may do what, why not, and who has read the policy."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace
from stand import Stand

from console.bootstrap import sign_in
from console.desk.desk import Desk
from console.desk.orders import Close, Escalate, Remove, Reply
from console.errors import AlreadyClaimed, HalfdayError, NotPermitted, StoreError
from console.model import ActionKind, ItemState, Person
from console.store.transaction import StoreTransaction


async def test_a_colleague_reads_and_writes_notes_and_posts_nothing(stand: Stand) -> None:
    item = await stand.comes_in()
    colleague = await stand.sign_in("Sam Reader", "colleague")
    allowed = {kind for kind in ActionKind if colleague.why_not(kind) is None}
    assert allowed == {ActionKind.CLAIM, ActionKind.RELEASE, ActionKind.ASK, ActionKind.NOTE}
    with pytest.raises(NotPermitted, match=r"As Colleague you may not reply \(W6\.1\)\. Who may: Customer Hub Advisor"):
        await colleague.reply(Reply(**await stand.at(item), text="Hello"))
    assert (await stand.item(item.id)).state is ItemState.OPEN
    assert list(await colleague.order()) == [item.id]


async def test_who_has_no_role_of_the_policy_only_reads(stand: Stand) -> None:
    item = await stand.comes_in()
    stranger = Desk(stand.office, replace(stand.desk.person, role="lighthouse-keeper"))
    assert all(stranger.why_not(kind) for kind in ActionKind)
    with pytest.raises(NotPermitted, match="you can read and do nothing else"):
        await stranger.claim(item.id)


async def test_langstanes_five_roles_have_their_own_rights(langstane: Stand) -> None:
    item = await langstane.comes_in()
    pa = await langstane.sign_in("Jo Assistant", "pa-to-chief-executive")
    assert pa.why_not(ActionKind.REPLY, item) is None
    with pytest.raises(NotPermitted, match="PA to Chief Executive"):
        await pa.remove(Remove(**await langstane.at(item), reason_id="offensive"))


async def test_a_director_escalates_and_does_not_close(stand: Stand) -> None:
    item = await stand.comes_in()
    director = await stand.sign_in("Dana Director", "director-of-housing")
    with pytest.raises(NotPermitted):
        await director.close(Close(**await stand.at(item), reason="Not for us"))
    await director.escalate(Escalate(**await stand.at(item), reason="The council asks"))


async def test_a_refusal_changes_nothing(stand: Stand) -> None:
    item = await stand.comes_in()
    colleague = await stand.sign_in("Sam Reader", "colleague")
    before = await stand.events()
    with pytest.raises(NotPermitted):
        await colleague.close(Close(**await stand.at(item), reason="Not for us"))
    assert await stand.item(item.id) == item
    assert await stand.events() == before


async def test_reading_the_policy_is_acknowledged_once_by_each_person(stand: Stand) -> None:
    assert not await stand.desk.has_read_policy()
    await stand.desk.acknowledge_policy()
    assert await stand.desk.has_read_policy()
    colleague = await stand.sign_in("Sam Reader", "colleague")
    assert not await colleague.has_read_policy()
    assert (await stand.events()).count("policy.read") == 1


async def test_a_new_version_of_the_policy_has_to_be_read_again(stand: Stand) -> None:
    await stand.desk.acknowledge_policy()
    core = stand.office.policy.core
    identity = replace(core.identity, version="next")
    policy = replace(stand.office.policy, core=replace(core, identity=identity))
    assert not await Desk(replace(stand.office, policy=policy), stand.desk.person).has_read_policy()


async def test_signing_in_stands_in_the_audit(stand: Stand) -> None:
    entry = next(e for e in await stand.office.store.audit_entries() if e.event == "sign-in")
    assert (entry.person, entry.details["role"]) == ("alex-practice", "customer-hub-team-leader")


async def test_who_comes_again_is_recorded_once_though_not_before_the_first_screen(stand: Stand) -> None:
    async def sign_ins() -> int:
        return (await stand.events()).count("sign-in")

    again = await sign_in(stand.office, "Alex Practice", None)
    assert await sign_ins() == 1
    await asyncio.gather(again.record_arrival(), again.record_arrival())
    assert await sign_ins() == 2
    await again.record_arrival()
    assert await sign_ins() == 2


async def test_a_sign_in_that_could_not_be_recorded_is_still_to_be_done(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = await sign_in(stand.office, "Alex Practice", None)
    with monkeypatch.context() as patch:
        patch.setattr(StoreTransaction, "commit", failing)
        with pytest.raises(StoreError):
            await again.record_arrival()
    await again.record_arrival()
    assert (await stand.events()).count("sign-in") == 2


async def failing(_: StoreTransaction) -> None:
    raise StoreError("The disk is full.")


async def test_the_same_name_in_the_same_role_is_the_same_person(stand: Stand) -> None:
    first = await stand.sign_in("Sam Example", "colleague")
    again = await stand.sign_in("  sam   example", "colleague")
    assert again.person.id == first.person.id == "sam-example"


async def test_the_same_name_in_another_role_is_somebody_else_and_shows_as_such(stand: Stand) -> None:
    first = await stand.sign_in("Sam Example", "customer-hub-advisor")
    second = await stand.sign_in("Sam Example", "customer-hub-team-leader")
    role = stand.office.policy.role("customer-hub-team-leader")
    assert second.person.name == f"Sam Example, {role.title}"
    assert {first.person.id, second.person.id} == {"sam-example", "sam-example as customer-hub-team-leader"}
    kept = await stand.office.store.person("sam-example")
    assert kept is not None
    assert (kept.role, kept.name) == ("customer-hub-advisor", "Sam Example"), "the first one keeps their role"
    item = await stand.comes_in()
    await first.claim(item.id)
    with pytest.raises(AlreadyClaimed, match="Sam Example is working on this"):
        await second.claim(item.id)
    again = await stand.sign_in("Sam Example", "customer-hub-team-leader")
    assert again.person == second.person


async def test_a_name_that_several_people_have_needs_its_role(stand: Stand) -> None:
    await stand.sign_in("Sam Example", "colleague")
    alone = await sign_in(stand.office, "Sam Example", None)
    assert alone.person.role == "colleague"
    await stand.sign_in("Sam Example", "customer-hub-advisor")
    with pytest.raises(HalfdayError, match='--as "Sam Example:colleague" or --as "Sam Example:customer-hub-advisor"'):
        await sign_in(stand.office, "Sam Example", None)


async def test_somebody_whose_role_came_with_another_policy_is_the_same_person(stand: Stand) -> None:
    await stand.save_person(Person("sam-example", "Sam Example", "lighthouse-keeper"))
    moved = await stand.sign_in("Sam Example", "customer-hub-advisor")
    assert (moved.person.id, moved.person.role) == ("sam-example", "customer-hub-advisor")


async def test_a_name_is_kept_as_one_short_line_without_control_codes(stand: Stand) -> None:
    desk = await stand.sign_in("  A\x1b]0;title\x07\n\udcff" + "B" * 300, "colleague")
    assert desk.person.name.startswith("A␛]0;title␇ ")
    assert desk.person.name.isprintable()
    assert len(desk.person.name) <= 80
