"""Figures of a period, made of what the store counted in it. What each one is stands in `definitions.py`.

Received, due and answered are three cohorts, each placed in a period by a moment of its own, so that figures over
adjoining periods add up; each figure is the length of the list that `behind` opens.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec.structs import replace

from console.clock import Clock
from console.desk.periods import Dimension, Figure, Figures, Period
from console.desk.tallies import Cohort, Ending, Key, Standing, Takedown, Tallies

if TYPE_CHECKING:
    from console.desk.calendars import Calendars
    from console.desk.periods import Definition
    from console.desk.ports import Counted
    from console.rules.packs import Policy

WITHOUT_KEY: dict[Dimension | None, str] = {
    Dimension.FINDING: "no finding",
    Dimension.ADVISOR: "nobody yet",
}  # titles of rows that have none
P90 = 90
LATE = (Standing.LATE, Standing.LATE_OPEN)

Takedowns = Sequence[Takedown]
WorkingMinutes = Callable[[Takedown], float]

# Which cohort a figure comes from, and what of it: None for all.
COHORTS: Mapping[Figure, tuple[Cohort, Collection[Standing | Ending] | None]] = {
    Figure.RECEIVED: (Cohort.RECEIVED, None),
    Figure.DUE: (Cohort.DUE, None),
    Figure.IN_TIME: (Cohort.DUE, (Standing.IN_TIME,)),
    Figure.LATE: (Cohort.DUE, LATE),
    Figure.LATE_OPEN: (Cohort.DUE, (Standing.LATE_OPEN,)),
    Figure.CLOSED_BEFORE_DUE: (Cohort.DUE, (Standing.CLOSED_BEFORE_DUE,)),
    Figure.STILL_OPEN: (Cohort.DUE, (Standing.STILL_OPEN,)),
    Figure.SHARE_IN_TIME: (Cohort.DUE, (Standing.IN_TIME, *LATE)),
    Figure.ANSWERED: (Cohort.ENDED, (Ending.ANSWERED,)),
    Figure.MEDIAN_MINUTES: (Cohort.ENDED, (Ending.ANSWERED,)),
    Figure.P90_MINUTES: (Cohort.ENDED, (Ending.ANSWERED,)),
    Figure.CLOSED: (Cohort.ENDED, (Ending.CLOSED,)),
}  # the others are of the abuse that was removed


class PeriodFigures:
    """The desk's `Reporting` over whatever counts."""

    def __init__(self, store: Counted, policy: Policy, calendars: Calendars, clock: Clock) -> None:
        self._store = store
        self._policy = policy
        self._calendars = calendars
        self._clock = clock

    async def figures(self, period: Period, by: Dimension | None = None) -> list[Figures]:
        """One row without `by`; else a row for each key there is: days in order, people by name, without a key last."""
        now = self._clock.now()
        if by is Dimension.DAY:
            days = list(period.days(self._calendars.current.zone))
            counted = await self._store.tallies([one for _, one in days], None, now)
            rows = [self._rows(tallies, None)[0] for tallies in counted]
            keys = [day.isoformat() for day, _ in days]
            return [replace(row, key=key, title=key) for key, row in zip(keys, rows, strict=True)]
        (tallies,) = await self._store.tallies([period], by, now)
        rows = self._rows(tallies, by)
        return await self._named(rows) if by is Dimension.ADVISOR else sorted(rows, key=_without_key_last)

    async def behind(
        self, figure: Figure, period: Period, by: Dimension | None = None, key: str | None = None
    ) -> list[int]:
        """Ids of the items that a figure counts, each once, oldest first; with `by`, of the row with that key."""
        if by is Dimension.DAY:
            within = [one for day, one in period.days(self._calendars.current.zone) if day.isoformat() == key]
            return await self.behind(figure, within[0]) if within else []
        if figure not in COHORTS:
            takedowns = abuse_among(await self._store.takedowns(period), self._abuse_reasons())
            return [one.item_id for one in takedowns if by is None or key in keys_of_takedown(one, by)]
        cohort, wanted = COHORTS[figure]
        placed = await self._store.placed(cohort, period, by, self._clock.now())
        return [
            item_id
            for item_id, raw, stands in placed
            if (wanted is None or stands in wanted) and (by is None or key in keys_of(raw, by))
        ]

    def definition(self, figure: Figure) -> Definition:
        """What the figure counts, by which clock and calendar, and what it leaves out."""
        from console.reports.definitions import definition  # when somebody asks

        return definition(figure, self._policy, self._calendars.current)

    def _rows(self, tallies: Tallies, by: Dimension | None) -> list[Figures]:
        return rows_of(tallies, by, self._abuse_reasons(), self._working_minutes)

    def _abuse_reasons(self) -> set[str]:
        return {reason.id for reason in self._policy.core.removal_reason if reason.is_abuse}

    def _working_minutes(self, takedown: Takedown) -> float:
        calendar = self._calendars.since(takedown.arrived_at)
        return round(calendar.working_minutes(takedown.arrived_at, takedown.removed_at), 2)

    async def _named(self, rows: Iterable[Figures]) -> list[Figures]:
        """The rows of people under their names, by name and nothing else: nobody is ranked."""
        names = {person.id: person.name for person in await self._store.people()}
        named = [row if row.key is None else replace(row, title=names.get(row.key, row.key)) for row in rows]
        return sorted(named, key=_without_key_last)


def _without_key_last(row: Figures) -> tuple[bool, str, str]:
    return row.key is None, row.title.casefold(), row.key or ""


# -- making rows -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Gathered:
    """What falls to one row."""

    received: int = 0
    standings: Counter[Standing] = field(default_factory=Counter)
    closed: int = 0
    minutes: list[float] = field(default_factory=list)
    takedowns: list[Takedown] = field(default_factory=list)


def rows_of(
    tallies: Tallies, by: Dimension | None, abuse_reasons: Collection[str], working_minutes: WorkingMinutes
) -> list[Figures]:
    """A row for each key in the tallies, in no order; without `by` exactly one."""
    gathered: dict[Key, _Gathered] = defaultdict(_Gathered)
    for raw, amount in tallies.received.items():
        for key in keys_of(raw, by):
            gathered[key].received += amount
    for raw, standings in tallies.due.items():
        for key in keys_of(raw, by):
            gathered[key].standings.update(standings)
    for raw, ended in tallies.ended.items():
        for key in keys_of(raw, by):
            gathered[key].closed += ended.closed
            gathered[key].minutes += ended.minutes
    for takedown in abuse_among(tallies.takedowns, abuse_reasons):
        for key in keys_of_takedown(takedown, by):
            gathered[key].takedowns.append(takedown)
    return [_row(key, by, one, working_minutes) for key, one in gathered.items()]


def keys_of(raw: Key, by: Dimension | None) -> Sequence[Key]:
    """The rows that something counts in: one, or one for each of its findings."""
    if by is Dimension.FINDING:
        return raw.split("\n") if raw else (None,)
    return (raw,)


def keys_of_takedown(takedown: Takedown, by: Dimension | None) -> Sequence[Key]:
    """The rows that a removal counts in."""
    raw = {
        Dimension.CHANNEL: takedown.channel,
        Dimension.KIND: takedown.kind,
        Dimension.FINDING: takedown.marks,
        Dimension.ADVISOR: takedown.person,
    }
    return (None,) if by is None else keys_of(raw[by], by)


def abuse_among(takedowns: Takedowns, abuse_reasons: Collection[str]) -> list[Takedown]:
    """Those removed for a reason that the pack calls abuse."""
    return [one for one in takedowns if one.reason in abuse_reasons]


def _row(key: Key, by: Dimension | None, one: _Gathered, working_minutes: WorkingMinutes) -> Figures:
    standings = one.standings
    minutes = sorted(one.minutes)  # runs that rise already: merged
    worked = sorted(map(working_minutes, one.takedowns))
    wall = sorted(round((taken.removed_at - taken.arrived_at).total_seconds() / 60, 2) for taken in one.takedowns)
    return Figures(
        key=key,
        title=WITHOUT_KEY.get(by, "") if key is None else key,
        received=one.received,
        due=standings.total(),
        in_time=standings[Standing.IN_TIME],
        late=sum(standings[standing] for standing in LATE),
        late_open=standings[Standing.LATE_OPEN],
        closed_before_due=standings[Standing.CLOSED_BEFORE_DUE],
        still_open=standings[Standing.STILL_OPEN],
        answered=len(minutes),
        closed=one.closed,
        median_minutes=median(minutes),
        p90_minutes=percentile(minutes, P90),
        removed_abuse=len(one.takedowns),
        removal_median_minutes=median(worked),
        removal_p90_minutes=percentile(worked, P90),
        removal_median_wall_minutes=median(wall),
        removal_p90_wall_minutes=percentile(wall, P90),
    )


def median(values: Sequence[float]) -> float | None:
    """The middle of rising values, of an even number halfway between the two middle ones; None without any."""
    if not values:
        return None
    return round((values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2, 2)


def percentile(values: Sequence[float], percent: int) -> float | None:
    """The smallest of rising values that so many percent of all do not exceed: the nearest rank; None without any."""
    if not values:
        return None
    return values[max(0, -(-len(values) * percent // 100) - 1)]
