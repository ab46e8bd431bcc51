"""One tree of everything that can go wrong and that somebody is told about.

HalfdayError
├── PackProblem             a policy pack cannot be used as it is
├── CalendarExhausted       no working time is left within the calendar's span
├── Refusal                 the desk will not do it; says why and what to do instead
│   ├── NotPermitted        this role may not
│   ├── Stale               somebody changed it meanwhile
│   ├── AlreadyClaimed      a colleague has it
│   ├── Stopped             the outbound check stops it
│   ├── ReasonNeeded        it can be done, with a reason that is kept
│   ├── NotPossible         the platform or the item's state does not allow it
│   └── TooLate             the moment for it has passed
├── ChannelError            a platform call did not end well
│   ├── AuthExpired         ├── RateLimited(retry_after_s)   ├── Gone
│   ├── NotAllowed          ├── Unreachable (nothing left here)
│   ├── OutcomeUnknown      it may or may not have arrived
│   └── Malformed           what came back cannot be read
└── StoreError              the store cannot be used; says what to do
    ├── StoreBusy           ├── StoreNewer                   ├── StoreOlder
    └── StoreDamaged
"""

from __future__ import annotations

from collections.abc import Sequence

from console.model import Finding


class HalfdayError(Exception):
    """The root: its text is a sentence for a person."""


class PackProblem(HalfdayError):
    """A policy pack cannot be used; the text names every problem."""


class CalendarExhausted(HalfdayError):
    """No working time is left within the calendar's span."""


class Refusal(HalfdayError):
    """The desk will not do it. The text says why, and what to do instead."""


class NotPermitted(Refusal):
    """The person's role may not do this."""


class Stale(Refusal):
    """The item changed since the person read it; the text says who did what."""


class AlreadyClaimed(Refusal):
    """A colleague is working on it."""

    def __init__(self, message: str, person: str) -> None:
        super().__init__(message)
        self.person = person


class Stopped(Refusal):
    """The outbound check stops the text; `findings` say where and why."""

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class ReasonNeeded(Refusal):
    """It can be sent with a reason, which is kept: the outbound check warns, or a colleague has answered already."""

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class NotPossible(Refusal):
    """The platform, or the state of the item, does not allow it."""


class TooLate(Refusal):
    """The moment for it has passed."""


class ChannelError(HalfdayError):
    """A platform call did not end well. Nothing is known to have happened there unless the subclass says so."""


class AuthExpired(ChannelError):
    """The platform no longer accepts our token: a person must sign in again."""


class RateLimited(ChannelError):
    """The platform asks us to wait."""

    def __init__(self, message: str, retry_after_s: float) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class Unreachable(ChannelError):
    """The call never left, so repeating it is harmless."""


class Gone(ChannelError):
    """The thing acted on is no longer there."""


class NotAllowed(ChannelError):
    """The platform refuses this operation on this item, for good."""


class OutcomeUnknown(ChannelError):
    """The call left and no answer came: it may or may not have arrived. Never repeat it blindly."""


class Malformed(ChannelError):
    """What came back, or what was read, cannot be understood."""


class StoreError(HalfdayError):
    """The store cannot be used; the text says what to do."""


class StoreBusy(StoreError):
    """Another console held the store for too long."""


class StoreNewer(StoreError):
    """The store was written by a newer Halfday."""


class StoreOlder(StoreError):
    """The store was written by an older Halfday, and only what may write can bring it up to date."""


class StoreDamaged(StoreError):
    """The store's file is not sound."""
