"""Words that are spelt right and stand where another was meant."""

from __future__ import annotations

import pytest

from console.rules.confused import confusions
from console.rules.prose import Prose


def found(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.meant) for one in confusions(Prose(text).words)]


@pytest.mark.parametrize(
    ("text", "said", "meant"),
    [
        ("Your welcome to come along.", "Your", "you're"),
        ("We have got you're form.", "you're", "your"),
        ("Their will be a visit.", "Their", "there"),
        ("Thank you for letting us no.", "no", "know"),
        ("We was not told.", "was", "were"),
        ("You could of rung.", "of", "have"),
        ("We can except a photo.", "except", "accept"),
        ("Please do not loose the key.", "loose", "lose"),
        ("It is colder then last year.", "then", "than"),
        ("That is to late.", "to", "too"),
        ("The bin lorry comes everyday.", "everyday", "every day"),
        ("Bring a apron.", "a", "an"),
        ("It is an new door.", "an", "a"),
        ("The repair's are done.", "repair's", "repairs"),
        ("Then i will ring.", "i", "I"),
        ("We rang the the office.", "the ", ""),
    ],
)
def test_the_word_that_was_meant_is_told(text: str, said: str, meant: str) -> None:
    assert found(text) == [(said, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "Your repair is booked and you're on the list.",
        "There is their car.",
        "No, we do not know yet.",
        "If it were not for you, we would have lost it.",
        "Could it, of course, be later than May?",
        "Everyone except a few was told then.",
        "It is an hour, a one-off, a useful day and an honest answer.",
        "The tenant's door and everybody's bins are new. That's how it's done.",
        "He had had that that day, very very late. (i) A list.",
        "The lights were off. One of the lights was on.",
        "You were sorry to hear that, we know.",
        "It is up to you to say how long you need.",
        "If you'd rather we did it for you, message us by noon.",
        "Many ceilings are safe, but it's best to know where you stand.",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert found(text) == []
