"""E-mail addresses in a text, also those that are written "name at host dot uk" in any of the usual ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from console.rules.expression import Expression, word_set

Span = tuple[int, int]

_OPEN, _SHUT = r"[(\[{<]\s?", r"\s?[)\]}>]"
_DOT = rf"(?:\.|,(?=com|co|org|net)|\s\.\s|\s?{_OPEN}(?:dot|\.){_SHUT}\s?|[\s_-]{{1,2}}dot[\s_-]{{1,2}})"
_LABEL = r"[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?"
_HOST = rf"{_LABEL}(?:{_DOT}{_LABEL}){{0,5}}{_DOT}[a-z]{{2,24}}(?![a-z\d@-])"
# The host is only looked at, so that "mail me at jo at example dot org" is tried at both signs.
_SIGN = Expression(rf"\s?@\s?(?=(?P<host>{_HOST}))")
_BRACKETED = Expression(rf"\s?(?:{_OPEN}at?{_SHUT}|[-_]at[-_])\s?(?=(?P<host>{_HOST}))")
_PLAIN = Expression(rf"\s{{1,2}}at\s{{1,2}}(?=(?P<host>{_HOST}|[a-z]{{2,20}} (?:com|co uk)\b))")
_MAY_BE_BRACKETED = Expression(rf"{_OPEN}at?{_SHUT}|[-_]at[-_]")
# Read backwards from the sign, so that a text full of signs is not looked through at each.
_NAME_BACKWARDS = Expression(
    r"[\w+'-](?:[\w.+'-]{0,62}[\w+])?(?:\s{1,2}(?:tod|erocsrednu|hsad|nehpyh)\s{1,2}[\w.+-]{1,62}){0,3}"
)
_LONGEST_NAME = 140
_SPOKEN_DOT = Expression(r"\bdot\b|\s\.\s")
_PROVIDERS = word_set(
    "gmail googlemail hotmail outlook live yahoo ymail icloud me mac btinternet btopenworld sky talktalk "
    "virginmedia virgin aol msn protonmail proton tiscali ntlworld blueyonder plusnet mail"
)
_CALLED_MAIL = Expression(r"(?<!g)(?<!hot)mail|contact|reach|address|write|reply|send|message")
_CUE_CHARACTERS = 30
_NO_NAMES = word_set("me him her them you us here look looking is was are up log sign see the good and")
_NO_HOSTS = word_set("the this that your our my a an")


def mailboxes(text: str) -> Iterator[Span]:
    """Where addresses stand in a folded text; the sort of sign by which they are told gives the order."""
    if "@" in text:
        for name, host in _signs(text, _SIGN):
            yield name[0], host[1]
    if _MAY_BE_BRACKETED.search(text):
        for name, host in _signs(text, _BRACKETED):
            yield name[0], host[1]
    if " at " in text:
        for name, host in _signs(text, _PLAIN):
            if _is_meant(text, name, host):
                yield name[0], host[1]


def _signs(text: str, sign: Expression) -> Iterator[tuple[Span, Span]]:
    """Name and host at every such sign that has both."""
    for match in sign.finditer(text):
        before = text[max(0, match.start() - _LONGEST_NAME) : match.start()]
        name = _NAME_BACKWARDS.match(before[::-1])
        if name is not None:
            yield (match.start() - name.end(), match.start()), match.span("host")


def _is_meant(text: str, name: Span, host: Span) -> bool:
    """Whether "… at …" is meant: spelled out, or of a mail provider and called so; "look at example.org" is not."""
    named, at = text[slice(*name)], text[slice(*host)]
    label = re.split(r"[^a-z\d-]", at, maxsplit=1)[0]
    if label in _NO_HOSTS or named in _NO_NAMES:
        return False
    if _SPOKEN_DOT.search(at):
        return True
    is_called = _CALLED_MAIL.search(text, max(0, name[0] - _CUE_CHARACTERS), host[1] + _CUE_CHARACTERS) is not None
    return label in _PROVIDERS and (is_called or not named.isalpha())
