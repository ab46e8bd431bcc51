"""Whose mistake it was, a person says: kept on the item, and followed by suggestions and the outbound check."""

from __future__ import annotations

import pytest
from stand import Stand, incoming

from console.desk.orders import Judge
from console.errors import AlreadyClaimed, NotPermitted, Stale
from console.model import Item, Level, Verdict
from console.rules.conduct import Outbound

UNFAIR = "You put the rent up by a third, it is a disgrace and nobody answers"
COLD = "The form for repairs is on our website: https://www.gov.uk/housing"


async def judged(stand: Stand, item: Item, verdict: Verdict | None) -> Item:
    await stand.desk.judge(Judge(**await stand.at(item), verdict=verdict))
    return await stand.item(item.id)


def apology(stand: Stand, item: Item) -> list[Level]:
    return [
        found.level for found in stand.desk.check(COLD, Outbound.REPLY, item).findings if found.rule == "no-apology"
    ]


async def test_it_stands_among_the_marks_until_it_is_cleared(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", UNFAIR))
    said = await judged(stand, item, Verdict.OUR_MISTAKE)
    assert (said.marks, said.verdict) == ((*item.marks, "our-mistake"), Verdict.OUR_MISTAKE)
    assert (await stand.desk.rows([item.id]))[0].marks == said.marks
    assert (await judged(stand, item, None)).marks == item.marks
    entries = [entry for entry in await stand.office.store.audit_entries() if entry.event == "verdict"]
    assert [(one.details["verdict"], one.details["before"]) for one in entries] == [
        ("our-mistake", None), (None, "our-mistake"),
    ]  # fmt: skip
    stand.verify()


async def test_an_edit_of_the_text_leaves_it(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", UNFAIR))
    await judged(stand, item, Verdict.INACCURATE)
    stand.world.edit("facebook", "c1", "You put the rent up by a quarter, disgraceful")
    await stand.fetch()
    assert (await stand.item(item.id)).verdict is Verdict.INACCURATE


@pytest.mark.parametrize("verdict", Verdict)
async def test_suggestions_follow_it(stand: Stand, verdict: Verdict) -> None:
    item = await stand.comes_in(incoming("c1", UNFAIR))
    await judged(stand, item, verdict)
    first = (await stand.desk.suggestions(await stand.dossier(item)))[0]
    assert stand.office.policy.template(first.template_id).situation == verdict.value
    assert first.fits


async def test_the_check_asks_for_an_apology_where_it_was_ours_and_for_none_where_it_is_not_accurate(
    stand: Stand,
) -> None:
    item = await stand.comes_in(incoming("c1", UNFAIR))
    assert apology(stand, item) == [Level.HINT]
    assert apology(stand, await judged(stand, item, Verdict.OUR_MISTAKE)) == [Level.WARN]
    assert apology(stand, await judged(stand, item, Verdict.INACCURATE)) == []


async def test_it_is_asked_for_where_somebody_complains_until_somebody_says(stand: Stand) -> None:
    unfair = await stand.comes_in(incoming("c1", UNFAIR))
    thanks = await stand.comes_in(incoming("c2", "Thank you, the joiner was lovely"))
    assert stand.desk.asks_whose_mistake(unfair)
    assert not stand.desk.asks_whose_mistake(thanks)
    assert not stand.desk.asks_whose_mistake(await judged(stand, unfair, Verdict.INACCURATE))


async def test_who_may_not_reply_has_not_read_it_or_does_not_hold_it_may_not_say(stand: Stand) -> None:
    item = await stand.comes_in(incoming("c1", UNFAIR))
    reader = await stand.sign_in("Rea Der", "colleague")
    with pytest.raises(NotPermitted):
        await reader.judge(Judge(**await stand.at(item), verdict=Verdict.INACCURATE))
    with pytest.raises(Stale):
        await stand.desk.judge(Judge(item_id=item.id, version=item.version - 1, verdict=Verdict.INACCURATE))
    await (await stand.sign_in("Kim Colleague", "customer-hub-advisor")).claim(item.id)
    with pytest.raises(AlreadyClaimed):
        await stand.desk.judge(Judge(**await stand.at(item), verdict=Verdict.INACCURATE))
