"""The one door: everything a person can do to the inbox, and all that they can see of it.

Methods take and return records, so that a desk behind a shared hub can one day stand in its place. What an act does is
in the module of that act; here it is only put together with who asks.
"""

from __future__ import annotations

import asyncio
from array import array
from collections import deque
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from console.desk import acts
from console.desk.learning_desk import LearningDesk
from console.desk.office import Office
from console.desk.overseeing_desk import OverseeingDesk
from console.desk.records import (
    ChannelHealth,
    Counts,
    FirstLook,
    Record,
    View,
)
from console.desk.staff_desk import StaffDesk
from console.desk.supervising_desk import SupervisingDesk
from console.desk.thinking import think
from console.errors import NotPossible, StoreError
from console.model import (
    ActionKind,
    Capability,
    Case,
    Change,
    Delivery,
    Dossier,
    Finding,
    Item,
    LearnedPhrase,
    LedgerLine,
    Offered,
    Operation,
    Person,
)
from console.model import Clock as ItemClock
from console.rules import reviewing, sanctions, verdicts
from console.rules.masking import mask

if TYPE_CHECKING:
    from console.desk.orders import (
        AddNote,
        Advise,
        AnswerIncident,
        Ask,
        Assign,
        Block,
        CalendarChange,
        Close,
        Correct,
        DeclareIncident,
        Done,
        Escalate,
        Fulfil,
        JoinIncident,
        Judge,
        LeaveIncident,
        LogComplaint,
        MoveToPrivate,
        Remove,
        Reopen,
        Reply,
        Review,
        ReviseIncident,
        Sent,
        TakeFurther,
    )
    from console.desk.possible import Possible
    from console.model import Incident, Suggestion
    from console.rules.conduct import Check, Outbound
    from console.rules.routing import Route
    from console.rules.suggest import Suggester

Answer = TypeVar("Answer", "Reply", "MoveToPrivate")
News = tuple[tuple[int, ...], Sequence[LearnedPhrase]]

JUST_NOW = timedelta(minutes=5)  # in which the same answer to somebody else is pointed out
ANSWERS_KEPT = 20  # nobody writes more in that time
ACTS_KEPT = 200  # that can be taken back one after the other: an incident's reply goes to many at once
LOOKED_THROUGH = 300  # of the newest arrivals, each time somebody stays on an item: 10 ms on another thread
OFFERED_KEPT = 200  # items that somebody looked at before they answered one
SOMEBODYS = "Sam Example at 12 High Street, 07700 900123, sam@example.org"  # what there is to mask
CHANGE_POLL_S = 0.25  # another console's change shows well within a second


class Desk(OverseeingDesk, SupervisingDesk, StaffDesk, LearningDesk):
    """What one signed-in person sees and does.

    An act raises a Refusal that says why not and what instead: NotPermitted for the role, Stale when the item is not as
    the order says it was read, AlreadyClaimed while a colleague works on it, NotPossible for the platform or the item's
    state; one that sends a text also Stopped, or ReasonNeeded until it has a reason. Whatever touches the store may
    raise StoreError. What an act did is durable when it returns, and leaves at `Done.undo_until`.
    """

    def __init__(self, office: Office, person: Person, *, arrival: Record | None = None) -> None:
        """`arrival` is the person's sign-in where that is still to be recorded."""
        super().__init__(office, person)
        self._arrival = arrival
        self._recording: asyncio.Task[None] | None = None
        self._done: list[Done] = []
        self._said: deque[tuple[datetime, int, str]] = deque(maxlen=ANSWERS_KEPT)  # when, to which item, what
        self._suggester: Suggester | None = None
        self._learned_state: tuple[int, ...] = ()
        self._offered: dict[int, Offered] = {}  # by item, the newest last: what an answer to it was chosen from

    async def record_arrival(self) -> None:
        """Record the sign-in, where that is still to be done. Raises StoreError, and is then still to be done."""
        if self._arrival is None:
            return
        if self._recording is None:
            self._recording = asyncio.create_task(self._record(self._arrival))
        recording = self._recording
        try:
            await asyncio.shield(recording)  # whoever leaves meanwhile, it is recorded, and once
        except StoreError:
            self._recording = None
            raise
        self._arrival = None

    async def _record(self, arrival: Record) -> None:
        async with self.office.store.transaction() as tx:
            await tx.record(arrival)

    # -- seeing --------------------------------------------------------------------------------------------------

    async def order(self, view: View = View.ALL, most: int | None = None) -> array[int]:
        """Ids of the view's items in the order of the inbox; no more than `most` of them."""
        title = self.office.policy.role(self.person.role).title
        return await self.office.store.order(view, self.person.id, title, self.office.now(), most)

    async def first_look(self, lines: int) -> FirstLook:
        """What the inbox shows when it opens: so many lines of it, and what stands around them."""
        seq, order = await self.office.store.last_change(), await self.order(most=lines)
        rows = await self.rows(order)
        return FirstLook(seq, order, rows, await self.people(), await self.counts(), await self.channels())

    async def rows(self, item_ids: Sequence[int]) -> list[Item]:
        """The items as lines of the list, in the order asked for: texts cut, missing ones left out."""
        return await self.office.store.rows(item_ids)

    async def dossier(self, item_id: int) -> Dossier | None:
        """Everything about one item as of now; None when there is no such item."""
        since = sanctions.strikes_count_since(self.office.policy, self.office.now())
        return await self.office.store.dossier(item_id, since)

    async def counts(self) -> Counts:
        """The figures of the status line, as of now."""
        now = self.office.now()
        soon = self.office.due_soon(now)
        return await self.office.store.counts(now, soon)

    async def put_to_me(self) -> list[int]:
        """Ids of the items that wait for somebody in this person's role, an escalation or a question."""
        return await self.office.store.put_to(self.office.policy.role(self.person.role).title)

    async def drafted_by_me(self) -> list[int]:
        """Ids of the items for which this person has begun to write something, and not finished it."""
        return await self.office.store.drafted(self.person.id)

    async def search(self, words: str, limit: int = 50, before_id: int | None = None) -> list[int]:
        """Ids of the items that hold every word as a prefix, newest first; `before_id` pages on."""
        return await self.office.store.search(words, limit, before_id)

    async def channels(self) -> list[ChannelHealth]:
        """What is known of every channel, by name."""
        return await self.office.store.channels()

    async def note_look(self) -> None:
        """This person reads the inbox: they are here, and have looked at what could be fetched (W7.9, LG2.2)."""
        async with self.office.store.transaction() as tx:
            await tx.note_look(self.person.id, self.office.now())

    async def people(self) -> list[Person]:
        """Everybody who has signed in here, by name."""
        return await self.office.store.people()

    async def changes(self, since_seq: int) -> AsyncIterator[list[Change]]:
        """What happens to items after that change, here and in other consoles, within a second. Never ends."""
        async for changes in self.stirrings(since_seq):
            if changes:
                yield changes

    async def stirrings(self, since_seq: int) -> AsyncIterator[list[Change]]:
        """The same, and an empty list when something else was written: a channel's state, a person, a look."""
        store, mark = self.office.store, -1
        while True:
            if (now := await store.change_mark()) != mark:
                mark = now
                if changes := await store.changes_since(since_seq):
                    since_seq = changes[-1].seq
                yield changes
            await asyncio.sleep(CHANGE_POLL_S)

    def ledger(self, clock: ItemClock) -> tuple[LedgerLine, ...]:
        """The stretches of time between a clock's start and its end: the receipt of a deadline."""
        return self.office.calendar_since(clock.started_at).ledger(clock.started_at, clock.due_at)

    # -- judging -------------------------------------------------------------------------------------------------

    def check(self, text: str, outbound: Outbound, item: Item) -> Check:
        """What the outbound check says of a text for an item, as one types; its whole text is at hand."""
        since = self.office.now() - JUST_NOW
        recent = [said for at, item_id, said in self._said if at >= since and item_id != item.id]
        if item.incident_id is not None:
            recent = []  # one answer for all of them is what an incident is for
        return acts.conducting.check(self.office, text, outbound, item, recent)

    async def spellings(self, word: str) -> list[str]:
        """What may have been meant by a misspelt word, best first; up to 0.1 s, on another thread."""
        from console.rules.spelling import suggestions

        return await think(suggestions, word)

    async def suggestions(self, dossier: Dossier, limit: int = 3) -> list[Suggestion]:
        """What may be done, best first: replies filled with what is known, and removals with their notice.

        What was offered last for an item is remembered.
        """
        possible = acts.possible.possible(self.office, dossier.item)
        found = await think(self._suggest, dossier, possible, limit, await self._news())
        self._remember_offered(dossier.item.id, found)
        return found

    def _suggest(self, dossier: Dossier, possible: Possible, limit: int, news: News | None) -> list[Suggestion]:
        from console.desk import suggesting  # brings rapidfuzz and the templates

        if self._suggester is None:
            self._suggester = suggesting.suggester(self.office.policy).apart()
        if news is not None:  # on this thread, which goes on when nobody waits for it any more
            self._learned_state, learned = news
            self._suggester.listen_to(learned)
        is_open = self.office.calendar.is_open(self.office.now())
        return suggesting.suggestions(self._suggester, self.office.policy, dossier, possible, limit, is_open=is_open)

    def _remember_offered(self, item_id: int, found: Sequence[Suggestion]) -> None:
        """The replies among the suggestions; the first is said to fit where its words brought it."""
        replies = tuple(one.template_id for one in found if one.template_id and one.removal_reason is None)
        first = found[0] if found and found[0].removal_reason is None else None
        self._offered.pop(item_id, None)
        self._offered[item_id] = Offered(replies, fits=first is not None and first.fits and first.score > 0)
        if len(self._offered) > OFFERED_KEPT:
            del self._offered[next(iter(self._offered))]

    async def _news(self) -> News | None:
        """Everything that was learned, with the state it was read in; None when this console has heard it."""
        state = await self.office.store.learned_state()
        return None if state == self._learned_state else (state, await self.office.store.learned_phrases())

    def fill(self, text: str, item: Item, timescale_id: str | None = None, reference: str | None = None) -> str:
        """A template's or a notice's text with what is known filled in."""
        from console.desk import texts

        return texts.fill_for(self.office.policy, text, item, timescale_id, reference)

    def why_not(self, kind: ActionKind, item: Item | None = None) -> str | None:
        """Why this person may not, or the platform cannot, do this to the item; None when it can be done."""
        return acts.possible.why_not(self.office, self.person, kind, item)

    async def why_wait(self, item: Item) -> str | None:
        """Why the item cannot be answered just now: an answer is leaving, or it is not known whether one arrived."""
        return await acts.superseding.why_wait(self.office, self.office.store, self.person, item)

    def other_route(self, item: Item) -> str | None:
        """What may be said in public where the platform has no private message for them; None when it has one."""
        return acts.possible.other_route(self.office, self.person, item)

    async def route(self, dossier: Dossier, department_id: str | None = None) -> Route:
        """To whom an escalation would go, and why."""
        return await acts.escalating.route_for(self.office, dossier, department_id)

    def removal(self, item: Item, reason_id: str) -> tuple[Capability, str]:
        """What removing it for this reason would really do, and the notice that would be posted. Raises NotPossible."""
        reason = self.office.policy.reason(reason_id)
        operation = acts.removing.removal_operation(self.office, item, reason)
        return self.capability(item, operation), acts.removing.notice_for(self.office.policy, reason)

    def why_not_removed(self, item: Item) -> str | None:
        """Why it can be removed for no reason of the policy, whichever is chosen; None when it can for one of them."""
        why: str | None = None
        for reason in self.office.policy.core.removal_reason:
            try:
                self.removal(item, reason.id)
            except NotPossible as refusal:
                why = why or str(refusal)
            else:
                return None
        return why

    def block_proposal(self, dossier: Dossier) -> str | None:
        """Why the policy proposes to block the item's author; None when it does not (W6.13)."""
        return sanctions.block_proposal(self.office.policy, dossier.author.strikes, dossier.findings)

    def masked(self, text: str, findings: Iterable[Finding] | None = None) -> str:
        """The text with the personal data in it masked (W7.5): what its findings say, or whatever the rules find.

        Without findings our own published contacts are masked too: not to read the pack's words for a line of a list.
        """
        if findings is not None:
            return mask(text, findings)
        from console.rules.personal_data import masked  # few rows need it, the first screen perhaps none

        return masked(text)

    async def learn_to_mask(self) -> None:
        """Load what masks a text, off the loop: 30 ms that a start does without."""
        await think(self.masked, SOMEBODYS)

    def correctable(self, dossier: Dossier) -> list[Delivery]:
        """The public answers of ours to the item that are out and can be corrected, in the order they were sent."""
        return acts.correcting.correctable(dossier)

    def capability(self, item: Item, operation: Operation) -> Capability:
        """What the platform would really do."""
        return acts.possible.capability(self.office, item, operation)

    # -- acting --------------------------------------------------------------------------------------------------

    async def claim(self, item_id: int) -> Item:
        """Take an item for work. Raises AlreadyClaimed when a colleague has it."""
        return await acts.claiming.claim(self.office, self.person, item_id)

    async def release(self, item_id: int) -> None:
        """Let go of an item; nothing happens when this person does not hold it."""
        await acts.claiming.release(self.office, self.person, item_id)

    async def assign(self, order: Assign) -> Done:
        """Give an item to a colleague."""
        return await acts.claiming.assign(self.office, self.person, order)

    async def reply(self, order: Reply) -> Done:
        """Answer where the item stands."""
        done = self._keep(await acts.replying.reply(self.office, self.person, self._with_offered(order)))
        self._said.append((self.office.now(), order.item_id, order.text))
        return done

    async def remove(self, order: Remove) -> Done:
        """Take the item off the page for a reason of the pack, with that reason's notice."""
        return self._keep(await acts.removing.remove(self.office, self.person, order))

    async def move_to_private(self, order: MoveToPrivate) -> Done:
        """Send a private message with a timescale, then the public line that says so."""
        return self._keep(await acts.moving.move_to_private(self.office, self.person, self._with_offered(order)))

    async def log_complaint(self, order: LogComplaint) -> Done:
        """Open a case on the housing system. The item still wants an answer."""
        return self._keep(await acts.casework.log_complaint(self.office, self.person, order))

    async def take_further(self, order: TakeFurther) -> Done:
        """Take a complaint to the procedure's next level."""
        return await acts.casework.take_further(self.office, self.person, order)

    def can_go_further(self, case: Case) -> bool:
        return acts.casework.can_go_further(self.office, case)

    async def escalate(self, order: Escalate) -> Done:
        """Put the item to a director. The deadline goes on counting."""
        return self._keep(await acts.escalating.escalate(self.office, self.person, order))

    async def ask(self, order: Ask) -> Done:
        """Ask inside the house. The deadline goes on counting."""
        return await acts.asking.ask(self.office, self.person, order)

    async def advise(self, order: Advise) -> Done:
        """Answer a question that a colleague asked."""
        return await acts.asking.advise(self.office, self.person, order)

    async def note(self, order: AddNote) -> Done:
        """Write something down for colleagues."""
        return await acts.asking.note(self.office, self.person, order)

    async def closing_reasons(self) -> list[str]:
        """What to offer as the reason for closing something: what was given lately, then what the pack lists."""
        return await acts.finishing.closing_reasons(self.office, self.person)

    async def close(self, order: Close) -> Done:
        """Finish the item without an answer."""
        return self._keep(await acts.finishing.close(self.office, self.person, order))

    async def reopen(self, order: Reopen) -> Done:
        """Put the item back into the inbox, its clocks as if they had never stopped."""
        return self._keep(await acts.finishing.reopen(self.office, self.person, order))

    async def fulfil(self, order: Fulfil) -> Done:
        """A promise kept, a case stage done, an escalation acknowledged."""
        return await acts.finishing.fulfil(self.office, self.person, order)

    async def block(self, order: Block) -> Done:
        """Block the item's author from the page; refused until it is confirmed a second time."""
        return self._keep(await acts.blocking.block(self.office, self.person, order))

    async def correct(self, order: Correct) -> Done:
        """Change an answer of ours that is out."""
        return self._keep(await acts.correcting.correct(self.office, self.person, order))

    async def judge(self, order: Judge) -> str:
        """Say whose mistake it was, or take that back; what follows from it, in a sentence."""
        return await acts.judging.judge(self.office, self.person, order)

    # -- incidents -----------------------------------------------------------------------------------------------

    def asks_whose_mistake(self, item: Item) -> bool:
        """Whether somebody should say whose mistake it was: it complains, and nobody has."""
        return verdicts.is_to_be_said(self.office.policy, item)

    async def incidents(self) -> list[Incident]:
        """What runs just now, oldest first."""
        return await self.office.store.running_incidents()

    async def lookalikes(self, item: Item, title: str | None = None) -> int:
        """How many others wrote about the same among the newest open items; compared on another thread.

        `title` names what and where; without one it is what an incident's title would start with.
        """
        words = self.incident_title(item) if title is None else title
        alike = await acts.incidents.lookalikes(self.office, item, words, among=LOOKED_THROUGH)
        return len({one.author_id for one in alike} - {item.author_id})

    def incident_title(self, item: Item) -> str:
        """What to start an incident's title with: the beginning of what the item says, personal data masked."""
        return reviewing.title_for(self.masked(item.text))

    async def declare_incident(self, order: DeclareIncident) -> Incident:
        """Many write about this: gather what is like it, and keep one reply ready for all."""
        return await acts.incidents.declare(self.office, self.person, order)

    async def join_incident(self, order: JoinIncident) -> Incident:
        """Put an item under an incident that did not gather it."""
        return await acts.incidents.join(self.office, self.person, order)

    async def leave_incident(self, order: LeaveIncident) -> None:
        """Take an item out of an incident, for good; joining puts it back."""
        await acts.incidents.leave(self.office, self.person, order)

    async def revise_incident(self, order: ReviseIncident) -> Incident:
        """Keep another reply for what an incident has not answered yet."""
        return await acts.incidents.revise(self.office, self.person, order)

    async def end_incident(self, incident_id: int) -> list[int]:
        """End it; the ids of what was never answered."""
        return await acts.incidents.end_by(self.office, self.person, incident_id)

    async def review(self, incident_id: int) -> Review:
        """What waits under an incident, each with its answer, what the check says of it, and who else has it."""
        return await acts.incidents.review(self.office, self.person, incident_id)

    async def answer_incident(self, order: AnswerIncident) -> list[Sent]:
        """Send its reply to each of the reviewed items by itself; what became of each.

        Whatever cuts it short, what has been sent by then can be taken back.
        """
        sent = []
        async for one in acts.incidents.answer(self.office, self.person, order):
            if one.done is not None:
                self._keep(one.done)
            sent.append(one)
        return sent

    # -- taking back ---------------------------------------------------------------------------------------------

    async def undo_last(self, item_id: int | None = None) -> Done:
        """Take back the newest act of this console that can still be taken back, of this item if it has one.

        Raises TooLate.
        """
        now = self.office.now()
        open_acts = [done for done in self._done if done.undo_until is not None and done.undo_until > now]
        if not open_acts:
            raise acts.undoing.nothing_to_undo()
        done = next((done for done in reversed(open_acts) if done.item_id == item_id), open_acts[-1])
        self._done.remove(done)
        return await acts.undoing.undo(self.office, self.person, done.action_id)

    async def retry(self, delivery_id: int) -> Done:
        """Send a delivery again that failed for certain."""
        return await acts.settling.retry(self.office, self.person, delivery_id)

    async def settle(self, delivery_id: int, *, has_arrived: bool) -> Done:
        """A person looked on the platform and says whether it is there."""
        return await acts.settling.settle(self.office, self.person, delivery_id, has_arrived=has_arrived)

    def leaving(self) -> Done | None:
        """The newest act of this console that can still be taken back: for the countdown."""
        now = self.office.now()
        return next((d for d in reversed(self._done) if d.undo_until is not None and d.undo_until > now), None)

    def _with_offered(self, order: Answer) -> Answer:
        """The order with what this console suggested for the item, unless it says so itself."""
        offered = self._offered.get(order.item_id)
        return order if offered is None or order.offered.template_ids else replace(order, offered=offered)

    def _keep(self, done: Done) -> Done:
        self._done = [*self._done[1 - ACTS_KEPT :], done]
        return done

    # -- drafts --------------------------------------------------------------------------------------------------

    async def save_draft(self, item_id: int, kind: ActionKind, text: str) -> None:
        """Keep what is being written; an empty text drops the draft. Refused to who has left, as dropping is."""
        await acts.drafting.save(self.office, self.person, item_id, kind, text)

    async def drop_draft(self, item_id: int, kind: ActionKind) -> None:
        """Drop the item's draft for this sort of act; nothing happens when there is none."""
        await acts.drafting.drop(self.office, self.person, item_id, kind)

    # -- the policy ------------------------------------------------------------------------------------------------

    async def has_read_policy(self) -> bool:
        """Whether this person has acknowledged this version of the policy (W11.1)."""
        identity = self.office.policy.core.identity
        return await self.office.store.has_read(self.person.id, identity.name, identity.version)

    def is_review_due(self) -> bool:
        """Whether the policy's own review has fallen due (L-Version table, W11.3)."""
        from console.rules.policy import ReadingState, review_state  # asked once, after the first screen

        today = self.office.now().astimezone(self.office.calendar.zone).date()
        return review_state(self.office.policy.core.identity, today) is ReadingState.OVERDUE

    async def acknowledge_policy(self) -> None:
        """This person has read this version of the policy (W11.1)."""
        identity, now = self.office.policy.core.identity, self.office.now()
        async with self.office.store.transaction() as tx:
            await acts.rights.require_here(self.office, tx, self.person)
            await tx.save_reading(self.person.id, identity.name, identity.version, now)
            details: dict[str, object] = {"policy": identity.name, "version": identity.version}
            await tx.record(Record(now, self.person.id, "policy.read", None, details))

    async def calendar_change(self) -> CalendarChange | None:
        """What the calendar as it is now would move, and how it would have judged past answers; None for nothing."""
        return await acts.calendar_change.changes(self.office)

    async def apply_calendar(self) -> int:
        """Move what moves; how many did. Past answers stay as they were judged, and are written down."""
        return await acts.calendar_change.apply(self.office, self.person)
