"""Putting a matter to a director at once, or to the Chief Executive in their absence (L5.2)."""

from __future__ import annotations

from console.desk.acting import Act, acting
from console.desk.office import Office
from console.desk.orders import Done, Escalate
from console.desk.records import NewClock
from console.errors import NotPossible
from console.model import ActionKind, ClockKind, Dossier, Finding, Person
from console.rules import routing
from console.text import digest


async def escalate(office: Office, person: Person, order: Escalate) -> Done:
    """Route it, say why, start the acknowledgement clock. The answer clock goes on counting.

    Raises NotPossible without a reason, PackProblem for a department that the policy does not have.
    """
    if not order.reason.strip():
        raise NotPossible("Say in a few words why this should be looked at: the director reads that first.")
    async with acting(office, person, ActionKind.ESCALATE, order) as act:
        route = routing.route(
            office.policy,
            await act.tx.people(),
            act.now,
            findings=await act.tx.findings(act.item.id),
            text=act.item.text,
            department_id=order.department_id,
        )
        undo_until = office.undo_until(act.item.channel, act.now)
        await act.begin(reason=order.reason, undo_until=undo_until)
        act.undo["escalation"] = await put_to(act, route, order.reason)
        return act.done(f"Escalated to the {route.put_to}. {route.why}", undo_until)


async def put_to(act: Act, route: routing.Route, reason: str) -> int:
    """Write the escalation down and start its clock, with what the audit says of it; its id."""
    escalation_id = await act.tx.add_escalation(
        act.item.id,
        department=route.department.id,
        put_to=route.put_to,
        reason=reason,
        at=act.now,
        raised_by=act.person.id,
    )
    rule = act.office.policy.core.deadlines.escalation
    due_at = act.office.calendar.due(act.now, rule.allowance())
    label = f"{route.put_to} to acknowledge"
    await act.start_clock(
        NewClock(ClockKind.ESCALATION, label, act.now, due_at, rule.clause, rule.assumed, ref_id=escalation_id)
    )
    act.details |= {"department": route.department.id, "put_to": route.put_to, "fall_back": route.is_fall_back}
    act.details["reason"] = digest(reason)
    return escalation_id


async def route_for(office: Office, dossier: Dossier, department_id: str | None) -> routing.Route:
    """To whom it would go, and why: for the dialog, before anything is done."""
    people = await office.store.people()
    findings: list[Finding] = list(dossier.findings)
    return routing.route(
        office.policy, people, office.now(), findings=findings, text=dossier.item.text, department_id=department_id
    )
