"""Logging a complaint or a service request on the housing system, with the procedure's own clocks (LG2.5, L6.1)."""

from __future__ import annotations

import msgspec

from console.desk.acting import Act, acting
from console.desk.office import CASES, Office
from console.desk.orders import Done, LogComplaint
from console.desk.ports import NewClock, NewDelivery
from console.errors import NotPossible
from console.model import ActionKind, Author, Case, ClockKind, Operation, Person
from console.rules.policy_time import ComplaintStage
from console.text import displayable

SERVICE_REQUEST = "service-request"
SCHEMA_VERSION = 1


async def log_complaint(office: Office, person: Person, order: LogComplaint) -> Done:
    """Open a case with its reference, start its clocks, and hand it over. The item itself still wants an answer."""
    if order.category not in office.policy.core.complaints.categories:
        raise NotPossible(
            f"Choose one of the pack's categories: {', '.join(office.policy.core.complaints.categories)}."
        )
    async with acting(office, person, ActionKind.LOG_COMPLAINT, order) as act:
        undo_until = office.undo_until(CASES, act.now)
        await act.begin(reason=order.note or None, undo_until=undo_until)
        case = await _open_case(act, order)
        act.undo["case"] = case.id
        due_at = await _start_first_clocks(act, case)
        author = await act.tx.author(act.item.author_id)
        body = msgspec.json.encode(document(act, case, author, due_at)).decode()
        await act.send([NewDelivery(Operation.HAND_OVER, CASES, case.reference, body, undo_until)])
        act.details |= {"reference": case.reference, "category": case.category, "complaint": case.is_complaint}
        return act.done(f"Logged as {case.reference}.", undo_until)


async def _open_case(act: Act, order: LogComplaint) -> Case:
    procedure = act.office.policy.core.complaints
    return await act.tx.add_case(
        act.item.id,
        prefix=procedure.reference_prefix,
        is_complaint=order.is_complaint,
        category=order.category,
        stage=procedure.stage[0].id if order.is_complaint else SERVICE_REQUEST,
        at=act.now,
        text=act.item.text,
        note=order.note,
        person=act.person.id,
    )


async def _start_first_clocks(act: Act, case: Case) -> dict[str, str]:
    """Start the clocks that run from receipt; their due moments by stage, for the housing system."""
    procedure = act.office.policy.core.complaints
    if not case.is_complaint:
        stage = ComplaintStage(
            id=SERVICE_REQUEST,
            title="Service request",
            clause=procedure.service_request.clause,
            assumed=procedure.service_request.assumed,
            working_days=procedure.service_request.working_days,
            working_hours=procedure.service_request.working_hours,
            working_minutes=procedure.service_request.working_minutes,
        )
        return {stage.id: await start_stage(act, case.id, stage)}
    first = [stage for stage in procedure.stage if stage.level == 1 and stage.starts == "received"]
    return {stage.id: await start_stage(act, case.id, stage) for stage in first}


async def start_stage(act: Act, case_id: int, stage: ComplaintStage) -> str:
    """Start one stage's clock: from receipt, or from now when it follows another stage. Its due moment, ISO."""
    started_at = act.item.received_at if stage.starts == "received" and stage.level == 1 else act.now
    due_at = act.office.calendar.due(started_at, stage.allowance())
    await act.start_clock(
        NewClock(ClockKind.CASE_STAGE, stage.title, started_at, due_at, stage.clause, stage.assumed, ref_id=case_id)
    )
    return due_at.isoformat()


def document(act: Act, case: Case, author: Author, due_at: dict[str, str]) -> dict[str, object]:
    """The neutral hand-over document of one case."""
    item = act.item
    return {
        "schema_version": SCHEMA_VERSION,
        "handover_id": case.reference,
        "created_at": act.now.isoformat(),
        "received_at": item.received_at.isoformat(),
        "channel": item.channel,
        "item_ids": item.external_id,
        "permalink": item.permalink or "",
        "text_verbatim": displayable(item.text),
        "author_display_name": displayable(item.author_name),
        "author_platform_id": displayable(author.external_id),
        "category": case.category,
        "is_complaint": case.is_complaint,
        "is_service_request": not case.is_complaint,
        "stage": case.stage,
        "deadlines": due_at,
        "policy": act.office.policy.core.identity.name,
        "handler": act.person.name,
        "notes": displayable(case.note),
    }
