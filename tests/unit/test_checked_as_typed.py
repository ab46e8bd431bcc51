"""The outbound check remembers sentences between keys: what it says is what a check that remembers nothing says."""

from __future__ import annotations

import random

from console.rules import prose, tone
from console.rules.conduct import Conduct, Outbound
from console.rules.packs import load_policy

TEXT = (
    "Hi Bo, we are sorry that nobody rang you back. Our engineer came on Saturday, but the part he needed was not in "
    "his van. It is here now, and someone will be in touch soon.\nUntil then we can bring you two heaters; tell us in "
    "a private message. Mrs Agnes Pirie has one: see section 20. You should have known. See www.lockups.example/a. "
    "PLEASE READ your letter :-) "
)
EDITS = 60
PIECES = (" ", ".", ". ", "\n", "e", "T", "your ", "{link:repairs} ", "you should have known. ", "recieve ", "@", "-")


def without_memory(conduct: Conduct) -> Conduct:
    found = (conduct._risky, conduct._jargon._by_sentence, conduct._british._by_sentence, conduct._missing._admits)
    said = conduct._promises
    caches = (prose._cut, said._promise_in, said._untimed_clause, said._says_time, tone._kind)
    for cache in (*caches, *(one._in_sentence for one in found), conduct._offending._in_sentence):
        cache.cache_clear()
    return conduct


def test_what_is_remembered_changes_nothing() -> None:
    chance = random.Random(20)
    conduct, fresh, text = Conduct(load_policy("westward")), Conduct(load_policy("westward")), TEXT
    seen = set()
    for _ in range(EDITS):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(PIECES) + text[at + chance.randrange(3) :]
        checked = conduct.check(text, Outbound.REPLY)
        assert checked == without_memory(fresh).check(text, Outbound.REPLY)
        seen |= {one.rule for one in checked.findings}
    assert {"risky", "promise", "jargon", "spelling", "shouting", "personal-data", "foreign-link"} <= seen
