"""What a compose screen is opened for: which texts are asked, what is said first, and how it is sent. No widgets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.model import PIECE_MARK, ActionKind, Dossier
from console.rules.policy_time import Timescale

if TYPE_CHECKING:
    from console.desk.orders import Done
    from console.rules.conduct import Outbound


@dataclass(frozen=True, slots=True)
class Piece:
    """One text to write."""

    label: str
    text: str
    outbound: Outbound


@dataclass(frozen=True, slots=True)
class Written:
    """What the person wrote: the texts in the order of the pieces, the reason that passes warnings, the timescale."""

    texts: tuple[str, ...]
    reason: str | None = None
    timescale_id: str | None = None


Send = Callable[[Written, int], Awaitable["Done"]]  # the second argument is the item's version as it was read


@dataclass(frozen=True, slots=True)
class Writing:
    """One thing to write and send. `first` says what will really happen, `sends` what the last key does."""

    kind: ActionKind
    title: str
    first: str
    sends: str
    pieces: tuple[Piece, ...]
    dossier: Dossier
    send: Send
    timescales: Sequence[Timescale] = ()

    def draft(self) -> str | None:
        """The text of a draft of this sort that is kept with the item."""
        return next((draft.text for draft in self.dossier.drafts if draft.kind is self.kind), None)

    def split(self, draft: str) -> tuple[str, ...]:
        """A kept draft as the pieces' texts; what is missing is as the writing has it."""
        parts = draft.split(PIECE_MARK)
        return tuple(parts[place] if place < len(parts) else piece.text for place, piece in enumerate(self.pieces))


def joined(texts: Sequence[str]) -> str:
    """The pieces' texts as one draft; empty when nothing has been written."""
    return PIECE_MARK.join(texts) if any(text.strip() for text in texts) else ""


def with_timescale(text: str, timescales: Sequence[Timescale], chosen: Timescale) -> str:
    """The text with the timescale that it names replaced by the chosen one. The longest wording is looked for first."""
    for timescale in sorted(timescales, key=lambda known: -len(known.text)):
        if timescale.text in text:
            return text.replace(timescale.text, chosen.text)
    return text


def named_timescale(texts: Sequence[str], timescales: Sequence[Timescale]) -> Timescale | None:
    """The timescale that the texts name; the longest wording first, since one may stand inside another."""
    by_length = sorted(timescales, key=lambda known: -len(known.text))
    return next((scale for scale in by_length for text in texts if scale.text in text), None)
