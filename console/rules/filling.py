"""A template's placeholders filled: `{first_name}`, `{timescale}`, `{reference}`, `{house_rule}`, `{link:KEY}`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from console.rules.packs import Policy

WITHOUT_LINK = "our website"  # while the pack's link shelf has neither the page nor the home page

_PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::([\w-]+))?\}")
_GREETING = re.compile(r"^\{first_name\}[,:!]?[ ]*|[ ]?\{first_name\}")


def fill(text: str, values: Mapping[str, str], policy: Policy) -> str:
    """Replace every placeholder there is a value for; leave the others, which the outbound check then stops.

    An empty first name goes with the space before it: "Hello {first_name}," becomes "Hello,". Values are put in as they
    are, in one pass: braces inside a value mean nothing.
    """
    if values.get("first_name") == "":
        text = _without_first_name(text)
    return _PLACEHOLDER.sub(lambda match: _value(match, values, policy), text)


def _without_first_name(text: str) -> str:
    nameless = _GREETING.sub("", text)
    return nameless[:1].upper() + nameless[1:]


def _value(match: re.Match[str], values: Mapping[str, str], policy: Policy) -> str:
    name, key = match[1], match[2]
    if name == "link" and key is not None:
        return policy.link_url(key) or WITHOUT_LINK
    return match[0] if key is not None else values.get(name) or match[0]
