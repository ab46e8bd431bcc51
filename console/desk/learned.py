"""What was learned: seen, taken back, shared with other houses; how templates fared, and which ones are missing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

import msgspec

from console.desk.office import Office
from console.desk.orders import SharedIn
from console.desk.records import Record
from console.desk.rights import require_may
from console.errors import NotPossible
from console.model import ActionKind, LearnedPhrase, Person, TemplateFigures
from console.rules.covering import as_phrase
from console.rules.probation import MOST_PHRASES, weight
from console.text import digest

FREE_REPLIES_READ = 2_000  # the newest: comparing them takes a few seconds


class SharedLine(msgspec.Struct, frozen=True):
    """One line of a file of shared phrases. What else a line holds is for people to read."""

    template: str
    text: str


async def forget(office: Office, person: Person, phrase_ids: Sequence[int]) -> list[LearnedPhrase]:
    """Take learned phrases back. Raises NotPermitted for who may not answer, NotPossible when one is unknown."""
    await require_may(office, office.store, person, ActionKind.REPLY)
    known = {phrase.id: phrase for phrase in await office.store.learned_phrases()}
    missing = [str(phrase_id) for phrase_id in phrase_ids if phrase_id not in known]
    if missing:
        raise NotPossible(f"Nothing was learned under {', '.join(missing)}. `halfday learned list` has the numbers.")
    found = [known[phrase_id] for phrase_id in dict.fromkeys(phrase_ids)]
    async with office.store.transaction() as tx:
        await require_may(office, tx, person, ActionKind.REPLY)
        for phrase in found:
            await tx.forget_phrase(phrase.id)
            details: dict[str, object] = {"phrase": phrase.id, "template": phrase.template_id}
            details["text"] = digest(phrase.text)
            await tx.record(Record(office.now(), person.id, "learned.forgotten", phrase.item_id, details))
    return found


async def lines_to_share(office: Office) -> list[str]:
    """What was learned here from public messages and speaks for a template, as JSON lines: no names, no items.

    What was written in private stays in the house, covered as it is; what speaks against a template says more of a
    house's ways than of the template; and what another house shared is that house's to share.
    """
    phrases = await office.store.learned_phrases()
    return [_dump(one) for one in phrases if not (one.is_private or one.is_shared) and weight(one) > 0]


def _dump(phrase: LearnedPhrase) -> str:
    counts = {"accepted": phrase.accepted, "rejected": phrase.rejected, "people": phrase.people}
    said = {"template": phrase.template_id, "text": phrase.text, **counts}
    return json.dumps(said | {"learned": phrase.learned_at.date().isoformat()})


async def take(office: Office, person: Person, lines: Sequence[str]) -> SharedIn:
    """Learn what another house shares. Every phrase is covered anew, and stands on probation.

    A line that cannot be used is told with its number and leaves the others as they are; empty lines are passed over.
    Raises NotPermitted for who may not answer.
    """
    await require_may(office, office.store, person, ActionKind.REPLY)
    phrases = await office.store.learned_phrases()
    known = {(one.template_id, one.text) for one in phrases}
    count = Counter(one.template_id for one in phrases)
    new: list[tuple[str, str]] = []
    problems: list[str] = []
    again = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            pair = _shared(office, line)
            if pair not in known:
                _require_room(count, pair[0])
        except ValueError as problem:
            problems.append(f"line {number}: {problem}")
            continue
        if pair in known:
            again += 1
            continue
        known.add(pair)
        count[pair[0]] += 1
        new.append(pair)
    await _keep(office, person, new)
    return SharedIn(len(new), again, tuple(problems))


def _shared(office: Office, line: str) -> tuple[str, str]:
    """Template and phrase of a line. Raises ValueError with what is wrong with it."""
    try:
        shared = msgspec.json.decode(line, type=SharedLine)
    except (msgspec.DecodeError, UnicodeError) as problem:
        raise ValueError(f'{problem}. A line is {{"template": "…", "text": "…"}}.') from None
    if all(template.id != shared.template for template in office.policy.templates):
        raise ValueError(f'the policy "{office.policy.name}" has no template "{shared.template}".')
    phrase = as_phrase(shared.text, "", office.policy.words.own_contacts)
    if phrase is None:
        raise ValueError("the text has too few words to learn from.")
    return shared.template, phrase


def _require_room(count: Counter[str], template_id: str) -> None:
    if count[template_id] >= MOST_PHRASES:
        raise ValueError(f'"{template_id}" has {MOST_PHRASES} learned phrases, which is the most that are kept.')


async def _keep(office: Office, person: Person, new: Sequence[tuple[str, str]]) -> None:
    if not new:
        return
    now = office.now()
    async with office.store.transaction() as tx:
        await require_may(office, tx, person, ActionKind.REPLY)
        for template_id, text in new:
            await tx.add_shared_phrase(template_id, text, person.id, now)
        details: dict[str, object] = {"phrases": len(new), "text": digest("\n".join(text for _, text in new))}
        await tx.record(Record(now, person.id, "learned.shared", None, details))


async def figures(office: Office) -> list[TemplateFigures]:
    """How each template of the pack fared, in its order, then those that are no longer in it."""
    known = {one.template_id: one for one in await office.store.template_figures()}
    in_pack = [template.id for template in office.policy.templates]
    return [known.pop(id, TemplateFigures(id)) for id in in_pack] + list(known.values())


async def new_templates(office: Office) -> list[str]:
    """Free replies that were sent again and again in nearly the same words, the most frequent first, as TOML."""
    from console.rules.free_replies import drafts  # brings rapidfuzz

    return drafts(await office.store.free_replies(FREE_REPLIES_READ), office.policy)
