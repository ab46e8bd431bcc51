"""What random days of several tests share: what people write and do, and the figures counted out of the tables."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from stand import Stand

from console.clock import epoch_ms
from console.desk.desk import Desk
from console.desk.orders import Close, Escalate, Fulfil, LogComplaint, MoveToPrivate, Remove, Reopen
from console.desk.supervision import NowFigure
from console.model import Item

TEXTS = (
    "The lift is stuck again.",
    "You are useless fucking idiots, the lot of you.",
    "I want to make a complaint about my repair.",
    "There is a gas leak in the hall, I can smell it.",
    "My neighbour said she wants to end it all tonight.",
    "When do the bins go out this week?",
)
LONDON = ZoneInfo("Europe/London")
NEVER = 1 << 62
BY_TIME = (
    NowFigure.LATE, NowFigure.WITHIN_15, NowFigure.WITHIN_30, NowFigure.WITHIN_60, NowFigure.LATER_TODAY,
    NowFigure.NEXT_DAY, NowFigure.LATER,
)  # fmt: skip
RECOUNT = """
select count(distinct c.item_id) from clocks as c
where c.stopped_at is null and c.kind = :kind and c.due_at > :after and c.due_at <= :until
"""
LOUD = """
select count(distinct i.id) from items as i, findings as f
where f.item_id = i.id and f.rule = :rule and f.level in ('now', 'soon') and i.is_open = 1
    and i.state in ('open', 'acting')
"""


def ends_of_spans(now: datetime) -> list[datetime]:
    """Until when answers count as due within 15, 30 and 60 minutes, today, and the next working day.

    Counted out by a plain office week without holidays, by nothing of the console's own.
    """
    soon = [working_minutes_on(now, minutes) for minutes in (15, 30, 60)]
    today = max(soon[-1], midnight_after(now))
    return [*soon, today, midnight_after(working_minutes_on(today, 0))]


def working_minutes_on(now: datetime, minutes: float) -> datetime:
    """So many minutes between nine and five of a weekday on; 0: now, or the next opening."""
    left, here = timedelta(minutes=minutes), now.astimezone(LONDON)
    for days in range(7):
        day = here + timedelta(days=days)
        if day.weekday() < 5:
            opens, closes = day.replace(hour=9, minute=0, second=0, microsecond=0), day.replace(hour=17, minute=0)
            begins = max(here, opens)
            room = closes.replace(second=0, microsecond=0) - begins
            if room > timedelta(0) and room >= left:
                return begins + left
            left -= max(room, timedelta(0))
    raise AssertionError("a week without work")


def midnight_after(moment: datetime) -> datetime:
    return (moment.astimezone(LONDON) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def recounted(stand: Stand, now: datetime) -> dict[NowFigure, int]:
    """The figures out of the tables, by statements and ends of their own."""
    ends, midnight = ends_of_spans(now), epoch_ms(midnight_after(now))
    at = epoch_ms(now) - 1  # what is due at this very millisecond is not late yet
    bounds = [-NEVER, at, *map(epoch_ms, ends), NEVER]
    spans = {figure: ("answer", *span) for figure, span in zip(BY_TIME, pairwise(bounds), strict=True)} | {
        NowFigure.ESCALATIONS: ("escalation", -NEVER, NEVER),
        NowFigure.ESCALATIONS_LATE: ("escalation", -NEVER, at),
        NowFigure.PROMISES: ("promise", -NEVER, NEVER),
        NowFigure.PROMISES_BROKEN: ("promise", -NEVER, at),
        NowFigure.PROMISES_TODAY: ("promise", at, midnight),
        NowFigure.STAGES: ("case-stage", -NEVER, NEVER),
        NowFigure.STAGES_LATE: ("case-stage", -NEVER, at),
        NowFigure.STAGES_TODAY: ("case-stage", at, midnight),
        NowFigure.WINDOWS: ("window", at, epoch_ms(now + timedelta(hours=1))),
    }
    with closing(sqlite3.connect(stand.path)) as bare:
        counted = {
            figure: bare.execute(RECOUNT, {"kind": kind, "after": after, "until": until}).fetchone()[0]
            for figure, (kind, after, until) in spans.items()
        }
        for figure in (NowFigure.SAFEGUARDING, NowFigure.URGENT, NowFigure.ABUSE):
            counted[figure] = bare.execute(LOUD, {"rule": figure.value}).fetchone()[0]  # no text here holds a threat
        counted[NowFigure.FAILED] = bare.execute(
            "select count(*) from items where is_open = 1 and rank = 0"
        ).fetchone()[0]
    return counted


async def act(stand: Stand, item: Item, chance: random.Random) -> None:
    """Something that a person does, as it comes; what is refused changes nothing."""
    desk, at = stand.desk, await stand.at(item)
    text = "Thank you for telling us. Please report it here: https://www.gov.uk/housing"
    match chance.randrange(10):
        case 0:
            await stand.reply(item, reason="as they asked")
        case 1:
            await desk.remove(Remove(**at, reason_id="offensive"))
        case 2:
            await desk.log_complaint(LogComplaint(**at, is_complaint=True, category="Repairs"))
        case 3:
            await desk.escalate(Escalate(**at, reason="the press may ask"))
        case 4:
            await desk.close(Close(**at, reason="a duplicate"))
        case 5:
            await desk.reopen(Reopen(**at))
        case 6:
            await desk.claim(item.id)
        case 7:
            promise = stand.office.policy.timescale("half-day").text
            order = MoveToPrivate(
                **at,
                private_text=f"We will message you {promise}.",
                public_text=text,
                timescale_id="half-day",
                reason="private",
            )
            await desk.move_to_private(order)
        case 8:
            await desk.undo_last(item.id)
        case 9:
            await meet(desk, item)


async def meet(desk: Desk, item: Item) -> None:
    dossier = await desk.dossier(item.id)
    assert dossier is not None
    for clock in dossier.clocks:
        if clock.is_running and clock.ref_id is not None:
            order = Fulfil(item_id=item.id, version=dossier.item.version, clock_id=clock.id)
            return void(await desk.fulfil(order))


def void(_: object) -> None:
    return None
