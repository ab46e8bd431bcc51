"""`halfday check`: what may not be said, under one policy, before anything leaves."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from console.cli.triage import Answer, Asked, answer_all, finding_as_json, finding_as_line, pack_or_exit
from console.model import ItemKind

if TYPE_CHECKING:
    from console.rules.conduct import Outbound
    from console.rules.packs import Policy
    from console.rules.triage import Triage

STOPPED = 1  # exit code


@click.command()
@click.argument("text", required=False)
@click.option("--policy", "name", default="westward", show_default=True, metavar="NAME|PATH", help="Whose policy.")
@click.option(
    "--as",
    "outbound",
    type=click.Choice(["reply", "post", "message", "note"]),
    default="reply",
    show_default=True,
    help="What the text is to become.",
)
@click.option(
    "--to", "answered", metavar="TEXT", help="What is answered: whether it complains decides what is missing."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one line for each text.")
def check(text: str | None, name: str, outbound: str, answered: str | None, as_json: bool) -> None:
    """Say what stops a text, what needs a reason, and what could be better.

    Exits 0 when nothing stops it, 1 when something does, 2 for wrong use. Without TEXT, reads JSON Lines from standard
    input, {"id": …, "text": …, "to": …} each, and answers line by line in the same order. What is answered, "to", may
    be left out.
    """
    from console.rules.conduct import Conduct, Outbound  # each command loads only its own rules

    policy = pack_or_exit(name)
    rules, kind = Conduct(policy), Outbound(outbound)
    marks_of = _marker(policy, kind)
    stopped: list[Asked] = []

    def judge(asked: Asked) -> tuple[Answer, list[str]]:
        to = asked.to or answered or ""
        found = rules.check(asked.text, kind, marks=marks_of(to), answered=to)
        if not found.ok:
            stopped.append(asked)
        findings = [_without_score(finding_as_json(finding)) for finding in found.findings]
        said = "nothing stops it" if found.ok else "stopped"
        lines = [finding_as_line(finding, asked.text) for finding in found.findings]
        return {"ok": found.ok, "words": found.words, "findings": findings}, [*lines, f"{said}; {found.words} words"]

    code = answer_all(text, judge, as_json)
    sys.exit(STOPPED if stopped else code)


def _marker(policy: Policy, outbound: Outbound) -> Callable[[str], tuple[str, ...]]:
    """What triage makes of a text that is answered; its rules are compiled for the first one (60 ms)."""
    compiled: list[Triage] = []

    def marks_of(answered: str) -> tuple[str, ...]:
        if not answered:
            return ()
        from console.rules.triage import Triage, marks

        if not compiled:
            compiled.append(Triage(policy))
        kind = ItemKind.COMMENT if outbound.is_public else ItemKind.MESSAGE
        return marks(compiled[0].judge(answered, kind))

    return marks_of


def _without_score(answer: Answer) -> Answer:
    return {key: value for key, value in answer.items() if key != "score"}
