"""The keys that act on the item under the cursor: each starts the flow of its name, one at a time."""

from __future__ import annotations

from collections.abc import Awaitable

from console.screens.working_screen import WorkingScreen


class FlowKeys(WorkingScreen[None]):
    """The part of the inbox screen that acts: `action_<command>` → the flow of that name in `flows`."""

    def run_flow(self, name: str, *arguments: int | str) -> None:
        """Start a flow unless one is under way: a key pressed twice does its work once."""

        def start() -> Awaitable[None]:
            from console.screens.flows import FLOWS  # brings the orders and the dialogs, needed with the first act

            return FLOWS[name](self, *arguments)

        self.begin(start)

    def action_reply(self) -> None:
        self.run_flow("reply")

    def action_suggestion(self, number: int) -> None:
        self.run_flow("suggestion", number)

    def action_remove(self) -> None:
        self.run_flow("remove")

    def action_move_to_private(self) -> None:
        self.run_flow("move_to_private")

    def action_log_complaint(self) -> None:
        self.run_flow("log_complaint")

    def action_escalate(self) -> None:
        self.run_flow("escalate")

    def action_close(self) -> None:
        self.run_flow("close")

    def action_undo(self) -> None:
        self.run_flow("undo")

    def action_correct(self) -> None:
        self.run_flow("correct")

    def action_block(self) -> None:
        self.run_flow("block")

    def action_incident(self) -> None:
        self.run_flow("incident")

    def action_verdict(self) -> None:
        self.run_flow("verdict")

    def action_claim(self) -> None:
        self.run_flow("claim")

    def action_note(self) -> None:
        self.run_flow("note")

    def action_ask(self) -> None:
        self.run_flow("ask")

    def action_assign(self) -> None:
        self.run_flow("assign")

    def action_met(self) -> None:
        self.run_flow("met")

    def action_retry(self) -> None:
        self.run_flow("retry")

    def action_late(self) -> None:
        self.run_flow("late")

    def action_reopen(self) -> None:
        self.run_flow("reopen")

    def action_take_over(self) -> None:
        self.run_flow("take_over")

    def action_set_free(self) -> None:
        self.run_flow("set_free")

    def action_hand_out(self) -> None:
        self.run_flow("hand_out")

    def action_reroute(self) -> None:
        self.run_flow("reroute")

    def action_send_back(self) -> None:
        self.run_flow("send_back")

    def action_closures(self) -> None:
        self.run_flow("closures")

    def action_why(self) -> None:
        self.run_flow("why")

    def action_views(self) -> None:
        self.run_flow("views")

    def action_help(self) -> None:
        self.run_flow("help")

    def action_calendar(self) -> None:
        self.run_flow("calendar")

    def action_policy(self) -> None:
        self.run_flow("policy")

    def action_try_text(self) -> None:
        self.run_flow("try_text")

    def action_pane(self) -> None:
        self.run_flow("pane")
