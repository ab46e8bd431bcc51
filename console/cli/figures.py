"""`halfday figures`: what was received, due and answered in a period, as a table, JSON or CSV."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.cli.figures_text import Reported, as_csv, as_json, as_table, explained
from console.cli.options import opening_for, policy_option, store_option
from console.desk.periods import Dimension, Figure, Figures, Period

if TYPE_CHECKING:
    from console.desk.ports import Reporting
    from console.rules.worktime import WorkCalendar

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
    from console.desk.calendars import Calendars, as_closures
    from console.reports.definitions import definition
    from console.reports.figures import PeriodFigures
    from console.rules.packs import load_policy
    from console.store.read_only import counts_to_read

    opening, clock = opening_for(policy, store), system_clock()
    pack, as_of = load_policy(opening.policy), clock.now()
    today = as_of.astimezone(pack.zone).date()
    span = calendar_span(as_of)
    calendar = pack.calendar(*span)
    if explain:
        click.echo(explained(definition(figure, pack, calendar) for figure in Figure))
        return
    days = _days(first, last, whole, today, calendar)
    period, asked = Period.of_days(*days, pack.zone), None if by is None else Dimension(by)
    with counts_to_read(opening.store) as counted:
        declared = as_closures(asyncio.run(counted.closures()))
        calendar = pack.calendar(*span, declared=declared)  # as the console has it: its fingerprint is printed
        reporting = PeriodFigures(counted, pack, Calendars(pack, calendar, declared), clock)
        counts = asyncio.run(_counted(reporting, period, asked))
    identity = pack.core.identity.name
    reported = Reported(identity, calendar.fingerprint, str(pack.zone), as_of, *days, period, asked, *counts)
    click.echo(WRITERS[form or "table"](reported))


async def _counted(reporting: Reporting, period: Period, by: Dimension | None) -> tuple[Figures, list[Figures]]:
    (whole,) = await reporting.figures(period)
    return whole, [] if by is None else await reporting.figures(period, by)


def _days(
    first: datetime | None, last: datetime | None, whole: str | None, today: date, calendar: WorkCalendar
) -> tuple[date, date]:
    """The first and the last day that are asked for. Raises UsageError with what to write instead."""
    if whole is not None:
        if first or last:
            raise click.UsageError("Give either --last, or --from and --to.")
        return _last_whole(whole, today, calendar)
    if first is None or last is None:
        raise click.UsageError("Say which days: --from and --to, or --last week, month or quarter.")
    begins, ends = first.date(), last.date()
    if ends < begins:
        raise click.UsageError(f"--to {ends} is before --from {begins}. Both days are counted.")
    if begins.year < FIRST_YEAR or ends > calendar.last:
        raise click.UsageError(
            f"Nothing is known before {FIRST_YEAR}, and the working calendar ends on {calendar.last}. "
            "Choose days between them."
        )
    return begins, ends


def _last_whole(which: str, today: date, calendar: WorkCalendar) -> tuple[date, date]:
    """The days of the last week, month or quarter that is over."""
    zone, period_of = calendar.zone, LAST_WHOLE[which]
    last = period_of(today, zone).start.astimezone(zone).date() - timedelta(days=1)
    return period_of(last, zone).start.astimezone(zone).date(), last
