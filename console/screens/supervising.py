"""Whether somebody may supervise: asked before a question is, so that nobody fills in what they may not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.errors import NotPermitted

if TYPE_CHECKING:
    from console.desk.desk import Desk


def refuse_supervising(desk: Desk, doing: str) -> None:
    """Raises NotPermitted with who may, in the desk's words, where this person is no supervisor."""
    if (why_not := desk.why_not_supervise(doing)) is not None:
        raise NotPermitted(why_not)
