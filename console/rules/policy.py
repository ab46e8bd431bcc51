"""A policy pack as records: what an association's social media policy says, every setting with its clause.

This file and `policy_*.py` are the format of a pack; `packs.py` finds, reads and checks packs. Tables of the TOML files
are Structs under the same names. A setting for which the policy gives no figure says `assumed = true`.
"""

from datetime import date
from enum import StrEnum
from typing import Literal

from console.rules.policy_context import Incidents, SuggestionContext
from console.rules.policy_people import Department, EscalationRoute, Role
from console.rules.policy_staff import LeaverTaskText, TrainingRule
from console.rules.policy_table import Setting, Table
from console.rules.policy_texts import (
    Closing,
    HouseRule,
    PrivateRoute,
    PrivateTexts,
    RemovalReason,
    Sanctions,
    Signposting,
    TermsNotice,
)
from console.rules.policy_time import (
    ClosureDates,
    Complaints,
    Deadlines,
    LocalHoliday,
    OpeningHours,
    Place,
    Timescale,
    Undo,
    Warnings,
)


class Identity(Table, frozen=True, kw_only=True):
    """`[identity]`: which policy this is."""

    name: str  # of the pack: the folder's
    association: str
    title: str
    version: str
    approved: date
    review_due: date
    clause: str
    note: str = ""
    assumed: bool = False  # the dates, where the text gives only years


class Link(Table, frozen=True, kw_only=True):
    """`[[link]]`: one direct link of the shelf. An empty `url` is a blank: the home page stands in for it."""

    key: str
    title: str
    url: str = ""
    words: list[str] = []


class Domains(Setting, frozen=True, kw_only=True):
    """`[domains]`: whose links may go out."""

    own: list[str]
    listed: list[str] = []


class Retention(Setting, frozen=True, kw_only=True):
    """`[[retention]]`: how long one kind of record is kept."""

    kind: str
    days: int


OutboundRule = Literal[
    "too-long", "no-link", "foreign-link", "emoji", "emoticon", "spelling", "american", "readability", "jargon",
    "shouting", "personal-data", "placeholder", "promise", "risky", "no-apology", "no-complaint-route", "repeated",
]  # fmt: skip
OutboundKind = Literal["reply", "post", "message", "note"]
OutboundLevel = Literal["stop", "warn", "hint", "off"]


class ConductLevels(Setting, frozen=True, kw_only=True):
    """`[conduct]`: limits of the outbound check. `[conduct.clauses]`: the clause of a rule that has its own.

    `[conduct.levels]`: how loud a rule is in each kind of text, where it is not as the check itself has it.
    """

    words_before_link: int
    sentence_words: int = 25
    reading_age: int = 16  # years; at most
    levels: dict[OutboundRule, dict[OutboundKind, OutboundLevel]] = {}
    allowed_words: list[str] = []
    clauses: dict[str, str] = {}


class ClauseNote(Table, frozen=True, kw_only=True):
    """`[[clause]]`: one clause of the policy in a line, and which settings carry it (key paths of the pack)."""

    id: str
    asks: str
    carried_by: list[str] = []
    outside: str = ""  # why it is deliberately not built
    later: str = ""  # which part of the console will carry it


class Blank(Table, frozen=True, kw_only=True):
    """`[[blank]]`: something only the association knows. Reported while the setting at `where` is empty."""

    where: str  # key path, such as "link.repairs.url" or "department.housing.holder"
    asks: str
    meanwhile: str


class Core(Table, frozen=True, kw_only=True):
    """`policy.toml`: what the first screen needs. Templates and words are read when somebody first needs them."""

    format: Literal[1]
    identity: Identity
    place: Place
    hours: OpeningHours
    deadlines: Deadlines
    warnings: Warnings
    undo: Undo
    role: list[Role]
    department: list[Department]
    escalation: EscalationRoute
    house_rule: list[HouseRule]
    removal_reason: list[RemovalReason]
    sanctions: Sanctions
    terms: TermsNotice
    private_texts: PrivateTexts
    private_route: PrivateRoute
    signposting: Signposting
    suggestions: SuggestionContext
    incidents: Incidents
    complaints: Complaints
    domains: Domains
    conduct: ConductLevels
    link: list[Link]
    timescale: list[Timescale]
    retention: list[Retention]
    clause: list[ClauseNote]
    closure: list[ClosureDates] = []
    local_holiday: list[LocalHoliday] = []
    closing: Closing = Closing(reasons=[], clause="")
    blank: list[Blank] = []
    linked_policies: list[str] = []
    training: TrainingRule = TrainingRule(clause="")
    leaver_task: list[LeaverTaskText] = []


class ReadingState(StrEnum):
    """Whether the policy is within its own review date."""

    CURRENT = "current"
    OVERDUE = "overdue"


def review_state(identity: Identity, today: date) -> ReadingState:
    """Say whether the policy's own review has fallen due (L-Version table, W11.3)."""
    return ReadingState.OVERDUE if today > identity.review_due else ReadingState.CURRENT
