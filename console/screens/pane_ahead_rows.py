"""What the supervisor's screen says of what lies ahead. Pure: records come in, rows go out."""

from __future__ import annotations

from textwrap import wrap

from console.desk.foresight_records import Band, Course, Forecast
from console.screens.pane_rows import REASON_CELLS
from console.screens.pane_scene import Scene
from console.screens.pane_seen import Ahead
from console.text import one_line
from console.widgets.figure_rows import FigureRow, heading, said
from console.widgets.pictures import columns

A_PICTURE = 3  # hours: fewer are said in the sentence above


def ahead_rows(ahead: Ahead, scene: Scene) -> list[FigureRow]:
    """What is to be known first: the forecast in a sentence, how many will be late, and routes that end nowhere."""
    forecast = ahead.forecast
    if forecast.closes_at is None or forecast.as_it_is is None:
        return [heading("Ahead"), *_sentences(forecast.words[:1], scene), *_route_rows(ahead)]
    rows = [heading(f"Ahead until {scene.moment(forecast.closes_at)}", _hands(forecast))]
    rows += [said(words, "warn") for words in forecast.doubts]
    rows += _sentences(forecast.words[:1], scene)
    rows.append(_band("more will be late", forecast.as_it_is.by_closing, "bad"))
    return [*rows, *_route_rows(ahead)]


def further_rows(ahead: Ahead, scene: Scene) -> list[FigureRow]:
    """What is looked at more closely: by the hour, what is to come, one more or one less; and the next closure."""
    return [*_course_rows(ahead.forecast, scene), *_closure_rows(ahead, scene)]


def _course_rows(forecast: Forecast, scene: Scene) -> list[FigureRow]:
    if forecast.as_it_is is None:
        return []
    rows = _hours(forecast.as_it_is, scene)
    if forecast.to_come is not None:
        rows.append(_band("still to come", forecast.to_come, "plain"))
    for words, course in (("with one more (+)", forecast.with_one_more), ("with one less (-)", forecast.with_one_less)):
        if course is not None and forecast.is_pace_known:
            rows.append(_band(words, course.by_closing, "plain"))
    return rows


def _hands(forecast: Forecast) -> str:
    extra = forecast.extra_hands
    what_if = f", as if {abs(extra)} {'more' if extra > 0 else 'fewer'}" if extra else ""
    return f"{len(forecast.hands)} on{what_if}"


def _sentences(sentences: tuple[str, ...], scene: Scene) -> list[FigureRow]:
    return [said(line, "text") for sentence in sentences for line in wrap(sentence, scene.room)]


def _band(words: str, band: Band, look: str) -> FigureRow:
    note = f"{band.low:,} to {band.high:,}" if band.low != band.high else ""
    return FigureRow(f"ahead:{words}", words, f"{band.middle:,}", look if band.middle else "muted", note=note)


def _hours(course: Course, scene: Scene) -> list[FigureRow]:
    """How the late ones mount up until closing time, in the middle of the band, a cell for each hour."""
    mounting = [by.late.middle for by in course.late_by]
    if len(mounting) < A_PICTURE or not mounting[-1]:
        return []
    first, last = (scene.near(by.moment) for by in (course.late_by[0], course.late_by[-1]))
    return [said(f"late by {first} {columns(mounting)} {last}", "text")]


def _closure_rows(ahead: Ahead, scene: Scene) -> list[FigureRow]:
    closure = ahead.closure
    if closure is None:
        return []
    has_begun = closure.start <= scene.now
    words = f"closed until {scene.moment(closure.end)}" if has_begun else f"closes {scene.moment(closure.start)}"
    if closure.is_notice_posted:
        row, notice = FigureRow("ahead:closure", words, "✓"), "Its notice is posted."
    else:
        row, notice = FigureRow("ahead:closure", words, "!", "warn"), "Its notice is not posted"
        notice += ": press n once it is." if scene.has_keys else "."
    return [row, *_sentences((f"{one_line(closure.reason, REASON_CELLS)}. {notice}",), scene)]


def _route_rows(ahead: Ahead) -> list[FigureRow]:
    if not ahead.dead_ends:
        return []
    return [FigureRow("ahead:routes", "routes end nowhere (P)", f"{ahead.dead_ends}", "warn")]
