"""Writing what goes out (or stays inside): the text, what the check says of it as one types, then a look and the send.

Owns the widgets and the draft; what is written for, and how it is sent, is the `Writing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from console.commands import Place, bindings
from console.desk.orders import Done
from console.errors import HalfdayError, ReasonNeeded, Stale
from console.model import Dossier
from console.screens.checked import Checked, check_lines, check_pieces
from console.screens.mending import choose_spelling, put_in
from console.screens.preview import Preview
from console.screens.shelf import choose_link, choose_template, choose_timescale
from console.screens.telling import say, warn
from console.screens.working_screen import WorkingScreen
from console.screens.writing import Writing, Written, joined, named_timescale, with_timescale
from console.text import displayable, one_line
from console.widgets.dossier_lines import dossier_lines
from console.widgets.key_line import KeyLine
from console.widgets.lines_pane import LinesPane
from console.widgets.quoting import quotation
from console.widgets.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from console.desk.desk import Desk
    from console.widgets.lines_pane import Line

CHECK_AFTER_S = 0.08
SAVE_AFTER_S = 0.3
QUOTED_CHARACTERS = 600
COVER = "cover_theirs"


class ComposeScreen(WorkingScreen[Done | None]):
    """One writing, from its first word to its sending. Left without sending, the draft is kept."""

    CSS_PATH = "compose.tcss"
    BINDINGS = bindings(Place.COMPOSE)
    AUTO_FOCUS = "TextArea"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - so in Textual
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-short"), (34, "-tall")]  # noqa: RUF012 - so in Textual

    checked_pane = getters.query_one("#checked", LinesPane)

    def __init__(self, desk: Desk, writing: Writing, people: Mapping[str, str], *, is_revealed: bool = False) -> None:
        """`people` are names by id; `is_revealed`: what is covered or masked in the item was shown in the list."""
        super().__init__()
        self.is_revealed = is_revealed
        self._people = people
        self.desk = desk
        self.writing = writing
        self.dossier: Dossier = writing.dossier
        draft = writing.draft()
        self._opened_with = writing.split(draft) if draft else tuple(piece.text for piece in writing.pieces)
        self._saved = draft or ""
        self._covered: Sequence[Line] = ()  # the dossier as the list has it, and all of it plain
        self._plain: Sequence[Line] = ()
        self._waiting: dict[str, Timer] = {}
        self._is_sending = False

    def compose(self) -> ComposeResult:
        self.take_shape()
        self._read_beside()
        yield Static(Content(displayable(self.writing.title)), classes="bar")
        yield Static(Content(displayable(self.writing.first)), classes="first")
        with Container(id="body"):
            with Vertical(id="writing"):
                yield Static(Content(self._theirs()), id="theirs")
                for place, (piece, text) in enumerate(zip(self.writing.pieces, self._opened_with, strict=True)):
                    if len(self.writing.pieces) > 1:
                        yield Static(Content(piece.label), classes="label")
                    yield TextArea(text, soft_wrap=True, tab_behavior="focus", classes="-second" if place else "")
                yield LinesPane(id="checked")
            yield LinesPane(id="beside")
        yield KeyLine([c for c in self.commands if c.place is Place.COMPOSE and self._applies(c.id)])

    def _applies(self, command_id: str) -> bool:
        if command_id == COVER:
            return self._hides_something
        return command_id != "timescale" or bool(self.writing.timescales)

    def on_mount(self) -> None:
        self._show_beside(from_top=True)
        for area in self.areas:
            area.move_cursor(area.document.end)
        self._check()
        if self._saved:
            say(self, "Your draft stands as you left it." if self._is_mine() else "A colleague's draft stands here.")

    def _is_mine(self) -> bool:
        return any(d.kind is self.writing.kind and d.person == self.desk.person.id for d in self.dossier.drafts)

    # -- what they wrote ----------------------------------------------------------------------------------------------

    def _theirs(self) -> str:
        return quotation(
            self.dossier, self.desk.masked, QUOTED_CHARACTERS, is_revealed=self.is_revealed, key=self._cover_key
        )

    def _read_beside(self) -> None:
        """Both ways at once: masking a long thread takes time, and whether anything is hidden is their difference."""
        office = self.desk.office
        covered = Setting(
            office.now(), office.calendar.zone, office.calendar, self._people, self.desk.masked,
            cover_key=self._cover_key,
        )  # fmt: skip
        self._covered = dossier_lines(self.dossier, covered)
        self._plain = dossier_lines(self.dossier, replace(covered, is_revealed=True))

    @property
    def _cover_key(self) -> str:
        return next(command.key_text for command in self.commands if command.id == COVER)

    @property
    def _hides_something(self) -> bool:
        return self._covered != self._plain

    def _show_beside(self, *, from_top: bool) -> None:
        beside = self.query_one("#beside", LinesPane)
        beside.show_lines(self._plain if self.is_revealed else self._covered, from_top=from_top)

    def action_cover_theirs(self) -> None:
        if not self._hides_something:
            return say(self, "Nothing is covered or masked here.")
        self.is_revealed = not self.is_revealed
        self.query_one("#theirs", Static).update(Content(self._theirs()))
        self._show_beside(from_top=False)

    # -- the texts ----------------------------------------------------------------------------------------------------

    @property
    def areas(self) -> list[TextArea]:
        return list(self.query(TextArea))

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(area.text for area in self.areas)

    @property
    def area(self) -> TextArea:
        """The text being written."""
        return next((area for area in self.areas if area.has_focus), self.areas[0])

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self._later("check", CHECK_AFTER_S, self._check)
        self._later("save", SAVE_AFTER_S, lambda: self.work(self._save(), "draft"))

    def _later(self, name: str, after_s: float, what: Callable[[], object]) -> None:
        if name in self._waiting:
            self._waiting[name].stop()
        self._waiting[name] = self.set_timer(after_s, what)

    def _check(self) -> list[Checked]:
        checked = check_pieces(self.desk, self.writing.pieces, self.texts, self.dossier.item)
        self.checked_pane.show_lines(check_lines(checked), from_top=False)
        return checked

    async def _save(self) -> None:
        """Keep the draft once it says something else than the screen opened with."""
        if self.texts == self._opened_with and not self._saved:
            return
        text = joined(self.texts)
        if text != self._saved and not self._is_sending:
            await self.desk.save_draft(self.dossier.item.id, self.writing.kind, text)
            self._saved = text

    # -- keys ---------------------------------------------------------------------------------------------------------

    def action_fix(self) -> None:
        """Put the first ready replacement in its place; where there is none, offer what a misspelt word may mean."""
        by_piece = {one.piece.label: one for one in self._check()}
        pairs = sorted(zip(self.areas, self.writing.pieces, strict=True), key=lambda pair: not pair[0].has_focus)
        written = [(area, one) for area, piece in pairs if (one := by_piece.get(piece.label)) is not None]
        for area, one in written:
            if (finding := one.fix()) is not None:
                put_in(area, finding, finding.instead or "")
                return
        for area, one in written:
            if (finding := one.misspelt()) is not None:
                return self.work(choose_spelling(self, area, finding), "shelf")
        say(self, "Nothing here can be mended by a key.")

    def action_link(self) -> None:
        self.work(choose_link(self), "shelf")

    def action_template(self) -> None:
        self.work(choose_template(self), "shelf")

    def action_timescale(self) -> None:
        if not self.writing.timescales:
            return say(self, "Only moving to private asks by when. Here a timescale is part of the text.")
        self.work(choose_timescale(self), "shelf")

    def set_timescale(self, timescale_id: str) -> None:
        """Both texts name the chosen timescale instead of the one they named."""
        chosen = next(scale for scale in self.writing.timescales if scale.id == timescale_id)
        for area in self.areas:
            text = with_timescale(area.text, self.writing.timescales, chosen)
            if text != area.text:
                behind = len(area.text) - len(area.get_text_range((0, 0), area.cursor_location))
                area.text = text
                area.move_cursor(_location(text, len(text) - behind))

    def action_leave_draft(self) -> None:
        self.work(self._leave(), "leave")

    async def _leave(self) -> None:
        await self._save()
        self.dismiss(None)

    # -- sending ------------------------------------------------------------------------------------------------------

    def action_preview(self) -> None:
        self.work(self._send(), "send")

    async def _send(self, asked: str = "") -> None:
        """Show it as it will stand; send it when the person agrees. Whatever is refused, the text stays.

        `asked`: why the desk wants a reason.
        """
        checked = self._check()
        reason = await self.app.push_screen_wait(Preview(self.writing, checked, asked))
        if reason is None:
            return
        timescale = named_timescale(self.texts, self.writing.timescales)
        written = Written(self.texts, reason or None, timescale.id if timescale else None)
        self._is_sending = True
        try:
            done = await self.writing.send(written, self.dossier.item.version)
            await self.desk.drop_draft(self.dossier.item.id, self.writing.kind)
        except ReasonNeeded as refusal:
            await self._read_again()
            await self._send(str(refusal))
        except Stale as refusal:
            await self._read_again()
            warn(self, f"{refusal} Your text is still here.")
        except HalfdayError:
            await self._keep()
            raise
        else:
            self.dismiss(done)
        finally:
            self._is_sending = False

    async def _keep(self) -> None:
        self._is_sending = False
        await self._save()

    async def _read_again(self) -> None:
        """Somebody changed it: show what it says now, keep the text."""
        await self._keep()
        dossier = await self.desk.dossier(self.dossier.item.id)
        if dossier is not None:
            self.dossier = dossier
            self._read_beside()
            self.query_one("#theirs", Static).update(Content(self._theirs()))
            self.on_mount()


def _location(text: str, at: int) -> tuple[int, int]:
    """Line and column of a place in a text; its beginning where there is no such place."""
    before = text[: max(0, at)].split("\n")
    return len(before) - 1, len(before[-1])


def title_for(words: str, dossier: Dossier) -> str:
    return f"{words} {one_line(dossier.item.author_name, 40) or '(no name)'}"
