"""The tables of a pack that say who: roles and what they may do, departments, and to whom something is put."""

from console.model import ActionKind
from console.rules.policy_table import Setting, Table


class Role(Table, frozen=True, kw_only=True):
    """`[[role]]`: a role by its name in the policy, and what it may do."""

    id: str
    title: str
    may: list[ActionKind]
    clause: str
    assumed: bool = False
    is_appointed: bool = False  # may post in the association's name
    is_supervisor: bool = False


class Department(Table, frozen=True, kw_only=True):
    """`[[department]]`: who answers for what; `words` and `rules` say which items are theirs."""

    id: str
    title: str
    director: str  # a role's title
    words: list[str] = []
    rules: list[str] = []
    holder: str = ""  # the director's name: for the association to fill in
    clause: str
    assumed: bool = False


class EscalationRoute(Setting, frozen=True, kw_only=True):
    """`[escalation]`: to whom when no department fits, and in the director's absence."""

    default_department: str
    fall_back: str  # a role's title: the Chief Executive
    colleague_department: str  # what concerns a colleague's conduct goes here
    advice_from: str  # whom an advisor asks when unsure (LG9.3)
