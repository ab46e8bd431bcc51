"""What a call of ours does to the practice platform, and how it is found again.

A platform without idempotency keys: calling twice posts twice. One transaction holds a call's whole effect.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from console.channels.practice_memory import PracticeMemory
from console.channels.practice_records import Applied, EntryKind, Happened, Posted, answer_to, private_thread_id
from console.channels.practice_rules import OUTLIVES_DELETION, Traits, judge, refuse_text
from console.clock import epoch_ms
from console.desk.records import Call, Trace, Tracing
from console.errors import Gone, NotAllowed
from console.model import Operation


def apply_call(memory: PracticeMemory, traits: Traits, channel: str, call: Call, now: datetime) -> str:
    """Do what the call asks, all of it durable at the return; the receipt.

    Raises Gone when what it acts on is no longer there, NotAllowed with the reason when the platform refuses.
    """
    with memory.writing():
        target = _require_target(memory, traits, channel, call, now)
        receipt = _change(memory, traits, target, call, now)
        memory.log(Applied(call.key, channel, call.operation, call.target, call.body, receipt, now))
        return receipt


def trace_call(
    memory: PracticeMemory, channel: str, call: Call, since: datetime, known: Collection[str] = ()
) -> Tracing:
    """Look whether the call took effect at or after `since`, as anybody could who reads the thread.

    The same words under another target are another answer, and so is one of the `known` receipts. Of several matches
    the oldest is the receipt: of two lost answers in the same words each then finds one, and none is sent a third time.
    """
    match call.operation:
        case Operation.REPLY | Operation.NOTICE | Operation.PRIVATE_REPLY | Operation.MESSAGE:
            return _trace_answer(memory, channel, call, since, known)
        case Operation.BLOCK:
            author = author_of(memory, channel, call)
            return _traced(memory.is_blocked(channel, author or call.target), call.target)
        case Operation.HIDE:
            target = memory.entry(channel, call.target)
            return _traced(target is not None and target.is_hidden, call.target)
        case Operation.DELETE:
            target = memory.entry(channel, call.target)
            return _traced(target is None or target.is_gone, call.target)
        case Operation.CORRECT:
            target = memory.entry(channel, call.target)
            return _traced(target is not None and not target.is_gone and target.text == call.body, call.target)
        case Operation.HAND_OVER:
            return Tracing(Trace.ABSENT)


def find_target(memory: PracticeMemory, channel: str, call: Call) -> Posted | None:
    """What a call acts on. A message may name the conversation or the person, a block the person, a notice a post."""
    posted = memory.entry(channel, call.target)
    if posted is not None:
        return posted
    match call.operation:
        case Operation.MESSAGE:
            where = "channel = ? and not is_ours and kind = 'message' and (thread = ? or author_id = ?)"
            found = memory.select(where, (channel, call.target, call.target))
        case Operation.BLOCK:
            found = _of_author(memory, channel, call)
        case Operation.NOTICE:
            found = memory.select("channel = ? and kind = 'post' and body = ?", (channel, call.target))
        case _:
            return None
    return found[-1] if found else None


def author_of(memory: PracticeMemory, channel: str, call: Call) -> str | None:
    target = find_target(memory, channel, call)
    return None if target is None else target.author_id


def _of_author(memory: PracticeMemory, channel: str, call: Call) -> list[Posted]:
    """What the author wrote; only what is in the call's thread, where there is any."""
    found = memory.select("channel = ? and not is_ours and author_id = ?", (channel, call.target))
    return [posted for posted in found if call.thread and posted.thread == call.thread] or found


def _require_target(memory: PracticeMemory, traits: Traits, channel: str, call: Call, now: datetime) -> Posted:
    target = find_target(memory, channel, call)
    if target is None:
        raise Gone(f"{traits.title} no longer has what this call acts on.")
    able = judge(traits, memory.subject(target), call.operation, now)
    if not able.is_possible:
        is_gone = target.is_gone and call.operation not in OUTLIVES_DELETION
        raise Gone(able.why_not) if is_gone else NotAllowed(able.why_not)
    if call.operation is Operation.CORRECT and not target.is_ours:
        raise NotAllowed("Only a text of our own can be corrected.")
    if why := refuse_text(traits, call.operation, call.body):
        raise NotAllowed(why)
    return target


def _change(memory: PracticeMemory, traits: Traits, target: Posted, call: Call, now: datetime) -> str:
    match call.operation:
        case Operation.REPLY | Operation.NOTICE | Operation.PRIVATE_REPLY | Operation.MESSAGE:
            return memory.insert_own(_answer(memory, target, call, now))
        case Operation.HIDE:
            memory.hide(target)
        case Operation.DELETE:
            _delete(memory, target)
        case Operation.BLOCK:
            memory.block(target.channel, target.author_id, now)
            if traits.is_block_a_rejection:
                memory.hide(target)
        case Operation.CORRECT:
            memory.set_text(target, call.body)
        case Operation.HAND_OVER:
            raise NotAllowed("A case goes to the housing system, not to a channel.")
    return call.target


def _answer(memory: PracticeMemory, target: Posted, call: Call, now: datetime) -> Posted:
    answer = replace(answer_to(target, call.body, now), operation=call.operation)
    if call.operation is Operation.PRIVATE_REPLY:
        return replace(answer, kind=EntryKind.MESSAGE, thread=_private_thread(memory, target), post=None)
    if target.kind is EntryKind.POST:
        return replace(answer, post=target.text)
    return answer


def _private_thread(memory: PracticeMemory, posted: Posted) -> str:
    """The conversation that its author has with us, or would have."""
    where = "channel = ? and author_id = ? and kind = 'message' and not is_ours"
    messages = memory.select(where, (posted.channel, posted.author_id))
    thread = messages[-1].thread if messages else None
    return thread or private_thread_id(posted.author_id)


def _delete(memory: PracticeMemory, target: Posted) -> None:
    """The comments of others under it go too, and that is news; that it went itself we know."""
    for gone in memory.remove(target):
        if gone.external_id != target.external_id and not gone.is_ours:
            memory.tell(Happened.GONE, gone)


def _trace_answer(memory: PracticeMemory, channel: str, call: Call, since: datetime, known: Collection[str]) -> Tracing:
    column = "thread" if call.operation is Operation.MESSAGE else "parent"
    target = find_target(memory, channel, call)
    place = None if target is None else target.thread if column == "thread" else target.external_id
    kind = EntryKind.MESSAGE if call.operation in (Operation.MESSAGE, Operation.PRIVATE_REPLY) else EntryKind.COMMENT
    found = memory.select(
        f"channel = ? and is_ours and not is_gone and kind = ? and {column} = ? and body = ? and at_ms >= ?",
        (channel, kind.value, place, call.body, epoch_ms(since)),
    )
    unknown = [posted.external_id for posted in found if posted.external_id not in known]
    if unknown:
        return Tracing(Trace.FOUND, unknown[0])
    went_with_its_target = kind is EntryKind.COMMENT and (target is None or target.is_gone)
    return Tracing(Trace.UNCLEAR if went_with_its_target else Trace.ABSENT)


def _traced(is_there: bool, receipt: str) -> Tracing:
    return Tracing(Trace.FOUND, receipt) if is_there else Tracing(Trace.ABSENT)
