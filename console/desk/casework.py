"""Logging a complaint or a service request on the housing system, with the procedure's own clocks (LG2.5, L6.1)."""

from __future__ import annotations

import json

from msgspec.structs import replace

from console.desk.acting import Act, acting
from console.desk.office import CASES, Office
from console.desk.orders import Done, LogComplaint, TakeFurther
from console.desk.records import NewClock, NewDelivery
from console.errors import NotPossible
from console.model import ActionKind, Author, Case, ClockKind, Operation, Person
from console.rules.policy_time import SERVICE_REQUEST_TITLE, ComplaintStage
from console.text import displayable

SERVICE_REQUEST = "service-request"
SCHEMA_VERSION = 1
RECEIVED = "received"  # what a level's first stages start with
SECOND_LEVEL = 2


async def log_complaint(office: Office, person: Person, order: LogComplaint) -> Done:
    """Open a case with its reference, start its clocks, and hand it over. The item itself still wants an answer.

    Raises NotPossible for a category that the pack does not have.
    """
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
        body = json.dumps(document(act, case, author, due_at))  # ASCII: verbatim texts may hold what UTF-8 cannot
        await act.send([NewDelivery(Operation.HAND_OVER, CASES, case.reference, body, undo_until)])
        act.details |= {"reference": case.reference, "category": case.category, "complaint": case.is_complaint}
        return act.done(f"Logged as {case.reference}.", undo_until)


async def take_further(office: Office, person: Person, order: TakeFurther) -> Done:
    """Take a complaint to the procedure's second level: its clocks start now, and the housing system is told.

    Raises NotPossible for a case that is not a complaint, or that is there already.
    """
    async with acting(office, person, ActionKind.LOG_COMPLAINT, order) as act:
        cases = await act.tx.cases(act.item.id)
        case = next((case for case in cases if case.id == order.case_id), None)
        if case is None or not can_go_further(office, case):
            raise NotPossible("Only a complaint that has not been taken further yet can be.")
        await act.begin()
        for clock in await act.tx.clocks(act.item.id):
            if clock.is_running and clock.kind is ClockKind.CASE_STAGE and clock.ref_id == case.id:
                await act.stop_clock(clock, "taken further")
        stages = [stage for stage in next_level(office) if stage.starts == RECEIVED]
        await act.tx.set_case_stage(case.id, stages[0].id)
        due_at = {stage.id: await start_stage(act, case.id, stage) for stage in stages}
        further = replace(case, stage=stages[0].id)
        author = await act.tx.author(act.item.author_id)
        body = json.dumps(document(act, further, author, due_at))
        await act.send([NewDelivery(Operation.HAND_OVER, CASES, case.reference, body, act.now)])
        act.details |= {"reference": case.reference, "stage": further.stage}
        return act.done(f"{case.reference} taken further: {stages[0].title}.")


def can_go_further(office: Office, case: Case) -> bool:
    """Whether there is another level of the procedure for this case."""
    further = {stage.id for stage in next_level(office)}
    return case.is_complaint and bool(further) and case.stage not in further


def next_level(office: Office) -> list[ComplaintStage]:
    """The stages of the procedure's second level."""
    return [stage for stage in office.policy.core.complaints.stage if stage.level == SECOND_LEVEL]


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
            title=SERVICE_REQUEST_TITLE,
            clause=procedure.service_request.clause,
            assumed=procedure.service_request.assumed,
            working_days=procedure.service_request.working_days,
            working_hours=procedure.service_request.working_hours,
            working_minutes=procedure.service_request.working_minutes,
        )
        return {stage.id: await start_stage(act, case.id, stage)}
    first = [stage for stage in procedure.stage if stage.level == 1 and stage.starts == RECEIVED]
    return {stage.id: await start_stage(act, case.id, stage) for stage in first}


async def start_stage(act: Act, case_id: int, stage: ComplaintStage) -> str:
    """Start one stage's clock: from receipt, or from now when it follows another stage. Its due moment, ISO."""
    started_at = act.item.received_at if stage.starts == RECEIVED and stage.level == 1 else act.now
    due_at = act.office.calendar_since(started_at).due(started_at, stage.allowance())
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
        "text_verbatim": item.text,
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
