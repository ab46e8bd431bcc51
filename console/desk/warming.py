"""Makes ready, once the screen stands, what the first answer needs: the check's word lists and the replies' phrases.

On another thread and in steps, so that keys go on being answered; whoever is faster finds it made by the first need.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from console.desk.office import Office
from console.errors import PackProblem

WARM_AFTER_S = 1.5  # after the first paint: reading the first item comes first
BETWEEN_S = 0.1


async def warm(office: Office) -> None:
    """Some 0.2 s for the check and 0.6 s for the suggestions, off the loop."""
    for step in (_check, _suggest, _trust):
        await asyncio.sleep(WARM_AFTER_S if step is _check else BETWEEN_S)
        await asyncio.to_thread(_quietly, step, office)


def _quietly(step: Callable[[Office], None], office: Office) -> None:
    """A pack that cannot be read is told when somebody needs it."""
    with contextlib.suppress(PackProblem):
        step(office)


def _check(office: Office) -> None:
    from console.rules.conduct import Outbound

    office.conduct.check("Thank you, we will ring you today.", Outbound.REPLY)


def _suggest(office: Office) -> None:
    from console.desk.suggesting import suggester

    suggester(office.policy)


def _trust(office: Office) -> None:
    from console.desk.suggesting import suggester

    suggester(office.policy).make_ready()
