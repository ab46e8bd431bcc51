"""What may be said, in each kind of text that leaves."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from console.cli.check import check as check_command
from console.cli.triage import triage as triage_command
from console.model import Level
from console.rules import spelling
from console.rules.conduct import Conduct, Outbound, check
from console.rules.packs import Policy, load_policy
from console.rules.plain_english import count_syllables
from console.rules.symbols import emoji_spans, emoticon_spans

LINK = "https://www.langstane-ha.co.uk/repairs"


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy("langstane")


@pytest.fixture(scope="module")
def conduct(policy: Policy) -> Conduct:
    return Conduct(policy)


def level(conduct: Conduct, rule: str, text: str, outbound: Outbound = Outbound.REPLY, **more: Any) -> Level | None:
    findings = conduct.check(text, outbound, **more).findings
    return next((finding.level for finding in findings if finding.rule == rule), None)


def test_a_good_reply_passes_without_a_word(conduct: Conduct) -> None:
    found = conduct.check(f"Hello Morag, we are sorry. We will call you within one working day. {LINK}", Outbound.REPLY)
    assert found.findings == ()
    assert found.ok
    assert found.words == 13


def test_more_than_fifty_words_stop_a_post_and_warn_on_a_reply(conduct: Conduct) -> None:
    long = "We fix it. " * 17 + LINK
    assert level(conduct, "too-long", long, Outbound.POST) is Level.STOP
    assert level(conduct, "too-long", long, Outbound.REPLY) is Level.WARN
    assert level(conduct, "too-long", long, Outbound.NOTE) is None
    assert level(conduct, "too-long", f"We fix it. {LINK} " + "and more " * 60, Outbound.POST) is None


def test_a_missing_link_is_a_hint_in_public_only(conduct: Conduct) -> None:
    assert level(conduct, "no-link", "Thank you.") is Level.HINT
    assert level(conduct, "no-link", "Thank you.", Outbound.MESSAGE) is None


@pytest.mark.parametrize("link", ["https://evil.example.com/x", "www.example.com", "example.co.uk/page", "bit.ly/abc"])
def test_a_foreign_link_stops_a_post(conduct: Conduct, link: str) -> None:
    assert level(conduct, "foreign-link", f"Look: {link}") is Level.WARN
    assert level(conduct, "foreign-link", f"Look: {link}", Outbound.POST) is Level.STOP


@pytest.mark.parametrize(
    "link",
    [LINK, "langstane-ha.co.uk", "www.langstane-ha.co.uk/a.", "https://www.gov.uk/x", "tenant.langstane-ha.co.uk"],
)
def test_own_and_listed_links_may_go_out(conduct: Conduct, link: str) -> None:
    assert level(conduct, "foreign-link", f"Look: {link}") is None


def test_a_look_alike_domain_is_foreign(conduct: Conduct) -> None:
    assert level(conduct, "foreign-link", "https://notlangstane-ha.co.uk") is Level.WARN
    assert level(conduct, "foreign-link", "https://langstane-ha.co.uk.example.com") is Level.WARN
    assert level(conduct, "foreign-link", "https://langstane-ha.co.uk@example.com/") is Level.WARN


@pytest.mark.parametrize("outbound", list(Outbound))
@pytest.mark.parametrize(("rule", "text"), [("emoji", "thanks 😀"), ("emoticon", "thanks :)")])
def test_emoji_and_emoticons_stop_everything(conduct: Conduct, outbound: Outbound, rule: str, text: str) -> None:
    assert level(conduct, rule, text, outbound) is Level.STOP


@pytest.mark.parametrize("sign", ["😀", "❤️", "❤", "👍🏽", "👨‍👩‍👧", "🇬🇧", "1️⃣", "☺", "©️", "✔️"])
def test_every_emoji_sequence_is_one(sign: str) -> None:
    assert emoji_spans(f"a {sign} b") == [(2, 2 + len(sign))]


@pytest.mark.parametrize(
    "text", ["12 # *", "© 2026 Brand™ ®", "£5 – 20°, ½ “quoted” …", "→ next", "naïve café", "漢字"]
)
def test_digits_and_text_signs_are_no_emoji(text: str) -> None:
    assert emoji_spans(text) == []


@pytest.mark.parametrize(
    "face", [":)", ":-)", ";)", ":(", ":D", ":-P", ":/", ":'(", "<3", "=)", "xD", "^_^", "-_-", "T_T", ":|"]
)
def test_emoticons_are_found(face: str) -> None:
    assert [f"ok {face} ok"[start:end] for start, end in emoticon_spans(f"ok {face} ok")] == [face]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a", "items (7, 8)", "love xx", "at 9:30", "note:Please", "rooms 1:3", "ratio 3:2",
        "less <3 days", "Hours: 9 to 5", "(see: the list)", "example: (one)", "and/or", "C:/files",
        "Monday: Drop in", "a:b",
    ],
)  # fmt: skip
def test_ordinary_punctuation_is_no_face(text: str) -> None:
    assert emoticon_spans(text) == []


@pytest.mark.parametrize(
    ("rule", "text", "instead"),
    [
        ("american", "We apologize for this", "apologise"),
        ("american", "Your Neighbor called", "Neighbour"),
        ("jargon", "An operative will attend", "tradesperson"),
        ("risky", "It is our fault", "We got this wrong"),
        ("shouting", "PLEASE READ THIS", "Please read this"),
        ("shouting", "Thanks!!!", "!"),
    ],
)
def test_a_ready_replacement_is_offered(conduct: Conduct, rule: str, text: str, instead: str) -> None:
    findings = conduct.check(text, Outbound.REPLY).findings
    assert [finding.instead for finding in findings if finding.rule == rule] == [instead]


@pytest.mark.parametrize(
    "text", ["The NHS and BSL lines", "GOV.UK", "Flat 2B", "We organise a fun day", "Colourful centre"]
)
def test_ordinary_words_are_left_alone(conduct: Conduct, text: str) -> None:
    assert conduct.check(text, Outbound.MESSAGE).findings == ()


def test_personal_data_stops_what_is_public_only(conduct: Conduct) -> None:
    text = "We will ring 07700 900123 today"
    assert level(conduct, "personal-data", text) is Level.STOP
    assert level(conduct, "personal-data", text, Outbound.MESSAGE) is None
    assert level(conduct, "personal-data", text, Outbound.NOTE) is None
    assert level(conduct, "personal-data", "Ring us on 01224 423000") is None


@pytest.mark.parametrize("text", ["Hello {first_name},", "See {link:gas}", "Hello [name],", "On XXXX we come"])
def test_an_unfilled_placeholder_stops(conduct: Conduct, text: str) -> None:
    assert level(conduct, "placeholder", text) is Level.STOP


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We will call you.", Level.WARN),
        ("Somebody will be in touch.", Level.WARN),
        ("We'll look into it. Thank you.", Level.WARN),
        ("We will call you today.", None),
        ("We will call you. That is within one working day.", None),
        ("We will call you by noon.", None),
        ("We are open.", None),
    ],
)
def test_a_promise_says_by_when(conduct: Conduct, text: str, expected: Level | None) -> None:
    assert level(conduct, "promise", text) is expected


def test_a_complaint_is_answered_with_an_apology_and_the_route(conduct: Conduct) -> None:
    bare = conduct.check("The lift works again.", Outbound.REPLY, marks=("complaint",))
    assert {"no-apology", "no-complaint-route"} <= {finding.rule for finding in bare.findings}
    good = conduct.check("Sorry. You can also make a complaint.", Outbound.REPLY, marks=("complaint",))
    assert not {"no-apology", "no-complaint-route"} & {finding.rule for finding in good.findings}


def test_a_long_sentence_is_pointed_at(conduct: Conduct) -> None:
    text = "Short one. " + "Word " * 30 + "end."
    finding = next(found for found in conduct.check(text, Outbound.MESSAGE).findings if found.rule == "readability")
    assert (finding.level, finding.start, finding.end) == (Level.HINT, 11, len(text))


def test_each_policy_is_quoted_its_own_clauses() -> None:
    for name in ("langstane", "westward"):
        policy = load_policy(name)
        text = "We apologize, it is our fault! 😀 :) {x} 07700 900123 PLEASE READ THIS We will call. example.com"
        for finding in check(text, Outbound.REPLY, policy, marks=("complaint",)).findings:
            assert policy.clause(finding.clause) is not None, finding


@pytest.mark.parametrize(
    "text", ["", "\ud800", "https://[broken", "\x00" * 100, "{" * 500, "a." * 2000, "A " * 2000, ":" * 2000]
)
def test_hostile_texts_are_checked_without_harm(conduct: Conduct, text: str) -> None:
    conduct.check(text, Outbound.REPLY)


def test_a_hundred_words_are_checked_as_one_types(conduct: Conduct) -> None:
    text = "We are sorry about the heating and will call you today about it. " * 8 + "é"
    conduct.check(text, Outbound.REPLY)
    started = time.perf_counter()
    for _ in range(20):
        conduct.check(text, Outbound.REPLY)
    assert (time.perf_counter() - started) / 20 < 0.02  # below 1 ms when nothing else runs


def test_the_check_command_says_by_its_exit_code() -> None:
    run = CliRunner().invoke
    assert run(check_command, ["--policy", "langstane", f"Thank you. {LINK}"]).exit_code == 0
    assert run(check_command, ["--policy", "langstane", "Thank you :)"]).exit_code == 1
    assert run(check_command, ["--policy", "nowhere", "x"]).exit_code == 2
    assert run(check_command, ["--as", "song", "x"]).exit_code == 2


def test_lines_are_answered_in_order_and_bad_ones_told() -> None:
    lines = (
        '{"id": 1, "text": "smell of gas"}\nnot json\n{"id": 2}\n{"id": "b", "text": "bad \\ud800 one", "more": 1}\n'
    )
    done = CliRunner().invoke(triage_command, ["--json"], input=lines)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, "b"]
    assert answers[0]["findings"][0]["rule"] == "urgent"
    assert answers[0]["suggested_action"] == "reply"
    assert done.exit_code == 1
    assert "line 2: not JSON" in done.stderr
    assert "line 3:" in done.stderr


def test_hostile_words_are_never_printed_raw() -> None:
    done = CliRunner().invoke(triage_command, ["wank\u202eers \x1b[31m you w\u200banker\x1b]0;x\x07 click\u200b here"])
    assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(done.output)


# -- spelling ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rule", "instead"),
    [
        ("Sorry, we have not recieved it.", "spelling", "received"),
        ("Appologies for the wait.", "spelling", "Apologies"),
        ("It is on thier list.", "spelling", "their"),
        ("You should of had a letter.", "spelling", "should have"),
        ("We have alot of homes.", "spelling", "a lot"),
        ("We organize a trip.", "american", "organise"),
        ("The color of the door.", "american", "colour"),
        ("She canceled the visit.", "american", "cancelled"),
    ],
)
def test_a_slip_is_pointed_at_with_what_was_meant(conduct: Conduct, text: str, rule: str, instead: str) -> None:
    found = [finding for finding in conduct.check(text, Outbound.MESSAGE).findings if finding.rule == rule]
    assert [(finding.level, finding.instead) for finding in found] == [(Level.WARN, instead)]


@pytest.mark.parametrize(
    "text",
    [
        "Walk and blether, with stovies and dookin' for apples",  # what the pack says itself
        "Thanks, Wullie, see you in Okehampton or Torry",  # names
        "Kasia, we have it",
        "The ferry Gennerous is late",  # a capital inside a sentence
        "The coach to Center Parcs is full",
        "Mail repairs@exmaple.org or see www.langstane-ha.co.uk/repiars",
        "Job REF12abc, flat 2B, at 9am, DWP and PRSFC",
        "A crèche and a touché, xxx",
        "Ring your neighbour's son about the boys' bikes, they've gone",
    ],
)
def test_names_links_and_references_are_no_slips(conduct: Conduct, text: str) -> None:
    rules = {finding.rule for finding in conduct.check(text, Outbound.MESSAGE).findings}
    assert not rules & {"spelling", "american"}


def test_a_word_that_resembles_none_is_only_a_hint(conduct: Conduct) -> None:
    assert level(conduct, "spelling", "Ask for the zorblatt today.", Outbound.MESSAGE) is Level.HINT


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("shouting", "DO NOT ANSWER HIM WITHOUT ASKING ME."),
        ("placeholder", "Follow-up call due TBC."),
        ("jargon", "Kitchen decant agreed for two weeks."),
        ("risky", "She owes £148 and offered £10 a week."),
    ],
)
def test_what_colleagues_read_is_told_more_softly_in_a_note(conduct: Conduct, rule: str, text: str) -> None:
    assert level(conduct, rule, text, Outbound.NOTE) is Level.HINT


def test_what_is_private_is_warned_of_outside_a_note(conduct: Conduct) -> None:
    assert level(conduct, "risky", "She owes £148 and offered £10 a week.") is Level.WARN


@pytest.mark.parametrize(
    "text",
    [
        "The rent team will deal with it by Friday.",
        "You are not the only one, and we are sorry.",
        "We will tell you by Friday when it is done.",
        "The brass band plays at noon on Saturday: all welcome.",
        "Thank you for their kind words, we have passed them on.",
        "Your swap needs the other landlord's yes as well: another landlord may take 42 days.",
    ],
)
def test_what_a_kind_advisor_may_well_write_is_at_most_a_hint(conduct: Conduct, text: str) -> None:
    assert level(conduct, "risky", text) in (None, Level.HINT)


def test_a_slip_in_a_note_is_only_a_hint(conduct: Conduct) -> None:
    assert level(conduct, "spelling", "Both agreable", Outbound.NOTE) is Level.HINT


def test_suggestions_for_a_word_are_made_on_demand() -> None:
    assert spelling.suggestions("tommorow")[0] == "tomorrow"
    assert spelling.suggestions("Neccessary", 1) == ["Necessary"]
    assert spelling.suggestions("x" * 200) == []


def test_every_form_of_the_word_list_is_known() -> None:
    """Prefixes, suffixes and both together, as Hunspell spreads them."""
    words = ["happy", "unhappiness", "reorganised", "carries", "neighbour's", "undoubtedly", "Aberdeen", "Happy"]
    assert [word for word in words if not spelling.is_word(word)] == []
    assert not spelling.is_word("aberdeen")
    assert spelling.is_name("aberdeen")


# -- how it reads --------------------------------------------------------------------------------------------------


def test_a_hard_text_is_told_its_age_and_its_hard_words(conduct: Conduct) -> None:
    text = (
        "Individual possessions are specifically excluded from the organisation's comprehensive insurance arrangement, "
        "and consequently residents are strongly recommended to investigate independent contents protection."
    )
    hard = [finding for finding in conduct.check(text, Outbound.MESSAGE).findings if finding.level is Level.WARN]
    assert [finding.rule for finding in hard] == ["readability"]
    assert "reads as if for age" in hard[0].why
    assert '"specifically"' in hard[0].why


@pytest.mark.parametrize(
    ("word", "syllables"), [("home", 1), ("repair", 2), ("tenancy", 3), ("organisation", 5), ("named", 1), ("noted", 2)]
)
def test_syllables_are_counted(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


# -- people --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "It was Mrs Agnes Pirie.",
        "Lee Cotter told us.",
        "Ask Craig Vowles from flat 9.",
        "Mr Toms at 8 Kiln Court said so.",
    ],
)
def test_somebody_elses_name_is_a_warning_in_public(conduct: Conduct, text: str) -> None:
    assert level(conduct, "personal-data", text) in (Level.WARN, Level.STOP)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you, Mrs Rennie.",
        "Hello Dr Smith, it is done.",
        "See you in Fore Street with Anna.",
        "Our Money Advice team",
    ],
)
def test_whoever_is_greeted_may_be_named(conduct: Conduct, text: str) -> None:
    assert level(conduct, "personal-data", text) is None


def test_in_private_only_a_name_with_its_home_is_a_warning(conduct: Conduct) -> None:
    assert level(conduct, "personal-data", "It was Mr Stephen Toms at 8 Kiln Court.", Outbound.MESSAGE) is Level.WARN
    assert level(conduct, "personal-data", "It was Mr Stephen Toms.", Outbound.MESSAGE) is None


# -- what stands for something, and what was answered --------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["Ask for (insert name)", "Dear $FIRSTNAME", "job ______", "on XX/XX", "Hello <name>", "in X days", "Hi {{name}}"],
)
def test_whatever_waits_to_be_filled_in_stops(conduct: Conduct, text: str) -> None:
    assert level(conduct, "placeholder", text) is Level.STOP


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The plumber will call round once he has a slot.", Level.WARN),
        ("You'll hear from them in due course.", Level.WARN),
        ("An engineer's going to replace the panel.", Level.WARN),
        ("The shop opens on Friday, and we'll drop you a line.", Level.HINT),
        ("Tell us a good day this week. We will call you then.", Level.HINT),
        ("We will post an update as soon as we know more.", Level.WARN),
        ("We've a form for that, and I'll message you before then.", None),
        ("We will ring you as soon as we can.", Level.WARN),
        ("Somebody will ring you today. They will ask what happened.", None),
        ("We'll be happy to help.", None),
        ("We will never send you bank details.", None),
        ("We'll fix it on the 3rd.", None),
        ("You'll get a text the evening before.", None),
    ],
)
def test_soon_is_no_timescale(conduct: Conduct, text: str, expected: Level | None) -> None:
    assert level(conduct, "promise", text) is expected


def test_a_mistake_that_both_texts_name_wants_an_apology(conduct: Conduct) -> None:
    text = "The visit was not booked."
    assert level(conduct, "no-apology", text, answered="nobody came, again") is Level.WARN
    assert level(conduct, "no-apology", text) is Level.HINT
    assert level(conduct, "no-apology", f"Sorry. {text}", answered="nobody came") is None


def test_nearly_the_same_answer_to_somebody_else_is_told(conduct: Conduct) -> None:
    first = "Hello Donna, the lift at Kiln Court stopped at noon and the engineer is due at 3pm. We are sorry."
    second = first.replace("Donna", "Alec").replace("3pm", "4pm")
    assert level(conduct, "repeated", second, recent=(first,)) is Level.HINT
    assert level(conduct, "repeated", second) is None
    assert (
        level(conduct, "repeated", "The rent office opens at nine; bring your letter and a card. " * 2, recent=(first,))
        is None
    )


def test_the_home_page_is_a_hint_and_the_direct_page_its_replacement(policy: Policy) -> None:
    link = replace(policy.core.link[1], url="https://www.langstane-ha.co.uk/direct", words=["boiler"])
    linked = Policy(replace(policy.core, link=[policy.core.link[0], link]), policy.path)
    (found,) = Conduct(linked).check("For your boiler: https://www.langstane-ha.co.uk/", Outbound.REPLY).findings
    assert (found.rule, found.level, found.instead) == ("foreign-link", Level.HINT, link.url)


def test_the_pack_says_how_loud_a_rule_is(policy: Policy) -> None:
    limits = replace(policy.core.conduct, levels={"jargon": {"reply": "warn"}, "spelling": {"reply": "off"}})
    quiet = Conduct(Policy(replace(policy.core, conduct=limits), policy.path))
    assert level(quiet, "jargon", "An operative came.") is Level.WARN
    assert level(quiet, "spelling", "We recieved it.") is None
    assert level(quiet, "spelling", "We recieved it.", Outbound.MESSAGE) is Level.WARN


@pytest.mark.parametrize("text", ["Your NHS GP can help", "BBC TV came", "VAT and DWP", "I CAN", "It is OK"])
def test_abbreviations_are_no_shouting(conduct: Conduct, text: str) -> None:
    assert level(conduct, "shouting", text, Outbound.MESSAGE) is None


def test_advice_in_brackets_is_no_replacement(conduct: Conduct) -> None:
    (found,) = conduct.check("Keep it under your hat.", Outbound.MESSAGE).findings
    assert (found.rule, found.instead) == ("risky", None)
    assert "leave out what is private" in found.why


def test_the_check_command_is_told_what_is_answered() -> None:
    run = CliRunner().invoke
    asked = "I wish to complain, nobody came"
    told = run(check_command, ["--json", "--to", asked, "--policy", "langstane", "The lift works."])
    assert "no-complaint-route" in {finding["rule"] for finding in json.loads(told.stdout)["findings"]}
    lines = json.dumps({"id": 1, "text": "The lift works.", "to": asked}) + '\n{"text": "x", "to": 3}\n'
    done = run(check_command, ["--json", "--policy", "langstane"], input=lines)
    assert "no-complaint-route" in {finding["rule"] for finding in json.loads(done.stdout)["findings"]}
    assert '"to" is to be the text' in done.stderr
