"""Personal data found, left alone where there is none, and covered."""

from __future__ import annotations

import time

import pytest

from console.model import Level
from console.rules.personal_data import mask, personal_data

OWN = ["01224 423000", "www.langstane-ha.co.uk", "contact@example.org", "AB99 2XX"]


@pytest.mark.parametrize(
    ("text", "detail", "span"),
    [
        ("ring 07700 900123 now", "phone", "07700 900123"),
        ("ring 07700-900-123", "phone", "07700-900-123"),
        ("ring 0 7 7 0 0 9 0 0 1 2 3 please", "phone", "0 7 7 0 0 9 0 0 1 2 3"),
        ("o77oo 9oo123", "phone", "o77oo 9oo123"),
        ("(01632) 960 123", "phone", "(01632) 960 123"),
        ("+44 7700 900123", "phone", "+44 7700 900123"),
        ("+44 (0)7700 900123", "phone", "+44 (0)7700 900123"),
        ("0044 7700 900123", "phone", "0044 7700 900123"),
        ("write to a.b@example.org.", "email", "a.b@example.org"),
        ("a.b (at) example (dot) org", "email", "a.b (at) example (dot) org"),
        ("jo at example dot org", "email", "jo at example dot org"),
        ("I live at EX99 1ZZ", "postcode", "EX99 1ZZ"),
        ("ab991zz is me", "postcode", "ab991zz"),
        ("NI number QQ123456C no, AB 12 34 56 C", "nino", "AB 12 34 56 C"),
        ("nhs 485 777 3457", "nhs", "485 777 3457"),
        ("sort code 12-34-56 account 12345678", "bank", "12-34-56 account 12345678"),
        ("card 4111 1111 1111 1111", "card", "4111 1111 1111 1111"),
        ("GB82 WEST 1234 5698 7654 32", "iban", "GB82 WEST 1234 5698 7654 32"),
        ("dob 12/03/1984", "dob", "12/03/1984"),
        ("born on 3rd March 1984 in Truro", "dob", "3rd March 1984"),
        ("she is at 6 Trennick Vean", "address", "6 Trennick Vean"),
        ("flat 2, 14 Example Street", "address", "flat 2, 14 Example Street"),
        ("12a old mill lane", "address", "12a old mill lane"),
    ],
)
def test_personal_data_is_found(text: str, detail: str, span: str) -> None:
    found = personal_data(text, OWN)
    assert [(finding.detail, text[finding.start : finding.end]) for finding in found] == [(detail, span)]


@pytest.mark.parametrize(
    "text",
    [
        "call us on 01224 423000", "or +44 1224 423000", "mail contact@example.org", "our office AB99 2XX",
        "Samaritans 116 123 and NHS 111", "gas 0800 111 999", "helpline 0808 2000 247", "3 weeks down the road",
        "2 years in this place", "£1,250.00 a month", "since 12/03/2024", "from 01-02-2024 to 05-06-2024",
        "flat g4 2nd floor", "order 123456789", "room 4 at the back", "reference CMP-000123", "it is 20 degrees",
        "4111 1111 1111 1112", "485 777 3458", "http://example.org/2024/05/0123456", "5 times in a row",
        "10 minutes walk",
        "at 6.30 on 14 November", "QQ123456C", "they came at noon dot", "",
    ],
)  # fmt: skip
def test_ordinary_numbers_are_left_alone(text: str) -> None:
    assert personal_data(text, OWN) == []


def test_where_somebody_lives_is_quieter_than_a_number_to_ring() -> None:
    levels = [finding.level for finding in personal_data("07700 900123, EX99 1ZZ", [])]
    assert levels == [Level.NOW, Level.SOON]
    assert {finding.level for finding in personal_data("07700 900123, EX99 1ZZ", [], level=Level.STOP)} == {Level.STOP}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("call 07700 900789 now", "call 07••• •••789 now"),
        ("a.b@example.org or EX99 1ZZ", "a.•@•••••••.••• or EX•• •••"),
        ("12-34-56 acc 12345678", "••-••-•• ••• ••••••••"),
        ("at 6 Trennick Vean, go", "at • •••••••• ••••, go"),
        ("nothing here", "nothing here"),
    ],
)
def test_personal_data_is_covered(text: str, masked: str) -> None:
    assert mask(text, personal_data(text, [])) == masked


@pytest.mark.parametrize("sample", ["0 ", "a", "1", "a@", "a.", "12-34-56 ", "1 aa "])
def test_a_long_hostile_text_is_looked_through_in_time(sample: str) -> None:
    started = time.perf_counter()
    personal_data(sample * (100_000 // len(sample)), OWN)
    assert time.perf_counter() - started < 3  # a tenth of that when nothing else runs; quadratic would be minutes
