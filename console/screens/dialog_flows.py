"""The keys that lead to a dialog: remove, block, log a complaint, escalate, close, reopen; and taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.desk.orders import Block, Close, Done, Reopen, TakeFurther
from console.errors import NotPossible
from console.model import ActionKind, Case, Operation
from console.screens.ask import Confirm, ReasonDialog
from console.screens.at_hand import at_hand, finish, held, refuse
from console.screens.referring import reference_owed
from console.screens.telling import say
from console.text import one_line

if TYPE_CHECKING:
    from textual.screen import ScreenResultType

    from console.screens.inbox import InboxScreen
    from console.screens.reasoned_dialog import ReasonedDialog

FURTHER, NEW_CASE = "further", "new"  # what a second complaint on one item may be


async def remove(screen: InboxScreen, reason_id: str | None = None) -> None:
    """Take it off the page. At the threshold the toast proposes a block, which has a key of its own.

    No dialog opens by itself: the next keys are meant for the next item, and would be taken for an answer.
    """
    from console.screens.remove import RemoveDialog

    dossier = await at_hand(screen, ActionKind.REMOVE)
    if (why := screen.desk.why_not_removed(dossier.item)) is not None:
        raise NotPossible(why)
    async with held(screen, dossier) as hold:
        order = await screen.app.push_screen_wait(
            RemoveDialog(
                screen.desk, dossier, is_revealed=dossier.item.id in screen.inbox.revealed, reason_id=reason_id
            )
        )
        if order is None:
            return
        done = hold.done = await screen.desk.remove(order)
    finish(screen, done)


async def block(screen: InboxScreen) -> None:
    """Block the author, with a reason and a second confirmation; the policy's own reason is filled in."""
    dossier = await at_hand(screen, ActionKind.BLOCK)
    desk, item = screen.desk, dossier.item
    proposal = desk.block_proposal(dossier)
    why = proposal or f"Strikes so far: {dossier.author.strikes}. The policy does not propose a block yet."
    effect = desk.capability(item, Operation.BLOCK).effect
    name = one_line(dossier.author.name, 40)
    words = f"{why} {effect} Why should they be blocked?"
    reason = await screen.app.push_screen_wait(ReasonDialog(f"Block {name}?", words, filled=proposal or ""))
    if reason is None:
        return
    sure = Confirm(f"Block {name} from the page?", f"{effect} The reason is kept: {reason}", yes="block them")
    if not await screen.app.push_screen_wait(sure):
        return say(screen, "Not blocked.")
    current = await desk.dossier(item.id)
    version = current.item.version if current is not None else item.version
    finish(screen, await desk.block(Block(item_id=item.id, version=version, reason=reason, is_confirmed=True)))


async def log_complaint(screen: InboxScreen) -> None:
    """Log it on the housing system; the reference is shown, and `r` replies with it.

    Logging does not answer the item: it is let go of, unless it was held before.
    """
    from console.screens.complaint import ComplaintDialog

    dossier = await at_hand(screen, ActionKind.LOG_COMPLAINT)
    async with held(screen, dossier):
        case = next((case for case in dossier.cases if screen.desk.can_go_further(case)), None)
        if case is not None and (chosen := await _further_or_new(screen, case)) != NEW_CASE:
            if chosen == FURTHER:
                item = dossier.item
                further = TakeFurther(item_id=item.id, version=item.version, case_id=case.id)
                finish(screen, await screen.desk.take_further(further))
            return
        order = await screen.app.push_screen_wait(
            ComplaintDialog(screen.desk, dossier, is_revealed=dossier.item.id in screen.inbox.revealed)
        )
        if order is None:
            return
        done = await screen.desk.log_complaint(order)
    await _say_logged(screen, done)


async def _further_or_new(screen: InboxScreen, case: Case) -> str | None:
    """A complaint has been logged for this already: is it about our answer to that, or about something else?"""
    from console.screens.menu import Choice, Menu

    choices = [
        Choice(FURTHER, f"Take {case.reference} to the next stage", "They are not content with our answer."),
        Choice(NEW_CASE, "Log another case", "It is about something else."),
    ]
    return await screen.app.push_screen_wait(Menu("A complaint is logged already", choices))


async def _say_logged(screen: InboxScreen, done: Done) -> None:
    """Say it, with the key that replies with the reference. No dialog: the next keys may be meant for another item."""
    dossier = await screen.desk.dossier(done.item_id)
    reference = reference_owed(screen.desk, dossier) if dossier is not None else None
    say(screen, f"{done.said} r replies, with the reference in the text." if reference else done.said)
    screen.after_act(done.item_id)


async def escalate(screen: InboxScreen) -> None:
    """Put it to the director it belongs to, with a reason."""
    from console.screens.escalate import EscalateDialog

    dossier = await at_hand(screen, ActionKind.ESCALATE)
    desk = screen.desk
    routes = {d.id: await desk.route(dossier, d.id) for d in desk.office.policy.core.department}
    is_revealed = dossier.item.id in screen.inbox.revealed
    proposed = await desk.route(dossier)
    order = await asked(screen, EscalateDialog(desk, dossier, proposed, routes, is_revealed=is_revealed))
    if order is not None:
        done = await desk.escalate(order)
        await desk.drop_draft(dossier.item.id, ActionKind.ESCALATE)
        finish(screen, done)


async def asked(screen: InboxScreen, dialog: ReasonedDialog[ScreenResultType]) -> ScreenResultType | None:
    """Ask, and keep what was typed: for who went back, and where the desk then refuses it."""
    answer = await screen.app.push_screen_wait(dialog)
    await screen.desk.save_draft(dialog.dossier.item.id, dialog.KIND, dialog.typed)
    return answer


async def close(screen: InboxScreen) -> None:
    """Finish it without an answer."""
    from console.screens.closing import ClosingDialog

    dossier = await at_hand(screen, ActionKind.CLOSE)
    item = dossier.item
    async with held(screen, dossier) as hold:
        offers = await screen.desk.closing_reasons()
        is_revealed = item.id in screen.inbox.revealed
        reason = await asked(screen, ClosingDialog(screen.desk, dossier, offers, is_revealed=is_revealed))
        if reason is not None:
            hold.done = await screen.desk.close(Close(item_id=item.id, version=item.version, reason=reason))
            await screen.desk.drop_draft(item.id, ActionKind.CLOSE)
    if hold.done is not None:
        finish(screen, hold.done)


async def reopen(screen: InboxScreen) -> None:
    """Put it back into the inbox."""
    dossier = await at_hand(screen, ActionKind.REOPEN)
    words = "It goes back into the inbox and its clock goes on. Why?"
    reason = await screen.app.push_screen_wait(ReasonDialog("Reopen", words, may_be_empty=True))
    if reason is not None:
        order = Reopen(item_id=dossier.item.id, version=dossier.item.version, reason=reason)
        finish(screen, await screen.desk.reopen(order))


async def undo(screen: InboxScreen) -> None:
    """Take back the newest act that has not left: of the item under the cursor, else of whichever has one."""
    refuse(screen.desk, ActionKind.UNDO)
    finish(screen, await screen.desk.undo_last(screen.inbox.current_id))


async def leave(screen: InboxScreen) -> None:
    """Leave Halfday while the newest act can still be taken back, and so may not have left: said, and asked."""
    done = screen.desk.leaving()
    if done is not None:
        words = f"{done.said} It can still be taken back. Anything that has not left goes out when a console is next "
        words += "open on this store: to see it off, wait until the seconds are over."
        if not await screen.app.push_screen_wait(Confirm("Leave now?", words, yes="leave all the same")):
            return
    screen.app.exit()
