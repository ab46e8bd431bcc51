"""Personal data found, left alone where there is none, and covered."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from console.model import Level
from console.rules.personal_data import mask, masked, personal_data

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
        ("QQ123456C no, AB 12 34 56 C", "nino", "AB 12 34 56 C"),
        ("my NI is QQ 12 34 56 C", "nino", "QQ 12 34 56 C"),
        ("NI number AB123456 they say", "nino", "AB123456"),
        ("AB-12-34-56-c", "nino", "AB-12-34-56-c"),
        ("nhs 485 777 3457", "nhs", "485 777 3457"),
        ("sort code 12-34-56 account 12345678", "bank", "12-34-56 account 12345678"),
        ("card 4111 1111 1111 1111", "card", "4111 1111 1111 1111"),
        ("GB82 WEST 1234 5698 7654 32", "iban", "GB82 WEST 1234 5698 7654 32"),
        ("dob 12/03/1984", "dob", "12/03/1984"),
        ("born on 3rd March 1984 in Truro", "dob", "3rd March 1984"),
        ("date of birth: 1984-03-12", "dob", "1984-03-12"),
        ("his dob was wrong, it's 12 Mar 1984", "dob", "12 Mar 1984"),
        ("12.3.84 is my date of birth", "dob", "12.3.84"),
        ("she is at 6 Trennick Vean", "address", "6 Trennick Vean"),
        ("flat 2, 14 Example Street", "address", "flat 2, 14 Example Street"),
        ("12a old mill lane", "address", "12a old mill lane"),
        ("14 The Crescent", "address", "14 The Crescent"),
        ("3 Harbour View Court", "address", "3 Harbour View Court"),
        ("Mill Lane, number 12", "address", "Mill Lane, number 12"),
        ("flat 12 Marram House", "address", "flat 12 Marram House"),
        (
            "zero seven seven double zero, nine double zero, one two three",
            "phone",
            "zero seven seven double zero, nine double zero, one two three",
        ),
        (
            "oh-seven-seven-oh-oh nine double-oh one-two-three",
            "phone",
            "oh-seven-seven-oh-oh nine double-oh one-two-three",
        ),
        ("oh one six three two 960 187", "phone", "oh one six three two 960 187"),
        ("07700 🙂 900 🙂 123", "phone", "07700 🙂 900 🙂 123"),
        ("０７７００ ９００１２３", "phone", "０７７００ ９００１２３"),
        ("07700\u200b900\u200b123", "phone", "07700\u200b900\u200b123"),
        ("o7700 9oo l23", "phone", "o7700 9oo l23"),
        ("07700900123xx", "phone", "07700900123"),
        ("call me on 7700 900123", "phone", "7700 900123"),
        ("mob07700900123", "phone", "07700900123"),
        ("01632 960123 ext 12", "phone", "01632 960123 ext 12"),
        ("+48 123 456 789", "phone", "+48 123 456 789"),
        ("jo @ example . org", "email", "jo @ example . org"),
        ("its jo dot hall at example dot co dot uk", "email", "jo dot hall at example dot co dot uk"),
        ("mail jo at gmail.com", "email", "jo at gmail.com"),
        ("E X 4 4 Q J", "postcode", "E X 4 4 Q J"),
        ("ex4.4qj", "postcode", "ex4.4qj"),
        ("nhs 4.8.5.7.7.7.3.4.5.7", "nhs", "4.8.5.7.7.7.3.4.5.7"),
        ("a/c 12345678 s/c 12-34-56", "bank", "12345678 s/c 12-34-56"),
        ("my sort code is 12 34 56", "bank", "12 34 56"),
        ("5555.5555.5555.4444", "card", "5555.5555.5555.4444"),
        ("3782 822463 10005", "card", "3782 822463 10005"),
        ("de89 3704 0044 0532 0130 00", "iban", "de89 3704 0044 0532 0130 00"),
        ("my neighbour Dave Pritchard at number 12", "name", "Dave Pritchard at number 12"),
        ("my neighbour dave in flat 3", "name", "dave in flat 3"),
        ("the woman at number 12, Karen Dodd", "name", "number 12, Karen Dodd"),
        ("…🙂\ufe0f my neighbour Dave Tully at number 12", "name", "Dave Tully at number 12"),
        ("MY NEIGHBOUR DAVE PRITCHARD AT NUMBER 12", "name", "DAVE PRITCHARD AT NUMBER 12"),
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
        "Order no. 07712345678", "job 4857773457", "open 07.30-12.30 13.00-17.00", "from 09.00 - 17.00, 0900 1700",
        "01.02.24, 03.04.24 and 05.06.24", "flats 01, 02, 03, 04, 05, 06", "lottery 1 2 3 4 5 6 7 8 9 10 11 12",
        "one, two, three, four, five", "M5 2hr delay", "Galaxy S8 8GB", "so 4 2nd", "at 10 15 20 a man came",
        "log in at outlook.com", "look at example.org", "https://example.org/07700900123",
        "DE89 3704 0044 0532 0130 01", "GB82 WEST 1234 5698 7654", "reported 12-10-24 under 12345678",
        "rent account number 12345678",
        "born and bred here since 1984", "dob 31/13/1984", "Built 12/03/1984", "3 skips outside Mill Lane",
        "2 way street", "100 yards up Mill Lane", "a 5 minute drive", "Water at number 12 is off",
        "neighbours in flat 3",
        "my neighbour at number 12 has none", "Universal Credit at number 10", "5 Star Way to treat people",
        "the over 60+ 10 20 30 40 50", "parts 4857773457 and 12345", "scanned 08 06 2022 4.45",
        "label 008400120", "ordered two for the hall, 4857773457",
        "3 potholes Union Street", "3 potholes union street", "Adele is at number 1 again", "says Boris from number 10",
        "Taylor Swift number 2 this week", "customer 4857773457", "10 litre tub, Mill Lane",
    ],
)  # fmt: skip
def test_ordinary_numbers_are_left_alone(text: str) -> None:
    assert personal_data(text, OWN) == []


def test_an_office_number_is_found_unless_something_says_whose_it_is() -> None:
    offices = ("council", "helpline")
    assert [one.detail for one in personal_data("ring me on 0330 123 4567", [], offices=offices)] == ["phone"]
    assert personal_data("ring the council on 0330 123 4567", [], offices=offices) == []
    assert personal_data("0800 111 999", ["0800 111 999"], offices=offices) == []
    assert personal_data("ring me on 0330 123 4567", []) == []


def test_a_part_of_a_published_address_is_no_finding() -> None:
    own = ["12 Example Road, AB99 2XX"]
    assert personal_data("12 Example Road AB99 2XX", own) == []
    assert [one.detail for one in personal_data("14 Example Road", own)] == ["address"]


def test_offsets_are_into_the_text_as_it_was_written() -> None:
    text = "ﬀ ﬀ Ａ\u0301 ring \u200b０７７００ ９００１２３ now"
    (found,) = personal_data(text, [])
    assert text[found.start : found.end] == "０７７００ ９００１２３"


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
        ("4111 1111 1111 1111", "•••• •••• •••• 1111"),
        ("my neighbour Ina Tully at number 4", "my neighbour ••• ••••• •• •••••• •"),
        ("at 6 Trennick Vean, go", "at • •••••••• ••••, go"),
        ("nothing here", "nothing here"),
    ],
)
def test_personal_data_is_covered(text: str, masked: str) -> None:
    assert mask(text, personal_data(text, [])) == masked


@given(
    some.text(alphabet=some.one_of(some.sampled_from("07 o-.@()/at dotABneighbour,no£+é🙂\ufe0f…"), some.characters()))
)
def test_whatever_is_written_spans_lie_in_it_and_masking_keeps_its_length(text: str) -> None:
    found = personal_data(text, [])
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert len(masked(text)) == len(text)


@pytest.mark.parametrize(
    "sample",
    ["0 ", "a", "1", "a@", "a.", "12-34-56 ", "1 aa ", "4 ", "07700 900123 ", "no 1 ", "00 44 ", "a at b dot ",
     "oh seven ", "gb82 ", "1 A Road ", "(at) a ", "1 1 1 1 1 1 1 4 ", "Dave at number 1 "],
)  # fmt: skip
def test_a_long_hostile_text_takes_its_length_in_time(sample: str) -> None:
    def time_of(characters: int) -> float:
        started = time.process_time()
        personal_data(sample * (characters // len(sample)), OWN)
        return time.process_time() - started

    time_of(1_000)  # what is made ready at first sight is not counted
    assert time_of(100_000) < 25 * time_of(10_000) + 0.2  # ten times as long; quadratic would be a hundred
