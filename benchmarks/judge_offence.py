"""How well triage tells offence from talk: insults, threats, what is said of groups, disguises; and what stays silent.

Part of `make judge`. What counts is what stands on an advisor's row: abuse, prejudice or a threat, louder than a note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from benchmarks.disguises import DISGUISES, SLIPS, disguised
from benchmarks.figures import Figure
from benchmarks.judged import Judged, Line, Mistake, read
from console.model import ItemKind, Level
from console.rules.packs import load_policy
from console.rules.triage import Triage

OFFENCES = frozenset({"abuse", "prejudice", "threat"})
GROUPS = (
    "women", "gay people", "Muslims", "immigrants", "black people", "disabled people", "trans people", "Travellers",
    "Jews", "refugees", "Poles", "Asians", "lesbians", "homeless people",
)  # fmt: skip
_SLOT = "{group}"

IsIt = Callable[[str], bool]


def judge_offence(policy: str) -> Judged:
    """Every figure about offence, with the bars of the product's own promise."""
    rules = Triage(load_policy(policy))

    def is_offence(text: str) -> bool:
        found = rules.judge(text, ItemKind.COMMENT)
        return any(one.rule in OFFENCES and one.level is not Level.NOTE for one in found)

    parts = [
        _posts(policy, is_offence),
        _share(f"{policy}: threats found", "threats", is_offence, at_least=55),
        _share(f"{policy}: dehumanising statements found", "dehumanising", is_offence, at_least=50),
        _identity(policy, is_offence),
        _ordinary(policy, is_offence),
        *(_disguise(policy, name, 95, disguised(disguise), is_offence) for name, disguise in DISGUISES.items()),
        _disguise(policy, "swapped or dropped letters", 80, chain(*map(disguised, SLIPS)), is_offence),
    ]
    return Judged([one for part in parts for one in part.figures], [one for part in parts for one in part.mistakes])


def about_groups(lines: Iterable[Line]) -> Iterator[str]:
    """The texts, those with a slot once for every group."""
    for line in lines:
        if _SLOT in line["text"]:
            yield from (line["text"].replace(_SLOT, group) for group in GROUPS)
        else:
            yield line["text"]


def _posts(policy: str, is_offence: IsIt) -> Judged:
    lines = read("offensive")
    told = [line for line in lines if is_offence(line["text"])]
    right = sum(line["offensive"] for line in told)
    figures = [
        _percent(f"{policy}: offensive posts, precision", right, len(told), at_least=96),
        _percent(f"{policy}: offensive posts, recall", right, sum(line["offensive"] for line in lines), at_least=95),
    ]
    wrong = [line for line in lines if (line in told) != line["offensive"]]
    return Judged(figures, [_mistake(policy, line["text"], wanted=line["offensive"]) for line in wrong])


def _share(name: str, of: str, is_offence: IsIt, *, at_least: float) -> Judged:
    texts = list(about_groups(read(of)))
    missed = [text for text in texts if not is_offence(text)]
    return Judged(
        [_percent(name, len(texts) - len(missed), len(texts), at_least=at_least)],
        [Mistake(f"{name.removesuffix(' found')} missed", text) for text in missed],
    )


def _identity(policy: str, is_offence: IsIt) -> Judged:
    texts = list(about_groups(read("identity")))
    wrong = [text for text in texts if is_offence(text)]
    name = f"{policy}: kind or neutral words about groups taken for offence"
    return Judged([_percent(name, len(wrong), len(texts), at_most=1)], [Mistake(name, text) for text in wrong])


def _ordinary(policy: str, is_offence: IsIt) -> Judged:
    """What people write to a landlord, where nobody who labelled it saw an offence."""
    texts = [line["text"] for name in ("housing_messages", "near_misses") for line in read(name)]
    texts += [line["text"] for line in read("ordinary") if not OFFENCES & set(line["rules"])]
    wrong = [text for text in texts if is_offence(text)]
    name = f"{policy}: ordinary messages taken for offence"
    figure = Figure(name=name, value=1_000 * len(wrong) / len(texts), unit="in 1,000", at_most=2)
    return Judged([figure], [Mistake(name, text) for text in wrong])


def _disguise(policy: str, name: str, at_least: float, texts: Iterable[str], is_offence: IsIt) -> Judged:
    texts = list(texts)
    missed = [text for text in texts if not is_offence(text)]
    figure = _percent(f"{policy}: seen through, {name}", len(texts) - len(missed), len(texts), at_least=at_least)
    return Judged([figure], [Mistake(f"{policy}: not seen through, {name}", text) for text in missed])


def _mistake(policy: str, text: str, *, wanted: bool) -> Mistake:
    return Mistake(f"{policy}: {'missed' if wanted else 'not'} offensive", text)


def _percent(name: str, count: int, of: int, *, at_least: float | None = None, at_most: float | None = None) -> Figure:
    return Figure(name=name, value=100 * count / of if of else 0.0, unit="%", at_least=at_least, at_most=at_most)
