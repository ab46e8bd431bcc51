"""How well an incident's messages are gathered: in both inboxes, each of the six read first, and of four more."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

from console.model import ItemKind, Rank
from console.rules.alike import Incident
from console.rules.packs import load_policy
from console.rules.reviewing import title_for
from console.rules.triage import Triage, marks, rank

Case = tuple[bool, bool, str]  # whether it belongs, whether it was gathered, and the text

FIXTURES = Path(__file__).parents[1] / "fixtures"
SIX = {
    "langstane": ["fbc_1017", "fbc_1018", "fbc_1019", "fbc_1020", "fbc_1021", "fbm_2007"],
    "westward": ["fbc_5006", "fbc_5007", "fbc_5008", "fbc_5009", "fbc_5010", "fbm_6003"],
}  # fixtures/README.md: "one incident, six times in minutes"


def inbox_cases(name: str) -> Iterator[Case]:
    """With each of the six as the message that was read first."""
    items = {row["external_id"]: row["text"] for row in _rows(FIXTURES / f"{name}_inbox.jsonl")}
    for first in SIX[name]:
        incident = Incident(title_for(items[first]), items[first])
        for key, text in items.items():
            if key != first:
                yield key in SIX[name], incident.is_like(text), text


def invented_cases() -> Iterator[Case]:
    incident: Incident | None = None
    for row in _rows(FIXTURES / "judgement" / "incidents.jsonl"):
        if row["is"] == "first":
            incident = Incident(row["title"], row["text"])
        else:
            assert incident is not None
            yield row["is"] == "same", incident.is_like(row["text"]), row["text"]


def rates(cases: list[Case]) -> tuple[int, int, int]:
    """Rightly gathered, all gathered, all that belong."""
    right = sum(belongs and is_like for belongs, is_like, _ in cases)
    return right, sum(is_like for _, is_like, _ in cases), sum(belongs for belongs, _, _ in cases)


def ticked(cases: list[Case], policy: str) -> list[Case]:
    """What the console would tick of it: not what stands above the deadlines, or that the pack sets apart."""
    pack = load_policy(policy)
    triage, apart = Triage(pack), set(pack.core.incidents.apart)

    def wants_its_own(text: str) -> bool:
        findings = triage.judge(text, ItemKind.COMMENT)
        return rank(findings) is Rank.NOW or not apart.isdisjoint(marks(findings))

    return [(belongs, is_like and not wants_its_own(text), text) for belongs, is_like, text in cases]


def _rows(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    sets = {f"{name} inbox": list(inbox_cases(name)) for name in SIX} | {"invented": list(invented_cases())}
    for name, cases in sets.items():
        right, gathered, belong = rates(cases)
        precision, recall = f"{right}/{gathered} = {right / gathered:.0%}", f"{right}/{belong} = {right / belong:.0%}"
        print(f"{name:<16} precision {precision}   recall {recall}")
        right, kept, _ = rates(ticked(cases, name.split()[0] if name.endswith("inbox") else "westward"))
        print(f"{'':<16} of which ticked {kept}, rightly {right} = {right / kept:.0%}")
    texts = [text for _, _, text in sets["langstane inbox"]][:87] * 6
    incident, spans = Incident("Lift out at Tarrymuir Gardens", texts[0]), []
    for _ in range(20):
        began = time.perf_counter()
        incident.resembling(texts)
        spans.append((time.perf_counter() - began) * 1_000)
    print(f"{len(texts)} messages compared in {quantiles(spans, n=20)[-1]:.1f} ms (p95)")
    if "-v" in sys.argv:
        for name, cases in sets.items():
            for belongs, is_like, text in cases:
                if belongs != is_like:
                    print(f"{name:<16} {'missed' if belongs else 'wrongly'}: {text[:100]}")


if __name__ == "__main__":
    main()
