"""`halfday suggest`: which reply templates may fit a text, and why."""

from __future__ import annotations

import sys

import click

from console.cli.triage import KINDS, Answer, Asked, answer_all, pack_or_exit, wrong_use
from console.errors import PackProblem
from console.rules.packs import Policy
from console.text import displayable, first_name


@click.command()
@click.argument("text", required=False)
@click.option("--policy", "name", default="westward", show_default=True, metavar="NAME|PATH", help="Whose policy.")
@click.option(
    "--kind", type=click.Choice(list(KINDS)), default="comment", show_default=True, help="Where it was written."
)
@click.option("-n", "limit", type=click.IntRange(1, 20), default=3, show_default=True, help="How many at most.")
@click.option("--first-name", "name_of_author", default="", help="Whom the reply greets.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one line for each text.")
def suggest(text: str | None, name: str, kind: str, limit: int, name_of_author: str, as_json: bool) -> None:
    """Say which templates may fit a text, the best first, each with its reason.

    Without TEXT, reads JSON Lines from standard input, {"id": …, "text": …} each, and answers line by line in the same
    order.
    """
    from console.rules.filling import fill  # each command loads only its own rules
    from console.rules.suggest import Suggester

    policy = _pack_with_templates(name)
    index = Suggester(policy.templates)
    values = {"first_name": first_name(name_of_author), "timescale": policy.core.timescale[0].text}

    def judge(asked: Asked) -> tuple[Answer, list[str]]:
        matches = index.suggest(asked.text, KINDS[kind], limit)
        rows: list[Answer] = [
            {"template": match.template.id, "score": match.score, "because": match.because}
            | {"text": fill(match.template.text, values, policy)}
            for match in matches
        ]
        none_fits = index.none_fits(matches)
        lines = [
            f"{row['score']:.2f} {row['template']}  ({displayable(row['because'])})\n     {row['text']}" for row in rows
        ]
        return {"suggestions": rows, "none_fits": none_fits}, [
            *lines,
            *(["none of these fits well"] if none_fits else []),
        ]

    sys.exit(answer_all(text, judge, as_json))


def _pack_with_templates(name: str) -> Policy:
    policy = pack_or_exit(name)
    try:
        _ = policy.templates
    except PackProblem as problem:
        wrong_use(str(problem))
    return policy
