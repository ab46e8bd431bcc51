"""Putting an escalation to somebody else: the old one stays as it was, the new one has a clock of its own."""

from __future__ import annotations

from console.desk.acting import Act, acting, name_of
from console.desk.escalating import put_to
from console.desk.office import Office
from console.desk.orders import Done
from console.desk.supervisor_orders import Reroute
from console.errors import NotPossible
from console.model import ActionKind, ClockKind, Escalation, Person
from console.rules import routing

REROUTED = "re-routed"  # how the old one's clock stops


async def reroute(office: Office, person: Person, order: Reroute) -> Done:
    """Put it to another department's director, or to who stands in for them, from now on.

    Raises NotPossible without a reason, for an escalation that waits no more, and where it would go to the same role.
    """
    if not order.reason.strip():
        raise NotPossible("Say in a few words why it goes to somebody else: they read that first.")
    async with acting(office, person, ActionKind.REROUTE, order) as act:
        old = await _waiting(act, order.escalation_id)
        findings, people = await act.tx.findings(act.item.id), await act.tx.people()
        route = routing.route(
            office.policy, people, act.now, findings=findings, text=act.item.text, department_id=order.department_id
        )
        if route.put_to == old.put_to:
            raise NotPossible(f"It is put to the {old.put_to} already. {route.why}")
        await act.begin(reason=order.reason)
        for clock in await act.tx.clocks(act.item.id):
            if clock.is_running and clock.kind is ClockKind.ESCALATION and clock.ref_id == old.id:
                await act.stop_clock(clock, REROUTED)
        await act.tx.reroute_escalation(old.id, act.now, person.id)
        act.details |= {"from": old.id, "to": await put_to(act, route, order.reason)}
        return act.done(f"Put to the {route.put_to} instead of the {old.put_to}. {route.why}")


async def _waiting(act: Act, escalation_id: int) -> Escalation:
    """The escalation, which nobody has acknowledged yet. Raises NotPossible."""
    old = next((one for one in await act.tx.escalations(act.item.id) if one.id == escalation_id), None)
    if old is None:
        raise NotPossible("This item has no such escalation.")
    if old.acknowledged_by is not None:
        raise NotPossible(f"{await name_of(act.tx, old.acknowledged_by)} acknowledged it already. e escalates anew.")
    if old.rerouted_at is not None:
        raise NotPossible("It was put to somebody else already.")
    return old
