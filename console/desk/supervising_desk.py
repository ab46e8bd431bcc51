"""The part of the desk that is a supervisor's: colleagues' claims and drafts, handing out, escalations, closures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.desk import acts
from console.desk.seat import Seat

if TYPE_CHECKING:
    from console.desk.orders import Done
    from console.desk.records import DeclaredClosure
    from console.desk.supervisor_orders import (
        ClosureChanged,
        ClosurePreview,
        EndClosure,
        HandedOut,
        HandOut,
        HandOutPlan,
        HeldItem,
        NextClosure,
        OpenClosure,
        Outcome,
        Receiver,
        Reroute,
        SendBack,
        SetFree,
        TakeOver,
    )
    from console.model import Dossier, Draft


class SupervisingDesk(Seat):
    """What a supervisor does; every act raises NotPermitted for anybody else."""

    @property
    def is_supervisor(self) -> bool:
        """Whether the person's role answers for the deadlines of others."""
        return self.office.policy.is_supervisor(self.person.role)

    async def held_items(self) -> list[HeldItem]:
        """Everything that anybody holds, with how long and how long untouched; the longest held first."""
        return await acts.holding.held_items(self.office)

    async def take_over(self, order: TakeOver) -> Done:
        """Go on with what a colleague holds; what they began to write stays on the item."""
        return await acts.holding.take_over(self.office, self.person, order)

    async def set_free(self, order: SetFree) -> list[Outcome]:
        """End colleagues' claims; what became of each, in the order given."""
        return await acts.holding.set_free(self.office, self.person, order)

    async def free_within(self, minutes: float) -> int:
        """How many unanswered items nobody holds that are late or due within so many working minutes."""
        return await acts.handing_out.free_within(self.office, minutes)

    async def hand_out_people(self) -> list[Receiver]:
        """To whom items can be handed out, by name: whose role may answer, whoever is away or off shift among them."""
        return await acts.handing_out.receivers(self.office)

    async def hand_out_plan(self, order: HandOut) -> HandOutPlan:
        """Who would get what if that were handed out now."""
        return await acts.handing_out.plan(self.office, self.person, order)

    async def hand_out(self, order: HandOut) -> HandedOut:
        """Give what nobody holds to colleagues, evenly; what was taken meanwhile is left out."""
        return await acts.handing_out.hand_out(self.office, self.person, order)

    async def reroute(self, order: Reroute) -> Done:
        """Put an escalation that waits to another department; its clock starts anew."""
        return await acts.rerouting.reroute(self.office, self.person, order)

    async def send_back(self, order: SendBack) -> Done:
        """Send a colleague's draft back to them with a note; the item is theirs for a working day."""
        return await acts.sending_back.send_back(self.office, self.person, order)

    def sendable_back(self, dossier: Dossier) -> list[Draft]:
        """The drafts of colleagues on an item that may be sent back to them."""
        return acts.sending_back.sendable_back(self.person, dossier)

    async def sent_back_to_me(self) -> list[int]:
        """Ids of the items to which this person's draft was sent back, until they write on."""
        return await self.office.store.sent_back_to(self.person.id)

    async def closures(self) -> list[DeclaredClosure]:
        """What supervisors declared and is not over, in the order in which it begins."""
        return [one for one in await self.office.store.closures() if one.end > self.office.now()]

    async def preview_closure(self, order: OpenClosure | EndClosure) -> ClosurePreview:
        """Which running deadlines opening or ending a closure would move; nothing is done."""
        return await acts.closures.preview(self.office, self.person, order)

    async def open_closure(self, order: OpenClosure) -> ClosureChanged:
        """Declare a closure, in force at once here and within a minute on every console of the store."""
        return await acts.closures.open_closure(self.office, self.person, order)

    async def end_closure(self, order: EndClosure) -> ClosureChanged:
        """End a declared closure, or take it back."""
        return await acts.closures.end_closure(self.office, self.person, order)

    async def next_closure(self) -> NextClosure | None:
        """The next closure that people should be told of, or the one that runs; None when none is known."""
        return await acts.closures.next_closure(self.office)

    async def note_notice_posted(self, closure: NextClosure) -> str:
        """Note that its notice is posted; the sentence that says so."""
        return await acts.closures.note_notice_posted(self.office, self.person, closure)

    async def given_to_me(self) -> list[int]:
        """Ids of the items that somebody gave to this person, who has not taken them up yet."""
        return await self.office.store.given_to(self.person.id)
