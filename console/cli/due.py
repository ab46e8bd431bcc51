"""`halfday due`: by when something received at a moment is to be answered, and how that was counted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any, BinaryIO

import click
import msgspec

from console.errors import CalendarExhausted, PackProblem
from console.model import Deadline, LedgerLine
from console.rules.deadlines import deadline
from console.rules.packs import Policy, load_policy
from console.rules.wording import amount_text, minutes_text, moment_text, short_moment_text
from console.rules.worktime import WorkCalendar

YEARS = range(1990, 2100)  # what a received_at may say: bank holidays are known until then
BAD_LINES = 1  # exit code
WRONG_USE = 2


class ReceivedLine(msgspec.Struct, frozen=True):
    """One line on standard input; other fields are let through unread."""

    received_at: str
    id: str | int | None = None


class MomentError(ValueError):
    """A received_at that cannot be counted from; the text says what to write instead."""


class DueReckoner:
    """Counts under one policy. A calendar holds two years and is built once for each year that items come from."""

    def __init__(self, pack: Policy) -> None:
        self.pack = pack
        self.rule = pack.answer_rule()
        self._calendar: Callable[[int], WorkCalendar] = lru_cache(maxsize=8)(self._build)

    def due(self, text: str) -> tuple[datetime, Deadline]:
        """The moment in the policy's zone, and its deadline. Raises MomentError or CalendarExhausted."""
        received_at = parse_moment(text, self.pack)
        return received_at, deadline(received_at, self.rule, self._calendar(received_at.year))

    def _build(self, year: int) -> WorkCalendar:
        return self.pack.calendar(date(year, 1, 1), date(year + 1, 12, 31))


@click.command()
@click.option("--policy", "name", required=True, metavar="NAME_OR_PATH", help="Whose policy, such as westward.")
@click.option("--received", metavar="ISO", help="When it came in, such as 2026-12-24T16:00:00+00:00.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one line for each.")
def due(name: str, received: str | None, as_json: bool) -> None:
    """Say by when something is to be answered, and show how the time was counted.

    Without --received, reads JSON Lines from standard input, {"id": …, "received_at": …} each, and answers line by line
    in the same order. A line that cannot be read is told on standard error; the rest goes on, and the exit code is 1.
    """
    try:
        reckoner = DueReckoner(load_policy(name))
    except PackProblem as problem:
        click.echo(f"Error: {_shown(str(problem))}", err=True)
        sys.exit(WRONG_USE)
    if received is None:
        if sys.stdin is None:  # closed by whoever started it
            click.echo("Error: Give --received, or JSON Lines on standard input.", err=True)
            sys.exit(WRONG_USE)
        sys.exit(_answer_lines(sys.stdin.buffer, reckoner, as_json))
    try:
        _answer(None, received, reckoner, as_json)
    except (MomentError, CalendarExhausted) as problem:
        click.echo(f"Error: --received {_shown(str(problem))}", err=True)
        sys.exit(WRONG_USE)


def parse_moment(text: str, pack: Policy) -> datetime:
    """Read an ISO 8601 moment with its offset, into the policy's zone. Raises MomentError."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise MomentError(f'"{text[:60]}" is not a date and time: write it as 2026-12-24T16:00:00+00:00.') from None
    if moment.year not in YEARS:
        raise MomentError(f'"{text[:60]}" is outside the years {YEARS.start} to {YEARS.stop - 1}.')
    if moment.utcoffset() is None:
        meant = moment.replace(tzinfo=pack.zone).isoformat()
        raise MomentError(f'"{text}" does not say in which zone: write {meant} for the time in {pack.zone}.')
    return moment.astimezone(pack.zone)


def _answer_lines(lines: BinaryIO, reckoner: DueReckoner, as_json: bool) -> int:
    """Answer each line as it comes; returns the exit code."""
    code = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"), type=ReceivedLine)
            _answer(asked.id, asked.received_at, reckoner, as_json)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, MomentError, CalendarExhausted) as problem:
            click.echo(f"line {number}: {_shown(str(problem))}", err=True)
            code = BAD_LINES
    return code


def _answer(id: str | int | None, received: str, reckoner: DueReckoner, as_json: bool) -> None:
    """Print one answer. Raises MomentError or CalendarExhausted."""
    received_at, found = reckoner.due(received)
    if as_json:
        click.echo(msgspec.json.encode(_as_json(id, received_at, found)).decode())
        return
    for line in _sentence(id, received_at, found, reckoner):
        click.echo(line)


def _as_json(id: str | int | None, received_at: datetime, found: Deadline) -> dict[str, Any]:
    return {
        "id": id,
        "received_at": received_at.isoformat(),
        "due_at": found.due_at.isoformat(),
        "working_minutes": _number(found.working_minutes),
        "clause": found.clause,
        "assumed": found.assumed,
        "ledger": [_ledger_json(line) for line in found.ledger],
    }


def _ledger_json(line: LedgerLine) -> dict[str, Any]:
    span = {"from": line.start.isoformat(), "to": line.end.isoformat()}
    return span | ({"minutes": _number(line.minutes)} if line.closed is None else {"closed": line.closed})


def _number(minutes: float) -> float | int:
    """Whole minutes without a decimal point."""
    return int(minutes) if minutes == int(minutes) else round(minutes, 3)


def _sentence(id: str | int | None, received_at: datetime, found: Deadline, reckoner: DueReckoner) -> Iterator[str]:
    allowance = amount_text(reckoner.pack.core.deadlines.answer)
    origin = f"assumed under {found.clause}" if found.assumed else f"clause {found.clause}"
    who = "" if id is None else f"{_shown(id)}: "
    yield f"{who}Received {moment_text(received_at)}; to be answered by {moment_text(found.due_at)}."
    yield f"That is {allowance} ({origin}), {minutes_text(found.working_minutes)} of working time:"
    for line in found.ledger:
        counted = minutes_text(line.minutes) if line.closed is None else f"closed: {_shown(line.closed)}"
        yield f"  {short_moment_text(line.start)}  to  {short_moment_text(line.end)}   {counted}"
    yield ""


def _shown(value: str | int) -> str:
    """An id or a reason that came from outside, safe to print in a terminal."""
    from console.text import displayable  # only where something is shown to a person

    return displayable(str(value))
