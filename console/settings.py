"""What a person chose for themselves: policy, name, role and keys, in their own configuration folder."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from console.errors import HalfdayError


class Choice(Struct, frozen=True):
    """`config.toml`: what was answered at the first start, own keys (`[keys]`, command id → key), what was read."""

    policy: str | None = None
    name: str | None = None
    role: str | None = None
    keys: dict[str, str] = {}
    practice_read: tuple[str, ...] = ()  # versions of policies read while practising, whose store is thrown away


def config_file() -> Path:
    """The person's configuration; HALFDAY_CONFIG overrides it."""
    if chosen := os.environ.get("HALFDAY_CONFIG"):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_config_dir("halfday", appauthor=False)) / "config.toml"


def load_choice() -> Choice:
    """Read it; an absent file is an empty choice. Raises HalfdayError that says what is wrong with it."""
    path = config_file()
    if not path.exists():
        return Choice()
    import tomllib  # 2 ms that somebody without a configuration need not wait

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise HalfdayError(f"{path} cannot be read: {problem}. Mend it or delete it.") from None
    keys = table.get("keys", {})
    if not isinstance(keys, dict) or not all(isinstance(key, str) for key in keys.values()):
        raise HalfdayError(f'{path}: [keys] must be a table such as reply = "R".')
    return Choice(
        _text(table.get("policy")),
        _text(table.get("name")),
        _text(table.get("role")),
        keys,
        tuple(mark for mark in _listed(table.get("practice_read")) if isinstance(mark, str)),
    )


def save_choice(choice: Choice) -> None:
    """Write it whole, or not at all."""
    path = config_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{key} = {_quoted(value)}" for key in ("policy", "name", "role") if (value := getattr(choice, key))]
    if choice.practice_read:
        lines.append(f"practice_read = [{', '.join(_quoted(mark) for mark in choice.practice_read)}]")
    if choice.keys:
        lines += ["", "[keys]", *(f"{_quoted(key)} = {_quoted(value)}" for key, value in choice.keys.items())]
    draft = path.with_suffix(".new")
    draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
    draft.replace(path)


def _quoted(text: str) -> str:
    """A TOML string. JSON's, but for characters beyond U+FFFF, which TOML does not take as two escaped halves."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    import json  # only when something is chosen

    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
