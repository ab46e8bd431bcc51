"""The tables of a pack about who works here: what an author is trained in, and what is done when somebody leaves."""

from typing import Literal

from console.model import ActionKind
from console.rules.policy_table import Setting, Table


class Course(Table, frozen=True, kw_only=True):
    """`[[training.course]]`: something an author is trained in; it lapses after `months`, or never.

    Asked of everybody whose role may send, or of the `roles` named.
    """

    id: str
    title: str
    months: int | None = None
    roles: list[str] = []
    clause: str
    assumed: bool = False


class TrainingRule(Setting, frozen=True, kw_only=True):
    """`[training]`: what somebody without a course that is asked of them drafts and does not send.

    `enforce`: "when-recorded" holds from the first training that is recorded for anybody; before that nobody could
    send.
    """

    enforce: Literal["when-recorded", "always", "never"] = "when-recorded"
    kinds: list[ActionKind] = []
    course: list[Course] = []


class LeaverTaskText(Table, frozen=True, kw_only=True):
    """`[[leaver_task]]`: what is to be done by hand when somebody leaves; `channel` where it is to be done, if one."""

    id: str
    title: str
    channel: str = ""
    clause: str
    assumed: bool = False
