"""What was done to an item that was taken off the page, as steps with what became of each. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from console.model import Delivery, DeliveryState, Dossier, Operation, Removal
from console.widgets import wording
from console.widgets.lines_pane import Line, line
from console.widgets.setting import Setting
from console.widgets.thread_lines import delivery_look, delivery_words

DONE_WORDS: Mapping[Operation, str] = {
    Operation.HIDE: "hidden from the page",
    Operation.DELETE: "deleted from the page",
    Operation.NOTICE: "notice posted",
}
UNDER_WAY = (DeliveryState.WAITING, DeliveryState.TRYING)


def removal_lines(dossier: Dossier, setting: Setting) -> list[Line]:
    """Each removal that was not taken back, and its steps in the order in which they are done."""
    return [one for removal in dossier.removals for one in _removal(dossier, removal, setting)]


def _removal(dossier: Dossier, removal: Removal, setting: Setting) -> list[Line]:
    action = removal.action
    by = f"  by {setting.name(action.person)}, {setting.at(action.at)}"
    deliveries = [one for one in dossier.deliveries if one.action_id == action.id and one.operation in DONE_WORDS]
    lines = [line(("Removal", "heading"), (by, "muted")), *_evidence(removal)]
    lines += [_step(delivery, dossier, setting) for delivery in deliveries]
    if not any(delivery.operation is Operation.NOTICE for delivery in deliveries):
        lines.append(_aside("no notice for this reason"))
    return [*lines, _strike(removal)]


def _evidence(removal: Removal) -> list[Line]:
    if removal.keeps_evidence is None:
        return []
    return [_done("evidence kept") if removal.keeps_evidence else _aside("evidence deleted since")]


def _step(delivery: Delivery, dossier: Dossier, setting: Setting) -> Line:
    if delivery.state is DeliveryState.DELIVERED:
        return _done(DONE_WORDS[delivery.operation])
    what = wording.OPERATION_WORDS[delivery.operation]
    if delivery.state is DeliveryState.UNDONE:
        return _aside(f"{what} given up")
    sign, _, words = delivery_words(delivery, dossier.deliveries, setting.now).partition(" ")
    owed = "" if delivery.state in UNDER_WAY else " owed"
    return line((f"{sign} ", delivery_look(delivery)), f"{what}{owed}  ", (words, delivery_look(delivery)), indent=2)


def _strike(removal: Removal) -> Line:
    return _aside("no strike counts for it") if removal.strike is None else _done(f"strike {removal.strike} recorded")


def _done(words: str) -> Line:
    return line(("✓ ", "good"), words, indent=2)


def _aside(words: str) -> Line:
    return line((f"· {words}", "muted"), indent=2)
