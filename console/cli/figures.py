"""`halfday figures`: what was received, due and answered in a period, as a table, JSON or CSV."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.cli.figures_text import Reported, as_csv, as_json, as_table, explained
from console.cli.options import opening_for, policy_option, store_option
from console.desk.periods import Dimension, Figure, Period

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from console.clock import Clock
    from console.rules.packs import Policy

FIRST_YEAR = 2010  # nothing older is taken in
LAST_WHOLE = {"week": Period.of_week, "month": Period.of_month, "quarter": Period.of_quarter}
WRITERS = {"table": as_table, "json": as_json, "csv": as_csv}

Day = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.option("--from", "first", type=Day, metavar="DATE", help="The first day, such as 2026-07-01.")
@click.option("--to", "last", type=Day, metavar="DATE", help="The last day, which is counted too.")
@click.option(
    "--last", "whole", type=click.Choice(list(LAST_WHOLE)), help="Instead of days: the whole one before the present."
)
@click.option("--by", type=click.Choice([one.value for one in Dimension]), help="A row for each, beside the whole.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV, safe to open in a spreadsheet.")
@click.option("--explain", is_flag=True, help="Say what each figure counts, and count nothing.")
@policy_option
@store_option
def figures(
    first: datetime | None,
    last: datetime | None,
    whole: str | None,
    by: str | None,
    form: str | None,
    explain: bool,
    policy: str | None,
    store: Path | None,
) -> None:
    """Print what was received, due and answered in a period, and how long it took.

    Three sets of items that are never mixed: what was received, what was due and what was answered between the days
    --from and --to, both included, in the policy's time zone. The store is only read.
    """
    from console.bootstrap import calendar_span, system_clock
    from console.reports.definitions import definition
    from console.rules.packs import load_policy

    opening, clock = opening_for(policy, store), system_clock()
    pack, as_of = load_policy(opening.policy), clock.now()
    span = calendar_span(as_of)
    if explain:
        calendar = pack.calendar(*span)
        click.echo(explained(definition(figure, pack, calendar) for figure in Figure))
        return
    days = _days(first, last, whole, as_of.astimezone(pack.zone).date(), span[1], pack.zone)
    asked = None if by is None else Dimension(by)
    reported = asyncio.run(_reported(opening.store, pack, clock, days, asked))
    click.echo(WRITERS[form or "table"](reported))


async def _reported(store: Path, pack: Policy, clock: Clock, days: tuple[date, date], by: Dimension | None) -> Reported:
    """The whole period, and its rows where there is a dimension."""
    from console.bootstrap import opened_for_counting

    period, identity = Period.of_days(*days, pack.zone), pack.core.identity.name
    async with opened_for_counting(store, pack, clock) as counting:
        (whole,) = await counting.reporting.figures(period)
        rows = [] if by is None else await counting.reporting.figures(period, by)
    fingerprint = counting.calendar.fingerprint
    return Reported(identity, fingerprint, str(pack.zone), clock.now(), *days, period, by, whole, rows)


def _days(
    first: datetime | None, last: datetime | None, whole: str | None, today: date, last_day: date, zone: ZoneInfo
) -> tuple[date, date]:
    """The first and the last day that are asked for. Raises UsageError with what to write instead."""
    if whole is not None:
        if first or last:
            raise click.UsageError("Give either --last, or --from and --to.")
        return _last_whole(whole, today, zone)
    if first is None or last is None:
        raise click.UsageError("Say which days: --from and --to, or --last week, month or quarter.")
    begins, ends = first.date(), last.date()
    if ends < begins:
        raise click.UsageError(f"--to {ends} is before --from {begins}. Both days are counted.")
    if begins.year < FIRST_YEAR or ends > last_day:
        raise click.UsageError(
            f"Nothing is known before {FIRST_YEAR}, and the working calendar ends on {last_day}. "
            "Choose days between them."
        )
    return begins, ends


def _last_whole(which: str, today: date, zone: ZoneInfo) -> tuple[date, date]:
    """The days of the last week, month or quarter that is over."""
    period_of = LAST_WHOLE[which]
    last = period_of(today, zone).start.astimezone(zone).date() - timedelta(days=1)
    return period_of(last, zone).start.astimezone(zone).date(), last
