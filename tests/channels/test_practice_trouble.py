"""Every kind of trouble: what is raised, what has then happened, and how it passes."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from channel_contract import START, call, incoming, item_of
from practice_stage import PracticeStage

from console.channels.practice_trouble import Touch, TroubleKind, TroubleName, TroubleStep, trouble_named
from console.channels.practice_world import PracticeWorld
from console.errors import (
    AuthExpired,
    ChannelError,
    Gone,
    NotAllowed,
    OutcomeUnknown,
    RateLimited,
    Unreachable,
)
from console.model import Operation

ROOT = Path(__file__).parents[2]
REPLY = call(Operation.REPLY, "c1")
COMMENT = incoming("facebook", "c1")


@pytest.fixture
def stage(make_stage: Callable[[str], PracticeStage]) -> PracticeStage:
    stage = make_stage("facebook")
    stage.comes_in(COMMENT)
    return stage


@pytest.mark.parametrize(
    ("kind", "error", "answers"),
    [
        (TroubleKind.UNREACHABLE, Unreachable, 0),
        (TroubleKind.NOT_ALLOWED, NotAllowed, 0),
        (TroubleKind.GONE, Gone, 0),
        (TroubleKind.CALL_LOST, OutcomeUnknown, 0),
        (TroubleKind.ANSWER_LOST, OutcomeUnknown, 1),
    ],
)
async def test_a_trouble_has_its_name_and_its_effect(
    stage: PracticeStage, kind: TroubleKind, error: type[ChannelError], answers: int
) -> None:
    stage.meets(TroubleStep(kind))
    with pytest.raises(error):
        await stage.channel.call(REPLY)
    assert len(stage.said()) == answers == len(stage.world.calls())


async def test_a_call_made_twice_posts_twice(stage: PracticeStage) -> None:
    assert await stage.channel.call(REPLY) != await stage.channel.call(REPLY)
    assert len(stage.said()) == 2
    assert [applied.key for applied in stage.world.calls()] == ["k1", "k1"]


async def test_a_rate_limit_holds_for_its_time_and_for_every_touch(stage: PracticeStage) -> None:
    stage.meets(TroubleStep(TroubleKind.RATE_LIMITED, 30))
    with pytest.raises(RateLimited) as limited:
        await stage.channel.call(REPLY)
    assert limited.value.retry_after_s == 30
    stage.clock.advance(timedelta(seconds=10))
    with pytest.raises(RateLimited) as limited:
        await stage.channel.fetch(None)
    assert limited.value.retry_after_s == 20
    stage.clock.advance(timedelta(seconds=20))
    assert await stage.channel.call(REPLY)


async def test_an_expired_token_stays_so_until_somebody_signs_in(stage: PracticeStage) -> None:
    stage.meets(TroubleStep(TroubleKind.TOKEN_EXPIRED))
    for _ in range(2):
        with pytest.raises(AuthExpired):
            await stage.channel.call(REPLY)
        stage.clock.advance(timedelta(days=1))
    with pytest.raises(AuthExpired):
        await stage.channel.look(item_of(COMMENT))
    stage.channel.renew_token()
    assert await stage.channel.call(REPLY)


async def test_a_token_may_be_renewed_after_a_time(stage: PracticeStage) -> None:
    stage.meets(TroubleStep(TroubleKind.TOKEN_EXPIRED, 45))
    with pytest.raises(AuthExpired):
        await stage.channel.call(REPLY)
    stage.clock.advance(timedelta(seconds=45))
    assert await stage.channel.call(REPLY)


async def test_a_refusal_whose_answer_is_lost_is_unknown_too(stage: PracticeStage) -> None:
    stage.is_deleted("c1")
    stage.meets(TroubleStep(TroubleKind.ANSWER_LOST))
    with pytest.raises(OutcomeUnknown):
        await stage.channel.call(REPLY)
    assert stage.world.calls() == []


async def test_a_slow_call_cut_off_early_has_not_happened(stage: PracticeStage) -> None:
    stage.meets(TroubleStep(TroubleKind.SLOW, 60))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(stage.channel.call(REPLY), 0.001)
    assert stage.said() == []


async def test_a_slow_call_ends_well(stage: PracticeStage) -> None:
    stage.meets(TroubleStep(TroubleKind.SLOW, 0.002))
    assert await stage.channel.call(REPLY)
    assert len(stage.said()) == 1


async def test_a_loss_while_reading_is_unreachable(stage: PracticeStage) -> None:
    stage.meets(TroubleStep(TroubleKind.ANSWER_LOST, touch=Touch.LOOK))
    with pytest.raises(Unreachable):
        await stage.channel.look(item_of(COMMENT))


async def test_trouble_of_one_touch_waits_for_that_touch(stage: PracticeStage) -> None:
    stage.meets(TroubleStep(TroubleKind.UNREACHABLE, touch=Touch.FETCH), TroubleStep(TroubleKind.CALL_LOST))
    with pytest.raises(OutcomeUnknown):
        await stage.channel.call(REPLY)
    with pytest.raises(Unreachable):
        await stage.channel.fetch(None)
    assert (await stage.channel.fetch(None)).items == (COMMENT,)


@pytest.mark.parametrize("name", list(TroubleName))
def test_a_named_day_goes_the_same_way_for_the_same_seed(name: TroubleName) -> None:
    def day() -> list[str]:
        trouble, said, now = trouble_named(name, seed=7), [], START
        for _ in range(200):
            now += timedelta(seconds=30)
            try:
                said.append(trouble.meet(Touch.CALL, "Facebook", now).kind.value)
            except ChannelError as error:
                said.append(type(error).__name__)
        return said

    first = day()
    assert first == day()
    assert set(first) == {"none"} if name is TroubleName.CALM else len(set(first)) > 1 or set(first) == {"slow"}


KILLED_RIGHT_AFTER = """
import asyncio, os, sys
from datetime import UTC, datetime
from pathlib import Path
from console.channels.practice import PracticeChannel
from console.channels.practice_world import PracticeWorld
from console.clock import VirtualClock
from console.desk.records import Call
from console.model import Operation

channel = PracticeChannel(PracticeWorld.open(Path(sys.argv[1])), "facebook", VirtualClock(datetime.now(UTC)))
asyncio.run(channel.call(Call(Operation.REPLY, "c1", "We are on it.", "k1")))
os._exit(9)
"""


def test_what_was_applied_outlives_a_console_that_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "world.db"
    world = PracticeWorld.open(path)
    world.arrive(COMMENT)
    world.close()
    killed = subprocess.run([sys.executable, "-c", KILLED_RIGHT_AFTER, str(path)], cwd=ROOT, check=False)
    assert killed.returncode == 9
    world = PracticeWorld.open(path)
    assert [answer.text for answer in world.answers()] == ["We are on it."]
    assert [(applied.key, applied.target) for applied in world.calls()] == [("k1", "c1")]
    world.close()
