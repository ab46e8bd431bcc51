"""What an item is, by the shipped packs' words."""

from __future__ import annotations

import pytest

from console.model import ActionKind, Finding, ItemKind, Level, Rank
from console.rules.packs import Policy, load_policy
from console.rules.triage import RULES, Triage, marks, rank, suggested_action, triage


@pytest.fixture(scope="module")
def westward() -> Policy:
    return load_policy("westward")


@pytest.fixture(scope="module")
def rules(westward: Policy) -> Triage:
    return Triage(westward)


def found(rules: Triage, text: str, kind: ItemKind = ItemKind.COMMENT) -> dict[str, Level]:
    loudest: dict[str, Level] = {}
    for finding in rules.judge(text, kind):
        loudest.setdefault(finding.rule, finding.level)
    return loudest


@pytest.mark.parametrize(
    ("text", "rule", "level"),
    [
        ("you are a bunch of wankers", "abuse", Level.NOW),
        ("absolute W@NK3RS", "abuse", Level.NOW),
        ("total baaaaastards", "abuse", Level.NOW),
        ("c**ts the lot of them", "abuse", Level.NOW),
        ("w\u200ba\u200bn\u200bker", "abuse", Level.NOW),
        ("the bloody boiler is broken", "abuse", Level.NOTE),
        ("you lot are bloody clowns", "abuse", Level.SOON),
        ("go back to your own country", "prejudice", Level.NOW),
        ("these immigrants are nothing but vermin", "prejudice", Level.NOW),
        ("I know where you live", "threat", Level.NOW),
        ("i’ll kill you", "threat", Level.NOW),
        ("strong smell of gas in the hall", "urgent", Level.NOW),
        ("no heating since monday and I have a newborn", "urgent", Level.NOW),
        ("newborn in the house and no heating", "urgent", Level.NOW),
        ("my gran is stuck in the lift", "urgent", Level.NOW),
        ("I just want to end it all", "safeguarding", Level.NOW),
        ("he hits me and i have nowhere to go", "safeguarding", Level.NOW),
        ("I'll be talking to the ombudsman", "reputation", Level.SOON),
        ("your housing officer was so rude to my mum", "colleague", Level.SOON),
        ("I want to make a complaint", "complaint", Level.SOON),
        ("you have won, click here to claim your prize", "spam", Level.SOON),
        ("still waiting, absolutely disgraceful", "negative", Level.NOTE),
        ("there is mould on the bedroom wall", "issue", Level.NOTE),
        ("it would be good if you had a bike shed", "feedback", Level.NOTE),
        ("when do the bins go out", "question", Level.NOTE),
        ("thank you so much", "thanks", Level.NOTE),
        ("ring me on 07700 900123", "personal-data", Level.NOW),
        ("my postcode is EX99 1ZZ", "personal-data", Level.SOON),
        ("the fucking boiler is broken again", "abuse", Level.NOTE),
        ("what a lazy ass", "abuse", Level.SOON),
        ("you are a w4nk3r", "abuse", Level.NOW),
        ("that bi tch", "abuse", Level.NOW),
        ("what a wnaker", "abuse", Level.NOW),
        ("ｗａｎｋｅｒ", "abuse", Level.NOW),
        ("🅱itch", "abuse", Level.NOW),
        ("travellers belong in cages", "prejudice", Level.NOW),
        ("this block is crawling with asylum seekers", "prejudice", Level.NOW),
        ("I am going to stab the next Muslim who", "threat", Level.NOW),
        ("i'll smash that woman's windows in", "threat", Level.NOW),
        ("kill all the gypsies", "threat", Level.NOW),
    ],
)
def test_what_the_rules_are_for_is_found(rules: Triage, text: str, rule: str, level: Level) -> None:
    assert found(rules, text).get(rule) is level


@pytest.mark.parametrize(
    "text",
    [
        "my therapist is a specialist in Scunthorpe",
        "the psychologist lives in Penistone",
        "cock-a-leekie soup at the club",
        "the Dick Turpin pub",
        "the slag heap is to become a park, says the council",
        "the kitchen was left spic and span",
        "a chink of light in the window frame",
        "faggots and peas at the lunch club",
        "domestic abuse awareness week",
        "good service",
        "my mental health is poor",
        "my son has special needs",
        "my niece is nicer xx",
        "love it xxx",
        "this rent will kill me",
        "the kids were on fire at the fun day",
        "the stopcock and the ballcock",
        "as a gay man I felt welcome",
        "I am a Muslim woman and a tenant",
        "the door knob came off",
        "we were flooded with calls",
        "Polish families on our street made cakes",
        "there's no need for that",
        "Essex and Sussex",
        "the end you see is the start",
        "vermin in the bin store",
        "the lift engineer will sort you out",
        "my assessment for the class",
        "i'm such an idiot, wrong date",
        "the collie bitch from number 4 had her pups",
        "a new hoe for the allotment",
        "thanks for planting pussy willow, our pussycat loves it",
        "fag ends all over the stairs again",
        "Everyone slags the council, well not me",
        "we have a place in Troon, not the toon",
        "I'm a dyke and proud, thanks for the flag",
        "they will beat us at quoits, we will hang the bunting",
        "I'll shoot you an email, or hit you up later",
        "acct xxxx1234 and XX-XX-XX, love mum xxx",
        "it was a good niece thing to do, a nicer one",
        "who're the new specialists, and when do co on Friday",
        "nobody should hate gay people, Muslims are not vermin",
        "I would never hurt women or anybody",
    ],
)
def test_known_false_alarms_stay_silent(rules: Triage, text: str) -> None:
    assert not {"abuse", "prejudice", "threat", "personal-data"} & set(found(rules, text))
    assert rank(rules.judge(text, ItemKind.COMMENT)) is Rank.DUE


def test_personal_data_is_no_finding_in_a_private_message(rules: Triage) -> None:
    assert "personal-data" not in found(rules, "ring me on 07700 900123", ItemKind.MESSAGE)
    assert "personal-data" in found(rules, "ring me on 07700 900123", ItemKind.REVIEW)


def test_offsets_are_in_the_original_text(rules: Triage) -> None:
    text = "ｓｏ \u200b annoyed: FUUUUCK OFF 😀"
    abuse = next(finding for finding in rules.judge(text, ItemKind.COMMENT) if finding.level is Level.NOW)
    assert text[abuse.start : abuse.end] == "FUUUUCK OFF"


@pytest.mark.parametrize(
    "text",
    [
        "just to say the burst pipe is sorted now, the plumber came within the hour and was lovely, thanks to him",
        "Could you send me a copy of your domestic abuse policy, it is for my college course, thank you",
    ],
)
def test_a_danger_that_is_over_or_only_talked_about_is_looked_at_soon(rules: Triage, text: str) -> None:
    levels = {one.level for one in rules.judge(text, ItemKind.MESSAGE) if one.rule in ("urgent", "safeguarding")}
    assert levels == {Level.SOON}


@pytest.mark.parametrize(
    "text",
    [
        "thanks for the form, the lift is fine, but I smell gas in the close and nobody answers the phone",
        "You said that the burst pipe is sorted. It is not, the water is coming through the ceiling.",
    ],
)
def test_a_danger_in_calm_company_stays_above_the_deadlines(rules: Triage, text: str) -> None:
    assert rank(rules.judge(text, ItemKind.MESSAGE)) is Rank.NOW


def test_danger_in_passing_in_a_long_letter_is_found(rules: Triage) -> None:
    text = (
        "I am writing about the hedge at number four, which has been left since the spring. The bins were "
        "missed twice. The socket behind the cooker has gone brown and smells of fish, it trips and "
        "I keep putting it back on. "
        "I would also like to know when the windows will be cleaned. Kindly reply to each point."
    )
    assert rank(rules.judge(text, ItemKind.MESSAGE)) is Rank.NOW


def test_findings_come_loudest_first(rules: Triage) -> None:
    findings = rules.judge("thanks, but I smell gas and want to make a complaint", ItemKind.COMMENT)
    levels = [list(Level).index(finding.level) for finding in findings]
    assert levels == sorted(levels)
    assert marks(findings)[0] == "urgent"
    assert rank(findings) is Rank.NOW


def test_thanks_for_nothing_is_no_praise(rules: Triage) -> None:
    assert "thanks" not in found(rules, "thanks for nothing")
    assert "thanks" in found(rules, "thanks for everything")


def test_every_finding_names_a_clause_of_the_policy(westward: Policy, rules: Triage) -> None:
    for rule in RULES:
        assert westward.clause(rules._clauses[rule]) is not None, rule


def test_the_reason_that_lists_the_rule_gives_the_clause(westward: Policy) -> None:
    found = triage("you wankers", ItemKind.COMMENT, westward)[0]
    assert found.clause == next(row.clause for row in westward.core.removal_reason if "abuse" in row.rules)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("you wankers", ActionKind.REMOVE),
        ("call me on 07700 900123", ActionKind.REMOVE),
        ("you wankers, I want to kill myself", ActionKind.ESCALATE),
        ("smell of gas!", ActionKind.REPLY),
        ("my mp will hear about it", ActionKind.ESCALATE),
        ("this is a formal complaint", ActionKind.LOG_COMPLAINT),
        ("when is the fun day", ActionKind.REPLY),
        ("", ActionKind.REPLY),
    ],
)
def test_an_action_is_suggested(rules: Triage, text: str, action: ActionKind) -> None:
    assert suggested_action(rules.judge(text, ItemKind.COMMENT)) is action


def test_nothing_found_waits_for_its_deadline() -> None:
    assert rank(()) is Rank.DUE
    assert rank([Finding("issue", Level.NOTE, 0, 1, "W3.6", "why")]) is Rank.DUE


@pytest.mark.parametrize("name", ["langstane", "westward"])
def test_both_packs_know_their_own_region(name: str) -> None:
    said = {"langstane": ("yer a bawbag", "scunnered wi it"), "westward": ("you wazzock", "reported it dreckly")}[name]
    rules = Triage(load_policy(name))
    assert "abuse" in found(rules, said[0])
    assert "negative" in found(rules, said[1])


def test_a_pack_does_without_a_common_word(rules: Triage) -> None:
    said = "those dykes again"
    assert "prejudice" in found(rules, said)
    assert "prejudice" not in found(Triage(load_policy("langstane")), said)


@pytest.mark.parametrize("text", ["", "\ud800", "\x00" * 1000, "a" * 20_000, "no heating " * 2_000, "+" * 5_000])
def test_hostile_texts_are_judged_without_harm(rules: Triage, text: str) -> None:
    for finding in rules.judge(text, ItemKind.COMMENT):
        assert 0 <= finding.start < finding.end <= len(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Ceiling is bulging over the cot and it has started to drip on the light, what shall I do", "urgent"),
        ("nobody has seen the old fella downstairs since Friday and his milk is still on the step", "safeguarding"),
        ("I keep thinking everyone would manage better if I just was not here any longer", "safeguarding"),
    ],
)
def test_danger_is_seen_where_no_phrase_of_the_pack_says_so(rules: Triage, text: str, rule: str) -> None:
    first = rules.judge(text, ItemKind.MESSAGE)[0]
    assert (first.rule, first.level) == (rule, Level.NOW)
    assert 0 <= first.start < first.end <= len(text)


@pytest.mark.parametrize(
    "text", ["this rent will kill me", "the kids were on fire at the fun day", "fire safety leaflet came today, thanks"]
)
def test_what_only_sounds_like_danger_is_not_put_above_the_deadlines(rules: Triage, text: str) -> None:
    assert rank(rules.judge(text, ItemKind.COMMENT)) is Rank.DUE


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("i swear i'll batter him next time he comes round", "threat"),
        ("people like that should all be taken out and shot", "threat"),
        ("immigrants are nothing but vermin", "prejudice"),
        ("gay people should be locked away, hate all gay people", "prejudice"),
    ],
)
def test_a_threat_or_a_slur_is_told_by_how_it_is_said(rules: Triage, text: str, rule: str) -> None:
    assert rule in found(rules, text)


@pytest.mark.parametrize(
    "text",
    ["I am a gay man and a tenant here", "my neighbours are Muslims and lovely", "disabled people are welcome here"],
)
def test_naming_a_group_is_no_offence(rules: Triage, text: str) -> None:
    assert not {"abuse", "prejudice", "threat"} & set(found(rules, text))


@pytest.mark.parametrize(
    "text", ["what a w.a.n.k.e.r", "you w a n k e r s", "w-a-n-k-e-r", "right  w * a * n * k * e * r !"]
)
def test_a_severe_word_spelled_out_is_seen_through(rules: Triage, text: str) -> None:
    abuse = next(finding for finding in rules.judge(text, ItemKind.COMMENT) if finding.rule == "abuse")
    assert abuse.level is Level.NOW
    assert text[abuse.start].lower() == "w"


@pytest.mark.parametrize("text", ["flats A, B, C, D, E and F", "N H S G P", "T.B.C. for now", "a b c d e f g"])
def test_letters_that_spell_no_word_are_left_alone(rules: Triage, text: str) -> None:
    assert "abuse" not in found(rules, text)


def test_a_finding_points_at_words_that_tell_something(rules: Triage) -> None:
    text = "We have been passed from pillar to post for weeks with it, by your office and by the council."
    for one in rules.judge(text, ItemKind.MESSAGE):
        assert set(text[one.start : one.end].lower().strip(",. ").split()) - {"with", "it,", "by", "it", "and", "the"}
