"""Holding what goes out to the policy's rules of conduct: stops refuse, warnings ask for a reason that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.errors import NotPossible, ReasonNeeded, Stopped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.desk.office import Office
    from console.model import Item
    from console.rules.conduct import Check, Outbound


ANSWERED_CHARACTERS = 2_000  # what somebody complains of is said by then; a longer text only costs time


def check(office: Office, text: str, outbound: Outbound, item: Item | None, recent: Sequence[str] = ()) -> Check:
    """What the outbound check says of a text for an item, its whole text at hand; None: it answers nobody.

    The one form for who types and for who sends, so that they agree. `recent` is what others were just sent.
    """
    marks, answered = (item.marks, item.text[:ANSWERED_CHARACTERS]) if item is not None else ((), "")
    return office.conduct.check(text, outbound, marks=marks, answered=answered, recent=recent)


def hold_to_conduct(office: Office, text: str, outbound: Outbound, item: Item | None, reason: str | None) -> list[str]:
    """Refuse a text that the outbound check stops, or warns of without a reason.

    Returns the rules that the reason passed over, for the audit. Raises NotPossible on an empty text, Stopped,
    ReasonNeeded.
    """
    if not text.strip():
        raise NotPossible("There is nothing to send yet: write the text first.")
    checked = check(office, text, outbound, item)
    stops, warnings = checked.stops, checked.warnings
    if stops:
        raise Stopped(_sentence("This cannot go out", stops[0].why, len(stops)), stops)
    if warnings and not (reason or "").strip():
        raise ReasonNeeded(_sentence("Say why it should go out as it is", warnings[0].why, len(warnings)), warnings)
    return sorted({finding.rule for finding in warnings})


def _sentence(lead: str, why: str, count: int) -> str:
    return f"{lead}: {why}" if count == 1 else f"{lead}: {why} (and {count - 1} more)"
