"""Who is here and who stands in: shifts, absences, deputies of deputies, and routes that end nowhere.

Pure. Where an escalation then goes is `routing`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from console.clock import from_epoch_ms
from console.model import Absence, ActionKind, Person
from console.rules.packs import Policy
from console.rules.wallclock import closing_ms
from console.rules.wording import said_back, said_day
from console.rules.worktime import OUTSIDE, WEEKDAYS, WorkCalendar

AHEAD = timedelta(days=31)  # so far ahead a dead end is told: long enough to name somebody
NO_DAY_OFF = frozenset({OUTSIDE, *WEEKDAYS})  # why the office is closed although nobody has a day off


def is_on_shift(person: Person, calendar: WorkCalendar, now: datetime) -> bool:
    """Whether somebody works just now, by their own week or else the office's; closures and holidays are for all."""
    if person.has_left(now) or person.is_absent(now):
        return False
    if not person.works:
        return calendar.is_open(now)
    if (closed := calendar.closed_because(now)) is not None and closed not in NO_DAY_OFF:
        return False
    local = now.astimezone(calendar.zone)
    minute = local.hour * 60 + local.minute
    return any(start <= minute < end for start, end in person.works.get(local.weekday(), ()))


def is_off_shift(person: Person, calendar: WorkCalendar, now: datetime) -> bool:
    """Whether the office works and somebody does not, by their own week. Where it is closed, nobody's week matters."""
    return calendar.is_open(now) and bool(person.works) and not is_on_shift(person, calendar, now)


def next_shift(person: Person, calendar: WorkCalendar, now: datetime) -> datetime | None:
    """When somebody with a week of their own works next, after `now`; None where that is more than a month ahead.

    Raises CalendarExhausted where the calendar ends before.
    """
    here = now.astimezone(calendar.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = [absence.until_at for absence in person.absences if absence.until_at is not None]
    for day in (here + timedelta(days=ahead) for ahead in range(AHEAD.days + 1)):
        for start, end in person.works.get(day.weekday(), ()):
            begins, stops = ((day + timedelta(minutes=minutes)).astimezone(UTC) for minutes in (start, end))
            opens = calendar.next_change(begins)[0].astimezone(UTC)  # after a closure that ends within the shift
            for at in sorted({begins, opens, *ends}):
                if now < at and begins <= at < stops and is_on_shift(person, calendar, at):
                    return at
    return None


def works_until(person: Person, calendar: WorkCalendar, now: datetime, closes_at: datetime) -> datetime:
    """Until when somebody who is on works today: closing time, the end of their own day, or an absence if earlier.

    A break of their own counts as worked.
    """
    day = now.astimezone(calendar.zone).date()
    spans = person.works.get(day.weekday(), ())
    ends = [from_epoch_ms(closing_ms(day, spans[-1][1], calendar.zone))] if spans else []
    ends += [absence.from_at for absence in person.absences if absence.from_at > now]
    return min([closes_at, *ends])


def why_not_here(people: Sequence[Person], person: Person, policy: Policy, now: datetime) -> str | None:
    """Why nothing can be given to somebody just now: left, or away until when and who stands in; None when it can."""
    if person.has_left(now):
        return f"{person.name} works here no more."
    absence = person.absence(now)
    if absence is None:
        return None
    instead = stand_in(people, person, now)
    who = f"{instead.name} stands in." if instead else "Nobody stands in."
    return f"{person.name} is away, {said_back(absence.until_at, now, policy.zone)}. {who}"


def stand_in(people: Sequence[Person], person: Person, now: datetime) -> Person | None:
    """Who stands in for somebody who is away: their deputy, or that one's, never in a circle. None: nobody does."""
    by_id = {one.id: one for one in people}
    seen = {person.id}
    absence = person.absence(now)
    while absence is not None and absence.deputy is not None and absence.deputy not in seen:
        deputy = by_id.get(absence.deputy)
        if deputy is None or deputy.has_left(now):
            return None
        if not deputy.is_absent(now):
            return deputy
        seen.add(deputy.id)
        absence = deputy.absence(now)
    return None


class Answerer(Struct, frozen=True):
    """Who answers for a role just now: `title` is the role it is put to; `deputy` who stands in, where somebody does.

    `is_reached` is False where everybody known in the role is away or gone, and nobody stands in.
    """

    title: str
    deputy: Person | None = None
    is_reached: bool = True
    has_left: bool = False  # and is not only away
    is_known: bool = True  # somebody here has signed in with that role, or was entered with it


def answerer(policy: Policy, people: Sequence[Person], title: str, now: datetime) -> Answerer:
    """Who answers for the role of that title. A role that nobody here is known in counts as present."""
    known = [person for person in people if title_of(policy, person) == title]
    staying = [person for person in known if not person.has_left(now)]
    if not known or any(not person.is_absent(now) for person in staying):
        return Answerer(title, is_known=bool(known))
    deputies = (stand_in(people, person, now) for person in staying or known)
    deputy = next((deputy for deputy in deputies if deputy is not None), None)
    if deputy is not None:
        return Answerer(title_of(policy, deputy), deputy, has_left=not staying)
    return Answerer(title, is_reached=False, has_left=not staying)


def title_of(policy: Policy, person: Person) -> str:
    """The title of the person's role; the role itself where the policy does not list it."""
    return next((role.title for role in policy.core.role if role.id == person.role), person.role)


# -- routes that end nowhere -----------------------------------------------------------------------------------------


class DeadEndKind(StrEnum):
    """How a route ends nowhere."""

    NOBODY_KNOWN = "nobody-known"
    ALL_AWAY = "all-away"
    NO_ADVICE = "no-advice"
    DEPUTY_LEFT = "deputy-left"
    DEPUTY_AWAY = "deputy-away"
    DEPUTY_MAY_NOT = "deputy-may-not"


class DeadEnd(Struct, frozen=True):
    """A route that ends nowhere, from a moment on. A hint may be in order: not everybody has signed in here."""

    kind: DeadEndKind
    words: str
    instead: str
    from_at: datetime
    is_hint: bool = False


def dead_ends(policy: Policy, people: Sequence[Person], now: datetime) -> list[DeadEnd]:
    """The routes that end nowhere now or within 31 days, each once: warnings before hints, then by when."""
    starts = (absence.from_at for person in people for absence in person.absences)
    moments = sorted({now, *(at for at in starts if now < at <= now + AHEAD)})
    found: dict[tuple[DeadEndKind, str], DeadEnd] = {}
    for at in moments:
        for subject, end in _ends_at(policy, people, at, now):
            found.setdefault((end.kind, subject), end)
    return sorted(found.values(), key=lambda end: (end.is_hint, end.from_at, end.words))


def _ends_at(policy: Policy, people: Sequence[Person], at: datetime, now: datetime) -> Iterator[tuple[str, DeadEnd]]:
    """What ends nowhere at one moment, each with what it is about; `now` is when it is said."""
    yield from _roles_unknown(policy, people, at)
    yield from _roles_away(policy, people, at, now)
    for person in people:
        if not person.has_left(at) and (absence := person.absence(at)) is not None:
            yield from _deputies(policy, people, person, absence, at, now)


def _roles_unknown(policy: Policy, people: Sequence[Person], at: datetime) -> Iterator[tuple[str, DeadEnd]]:
    ever_held = {title_of(policy, person) for person in people}
    for title, for_what in _routes(policy).items():
        if title in ever_held:
            continue
        words = f"Nobody here has signed in as {title}, to whom {for_what}."
        yield (
            title,
            DeadEnd(
                DeadEndKind.NOBODY_KNOWN, words, "Enter them under people, or have them sign in once.", at, is_hint=True
            ),
        )


def _roles_away(policy: Policy, people: Sequence[Person], at: datetime, now: datetime) -> Iterator[tuple[str, DeadEnd]]:
    when, fall_back = _from(policy, at, now), policy.core.escalation.fall_back
    ever_held = {title_of(policy, person) for person in people}
    fall_back_is_reached = fall_back in ever_held and answerer(policy, people, fall_back, at).is_reached
    for title, for_what in _routes(policy).items():
        answers = answerer(policy, people, title, at)
        if answers.is_reached:
            continue
        gone = "has left" if answers.has_left else "is away without a deputy"
        if title == policy.core.escalation.advice_from:
            words = f"{when}every {title}, to whom {for_what}, {gone}."
            yield title, DeadEnd(DeadEndKind.NO_ADVICE, _big(words), "Name a deputy for one of them.", at)
        if title in _escalated_to(policy) and (title == fall_back or not fall_back_is_reached):
            too = "" if title == fall_back else f", and {_also_gone(fall_back, fall_back in ever_held)}"
            words = f"{when}the {title}, to whom {for_what}, {gone}{too}."
            yield title, DeadEnd(DeadEndKind.ALL_AWAY, _big(words), "Name a deputy for the absence.", at)


def _also_gone(fall_back: str, is_known: bool) -> str:
    return f"the {fall_back} is not here either" if is_known else f"nobody here has signed in as {fall_back}"


def _deputies(
    policy: Policy, people: Sequence[Person], person: Person, absence: Absence, at: datetime, now: datetime
) -> Iterator[tuple[str, DeadEnd]]:
    deputy = next((one for one in people if one.id == absence.deputy), None)
    if deputy is None:
        return
    when, another = _from(policy, at, now), f"Name another deputy for {person.name}."
    about = f"{person.id}>{deputy.id}"
    if deputy.has_left(at):
        words = f"{deputy.name}, who is to stand in for {person.name}, has left."
        yield about, DeadEnd(DeadEndKind.DEPUTY_LEFT, words, another, at)
    elif deputy.is_absent(at) and stand_in(people, person, at) is None:
        words = f"{when}{person.name} and {deputy.name}, who is to stand in, are away at once."
        yield about, DeadEnd(DeadEndKind.DEPUTY_AWAY, _big(words), another, at)
    elif title_of(policy, person) in _escalated_to(policy) and not policy.may(deputy.role, ActionKind.ACKNOWLEDGE):
        title = title_of(policy, deputy)
        words = f"{deputy.name} is to stand in for {person.name}, and as {title} may acknowledge nothing."
        yield about, DeadEnd(DeadEndKind.DEPUTY_MAY_NOT, words, another, at)


def _routes(policy: Policy) -> dict[str, str]:
    """Every role's title that something is put to, with what that is, for a sentence."""
    routes: dict[str, list[str]] = {}
    for department in policy.core.department:
        routes.setdefault(department.director, []).append(department.title)
    said = {title: f"matters of {' and '.join(departments)} are escalated" for title, departments in routes.items()}
    escalation = policy.core.escalation
    said.setdefault(escalation.advice_from, "questions are put")
    said.setdefault(escalation.fall_back, "everything is escalated in a director's absence")
    return said


def _escalated_to(policy: Policy) -> set[str]:
    return {policy.core.escalation.fall_back, *(department.director for department in policy.core.department)}


def _from(policy: Policy, at: datetime, now: datetime) -> str:
    return "" if at <= now else f"from {said_day(at, now, policy.zone)} on "


def _big(words: str) -> str:
    return words[0].upper() + words[1:]
