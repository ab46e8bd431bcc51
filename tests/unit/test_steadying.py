"""A channel that comes and goes is said to, once, instead of changing its words every few seconds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from console.desk.records import ChannelHealth
from console.model import ChannelState
from console.screens.steadying import STEADY_AFTER_S, Steadying

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
UP, DOWN, WAITS, EXPIRED = (
    ChannelState.UP, ChannelState.DOWN, ChannelState.RATE_LIMITED, ChannelState.TOKEN_EXPIRED,
)  # fmt: skip


def said(*course: tuple[float, ChannelState]) -> list[bool]:
    """Whether the channel is said to come and go, at each of these seconds in this state."""
    steadying = Steadying()
    return [
        bool(steadying.unsteady([ChannelHealth("facebook", state)], NOW + timedelta(seconds=at_s)))
        for at_s, state in course
    ]


def test_the_first_trouble_is_said_as_it_is_and_its_return_as_coming_and_going() -> None:
    assert said((0, UP), (5, DOWN), (9, DOWN), (10, UP), (15, DOWN), (20, UP)) == [
        False,
        False,
        False,
        True,
        True,
        True,
    ]


def test_a_channel_that_stays_well_for_a_minute_is_well() -> None:
    assert said((0, DOWN), (5, UP), (5 + STEADY_AFTER_S - 1, UP), (5 + STEADY_AFTER_S, UP)) == [
        False, True, True, False,
    ]  # fmt: skip


def test_a_channel_that_stays_away_for_a_minute_is_away() -> None:
    assert said((0, DOWN), (5, UP), (10, DOWN), (10 + STEADY_AFTER_S, DOWN)) == [False, True, True, False]


@pytest.mark.parametrize(
    "course", [((0, UP), (5, EXPIRED)), ((0, DOWN), (5, UP), (9, EXPIRED)), ((0, EXPIRED), (5, UP))]
)
def test_an_expired_sign_in_is_said_as_it_is(course: Sequence[tuple[float, ChannelState]]) -> None:
    assert said(*course)[-1] is False


def test_a_limit_that_ends_and_begins_again_is_no_news_either() -> None:
    assert said((0, WAITS), (9, UP), (12, DOWN), (17, WAITS)) == [False, True, True, True]
