"""The practice platform's public: people who write, change, like and delete, and a colleague who answers elsewhere.

A test or a `Playback` makes them do it; the console only ever sees the outcome through a `PracticeChannel`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.channels.practice_memory import PracticeMemory
from console.channels.practice_records import Happened, answer_to, own_post, posted_by_public
from console.model import Incoming


@dataclass(frozen=True)
class PracticeWorld(PracticeMemory):
    """Posts, comments, private threads, our answers, hides, deletions and blocks, and the people around them."""

    def arrive(self, incoming: Incoming) -> bool:
        """Somebody writes. False when it is there already, its author is blocked, or what it answers is gone."""
        posted = posted_by_public(incoming)
        with self.writing():
            if self._is_kept_out(incoming):
                return False
            if incoming.post is not None:
                self._ensure_post(incoming.channel, incoming.post, incoming.received_at)
            is_new = self.insert(posted)
            if is_new:
                self.tell(Happened.NEW, posted)
            return is_new

    def edit(self, channel: str, external_id: str, text: str) -> bool:
        """Its author changes the text. False when it is not there, or reads so already."""
        with self.writing():
            posted = self.entry(channel, external_id)
            if posted is None or posted.is_gone or posted.text == text:
                return False
            self.set_text(posted, text)
            self.tell(Happened.EDITED, posted)
            return True

    def delete_by_public(self, channel: str, external_id: str) -> bool:
        """Its author deletes it, and the comments under it go too. False when it is not there."""
        with self.writing():
            posted = self.entry(channel, external_id)
            if posted is None or posted.is_gone:
                return False
            for gone in self.remove(posted):
                if not gone.is_ours:
                    self.tell(Happened.GONE, gone)
            return True

    def like(self, channel: str, external_id: str) -> None:
        """Somebody likes it, ours or theirs."""
        self.execute(
            "update entry set likes = coalesce(likes, 0) + 1 where channel = ? and external_id = ?",
            (channel, external_id),
        )

    def answer_elsewhere(self, channel: str, target: str, text: str, at: datetime) -> str:
        """A colleague answers on the platform itself, past the console; the answer's id. Raises KeyError."""
        with self.writing():
            posted = self.entry(channel, target)
            if posted is None:
                raise KeyError(target)
            return self.insert_own(answer_to(posted, text, at))

    def _is_kept_out(self, incoming: Incoming) -> bool:
        """A block keeps people from the page, not from writing privately; nobody answers what is gone."""
        if not incoming.kind.is_private and self.is_blocked(incoming.channel, incoming.author_external_id):
            return True
        parent = self.entry(incoming.channel, incoming.parent) if incoming.parent else None
        return parent is not None and parent.is_gone

    def _ensure_post(self, channel: str, text: str, at: datetime) -> None:
        if not self.select("channel = ? and kind = 'post' and body = ?", (channel, text)):
            self.insert_own(own_post(channel, text, at))
