"""Whether what a pack has people say could go out: its templates and notices held to its own outbound check."""

from __future__ import annotations

import re
from collections.abc import Iterator

from console.rules.conduct import Conduct
from console.rules.filling import fill
from console.rules.outbound import Outbound
from console.rules.pack_shape import PackNote
from console.rules.packs import Policy

CORE_FILE = "policy.toml"
ANYBODY = {"first_name": "Sam", "reference": "CASE000001"}
ANYWHERE = "https://www.gov.uk/page"  # stands for any page of the shelf
_LINK = re.compile(r"\{link:[\w-]+\}")

Said = tuple[str, str, str, Outbound]  # file, key, text, and what it goes out as


def stopped_notes(policy: Policy) -> Iterator[PackNote]:
    """Every text that the check stops whatever is filled in: whoever chose it could not send it. Some 0.3 s."""
    conduct = Conduct(policy)
    for file, key, text, outbound in _texts(policy):
        stops = conduct.check(_filled(text, policy), outbound).stops
        if stops:
            yield PackNote(file, key, f"cannot go out: {stops[0].why} ({stops[0].rule})", "Reword it.")


def _texts(policy: Policy) -> Iterator[Said]:
    for template in policy.templates:
        outbound = Outbound.REPLY if "comment" in template.kinds else Outbound.MESSAGE
        yield "templates.toml", f"template.{template.id}.text", template.text, outbound
    core = policy.core
    for reason in core.removal_reason:
        if reason.notice:
            yield CORE_FILE, f"removal_reason.{reason.id}.notice", reason.notice, Outbound.REPLY
    yield CORE_FILE, "private_texts.message", core.private_texts.message, Outbound.MESSAGE
    yield CORE_FILE, "private_texts.public_line", core.private_texts.public_line, Outbound.REPLY
    yield CORE_FILE, "complaints.reply.text", core.complaints.reply.text, Outbound.REPLY
    yield CORE_FILE, "sanctions.block_notice", core.sanctions.block_notice, Outbound.MESSAGE


def _filled(text: str, policy: Policy) -> str:
    """As somebody would send it, whatever is still blank."""
    values = {**ANYBODY, "timescale": policy.core.timescale[0].text, "house_rule": "Be kind."}
    return fill(_LINK.sub(ANYWHERE, text), values, policy)
