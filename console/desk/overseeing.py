"""What a supervisor sees: the board kept up with the store, and the records that are made from it at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import asdict

from console.clock import epoch_ms, from_epoch_ms
from console.desk.board import Board, Edges
from console.desk.colleagues import is_on_shift
from console.desk.office import Office
from console.desk.records import ChannelHealth, Holding
from console.desk.supervision import ChannelWatch, Hand, HandFigure, Now, NowFigure, Overview
from console.errors import CalendarExhausted
from console.model import ActionKind, Change, ClockKind, Person
from console.rules.wallclock import ONE_DAY, midnight
from console.rules.worktime import WorkingMinutes

WINDOW_SOON = timedelta(hours=1)  # by the wall clock, as the platforms count
TIES_LOOKED_AT = 500  # that end at one moment: what came over a weekend ends together
REREAD_AT_MOST = 5_000  # changed items; from here on all is read anew, which takes no longer


class Oversight:
    """Keeps the board of one console up with its store, and says how things stand."""

    def __init__(self, office: Office, board: Board, seq: int) -> None:
        """`board` is how things stood at change `seq` at the latest."""
        self._office = office
        self._board = board
        self.seq = seq

    @classmethod
    async def begun(cls, office: Office) -> Oversight:
        """Everything is read."""
        seq = await office.store.last_change()
        return cls(office, await read_board(office), seq)

    async def catch_up(self) -> None:
        """Take in what happened while nobody looked; of very much, all is read anew."""
        seq = await self._office.store.last_change()
        if 0 <= seq - self.seq <= REREAD_AT_MOST:
            await self.take(await self._office.store.changes_since(self.seq))
        else:
            self._board = await read_board(self._office)
        self.seq = max(seq, self.seq)

    async def take(self, changes: Sequence[Change]) -> None:
        """Take in what happened to these items."""
        store, item_ids = self._office.store, {change.item_id for change in changes}
        if len(item_ids) > REREAD_AT_MOST:
            self._board = await read_board(self._office)
        elif item_ids:
            self._board.take(item_ids, *await store.standings(item_ids))
        self.seq = max((change.seq for change in changes), default=self.seq)

    def behind(self, figure: NowFigure) -> list[int]:
        """Ids of the items that a figure counts at this moment."""
        return self._board.ids(figure, edges(self._office, self._office.now()))

    async def overview(self) -> Overview:
        """How everything stands at this moment."""
        office, now = self._office, self._office.now()
        return Overview(
            await self._now(now), await hands(office, now), await channels(office, now),
            tuple(await office.store.running_incidents()),
        )  # fmt: skip

    async def _now(self, now: datetime) -> Now:
        at = edges(self._office, now)
        answers = self._board.running[ClockKind.ANSWER]
        coming = answers.next_after(at.over)
        longest = await self._office.store.longest_waiting(answers.first_ties(TIES_LOOKED_AT))
        next_due_at, next_id = (from_epoch_ms(coming[0]), coming[1]) if coming else (None, None)
        longest_id, longest_since = longest or (None, None)
        return Now(now, self._board.counts(at), next_due_at, next_id, longest_since, longest_id)


async def read_board(office: Office) -> Board:
    """Everything that runs just now."""
    return Board(await office.store.running(), await office.store.loud())


def edges(office: Office, now: datetime) -> Edges:
    """The moments between which answers are counted: so many working minutes on, then by local days."""
    within_15, within_30, within_60 = (_working(office, now, minutes) for minutes in (15, 30, 60))
    midnight_after = _midnight_after(office, now)
    today = max(within_60, midnight_after)
    next_day = max(today, _midnight_after(office, _next_opening(office, from_epoch_ms(today))))
    return Edges(
        epoch_ms(now) - 1, within_15, within_30, within_60, today, next_day, midnight_after, epoch_ms(now + WINDOW_SOON)
    )  # fmt: skip


def _working(office: Office, now: datetime, minutes: float) -> int:
    """So many working minutes on; at the calendar's end, by the wall clock."""
    try:
        return epoch_ms(office.calendar.due(now, WorkingMinutes(minutes)))
    except CalendarExhausted:
        return epoch_ms(now + timedelta(minutes=minutes))


def _day_start(office: Office, now: datetime) -> datetime:
    """The local midnight before a moment."""
    zone = office.calendar.zone
    return midnight(now.astimezone(zone).date(), zone)


def _midnight_after(office: Office, moment: datetime) -> int:
    zone = office.calendar.zone
    return epoch_ms(midnight(moment.astimezone(zone).date() + ONE_DAY, zone))


def _next_opening(office: Office, moment: datetime) -> datetime:
    try:
        return moment if office.calendar.is_open(moment) else office.calendar.next_change(moment)[0]
    except CalendarExhausted:
        return moment


async def hands(office: Office, now: datetime) -> tuple[Hand, ...]:
    """Everybody of whom there is a sign today, and who should be here and is not, by name: nobody is ranked."""
    holdings = await holdings_today(office, now)
    people = await office.store.people()
    all_hands = (_hand(office, person, holdings.get(person.id), now) for person in people)
    return tuple(hand for hand in all_hands if hand.is_unseen or hand.person.id in holdings)


async def holdings_today(office: Office, now: datetime) -> dict[str, Holding]:
    """By person, what is known of them today."""
    return {one.person: one for one in await office.store.holdings(_day_start(office, now), now)}


def _hand(office: Office, person: Person, known: Holding | None, now: datetime) -> Hand:
    doings = asdict(known) if known is not None else {}
    is_unseen = (known is None or not known.is_sign) and _should_be_here(office, person, now)
    return Hand(**doings | {"person": person, "is_unseen": is_unseen})


def _should_be_here(office: Office, person: Person, now: datetime) -> bool:
    """Whether somebody who answers works just now by a week of their own; who has none may come and go."""
    if not person.works or not office.policy.may(person.role, ActionKind.REPLY):
        return False
    return is_on_shift(office, person, now)


async def behind_hand(office: Office, person: Person, figure: HandFigure) -> list[int]:
    """Ids of the items that a person's figure counts."""
    since = _day_start(office, office.now())
    match figure:
        case HandFigure.HOLDS:
            return await office.store.held_now(person.id, office.now())
        case HandFigure.DONE:
            return await office.store.done_by(person.id, since)
        case HandFigure.MET:
            return await office.store.met_by(person.id, since)


async def channels(office: Office, now: datetime) -> tuple[ChannelWatch, ...]:
    """Every channel, by name, and until when somebody has to look at it again."""
    return tuple(_watch(office, health, now) for health in await office.store.channels())


def _watch(office: Office, health: ChannelHealth, now: datetime) -> ChannelWatch:
    since = health.looked_at or health.fetched_at
    if since is None:
        return ChannelWatch(health, None, is_overlooked=False)
    try:
        due_at = office.calendar_since(since).due(since, office.policy.core.deadlines.look.allowance())
    except CalendarExhausted:
        return ChannelWatch(health, None, is_overlooked=False)
    return ChannelWatch(health, due_at, is_overlooked=due_at < now)
