"""The reply that gives somebody the reference of what was logged for them. Pure but for asking the desk to fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.model import ActionKind, DeliveryState, Side

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.model import Dossier, Entry
    from console.rules.policy_texts import Template

COMPLAINT_SITUATION = "complaint-route"


def reference_owed(desk: Desk, dossier: Dossier) -> str | None:
    """The newest reference that no answer of ours has named yet; None when there is none, or no reply can be sent."""
    logged = [case for case in dossier.cases if case.closed_at is None or case.closed_at > case.opened_at]  # not undone
    if not logged or desk.why_not(ActionKind.REPLY, dossier.item) is not None:
        return None
    reference = logged[-1].reference
    return None if any(_tells(entry, reference) for entry in dossier.thread) else reference


def _tells(entry: Entry, reference: str) -> bool:
    """Whether it is an answer of ours with the reference in it that is out, or on its way."""
    has_failed = entry.delivery is not None and entry.delivery.state is DeliveryState.FAILED
    return entry.side is Side.OURS and not has_failed and reference in entry.text


def reply_with(desk: Desk, dossier: Dossier, reference: str) -> tuple[str, str | None]:
    """The text of such a reply, and the template that it was made from: for a complaint, where the pack has one."""
    is_complaint = any(case.is_complaint for case in dossier.cases if case.reference == reference)
    template = _template(desk, dossier) if is_complaint else None
    text = template.text if template else desk.office.policy.core.complaints.reply.text
    text = desk.fill(text, dossier.item, None, reference)
    return text, template.id if template else None


def _template(desk: Desk, dossier: Dossier) -> Template | None:
    """The pack's reply that gives a reference, where it has one for this kind of item."""
    fitting = [
        template
        for template in desk.office.policy.templates
        if template.situation == COMPLAINT_SITUATION and template.fits(dossier.item.kind)
    ]
    return next((template for template in fitting if "{reference}" in template.text), None)
