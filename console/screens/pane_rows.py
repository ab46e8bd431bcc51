"""What the supervisor's screen says, as rows of figures. Pure: records come in, words go out.

The ids of rows say what they open: "now:late", "hand:sam", "causes".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from console.desk.supervision import ChannelWatch, Hand, Now, NowFigure, Overview
from console.model import ChannelState
from console.screens.pane_scene import Scene
from console.text import one_line
from console.widgets import wording
from console.widgets.figure_rows import SPACE, BigFigure, FigureRow, heading, said

NAME_CELLS = 24
HERE_MINUTES = 5  # a console notes once a minute that somebody moves through its inbox
REASON_CELLS = 200

NOW_WORDS: Mapping[NowFigure, tuple[str, str]] = {  # what it says, and how it looks where there is any
    NowFigure.LATE: ("answers late", "bad"),
    NowFigure.WITHIN_15: ("due within 15 minutes", "bad"),
    NowFigure.WITHIN_30: ("due in 15 to 30", "warn"),
    NowFigure.WITHIN_60: ("due in 30 to 60", "warn"),
    NowFigure.LATER_TODAY: ("due later today", "plain"),
    NowFigure.NEXT_DAY: ("due the next working day", "plain"),
    NowFigure.LATER: ("due after that", "plain"),
    NowFigure.SAFEGUARDING: ("somebody may be at risk", "bad"),
    NowFigure.URGENT: ("urgent", "bad"),
    NowFigure.ABUSE: ("abuse, still there", "bad"),
    NowFigure.FAILED: ("failed, somebody must look", "bad"),
    NowFigure.ESCALATIONS: ("escalations not acknowledged", "warn"),
    NowFigure.ESCALATIONS_LATE: ("escalations late", "bad"),
    NowFigure.PROMISES: ("promises to keep", "plain"),
    NowFigure.PROMISES_BROKEN: ("promises broken", "bad"),
    NowFigure.PROMISES_TODAY: ("promises due today", "warn"),
    NowFigure.STAGES: ("case stages running", "plain"),
    NowFigure.STAGES_LATE: ("case stages late", "bad"),
    NowFigure.STAGES_TODAY: ("case stages due today", "warn"),
    NowFigure.WINDOWS: ("windows shut within the hour", "warn"),
}
ONLY_WHERE_THERE_ARE = frozenset(
    {
        NowFigure.LATER,
        NowFigure.ESCALATIONS_LATE,
        NowFigure.PROMISES_BROKEN,
        NowFigure.PROMISES_TODAY,
        NowFigure.STAGES_LATE,
        NowFigure.STAGES_TODAY,
        NowFigure.STAGES,
        NowFigure.PROMISES,
    }
)


def now_rows(now: Now, scene: Scene, longest: str, without_cause: int = 0) -> list[FigureRow]:
    """What waits, by when it is due, then what is loud; last what was late and nobody has said why.

    `longest` is who has waited longest.
    """
    rows = [heading("Now", f"{now.waiting:,} to answer")]
    for figure in NowFigure:
        if now.counts[figure] or figure not in ONLY_WHERE_THERE_ARE:
            rows.append(_now_row(figure, now.counts[figure]))
        if figure is NowFigure.LATER and now.longest_since is not None:
            waited = scene.waited(now.longest_since)
            rows.append(FigureRow("longest", "longest wait", waited, note=one_line(longest, NAME_CELLS)))
    if without_cause:
        rows.append(FigureRow("causes", "was late: nobody said why", f"{without_cause:,}", "warn"))
    return rows


def _now_row(figure: NowFigure, count: int) -> FigureRow:
    words, look = NOW_WORDS[figure]
    return FigureRow(f"now:{figure.value}", words, f"{count:,}", look if count else "muted")


def big_figures(now: Now) -> tuple[BigFigure, ...]:
    """The six that a room should see."""
    loud = [
        BigFigure(now.counts[figure], NOW_WORDS[figure][0].partition(",")[0], "bad")
        for figure in (NowFigure.SAFEGUARDING, NowFigure.URGENT, NowFigure.FAILED)
    ]
    return (
        BigFigure(now.counts[NowFigure.LATE], "answers late", "bad"),
        BigFigure(now.within_hour, "due within the hour", "warn"),
        BigFigure(now.waiting, "to answer"),
        *loud,
    )


def channel_rows(channels: Sequence[ChannelWatch], scene: Scene) -> list[FigureRow]:
    """Each channel: whether it can be reached, when it was fetched, and when somebody has to look again."""
    if not channels:
        return [heading("Channels"), said("  None is connected here.")]
    return [heading("Channels", "last fetched, to look by"), *(_channel_row(watch, scene) for watch in channels)]


def _channel_row(watch: ChannelWatch, scene: Scene) -> FigureRow:
    health, row_id = watch.health, f"channel:{watch.health.name}"
    name = wording.channel_word(health.name)
    if health.state is not ChannelState.UP:
        until = f" until {scene.near(health.until)}" if health.until is not None else ""
        words = wording.CHANNEL_WORDS_SHORT[health.state] + until
        return FigureRow(row_id, name, "✗", "bad", note=words, note_look="bad")
    if watch.look_due_at is None:
        return FigureRow(row_id, name, "·", "muted", note="not fetched yet")
    if watch.is_overlooked:
        words = f"look was due {scene.near(watch.look_due_at)}"
        return FigureRow(row_id, name, "!", "bad", note=words, note_look="bad")
    look_by = f"by {scene.near(watch.look_due_at)}"
    fetched = f"{scene.near(health.fetched_at)}, " if health.fetched_at is not None else ""
    return FigureRow(row_id, name, "✓", note=f"{fetched}{look_by}")


def channel_facts(watch: ChannelWatch, scene: Scene) -> tuple[str, ...]:
    """All that is known of a channel, in sentences: its state, its last fetch and look, and the look that is due."""
    health = watch.health
    if health.state is ChannelState.UP:
        state = "It can be reached, its sign-in and its quota are in order."
    else:
        until = f" until {scene.moment(health.until)}" if health.until is not None else ""
        reason = f" {one_line(health.reason, REASON_CELLS)}" if health.reason else ""
        state = f"It {wording.CHANNEL_WORDS[health.state]}{until}.{reason}"
    moments = (
        ("Last fetched", health.fetched_at),
        ("Last looked at", health.looked_at),
        ("To be looked at again by", watch.look_due_at),
    )
    return (state, *(f"{words} {scene.moment(at)}." for words, at in moments if at is not None))


def people_rows(hands: Sequence[Hand], scene: Scene) -> list[FigureRow]:
    """Everybody of today by name: what they hold, what they ended, how much abuse they met."""
    if not hands:
        return [heading("People"), said("  Nobody has done anything today yet.")]
    return [heading("People", "what they hold, since when"), *(_hand_row(hand, scene) for hand in hands)]


def _hand_row(hand: Hand, scene: Scene) -> FigureRow:
    notes = [f"{hand.done:,} done"] if hand.done else []
    notes += [f"{hand.met:,} abuse"] if hand.met else []
    if hand.holds_since is not None:
        since = f"since {scene.near(hand.holds_since)}"
        notes.append(f"holds {since}" if hand.person.is_absent(scene.now) else since)
    if (sign := _sign_of(hand, scene)) is not None:
        notes.insert(0, sign)
    name = one_line(hand.person.name, NAME_CELLS)
    look = "plain" if hand.holds else "muted"
    return FigureRow(f"hand:{hand.person.id}", name, f"{hand.holds:,}", look, note=", ".join(notes))


def _sign_of(hand: Hand, scene: Scene) -> str | None:
    """Whether somebody is here, in a word or two; None where what they hold says it."""
    if hand.person.has_left(scene.now):
        return "left"
    if hand.person.is_absent(scene.now):
        return "away"
    if hand.is_unseen:
        return "not seen today"
    if hand.holds > hand.given or hand.looked_at is None:
        return None
    is_here = scene.now - hand.looked_at <= timedelta(minutes=HERE_MINUTES)
    return "here" if is_here else f"seen {scene.near(hand.looked_at)}"


def incident_rows(overview: Overview) -> list[FigureRow]:
    """What runs just now, each with how many were gathered."""
    if not overview.incidents:
        return []
    rows = [
        FigureRow(f"incident:{one.id}", one_line(one.title, 60), f"{one.items:,}", "warn") for one in overview.incidents
    ]
    return [SPACE, heading("Incidents"), *rows]
