"""The practice platform's bad days: a script of it for tests, chances of it for demonstrations, both repeatable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from random import Random

from console.errors import AuthExpired, NotAllowed, OutcomeUnknown, RateLimited, Unreachable

UNTIL_RENEWED = datetime.max.replace(tzinfo=UTC)


class Touch(StrEnum):
    """A way in which the console touches a platform."""

    FETCH = "fetch"
    LOOK = "look"
    FIND = "find"
    CALL = "call"


class TroubleKind(StrEnum):
    """What goes wrong."""

    NONE = "none"
    SLOW = "slow"
    UNREACHABLE = "unreachable"
    RATE_LIMITED = "rate-limited"
    TOKEN_EXPIRED = "token-expired"
    GONE = "gone"  # the public deletes the thing in that very moment
    NOT_ALLOWED = "not-allowed"
    ANSWER_LOST = "answer-lost"  # the call takes effect, its answer never comes
    CALL_LOST = "call-lost"  # the call never takes effect, and nobody says so

    @property
    def is_loss(self) -> bool:
        return self in (TroubleKind.ANSWER_LOST, TroubleKind.CALL_LOST)


class TroubleName(StrEnum):
    """The kinds of day that `halfday demo --trouble` offers."""

    CALM = "calm"
    SLOW = "slow"
    FLAKY = "flaky"
    TOKEN = "token"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class TroubleStep:
    """What happens at one touch. `seconds`: how slow, how long the limit holds, or until the token is renewed (0: by
    `renew_token` only)."""

    kind: TroubleKind
    seconds: float = 0.0
    touch: Touch = Touch.CALL


@dataclass(frozen=True, slots=True)
class Chance:
    """How probable (0..1) one kind of trouble is at one of these touches, and for how long between which seconds."""

    kind: TroubleKind
    probability: float
    touches: tuple[Touch, ...] = (Touch.CALL,)
    from_s: float = 0.0
    to_s: float = 0.0


NO_TROUBLE = TroubleStep(TroubleKind.NONE)
_ALL = tuple(Touch)
_READS = (Touch.FETCH, Touch.LOOK, Touch.FIND)
_PRESETS: dict[TroubleName, tuple[Chance, ...]] = {
    TroubleName.CALM: (),
    TroubleName.SLOW: (Chance(TroubleKind.SLOW, 1.0, (Touch.LOOK, Touch.CALL), 0.5, 4.0),),
    TroubleName.FLAKY: (
        Chance(TroubleKind.UNREACHABLE, 0.15, _ALL),
        Chance(TroubleKind.RATE_LIMITED, 0.05, _ALL, 5.0, 20.0),
        Chance(TroubleKind.SLOW, 0.3, _ALL, 0.2, 2.0),
    ),
    TroubleName.TOKEN: (Chance(TroubleKind.TOKEN_EXPIRED, 0.3, from_s=45.0, to_s=90.0),),
    TroubleName.LOST: (
        Chance(TroubleKind.ANSWER_LOST, 0.3),
        Chance(TroubleKind.CALL_LOST, 0.2),
        Chance(TroubleKind.UNREACHABLE, 0.1, _READS),
    ),
}


class Trouble:
    """Decides at each touch what goes wrong: first the script in its order, then by chance from the seed."""

    def __init__(self, steps: Sequence[TroubleStep] = (), chances: Sequence[Chance] = (), seed: int = 0) -> None:
        self._steps = list(steps)
        self._chances = tuple(chances)
        self._random = Random(seed)
        self._limited_until: datetime | None = None
        self._expired_until: datetime | None = None

    def meet(self, touch: Touch, title: str, now: datetime) -> TroubleStep:
        """What this touch meets: raised where the platform is not reached at all, else the step for the caller to play.

        Raises AuthExpired or RateLimited for as long as they last, Unreachable, NotAllowed, and OutcomeUnknown for a
        call that is lost on its way. A loss while reading is Unreachable: nothing can have happened.
        """
        self._refuse_while_it_lasts(title, now)
        step = self._next(touch)
        self._begin(step, now)
        self._refuse_while_it_lasts(title, now)
        if step.kind is TroubleKind.UNREACHABLE or (step.kind.is_loss and touch is not Touch.CALL):
            raise Unreachable(f"{title} cannot be reached just now.")
        if step.kind is TroubleKind.CALL_LOST:
            raise OutcomeUnknown(f"No answer came from {title}.")
        if step.kind is TroubleKind.NOT_ALLOWED:
            raise NotAllowed(f"{title} refuses this here, for good.")
        return step

    def renew_token(self) -> None:
        """Somebody has signed in again."""
        self._expired_until = None

    def _next(self, touch: Touch) -> TroubleStep:
        scripted = next((step for step in self._steps if step.touch is touch), None)
        if scripted is not None:
            self._steps.remove(scripted)
            return scripted
        for chance in self._chances:
            if touch in chance.touches and self._random.random() < chance.probability:
                return TroubleStep(chance.kind, self._random.uniform(chance.from_s, chance.to_s), touch)
        return NO_TROUBLE

    def _begin(self, step: TroubleStep, now: datetime) -> None:
        until = now + timedelta(seconds=step.seconds)
        if step.kind is TroubleKind.RATE_LIMITED:
            self._limited_until = until
        if step.kind is TroubleKind.TOKEN_EXPIRED:
            self._expired_until = until if step.seconds else UNTIL_RENEWED

    def _refuse_while_it_lasts(self, title: str, now: datetime) -> None:
        if self._expired_until is not None and now < self._expired_until:
            raise AuthExpired(
                f"{title} no longer accepts our sign-in. An administrator of the page must sign in again."
            )
        if self._limited_until is not None and now < self._limited_until:
            left_s = (self._limited_until - now).total_seconds()
            raise RateLimited(f"{title} asks us to wait {left_s:.0f} seconds.", left_s)


def trouble_named(name: TroubleName, seed: int = 0) -> Trouble:
    """The kind of day that a demonstration asks for."""
    return Trouble(chances=_PRESETS[name], seed=seed)
