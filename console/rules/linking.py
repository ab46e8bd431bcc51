"""The links of a text of ours: is there one, whose is it, does it lead to the page itself (LG1.3, LG4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from console.model import Level
from console.rules.filling import WITHOUT_LINK
from console.rules.outbound import Outbound
from console.rules.packs import HOME_LINK, Policy
from console.rules.prose import Prose
from console.rules.wordlists import Wordlist

# Whoever is told a number to ring or somewhere to come has been told where to go on: 0800, 116 123, 999.
_TELEPHONE = re.compile(r"(?<!\d)(?:0\d(?:[ -]?\d){8,9}|116 ?\d{3}|999|101|111)(?!\d)")
_WITHOUT_LINK = re.compile(rf"\b{re.escape(WITHOUT_LINK)}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A link that may not go out, or could be better; `instead` is the direct page."""

    start: int
    end: int
    why: str
    instead: str | None = None
    at_most: Level | None = None


class Linking:
    """One policy's websites and link shelf."""

    def __init__(self, policy: Policy) -> None:
        core = policy.core
        self._own = frozenset(_bare(domain) for domain in core.domains.own)
        self._contacts = policy.words.own_contacts
        self._addresses = {link.key: link.url for link in core.link if link.url}
        shelf = (_host(url) for url in self._addresses.values())
        self._known = self._own | {_bare(domain) for domain in core.domains.listed} | {host for host in shelf if host}
        direct = [link for link in core.link if link.url and link.key != HOME_LINK and not _is_home(link.url)]
        self._has_direct = bool(direct)
        self._direct = Wordlist({word: link.url for link in direct for word in link.words})

    def address(self, key: str) -> str | None:
        """The page of the shelf's link of that key, when it is filled in."""
        return self._addresses.get(key)

    def is_missing(self, prose: Prose, outbound: Outbound) -> bool:
        """A post ends in a link; an answer in a link, or in a way to reach us or those who help."""
        if prose.links:
            return False
        has_contact = any(contact in prose.text for contact in self._contacts) or _TELEPHONE.search(prose.text)
        return outbound is Outbound.POST or not has_contact

    def fitting(self, prose: Prose) -> str | None:
        """The page of the shelf that the text speaks of, else the home page; None while they are blank."""
        found = next(iter(self._direct.find(prose.words)), None)
        page = found.instead if found is not None else self._addresses.get(HOME_LINK)
        return page and page[:1].lower() + page[1:]  # a list puts a capital where its word has one

    def unfilled(self, prose: Prose) -> Iterator[tuple[int, int]]:
        """Words that a template has instead of a link while the shelf has not even the home page."""
        if not prose.links and not self._addresses.get(HOME_LINK):
            yield from (match.span() for match in _WITHOUT_LINK.finditer(prose.text))

    def doubtful(self, prose: Prose) -> Iterator[Doubt]:
        """Links to websites that are not on the list, and to our home page where the page itself would help more."""
        for link in prose.links:
            if link[0].startswith("{"):
                continue
            host = _host(link[0])
            if not _is_within(host, self._known):
                yield self._foreign(*link.span())
            elif self._has_direct and _is_within(host, self._own) and _is_home(link[0]):
                found = next(iter(self._direct.find(prose.words)), None)
                instead = found.instead if found is not None else None
                why = "the home page; a link straight to the page helps more"
                yield Doubt(*link.span(), why, instead and instead[:1].lower() + instead[1:], Level.HINT)

    def _foreign(self, start: int, end: int) -> Doubt:
        if not self._own:  # a blank of the pack must not make its own website a foreign one
            return Doubt(start, end, "the pack does not say yet which website is your own", at_most=Level.HINT)
        return Doubt(start, end, "a link to a website that is not on the list")


def _is_within(host: str, domains: frozenset[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _is_home(link: str) -> bool:
    parts = _parts(link)
    return parts is not None and parts.path.strip("/.,;:!?)") == "" and not parts.query


def _bare(domain: str) -> str:
    return domain.casefold().removeprefix("www.")


def _host(link: str) -> str:
    """The host of a link, without "www."; "" when it has none."""
    parts = _parts(link)
    return (parts.hostname or "").rstrip(".,;:!?)").removeprefix("www.") if parts is not None else ""


def _parts(link: str) -> SplitResult | None:
    try:
        return urlsplit(link if "://" in link else f"https://{link}")
    except ValueError:  # such as https://[broken
        return None
