"""A forecast in plain sentences: what will be late and what would prevent it, the most important first."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from console.rules.forecast_records import Band, Course, Forecast
from console.rules.pace import HOURS_NEEDED
from console.rules.wording import moment_words


def in_words(forecast: Forecast, zone: ZoneInfo) -> tuple[str, ...]:
    """Sentences without names or texts of people, to be shown one below the other."""
    if forecast.closes_at is None or forecast.as_it_is is None:
        opens = forecast.opens_at
        return (f"Closed until {moment_words(opens, forecast.at, zone)}." if opens else "Closed.",)
    said = [_main(forecast, forecast.as_it_is), *_if_one_leaves(forecast, forecast.as_it_is)]
    if forecast.to_come is not None:
        are = "is" if forecast.to_come.middle == 1 else "are"
        said.append(f"{_amount(forecast.to_come)} {are} still to come by {_time(forecast.closes_at)}.")
    return tuple(said)


def doubts(forecast: Forecast) -> tuple[str, ...]:
    """What the forecast had to do without, each short enough for a line of a narrow column."""
    if forecast.as_it_is is None:
        return ()
    said = []
    if forecast.to_come is None:
        said.append(f"Little history: {forecast.days_known} of {forecast.days_needed} days.")
    if not forecast.is_pace_known:
        said.append("Nobody has answered yet.")
    elif forecast.pace_hours < HOURS_NEEDED:
        said.append(f"Little pace known: {forecast.pace_hours} of {HOURS_NEEDED} hours.")
    return tuple(said)


def _main(forecast: Forecast, course: Course) -> str:
    nobody = "Nobody is on: " if course.hands == 0 and forecast.is_pace_known else ""
    by = course.late_by[-1]
    more = "more " if forecast.late_now else ""
    if by.late.middle == 0:
        at_worst = f"; if it goes badly, {by.late.high}" if by.late.high else ""
        nothing = f"nothing {more}will be late by {_time(by.moment)} as things are{at_worst}."
        if forecast.to_come is None:  # what is still to come is not known: this is no all-clear
            nothing = f"of what waits now, nothing {more}will be late by {_time(by.moment)}{at_worst}."
        return _sentence(nobody + nothing)
    first = next(one for one in course.late_by if one.late.middle)
    said = f"{_amount(first.late)} {more}will be late by {_time(first.moment)}"
    if by.late.middle > first.late.middle:
        said += f", {_amount(by.late)} by {_time(by.moment)}"
    return _sentence(nobody + said + _one_more(forecast, by.late))


def _one_more(forecast: Forecast, late: Band) -> str:
    """What somebody who joins would change."""
    if forecast.with_one_more is None or not forecast.is_pace_known:
        return "."
    then = forecast.with_one_more.by_closing
    if then.middle == 0:
        return " unless one more joins."
    return "; one more would change little." if then.middle == late.middle else f"; with one more, {_amount(then)}."


def _if_one_leaves(forecast: Forecast, course: Course) -> list[str]:
    """What somebody who leaves would change, where it changes anything."""
    if forecast.with_one_less is None or not forecast.is_pace_known:
        return []
    then = forecast.with_one_less.late_by[-1]
    if then.late.middle <= course.by_closing.middle:
        return []
    return [f"If one leaves, {_amount(then.late)} by {_time(then.moment)}."]


def _amount(band: Band) -> str:
    return f"{band.middle}" if band.low == band.high else f"{band.middle} ({band.low} to {band.high})"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def _time(moment: datetime) -> str:
    return f"{moment:%H:%M}"
