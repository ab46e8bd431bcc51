"""`halfday closure`: closures beside those of the policy: listed, declared, ended, and whether the notice is posted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from console.cli.asking import ask_desk, ask_unsigned
from console.cli.options import as_option, policy_option, store_option
from console.desk.supervisor_orders import ClosureChanged, ClosurePreview, EndClosure, NextClosure, OpenClosure
from console.errors import NotPossible
from console.rules.wording import short_moment_text
from console.text import displayable, many, one_line

if TYPE_CHECKING:
    from datetime import datetime

    from console.desk.desk import Desk
    from console.desk.records import DeclaredClosure

LINE_CELLS = 160
yes_option = click.option("--yes", "is_agreed", is_flag=True, help="Do it without asking.")


@click.group()
def closure() -> None:
    """Close the office for a while although the policy's hours say otherwise, and open it again.

    A MOMENT is in the policy's own time: "14:00", "tomorrow 09:00", "24 Dec", "2026-12-24 12:00" or "now".
    Open consoles count with a change within a minute.
    """


@closure.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@policy_option
@store_option
def list_(as_json: bool, policy: str | None, store: Path | None) -> None:
    """List what was declared and is not over, then the calendar's next closure and whether its notice is posted."""

    async def shown(desk: Desk) -> list[str]:
        declared, coming = await desk.closures(), await desk.next_closure()
        return [_as_json(desk, declared, coming)] if as_json else _as_lines(desk, declared, coming)

    for text in ask_unsigned(shown, policy, store):
        click.echo(text)


@closure.command()
@click.option("--from", "start", metavar="MOMENT", required=True, help="When it begins.")
@click.option("--to", "end", metavar="MOMENT", required=True, help="Until when it lasts; a day counts whole.")
@click.option("--reason", required=True, help="Why; shown wherever time is counted.")
@yes_option
@policy_option
@store_option
@as_option
def add(
    start: str, end: str, reason: str, is_agreed: bool, policy: str | None, store: Path | None, who: str | None
) -> None:
    """Declare a closure. Says first how many running deadlines it moves, and asks."""

    async def declare(desk: Desk) -> ClosureChanged:
        order = OpenClosure(start=desk.moment_of(start), end=desk.moment_of(end, is_end=True), reason=reason)
        preview = await desk.preview_closure(order)
        _agree(desk, preview, is_agreed)
        return await desk.open_closure(replace(order, seen=preview.seen))

    done = ask_desk(declare, policy, store, who)
    click.echo(f"{done.closure_id}: {done.said}")


@closure.command()
@click.argument("number", type=click.IntRange(1))
@click.option("--at", metavar="MOMENT", help="From when on it is open again; without it, from now on.")
@click.option("--never-was", is_flag=True, help="It was a mistake: as if it had never been declared.")
@yes_option
@policy_option
@store_option
@as_option
def drop(
    number: int,
    at: str | None,
    never_was: bool,
    is_agreed: bool,
    policy: str | None,
    store: Path | None,
    who: str | None,
) -> None:
    """End a declared closure, by its number in the list. Says first how many running deadlines that moves, and asks."""

    if never_was and at is not None:
        raise click.UsageError("Say --at or --never-was, not both.")

    async def end(desk: Desk) -> ClosureChanged:
        known = next((one for one in await desk.closures() if one.id == number), None)
        if known is None:
            raise NotPossible(f"No closure {number} is declared. `halfday closure list` shows them.")
        ends = known.start if never_was else desk.moment_of("now" if at is None else at)
        if at is not None and ends <= known.start <= desk.office.now():
            raise NotPossible("It had not begun then. As if it had never been declared: --never-was.")
        order = EndClosure(closure_id=number, at=ends)
        preview = await desk.preview_closure(order)
        _agree(desk, preview, is_agreed)
        return await desk.end_closure(replace(order, seen=preview.seen))

    click.echo(ask_desk(end, policy, store, who).said)


@closure.command()
@policy_option
@store_option
@as_option
def posted(policy: str | None, store: Path | None, who: str | None) -> None:
    """Note that the notice of the next closure is posted."""

    async def note(desk: Desk) -> str:
        coming = await desk.next_closure()
        if coming is None:
            raise NotPossible("The calendar has no closure ahead.")
        said = await desk.note_notice_posted(coming)
        then = await desk.next_closure()
        return f"{said} {_next_line(desk, then)}" if then is not None else said

    click.echo(displayable(ask_desk(note, policy, store, who)))


def _agree(desk: Desk, preview: ClosurePreview, is_agreed: bool) -> None:
    """Show what would move; leave unless the person agrees."""
    count = len(preview.moves)
    click.echo(f"{many(count, 'running deadline')} would move.", err=True)
    for move in preview.moves[:5]:
        old, new = (_local(desk, moment) for moment in (move.old_due_at, move.new_due_at))
        click.echo(f"  {one_line(move.label, LINE_CELLS)}: {old}, then {new}", err=True)
    if not is_agreed:
        click.confirm("Go on?", abort=True, err=True)


def _as_lines(desk: Desk, declared: list[DeclaredClosure], coming: NextClosure | None) -> list[str]:
    lines = [
        f"{one.id:>4}  {desk.office.stretch_words(one.start, one.end)}  {one_line(one.reason, LINE_CELLS)}"
        for one in declared
    ] or ["No closure is declared beside those of the policy."]
    return [*lines, _next_line(desk, coming)] if coming is not None else lines


def _next_line(desk: Desk, coming: NextClosure) -> str:
    posted_words = "its notice is posted" if coming.is_notice_posted else "its notice is not posted yet"
    stretch = desk.office.stretch_words(coming.start, coming.end)
    return f"Next: {stretch}  {one_line(coming.reason, LINE_CELLS)}; {posted_words}."


def _as_json(desk: Desk, declared: list[DeclaredClosure], coming: NextClosure | None) -> str:
    zone = desk.office.calendar.zone

    def stretch(start: datetime, end: datetime) -> dict[str, object]:
        return {"from": start.astimezone(zone).isoformat(), "to": end.astimezone(zone).isoformat()}

    listed = [
        {"number": one.id, **stretch(one.start, one.end), "reason": one.reason, "by": one.declared_by}
        for one in declared
    ]
    ahead = coming and {**stretch(coming.start, coming.end), "reason": coming.reason, "posted": coming.is_notice_posted}
    return json.dumps({"declared": listed, "next": ahead})


def _local(desk: Desk, moment: datetime) -> str:
    return short_moment_text(moment.astimezone(desk.office.calendar.zone))
