"""Putting an escalation to somebody else: to which other director, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from console.model import ActionKind
from console.screens.escalate import EscalateDialog
from console.screens.menu import Choice

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.model import Dossier
    from console.rules.routing import Route


class RerouteDialog(EscalateDialog):
    """Asks as escalating does. Where it is put already cannot be chosen."""

    KIND = ActionKind.REROUTE
    TITLE = "Put the escalation to somebody else"
    DOES = "goes there"

    def __init__(
        self,
        desk: Desk,
        dossier: Dossier,
        proposed: Route,
        chosen: Mapping[str, Route],
        *,
        put_to: str,
        is_revealed: bool,
    ) -> None:
        """`put_to` is the title of the role that has it now."""
        super().__init__(desk, dossier, proposed, chosen, is_revealed=is_revealed)
        self._put_to = put_to

    def choice(self, route: Route) -> Choice:
        choice = super().choice(route)
        return replace(choice, why_not="it is put to them already") if route.put_to == self._put_to else choice
