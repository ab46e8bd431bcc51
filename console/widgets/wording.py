"""How moments, amounts of working time, channels and states are said on screen. Pure; times come in, words go out."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from console.errors import CalendarExhausted
from console.model import ActionKind, ChannelState, ClockKind, DeliveryState, ItemKind, ItemState, Operation, Verdict
from console.rules.worktime import WorkCalendar
from console.text import many as many

HOUR_MINUTES = 60
DAY_MINUTES = 24 * 60
DAYS_FROM_MINUTES = 20 * HOUR_MINUTES  # more than this is said in working days

_CHANNELS = {"facebook": "Fb", "youtube": "Yt", "instagram": "Ig", "linkedin": "Li", "google": "Go", "intake": "In"}
_KINDS = {ItemKind.COMMENT: "co", ItemKind.MESSAGE: "pm", ItemKind.REVIEW: "rv", ItemKind.MENTION: "@ "}
_KIND_WORDS = {
    ItemKind.COMMENT: "comment",
    ItemKind.MESSAGE: "private message",
    ItemKind.REVIEW: "review",
    ItemKind.MENTION: "mention",
}
_CLOCK_LETTERS = {
    ClockKind.ANSWER: " ",
    ClockKind.WINDOW: "w",
    ClockKind.PROMISE: "p",
    ClockKind.CASE_STAGE: "c",
    ClockKind.ESCALATION: "e",
}
CHANNEL_WORDS = {
    ChannelState.DOWN: "cannot be reached",
    ChannelState.TOKEN_EXPIRED: "needs somebody to sign in again",
    ChannelState.RATE_LIMITED: "asks us to wait",
}
CHANNEL_WORDS_SHORT = {
    ChannelState.DOWN: "down",
    ChannelState.TOKEN_EXPIRED: "signed out",
    ChannelState.RATE_LIMITED: "busy",
}
CLOCK_WORDS = {
    ClockKind.ANSWER: "answer",
    ClockKind.WINDOW: "platform window",
    ClockKind.PROMISE: "promise",
    ClockKind.CASE_STAGE: "case",
    ClockKind.ESCALATION: "escalation",
}
TAKEN_BACK = {
    ActionKind.REPLY: "the reply",
    ActionKind.REMOVE: "the removal",
    ActionKind.MOVE_TO_PRIVATE: "the move",
    ActionKind.LOG_COMPLAINT: "the case",
    ActionKind.ESCALATE: "the escalation",
    ActionKind.CLOSE: "the closing",
    ActionKind.REOPEN: "the reopening",
    ActionKind.BLOCK: "the block",
    ActionKind.CORRECT: "the correction",
}
STATE_WORDS = {
    ItemState.OPEN: "waiting",
    ItemState.ACTING: "→ leaving",
    ItemState.ANSWERED: "✓ answered",
    ItemState.REMOVED: "✓ removed",
    ItemState.MOVED: "✓ in private",
    ItemState.CLOSED: "✓ closed",
}
VERDICT_WORDS = {Verdict.OUR_MISTAKE: "It was our mistake.", Verdict.INACCURATE: "It is not accurate."}
DELIVERY_WORDS = {
    DeliveryState.WAITING: "→ on its way",
    DeliveryState.TRYING: "→ sending now",
    DeliveryState.UNKNOWN: "? looking whether it arrived",
    DeliveryState.DELIVERED: "✓ sent",
    DeliveryState.FAILED: "✗ failed",
    DeliveryState.NEEDS_PERSON: "✗ somebody must look (t)",
    DeliveryState.UNDONE: "taken back",
}
OPERATION_WORDS = {
    Operation.REPLY: "reply",
    Operation.NOTICE: "notice",
    Operation.PRIVATE_REPLY: "private message",
    Operation.MESSAGE: "message",
    Operation.HIDE: "hiding",
    Operation.DELETE: "deleting",
    Operation.BLOCK: "block",
    Operation.CORRECT: "correction",
    Operation.HAND_OVER: "hand-over to the housing system",
}


def channel_code(name: str) -> str:
    """Two letters for the list."""
    return _CHANNELS.get(name) or (name[:2].title() or "??").ljust(2)


def channel_word(name: str) -> str:
    return {"youtube": "YouTube", "linkedin": "LinkedIn"}.get(name, name.capitalize())


def kind_code(kind: ItemKind) -> str:
    return _KINDS[kind]


def kind_word(kind: ItemKind) -> str:
    return _KIND_WORDS[kind]


def clock_letter(kind: ClockKind | None) -> str:
    """Which clock a countdown belongs to: nothing for the answer's own, a small letter for the others."""
    return " " if kind is None else _CLOCK_LETTERS[kind]


def countdown(left_minutes: float, calendar: WorkCalendar, now: datetime, due_at: datetime) -> str:
    """Working time left in at most six cells: "43m10" within the hour, "2h05", "3d" far off, "-1h20" when late.

    Never "43:10": that reads as a time of day.
    """
    is_late = left_minutes <= 0 and due_at < now
    if abs(left_minutes) < DAYS_FROM_MINUTES:
        return f"-{amount(-left_minutes)}" if is_late else _within_days(left_minutes)
    try:
        return f"{calendar.working_days(now, due_at):.0f}d"
    except CalendarExhausted:  # late since before the calendar begins
        return f"-{amount(-left_minutes)}"


def wall_countdown(left_minutes: float) -> str:
    """The same by the wall clock, nights and weekends included: days from the second on."""
    if abs(left_minutes) >= 2 * DAY_MINUTES:
        return f"{left_minutes / DAY_MINUTES:.0f}d"
    return f"-{amount(-left_minutes)}" if left_minutes < 0 else _within_days(left_minutes)


def _within_days(left_minutes: float) -> str:
    if left_minutes >= HOUR_MINUTES:
        return amount(left_minutes)
    seconds = max(0, int(left_minutes * 60))
    return f"{seconds // 60}m{seconds % 60:02d}"


def amount(minutes: float) -> str:
    """An amount of working time: "7 min", "1h20"."""
    whole = int(minutes)
    if whole < HOUR_MINUTES:
        return f"{whole}m"
    if whole >= 100 * HOUR_MINUTES:
        return f"{whole // HOUR_MINUTES}h"
    return f"{whole // HOUR_MINUTES}h{whole % HOUR_MINUTES:02d}"


def in_words(minutes: float) -> str:
    """The same as a phrase: "1 hour 20 minutes"."""
    hours, rest = divmod(round(abs(minutes)), HOUR_MINUTES)
    parts = [many(hours, "hour")] if hours else []
    if rest or not hours:
        parts.append(many(rest, "minute"))
    return " ".join(parts)


def working_time(minutes: float, calendar: WorkCalendar, now: datetime, due_at: datetime) -> str:
    """Working time left as a phrase; what is far off in working days: nobody counts in 39 hours."""
    if abs(minutes) < DAYS_FROM_MINUTES:
        return in_words(minutes)
    return many(round(abs(calendar.working_days(now, due_at))), "working day")


def wall_time(minutes: float) -> str:
    """An amount of time by the wall clock, nights and weekends included: "6 days", "5 hours 20 minutes"."""
    days = round(minutes / DAY_MINUTES)
    return many(days, "day") if days >= 2 else in_words(minutes)


def moment(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A moment in the policy's zone: "14:03" today, else "Wed 18 Nov 14:03"; with the year when it is another one."""
    there, here = at.astimezone(zone), now.astimezone(zone)
    if there.date() == here.date():
        return f"{there:%H:%M}"
    day = f"{there:%a} {there.day} {there:%b}"
    return f"{day} {there:%H:%M}" if there.year == here.year else f"{day} {there.year} {there:%H:%M}"
