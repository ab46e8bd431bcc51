"""Trying a text on a pack as it stands on the disk: everything that every rule says of it, as one record.

A door of its own beside the desk, for a policy officer: it needs no store and no inbox, and writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from console.desk.possible import Possible
from console.desk.thinking import think
from console.errors import PackProblem
from console.model import ActionKind, Author, Dossier, Finding, Item, ItemKind, ItemState, Rank, Suggestion
from console.rules.pack_shape import PackNote

if TYPE_CHECKING:  # made ready on another thread, when a pack is read
    from console.rules.conduct import Check, Outbound
    from console.rules.packs import Policy

REPLIES = 3  # as many as an advisor is shown
ALL_POSSIBLE = Possible(may_be_removed=True)  # a text that came from nowhere: no platform says no
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a text that nobody wrote was received


@dataclass(frozen=True, slots=True)
class PackState:
    """A pack as it was last read. While it has `faults` it cannot be used; `blanks` counts what is still to fill."""

    title: str
    faults: tuple[PackNote, ...] = ()
    blanks: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a text would stand in the list: by its rank; `due` is the time for an answer, in words, with its clause."""

    rank: Rank
    due: str
    clause: str
    is_assumed: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """Everything a pack thinks of a text."""

    findings: tuple[Finding, ...]
    action: ActionKind
    department: str
    put_to: str
    because: str
    topics: tuple[str, ...]
    places: tuple[str, ...]
    standing: Standing
    suggestions: tuple[Suggestion, ...]
    check: Check


class Trying:
    """One pack, read as often as somebody asks; what its files say at the time holds until the next reading."""

    def __init__(self, name_or_path: str) -> None:
        self._name = name_or_path
        self._judges: _Judges | None = None

    async def read(self) -> PackState:
        """Read the pack from its files, on another thread (0.5 s). What is wrong with it is in what comes back."""
        return await think(self._read)

    async def look(self, text: str, kind: ItemKind, outbound: Outbound) -> Tried | None:
        """What the pack thinks of the text, written to us as `kind` and by us as `outbound`; None while it has faults.

        On another thread: some milliseconds, and 0.3 s for the first text after a reading.
        """
        judges = self._judges
        return None if judges is None else await think(judges.look, text, kind, outbound)

    def _read(self) -> PackState:
        from console.rules.pack_check import check_pack
        from console.rules.packs import find_pack, load_policy

        self._judges = None
        try:
            path = find_pack(self._name)
            report = check_pack(path)
            if report.problems:
                return PackState(str(path), report.problems, len(report.blanks))
            policy = load_policy(str(path))
            self._judges = _Judges(policy)
        except PackProblem as problem:  # it is not there, or went away between two looks
            return PackState(self._name, (PackNote(Path(self._name).name, "the pack", str(problem), ""),))
        identity = policy.core.identity
        return PackState(f"{identity.association}: {identity.title}", (), len(report.blanks))


class _Judges:
    """The rules of one reading, made ready with it."""

    def __init__(self, policy: Policy) -> None:
        from console.desk import suggesting
        from console.rules.conduct import Conduct
        from console.rules.subjects import Subjects
        from console.rules.triage import Triage

        self._policy = policy
        self._triage = Triage(policy)
        self._subjects = Subjects(policy)
        self._conduct = Conduct(policy)
        self._suggester = suggesting.suggester(policy)

    def look(self, text: str, kind: ItemKind, outbound: Outbound) -> Tried:
        from console.desk import suggesting
        from console.rules import triage
        from console.rules.routing import department_for

        policy = self._policy
        findings = self._triage.judge(text, kind)
        department, because = department_for(policy, findings, text)
        subject = self._subjects.of(text)
        dossier = _as_if_it_came(text, kind, findings, triage.marks(findings), triage.rank(findings))
        replies = suggesting.suggestions(self._suggester, policy, dossier, ALL_POSSIBLE, REPLIES, is_open=True)
        return Tried(
            findings,
            triage.suggested_action(findings),
            department.title,
            department.director,
            because,
            tuple(topic.title for topic in subject.topics),
            tuple(place.title for place in subject.places),
            _standing(policy, dossier.item.rank),
            tuple(replies),
            self._conduct.check(text, outbound),
        )


def _standing(policy: Policy, rank: Rank) -> Standing:
    from console.rules.wording import amount_text

    answer = policy.core.deadlines.answer
    return Standing(rank, amount_text(answer), answer.clause, answer.assumed)


def _as_if_it_came(
    text: str, kind: ItemKind, findings: tuple[Finding, ...], marks: tuple[str, ...], rank: Rank
) -> Dossier:
    """The text as an item that nobody sent, for rules that are asked about items."""
    item = Item(
        id=0,
        channel="",
        external_id="",
        kind=kind,
        thread_id=0,
        author_id=0,
        author_name="",
        text=text,
        received_at=NEVER,
        arrived_at=NEVER,
        state=ItemState.OPEN,
        version=0,
        rank=rank,
        next_due_at=None,
        next_clock=None,
        marks=marks,
    )
    return Dossier(item, Author(0, "", "", ""), (), findings, ())
