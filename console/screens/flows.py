"""Which flow each key of the inbox starts. A flow gathers what an act needs, asks the desk, and tells the person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from console.screens import (
    dialog_flows,
    incident_flows,
    late_flows,
    look_flows,
    supervisor_flows,
    team_flows,
    writing_flows,
)

FLOWS: dict[str, Callable[..., Awaitable[Any]]] = {
    "reply": writing_flows.reply,
    "suggestion": writing_flows.suggestion,
    "move_to_private": writing_flows.move_to_private,
    "correct": writing_flows.correct,
    "note": writing_flows.note,
    "ask": writing_flows.ask,
    "remove": dialog_flows.remove,
    "block": dialog_flows.block,
    "log_complaint": dialog_flows.log_complaint,
    "escalate": dialog_flows.escalate,
    "close": dialog_flows.close,
    "reopen": dialog_flows.reopen,
    "undo": dialog_flows.undo,
    "incident": incident_flows.incident,
    "verdict": incident_flows.verdict,
    "claim": team_flows.claim,
    "assign": team_flows.assign,
    "met": team_flows.met,
    "retry": team_flows.retry,
    "take_over": supervisor_flows.take_over,
    "set_free": supervisor_flows.set_free,
    "hand_out": supervisor_flows.hand_out,
    "reroute": supervisor_flows.reroute,
    "send_back": supervisor_flows.send_back,
    "closures": supervisor_flows.closures,
    "late": late_flows.late,
    "why": look_flows.why,
    "views": look_flows.views,
    "help": look_flows.help_sheet,
    "calendar": look_flows.calendar,
    "policy": look_flows.policy,
    "try_text": look_flows.try_text,
    "pane": look_flows.pane,
    "people": look_flows.people,
}
