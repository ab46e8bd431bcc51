"""Policy packs: finding one, reading it, and asking it.

A pack is a folder with `policy.toml`, `templates*.toml`, `words.toml` and `topics.toml`. `policy.py` is its format;
`pack_check.py` says everything that is wrong with one. Nothing here decides what follows from a setting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from console.errors import PackProblem
from console.model import SUPERVISES, ActionKind, ClockKind
from console.rules import pack_cache
from console.rules.common_words import with_common
from console.rules.deadlines import DeadlineRule
from console.rules.policy import ClauseNote, Core
from console.rules.policy_people import Department, Role
from console.rules.policy_texts import HouseRule, RemovalReason, Template, Words
from console.rules.policy_time import ClosureDates, TimeAllowance, Timescale, interval_minutes
from console.rules.policy_topics import Topics
from console.rules.worktime import Closure, Hours, WorkCalendar

SHIPPED = Path(__file__).parent / "policies"
HOME_LINK = "home"
TEMPLATE_FILES = "templates*.toml"
TOPICS_FILE = "topics.toml"  # may be left out
DEEPEST = 50  # levels of tables and lists in a file; the format needs five, and what walks them may recurse
TOO_DEEP = "its tables or lists are nested too deeply"


class HasId(Protocol):
    @property
    def id(self) -> str: ...


Row = TypeVar("Row", bound=HasId)


class Policy(msgspec.Struct, frozen=True, eq=False, dict=True):
    """One association's policy, and the folder of its pack."""

    core: Core
    path: Path

    @cached_property
    def fingerprint(self) -> str:
        """sha256 over the names and contents of the pack's TOML files as they stand when it is first asked for."""
        from hashlib import sha256  # 2 ms that a start does without

        digest = sha256()
        for file in sorted(self.path.glob("*.toml")):
            content = file.read_bytes()
            digest.update(f"{file.name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    @cached_property
    def templates(self) -> tuple[Template, ...]:
        """Every template, file by file in name order. Raises PackProblem, naming every problem of the pack."""
        files = sorted(self.path.glob(TEMPLATE_FILES))
        return tuple(row for file in files for row in _read_or_explain(file, self.path, _TemplateFile).template)

    @cached_property
    def words(self) -> Words:
        """What is looked for, the common words among it. Raises PackProblem, naming every problem of the pack."""
        return with_common(self.own_words)

    @cached_property
    def own_words(self) -> Words:
        """What the pack itself lists. Raises PackProblem, naming every problem of the pack."""
        return _read_or_explain(self.path / "words.toml", self.path, Words)

    @cached_property
    def topics(self) -> Topics:
        """What texts are about, and where. A pack may do without. Raises PackProblem, naming every problem of it."""
        file = self.path / TOPICS_FILE
        return _read_or_explain(file, self.path, Topics) if file.exists() else Topics()

    @cached_property
    def published(self) -> tuple[str, ...]:
        """Numbers and addresses that anybody may publish: the association's own, and helplines."""
        route, words = self.core.private_route, self.words
        own = [*words.own_contacts, *words.helplines, route.phone, route.email]
        return tuple(contact for contact in own if contact)

    @property
    def name(self) -> str:
        return self.core.identity.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.core.place.zone)

    def may(self, role_id: str, kind: ActionKind) -> bool:
        """Whether the role may do it: by its `may`, or as a supervisor's. One that is not named may only read."""
        role = next((role for role in self.core.role if role.id == role_id), None)
        return role is not None and (kind in role.may or (role.is_supervisor and kind in SUPERVISES))

    def is_supervisor(self, role_id: str) -> bool:
        """Whether the role answers for the deadlines of others."""
        return any(role.is_supervisor for role in self.core.role if role.id == role_id)

    def role(self, id: str) -> Role:
        """Raises PackProblem, as the next five do, when the pack has none of that id; the text says which it has."""
        return self._row("role", id, self.core.role)

    def department(self, id: str) -> Department:
        return self._row("department", id, self.core.department)

    def reason(self, id: str) -> RemovalReason:
        return self._row("removal reason", id, self.core.removal_reason)

    def house_rule(self, id: str) -> HouseRule:
        return self._row("house rule", id, self.core.house_rule)

    def timescale(self, id: str) -> Timescale:
        return self._row("timescale", id, self.core.timescale)

    def template(self, id: str) -> Template:
        return self._row("template", id, self.templates)

    def clause(self, id: str) -> ClauseNote | None:
        """What the pack says about a clause of the policy, or None when it does not list it."""
        return next((note for note in self.core.clause if note.id == id), None)

    def link_url(self, key: str) -> str | None:
        """The link's address; the home page's while that is blank; None while both are, or for an unknown key."""
        urls = {link.key: link.url for link in self.core.link}
        if key not in urls:
            return None
        return urls[key] or urls.get(HOME_LINK) or None

    def hours(self) -> Hours:
        """Usual working hours: weekday (0 is Monday) to intervals in minutes after local midnight, in order."""
        by_weekday = enumerate(self.core.hours.by_weekday())
        return {day: tuple(sorted(map(interval_minutes, texts))) for day, texts in by_weekday if texts}

    def calendar(
        self,
        first: date,
        last: date,
        holidays: Mapping[date, str] | None = None,
        declared: Iterable[Closure] = (),
    ) -> WorkCalendar:
        """The working time from `first` to `last`, both included.

        `holidays` replaces the nation's bank holidays (they cost an import of 0.1 s); local holidays come on top, and
        what a supervisor `declared` on top of the pack's closures.
        """
        days = dict(self._bank_holidays(first, last) if holidays is None else holidays)
        days.update((day.date, day.name) for day in self.core.local_holiday)
        return WorkCalendar(self.core.place.zone, self.hours(), days, [*self.closures(), *declared], first, last)

    def closures(self) -> list[Closure]:
        """The pack's own."""
        return [self._closure(dates) for dates in self.core.closure]

    def answer_rule(self) -> DeadlineRule:
        """Until when an item is to be answered (W3.6, LG2.2)."""
        return _rule(self.core.deadlines.answer)

    def escalation_rule(self) -> DeadlineRule:
        """Until when an escalation is to be acknowledged (L5.2)."""
        return _rule(self.core.deadlines.escalation)

    def is_quiet(self, now: datetime) -> bool:
        """Whether no bell may ring at `now` (aware, any zone), by the local time of the policy's place."""
        local = now.astimezone(self.zone)
        minute = local.hour * 60 + local.minute
        return any(start <= minute < end for start, end in map(interval_minutes, self.core.warnings.quiet))

    def warned_before(self) -> dict[ClockKind, timedelta]:
        """How long before its end a clock of each kind is warned of, in working time; a window by the wall clock."""
        before = self.core.warnings.before_minutes
        return {kind: timedelta(minutes=before.minutes(kind)) for kind in ClockKind}

    def undo_s(self, channel: str) -> float:
        """Seconds during which an act on the channel can be taken back."""
        return self.core.undo.channels.get(channel, self.core.undo.seconds)

    def _row(self, what: str, id: str, rows: Iterable[Row]) -> Row:
        by_id = {row.id: row for row in rows}
        if id not in by_id:
            raise PackProblem(f'The policy "{self.name}" has no {what} "{id}". It has: {", ".join(by_id)}.')
        return by_id[id]

    def _bank_holidays(self, first: date, last: date) -> dict[date, str]:
        from console.rules.bank_holidays import bank_holidays  # not needed where the caller has the holidays

        return bank_holidays(self.core.place.nation, first.year, last.year)

    def _closure(self, dates: ClosureDates) -> Closure:
        return Closure(self._local(dates.start), self._local(dates.end), dates.reason)

    def _local(self, moment: datetime) -> datetime:
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)


class _TemplateFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    template: list[Template] = []


def pack_names() -> list[str]:
    """The packs that come with Halfday, in order of name."""
    return sorted(file.parent.name for file in SHIPPED.glob("*/policy.toml"))


def find_pack(name_or_path: str) -> Path:
    """The folder of a shipped pack, or the folder given (its policy.toml will do).

    Raises PackProblem when there is neither. A shipped name wins over a folder of that name: write ./name for that.
    """
    if re.fullmatch(r"[\w-]+", name_or_path) and (SHIPPED / name_or_path / "policy.toml").is_file():
        return SHIPPED / name_or_path
    path = Path(name_or_path).expanduser()
    if path.name == "policy.toml" and path.is_file():
        return path.parent
    if path.is_dir():
        return path
    raise PackProblem(
        f'There is no policy "{name_or_path}". Halfday comes with {", ".join(pack_names())}; '
        "for a pack of your own, give the path of its folder."
    )


def load_policy(name_or_path: str) -> Policy:
    """Read a shipped pack by name, or one of your own by its folder's path.

    Only `policy.toml` is read and checked; templates and words are, when first asked for.
    Raises PackProblem, listing every problem that `halfday policy check` would.
    """
    path = find_pack(name_or_path)
    try:
        raw = (path / "policy.toml").read_bytes()
    except OSError:
        raise _explained(path) from None
    return Policy(_cached_core(raw, path), path.resolve())


def _rule(setting: TimeAllowance) -> DeadlineRule:
    return DeadlineRule(setting.allowance(), setting.clause, setting.assumed)


def _cached_core(raw: bytes, path: Path) -> Core:
    if (kept := pack_cache.kept(path, raw)) is not None:
        return kept
    from console.rules.pack_check import core_problems  # needed once for each change of a pack

    if core_problems(path):
        raise _explained(path)
    core = _read_or_explain(path / "policy.toml", path, Core)
    pack_cache.keep(path, raw, core)
    return core


# -- reading -------------------------------------------------------------------------------------------------------

Read = TypeVar("Read", bound=msgspec.Struct)


def read_toml(file: Path) -> dict[str, Any]:
    """The file's tables. Raises OSError, UnicodeDecodeError or tomllib.TOMLDecodeError."""
    import tomllib  # the cache spares it

    text = file.read_text(encoding="utf-8-sig")  # -sig: an editor on Windows may put a mark in front
    try:
        tables = tomllib.loads(text)
    except RecursionError:
        raise tomllib.TOMLDecodeError(TOO_DEEP) from None
    if _is_deeper_than(DEEPEST, tables):
        raise tomllib.TOMLDecodeError(TOO_DEEP)
    return tables


def _is_deeper_than(levels: int, tables: dict[str, Any]) -> bool:
    """Whether tables or lists stand within one another on more levels than these."""
    level: list[Any] = [tables]
    while level and levels:
        level = [inner for one in level for inner in (one.values() if isinstance(one, dict) else one)]
        level = [one for one in level if isinstance(one, dict | list)]
        levels -= 1
    return bool(level)


def _read_or_explain(file: Path, pack: Path, kind: type[Read]) -> Read:
    try:
        return msgspec.convert(read_toml(file), kind)
    except (OSError, ValueError):  # ValueError: encoding, TOML and msgspec's ValidationError alike
        raise _explained(pack) from None


def _explained(path: Path) -> PackProblem:
    """A PackProblem that lists everything that is wrong with the pack."""
    from console.rules.pack_check import check_pack

    problems = check_pack(path).problems
    lines = [f"The policy in {path} cannot be used. {len(problems)} to put right:"]
    lines += [f"  {note.file}: {note.key}: {note.wrong}. {note.right}" for note in problems]
    return PackProblem("\n".join(lines))
