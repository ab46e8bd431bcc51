"""What an answer teaches, written down with it: which suggestion was taken, how much of it was changed, and for whom.

Imported where it is used, before the transaction is opened: it brings rapidfuzz.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.desk.acting import Act
from console.desk.texts import fill_for, reference_of
from console.model import Lesson, Offered, TemplateUse
from console.rules.context import UNANSWERABLE
from console.rules.covering import as_phrase
from console.rules.edits import Taken, taken
from console.rules.lessons import lessons, passed_over, teaches
from console.rules.packs import Policy
from console.text import digest


async def learn_from_reply(act: Act, sent: str, begun_from: str | None, offered: Offered) -> None:
    """Of a reply: what was taken, or that it was written freely, and what the message teaches."""
    used = taken(sent, begun_from, await _filled(act, is_private=act.item.kind.is_private))
    await _keep(act, used, offered)
    await _teach(act, used, passed_over(offered, used))


async def learn_from_move(act: Act, private: str, public: str, begun_from: str | None, offered: Offered) -> None:
    """Of a move to private, only the template that either text was begun from: moving is no word on the others."""
    pairs = ((private, True), (public, False))
    each = [taken(sent, begun_from, await _filled(act, is_private=is_private)) for sent, is_private in pairs]
    used = min((one for one in each if one is not None), key=lambda one: one.edit, default=None)
    if used is not None:
        await _keep(act, used, offered)
        await _teach(act, used, None)


async def _filled(act: Act, *, is_private: bool) -> dict[str, str]:
    """Every template for there by id, as the console would have filled it for this item."""
    policy = act.office.policy
    reference = reference_of(await act.tx.cases(act.item.id))
    templates = [template for template in policy.templates if template.is_for(is_private)]
    return {one.id: fill_for(policy, one.text, act.item, None, reference) for one in templates}


async def _keep(act: Act, used: Taken | None, offered: Offered) -> None:
    act.undo["learned"] = True
    template_id, edit = (used.template_id, used.edit) if used else (None, None)
    await act.tx.keep_use(act.action_id, TemplateUse(offered.template_ids, template_id, edit))
    act.details |= {"template": template_id, "edit": edit}


async def _teach(act: Act, found: Taken | None, over: str | None) -> None:
    used = found.template_id if found else None
    policy, item = act.office.policy, act.item
    if not teaches(item.marks, {*policy.core.signposting.rules, *UNANSWERABLE}) or not _may_learn(policy, used):
        return  # nobody's despair, and no abuse, is kept to be compared with
    phrase = as_phrase(item.text, item.author_name, policy.words.own_contacts)
    if phrase is None:
        return
    over = over if _may_learn(policy, over) else None
    concerned = {id for id in (used, over) if id is not None}
    learned = lessons(phrase, found, over, await act.tx.learned_of(concerned))
    await act.tx.learn(act.action_id, item, act.person.id, act.now, learned)
    act.details["learned"] = _said_of(learned)


def _may_learn(policy: Policy, template_id: str | None) -> bool:
    """Not a template that is sent because of the hour, whatever was asked, nor one for somebody who may be at risk.

    Nor one that the pack does not have.
    """
    if template_id is None:
        return True
    situation = next((one.situation for one in policy.templates if one.id == template_id), None)
    core = policy.core
    return situation is not None and situation not in {*core.suggestions.while_closed, *core.signposting.situations}


def _said_of(learned: Sequence[Lesson]) -> list[dict[str, object]]:
    """The lessons as the record keeps them: no words of anybody."""
    return [
        {"template": one.template_id, "for": one.is_for}
        | ({"text": digest(one.text)} if one.phrase_id is None else {"phrase": one.phrase_id})
        for one in learned
    ]
