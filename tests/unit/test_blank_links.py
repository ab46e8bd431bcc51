"""A link whose page the pack does not know yet: what stands in for it is pointed at."""

from __future__ import annotations

import pytest

from console.model import Finding, Level
from console.rules.conduct import Conduct, Outbound
from console.rules.filling import fill
from console.rules.packs import load_policy

BLANK, FILLED = load_policy("westward"), load_policy("langstane")


def unfilled(text: str, outbound: Outbound, conduct: Conduct) -> list[Finding]:
    return [finding for finding in conduct.check(text, outbound).findings if finding.rule == "placeholder"]


@pytest.mark.parametrize("outbound", [Outbound.REPLY, Outbound.POST, Outbound.MESSAGE])
@pytest.mark.parametrize("template", ["Thank you. {link:repairs}", "Thank you. Report it at {link:repairs} today."])
def test_words_that_stand_in_for_a_blank_link_are_a_hint(template: str, outbound: Outbound) -> None:
    text = fill(template, {}, BLANK)
    (one,) = unfilled(text, outbound, Conduct(BLANK))
    assert (one.level, text[one.start : one.end]) == (Level.HINT, "our website")
    assert "pack" in one.why


def test_once_the_pack_has_a_page_or_the_text_a_link_nothing_is_left_to_fill_in() -> None:
    assert unfilled("Thank you. Please see our website.", Outbound.MESSAGE, Conduct(FILLED)) == []
    assert unfilled("Our website has it: https://www.gov.uk/page", Outbound.REPLY, Conduct(BLANK)) == []


def test_a_note_may_speak_of_the_website() -> None:
    assert unfilled("He looked at our website.", Outbound.NOTE, Conduct(BLANK)) == []
