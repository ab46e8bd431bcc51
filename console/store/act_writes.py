"""Writing down what a person does: actions, evidence, strikes, notes, questions and drafts."""

from __future__ import annotations

from datetime import datetime

from console.clock import epoch_ms
from console.model import ActionKind, Draft
from console.store.item_writes import StoreWriting
from console.store.values import blob, canonical_json, ms, plain
from console.text import storable


class ActWriting(StoreWriting):
    """The part of a transaction that is about acts."""

    async def add_action(
        self,
        item_id: int,
        kind: ActionKind,
        person: str,
        at: datetime,
        *,
        reason: str | None = None,
        undo_until: datetime | None = None,
        details: dict[str, object] | None = None,
    ) -> int:
        return await self._add(
            "actions",
            self._sql.actions.add_action,
            item_id=item_id,
            kind=kind.value,
            person=plain(person),
            at=epoch_ms(at),
            reason=blob(reason),
            details=canonical_json(details or {}),
            undo_until=ms(undo_until),
        )

    async def save_details(self, action_id: int, details: dict[str, object]) -> None:
        await self._change(self._sql.actions.save_details, id=action_id, details=canonical_json(details))

    async def mark_undone(self, action_id: int, at: datetime) -> None:
        """The action is taken back, and with it what has not been tried yet. What has, the desk looks at first."""
        await self._change(self._sql.actions.mark_undone, id=action_id, at=epoch_ms(at))
        await self._change(self._sql.deliveries.undo_deliveries, action_id=action_id)

    async def keep_evidence(self, item_id: int, action_id: int, document: dict[str, object], at: datetime) -> int:
        return await self._add(
            "evidence",
            self._sql.actions.keep_evidence,
            item_id=item_id,
            action_id=action_id,
            document=canonical_json(document).encode("ascii"),
            at=epoch_ms(at),
        )

    async def add_strike(
        self, author_id: int, item_id: int, reason: str, at: datetime, action_id: int, since: datetime
    ) -> int:
        """Record it; the author's strikes since `since` afterwards: older ones no longer count."""
        await self._change(
            self._sql.actions.add_strike,
            author_id=author_id,
            item_id=item_id,
            action_id=action_id,
            reason=storable(reason),
            at=epoch_ms(at),
        )
        strikes: int = await self._link.run(self._sql.actions.count_strikes, author_id=author_id, since=epoch_ms(since))
        return strikes

    async def withdraw_strikes(self, action_id: int) -> None:
        await self._change(self._sql.actions.withdraw_strikes, action_id=action_id)

    async def set_blocked(self, author_id: int, at: datetime | None) -> None:
        await self._change(self._sql.actions.set_blocked, id=author_id, at=ms(at))

    async def add_note(self, item_id: int, person: str, text: str, at: datetime) -> int:
        return await self._add(
            "notes",
            self._sql.actions.add_note,
            item_id=item_id,
            person=plain(person),
            text=storable(text),
            at=epoch_ms(at),
        )

    async def add_question(self, item_id: int, *, asked_by: str, put_to: str, text: str, at: datetime) -> int:
        return await self._add(
            "questions",
            self._sql.actions.add_question,
            item_id=item_id,
            asked_by=plain(asked_by),
            put_to=plain(put_to),
            text=storable(text),
            at=epoch_ms(at),
        )

    async def answer_question(self, question_id: int, answer: str, person: str, at: datetime) -> None:
        await self._change(
            self._sql.actions.answer_question,
            id=question_id,
            answer=storable(answer),
            person=plain(person),
            at=epoch_ms(at),
        )

    async def save_draft(self, draft: Draft) -> None:
        """Kept while one types. Needs no audit entry."""
        await self._link.put_off(
            self._sql.actions.save_draft,
            item_id=draft.item_id,
            kind=draft.kind.value,
            person=plain(draft.person),
            text=storable(draft.text),
            saved_at=epoch_ms(draft.saved_at),
        )

    async def drop_draft(self, item_id: int, kind: ActionKind) -> None:
        """Needs no audit entry."""
        await self._link.put_off(self._sql.actions.drop_draft, item_id=item_id, kind=kind.value)
