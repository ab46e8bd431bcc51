"""What an answer teaches of the template that was sent, and of the suggestion that was passed over."""

from __future__ import annotations

from datetime import UTC, datetime

from console.model import LearnedPhrase, Lesson, Offered
from console.rules.edits import Taken
from console.rules.lessons import lessons, passed_over, teaches

PHRASE = "the communal door buzzer is broken and nobody can get in"
OFFERED = Offered(("heating", "lift", "door"), fits=True)
ACCEPTED, REWRITTEN = Taken("lift", 0.1), Taken("lift", 0.8)


def known(id: int, template_id: str, text: str) -> LearnedPhrase:
    return LearnedPhrase(id, template_id, text, datetime(2026, 11, 20, tzinfo=UTC), "sam", accepted=1, people=1)


def test_the_first_suggestion_is_passed_over_when_another_template_or_a_free_reply_is_sent() -> None:
    assert passed_over(OFFERED, ACCEPTED) == "heating"
    assert passed_over(OFFERED, None) == "heating"


def test_nothing_is_passed_over_when_the_first_was_sent_or_begun_from_or_never_said_to_fit() -> None:
    assert passed_over(OFFERED, Taken("heating", 0.2)) is None
    assert passed_over(OFFERED, Taken("heating", 0.9)) is None
    assert passed_over(OFFERED, REWRITTEN) is None
    assert passed_over(Offered(("heating",), fits=False), None) is None
    assert passed_over(Offered(), None) is None


def test_an_accepted_answer_adds_its_message_to_the_template() -> None:
    assert lessons(PHRASE, ACCEPTED, None, []) == [Lesson("lift", True, text=PHRASE)]


def test_the_one_passed_over_learns_that_it_did_not_fit() -> None:
    assert lessons(PHRASE, ACCEPTED, "heating", []) == [
        Lesson("lift", True, text=PHRASE),
        Lesson("heating", False, text=PHRASE),
    ]
    assert lessons(PHRASE, None, "heating", []) == [Lesson("heating", False, text=PHRASE)]


def test_one_that_was_rewritten_teaches_nothing() -> None:
    assert lessons(PHRASE, REWRITTEN, passed_over(OFFERED, REWRITTEN), []) == []


def test_a_message_that_says_the_same_bears_out_the_phrase_and_adds_none() -> None:
    phrases = [known(7, "lift", "communal door buzzer is broken, nobody can get in"), known(8, "heating", PHRASE)]
    assert lessons(PHRASE, ACCEPTED, None, phrases) == [Lesson("lift", True, phrase_id=7)]


def test_a_message_that_is_like_it_bears_it_out_and_is_a_phrase_of_its_own() -> None:
    phrases = [known(7, "lift", "door buzzer broken, nobody can get in or out of the block")]
    assert lessons(PHRASE, ACCEPTED, None, phrases) == [
        Lesson("lift", True, phrase_id=7),
        Lesson("lift", True, text=PHRASE),
    ]


def test_a_message_about_something_else_leaves_the_phrase_alone() -> None:
    phrases = [known(7, "lift", "rent statement has not come this quarter")]
    assert lessons(PHRASE, ACCEPTED, None, phrases) == [Lesson("lift", True, text=PHRASE)]


def test_nothing_is_learned_where_somebody_may_be_at_risk() -> None:
    assert not teaches(("safeguarding", "issue"), {"safeguarding", "abuse"})
    assert teaches(("issue",), {"safeguarding", "abuse"})
