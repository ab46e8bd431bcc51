"""What can be put into a text while writing: a link of the pack's shelf, a template, another timescale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.screens.menu import Choice, Menu

if TYPE_CHECKING:
    from console.screens.compose import ComposeScreen


async def choose_link(screen: ComposeScreen) -> None:
    """Insert a link at the cursor."""
    policy = screen.desk.office.policy
    choices = [
        Choice(
            link.key,
            link.title,
            policy.link_url(link.key) or "",
            "" if policy.link_url(link.key) else "not filled in yet",
        )
        for link in policy.core.link
    ]
    key = await screen.app.push_screen_wait(Menu("Insert a link", choices))
    url = policy.link_url(key) if key else None
    if url:
        area = screen.area
        before = area.text[: len(area.get_text_range((0, 0), area.cursor_location))]
        area.insert(url if not before or before[-1].isspace() else f" {url}")


async def choose_template(screen: ComposeScreen) -> None:
    """Put a template into the text being written: in place of an empty one, else after what stands there.

    What is suggested for the item stands first, with its reason.
    """
    item = screen.dossier.item
    templates = [template for template in screen.desk.office.policy.templates if template.fits(item.kind)]
    suggested = await screen.desk.suggestions(screen.dossier)
    reasons = {found.template_id: f"{found.score:.0%} {found.because} · " for found in suggested}
    order = [*reasons]
    templates.sort(key=lambda template: order.index(template.id) if template.id in reasons else len(order))
    choices = [
        Choice(template.id, template.title, reasons.get(template.id, "") + template.text) for template in templates
    ]
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


async def choose_timescale(screen: ComposeScreen) -> None:
    """By when we say that we answer: it becomes a promise with a clock."""
    choices = [
        Choice(scale.id, scale.text, f"{scale.clause}{' assumed' if scale.assumed else ''}")
        for scale in screen.writing.timescales
    ]
    chosen = await screen.app.push_screen_wait(Menu("By when do we answer?", choices))
    if chosen is not None:
        screen.set_timescale(chosen)
