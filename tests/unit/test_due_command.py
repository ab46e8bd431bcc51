"""`halfday due`: one moment, or JSON Lines on standard input."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from console.cli.due import due


def run(*args: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(due, args, input=stdin)


def answer(received: str, policy: str = "westward") -> dict[str, Any]:
    result = run("--policy", policy, "--received", received, "--json")
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize(
    ("policy", "received", "due_at"),
    [
        ("westward", "2026-12-04T10:00:00+00:00", "2026-12-04T14:00:00+00:00"),
        ("westward", "2026-12-04T16:00:00+00:00", "2026-12-07T12:00:00+00:00"),  # Friday to Monday
        ("westward", "2026-12-04T13:00:00+00:00", "2026-12-04T17:00:00+00:00"),  # exactly at closing: due then
        ("westward", "2026-12-05T03:00:00+00:00", "2026-12-07T13:00:00+00:00"),  # Saturday night
        ("westward", "2026-07-03T15:00:00Z", "2026-07-06T12:00:00+01:00"),  # summer time, in the policy's zone
        ("westward", "2026-12-24T16:00:00+00:00", "2026-12-29T12:00:00+00:00"),  # over Christmas
        ("langstane", "2026-12-04T16:00:00+00:00", "2026-12-07T16:00:00+00:00"),
        ("langstane", "2026-12-31T16:00:00+00:00", "2027-01-05T16:00:00+00:00"),  # 4 January for the 2nd, in Scotland
    ],
)
def test_it_is_due_when_the_working_time_is_used_up(policy: str, received: str, due_at: str) -> None:
    assert answer(received, policy)["due_at"] == due_at


def test_the_ledger_names_boxing_day_and_has_no_gap() -> None:
    found = answer("2026-12-24T16:00:00+00:00")
    ledger = found["ledger"]
    assert "Boxing Day" in [line.get("closed") for line in ledger]
    assert sum(line.get("minutes", 0) for line in ledger) == found["working_minutes"] == 240
    assert [line["from"] for line in ledger[1:]] == [line["to"] for line in ledger[:-1]]
    assert (ledger[0]["from"], ledger[-1]["to"]) == (found["received_at"], found["due_at"])


def test_the_answer_has_the_promised_fields_its_id_null_for_a_single_moment() -> None:
    assert answer("2026-12-04T10:00:00Z")["id"] is None
    assert list(answer("2026-12-04T10:00:00Z")) == [
        "id", "received_at", "due_at", "working_minutes", "clause", "assumed", "ledger",
    ]  # fmt: skip


def test_an_assumed_figure_is_said_to_be_assumed() -> None:
    assert answer("2026-12-04T10:00:00Z", "langstane")["assumed"] is True
    assert "assumed under LG2.2" in run("--policy", "langstane", "--received", "2026-12-04T10:00:00Z").stdout
    assert "clause W3.6" in run("--policy", "westward", "--received", "2026-12-04T10:00:00Z").stdout


def test_without_json_it_is_a_sentence_and_a_table() -> None:
    lines = run("--policy", "westward", "--received", "2026-12-04T16:00:00Z").stdout.splitlines()
    assert lines[0] == "Received Friday 4 December 2026, 16:00; to be answered by Monday 7 December 2026, 12:00."
    assert lines[2] == "  Fri  4 Dec 16:00  to  Fri  4 Dec 17:00   1 h 00 min"
    assert lines[3].endswith("closed: weekend")


def test_lines_are_answered_in_order_with_their_ids() -> None:
    stdin = "".join(f'{{"id": {i}, "received_at": "2026-12-0{i}T10:00:00Z", "more": 1}}\n' for i in (4, 3, 1))
    result = run("--policy", "westward", "--json", stdin=stdin)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [4, 3, 1]
    assert result.exit_code == 0


def test_a_bad_line_is_told_with_its_number_and_the_rest_goes_on() -> None:
    lines = [
        b'{"id": 1, "received_at": "2026-12-04T10:00:00Z"}', b"rubbish", b"", b'{"id": 2}', b"\xff\xfe", b"[" * 100_000,
        b'{"id": 3, "received_at": "2026-12-04T10:00:00"}', b'{"id": 4, "received_at": "1026-12-04T10:00:00Z"}',
        b'{"id": 5, "received_at": "2026-12-04T10:00:00Z"}',
    ]  # fmt: skip
    result = run("--policy", "westward", "--json", stdin=b"\n".join(lines))
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [1, 5]
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [f"line {n}" for n in (2, 4, 5, 6, 7, 8)]
    assert result.exit_code == 1


def test_a_naive_time_is_refused_with_what_to_write_instead() -> None:
    result = run("--policy", "westward", "--received", "2026-07-03T16:00:00")
    assert "write 2026-07-03T16:00:00+01:00" in result.stderr
    assert result.exit_code == 2


@pytest.mark.parametrize("text", ["tomorrow", "", "2026-13-01T00:00:00Z", "2026-12-04", "9999-12-31T23:59:59-12:00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    result = run("--policy", "westward", "--received", text)
    assert (result.exit_code, result.stdout) == (2, "")


def test_an_id_with_control_codes_does_not_reach_the_terminal() -> None:
    stdin = '{"id": "\\u0007\\u202e", "received_at": "2026-12-04T10:00:00Z"}\n'
    shown = run("--policy", "westward", stdin=stdin).stdout  # no ESC here: click itself drops that from a pipe
    assert not {"\x07", "\u202e"} & set(shown)


def test_an_unknown_policy_is_wrong_use() -> None:
    result = run("--policy", "eastward", "--received", "2026-12-04T10:00:00Z")
    assert result.exit_code == 2
    assert "langstane, westward" in result.stderr


@pytest.mark.parametrize("year", [2000, 2035, 2099])
def test_any_year_an_export_may_hold_is_counted(year: int) -> None:
    assert answer(f"{year}-12-31T16:00:00Z")["due_at"].startswith(str(year + 1))
