"""What an act would do, for the dialog that asks for it: said before anything is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.desk.removing import notice_for, removal_operation
from console.errors import NotPossible

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.model import Item
    from console.rules.policy import RemovalReason


@dataclass(frozen=True, slots=True)
class Removal:
    """What removing for a reason would do: in words, and the notice that would be posted ("" for none)."""

    effect: str
    notice: str
    why_not: str = ""


def removal(desk: Desk, item: Item, reason: RemovalReason) -> Removal:
    try:
        operation = removal_operation(desk.office, item, reason)
    except NotPossible as refusal:
        return Removal("", "", str(refusal))
    effect = desk.capability(item, operation).effect or f"The platform will {operation.value} it."
    return Removal(effect, notice_for(desk.office, item, reason))
