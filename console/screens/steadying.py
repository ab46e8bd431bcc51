"""Which channels come and go: said once, and until they have been well for a while. Pure; it keeps only since when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from console.desk.records import ChannelHealth
from console.model import ChannelState

STEADY_AFTER_S = 60.0  # a state that has lasted so long is believed: a minute is what one watches a status line for
PASSING = (ChannelState.DOWN, ChannelState.RATE_LIMITED)  # over by itself; an expired sign-in is somebody's to mend


class _Course(Struct):
    """A channel's state, since when, and whether it has changed since the channel was last steady."""

    state: ChannelState
    since: datetime
    is_unsteady: bool = False


class Steadying:
    """Follows the states of the channels; a flaky one would otherwise change its words every few seconds."""

    def __init__(self) -> None:
        self._courses: dict[str, _Course] = {}

    def unsteady(self, channels: Iterable[ChannelHealth], now: datetime) -> frozenset[str]:
        """Names of the channels that come and go just now: their state is not what should be said of them."""
        return frozenset(channel.name for channel in channels if self._comes_and_goes(channel, now))

    def _comes_and_goes(self, channel: ChannelHealth, now: datetime) -> bool:
        course = self._courses.setdefault(channel.name, _Course(channel.state, now))
        if channel.state is not course.state:
            course.is_unsteady |= course.state in PASSING
            course.state, course.since = channel.state, now
        elif (now - course.since).total_seconds() >= STEADY_AFTER_S:
            course.is_unsteady = False
        return course.is_unsteady and channel.state is not ChannelState.TOKEN_EXPIRED
