"""When a block is proposed."""

from __future__ import annotations

import pytest

from console.model import Finding, Level
from console.rules.packs import Policy, load_policy
from console.rules.sanctions import block_proposal


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy("westward")


def finding(rule: str, level: Level) -> Finding:
    return Finding(rule, level, 0, 4, "W6.13", "why")


def test_nothing_is_proposed_below_the_threshold(policy: Policy) -> None:
    below = policy.core.sanctions.block_at_strikes - 1
    assert block_proposal(policy, below, [finding("abuse", Level.NOW)]) is None


def test_a_block_is_proposed_at_the_threshold(policy: Policy) -> None:
    proposal = block_proposal(policy, policy.core.sanctions.block_at_strikes, [])
    assert proposal is not None
    assert "Persistent" in proposal
    assert policy.core.sanctions.clause in proposal


def test_one_threat_is_enough(policy: Policy) -> None:
    assert "Extreme" in (block_proposal(policy, 0, [finding("threat", Level.NOW)]) or "")


def test_a_faint_finding_of_an_extreme_rule_is_not(policy: Policy) -> None:
    assert block_proposal(policy, 0, [finding("threat", Level.NOTE)]) is None
