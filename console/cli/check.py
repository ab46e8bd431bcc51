"""`halfday check`: what may not be said, under one policy, before anything leaves."""

from __future__ import annotations

import sys

import click

from console.cli.triage import Answer, Asked, answer_all, finding_as_json, finding_as_line, pack_or_exit

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
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one line for each text.")
def check(text: str | None, name: str, outbound: str, as_json: bool) -> None:
    """Say what stops a text, what needs a reason, and what could be better.

    Exits 0 when nothing stops it, 1 when something does, 2 for wrong use. Without TEXT, reads JSON Lines from standard
    input, {"id": …, "text": …} each, and answers line by line in the same order.
    """
    from console.rules.conduct import Conduct, Outbound  # each command loads only its own rules

    rules, kind = Conduct(pack_or_exit(name)), Outbound(outbound)
    stopped: list[Asked] = []

    def judge(asked: Asked) -> tuple[Answer, list[str]]:
        found = rules.check(asked.text, kind)
        if not found.ok:
            stopped.append(asked)
        findings = [_without_score(finding_as_json(finding)) for finding in found.findings]
        said = "nothing stops it" if found.ok else "stopped"
        lines = [finding_as_line(finding, asked.text) for finding in found.findings]
        return {"ok": found.ok, "words": found.words, "findings": findings}, [*lines, f"{said}; {found.words} words"]

    code = answer_all(text, judge, as_json)
    sys.exit(STOPPED if stopped else code)


def _without_score(answer: Answer) -> Answer:
    return {key: value for key, value in answer.items() if key != "score"}
