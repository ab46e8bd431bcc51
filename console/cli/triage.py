"""`halfday triage`: what a text is, under one policy. Also how the judging commands read their texts."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

import click

from console.errors import PackProblem
from console.model import Finding, ItemKind
from console.rules.masking import mask
from console.rules.packs import Policy, load_policy
from console.text import displayable

if TYPE_CHECKING:
    from console.rules.subjects import Mention

BAD_LINES = 1  # exit codes
WRONG_USE = 2
KINDS = {"comment": ItemKind.COMMENT, "message": ItemKind.MESSAGE}

Answer = dict[str, Any]


class LineError(ValueError):
    """A line of standard input that holds no text to judge."""


@dataclass(frozen=True)
class Asked:
    """One text to judge, with the id it came with; `to` is what it answers, where that was said."""

    text: str
    id: str | int | None = None
    to: str | None = None


@click.command()
@click.argument("text", required=False)
@click.option("--policy", "name", default="westward", show_default=True, metavar="NAME|PATH", help="Whose policy.")
@click.option(
    "--kind", type=click.Choice(list(KINDS)), default="comment", show_default=True, help="Where it was written."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one line for each text.")
def triage(text: str | None, name: str, kind: str, as_json: bool) -> None:
    """Say what a text is: what it needs, what may not stay, and under which clause; its topic, place and department.

    Without TEXT, reads JSON Lines from standard input, {"id": …, "text": …} each, and answers line by line in the same
    order. A line that cannot be read is told on standard error; the rest goes on, and the exit code is 1.
    """
    from console.rules.routing import department_for  # each command loads only its own rules
    from console.rules.subjects import Subjects
    from console.rules.triage import Triage, suggested_action

    policy = pack_or_exit(name)
    rules, subjects = Triage(policy), Subjects(policy)

    def judge(asked: Asked) -> tuple[Answer, list[str]]:
        findings = rules.judge(asked.text, KINDS[kind])
        action = suggested_action(findings).value
        subject = subjects.of(asked.text)
        department, reason = department_for(policy, findings, asked.text)
        answer: Answer = {"findings": [finding_as_json(finding) for finding in findings], "suggested_action": action}
        answer |= {"topic": _mentions_as_json(subject.topics), "place": _mentions_as_json(subject.places)}
        answer["department"] = {"id": department.id, "title": department.title, "why": reason}
        shown = mask(asked.text, findings)  # what is printed for people is often copied on
        lines = [finding_as_line(finding, shown) for finding in findings] or ["nothing found"]
        lines += [f"{what}: {_titles(named)}" for what, named in (("topic", subject.topics), ("place", subject.places))]
        return answer, [*lines, f"department: {department.title} ({reason})", f"suggested: {action}"]

    sys.exit(answer_all(text, judge, as_json))


def _mentions_as_json(mentions: Iterable[Mention]) -> list[Answer]:
    return [{"id": one.id, "title": one.title, "spans": [list(span) for span in one.spans]} for one in mentions]


def _titles(mentions: Iterable[Mention]) -> str:
    return ", ".join(displayable(one.title) for one in mentions) or "none of the pack's"


def pack_or_exit(name: str) -> Policy:
    """The policy, its words and topics included; says what is wrong with it and exits 2 when it cannot be used."""
    try:
        policy = load_policy(name)
        _ = policy.words, policy.topics
    except PackProblem as problem:
        wrong_use(str(problem))
    return policy


def wrong_use(problem: str) -> NoReturn:
    """Print the problem on standard error and exit 2."""
    click.echo(f"Error: {displayable(problem)}", err=True)
    sys.exit(WRONG_USE)


def answer_all(text: str | None, judge: Callable[[Asked], tuple[Answer, list[str]]], as_json: bool) -> int:
    """Judge the argument, or every line of standard input as it comes; returns the exit code."""
    if text is not None:
        _print(Asked(text), judge, as_json)
        return 0
    if sys.stdin is None or sys.stdin.isatty():
        wrong_use("Give a TEXT, or JSON Lines on standard input.")
    return _answer_lines(sys.stdin.buffer, judge, as_json)


def _answer_lines(lines: BinaryIO, judge: Callable[[Asked], tuple[Answer, list[str]]], as_json: bool) -> int:
    code = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = parse_line(line)
        except LineError as problem:
            click.echo(f"line {number}: {problem}", err=True)
            code = BAD_LINES
            continue
        _print(asked, judge, as_json)
    return code


def parse_line(line: bytes) -> Asked:
    """Read one JSON line; lone surrogates are let through, as people's texts have them. Raises LineError."""
    try:
        row = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as problem:  # ValueError: not UTF-8 and not JSON alike
        raise LineError(f"not JSON: {displayable(str(problem))[:120]}") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise LineError('needs a "text", such as {"id": 1, "text": "my boiler is off"}')
    id = row.get("id")
    if id is not None and not isinstance(id, str | int):
        raise LineError('"id" is to be a text or a whole number')
    to = row.get("to")
    if to is not None and not isinstance(to, str):
        raise LineError('"to" is to be the text that is answered')
    return Asked(row["text"], id, to)


def finding_as_json(finding: Finding) -> Answer:
    """The finding's fields that are set; offsets are characters of the text, the end exclusive."""
    answer: Answer = {"rule": finding.rule, "level": finding.level.value, "score": finding.score}
    answer |= {"start": finding.start, "end": finding.end, "clause": finding.clause, "why": finding.why}
    if finding.detail is not None:
        answer["detail"] = finding.detail
    return answer | ({} if finding.instead is None else {"instead": finding.instead})


def finding_as_line(finding: Finding, text: str) -> str:
    """The finding for a person: `now   urgent  "smell gas"  danger to people or property (W3.6)`."""
    rule = f"{finding.rule}: {finding.detail}" if finding.detail else finding.rule
    words = displayable(text[finding.start : finding.end].replace("\n", " "))[:60]
    quoted = f'"{words}"  ' if words else ""
    instead = f"; instead: {finding.instead}" if finding.instead else ""
    return f"{finding.level.value:<5} {rule:<18} {quoted}{finding.why} ({finding.clause}){instead}"


def _print(asked: Asked, judge: Callable[[Asked], tuple[Answer, list[str]]], as_json: bool) -> None:
    answer, lines = judge(asked)
    shown: Iterable[str] = lines
    if as_json:
        shown = [json.dumps({"id": asked.id} | answer)]
    elif asked.id is not None:
        shown = [displayable(str(asked.id)), *(f"  {line}" for line in lines)]
    for line in shown:
        click.echo(line)
