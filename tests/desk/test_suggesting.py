"""Which replies are offered: help first where somebody may be at risk, none where a text is to be taken down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from stand import Stand, incoming, message

from console.desk.possible import Possible
from console.desk.suggesting import suggester, suggestions

AT_RISK = "I can't go on any more, I don't want to be here, nobody would miss me. sorry about the rent arrears"


async def situations(stand: Stand, *, text: str, is_private: bool) -> list[str]:
    made = message("m1", text=text) if is_private else incoming("c1", text)
    dossier = await stand.dossier(await stand.comes_in(made))
    offered = await stand.desk.suggestions(dossier)
    return [stand.office.policy.template(one.template_id).situation for one in offered]


@pytest.mark.parametrize("is_private", [True, False])
async def test_help_comes_first_where_somebody_may_be_at_risk(stand: Stand, is_private: bool) -> None:
    offered = await situations(stand, text=AT_RISK, is_private=is_private)
    assert offered[0] in stand.office.policy.core.signposting.situations


async def test_where_help_is_said_is_the_packs_to_decide(stand: Stand) -> None:
    dossier = await stand.dossier(await stand.comes_in(incoming("c1", AT_RISK)))
    pack = stand.office.policy
    core = replace(pack.core, signposting=replace(pack.core.signposting, situations=["gas-smell"]))
    other = replace(pack, core=core)
    (first,) = suggestions(suggester(other), other, dossier, Possible(), 1, is_open=True)
    assert other.template(first.template_id).situation == "gas-smell"


async def test_nobody_says_that_the_house_is_closed_while_it_is_open(stand: Stand) -> None:
    text = "is anyone there this evening or are you closed for the night, when do you open"
    assert "out-of-hours" not in await situations(stand, text=text, is_private=False)
    stand.clock.advance(timedelta(hours=9))
    dossier = await stand.dossier(await stand.comes_in(incoming("c2", text, received_at=stand.clock.now())))
    offered = await stand.desk.suggestions(dossier)
    assert "out-of-hours" in [stand.office.policy.template(one.template_id).situation for one in offered]


async def test_what_is_to_be_taken_down_gets_a_notice_and_no_reply(stand: Stand) -> None:
    dossier = await stand.dossier(await stand.comes_in(incoming("c1", "I will kill you when you come to my door")))
    (offered,) = await stand.desk.suggestions(dossier)
    assert (offered.removal_reason, offered.fits) == ("threat", True)
    assert "removed a threatening comment" in offered.text
    assert "W6.13" in offered.because


async def test_what_cannot_be_taken_down_is_offered_no_removal(stand: Stand) -> None:
    dossier = await stand.dossier(await stand.comes_in(message("m1", text="I will kill you when you come to my door")))
    assert await stand.desk.suggestions(dossier) == []


async def test_a_broken_boiler_gets_a_reply_whatever_the_language(stand: Stand) -> None:
    assert (await situations(stand, text="no heating again, the bloody boiler has broken down", is_private=False))[
        0
    ] == "heating"


@pytest.mark.parametrize(
    ("text", "fits"),
    [("no heating again, the boiler has broken down", True), ("ha, saw you two at the match, what a save", False)],
)
async def test_an_item_that_no_template_covers_says_so(stand: Stand, text: str, fits: bool) -> None:
    dossier = await stand.dossier(await stand.comes_in(incoming("c1", text)))
    assert {one.fits for one in await stand.desk.suggestions(dossier)} == {fits}


async def test_help_always_fits_where_somebody_may_be_at_risk(stand: Stand) -> None:
    dossier = await stand.dossier(await stand.comes_in(incoming("c1", "suicidal")))
    assert all(one.fits for one in await stand.desk.suggestions(dossier))


async def test_spam_is_offered_its_removal_and_no_reply_that_is_more_likely_wrong(stand: Stand) -> None:
    spam = "Cheap followers, bitcoin, viagra https://example.com/x"
    dossier = await stand.dossier(await stand.comes_in(incoming("c1", spam)))
    removal, *replies = await stand.desk.suggestions(dossier)
    assert removal.removal_reason == "spam"
    assert [reply.template_id for reply in replies] == ["spam-removed"]


async def test_a_template_sent_in_the_thread_is_not_the_first_again_unless_it_was_taken_back(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", "no heating again, the boiler has broken down"))
    first = (await stand.desk.suggestions(await stand.dossier(item)))[0]
    await stand.reply(item, first.text.replace("Test", "Moira"))
    again = await stand.desk.suggestions(await stand.dossier(item), limit=20)
    assert again[0].template_id != first.template_id
    assert (again[-1].template_id, again[-1].because) == (first.template_id, "said in this thread already")
    await stand.desk.undo_last()
    assert (await stand.desk.suggestions(await stand.dossier(item)))[0].template_id == first.template_id


async def test_on_a_channel_without_private_messages_nobody_is_asked_to_send_one(stand: Stand) -> None:
    text = "no heating again, the boiler has broken down"
    video = await stand.comes_in(incoming("y1", text, channel="youtube"))
    offered = await stand.desk.suggestions(await stand.dossier(video), limit=20)
    asking = ["private message" in one.text for one in offered]
    assert asking == sorted(asking)
    assert [one.because for one, asks in zip(offered, asking, strict=True) if asks]
    assert all("no private messages" in one.because for one, asks in zip(offered, asking, strict=True) if asks)
