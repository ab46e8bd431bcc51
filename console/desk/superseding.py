"""Before a new answer is queued: old failures give way, what may have arrived must first be settled.

And what a colleague has answered is not answered again by accident.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from console.desk.acting import Act, name_of
from console.desk.office import Office
from console.desk.ranking import rank_again
from console.desk.withdrawing import give_up
from console.errors import NotPossible, ReasonNeeded
from console.model import Delivery, DeliveryState, Item, Operation, Person

if TYPE_CHECKING:
    from console.desk.ports import Reading

UNSETTLED = (DeliveryState.NEEDS_PERSON, DeliveryState.UNKNOWN, DeliveryState.TRYING)
ANSWERED_AGAIN = "answered-again"  # in the audit, among what a reason passed over
BESIDE_THE_ANSWER = (Operation.BLOCK, Operation.CORRECT, Operation.HAND_OVER)  # owed whatever the answer is


async def clear_the_way(act: Act) -> None:
    """Refuse while an answer is leaving or unsettled; give up those that failed for good, with what was to follow them.

    Raises NotPossible.
    """
    for delivery in _answers_among(await act.tx.deliveries_of_item(act.item.id)):
        if delivery.state is DeliveryState.FAILED:
            await give_up(act.tx, delivery, "given up: decided anew", act.now)
    if (why := await why_wait(act.office, act.tx, act.person, act.item)) is not None:
        raise NotPossible(why)
    await rank_again(act.tx, act.item.id)


async def why_wait(office: Office, kept: Reading, person: Person, item: Item) -> str | None:
    """Why the item cannot be answered just now, with who answered it and when; None when it can."""
    unfinished = next((one for one in await _answers_to(kept, item) if _is_unfinished(one)), None)
    if unfinished is None:
        return None
    action = await kept.action(unfinished.action_id)
    assert action is not None
    is_own = action.person == person.id
    who = "You" if is_own else await name_of(kept, action.person)
    return f"{who} answered this {office.clock_words(action.at)}. {_what_to_do(unfinished, is_own=is_own)}"


async def require_reason_to_answer_again(act: Act, reason: str | None) -> list[str]:
    """What a colleague has answered is answered again with a reason only: two answers are rarely meant.

    Returns what the reason passed over, for the audit. One's own answer may be followed by another.

    Raises ReasonNeeded.
    """
    delivered = [one for one in await _answers_to(act.tx, act.item) if one.delivered_at is not None]
    if not delivered:
        return []
    action = await act.tx.action(max(delivered, key=lambda one: (one.delivered_at, one.id)).action_id)
    assert action is not None
    if action.person == act.person.id:
        return []
    if not (reason or "").strip():
        who = await name_of(act.tx, action.person)
        when = act.office.clock_words(action.at)
        raise ReasonNeeded(f"{who} answered this {when}, and that is out. Say why it is answered once more.", ())
    return [ANSWERED_AGAIN]


async def _answers_to(kept: Reading, item: Item) -> list[Delivery]:
    """Every answer's deliveries, those with a later message of the conversation among them."""
    deliveries = await kept.deliveries_of_item(item.id)
    if item.kind.is_private and (with_another := await kept.answer_with_another(item.id)) is not None:
        deliveries += await kept.deliveries_of_action(with_another.id)
    return _answers_among(deliveries)


def _answers_among(deliveries: Sequence[Delivery]) -> list[Delivery]:
    return [delivery for delivery in deliveries if delivery.operation not in BESIDE_THE_ANSWER]


def _is_unfinished(delivery: Delivery) -> bool:
    return delivery.state in UNSETTLED or delivery.state is DeliveryState.WAITING


def _what_to_do(delivery: Delivery, *, is_own: bool) -> str:
    if delivery.state in UNSETTLED:
        return (
            "It is not known whether that arrived. Look on the platform, then press t to say so; "
            "your text is kept as a draft."
        )
    if delivery.attempts:
        return "It is still being tried. Wait until it has arrived or failed."
    return "It is on its way." + (" Press u to take it back first." if is_own else "")
