"""How a platform call can end, and what each ending means for its delivery. Pure: given facts, what follows."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from console.desk.records import ChannelHealth
from console.errors import AuthExpired, ChannelError, Gone, Malformed, OutcomeUnknown, RateLimited, Unreachable
from console.model import ChannelState, Delivery, DeliveryState, Operation

FIRST_RETRY_S = 2.0
LONGEST_RETRY_S = 300.0
MOST_ATTEMPTS = 6  # then a person decides: after about a minute of trying
LOOKING_GIVEN_UP_AFTER = timedelta(hours=1)


class Outcome(Struct, frozen=True):
    """How a call ended, as it will be written. `again_in_s` is when to try, or to look, again."""

    state: DeliveryState
    receipt: str | None = None
    problem: str | None = None
    again_in_s: float | None = None
    channel: ChannelState | None = None  # what it says about the channel, where it says anything


def ending_of(delivery: Delivery, problem: ChannelError, settle_after_s: float) -> Outcome:
    """What a named failure means. Only what surely never left, or is harmless to repeat, is tried again by itself."""
    words = words_of(problem)
    match problem:
        case RateLimited():
            wait_s, limited = problem.retry_after_s, ChannelState.RATE_LIMITED
            return Outcome(DeliveryState.WAITING, problem=words, again_in_s=wait_s, channel=limited)
        case Unreachable():
            return replace(back_off(delivery, words), channel=ChannelState.DOWN)
        case OutcomeUnknown() | Malformed() if delivery.operation.is_repeatable:
            return back_off(delivery, words)
        case OutcomeUnknown() | Malformed():
            return Outcome(DeliveryState.UNKNOWN, problem=words, again_in_s=settle_after_s)
        case Gone() if delivery.operation in (Operation.HIDE, Operation.DELETE):
            return already_gone(delivery)
        case AuthExpired():
            return Outcome(DeliveryState.FAILED, problem=words, channel=ChannelState.TOKEN_EXPIRED)
        case _:
            return Outcome(DeliveryState.FAILED, problem=words)


def back_off(delivery: Delivery, problem: str) -> Outcome:
    """Try again later, doubling the wait; after MOST_ATTEMPTS a person decides."""
    if delivery.attempts >= MOST_ATTEMPTS:
        return Outcome(DeliveryState.FAILED, problem=f"{problem}; tried {delivery.attempts} times")
    wait_s = min(FIRST_RETRY_S * 2 ** max(delivery.attempts - 1, 0), LONGEST_RETRY_S)
    return Outcome(DeliveryState.WAITING, problem=problem, again_in_s=wait_s)


def look_later(delivery: Delivery, problem: str, settle_after_s: float, now: datetime) -> Outcome:
    """The look itself failed: look again after a while; when that has not helped for an hour, a person decides."""
    if delivery.attempted_at is None or now - delivery.attempted_at > LOOKING_GIVEN_UP_AFTER:
        return Outcome(DeliveryState.NEEDS_PERSON, problem=problem)
    return Outcome(DeliveryState.UNKNOWN, problem=problem, again_in_s=max(settle_after_s, FIRST_RETRY_S))


def already_gone(delivery: Delivery) -> Outcome:
    """What was to be taken down is no longer there: that was the aim."""
    return Outcome(DeliveryState.DELIVERED, receipt=delivery.target, problem="it was gone already")


def health_after(
    known: ChannelHealth | None, name: str, outcome: Outcome, again: datetime | None
) -> ChannelHealth | None:
    """The channel's health after an outcome; None when nothing about it changes."""
    before = known or ChannelHealth(name, ChannelState.UP)
    state = ChannelState.UP if outcome.state is DeliveryState.DELIVERED else outcome.channel
    if state is None or (state is before.state and state is ChannelState.UP):
        return None
    resting = state in (ChannelState.RATE_LIMITED, ChannelState.DOWN)
    reason = "" if state is ChannelState.UP else (outcome.problem or "")
    return replace(before, state=state, reason=reason, until=again if resting else None)


def words_of(problem: BaseException) -> str:
    """What went wrong, in words; a timeout brings none of its own."""
    return str(problem) or "no answer came in time"
