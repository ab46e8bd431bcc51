"""Makes ready, once the screen stands, what the first answer needs: the check's word lists and the replies' phrases.

Off the loop and in steps, so that keys go on being answered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from console.desk.office import Office
from console.desk.thinking import think
from console.errors import PackProblem

WARM_AFTER_S = 1.5  # after the first paint: reading the first item comes first
BETWEEN_S = 0.1


async def warm(office: Office, log: Callable[[BaseException], None]) -> None:
    """Some 0.2 s for the check and 0.6 s for the suggestions, off the loop.

    Nothing here is worth ending a console for: whoever then needs it makes it, and is told what is wrong. A pack that
    cannot be read is told of there alone; anything else is logged as well.
    """
    for pause_s, step in ((WARM_AFTER_S, _check), (BETWEEN_S, _suggest), (BETWEEN_S, _trust)):
        await asyncio.sleep(pause_s)
        try:
            await think(step, office)
        except PackProblem:
            continue
        except Exception as problem:  # noqa: BLE001 - the outermost edge of this work
            log(problem)


def _check(office: Office) -> None:
    from console.rules.conduct import Outbound

    office.conduct.check("Thank you, we will ring you today.", Outbound.REPLY)


def _suggest(office: Office) -> None:
    from console.desk.suggesting import suggester

    suggester(office.policy)


def _trust(office: Office) -> None:
    from console.desk.suggesting import suggester

    suggester(office.policy).make_ready()
