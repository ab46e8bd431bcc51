"""The first start: which policy, who, in which role. An app of its own: there is no desk without a person yet."""

from __future__ import annotations

from msgspec.structs import replace
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from console.errors import HalfdayError
from console.rules.packs import Policy, load_policy, pack_names
from console.screens.ask import ReasonDialog
from console.screens.menu import Choice, Menu
from console.settings import Choice as Settings
from console.text import displayable
from console.theme import THEMES

HELLO = "Halfday answers what people write to your housing association on social media, before its deadline."


def ask(known: Settings) -> Settings | None:
    """Ask for what is not known yet; None when the person leaves. A policy that is known already is not asked for."""
    return WelcomeApp(known).run()


class WelcomeApp(App[Settings]):
    """Three questions, one after the other; escape goes back one."""

    TITLE = "Halfday"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, known: Settings) -> None:
        super().__init__()
        self.known = known
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def on_mount(self) -> None:
        self.push_screen(WelcomeScreen())
        self.run_worker(self._ask(), group="welcome")

    async def _ask(self) -> None:
        policy = await self._policy()
        while policy is not None:
            name = await self.push_screen_wait(
                ReasonDialog(
                    f"{policy.core.identity.association}: {policy.core.identity.title}",
                    "Your name, as colleagues know it.",
                    label="Name",
                    when_empty="A name is needed: colleagues see it on what you do.",
                )
            )
            if name is None:
                break
            role = await self.push_screen_wait(Menu("Your role in the policy", role_choices(policy)))
            if role is not None:
                return self.exit(replace(self.known, policy=self._chosen, name=name, role=role))
        self.exit(None)

    async def _policy(self) -> Policy | None:
        """The policy that is known already, or the one chosen. A pack that cannot be read is said, and not chosen."""
        self._chosen = self.known.policy or await self.push_screen_wait(
            Menu("Which policy do you work under?", policy_choices(), words=HELLO)
        )
        if self._chosen is None:
            return None
        try:
            return load_policy(self._chosen)
        except HalfdayError as problem:
            self.exit(None, return_code=1, message=Content(displayable(str(problem))))
            return None


class WelcomeScreen(Screen[None]):
    """What stands behind the questions."""

    CSS_PATH = "dialog.tcss"

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content("Halfday"), classes="title")


def policy_choices() -> list[Choice]:
    """The packs that come with Halfday, by association."""
    identities = [load_policy(name).core.identity for name in pack_names()]
    return [Choice(identity.name, identity.association, identity.title) for identity in identities]


def role_choices(policy: Policy) -> list[Choice]:
    """The policy's roles, with how much each may do."""
    return [
        Choice(role.id, role.title, f"{len(role.may)} of the acts · {role.clause}{' assumed' if role.assumed else ''}")
        for role in policy.core.role
    ]
