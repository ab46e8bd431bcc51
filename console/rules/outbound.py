"""What a text of ours is to become, and how loud each rule of the outbound check is for it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from console.model import Level
from console.rules.policy import OutboundKind, OutboundLevel, OutboundRule


class Outbound(StrEnum):
    """What the text is to become."""

    REPLY = "reply"
    POST = "post"
    MESSAGE = "message"
    NOTE = "note"

    @property
    def is_public(self) -> bool:
        return self in (Outbound.REPLY, Outbound.POST)


OFF = "off"  # in a pack: the rule is not held against this kind of text

_EVERYWHERE = frozenset(Outbound)
_OUTSIDE = frozenset({Outbound.REPLY, Outbound.POST, Outbound.MESSAGE})
_ANSWERS = frozenset({Outbound.REPLY, Outbound.MESSAGE})
_PUBLIC = frozenset({Outbound.REPLY, Outbound.POST})


def _levels(where: frozenset[Outbound], level: Level, **others: Level) -> dict[Outbound, Level]:
    return {outbound: others.get(outbound.value, level) for outbound in where}


_DEFAULT: dict[str, dict[Outbound, Level]] = {
    "too-long": _levels(_PUBLIC, Level.WARN, post=Level.STOP),
    "no-link": _levels(_PUBLIC, Level.HINT, post=Level.WARN),
    "foreign-link": _levels(_OUTSIDE, Level.WARN, post=Level.STOP),
    "emoji": _levels(_EVERYWHERE, Level.STOP),
    "emoticon": _levels(_EVERYWHERE, Level.STOP),
    "spelling": _levels(_EVERYWHERE, Level.WARN, note=Level.HINT),
    "american": _levels(_EVERYWHERE, Level.WARN, note=Level.HINT),
    "readability": _levels(_OUTSIDE, Level.WARN),
    "jargon": _levels(_EVERYWHERE, Level.HINT),
    "shouting": _levels(_EVERYWHERE, Level.WARN, note=Level.HINT),
    "personal-data": _levels(_OUTSIDE, Level.STOP, message=Level.WARN),
    "placeholder": _levels(_EVERYWHERE, Level.STOP, note=Level.HINT),
    "promise": _levels(_ANSWERS, Level.WARN),
    "risky": _levels(_EVERYWHERE, Level.WARN),
    "no-apology": _levels(_ANSWERS, Level.WARN),
    "no-complaint-route": _levels(_ANSWERS, Level.HINT),
    "repeated": _levels(_ANSWERS, Level.HINT),
}
RULES = tuple(_DEFAULT)
"""Every rule of the outbound check."""


class Levels:
    """How loud each rule is: as written here, else as the pack's `[conduct.levels]` says."""

    def __init__(self, pack: Mapping[OutboundRule, Mapping[OutboundKind, OutboundLevel]]) -> None:
        self._levels = {rule: dict(levels) for rule, levels in _DEFAULT.items()}
        for rule, levels in pack.items():
            for kind, level in levels.items():
                if level == OFF:
                    self._levels[rule].pop(Outbound(kind), None)
                else:
                    self._levels[rule][Outbound(kind)] = Level(level)

    def of(self, rule: str, outbound: Outbound) -> Level | None:
        """None when the rule is not held against this kind of text."""
        return self._levels[rule].get(outbound)
