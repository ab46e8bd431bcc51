"""What the desk needs from outside, as Protocols: a store, channels and a case system.

The outer rooms implement them; the contract tests in `tests/` hold every implementation to the same behaviour.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from console.clock import EPOCH
from console.desk.periods import Definition, Dimension, Figure, Figures, Period
from console.desk.records import (
    Arrival,
    Batch,
    BreachCounts,
    BreachNews,
    Call,
    ChannelHealth,
    Claim,
    Counts,
    DeclaredClosure,
    Due,
    Holding,
    Loud,
    NewBreach,
    NewClock,
    NewDelivery,
    NewItem,
    Record,
    RunningClock,
    Sight,
    StoppedAnswer,
    Tracing,
    View,
    Window,
)
from console.desk.tallies import Cohort, Placed, Takedown, Tallies
from console.model import (
    Absence,
    Action,
    ActionKind,
    AuditEntry,
    Author,
    Breach,
    Capability,
    Case,
    Cause,
    Change,
    Clock,
    ClockKind,
    Delivery,
    DeliveryState,
    Dossier,
    Draft,
    Escalation,
    Finding,
    FreeReply,
    Incident,
    Incoming,
    Item,
    ItemState,
    LearnedPhrase,
    LeaverTask,
    Lesson,
    Operation,
    Person,
    Promise,
    Question,
    Rank,
    TemplateFigures,
    TemplateUse,
    Training,
    Verdict,
)
from console.rules.breaches import Crossed, Running

if TYPE_CHECKING:
    from console.rules.pace import AnswersInHour
    from console.rules.serving import Queue


class Channel(Protocol):
    """A place the association is present. Every method but `capability` may raise a ChannelError."""

    @property
    def name(self) -> str: ...

    @property
    def call_timeout_s(self) -> float:
        """After this long a call's outcome counts as unknown."""

    @property
    def settle_after_s(self) -> float:
        """After this long a call that has not arrived will not arrive any more."""

    async def fetch(self, cursor: str | None) -> Batch: ...

    def capability(self, item: Item, operation: Operation, now: datetime) -> Capability: ...

    def window(self, incoming: Incoming) -> Window | None:
        """Until when the platform lets us act privately on this, where it sets such a limit."""

    async def look(self, item: Item) -> Sight: ...

    async def call(self, call: Call) -> str:
        """Make the call once; the receipt is the external id of what was made, or of what was acted on."""

    async def find(self, call: Call, since: datetime, known: Collection[str]) -> Tracing:
        """Look for a call whose outcome is unknown. `known` are receipts of other calls: they are not it.

        Of several that could be it, the oldest: taking the newest would leave an earlier call's own answer unclaimed,
        and that call would be made again. UNCLEAR where what it answered is gone, because its answers went with it.
        """

    async def close(self) -> None: ...


class CaseSystem(Protocol):
    """Where complaints and service requests are handed to. Handing over the same reference twice is harmless."""

    @property
    def name(self) -> str: ...

    async def hand_over(self, document: dict[str, object]) -> str:
        """Write the case down; the receipt says where. Raises ChannelError."""


class Reading(Protocol):
    """What can be read, from the store or within a transaction. Raises StoreError.

    None: there is no such row. Lists are in the order in which they were written, findings loudest first, people by
    name. `author` raises LookupError: its id comes from an item.
    """

    async def item(self, item_id: int) -> Item | None: ...
    async def author(self, author_id: int) -> Author:
        """The author, with all their strikes."""

    async def findings(self, item_id: int) -> list[Finding]: ...
    async def clocks(self, item_id: int) -> list[Clock]: ...
    async def breach(self, clock_id: int) -> Breach | None:
        """What was said of a clock that was warned of or missed."""

    async def breaches(self, item_id: int) -> list[Breach]: ...
    async def told_until(self, person: str) -> int | None:
        """The newest piece of news that this person has been told; None for somebody who was never told any."""

    async def newest_news(self) -> int:
        """The number of the newest warning or miss; 0 before the first."""

    async def deadline_news(self, after: int | None) -> list[BreachNews]:
        """What still runs of what was warned of or missed since then, the next due first; None: of all warnings."""

    async def delivery(self, delivery_id: int) -> Delivery | None: ...
    async def deliveries_of_action(self, action_id: int) -> list[Delivery]: ...
    async def deliveries_of_item(self, item_id: int) -> list[Delivery]: ...
    async def action(self, action_id: int) -> Action | None: ...
    async def action_details(self, action_id: int) -> dict[str, object]: ...
    async def last_action(self, item_id: int) -> Action | None:
        """The newest action on the item that is not undone, claims and releases left aside."""

    async def answer_with_another(self, item_id: int) -> Action | None:
        """The newest answer, not undone, to a later message of the conversation that answers this one too."""

    async def promises(self, item_id: int) -> list[Promise]: ...
    async def cases(self, item_id: int) -> list[Case]: ...
    async def escalations(self, item_id: int) -> list[Escalation]: ...
    async def questions(self, item_id: int) -> list[Question]: ...
    async def drafts(self, item_id: int) -> list[Draft]: ...
    async def person(self, person_id: str) -> Person | None: ...
    async def people(self) -> list[Person]: ...
    async def keeps_trainings(self) -> bool:
        """Whether anybody's training has ever been recorded here."""

    async def leaver_tasks(self) -> list[LeaverTask]:
        """All of them, those that are done too, in the order in which they were opened."""

    async def held_by(self, person_id: str) -> list[int]:
        """Ids of the items that somebody holds: claimed, or given to them."""

    async def held_by_each(self, now: datetime) -> dict[str, int]:
        """How many items each person holds, who holds any: claimed, or given to them, and not given way by now."""

    async def drafted(self, person: str) -> list[int]:
        """Ids of the items for which this person has begun to write something."""

    async def setting(self, key: str) -> str | None: ...
    async def closures(self) -> list[DeclaredClosure]:
        """What supervisors declared, in the order in which it begins."""

    async def is_notice_posted(self, start: datetime, end: datetime) -> bool:
        """Whether somebody noted that the notice of this closed stretch is posted."""

    async def channel(self, name: str) -> ChannelHealth | None: ...
    async def receipts_in_thread(self, item_id: int) -> set[str]:
        """The receipts of everything that we sent in this item's thread."""

    async def unsettled_in_thread(self, item_id: int, but: int) -> DeliveryState | None:
        """The state of another delivery than `but` in this item's thread of which it is not known if it arrived.

        One that a person has to settle comes first; None where there is none.
        """

    async def unanswered_before(self, item_id: int) -> list[int]:
        """Other unanswered items of the same author in the same thread, received no later than this one."""

    async def running_incidents(self) -> list[Incident]: ...
    async def incident(self, incident_id: int) -> Incident | None: ...
    async def items_of_incident(self, incident_id: int) -> list[Item]:
        """What was gathered under it, whole, in the order in which it was received."""

    async def authors_answered(self, incident_id: int) -> set[int]:
        """Authors of its items to whom an answer of ours has left, or is about to."""

    async def learned_of(self, template_ids: Collection[str]) -> list[LearnedPhrase]:
        """What was learned of these templates."""


class Transaction(Reading, Protocol):
    """One transaction: all of it is kept, or none.

    A version rises when the public changes an item (`take_in`, `mark_gone`) and by `raise_version`, nothing else. What
    adds something gives back its id. Everything raises StoreError; what gives nothing back may be put off until
    something is asked or the transaction ends, and its error is raised there.
    """

    has_changed: bool  # something that does not go without an audit entry

    # intake
    async def take_in(self, items: Sequence[NewItem]) -> list[Arrival]:
        """Write a batch, idempotent by (channel, external id); a changed text keeps the earlier one."""

    async def mark_gone(self, channel: str, external_ids: Sequence[str], at: datetime) -> list[int]:
        """The public deleted these; the ids of the items that were not marked before."""

    # an item
    async def raise_version(self, item_id: int) -> None: ...
    async def set_state(self, item_id: int, state: ItemState) -> None: ...
    async def set_rank(self, item_id: int, rank: Rank, problem: str | None) -> None: ...
    async def claim(
        self, item_id: int, person: str, at: datetime, console: str, holds_until: datetime | None = None
    ) -> str | None:
        """Take the item; None when taken (or had already), else who has it. Claims not seen since a while give way.

        With `holds_until` it holds until then, whether or not a console says that it is alive.
        """

    async def release(self, item_id: int, person: str) -> None: ...
    async def touch_claims(self, console: str, at: datetime) -> None:
        """Say that this console is alive, so that its claims hold."""

    async def release_console(self, console: str) -> list[int]:
        """Let go of everything this console holds."""

    # clocks
    async def start_clock(self, item_id: int, clock: NewClock) -> int: ...
    async def stop_clock(
        self, clock_id: int, at: datetime, elapsed_minutes: float, outcome: str, person: str | None = None
    ) -> None:
        """Freeze it. `person` is whose act stopped it, where somebody's did."""

    async def restart_clock(self, clock_id: int) -> None:
        """As if it had never stopped."""

    async def move_clock(self, clock_id: int, due_at: datetime) -> None: ...
    async def refresh_next(self, item_id: int, now: datetime) -> None:
        """Work out again which clock dies first, and whether the item still belongs in the inbox."""

    # deadlines that were not kept
    async def still_to_cross(self, clock_ids: Collection[int], crossed: Crossed) -> set[tuple[int, int]]:
        """Those of the clocks that still run and have not come that far, each with when it is due (epoch ms)."""

    async def note_breaches(self, breaches: Sequence[NewBreach]) -> None:
        """Write them down as one piece of news. What was missed already, and was not lifted, stays as it is."""

    async def crossed_among(self, clock_ids: Collection[int]) -> dict[int, tuple[ClockKind, Crossed]]:
        """Those of the clocks that were warned of or missed, with their kind and how far they have come."""

    async def lift(self, clock_ids: Collection[int], at: datetime) -> None:
        """What was missed of these counts as missed no more."""

    async def uncross(self, clock_ids: Collection[int]) -> None:
        """These have everything to come again. Needs no audit entry of its own beside what moved them."""

    async def missed_among(self, clock_ids: Collection[int]) -> list[Breach]:
        """Those of the clocks that were missed, with what was said of them."""

    async def give_cause(
        self, clock_ids: Collection[int], cause: Cause, note: str, person: str, at: datetime
    ) -> None: ...
    async def tell(self, person: str, news: int) -> None:
        """This person has been told of everything up to this piece of news."""

    # what a person does
    async def add_action(
        self,
        item_id: int,
        kind: ActionKind,
        person: str,
        at: datetime,
        *,
        reason: str | None = None,
        undo_until: datetime | None = None,
        details: dict[str, object] | None = None,
    ) -> int: ...
    async def save_details(self, action_id: int, details: dict[str, object]) -> None: ...
    async def mark_undone(self, action_id: int, at: datetime) -> None: ...
    async def add_deliveries(self, action_id: int, item_id: int, deliveries: Sequence[NewDelivery]) -> list[int]: ...
    async def keep_evidence(self, item_id: int, action_id: int, document: dict[str, object], at: datetime) -> int: ...
    async def add_strike(
        self, author_id: int, item_id: int, reason: str, at: datetime, action_id: int, since: datetime
    ) -> int:
        """Record it; the author's strikes since `since` afterwards: older ones no longer count."""

    async def withdraw_strikes(self, action_id: int) -> None: ...
    async def set_blocked(self, author_id: int, at: datetime | None) -> None: ...
    async def add_promise(self, item_id: int, what: str, due_at: datetime, person: str, at: datetime) -> int: ...
    async def keep_promise(self, promise_id: int, at: datetime) -> None: ...
    async def drop_promise(self, promise_id: int) -> None: ...
    async def add_case(
        self,
        item_id: int,
        *,
        prefix: str,
        is_complaint: bool,
        category: str,
        stage: str,
        at: datetime,
        text: str,
        note: str,
        person: str,
    ) -> Case:
        """Open a case; its reference is the prefix and a running number."""

    async def set_case_stage(self, case_id: int, stage: str) -> None:
        """The case is at this stage, and open."""

    async def close_case(self, case_id: int, at: datetime) -> None: ...
    async def add_escalation(
        self, item_id: int, *, department: str, put_to: str, reason: str, at: datetime, raised_by: str
    ) -> int: ...
    async def reroute_escalation(self, escalation_id: int, at: datetime, person: str) -> None:
        """It was put to somebody else, which is an escalation of its own: nobody need acknowledge this one."""

    async def acknowledge_escalation(self, escalation_id: int, at: datetime, person: str) -> None: ...
    async def add_question(self, item_id: int, *, asked_by: str, put_to: str, text: str, at: datetime) -> int: ...
    async def answer_question(self, question_id: int, answer: str, person: str, at: datetime) -> None: ...
    async def add_note(self, item_id: int, person: str, text: str, at: datetime) -> int: ...
    async def save_draft(self, draft: Draft) -> None: ...
    async def drop_draft(self, item_id: int, kind: ActionKind) -> None: ...

    # incidents, and what a person says of an item
    async def set_verdict(self, item_id: int, verdict: Verdict | None) -> None: ...
    async def add_incident(
        self,
        item_id: int,
        *,
        title: str,
        reply: str,
        template_id: str | None,
        person: str,
        at: datetime,
        ends_at: datetime,
    ) -> int: ...
    async def join_incident(self, incident_id: int, item_ids: Sequence[int]) -> list[int]:
        """Put items under a running incident; the ids of those that stood under no running one before.

        What was taken out of it stays out.
        """

    async def leave_incident(self, incident_id: int, item_id: int) -> bool:
        """Take an open item out and keep it out; False when it does not stand under that incident."""

    async def let_back_in(self, incident_id: int, item_id: int) -> None:
        """What was taken out may be put under it again."""

    async def change_incident(self, incident_id: int, reply: str, template_id: str | None) -> bool:
        """Another reply for a running incident; False when it has ended."""

    async def end_incident(self, incident_id: int, person: str, at: datetime) -> list[int] | None:
        """End it and let go of what is still open: those ids; None when it has ended already."""

    # learning
    async def keep_use(self, action_id: int, use: TemplateUse) -> None:
        """What became of the suggestions for the item that this action answers."""

    async def learn(self, action_id: int, item: Item, person: str, at: datetime, lessons: Sequence[Lesson]) -> None:
        """Keep what the action teaches. Of too many phrases of a template, the one that least bear out gives way."""

    async def unlearn(self, action_id: int) -> None:
        """As if the action had been no answer: its lessons and its use are gone, and phrases that hung on it alone.

        What gave way to them is back.
        """

    async def add_shared_phrase(self, template_id: str, text: str, person: str, at: datetime) -> None:
        """Keep a phrase that another house learned; nothing happens when it is known."""

    async def forget_phrase(self, phrase_id: int) -> None: ...

    # deliveries
    async def take_delivery(self, delivery_id: int, console: str, at: datetime, lease_until: datetime) -> bool:
        """WAITING and due → TRYING, counted as an attempt; False when another console was quicker or it was undone."""

    async def set_delivery(
        self,
        delivery_id: int,
        state: DeliveryState,
        *,
        receipt: str | None = None,
        problem: str | None = None,
        not_before: datetime | None = None,
        at: datetime | None = None,
    ) -> None: ...

    # who works here
    async def save_person(self, person: Person) -> None:
        """Who somebody is. Of one who is known already only name and role: a sign-in changes nothing else.

        Absences and trainings are written by themselves.
        """

    async def save_terms(self, person: Person) -> None:
        """The department, the week and the leaving of somebody who is known."""

    async def add_absence(self, person_id: str, absence: Absence, noted_by: str, at: datetime) -> None:
        """Note one more; those that were over by then are read no longer."""

    async def end_absence(self, absence_id: int, at: datetime) -> None: ...
    async def save_training(self, person_id: str, training: Training) -> None:
        """The newest of its course."""

    async def release_person(self, person_id: str) -> list[int]:
        """Let go of everything somebody holds, on whichever console, and of what was given to them; those ids."""

    async def hand_over_drafts(self, person_id: str, heir: str) -> None: ...
    async def add_leaver_tasks(self, tasks: Sequence[LeaverTask]) -> None:
        """Keep them as open; their ids are given by the store."""

    async def tick_leaver_task(self, task_id: int, person: str, at: datetime) -> bool:
        """Note that it is done; False when it is not open."""

    async def drop_leaver_tasks(self, person_id: str) -> None:
        """Take back what is still open."""

    # channels, settings
    async def save_reading(self, person: str, policy: str, version: str, at: datetime) -> None: ...
    async def add_closure(self, start: datetime, end: datetime, reason: str, person: str, at: datetime) -> int: ...
    async def end_closure(self, closure_id: int, end: datetime) -> None: ...
    async def drop_closure(self, closure_id: int) -> None:
        """As if it had never been declared; the audit keeps that it was."""

    async def note_notice(self, start: datetime, end: datetime, person: str, at: datetime) -> None:
        """The notice of this closed stretch is posted; nothing happens when that was noted before."""

    async def save_setting(self, key: str, value: str) -> None: ...
    async def save_channel(self, health: ChannelHealth) -> None: ...
    async def note_look(self, person: str, at: datetime) -> None:
        """Somebody has looked at every channel that could be fetched."""

    # the record
    async def record(self, record: Record) -> None:
        """Append to the audit chain. No transaction that changes anything goes without it."""

    async def announce(self, item_ids: Sequence[int], what: str, person: str | None = None) -> None:
        """Tell every console, this one included, that these items changed."""


class Counted(Protocol):
    """What a store counts in periods, for the figures made of it. Raises StoreError."""

    async def tallies(self, periods: Sequence[Period], by: Dimension | None, now: datetime) -> list[Tallies]:
        """What each of the periods holds, all as of one moment; by `DAY` as without: a day is a period of its own."""

    async def placed(self, cohort: Cohort, period: Period, by: Dimension | None, now: datetime) -> list[Placed]:
        """The items of a cohort, with the same keys and standings that are counted, oldest first."""

    async def takedowns(self, period: Period) -> list[Takedown]:
        """The first removal of each item that was taken off its page in the period, oldest first."""

    async def people(self) -> list[Person]: ...


class Reporting(Protocol):
    """Figures of a period, each with its definition and the items behind it. Raises StoreError, CalendarExhausted."""

    async def figures(self, period: Period, by: Dimension | None = None) -> list[Figures]:
        """One row without `by`; else a row for each day, and for each channel, kind, finding or advisor there is.

        Days in order, people by name, nobody and no finding last.
        """

    async def behind(
        self, figure: Figure, period: Period, by: Dimension | None = None, key: str | None = None
    ) -> list[int]:
        """The items that a figure counts, each once, oldest first: as many as the figure says.

        A figure of shares or minutes opens what it was worked out from. With `by`, those of the row with that `key`.
        """

    def definition(self, figure: Figure) -> Definition:
        """What the figure counts, by which clock and calendar, and what it leaves out."""


class Store(Reading, Counted, Protocol):
    """Everything that is kept."""

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Begin with the first thing asked (an immediate write lock, retried with jitter while another console writes).

        Raises StoreBusy, there or at the end, when the others leave no room for it.
        """

    async def warm_up(self) -> None:
        """Get ready what the first acts need: for after the first screen."""

    async def close(self) -> None: ...

    # the inbox
    async def order(self, view: View, person: str, title: str, now: datetime, most: int | None = None) -> array[int]:
        """Ids of the view's items: rank, then the clock that dies first, then id; no more than `most` of them.

        MINE is what the person has claimed, and what is put to their role's `title` and still open. DONE is what was
        finished lately, the newest first, and never all of it.
        """

    async def rows(self, item_ids: Sequence[int]) -> list[Item]:
        """The items in the order asked for; texts are cut to their first 300 characters; missing ones left out.

        Open private messages have their turn among those that wait in their conversation.
        """

    async def dossier(self, item_id: int, strikes_since: datetime = EPOCH) -> Dossier | None:
        """Everything about one item; None when there is no such item. Older strikes are not counted."""

    async def put_to(self, title: str) -> list[int]:
        """Ids of the items that wait for somebody in this role: an escalation, or a question."""

    async def counts(self, now: datetime, soon: datetime) -> Counts: ...
    async def search(self, words: str, limit: int = 50, before_id: int | None = None) -> list[int]:
        """Ids, newest first: prefixes of words in text, author, post, references."""

    async def newest_unanswered(self, *, after_id: int, since: datetime, among: int, limit: int) -> list[Item]:
        """Open items without a running incident, received since then: of the last `among` arrivals, texts cut."""

    async def unanswered_among(self, item_ids: Collection[int], since: datetime) -> list[Item]:
        """Those of the items that are open, without a running incident and received since then, texts cut."""

    async def recent_reasons(self, kind: ActionKind, person: str, limit: int) -> list[str]:
        """Different reasons given for acts of a kind lately and not taken back: the person's own first, then newest."""

    # for a supervisor
    async def claims(self, now: datetime) -> list[Claim]:
        """Who holds what, the longest held first; what would give way by now is held by nobody."""

    async def free_to_take(self, now: datetime, most: int) -> list[int]:
        """Ids of what waits for an answer and is nobody's, due soonest first, whatever its rank."""

    async def count_free(self, now: datetime, until: datetime) -> int:
        """How many of these are late, or due until then."""

    async def sent_back_to(self, person: str) -> list[int]:
        """Ids of the items to which this person's draft was sent back, and it is as it was then."""

    async def given_to(self, person: str) -> list[int]:
        """Ids of the items that somebody gave to the person, who has not taken them up yet."""

    # what happens
    async def change_mark(self) -> int:
        """Another number than before when anybody wrote meanwhile, here or elsewhere. Cheap enough for every moment."""

    async def changes_since(self, seq: int) -> list[Change]:
        """What was announced after number `seq`, oldest first; of a long absence only the newest are kept."""

    async def last_change(self) -> int:
        """The number of the newest announcement; 0 before the first."""

    # deliveries
    async def due_deliveries(self, channel: str, now: datetime, limit: int = 50) -> list[Delivery]:
        """WAITING ones of the channel whose moment has come and whose forerunner has arrived, oldest first."""

    async def orphaned_deliveries(self, now: datetime) -> list[Delivery]:
        """TRYING ones whose lease has run out, and UNKNOWN ones whose `not_before` has come: to be looked for."""

    async def next_delivery_at(self) -> datetime | None:
        """The next moment at which a delivery may leave, or has to be looked for."""

    # housekeeping
    async def shut_windows(self, now: datetime) -> list[int]:
        """Ids of unanswered items whose running platform window passed before `now` (not yet stopped)."""

    async def running_clocks(self) -> list[Clock]:
        """Every clock of every item that has not stopped."""

    # deadlines that were not kept
    async def to_come(self) -> dict[tuple[ClockKind, Crossed], datetime]:
        """Of each kind of clock that runs and was not missed, when the first is due, warned of or not."""

    async def may_cross(
        self, kind: ClockKind, crossed: Crossed, until: datetime, states: Collection[ItemState], limit: int
    ) -> list[Running]:
        """Running clocks that have come so far and no further, due until then, of items in one of these states."""

    async def missed_items(self, start: datetime, end: datetime, now: datetime) -> list[int]:
        """Ids of the items of which a clock was missed from `start` until before `end`, the newest miss first."""

    async def count_without_cause(self, limit: int) -> int:
        """How many `without_cause` would give."""

    async def without_cause(self, limit: int) -> list[int]:
        """Items with a missed clock of which nobody has said why, the newest miss first."""

    async def breach_counts(self, start: datetime, end: datetime, now: datetime) -> BreachCounts:
        """What was warned of and missed from `start` until before `end`."""

    async def stopped_answers(self, since: datetime) -> list[StoppedAnswer]:
        """The clocks of answers that were given since then, the oldest first."""

    async def channels(self) -> list[ChannelHealth]: ...
    async def has_read(self, person: str, policy: str, version: str) -> bool: ...
    async def audit_entries(self, after_seq: int = 0, limit: int = 500) -> list[AuditEntry]:
        """A page of the audit chain, in its order."""

    async def earlier_texts(self, item_id: int) -> list[str]:
        """The texts an item had before the public changed it, oldest first."""

    async def incoming_after(self, item_id: int, limit: int = 500) -> list[tuple[int, Incoming]]:
        """Items as they came in, whole, by id: for export."""

    # what a supervisor sees
    async def running(self) -> dict[ClockKind, list[Due]]:
        """By kind, when each running clock ends and whose it is, soonest first."""

    async def loud(self) -> list[Loud]:
        """What failed, and of what waits for an answer, everything loud that was found."""

    async def standings(self, item_ids: Collection[int]) -> tuple[list[RunningClock], list[Loud]]:
        """Of these items, the running clocks, and what is loud."""

    async def longest_waiting(self, item_ids: Collection[int]) -> tuple[int, datetime] | None:
        """Which of the items was received first, and when."""

    async def holdings(self, since: datetime, now: datetime) -> list[Holding]:
        """What each person holds now, and what they did and met since then; people with none of it are left out."""

    async def held_now(self, person: str, now: datetime) -> list[int]:
        """Ids of what the person holds and nobody else may take, in the order of the inbox."""

    async def done_by(self, person: str, since: datetime) -> list[int]:
        """Ids of what the person ended since then, newest first."""

    async def met_by(self, person: str, since: datetime) -> list[int]:
        """Ids of the abusive items that the person held or did something to since then."""

    # what was learned
    async def learned_state(self) -> tuple[int, ...]:
        """The same as an earlier one only where the same is learned. Cheap to ask."""

    async def learned_phrases(self) -> list[LearnedPhrase]:
        """Everything that was learned, by template, then in the order it was."""

    async def template_figures(self) -> list[TemplateFigures]:
        """Of every template that was offered or taken, by id."""

    async def free_replies(self, limit: int) -> list[FreeReply]:
        """Answers that have arrived and were begun from no template, newest first."""

    # what a forecast is made from
    async def arrived_by_hour(self, since: datetime, until: datetime) -> list[tuple[int, int]]:
        """How many items were received in each hour of the epoch (hour, count), in order; empty hours left out."""

    async def answered_by_hour(
        self, since: datetime, until: datetime, kinds: Collection[ActionKind]
    ) -> list[AnswersInHour]:
        """How many acts of these kinds, not taken back, each person did in each hour in which they did any."""

    async def answers_due(self, now: datetime, until: datetime) -> Queue:
        """What is late, and what else has to be answered until then."""

    async def active_since(self, since: datetime, beside: Collection[ActionKind]) -> list[str]:
        """Ids of people who acted since then, other than by these kinds, or whose console held an item."""
