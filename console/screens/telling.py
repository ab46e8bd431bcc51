"""How the console tells a person what happened: calm toasts in which nothing is ever markup."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING

from textual.notifications import Notification

from console.errors import ChannelError, HalfdayError, Refusal, StoreError
from console.logs import log_file, log_unexpected
from console.text import displayable

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode
    from textual.notifications import SeverityLevel

INFORMATION: SeverityLevel = "information"
TOAST_S = 4.0
TROUBLE_TOAST_S = 12.0  # long enough to read what to do next
TOAST_CHARACTERS = 600


def say(node: DOMNode, words: str, *, title: str = "") -> None:
    _notify(node.app, words, title, INFORMATION, TOAST_S)


def warn(node: DOMNode, words: str, *, title: str = "") -> None:
    _notify(node.app, words, title, "warning", TROUBLE_TOAST_S)


def say_error(node: DOMNode, error: HalfdayError) -> None:
    """A refusal is a sentence; trouble with a platform or the store also says whose trouble it is."""
    if isinstance(error, Refusal):
        warn(node, str(error))
    elif isinstance(error, ChannelError):
        warn(node, str(error), title="The platform")
    elif isinstance(error, StoreError):
        _notify(node.app, str(error), "The store", "error", TROUBLE_TOAST_S)
    else:
        warn(node, str(error))


async def told(node: DOMNode, work: Awaitable[object]) -> None:
    """Do the work; whatever goes wrong reaches the person and the log, and the console goes on."""
    try:
        await work
    except Exception as raised:  # noqa: BLE001 - the outermost edge of a worker: logged and shown, never swallowed
        error = _innermost(raised)
        if isinstance(error, HalfdayError):
            return say_error(node, error)
        log_unexpected(raised)
        words = f"Something went wrong that Halfday did not expect ({type(error).__name__}). Your drafts are kept. "
        words += f"The log says where: {log_file()}"
        _notify(node.app, words, "", "error", TROUBLE_TOAST_S)


def _innermost(error: Exception) -> Exception:
    """The first error of a task group: what a person can do something about."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return error


def _notify(app: App[object], words: str, title: str, severity: SeverityLevel, timeout_s: float) -> None:
    """Nothing is told twice at once, and of what is only information the newest alone stands: toasts cover the list."""
    shown, news = displayable(words[:TOAST_CHARACTERS]), app._notifications
    if any(told.message == shown and not told.has_expired for told in news):
        return
    if severity == INFORMATION:
        for told in [told for told in news if told.severity == INFORMATION]:
            del news[told]
    # Not by `app.notify`, which puts it off: of two in one breath neither would know of the other.
    news.add(Notification(shown, displayable(title), severity, timeout_s))
    app._refresh_notifications()
