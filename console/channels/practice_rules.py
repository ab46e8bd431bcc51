"""What the practice platform lets us do, and in whose manner: Facebook's or YouTube's. Pure: a subject and a time in.

The same judgement answers `capability` before an act and refuses the call itself, so the two cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from console.channels.practice_records import EntryKind, Subject
from console.model import Capability, Operation

PRIVATE_REPLY_WINDOW = timedelta(days=7)  # Facebook: one private reply to a comment, within seven days of it
MESSAGE_WINDOW = timedelta(hours=24)  # Messenger: since the person's last message
OUTLIVES_DELETION = (Operation.DELETE, Operation.BLOCK, Operation.MESSAGE)  # make sense when the thing is gone already


@dataclass(frozen=True, slots=True)
class Traits:
    """How a platform differs from the other ones. `None` for an effect: it cannot be done there at all."""

    title: str
    comment_limit: int  # characters
    message_limit: int  # characters; 0 where there are no private messages
    hide_effect: str
    delete_effect: str | None
    block_effect: str
    contact_instead: str
    is_block_a_rejection: bool = False  # blocking takes the author's comment off the page with it

    @property
    def has_messages(self) -> bool:
        return self.message_limit > 0


FACEBOOK = Traits(
    title="Facebook",
    comment_limit=8_000,  # as people who write connectors report it; not in the reference
    message_limit=2_000,  # Send API
    hide_effect="Hidden from everybody but its author and their friends; can be shown again.",
    delete_effect="Deleted for good, with all replies under it; it cannot come back.",
    block_effect="Can no longer comment on the page; can be unblocked. What they wrote stays until it is taken down.",
    contact_instead="Reply in public and ask them to send us a private message.",
)
YOUTUBE = Traits(
    title="YouTube",
    comment_limit=10_000,  # "commentTextTooLong" above this
    message_limit=0,
    hide_effect="Held back for review: nobody but us sees it, nor the replies under it; can be shown again.",
    delete_effect=None,
    block_effect=(
        "Their comment is rejected and they can never comment on the channel again; "
        "this can be undone in YouTube Studio only, not from here."
    ),
    contact_instead="Reply in public and ask them to contact us another way.",
    is_block_a_rejection=True,
)


def judge(traits: Traits, subject: Subject | None, operation: Operation, now: datetime) -> Capability:
    """Say whether the platform would do `operation` on the subject at `now`; `None` is something it does not know."""
    if subject is None:
        return _no(operation, f"{traits.title} does not know this.", "Close it with a reason.")
    if subject.posted.is_gone and operation not in OUTLIVES_DELETION:
        return _no(operation, f"It was deleted on {traits.title}, so there is nothing to act on.", "Close it.")
    match operation:
        case Operation.REPLY | Operation.NOTICE:
            return _judge_reply(traits, subject, operation)
        case Operation.PRIVATE_REPLY:
            return _judge_private_reply(traits, subject, now)
        case Operation.MESSAGE:
            return _judge_message(traits, subject, now)
        case Operation.HIDE:
            return _judge_hide(traits, subject)
        case Operation.DELETE:
            return _judge_delete(traits, subject)
        case Operation.BLOCK:
            return _judge_block(traits, subject)
        case Operation.CORRECT:
            return _judge_correct(traits, subject)
        case Operation.HAND_OVER:
            return _no(operation, "A case goes to the housing system, not to a channel.")


def refuse_text(traits: Traits, operation: Operation, text: str) -> str | None:
    """Why the platform takes no such text; None when it does, or when the operation carries none."""
    if operation in (Operation.HIDE, Operation.DELETE, Operation.BLOCK):
        return None
    if not text.strip():
        return f"{traits.title} takes no empty text."
    is_private = operation in (Operation.MESSAGE, Operation.PRIVATE_REPLY)
    limit = traits.message_limit if is_private else traits.comment_limit
    if len(text) <= limit:
        return None
    return f"{traits.title} takes at most {limit:,} characters here; this text has {len(text):,}. Shorten it."


def _judge_reply(traits: Traits, subject: Subject, operation: Operation) -> Capability:
    if subject.posted.kind is EntryKind.MESSAGE:
        return _no(operation, "This is a private message: nothing public stands under it.", "Answer it with a message.")
    if subject.posted.is_hidden:
        return _yes(operation, "Stands under a hidden comment: only those who still see that one see it.")
    return _yes(operation, "Stands under it in public, in our name.")


def _judge_private_reply(traits: Traits, subject: Subject, now: datetime) -> Capability:
    operation, posted = Operation.PRIVATE_REPLY, subject.posted
    if not traits.has_messages:
        return _no(operation, f"{traits.title} has no private messages.", traits.contact_instead)
    if posted.kind is EntryKind.MESSAGE:
        return _no(operation, "This is a private message already.", "Answer it with a message.")
    if posted.kind is not EntryKind.COMMENT or posted.is_ours:
        return _no(operation, "Only a comment on our own page can be answered privately.", traits.contact_instead)
    if subject.has_private_reply:
        why = f"It has had its private reply: {traits.title} allows one for each comment."
        return _no(operation, why, "Write in the conversation once they answer there, or reply in public.")
    until = posted.at + PRIVATE_REPLY_WINDOW
    if now >= until:
        why = f"{traits.title} allows a private reply within seven days of the comment, and they have passed."
        return _no(operation, why, traits.contact_instead)
    return _yes(operation, "Reaches them as a private message, once; you can go on when they answer.", until)


def _judge_message(traits: Traits, subject: Subject, now: datetime) -> Capability:
    operation = Operation.MESSAGE
    if not traits.has_messages:
        return _no(operation, f"{traits.title} has no private messages.", traits.contact_instead)
    if subject.last_message_at is None:
        why = "They have not written to us privately, and only then may we."
        return _no(operation, why, "Send a private reply to their comment, or reply in public.")
    until = subject.last_message_at + MESSAGE_WINDOW
    if now >= until:
        why = f"{traits.title} lets us write within 24 hours of their last message, and they have passed."
        return _no(operation, why, "Reach them by telephone, e-mail or letter, and note it here.")
    return _yes(operation, "Reaches them privately, in this conversation.", until)


def _judge_hide(traits: Traits, subject: Subject) -> Capability:
    operation, posted = Operation.HIDE, subject.posted
    if posted.is_ours:
        return _no(operation, "It is ours: it can be corrected or deleted, not hidden.")
    if why := _why_not_to_take_down(traits, posted.kind):
        return _no(operation, why, "Reply to it, or close it with a reason.")
    if posted.is_hidden:
        return _yes(operation, "Hidden already; nothing more happens.")
    return _yes(operation, traits.hide_effect)


def _judge_delete(traits: Traits, subject: Subject) -> Capability:
    operation, posted = Operation.DELETE, subject.posted
    if posted.is_gone:
        return _yes(operation, "Gone already; nothing more happens.")
    if posted.is_ours:
        return _judge_delete_own(subject)
    if traits.delete_effect is None:
        why = f"{traits.title} does not let us delete what others wrote."
        return _no(operation, why, "Hide it: nobody else sees it then.")
    if refused := _why_not_to_take_down(traits, posted.kind):
        return _no(operation, refused, "Reply to it, or close it with a reason.")
    return _yes(operation, traits.delete_effect)


def _judge_delete_own(subject: Subject) -> Capability:
    """LG4.3: a post of ours that has been liked or commented on is never deleted."""
    if subject.posted.kind is EntryKind.MESSAGE:
        return _no(Operation.DELETE, "A message once sent stays with its reader.", "Send another that puts it right.")
    if (subject.posted.likes or 0) > 0 or subject.comment_count > 0:
        why = "It has been liked or commented on, and then it is not deleted (LG4.3)."
        return _no(Operation.DELETE, why, "Correct it instead.")
    return _yes(Operation.DELETE, "Deleted for good; it cannot come back.")


def _judge_block(traits: Traits, subject: Subject) -> Capability:
    if subject.posted.is_ours:
        return _no(Operation.BLOCK, "It is ours.")
    if subject.is_blocked:
        return _yes(Operation.BLOCK, "Blocked already; nothing more happens.")
    return _yes(Operation.BLOCK, traits.block_effect)


def _judge_correct(traits: Traits, subject: Subject) -> Capability:
    operation, posted = Operation.CORRECT, subject.posted
    if posted.kind is EntryKind.MESSAGE:
        why = "A private message cannot be changed once it is sent."
        return _no(operation, why, "Send another that puts it right.")
    if posted.is_ours or subject.has_public_answer:
        return _yes(operation, f"Our text is changed in place; {traits.title} marks it as edited.")
    return _no(operation, "No answer of ours stands under it.")


def _why_not_to_take_down(traits: Traits, kind: EntryKind) -> str | None:
    match kind:
        case EntryKind.MESSAGE:
            return "A private message is in their own inbox and cannot be taken down."
        case EntryKind.REVIEW:
            return f"{traits.title} does not let a page take down its reviews."
        case EntryKind.MENTION:
            return "It stands on a page that is not ours."
        case EntryKind.COMMENT | EntryKind.POST:
            return None


def _yes(operation: Operation, effect: str, until: datetime | None = None) -> Capability:
    return Capability(operation, True, effect=effect, until=until)


def _no(operation: Operation, why_not: str, instead: str = "") -> Capability:
    return Capability(operation, False, why_not=why_not, instead=instead)
