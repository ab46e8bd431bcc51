"""The keys for what many write about, and for whose mistake it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from console.desk.orders import (
    AnswerIncident,
    DeclareIncident,
    Gathered,
    JoinIncident,
    Judge,
    Review,
    ReviseIncident,
    Sent,
)
from console.model import ActionKind, Dossier, Incident, Item, Verdict
from console.screens.ask import Confirm, ReasonDialog
from console.screens.at_hand import at_hand
from console.screens.declare import DeclareDialog, Filled
from console.screens.menu import Choice, Menu
from console.screens.review import Next, Reviewed, ReviewSheet
from console.screens.sheet import Sheet
from console.screens.telling import say
from console.text import displayable, one_line
from console.widgets import row, wording
from console.widgets.lines_pane import Line, line

if TYPE_CHECKING:
    from console.screens.inbox import InboxScreen

NEW, CLEAR = "new", "clear"
NAME_CELLS = 20
MOST_NAMES = 8  # of one warning: the dialog has room for it on 24 lines


async def verdict(screen: InboxScreen) -> None:
    """Say whose mistake it was, or take that back."""
    dossier = await at_hand(screen, ActionKind.REPLY)
    item = dossier.item
    choices = [
        Choice(Verdict.OUR_MISTAKE.value, "It was our mistake", "the answer says sorry and explains"),
        Choice(Verdict.INACCURATE.value, "It is not accurate", "the answer offers the right facts"),
        Choice(CLEAR, "Nobody knows yet", "", "" if item.verdict else "nobody has said"),
    ]
    chosen = await screen.app.push_screen_wait(Menu("Whose mistake was it?", choices, chosen=item.verdict))
    if chosen is not None:
        said = None if chosen == CLEAR else Verdict(chosen)
        say(screen, await screen.desk.judge(Judge(item_id=item.id, version=item.version, verdict=said)))
        screen.after_act(item.id)


async def incident(screen: InboxScreen) -> None:
    """Review the incident that the item stands under; else put it under one, or declare one."""
    dossier = await at_hand(screen, ActionKind.REPLY)
    if dossier.incident is not None:
        return await _review(screen, dossier, dossier.incident)
    chosen = await _which(screen, await screen.desk.incidents())
    if chosen == NEW:
        await _declare(screen, dossier)
    elif chosen is not None:
        item = dossier.item
        order = JoinIncident(item_id=item.id, version=item.version, incident_id=int(chosen))
        await _review(screen, dossier, await screen.desk.join_incident(order))


async def _which(screen: InboxScreen, running: Sequence[Incident]) -> str | None:
    """A new one where none runs; asked otherwise."""
    if not running:
        return NEW
    known = [Choice(str(one.id), f"It belongs to “{one.title}”", wording.many(one.items, "item")) for one in running]
    return await screen.app.push_screen_wait(Menu("Which incident?", [*known, Choice(NEW, "Declare a new one")]))


async def _declare(screen: InboxScreen, dossier: Dossier) -> None:
    desk = screen.desk

    async def keep(item: Item, filled: Filled) -> Incident:
        return await desk.declare_incident(
            DeclareIncident(
                item_id=item.id, version=item.version, title=filled.title, reply=filled.reply,
                template_id=filled.template_id,
            )
        )  # fmt: skip

    is_hidden = row.is_covered(dossier.item) and dossier.item.id not in screen.inbox.revealed
    title = "" if is_hidden else desk.incident_title(dossier.item)
    dialog = DeclareDialog(desk, dossier.item, keep, title=title)
    declared = await screen.app.push_screen_wait(dialog)
    if declared is not None:
        screen.after_act(dossier.item.id)
        await _review(screen, dossier, declared)


# -- reviewing and answering -------------------------------------------------------------------------------------------


async def _review(screen: InboxScreen, dossier: Dossier, running: Incident) -> None:
    """The sheet, again after its reply was changed, until something else is decided."""
    desk = screen.desk
    while True:
        review = await desk.review(running.id)
        decided = await screen.app.push_screen_wait(ReviewSheet(desk, review, screen.inbox.revealed))
        if decided is None:
            return screen.after_act(dossier.item.id)
        if decided.next is Next.SEND:
            return await _send(screen, dossier, review, decided)
        if decided.next is Next.END:
            return await _end(screen, dossier, review.incident)
        await _change(screen, dossier, review.incident)


async def _send(screen: InboxScreen, dossier: Dossier, review: Review, decided: Reviewed) -> None:
    """Send it to each, and say what became of each; a reason passes the warnings that are listed with it."""
    reason = None
    if decided.warned:
        words = f"{_warned_words(decided.warned)}\nIt can go out with a reason, which is kept. Why is it right?"
        reason = await screen.app.push_screen_wait(ReasonDialog("The check warns of this reply", words))
        if reason is None:
            return say(screen, "Nothing was sent.")
    incident, warned = review.incident, tuple(one.item.id for one in decided.warned)
    sent = await screen.desk.answer_incident(
        AnswerIncident(
            incident_id=incident.id, reply=incident.reply, items=decided.orders, reason=reason, warned=warned
        )
    )
    await screen.inbox.reload_rows([one.item_id for one in sent])
    screen.after_act(dossier.item.id)
    done = sum(one.done is not None for one in sent)
    if done == len(sent):
        return say(screen, f"{wording.many(done, 'reply', 'replies')} on the way. u takes back one after the other.")
    names = {one.item.id: one.item.author_name for one in review.gathered}
    await screen.app.push_screen_wait(Sheet(f"{done} of {len(sent)} are on their way", _became(sent, names)))


def _warned_words(warned: Sequence[Gathered]) -> str:
    """Each warning on a line, with whom it is about."""
    names: dict[str, list[str]] = {}
    for one in warned:
        names.setdefault(one.warned or "", []).append(one_line(one.item.author_name, NAME_CELLS) or "(no name)")
    return "\n".join(f"{_some(of_whom)}: {displayable(why)}." for why, of_whom in names.items())


def _some(names: Sequence[str]) -> str:
    """ "Ana, Bea and 3 others": as many as there is room for. The sheet had all of them."""
    named, rest = ", ".join(names[:MOST_NAMES]), len(names) - MOST_NAMES
    return f"{named} and {wording.many(rest, 'other')}" if rest > 0 else named


def _became(sent: Sequence[Sent], names: dict[int, str]) -> list[Line]:
    """What became of each, refusals first."""
    lines = []
    for one in sorted(sent, key=lambda one: one.done is not None):
        name = one_line(names.get(one.item_id, ""), 30) or "(no name)"
        if one.done is not None:
            lines.append(line(("✓ ", "good"), f"{name}  ", (one.done.said, "muted")))
        else:
            lines.append(line(("✗ ", "bad"), f"{name}  ", (displayable(one.why_not), "warn")))
    return lines


async def _change(screen: InboxScreen, dossier: Dossier, running: Incident) -> None:
    desk = screen.desk

    async def keep(_: Item, filled: Filled) -> Incident:
        order = ReviseIncident(incident_id=running.id, reply=filled.reply, template_id=filled.template_id)
        return await desk.revise_incident(order)

    title, reply, template_id = running.title, running.reply, running.template_id
    dialog = DeclareDialog(desk, dossier.item, keep, title=title, reply=reply, template_id=template_id)
    await screen.app.push_screen_wait(dialog)


async def _end(screen: InboxScreen, dossier: Dossier, running: Incident) -> None:
    words = "Nothing more is gathered, and what has not been answered stands for itself again."
    if await screen.app.push_screen_wait(Confirm(f"End “{one_line(running.title, 50)}”?", words, yes="end it")):
        await screen.desk.end_incident(running.id)
        say(screen, "The incident has ended.")
    screen.after_act(dossier.item.id)
