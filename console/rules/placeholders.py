"""What was to be filled in before a text leaves, and was not: "{first_name}", "[date]", "(insert name)", "____"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_ASKED_FOR = (
    r"(?:(?:first|last|your|their|tenant|customer|officer|case|job|ref) ?)?(?:name|firstname|surname|date|time|"
    r"link|reference|"
    r"ref|address|number|amount|job|phone|email|url|day|team|x+|tbc|\.{3}|…)"
)
_ORDERS = r"(?:insert|add|enter|fill(?: in)?|put|write)"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Every one begins with a sign, a digit, a capital or one of these: told at once, so that the others cost nothing.
_BEGINS = rf"(?=[^a-z\s,]|\b(?:{_ORDERS}|lorem|dd|x|first)\b|\b(?:x{{2,}}|dd[/.-]|first))"
_PLACEHOLDER = re.compile(
    rf"{_BEGINS}(?:"
    r"\{link:(?P<link>[\w-]+)\}|\{\{?\s?[A-Za-z_][\w .-]{0,30}(?::[\w-]+)?\s?\}?\}|\{\s*\}"
    r"|\[(?!sic\b)[^\]\n]{0,40}\](?!\()"
    rf"|(?<!<)<{{1,3}}\s?[A-Za-z][^<>\n@/:]{{0,30}}>+|«[^»\n]{{1,40}}»|\({_ORDERS} [^)\n]{{1,40}}\)"
    rf"|\b{_ORDERS} (?:the |a )?{_ASKED_FOR} here\b|\b(?:NAME|DATE|TIME|LINK|REFERENCE|TENANT|"
    rf"AMOUNT)(?: HERE)?\b(?=[,.! ]|$)"
    r"|\$\{?[A-Za-z_]{3,}\}?|%[A-Za-z_]{3,}%|%\(?[a-z_]{3,}\)?s\b|(?<!\w)@@\w+@@|#[A-Z_]{4,}#?(?!\w)"
    r"|\((?:(?:the|your|their|officer|tenant|customer|first|last|job|case) )?(?:name|date|time|reference|address|"
    r"amount)\)"
    r"|\b(?:Hi|Hello|Dear|Hiya) (?:TBC|TENANT|CUSTOMER|X{2,3}|"
    r"(?:Tenant|Customer|First|Your) Name)\b|\b00[/.]00[/.](?:00)?00\b|(?<!\w)@(?:name|date|time|link)\b"
    r"|(?<![\w*])\*{1,2}(?:name|date|time|link|day|amount|number|address|reference|ref)\*{1,2}(?!\w)"
    r"|\bTB[CA]\b|(?<![\w?!])\?{3,}(?=\.?(?:\s|$))(?<=[a-z] \?\?\?)|(?<= )\.{4,}"
    rf"|\b(?i:{_ORDERS}) (?:the |your |any |more )?(?:details?|text|wording|info|something|this|reason) here\b"
    r"|(?<!\w)#[A-Z][A-Z_]+#|\b(?:Sir|Madam)/\w+(?:/\w+)*|(?<!\w)[Ff]irst ?[Nn]ame(?=[,.!])|\b(?:Hi|Hello|Dear|"
    r"Hiya) (?:"
    r"[Ff]irst ?[Nn]ame|[Ff]orename|[Ss]urname|[Nn]ame|[Cc]ustomer [Nn]ame|[Tt]enant [Nn]ame)\b"
    r"|(?<!\w)_{3,}|\b[Xx]{4,}\b|\b[Xx]{2}[/:.-][Xx]{2}(?:[/:.-][Xx]+)?"
    rf"|\bX{{1,3}}\b(?=(?: working)? (?:days?|hours?|weeks?|am|pm|{_MONTHS}))|£X+\b"
    r"|\b(?:DD[/.-]MM|dd[/.-]mm)(?:[/.-](?:YY|yy){1,2})?|\b(?:TODO|FIXME|TK+)\b|\b[Ll]orem ipsum\b)"
)


def placeholders(text: str, address: Callable[[str], str | None]) -> Iterator[tuple[int, int, str | None]]:
    """Start, end and what could stand there: a link's page is known, a name is not."""
    for match in _PLACEHOLDER.finditer(text):
        yield *match.span(), address(match["link"]) if match["link"] else None
