"""The policy in short, read and acknowledged once a version by everybody who works with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from console.screens.sheet import Sheet
from console.screens.telling import say
from console.text import displayable
from console.widgets.lines_pane import BLANK, Line, line

if TYPE_CHECKING:
    from console.app import HalfdayApp
    from console.desk.desk import Desk
    from console.rules.packs import Policy


async def read_policy(app: HalfdayApp) -> None:
    """Show it; acknowledged by the key that says so, once a version. Put off, it comes back at the next start."""
    policy = app.desk.office.policy
    identity = policy.core.identity
    title = f"{identity.association}: {identity.title}"
    lines = policy_lines(policy, overdue_review(app.desk))
    has_read = await app.desk.has_read_policy()
    if has_read:
        await app.push_screen_wait(Sheet(title, lines))
    elif await app.push_screen_wait(Sheet(title, lines, yes="I have read it")):
        await app.desk.acknowledge_policy()
        say(app, "Noted that you have read this version of the policy. It will not be asked again.")
    else:
        say(app, "Not noted as read: asked again at the next start. ^p policy opens it any time.")


def overdue_review(desk: Desk) -> str:
    """A calm sentence when the policy's own review has fallen due; empty when it has not."""
    if not desk.is_review_due():
        return ""
    identity = desk.office.policy.core.identity
    return f"{identity.title}: its review fell due on {_full(identity.review_due)}. It holds until there is a new one."


def policy_lines(policy: Policy, overdue: str) -> list[Line]:
    """What the policy asks, clause by clause, in the pack's own short words; `overdue` where its review is."""
    core = policy.core
    identity = core.identity
    approved, due = _full(identity.approved), _full(identity.review_due)
    reviewed = f"Version {identity.version}, approved {approved}, review due {due}."
    lines = [line((reviewed, "muted"))]
    if overdue:
        lines.append(line((displayable(overdue), "warn")))
    lines += [BLANK, line(("House rules", "heading"))]
    lines += [line((f"{rule.clause}  ", "key"), displayable(rule.text), indent=2) for rule in core.house_rule]
    lines += [BLANK, line(("What it asks of us", "heading"))]
    lines += [line((f"{note.id}  ", "key"), displayable(note.asks), indent=2) for note in core.clause]
    return lines


def _full(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
