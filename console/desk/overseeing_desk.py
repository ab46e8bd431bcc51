"""The part of the desk that looks over the whole: how things stand, what lies ahead, a period's figures, misses."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from console.desk import acts
from console.desk.seat import Seat

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from console.desk.deadline_news import Telling
    from console.desk.foreseeing import Foreseer
    from console.desk.foresight_records import Forecast
    from console.desk.office import Office
    from console.desk.orders import GiveCause
    from console.desk.overseeing import Oversight
    from console.desk.periods import Definition, Dimension, Figure, Figures, Period
    from console.desk.records import BreachCounts, DeadlineNews
    from console.desk.supervision import HandFigure, NowFigure, Overview
    from console.model import Breach, Change, Person


UNEXPLAINED_LISTED = 10_000  # more than anybody goes through


class OverseeingDesk(Seat):
    """What is seen of everything at once. Open to everybody; what is done about it is a supervisor's."""

    def __init__(self, office: Office, person: Person) -> None:
        super().__init__(office, person)
        self._oversight: Oversight | None = None
        self._opening = asyncio.Lock()
        self._foreseer: Foreseer | None = None
        self._telling: Telling | None = None

    async def open_oversight(self, *, anew: bool = False) -> int:
        """Begin to keep what a supervisor sees; the number of the change from which `take_changes` goes on.

        Of what was kept before, only what has changed is read, unless everything is to be read `anew`.
        """
        async with self._opening:  # who comes while it is read has it then
            if self._oversight is None or anew:
                self._oversight = await acts.overseeing.Oversight.begun(self.office)
            else:
                await self._oversight.catch_up()
            return self._oversight.seq

    @property
    def _opened(self) -> Oversight:
        assert self._oversight is not None, "open_oversight comes first"
        return self._oversight

    async def take_changes(self, changes: Sequence[Change]) -> None:
        """What a supervisor sees is now as these changes leave it."""
        await self._opened.take(changes)

    async def overview(self) -> Overview:
        """How everything stands at this moment."""
        return await self._opened.overview()

    def behind_now(self, figure: NowFigure) -> list[int]:
        """Ids of the items that a figure of this moment counts."""
        return self._opened.behind(figure)

    async def behind_hand(self, person: Person, figure: HandFigure) -> list[int]:
        """Ids of the items that a person's figure counts."""
        return await acts.overseeing.behind_hand(self.office, person, figure)

    async def gathered(self, incident_id: int) -> list[int]:
        """Ids of what was gathered under an incident, in the order in which it was received."""
        return [item.id for item in await self.office.store.items_of_incident(incident_id)]

    async def forecast(self, more_hands: int = 0) -> Forecast:
        """What is still to come until closing time and what will be late, worked out on another thread.

        As if so many hands more were on; where it is negative, fewer.
        """
        from console.desk.foreseeing import Foreseer  # no first screen looks ahead

        if self._foreseer is None:
            self._foreseer = Foreseer(self.office)
        return await self._foreseer.forecast(more_hands)

    # -- figures of a period -------------------------------------------------------------------------------------

    async def figures(self, period: Period, by: Dimension | None = None) -> list[Figures]:
        """What was received, due and answered in a period: one row, or one for each day, channel, kind and so on."""
        return await self.office.reporting.figures(period, by)

    async def behind(
        self, figure: Figure, period: Period, by: Dimension | None = None, key: str | None = None
    ) -> list[int]:
        """Ids of the items that a figure of the period counts, oldest first; of the row with that key."""
        return await self.office.reporting.behind(figure, period, by, key)

    def definition(self, figure: Figure) -> Definition:
        """What a figure counts, by which clock and calendar, and what it leaves out."""
        return self.office.reporting.definition(figure)

    # -- deadlines that were not kept --------------------------------------------------------------------------------

    async def deadline_news(self) -> DeadlineNews:
        """What this person has to be told: warnings and misses, each once, whichever of their consoles tells it."""
        if self._telling is None:
            self._telling = acts.deadline_news.Telling(self.office, self.person)
        return await self._telling.news()

    async def breaches(self, item_id: int) -> list[Breach]:
        """What was written down of an item's clocks that were warned of or missed, each ledger as it was counted."""
        return await self.office.store.breaches(item_id)

    async def breach_counts(self, start: datetime, end: datetime) -> BreachCounts:
        """What was warned of and missed from `start` until before `end`, and why."""
        return await self.office.store.breach_counts(start, end, self.office.now())

    async def missed_items(self, start: datetime, end: datetime) -> list[int]:
        """Ids of the items of which a deadline was missed from `start` until before `end`, the newest miss first."""
        return await self.office.store.missed_items(start, end, self.office.now())

    async def count_without_cause(self) -> int:
        """How many items `without_cause` lists."""
        return await self.office.store.count_without_cause(UNEXPLAINED_LISTED)

    async def follow_calendar(self) -> None:
        """Count with the closures that stand in the store just now: for a console that does nothing else beside."""
        from console.desk.following_calendar import follow_calendar

        await follow_calendar(self.office)

    async def without_cause(self) -> list[int]:
        """Ids of the items that were late and of which nobody has said why, the newest miss first."""
        return await self.office.store.without_cause(UNEXPLAINED_LISTED)

    def may_give_cause(self, breaches: Iterable[Breach]) -> bool:
        """Whether this person may say why these were missed."""
        return acts.causes.may_give(self.office, self.person, {breach.kind for breach in breaches})

    async def give_cause(self, order: GiveCause) -> int:
        """Say why deadlines were missed, the same of all of them; of how many. An item's version stays as it is."""
        return await acts.causes.give_cause(self.office, self.person, order)
