"""What each figure of a period is: in one place, for the console, the command and whoever reads a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from console.desk.periods import Definition, Figure

if TYPE_CHECKING:
    from console.rules.packs import Policy
    from console.rules.worktime import WorkCalendar

FINGERPRINT_CHARACTERS = 12


class _Ground(Struct, frozen=True):
    """What all figures of one cohort share."""

    placed_by: str
    clock: str
    calendar: str
    leaves_out: str


WORKING = (
    "Working time of the policy, as the calendar stood when the clock stopped; a later change of it moves no minute. "
    "The audit keeps every change of the calendar."
)
BY_FINDING = (
    "By finding, an item with several findings counts in the row of each, so the rows may add up to more than the "
    'whole; what has none stands under "no finding".'
)

RECEIVED = _Ground(
    "The moment at which they wrote it, as the platform or the import file says.",
    "None: this counts items.",
    "None but the local days of the policy's time zone.",
    "Nothing. Deleted, edited, closed and imported items count, each once: an edit makes no new item, nor does a "
    f"reopening. By advisor: whoever has ended the item since, else nobody yet. {BY_FINDING}",
)
DUE = _Ground(
    "The moment at which the answer was due.",
    "The item's answer clock. Its due moment is the one in force: an amended calendar moves what was still running.",
    "Working time of the policy, as the calendar stood when the clock started or was last moved. The audit keeps both.",
    "Promises, case stages, escalations and platform windows, which have clocks of their own, and items without an "
    f"answer clock. By advisor: whoever ended it, else nobody yet. {BY_FINDING}",
)
ENDED = _Ground(
    "The moment at which the answer had arrived and the clock stopped, whenever the item came in.",
    "The item's answer clock, which stops once every step of the answer has arrived. A reopened item runs again as if "
    "it had never stopped: it counts once, by what ended it last.",
    WORKING,
    "Answers that were taken back, failed or have not arrived yet. One answer to several private messages counts once "
    f"for each message that it answered. By advisor: whose act ended it. {BY_FINDING}",
)
REMOVAL = _Ground(
    "The moment at which the platform had taken it down.",
    "From the moment the console first had the item (discovery) to the moment it was down for the first time. No clock "
    "of the policy: it is worked out when it is asked.",
    "Working time by the calendar in force now. Wall minutes are minutes by any clock, nights and weekends included.",
    "Removals that were taken back or have not arrived, for reasons that the pack does not call abuse, and later "
    f"removals of the same item. By advisor: who removed it. {BY_FINDING}",
)

P90_SAYS = "Nine in ten took no longer: the value at the nearest rank, never one between two values."
MEDIAN_SAYS = "Half took no longer; of an even number, halfway between the two middle ones."

SAID: Mapping[Figure, tuple[str, str, _Ground]] = {
    Figure.RECEIVED: ("Received", "Items that were received in the period.", RECEIVED),
    Figure.DUE: (
        "Due",
        "Answers that were due in the period: in time, late, closed before they were due, and still open.",
        DUE,
    ),
    Figure.IN_TIME: (
        "In time",
        "Of those due: answered, removed or moved to private no later than the moment they were due.",
        DUE,
    ),
    Figure.LATE: (
        "Late",
        "Of those due: the moment passed without an answer. One came later, it was closed later, or it is still open. "
        "What is due at this very millisecond is not late yet.",
        DUE,
    ),
    Figure.LATE_OPEN: ("Late and open", "Of the late: those that are still open now.", DUE),
    Figure.CLOSED_BEFORE_DUE: (
        "Closed before due",
        "Of those due: closed without an answer before the moment came. Neither in time nor late, so that closing "
        "betters no share.",
        DUE,
    ),
    Figure.STILL_OPEN: ("Still open", "Of those due: open, and the moment has not passed.", DUE),
    Figure.SHARE_IN_TIME: (
        "Share in time",
        "In time, of those in time and late together: what was closed before it was due and what is still open is in "
        "neither number.",
        DUE,
    ),
    Figure.ANSWERED: (
        "Answered",
        "Answers that arrived in the period: replies, removals and moves to private. What was closed without an answer "
        "is a figure of its own.",
        ENDED,
    ),
    Figure.CLOSED: (
        "Closed",
        "Items that were closed in the period without an answer, for a reason that is kept.",
        ENDED,
    ),
    Figure.MEDIAN_MINUTES: ("Median time", f"Working minutes to an answer, of those answered. {MEDIAN_SAYS}", ENDED),
    Figure.P90_MINUTES: ("90th percentile", f"Working minutes to an answer, of those answered. {P90_SAYS}", ENDED),
    Figure.REMOVED_ABUSE: (
        "Abuse removed",
        "Items that were taken off a page in the period for a reason that the pack calls abuse.",
        REMOVAL,
    ),
    Figure.REMOVAL_MEDIAN_MINUTES: (
        "Abuse up, median",
        f"Working minutes from discovery to removal, of the abuse removed. {MEDIAN_SAYS}",
        REMOVAL,
    ),
    Figure.REMOVAL_P90_MINUTES: (
        "Abuse up, 90th",
        f"Working minutes from discovery to removal, of the abuse removed. {P90_SAYS}",
        REMOVAL,
    ),
    Figure.REMOVAL_MEDIAN_WALL_MINUTES: (
        "Abuse up, median by the wall clock",
        f"Minutes from discovery to removal, of the abuse removed, day and night. {MEDIAN_SAYS}",
        REMOVAL,
    ),
    Figure.REMOVAL_P90_WALL_MINUTES: (
        "Abuse up, 90th by the wall clock",
        f"Minutes from discovery to removal, of the abuse removed, day and night. {P90_SAYS}",
        REMOVAL,
    ),
}


def definition(figure: Figure, policy: Policy, calendar: WorkCalendar) -> Definition:
    """The figure's definition under a policy: with its clause, and the fingerprint of the calendar in force."""
    title, counts, ground = SAID[figure]
    made = Definition(figure=figure, title=title, counts=counts, **_sentences(ground))
    if ground is REMOVAL:
        reasons = ", ".join(reason.id for reason in policy.core.removal_reason if reason.is_abuse)
        made = replace(made, counts=f"{made.counts} Here: {reasons or 'none'}.")
    if ground in (DUE, ENDED):
        rule = policy.answer_rule()
        made = replace(made, clock=f"{made.clock} ({rule.clause}{', assumed' if rule.assumed else ''})")
    if ground is RECEIVED:
        return made
    in_force = f"In force now: {calendar.fingerprint[:FINGERPRINT_CHARACTERS]}."
    return replace(made, calendar=f"{made.calendar} {in_force}")


def _sentences(ground: _Ground) -> dict[str, str]:
    return {name: getattr(ground, name) for name in ground.__struct_fields__}
