"""Who works here: everybody by name, who is away and who stands in, trainings, leavers, and routes that end nowhere.

Opened from the inbox's palette, or by another screen. It routes; what a key does is decided by the desk.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from console.commands import Place, bindings
from console.errors import NotPossible
from console.screens import people_flows
from console.screens.people_lines import end_lines, member_lines, summary_lines
from console.screens.sheet import Sheet
from console.screens.telling import say
from console.screens.working_screen import WorkingScreen
from console.text import displayable
from console.widgets import wording
from console.widgets.key_line import KeyLine
from console.widgets.lines_pane import LinesPane
from console.widgets.pointed_list import PointedList

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.desk.staff_orders import Member, Staff

LOOK_EVERY_S = 5.0  # what another console changed; an act of one's own shows at once


class PeopleList(PointedList):
    """Everybody, two lines each."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "cursor_down"), ("k", "cursor_up"), ("g", "first"), ("G", "last")]


class PeopleScreen(WorkingScreen[None]):
    """Everybody who works here, by name: nobody is ranked."""

    CSS_PATH = "people.tcss"
    BINDINGS = bindings(Place.PEOPLE)
    AUTO_FOCUS = "PeopleList"

    listed = getters.query_one(PeopleList)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.staff: Staff | None = None

    def compose(self) -> ComposeResult:
        self.take_shape()
        yield Static(Content("People"), classes="bar")
        yield LinesPane(id="needed")
        yield PeopleList(markup=False)
        yield KeyLine([command for command in self.commands if command.place is Place.PEOPLE])

    def on_mount(self) -> None:
        self.work(self.look(), "look")
        self.set_interval(LOOK_EVERY_S, lambda: self.work(self.look(), "look"))

    async def look(self, keep_id: str | None = None) -> None:
        """Read everybody again; the cursor stays on whom it is on, or goes to `keep_id`."""
        staff = await self.desk.staff()
        if staff == self.staff:
            return
        keep_id = keep_id or (self.member.person.id if self.member is not None else None)
        self.staff = staff
        on = sum(1 for member in staff.members if member.is_on_shift)
        title = f"People   {wording.many(len(staff.members), 'person', 'people')}, {on} on shift"
        self.query_one(".bar", Static).update(Content(displayable(title)))
        self.query_one("#needed", LinesPane).show_lines(summary_lines(staff), from_top=False)
        self._show(staff, keep_id)

    def _show(self, staff: Staff, keep_id: str | None) -> None:
        self.listed.clear_options()
        self.listed.add_options(Option(member_lines(member), id=member.person.id) for member in staff.members)
        places = {member.person.id: place for place, member in enumerate(staff.members)}
        self.listed.highlighted = places.get(keep_id or "", 0) if places else None

    @property
    def member(self) -> Member | None:
        """Whom the cursor is on."""
        if self.staff is None or self.listed.highlighted is None:
            return None
        chosen = self.listed.get_option_at_index(self.listed.highlighted).id
        return next((member for member in self.staff.members if member.person.id == chosen), None)

    # -- keys ----------------------------------------------------------------------------------------------------------

    def action_away(self) -> None:
        self._begin(people_flows.away)

    def action_returned(self) -> None:
        self._begin(people_flows.returned)

    def action_trained(self) -> None:
        self._begin(people_flows.trained)

    def action_week(self) -> None:
        self._begin(people_flows.week)

    def action_department(self) -> None:
        self._begin(people_flows.department)

    def action_leaver(self) -> None:
        self._begin(people_flows.leaver)

    def action_newcomer(self) -> None:
        self._begin(people_flows.newcomer)

    def action_by_hand(self) -> None:
        self._begin(people_flows.by_hand)

    def action_routes(self) -> None:
        self._begin(_routes)

    def action_leave_people(self) -> None:
        self.dismiss(None)

    def _begin(self, flow: Callable[[PeopleScreen, Member], Awaitable[str | None]]) -> None:
        self.begin(lambda: self._run(flow))

    async def _run(self, flow: Callable[[PeopleScreen, Member], Awaitable[str | None]]) -> None:
        """Do it for whom the cursor is on, say what was done, show it."""
        member = self.member
        if member is None:
            raise NotPossible("Nobody has signed in here yet.")
        said = await flow(self, member)
        if said is not None:
            await self.look(member.person.id)
            say(self, said)


async def _routes(screen: PeopleScreen, _: Member) -> None:
    """Every route that ends nowhere, with what to do."""
    await screen.app.push_screen_wait(
        Sheet("Where escalations and questions end", end_lines(await screen.desk.dead_ends()))
    )
