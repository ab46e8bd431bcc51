"""What can be put into a text while writing: a link of the pack's shelf, a template, another timescale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.screens.menu import Choice, Menu

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.model import Dossier
    from console.rules.policy import Link
    from console.rules.policy_texts import Template
    from console.screens.compose import ComposeScreen

NONE_FILLED = "No address is filled in yet. Whoever keeps the policy pack fills in [[link]]: halfday policy check."


async def choose_link(screen: ComposeScreen) -> None:
    """Insert a link at the cursor."""
    policy = screen.desk.office.policy
    links = sorted(policy.core.link, key=lambda link: not link.url)  # those with an address of their own first
    choices = [_link(link, policy.link_url(link.key)) for link in links]
    words = "" if any(not choice.why_not for choice in choices) else NONE_FILLED
    key = await screen.app.push_screen_wait(Menu("Insert a link", choices, words=words))
    url = policy.link_url(key) if key else None
    if url:
        area = screen.area
        before = area.text[: len(area.get_text_range((0, 0), area.cursor_location))]
        area.insert(url if not before or before[-1].isspace() else f" {url}")


def _link(link: Link, url: str | None) -> Choice:
    """The link with the address that would be put in; the home page's stands in for one that is blank."""
    if url is None:
        return Choice(link.key, link.title, why_not="not filled in yet")
    return Choice(link.key, link.title, url if link.url else f"the home page until it is filled in: {url}")


async def choose_template(screen: ComposeScreen) -> None:
    """Put a template into the text being written: in place of an empty one, else after what stands there.

    What is suggested for the item stands first, with its reason.
    """
    item = screen.dossier.item
    choices = await template_choices(screen.desk, screen.dossier)
    template_id = await screen.app.push_screen_wait(Menu("Choose a template", choices))
    if template_id is None:
        return
    cases = screen.dossier.cases
    text = screen.desk.fill(
        screen.desk.office.policy.template(template_id).text, item, None, cases[-1].reference if cases else None
    )
    area = screen.area
    area.insert(text if not area.text.strip() else f"\n\n{text}", area.document.end)
    area.move_cursor(area.document.end)


async def template_choices(desk: Desk, dossier: Dossier) -> list[Choice]:
    """Every template that may be used for the item, those that are suggested first, with their reason."""
    templates = [template for template in desk.office.policy.templates if template.fits(dossier.item.kind)]
    suggested = await desk.suggestions(dossier)
    reasons = {found.template_id: f"{found.score:.0%} {found.because} · " for found in suggested}
    order = [*reasons]
    templates.sort(key=lambda template: order.index(template.id) if template.id in reasons else len(order))
    return [
        Choice(template.id, template.title, reasons.get(template.id, "") + template.text, found_by=_words_of(template))
        for template in templates
    ]


def _words_of(template: Template) -> str:
    """What somebody may be thinking of who looks for it."""
    return " ".join([template.title, template.situation, *template.keywords, *template.examples, template.text])


async def choose_timescale(screen: ComposeScreen) -> None:
    """By when we say that we answer: it becomes a promise with a clock."""
    choices = [
        Choice(scale.id, scale.text, f"{scale.clause}{' assumed' if scale.assumed else ''}")
        for scale in screen.writing.timescales
    ]
    chosen = await screen.app.push_screen_wait(Menu("By when do we answer?", choices))
    if chosen is not None:
        screen.set_timescale(chosen)
