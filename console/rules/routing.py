"""To whom a question of responsibility is put: the department's director, a deputy, or the Chief Executive (L5.2)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from console.model import Finding, Level, Person
from console.rules.packs import Policy
from console.rules.policy_people import Department
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

    A director who is absent is replaced by a deputy who is not, else by the fall-back. A director whom `people`
    does not list counts as present. Raises PackProblem for a department that the policy does not have.
    """
    department, reason = department_for(policy, findings, text, department_id)
    director = _holder(policy, people, department.director)
    if director is None or not director.is_absent(now):
        return Route(department, department.director, False, f"{reason} ({department.clause}).")
    deputy = next((person for person in people if person.id == director.deputy), None)
    if deputy is not None and not deputy.is_absent(now):
        why = f"{reason}; the {department.director} is absent and named a deputy, {deputy.name} ({department.clause})."
        return Route(department, _title(policy, deputy), False, why)
    fall_back, clause = policy.core.escalation.fall_back, policy.core.escalation.clause
    return Route(department, fall_back, True, f"{reason}; the {department.director} is absent ({clause}).")


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


def _holder(policy: Policy, people: Sequence[Person], title: str) -> Person | None:
    return next((person for person in people if _title(policy, person) == title), None)


def _title(policy: Policy, person: Person) -> str:
    """The title of the person's role; the role itself where the policy does not list it."""
    return next((role.title for role in policy.core.role if role.id == person.role), person.role)
