"""Several items at one order: each in a transaction of its own, and what became of each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from console.desk.orders import Done
from console.desk.supervisor_orders import Outcome
from console.errors import HalfdayError, Refusal


async def one_by_one(acts: Iterable[tuple[int, Callable[[], Awaitable[Done]]]]) -> list[Outcome]:
    """Do each in turn, with its item's id. What is refused keeps no other back; once anything fails, the rest waits.

    So what was done is said in any case, and nobody waits for a busy store as often as there are items.
    """
    outcomes, trouble = list[Outcome](), ""
    for item_id, act in acts:
        if trouble:
            outcomes.append(Outcome(item_id, why_not=trouble))
            continue
        try:
            outcomes.append(Outcome(item_id, await act()))
        except Refusal as refusal:
            outcomes.append(Outcome(item_id, why_not=str(refusal)))
        except HalfdayError as failure:
            trouble = str(failure)
            outcomes.append(Outcome(item_id, why_not=trouble))
    return outcomes
