"""The keys that lead to writing: reply, move to private, correct, note, ask. Each opens the compose screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from console.desk.orders import AddNote, Advise, Ask, Correct, Done, MoveToPrivate, Reply
from console.errors import NotPossible
from console.model import ActionKind, Capability, ChannelState, Delivery, Dossier, Operation, Suggestion
from console.rules.conduct import Outbound
from console.screens.at_hand import at_hand, finish, held, refuse
from console.screens.compose import ComposeScreen, title_for
from console.screens.menu import Choice, Menu
from console.screens.referring import reference_owed, reply_with
from console.screens.writing import Piece, Writing, Written
from console.text import one_line
from console.widgets import wording

if TYPE_CHECKING:
    from console.screens.inbox import InboxScreen

SIGNED_OUT = "{channel} has signed us out: nothing leaves before somebody signs in again. Your draft is kept."
DRAFT, TEMPLATE = "draft", "template"


async def reply(screen: InboxScreen) -> None:
    """Answer where it was written; with the reference of what was logged for them, until an answer has named it."""
    dossier = await at_hand(screen, ActionKind.REPLY)
    reference = reference_owed(screen.desk, dossier)
    text, template_id = reply_with(screen.desk, dossier, reference) if reference else ("", None)
    draft = next((one.text for one in dossier.drafts if one.kind is ActionKind.REPLY), "")
    if reference and draft and reference not in draft:  # what was begun before the case was logged goes on with it
        return await write_reply(screen, dossier, f"{draft}\n\n{text}", None, over_draft=True)
    await write_reply(screen, dossier, text, template_id)


async def suggestion(screen: InboxScreen, number: int) -> None:
    """Answer with one of the suggestions, ready to be changed; or remove it, where that is suggested."""
    dossier = await at_hand(screen, ActionKind.REPLY)
    found: Sequence[Suggestion] = await screen.desk.suggestions(dossier)
    if number > len(found):
        raise NotPossible("There is no such suggestion for this item. r starts with an empty page.")
    chosen = found[number - 1]
    if chosen.removal_reason is not None:
        from console.screens.dialog_flows import remove

        return await remove(screen, chosen.removal_reason)
    start = await _draft_or_template(screen, dossier, chosen.title)
    if start == TEMPLATE:
        await write_reply(screen, dossier, chosen.text, chosen.template_id, over_draft=True)
    elif start == DRAFT:
        await write_reply(screen, dossier, "", None)


async def write_reply(
    screen: InboxScreen, dossier: Dossier, text: str, template_id: str | None, *, over_draft: bool = False
) -> None:
    """Open the compose screen for a reply; `over_draft` starts with the text even where a draft is kept."""
    desk, item = screen.desk, dossier.item
    if (why := await desk.why_wait(item)) is not None:
        raise NotPossible(why)  # now, and not when the text has been written
    outbound = Outbound.MESSAGE if item.kind.is_private else Outbound.REPLY
    operation = Operation.MESSAGE if item.kind.is_private else Operation.REPLY

    async def send(written: Written, version: int) -> Done:
        return await desk.reply(
            Reply(
                item_id=item.id, version=version, text=written.texts[0], reason=written.reason, template_id=template_id
            )
        )

    piece = Piece("Reply", text, outbound)
    shown = _without_draft(dossier, ActionKind.REPLY) if over_draft else dossier
    effect = desk.capability(item, operation).effect or f"Goes out on {wording.channel_word(item.channel)}."
    if await _is_signed_out(screen, item.channel):
        effect = SIGNED_OUT.format(channel=wording.channel_word(item.channel))
    await _write(
        screen, Writing(ActionKind.REPLY, title_for("Reply to", dossier), effect, "sends it", (piece,), shown, send)
    )


async def _is_signed_out(screen: InboxScreen, channel: str) -> bool:
    health = await screen.desk.channels()
    return any(one.name == channel and one.state is ChannelState.TOKEN_EXPIRED for one in health)


async def move_to_private(screen: InboxScreen) -> None:
    """A private message with a timescale, and the public line that says so; else why not, and what is possible."""
    dossier = await at_hand(screen)
    desk, item = screen.desk, dossier.item
    refuse(desk, ActionKind.MOVE_TO_PRIVATE)
    able = desk.capability(item, Operation.PRIVATE_REPLY)
    if not able.is_possible and not item.kind.is_private:
        return await _instead_of_private(screen, dossier, able)
    refuse(desk, ActionKind.MOVE_TO_PRIVATE, item)
    texts, timescales = desk.office.policy.core.private_texts, desk.office.policy.core.timescale

    async def send(written: Written, version: int) -> Done:
        if written.timescale_id is None:
            raise NotPossible("Say when: put one of the policy's timescales into a text (f8 chooses one).")
        return await desk.move_to_private(
            MoveToPrivate(
                item_id=item.id, version=version, private_text=written.texts[0], public_text=written.texts[1],
                timescale_id=written.timescale_id, reason=written.reason,
            )
        )  # fmt: skip

    pieces = (
        Piece("Private message", desk.fill(texts.message, item), Outbound.MESSAGE),
        Piece("Public line under the comment", desk.fill(texts.public_line, item), Outbound.REPLY),
    )
    effect = able.effect or "The private message leaves first, then the line."
    title = title_for("Move to private:", dossier)
    await _write(
        screen, Writing(ActionKind.MOVE_TO_PRIVATE, title, effect, "sends both", pieces, dossier, send, timescales)
    )


async def _instead_of_private(screen: InboxScreen, dossier: Dossier, able: Capability) -> None:
    """Say why the platform takes no private message, and offer what it takes; what the person may not do says why."""
    from console.screens.dialog_flows import escalate, log_complaint

    async def reply_in_public(screen: InboxScreen) -> None:
        start = await _draft_or_template(screen, dossier, "where they can reach us") if route else TEMPLATE
        if start is not None:
            text = (route or "") if start == TEMPLATE else ""
            await write_reply(screen, dossier, text, None, over_draft=bool(route) and start == TEMPLATE)

    route = screen.desk.other_route(dossier.item)

    offers: dict[str, tuple[ActionKind, str, str, Callable[[InboxScreen], Awaitable[None]]]] = {
        "reply": (
            ActionKind.REPLY,
            "Reply in public",
            "says where else they can reach us" if route else "f5 there chooses a template",
            reply_in_public,
        ),
        "complaint": (ActionKind.LOG_COMPLAINT, "Log it", "a complaint or a service request", log_complaint),
        "escalate": (ActionKind.ESCALATE, "Escalate it", "to the director it belongs to", escalate),
        "ask": (ActionKind.ASK, "Ask a colleague", "the deadline goes on counting", ask),
    }
    choices = [
        Choice(name, label, detail, screen.desk.why_not(kind, dossier.item) or "")
        for name, (kind, label, detail, _) in offers.items()
    ]
    words = " ".join(part for part in (able.why_not, able.instead) if part)
    chosen = await screen.app.push_screen_wait(Menu("This cannot move to private", choices, words=words))
    if chosen is not None:
        await offers[chosen][-1](screen)


async def correct(screen: InboxScreen) -> None:
    """Change an answer of ours that is out."""
    dossier = await at_hand(screen, ActionKind.CORRECT)
    delivery = await _own_answer(screen, dossier)
    if delivery is None:
        return
    desk, item = screen.desk, dossier.item

    async def send(written: Written, version: int) -> Done:
        return await desk.correct(
            Correct(
                item_id=item.id, version=version, delivery_id=delivery.id, text=written.texts[0], reason=written.reason
            )
        )

    effect = desk.capability(item, Operation.CORRECT).effect or "The answer that is out is changed."
    standing = next((one.text for one in dossier.thread if one.delivery and one.delivery.id == delivery.id), None)
    piece = Piece("Corrected answer", standing or delivery.body, Outbound.REPLY)  # an answer may be corrected twice
    title = title_for("Correct our answer to", dossier)
    await _write(screen, Writing(ActionKind.CORRECT, title, effect, "corrects it", (piece,), dossier, send))


async def note(screen: InboxScreen) -> None:
    """A note for colleagues: it never leaves the console."""
    dossier = await at_hand(screen, ActionKind.NOTE)
    desk, item = screen.desk, dossier.item

    async def send(written: Written, version: int) -> Done:
        return await desk.note(AddNote(item_id=item.id, version=version, text=written.texts[0]))

    piece = Piece("Note", "", Outbound.NOTE)
    first = "For colleagues only. It stays in the console."
    writing = Writing(ActionKind.NOTE, title_for("Note on", dossier), first, "keeps it", (piece,), dossier, send)
    await _write(screen, writing, holds=False)


async def ask(screen: InboxScreen) -> None:
    """Ask inside the house; or, where a question waits and this person may, answer it."""
    dossier = await at_hand(screen)
    waiting = [question for question in dossier.questions if question.answer is None]
    if waiting and screen.desk.why_not(ActionKind.ADVISE) is None:
        return await _advise(screen, dossier, waiting[0].id, waiting[0].text)
    refuse(screen.desk, ActionKind.ASK, dossier.item)
    desk, item = screen.desk, dossier.item

    async def send(written: Written, version: int) -> Done:
        return await desk.ask(Ask(item_id=item.id, version=version, text=written.texts[0]))

    first = f"Goes to: {desk.office.policy.core.escalation.advice_from}. It stays in the console."
    piece = Piece("Question", "", Outbound.NOTE)
    writing = Writing(ActionKind.ASK, title_for("Ask about", dossier), first, "asks it", (piece,), dossier, send)
    await _write(screen, writing, holds=False)


async def _advise(screen: InboxScreen, dossier: Dossier, question_id: int, question: str) -> None:
    desk, item = screen.desk, dossier.item

    async def send(written: Written, version: int) -> Done:
        order = Advise(item_id=item.id, version=version, question_id=question_id, text=written.texts[0])
        return await desk.advise(order)

    first = f"They ask: {one_line(question, 300)}"
    piece = Piece("Answer", "", Outbound.NOTE)
    writing = Writing(ActionKind.ADVISE, "Answer a colleague's question", first, "answers it", (piece,), dossier, send)
    await _write(screen, writing, holds=False)


async def _write(screen: InboxScreen, writing: Writing, *, holds: bool = True) -> None:
    """Open the compose screen, holding the item while it is open; say what was done."""
    await screen.know(draft.person for draft in writing.dossier.drafts)
    if (draft_only := await screen.desk.why_draft_only(writing.kind)) is not None:
        writing = replace(writing, first=draft_only)  # what is about to be written can be handed on, not sent
    is_revealed = writing.dossier.item.id in screen.inbox.revealed
    compose = ComposeScreen(screen.desk, writing, screen.inbox.people, is_revealed=is_revealed)
    if not holds:
        done = await screen.app.push_screen_wait(compose)
    else:
        async with held(screen, writing.dossier) as hold:
            done = hold.done = await screen.app.push_screen_wait(compose)
    if done is not None:
        finish(screen, done)
    else:
        screen.after_act(writing.dossier.item.id)  # a draft may be kept


async def _own_answer(screen: InboxScreen, dossier: Dossier) -> Delivery | None:
    """The answer to correct; asked for where there are several."""
    answers = screen.desk.correctable(dossier)
    if not answers:
        raise NotPossible("No public answer of ours to this item is out, so there is nothing to correct.")
    if len(answers) == 1:
        return answers[0]
    choices = [Choice(str(answer.id), one_line(answer.body, 60)) for answer in answers]
    chosen = await screen.app.push_screen_wait(Menu("Which answer?", choices))
    return next((answer for answer in answers if str(answer.id) == chosen), None)


async def _draft_or_template(screen: InboxScreen, dossier: Dossier, title: str) -> str | None:
    """What the reply starts with; asked where a draft of one is kept, and None when the person goes back."""
    draft = next((d for d in dossier.drafts if d.kind is ActionKind.REPLY), None)
    if draft is None:
        return TEMPLATE
    choices = [Choice(DRAFT, "Go on with the draft", draft.text), Choice(TEMPLATE, f"Start anew with “{title}”")]
    return await screen.app.push_screen_wait(Menu("A draft of a reply is kept", choices))


def _without_draft(dossier: Dossier, kind: ActionKind) -> Dossier:
    from msgspec import structs

    return structs.replace(dossier, drafts=tuple(draft for draft in dossier.drafts if draft.kind is not kind))
