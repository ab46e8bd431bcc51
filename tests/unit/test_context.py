"""What counts beside the words: findings, the verdict, the thread, the hour and the incident, each with its reason."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from console.model import Finding, Incident, ItemKind, Level, Verdict
from console.rules.context import Facts, Offer, always_fits, arrange
from console.rules.filling import fill
from console.rules.packs import Policy, load_policy
from console.rules.suggest import Match

PUBLIC = Facts(ItemKind.COMMENT)


@pytest.fixture(params=["westward", "langstane"], scope="module")
def policy(request: pytest.FixtureRequest) -> Policy:
    return load_policy(request.param)


def matches_of(policy: Policy, kind: ItemKind = ItemKind.COMMENT) -> list[Match]:
    """Every usable template as if the words had come near it, in the pack's order."""
    fitting = [template for template in policy.templates if template.fits(kind)]
    return [Match(template, 0.9 - place / 1000, "like: “x”") for place, template in enumerate(fitting)]


def arranged(policy: Policy, **facts: object) -> list[Offer]:
    made = Facts(**{"kind": ItemKind.COMMENT, **facts})  # type: ignore[arg-type]
    return arrange(policy, matches_of(policy, made.kind), made)


def situations(policy: Policy, offers: list[Offer]) -> list[str]:
    return [policy.template(one.template_id).situation for one in offers if one.template_id]


def finding(rule: str, level: Level) -> Finding:
    return Finding(rule, level, 0, 4, "X1", f"because of {rule}")


def incident(template_id: str | None = None) -> Incident:
    at = datetime(2026, 11, 20, 10, tzinfo=UTC)
    return Incident(1, 7, "Lift out", "The lift is being mended.", template_id, "sam", at, at)


# -- findings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "reason"), [("abuse", "offensive"), ("prejudice", ""), ("threat", "")])
def test_what_may_not_stay_gets_its_notice_and_nothing_else(policy: Policy, rule: str, reason: str) -> None:
    offers = arranged(policy, findings=[finding(rule, Level.NOW)], may_be_removed=True)
    assert offers
    assert all(one.removal_reason for one in offers)
    assert f"because of {rule}" in offers[0].because


def test_spam_gets_its_notice_first_and_replies_after_it(policy: Policy) -> None:
    offers = arranged(policy, findings=[finding("spam", Level.SOON)], may_be_removed=True)
    assert [bool(one.removal_reason) for one in offers[:3]] == [True, False, False]


def test_swearing_about_a_boiler_is_answered(policy: Policy) -> None:
    offers = arranged(policy, findings=[finding("abuse", Level.NOTE)], may_be_removed=True)
    assert not any(one.removal_reason for one in offers)


def test_no_removal_is_offered_where_the_platform_has_none(policy: Policy) -> None:
    assert arranged(policy, findings=[finding("threat", Level.NOW)]) == []


def test_help_stands_before_a_removal(policy: Policy) -> None:
    found = [finding("safeguarding", Level.NOW), finding("personal-data", Level.SOON)]
    offers = arranged(policy, findings=found, may_be_removed=True)
    assert situations(policy, offers[:1])[0] in policy.core.signposting.situations
    assert offers[0].because == "somebody may be at risk"


# -- whose mistake -------------------------------------------------------------------------------------------------


def test_whose_mistake_it_was_is_not_guessed(policy: Policy) -> None:
    assert not {"our-mistake", "inaccurate-criticism"} & set(situations(policy, arranged(policy)))


@pytest.mark.parametrize("verdict", Verdict)
def test_what_a_person_said_comes_first_and_the_other_not_at_all(policy: Policy, verdict: Verdict) -> None:
    offers = arranged(policy, verdict=verdict)
    (other,) = set(Verdict) - {verdict}
    assert situations(policy, offers)[0] == verdict.value
    assert other.value not in situations(policy, offers)
    assert "somebody said" in offers[0].because


def test_what_a_person_said_is_offered_however_little_is_alike(policy: Policy) -> None:
    facts = Facts(ItemKind.COMMENT, verdict=Verdict.INACCURATE)
    assert situations(policy, arrange(policy, [], facts))[0] == Verdict.INACCURATE.value
    assert always_fits(policy, facts)
    assert not always_fits(policy, PUBLIC)


# -- the thread ----------------------------------------------------------------------------------------------------


def test_what_was_said_in_the_thread_goes_last_with_the_reason(policy: Policy) -> None:
    first = arranged(policy)[0]
    filled = {"first_name": "Ana", "timescale": "by tomorrow"}

    def as_sent(text: str) -> str:
        return fill(text, filled, policy)

    offers = arranged(policy, said=[as_sent(first.text).replace("Ana", "Moira")], filled=as_sent)
    assert (offers[-1].template_id, offers[-1].because) == (first.template_id, "said in this thread already")
    assert offers[0].template_id != first.template_id


def test_another_answer_in_the_thread_takes_nothing_down(policy: Policy) -> None:
    offers = arranged(policy, said=["Thank you, the joiner comes on Tuesday between nine and ten in the morning."])
    assert [one.template_id for one in offers] == [one.template_id for one in arranged(policy)]


def test_nobody_is_asked_to_write_in_private_where_that_is_not_possible(policy: Policy) -> None:
    offers = arranged(policy, no_private="YouTube has no private messages.")
    asking = ["private message" in one.text.casefold() for one in offers]
    assert asking == sorted(asking)
    assert True in asking
    assert offers[-1].because == "YouTube has no private messages."


# -- the hour ------------------------------------------------------------------------------------------------------


def test_while_closed_one_reply_that_says_so_comes_second(policy: Policy) -> None:
    shut, open_ = arranged(policy, is_open=False), arranged(policy)
    closed = policy.core.suggestions.while_closed
    assert not set(closed) & set(situations(policy, open_))
    assert [place for place, situation in enumerate(situations(policy, shut)) if situation in closed] == [1]
    assert shut[1].because == "we are closed just now"


def test_while_closed_it_is_said_once(policy: Policy) -> None:
    said = arranged(policy, is_open=False)[1]
    again = arranged(policy, is_open=False, said=[said.text])
    assert (again[-1].template_id, again[-1].because) == (said.template_id, "said in this thread already")


# -- an incident ---------------------------------------------------------------------------------------------------


def test_the_incidents_reply_comes_before_everything(policy: Policy) -> None:
    offers = arranged(policy, incident=incident(), findings=[finding("safeguarding", Level.NOW)], is_open=False)
    assert (offers[0].text, offers[0].because) == ("The lift is being mended.", "incident: Lift out")


def test_the_template_it_was_made_of_is_not_offered_twice(policy: Policy) -> None:
    first = arranged(policy)[0].template_id
    offers = arranged(policy, incident=replace(incident(), template_id=first))
    assert [one.template_id for one in offers].count(first) == 1
