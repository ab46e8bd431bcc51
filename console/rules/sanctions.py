"""When blocking somebody is proposed (W6.13). A person decides; nobody is ever blocked by a rule."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from console.model import Finding, Level
from console.rules.packs import Policy


def block_proposal(policy: Policy, strikes: int, findings: Iterable[Finding]) -> str | None:
    """Why a block is proposed, or None. `strikes` are those that have not expired, this removal's included."""
    sanctions = policy.core.sanctions
    extreme = [found for found in findings if found.rule in sanctions.extreme_rules and found.level is Level.NOW]
    if extreme:
        return f"Extreme: {extreme[0].why}. One is enough ({sanctions.clause}{_assumed(policy)})."
    if strikes >= sanctions.block_at_strikes:
        return (
            f"Persistent: {strikes} removed, and a block is proposed from {sanctions.block_at_strikes} "
            f"({sanctions.clause}{_assumed(policy)})."
        )
    return None


def _assumed(policy: Policy) -> str:
    return ", assumed" if policy.core.sanctions.assumed else ""


def strikes_count_since(policy: Policy, now: datetime) -> datetime:
    """The moment from which strikes count: older ones have expired."""
    return now - timedelta(days=policy.core.sanctions.strikes_expire_days)
