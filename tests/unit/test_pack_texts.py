"""What the packs have us say passes the packs' own check."""

from __future__ import annotations

import re

import pytest

from console.model import ItemKind
from console.rules.conduct import Conduct, Outbound
from console.rules.filling import fill
from console.rules.packs import Policy, load_policy
from console.rules.triage import Triage

PACKS = {name: load_policy(name) for name in ("langstane", "westward")}
CHECKS = {name: Conduct(policy) for name, policy in PACKS.items()}


def filled(text: str, policy: Policy, house_rule: str = "") -> str:
    """As somebody would send it: a blank link stands in as one that is listed."""
    values = {"first_name": "Tamsin", "reference": "REF-1234", "house_rule": house_rule}
    values["timescale"] = policy.core.timescale[0].text
    listed = (policy.core.domains.own + policy.core.domains.listed)[0]
    return fill(re.sub(r"\{link:[\w-]+\}", f"https://{listed}/page", text), values, policy)


def texts() -> list[tuple[str, str, str, Outbound]]:
    rows: list[tuple[str, str, str, Outbound]] = []
    for name, policy in PACKS.items():
        for template in policy.templates:
            kinds = [Outbound.MESSAGE if kind == "message" else Outbound.REPLY for kind in template.kinds]
            rows += [(name, template.id, filled(template.text, policy), kind) for kind in kinds]
        for reason in policy.core.removal_reason:
            if reason.notice:
                rule = policy.house_rule(reason.house_rule).text
                rows.append((name, f"notice {reason.id}", filled(reason.notice, policy, rule), Outbound.REPLY))
        private = policy.core.private_texts
        rows.append((name, "private message", filled(private.message, policy), Outbound.MESSAGE))
        rows.append((name, "private public line", filled(private.public_line, policy), Outbound.REPLY))
        rows.append((name, "reference", filled(policy.core.complaints.reply.text, policy), Outbound.REPLY))
        rows.append((name, "private route", filled(policy.core.private_route.text, policy), Outbound.REPLY))
        rows.append((name, "block notice", filled(policy.core.sanctions.block_notice, policy), Outbound.MESSAGE))
    return rows


ROWS = texts()


@pytest.mark.parametrize(("name", "id", "text", "outbound"), ROWS, ids=[f"{row[0]}-{row[1]}-{row[3]}" for row in ROWS])
def test_a_text_of_the_pack_passes_its_own_check(name: str, id: str, text: str, outbound: Outbound) -> None:
    found = CHECKS[name].check(text, outbound)
    assert [(finding.rule, text[finding.start : finding.end]) for finding in (*found.stops, *found.warnings)] == []


@pytest.mark.parametrize("name", list(PACKS))
def test_a_template_passes_with_every_timescale_while_the_packs_blanks_are_blank(name: str) -> None:
    """As an advisor meets it on the first day: no link of the shelf is known, and any timescale may be chosen."""
    policy = PACKS[name]
    for template in policy.templates:
        for timescale in policy.core.timescale:
            values = {"first_name": "Tamsin", "reference": "CASE000001", "timescale": timescale.text}
            for kind in template.kinds:
                outbound = Outbound.MESSAGE if kind == "message" else Outbound.REPLY
                found = CHECKS[name].check(fill(template.text, values, policy), outbound)
                assert not (*found.stops, *found.warnings), (template.id, timescale.id)


@pytest.mark.parametrize("name", list(PACKS))
def test_a_text_of_the_pack_reads_well_without_a_name(name: str) -> None:
    for template in PACKS[name].templates:
        text = fill(template.text, {"first_name": ""}, PACKS[name])
        assert re.search(r"first_name| ,|,[.!?,]|  |^[,.]", text) is None, (template.id, text)


@pytest.mark.parametrize("name", list(PACKS))
def test_what_we_say_ourselves_sets_off_no_alarm(name: str) -> None:
    rules = Triage(PACKS[name])
    for _, id, text, _ in (row for row in ROWS if row[0] == name):
        loud = {finding.rule for finding in rules.judge(text, ItemKind.COMMENT)} & {"abuse", "prejudice", "threat"}
        assert not loud or id.startswith("notice"), (id, loud)
