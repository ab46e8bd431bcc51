"""A template's placeholders filled: `{first_name}`, `{timescale}`, `{reference}`, `{house_rule}`, `{link:KEY}`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from console.rules.packs import Policy

# While the pack's link shelf has neither the page nor the home page: after a sentence, and within one.
WITHOUT_LINK_SENTENCE = "Please see our website."
WITHOUT_LINK = "our website"

_PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::([\w-]+))?\}")
# A name with the comma that only it needs: "{first_name}, we", "Thank you, {first_name}.", "Hello {first_name},".
_NAME = re.compile(r"^\{first_name\}[,:!]?[ ]*|,? ?\{first_name\}(?=[.,!?:;])| ?\{first_name\}", re.MULTILINE)
_SENTENCE_ENDED = re.compile(r"(?:^|[.!?]\s|\n)$")


def fill(text: str, values: Mapping[str, str], policy: Policy) -> str:
    """Replace every placeholder there is a value for; leave the others, which the outbound check then stops.

    An empty first name goes with the space or comma before it: "Hello {first_name}," becomes "Hello,". Values are put
    in as they are, in one pass: braces inside a value mean nothing.
    """
    if values.get("first_name") == "":
        text = _without_first_name(text)
    return _PLACEHOLDER.sub(lambda match: _value(match, values, policy), text)


def _without_first_name(text: str) -> str:
    nameless = _NAME.sub("", text)
    return nameless[:1].upper() + nameless[1:]


def _value(match: re.Match[str], values: Mapping[str, str], policy: Policy) -> str:
    name, key = match[1], match[2]
    if name == "link" and key is not None:
        return _link(match, key, policy)
    return match[0] if key is not None else values.get(name) or match[0]


def _link(match: re.Match[str], key: str, policy: Policy) -> str:
    """The address; words instead while the pack has none; the placeholder itself when the shelf has no such link."""
    if all(link.key != key for link in policy.core.link):
        return match[0]
    ends_text = not match.string[match.end() :].strip()
    starts_sentence = _SENTENCE_ENDED.search(match.string[: match.start()]) is not None
    return policy.link_url(key) or (WITHOUT_LINK_SENTENCE if starts_sentence and ends_text else WITHOUT_LINK)
