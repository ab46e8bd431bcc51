"""The keys for working together: claim, assign, met, and what is done about a failed delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.desk.orders import Assign, Fulfil
from console.errors import NotPossible
from console.model import ActionKind, ClockKind, Delivery, DeliveryState, Dossier
from console.screens.at_hand import at_hand, finish, refuse, take
from console.screens.menu import Choice, Menu
from console.text import displayable
from console.widgets import wording
from console.widgets.quoting import quoted

if TYPE_CHECKING:
    from console.desk.staff_orders import Member
    from console.screens.inbox import InboxScreen

MEETABLE = (ClockKind.PROMISE, ClockKind.CASE_STAGE, ClockKind.ESCALATION)
RETRY, ARRIVED, GIVEN_UP = "retry", "arrived", "given-up"


async def claim(screen: InboxScreen) -> None:
    """Take the item, or let go of it when it is held already."""
    item_id = screen.inbox.current_id
    if item_id is None:
        raise NotPossible("There is no item under the cursor.")
    refuse(screen.desk, ActionKind.CLAIM)
    item = screen.inbox.current
    if item is not None and item.claimed_by == screen.desk.person.id:
        await screen.desk.release(item_id)
        return screen.after_act(item_id)
    await take(screen, item_id)
    screen.after_act(item_id)


async def assign(screen: InboxScreen) -> None:
    """Give it to a colleague."""
    dossier = await at_hand(screen, ActionKind.ASSIGN)
    choices = [
        Choice(member.person.id, member.person.name, member.title, _why_not(member))
        for member in (await screen.desk.staff()).members
        if member.person.id != dossier.item.claimed_by and not member.has_left
    ]
    if not choices:
        raise NotPossible("There is nobody else to give it to: a colleague is known here once they have signed in.")
    chosen = await screen.app.push_screen_wait(Menu("Give it to", choices))
    if chosen is not None:
        order = Assign(item_id=dossier.item.id, version=dossier.item.version, person_id=chosen)
        finish(screen, await screen.desk.assign(order))


def _why_not(member: Member) -> str:
    """Why it cannot be theirs, beside the name: they are away, until when, and who stands in."""
    if member.absence is None:
        return ""
    stands_in = f". {member.stand_in.name} stands in" if member.stand_in is not None else ""
    return f"{member.presence}{stands_in}."


async def met(screen: InboxScreen) -> None:
    """Say that a promise is kept, a stage of a case done, or an escalation acknowledged."""
    dossier = await at_hand(screen)
    clock_id = await _commitment(screen, dossier)
    if clock_id is None:
        return
    clock = next(clock for clock in dossier.clocks if clock.id == clock_id)
    refuse(screen.desk, ActionKind.ACKNOWLEDGE if clock.kind is ClockKind.ESCALATION else ActionKind.KEEP_PROMISE)
    order = Fulfil(item_id=dossier.item.id, version=dossier.item.version, clock_id=clock_id)
    finish(screen, await screen.desk.fulfil(order))


async def _commitment(screen: InboxScreen, dossier: Dossier) -> int | None:
    """Which running commitment is met; always shown before it is noted."""
    running = [clock for clock in dossier.clocks if clock.is_running and clock.kind in MEETABLE]
    if not running:
        raise NotPossible("No promise, case stage or escalation is open on this item.")
    now, zone = screen.desk.office.now(), screen.desk.office.calendar.zone
    choices = [
        Choice(str(c.id), c.label, f"{wording.CLOCK_WORDS[c.kind]}, due {wording.moment(c.due_at, now, zone)}")
        for c in running
    ]
    chosen = await screen.app.push_screen_wait(Menu("Which of these is met?", choices))
    return int(chosen) if chosen else None


async def retry(screen: InboxScreen) -> None:
    """Try a failed delivery again, or say what became of it."""
    dossier = await at_hand(screen)
    delivery = next((d for d in dossier.deliveries if d.state.is_trouble), None) or next(
        (d for d in dossier.deliveries if d.state is DeliveryState.UNKNOWN), None
    )
    if delivery is None:
        raise NotPossible("Nothing has failed on this item.")
    chosen = await screen.app.push_screen_wait(_trouble_menu(screen, delivery))
    if chosen is None:
        return
    desk = screen.desk
    refuse(desk, ActionKind.RETRY if chosen == RETRY else ActionKind.SETTLE)
    if chosen == RETRY:
        done = await desk.retry(delivery.id)
    else:
        done = await desk.settle(delivery.id, has_arrived=chosen == ARRIVED)
    finish(screen, done)


def _trouble_menu(screen: InboxScreen, delivery: Delivery) -> Menu:
    what = wording.OPERATION_WORDS[delivery.operation]
    is_certain = delivery.state is DeliveryState.FAILED
    may_settle = screen.desk.why_not(ActionKind.SETTLE) or ""
    choices = [
        Choice(RETRY, "Try again", "", "" if is_certain else "look on the platform first: it may have arrived"),
        Choice(ARRIVED, "It is there", "I looked on the platform", may_settle),
        Choice(GIVEN_UP, "It is not there, and will not be sent", "the item is open again", may_settle),
    ]
    words = f"{displayable(delivery.problem or '')} {quoted(delivery.body, 200) if delivery.body else ''}".strip()
    return Menu(f"The {what}: {wording.DELIVERY_WORDS[delivery.state]}", choices, words=words)
