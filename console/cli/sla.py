"""`halfday sla`: what is late, what will be, who has what; on a screen of its own, or printed once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from console.cli.asking import ask_unsigned
from console.cli.options import as_option, policy_option, store_option
from console.text import displayable

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from console.desk.desk import Desk
    from console.desk.foresight_records import Forecast
    from console.desk.supervision import ChannelWatch, Hand
    from console.desk.supervisor_orders import NextClosure
    from console.screens.pane_seen import Ahead, Behind, Seen

PLAIN_CELLS = 76


@click.command()
@click.option("--once", is_flag=True, help="Print how things stand and leave: for a script or a wall display.")
@click.option("--json", "as_json", is_flag=True, help="With --once: print JSON.")
@policy_option
@as_option
@store_option
def sla(once: bool, as_json: bool, policy: str | None, who: str | None, store: Path | None) -> None:
    """Open the supervisor's screen: deadlines ahead and missed, people, channels.

    It only reads. Nothing is fetched or sent until somebody goes on to the inbox, with esc or by opening a figure.
    """
    if as_json and not once:
        raise click.UsageError("--json prints once: say --once --json.")
    if not once:
        from console.opening import open_console

        return open_console(policy, who, store, oversees=True)
    click.echo(ask_unsigned(_as_json if as_json else _as_text, policy, store))


async def _as_json(desk: Desk) -> str:
    return _json(desk, *await _looked(desk))


async def _as_text(desk: Desk) -> str:
    return _plain(desk, *await _looked(desk))


async def _looked(desk: Desk) -> tuple[Seen, Ahead, Behind]:
    """How things stand; nothing is written."""
    from console.screens.pane_seen import Span, look, look_ahead, look_behind

    await desk.open_oversight()
    return await look(desk), await look_ahead(desk, 0), await look_behind(desk, Span.DAY, None)


def _json(desk: Desk, seen: Seen, ahead: Ahead, today: Behind) -> str:
    import msgspec

    overview, now = seen.overview, seen.overview.now
    document = {
        "association": desk.office.policy.core.identity.association,
        "at": now.at,
        "is_open": desk.office.calendar.is_open(now.at),
        "to_answer": now.waiting,
        "now": now.counts,
        "next_due_at": now.next_due_at,
        "longest_wait_since": now.longest_since,
        "late_without_cause": seen.without_cause,
        "ahead": _forecast(ahead.forecast),
        "next_closure": _closure(ahead.closure),
        "routes_that_end_nowhere": ahead.dead_ends,
        "today": today.whole,
        "missed_today": today.breaches,
        "people": [_hand(hand) for hand in overview.hands],
        "channels": [_channel(watch) for watch in overview.channels],
        "incidents": [{"title": displayable(one.title), "items": one.items} for one in overview.incidents],
    }
    plain = _in_zone(msgspec.to_builtins(document, builtin_types=(datetime,)), desk.office.calendar.zone)
    return msgspec.json.format(msgspec.json.encode(plain), indent=2).decode()


def _hand(hand: Hand) -> dict[str, object]:
    counts = {"holds": hand.holds, "given": hand.given, "done_today": hand.done, "abuse_met_today": hand.met}
    return {"name": displayable(hand.person.name), **counts, "looked_at": hand.looked_at, "is_unseen": hand.is_unseen}


def _closure(closure: NextClosure | None) -> NextClosure | None:
    return closure and replace(closure, reason=displayable(closure.reason))


def _channel(watch: ChannelWatch) -> dict[str, object]:
    seen = {"name": watch.health.name, "state": watch.health.state, "fetched_at": watch.health.fetched_at}
    return {**seen, "look_due_at": watch.look_due_at, "is_overlooked": watch.is_overlooked}


def _in_zone(value: object, zone: ZoneInfo) -> object:
    """The same with every moment in it by the clock of the policy's place."""
    match value:
        case datetime():
            return value.astimezone(zone)
        case dict():
            return {name: _in_zone(one, zone) for name, one in value.items()}
        case list() | tuple():
            return [_in_zone(one, zone) for one in value]
        case _:
            return value


def _forecast(forecast: Forecast) -> dict[str, object]:
    """What is to be expected until closing time, without the hour by hour of each course."""
    late = forecast.as_it_is.by_closing if forecast.as_it_is is not None else None
    return {
        "until": forecast.closes_at,
        "days_known": forecast.days_known,
        "days_needed": forecast.days_needed,
        "people_on": len(forecast.hands),
        "to_come": forecast.to_come,
        "more_late_by_then": late,
        "words": [*forecast.doubts, *forecast.words],
    }


def _plain(desk: Desk, seen: Seen, ahead: Ahead, today: Behind) -> str:
    """The same rows as on the screen, one below the other."""
    from console.screens.pane_ahead_rows import ahead_rows, further_rows
    from console.screens.pane_period_rows import period_rows
    from console.screens.pane_rows import channel_rows, incident_rows, now_rows, people_rows
    from console.screens.pane_scene import Scene
    from console.widgets.figure_rows import SPACE, as_text
    from console.widgets.wording import moment

    overview, calendar = seen.overview, desk.office.calendar
    at = overview.now.at
    scene = Scene(at, calendar, PLAIN_CELLS, has_keys=False)
    rows = [
        *now_rows(overview.now, scene, seen.longest, seen.without_cause),
        *incident_rows(overview),
        SPACE,
        *ahead_rows(ahead, scene),
        *further_rows(ahead, scene),
        SPACE,
        *people_rows(overview.hands, scene),
        SPACE,
        *period_rows(today),
        SPACE,
        *channel_rows(overview.channels, scene),
    ]
    title = f"{desk.office.policy.core.identity.association}, {moment(at, at, calendar.zone)}"
    return f"{title}\n\n{as_text(rows)}"
