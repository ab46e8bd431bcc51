"""Replies that people write by hand again and again: gathered, and offered as a template that the pack lacks.

Imported where it is used: rapidfuzz costs some 20 ms. A policy officer reads what is offered, and keeps it or not.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from console.model import FreeReply
from console.rules.covering import as_phrase, cover_answer
from console.rules.likeness import LITTLE
from console.rules.packs import Policy
from console.rules.suggest import Suggester
from console.rules.wordstems import WORD, stem
from console.text import first_name, fold

ENOUGH = 12  # nearly identical replies make a template
NEARLY = 85.0  # of 100, rapidfuzz's ratio: no two templates of the shipped packs come nearer to each other than 72
COMPARED = 40  # of a group, when the one is looked for that all others come nearest to
MOST_EXAMPLES = 14  # as many as the shipped templates have at most
MOST_KEYWORDS = 8
SAID_BY_ONE_IN = 6  # messages: rarer words are theirs alone


def drafts(replies: Sequence[FreeReply], policy: Policy) -> list[str]:
    """A `[[template]]` in TOML for every group of at least ENOUGH nearly identical replies, the largest first."""
    groups = [group for group in gathered(replies) if len(group) >= ENOUGH]
    if not groups:
        return []
    library = Suggester(policy.templates)
    taken = {template.id for template in policy.templates}
    return [_draft(group, policy, library, taken) for group in sorted(groups, key=len, reverse=True)]


def gathered(replies: Sequence[FreeReply]) -> list[list[FreeReply]]:
    """The replies in groups of nearly identical ones, whoever they greet, in the order of their first."""
    first: list[str] = []
    groups: list[list[FreeReply]] = []
    for reply in replies:
        plain = _plain(reply)
        found = process.extractOne(plain, first, scorer=fuzz.ratio, score_cutoff=NEARLY)
        if found is None:
            first.append(plain)
            groups.append([reply])
        else:
            groups[found[2]].append(reply)
    return groups


def _plain(reply: FreeReply) -> str:
    return " ".join(_with_placeholder(reply.sent, first_name(reply.author_name), "").lower().split())


def _with_placeholder(text: str, value: str, placeholder: str) -> str:
    """The text with a word or wording replaced, wherever it stands by itself."""
    return re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", placeholder, text) if value else text


# -- a group as a template -----------------------------------------------------------------------------------------


def _draft(group: Sequence[FreeReply], policy: Policy, library: Suggester, taken: set[str]) -> str:
    examples = _examples(group, policy)
    keywords = _keywords(examples)
    kinds = sorted({"message" if reply.kind.is_private else "comment" for reply in group})
    template = {
        "id": _new_id(keywords, taken),
        "title": f"New: {', '.join(keywords[:3])}",
        "situation": _likeliest_situation(group, library),
        "keywords": keywords,
        "kinds": kinds,
        "clauses": [policy.core.deadlines.answer.clause],
        "text": _text(_middle(group), policy),
        "examples": examples,
    }
    head = f"# Written by hand {len(group)} times. Title, situation, keywords and clauses are a first guess.\n"
    return head + "[[template]]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in template.items())


def _middle(group: Sequence[FreeReply]) -> FreeReply:
    """The reply that all others come nearest to."""
    some = [(reply, _plain(reply)) for reply in group[:COMPARED]]
    return max(some, key=lambda one: sum(fuzz.ratio(one[1], other) for _, other in some))[0]


def _text(reply: FreeReply, policy: Policy) -> str:
    """The reply with the placeholders that it must have been filled from; what else is personal in it is covered."""
    text = _with_placeholder(reply.sent.strip(), first_name(reply.author_name), "{first_name}")
    for link in sorted(policy.core.link, key=lambda link: -len(link.url)):
        text = text.replace(link.url, f"{{link:{link.key}}}") if link.url else text
    for timescale in sorted(policy.core.timescale, key=lambda one: -len(one.text)):
        text = _with_placeholder(text, timescale.text, "{timescale}")
    return cover_answer(text, policy.words.own_contacts)


def _examples(group: Sequence[FreeReply], policy: Policy) -> list[str]:
    own = policy.words.own_contacts
    phrases = (as_phrase(reply.message, reply.author_name, own) for reply in group)
    return list(dict.fromkeys(phrase for phrase in phrases if phrase is not None))[:MOST_EXAMPLES]


def _keywords(examples: Sequence[str]) -> list[str]:
    """What several of the messages say, the most frequent first, as it is mostly written."""
    written: dict[str, Counter[str]] = {}
    said_by: Counter[str] = Counter()
    for example in examples:
        words = [word for word in WORD.findall(fold(example).text) if word not in LITTLE and not word.isdigit()]
        for word in words:
            written.setdefault(stem(word), Counter())[word] += 1
        said_by.update({stem(word) for word in words})
    frequent = [one for one, count in said_by.most_common() if count * SAID_BY_ONE_IN >= len(examples)]
    return [written[one].most_common(1)[0][0] for one in frequent[:MOST_KEYWORDS]] or ["reply"]


def _likeliest_situation(group: Sequence[FreeReply], library: Suggester) -> str:
    """Of the templates that come nearest to what was asked: the pack has a fixed list of situations."""
    asked = [library.suggest(reply.message, reply.kind, 1) for reply in group]
    found = Counter(matches[0].template.situation for matches in asked if matches)
    return found.most_common(1)[0][0] if found else "thanks"


def _new_id(keywords: Sequence[str], taken: set[str]) -> str:
    slug = "-".join(["new", *(re.sub(r"[^a-z0-9]", "", word) for word in keywords[:2])])
    number = next(n for n in range(1, len(taken) + 2) if (slug if n == 1 else f"{slug}-{n}") not in taken)
    new = slug if number == 1 else f"{slug}-{number}"
    taken.add(new)
    return new


def _toml(value: object) -> str:
    """A text or a list of texts. What JSON escapes is escaped the same way in TOML, but for the delete sign."""
    if isinstance(value, list):
        return "[\n" + "".join(f"  {_toml(one)},\n" for one in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
