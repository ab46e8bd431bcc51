"""The tables of a pack that say what counts beside the words of a message: which replies come up, what is gathered."""

from __future__ import annotations

from console.rules.policy_table import Setting


class SuggestionContext(Setting, frozen=True, kw_only=True):
    """`[suggestions]`: what brings replies of a situation up, or takes them out.

    `while_closed`: true only while nobody is there; then the likeliest of them comes second, and otherwise none.
    `whose_mistake`: after findings of these rules a person is asked whether it was a mistake of ours.
    """

    while_closed: list[str]
    whose_mistake: list[str]


class Incidents(Setting, frozen=True, kw_only=True):
    """`[incidents]`: how messages about one thing are gathered.

    From `gathers_hours` before the message that it is declared from until it ends, at the latest `lasts_hours` after
    it was declared. What stands above the deadlines, or has a finding of the rules in `apart`, is gathered too and
    wants an answer of its own.
    """

    gathers_hours: int
    lasts_hours: int
    apart: list[str]
