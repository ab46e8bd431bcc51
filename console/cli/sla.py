"""`halfday sla`: what is late, what will be, who has what; on a screen of its own, or printed once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.cli.options import as_option, opening_for, policy_option, store_option
from console.errors import StoreError

if TYPE_CHECKING:
    from console.desk.office import Office
    from console.desk.supervision import Overview


@click.command()
@click.option("--once", is_flag=True, help="Print how things stand and leave: for a script or a wall display.")
@click.option("--json", "as_json", is_flag=True, help="With --once: print JSON.")
@policy_option
@as_option
@store_option
def sla(once: bool, as_json: bool, policy: str | None, who: str | None, store: Path | None) -> None:
    """Open the supervisor's screen: deadlines ahead and missed, people, channels.

    It only reads: nothing is fetched or sent from here until somebody acts, or goes on to the inbox with esc.
    """
    if as_json and not once:
        raise click.UsageError("--json prints once: say --once --json.")
    if not once:
        from console.opening import open_console

        return open_console(policy, who, store, oversees=True)
    click.echo(asyncio.run(_printed(policy, store, as_json)))


async def _printed(policy: str | None, store: Path | None, as_json: bool) -> str:
    from console.bootstrap import opened_office, system_clock
    from console.desk.overseeing import Oversight, read_board

    opening = opening_for(policy, store)
    if not opening.store.exists():
        raise StoreError(f"There is no store at {opening.store}. Name it with --store.")
    async with opened_office(opening, system_clock()) as office:
        overview = await Oversight(office, await read_board(office)).overview()
        return _json(office, overview) if as_json else _plain(office, overview)


def _json(office: Office, overview: Overview) -> str:
    import msgspec

    now, zone = overview.now, office.calendar.zone
    document = {
        "association": office.policy.core.identity.association,
        "at": now.at.astimezone(zone),
        "is_open": office.calendar.is_open(now.at),
        "to_answer": now.waiting,
        "now": now.counts,
        "next_due_at": now.next_due_at and now.next_due_at.astimezone(zone),
        "longest_wait_since": now.longest_since and now.longest_since.astimezone(zone),
        "people": [
            {"name": hand.person.name, "holds": hand.holds, "done_today": hand.done, "abuse_met_today": hand.met}
            for hand in overview.hands
        ],
        "channels": [
            {
                "name": watch.health.name,
                "state": watch.health.state,
                "fetched_at": watch.health.fetched_at,
                "look_due_at": watch.look_due_at,
                "is_overlooked": watch.is_overlooked,
            }
            for watch in overview.channels
        ],
        "incidents": [{"title": one.title, "items": one.items} for one in overview.incidents],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def _plain(office: Office, overview: Overview) -> str:
    """The same rows as on the screen, one below the other."""
    from console.screens.pane_rows import channel_rows, incident_rows, now_rows, people_rows
    from console.screens.pane_scene import Scene
    from console.widgets.figure_list import as_text
    from console.widgets.wording import moment

    now, calendar = overview.now, office.calendar
    scene = Scene(now.at, calendar)
    rows = [
        *now_rows(now, scene, ""),
        *incident_rows(overview),
        *people_rows(overview.hands, scene),
        *channel_rows(overview.channels, scene),
    ]
    title = f"{office.policy.core.identity.association}, {moment(now.at, now.at, calendar.zone)}"
    return f"{title}\n\n{as_text(rows)}"
