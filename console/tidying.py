"""When Python collects what nobody uses any more: while nobody types, so that no key waits for it.

A console that stands holds some 200,000 objects for good, and every dossier leaves a thousand behind that hold one
another (Textual's strips remember themselves). Left alone, Python walks all of them every other second of work, for 45
to 90 ms. So what stays is set aside once it is made, and the rest is gone through when nobody has typed for a moment.
"""

from __future__ import annotations

import gc

TICK_S = 1.0  # how often it is looked whether somebody has typed; who has not for so long is reading
ROUNDS = 4  # small collections, of some 7,000 new objects each, until a whole one is worth its 5 ms
YOUNG, MIDDLE = 700, 10  # Python's own
OLD = 200  # small collections after which a whole one is made while somebody types: a minute or two without a pause


def postpone() -> None:
    """Collect nothing for now: walking all that a start makes would take 40 ms of it."""
    gc.disable()


def begin() -> None:
    """What has been made until now stays, and no collection walks it; what comes from here on is collected."""
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    gc.enable()


class Tidying:
    """Knows whether somebody is typing, and collects when nobody is."""

    def __init__(self) -> None:
        self._has_typed = False

    def typed(self) -> None:
        """A key: not now."""
        self._has_typed = True

    def tidy(self) -> bool:
        """Collect, if nobody has typed since this was asked last and there is enough; whether it did."""
        has_typed, self._has_typed = self._has_typed, False
        is_time = not has_typed and gc.isenabled() and gc.get_count()[2] >= ROUNDS
        if is_time:
            gc.collect()
        return is_time
