"""What an answer teaches, written down with it: which suggestion was taken, how much of it was changed, and for whom.

It is studied before the transaction, some 2 ms in which others may write, and kept within it. Imported where it is
used: it brings rapidfuzz.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.desk.acting import Act
from console.desk.texts import fill_for, reference_of
from console.model import Item, Lesson, Offered, TemplateUse
from console.rules.context import UNANSWERABLE
from console.rules.covering import as_phrase
from console.rules.edits import Taken, taken
from console.rules.lessons import lessons, passed_over, teaches
from console.rules.packs import Policy
from console.text import digest

if TYPE_CHECKING:
    from console.desk.office import Office
    from console.desk.orders import MoveToPrivate, Reply


@dataclass(frozen=True, slots=True)
class Study:
    """What an answer teaches, as far as it can be told without what was learned before."""

    offered: Offered
    used: Taken | None  # None: it was written freely
    over: str | None  # the template that was passed over
    phrase: str | None  # the message, covered; None where nothing may be learned from it


async def study_reply(office: Office, item: Item, order: Reply) -> Study:
    """Of a reply: what was taken, or that it was written freely, and what the message teaches."""
    reference = reference_of(await office.store.cases(item.id))
    used = taken(order.text, order.template_id, _filled(office, item, reference, is_private=item.kind.is_private))
    return _study(office.policy, item, order.offered, used, passed_over(order.offered, used))


async def study_move(office: Office, item: Item, order: MoveToPrivate) -> Study | None:
    """Of a move to private, only the template that either text was begun from: moving is no word on the others."""
    pairs = ((order.private_text, True), (order.public_text, False))
    reference = reference_of(await office.store.cases(item.id))
    each = [
        taken(sent, order.template_id, _filled(office, item, reference, is_private=is_private))
        for sent, is_private in pairs
    ]
    used = min((one for one in each if one is not None), key=lambda one: one.edit, default=None)
    return _study(office.policy, item, order.offered, used, None) if used is not None else None


async def learn(act: Act, study: Study) -> None:
    """Keep it with the answer; taking that back takes it back."""
    act.undo["learned"] = True
    template_id, edit = (study.used.template_id, study.used.edit) if study.used else (None, None)
    await act.tx.keep_use(act.action_id, TemplateUse(study.offered.template_ids, template_id, edit))
    act.details |= {"template": template_id, "edit": edit}
    if study.phrase is None:
        return
    concerned = {id for id in (template_id, study.over) if id is not None}
    learned = lessons(study.phrase, study.used, study.over, await act.tx.learned_of(concerned))
    await act.tx.learn(act.action_id, act.item, act.person.id, act.now, learned)
    act.details["learned"] = _said_of(learned)


def _filled(office: Office, item: Item, reference: str | None, *, is_private: bool) -> dict[str, str]:
    """Every template for there by id, as the console would have filled it for this item."""
    policy = office.policy
    templates = [template for template in policy.templates if template.is_for(is_private)]
    return {one.id: fill_for(policy, one.text, item, None, reference) for one in templates}


def _study(policy: Policy, item: Item, offered: Offered, used: Taken | None, over: str | None) -> Study:
    # Nobody's despair, and no abuse, is kept to be compared with.
    may_teach = teaches(item.marks, {*policy.core.signposting.rules, *UNANSWERABLE})
    may_teach = may_teach and _may_learn(policy, used.template_id if used else None)
    phrase = as_phrase(item.text, item.author_name, policy.words.own_contacts) if may_teach else None
    return Study(offered, used, over if _may_learn(policy, over) else None, phrase)


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
