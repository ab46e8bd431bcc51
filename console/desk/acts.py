"""The use-cases of the desk, each imported when it is first asked for: the first screen needs none of them (9 ms)."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.desk import (
        asking,
        blocking,
        calendar_change,
        casework,
        causes,
        claiming,
        closures,
        colleagues,
        conducting,
        correcting,
        deadline_news,
        drafting,
        escalating,
        finishing,
        handing_out,
        holding,
        incidents,
        judging,
        learned,
        leaving,
        moving,
        overseeing,
        possible,
        removing,
        replying,
        rerouting,
        rights,
        sending_back,
        settling,
        staff,
        staffing,
        superseding,
        undoing,
    )

__all__ = [
    "asking",
    "blocking",
    "calendar_change",
    "casework",
    "causes",
    "claiming",
    "closures",
    "colleagues",
    "conducting",
    "correcting",
    "deadline_news",
    "drafting",
    "escalating",
    "finishing",
    "handing_out",
    "holding",
    "incidents",
    "judging",
    "learned",
    "leaving",
    "moving",
    "overseeing",
    "possible",
    "removing",
    "replying",
    "rerouting",
    "rights",
    "sending_back",
    "settling",
    "staff",
    "staffing",
    "superseding",
    "undoing",
]


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(f"there is no act {name}")
    return import_module(f"console.desk.{name}")
