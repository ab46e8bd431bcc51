"""Holding what goes out to the policy's rules of conduct: stops refuse, warnings ask for a reason that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.errors import NotPossible, ReasonNeeded, Stopped

if TYPE_CHECKING:
    from console.desk.office import Office
    from console.rules.conduct import Outbound


def hold_to_conduct(
    office: Office, text: str, outbound: Outbound, marks: tuple[str, ...], reason: str | None
) -> list[str]:
    """Refuse a text that the outbound check stops, or warns of without a reason.

    Returns the rules that the reason passed over, for the audit. Raises NotPossible on an empty text, Stopped,
    ReasonNeeded.
    """
    if not text.strip():
        raise NotPossible("There is nothing to send yet: write the text first.")
    check = office.conduct.check(text, outbound, marks=marks)
    if check.stops:
        raise Stopped(_sentence("This cannot go out", check.stops[0].why, len(check.stops)), check.stops)
    if check.warnings and not (reason or "").strip():
        raise ReasonNeeded(
            _sentence("Say why it should go out as it is", check.warnings[0].why, len(check.warnings)), check.warnings
        )
    return sorted({finding.rule for finding in check.warnings})


def _sentence(lead: str, why: str, count: int) -> str:
    return f"{lead}: {why}" if count == 1 else f"{lead}: {why} (and {count - 1} more)"
