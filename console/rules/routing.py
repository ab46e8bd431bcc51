"""To whom a question of responsibility is put: the department's director, a deputy, or the Chief Executive (L5.2)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from console.model import Finding, Level, Person
from console.rules import cover
from console.rules.packs import Policy
from console.rules.policy_people import Department, EscalationRoute
from console.text import fold

WORD_WEIGHT = 2  # what the text is about says more of whose it is than which rule it set off
COLLEAGUE = "colleague"
SAFEGUARDING = "safeguarding"


@dataclass(frozen=True, slots=True)
class Route:
    """Where an escalation goes. `put_to` is a role's title; `why` is a sentence for the person who sends it."""

    department: Department
    put_to: str
    is_fall_back: bool
    why: str


def route(
    policy: Policy,
    people: Sequence[Person],
    now: datetime,
    *,
    findings: Collection[Finding],
    text: str,
    department_id: str | None = None,
) -> Route:
    """Find the department and who answers for it at `now`; `department_id` is a person's own choice and wins.

    A director who is absent or has left is replaced by whoever stands in, a deputy's deputy where that one is absent
    too, else by the fall-back or whoever stands in for that. A director whom `people` does not list counts as present.
    Raises PackProblem for a department that the policy does not have.
    """
    department, reason = department_for(policy, findings, text, department_id)
    director = cover.answerer(policy, people, department.director, now)
    if director.is_reached and director.deputy is None:
        return Route(department, director.title, False, f"{reason} ({department.clause}).{_is_unknown(director)}")
    gone = f"{reason}; the {department.director} {_is_gone(director)}"
    if director.deputy is not None:
        why = f"{gone} and named a deputy, {director.deputy.name} ({department.clause})."
        return Route(department, director.title, False, why)
    escalation = policy.core.escalation
    fall_back = cover.answerer(policy, people, escalation.fall_back, now)
    return Route(department, fall_back.title, True, f"{gone}{_falls_back(escalation, fall_back)}")


def _falls_back(escalation: EscalationRoute, fall_back: cover.Answerer) -> str:
    """How the sentence goes on where it falls back."""
    too = (
        f", and so is the {escalation.fall_back}"
        if not fall_back.has_left
        else f", the {escalation.fall_back} has left"
    )
    if fall_back.deputy is not None:
        return f"{too}; {fall_back.deputy.name} stands in ({escalation.clause})."
    if not fall_back.is_reached:
        return f"{too}: nobody stands in, so tell somebody yourself as well ({escalation.clause})."
    return f" ({escalation.clause})."


def _is_unknown(director: cover.Answerer) -> str:
    """What to do where nobody will read it here."""
    return "" if director.is_known else " Nobody here has signed in as that yet, so tell them yourself as well."


def _is_gone(answerer: cover.Answerer) -> str:
    return "has left" if answerer.has_left else "is absent"


def department_for(
    policy: Policy, findings: Collection[Finding], text: str, department_id: str | None = None
) -> tuple[Department, str]:
    """Whose matter a text is, whoever is absent, and the reason; `department_id` is a person's own choice and wins.

    Raises PackProblem for a department that the policy does not have.
    """
    if department_id is not None:
        return policy.department(department_id), "Chosen by you"
    rules = {finding.rule for finding in findings}
    if COLLEAGUE in rules:
        return policy.department(policy.core.escalation.colleague_department), "It concerns a colleague's conduct"
    urgent = {finding.rule for finding in findings if finding.level is Level.NOW}
    for department in policy.core.department:  # whoever's words stand beside it, danger to people comes first
        if SAFEGUARDING in urgent and SAFEGUARDING in department.rules:
            return department, f"Somebody may be at risk: a matter for {department.title}"
    folded = fold(text).text
    scores = [(_score(department, rules, folded), department) for department in policy.core.department]
    best = max((score for score, _ in scores), default=0)
    if best == 0:
        return policy.department(policy.core.escalation.default_department), "No department fits by its words"
    department = next(department for score, department in scores if score == best)
    return department, f"It reads as a matter for {department.title}"


def _score(department: Department, rules: Collection[str], folded: str) -> int:
    words = sum(1 for word in department.words if re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", folded))
    return WORD_WEIGHT * words + sum(1 for rule in department.rules if rule in rules)
