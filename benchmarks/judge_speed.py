"""How long the rules take to judge: an item, a key in an answer, a message beside a large library of replies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from benchmarks.figures import Figure, middle, share
from benchmarks.judged import read
from console.model import ItemKind
from console.rules.conduct import Conduct
from console.rules.likeness import Phrasebook
from console.rules.outbound import Outbound
from console.rules.packs import load_policy
from console.rules.triage import Triage

T = TypeVar("T")

FIXTURES = Path(__file__).parents[1] / "fixtures"
KINDS = {"comment": ItemKind.COMMENT, "message": ItemKind.MESSAGE}
TEMPLATES, PHRASES = 200, 20
ANSWER_WORDS = 100
LAST_KEYS = 120  # the end of an answer
WARM = 100


def judge_speed() -> list[Figure]:
    """Everything on; what is made ready at first sight is not counted. About ten seconds."""
    typing = _typing_ms()
    return [
        Figure(name="triage of an item, median", value=middle(_triage_ms()), unit="ms", at_most=0.3),
        Figure(name=f"check of {ANSWER_WORDS} words at a key, median", value=middle(typing), unit="ms", at_most=3),
        Figure(name=f"check of {ANSWER_WORDS} words at a key, p95", value=share(typing, 95), unit="ms"),
        Figure(
            name=f"suggestion from {TEMPLATES} × {PHRASES} phrases, p95", value=share(_suggesting_ms(), 95), unit="ms",
            at_most=3,
        ),
    ]  # fmt: skip


def _triage_ms() -> list[float]:
    rules = Triage(load_policy("westward"))
    lines = read("ordinary") + read("near_misses")
    return _timed(lambda line: rules.judge(line["text"], KINDS[line["kind"]]), lines, warm=lines)


def _typing_ms() -> list[float]:
    """The last keys of answers of a hundred words, one after the other, as somebody types them."""
    conduct = Conduct(load_policy("westward"))
    good = [line["text"] for line in read("replies_good")]
    answers = [" ".join(" ".join(good[at : at + 4]).split()[:ANSWER_WORDS]) for at in range(0, 40, 4)]
    keys = [answer[:end] for answer in answers for end in range(len(answer) - LAST_KEYS, len(answer) + 1)]
    return _timed(lambda text: conduct.check(text, Outbound.MESSAGE), keys[LAST_KEYS + 1 :], warm=keys[: LAST_KEYS + 1])


def _suggesting_ms() -> list[float]:
    """Whole messages beside a library of tenants' texts, whatever they are about: it costs the same."""
    learned = (FIXTURES / "learning" / "labelled.txt").read_text("utf-8").splitlines()
    calm = (FIXTURES / "learning" / "calm.txt").read_text("utf-8").splitlines()
    other = [line["text"] for name in ("ordinary", "near_misses", "none_fits", "urgent", "service_comments")
             for line in read(name)]  # fmt: skip
    phrases = [line.split("\t")[-1] for line in learned] + calm + other
    book = Phrasebook([phrases[at::TEMPLATES][:PHRASES] for at in range(TEMPLATES)])
    asked = read("housing_messages")
    return _timed(lambda line: book.nearest(line["text"]), asked[WARM:], warm=asked[:WARM])


def _timed(work: Callable[[T], object], things: Sequence[T], *, warm: Sequence[T]) -> list[float]:
    """Milliseconds for each of the things, once those to warm up with have been seen."""
    for thing in warm:
        work(thing)
    times = []
    for thing in things:
        began = perf_counter()
        work(thing)
        times.append((perf_counter() - began) * 1_000)
    return times
