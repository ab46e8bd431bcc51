"""The inboxes that the golden screens show: invented here, so that no fixture's change alters a picture."""

from __future__ import annotations

from console.model import Incoming
from tests.ui.stage import comment, message

ABUSE = "you useless fucking cunts"
THREAT = (
    "Send that bailiff round again and I'll put him in the hospital. Got a bat behind the door with his name on it."
)
HEATING = "The heating has been off since Monday and my mum is 84, can somebody come please"
DAMP = (
    "Third winter with black mould in my boy's bedroom. Reported it in April, July and last month, never a reference."
)
TEXTS = (
    ("Wilma Brightwater", HEATING),
    ("Tomos Pennycross", "Lift stuck again at Hollow Court, third floor, with a pushchair in it"),
    ("Gwen Applegarth", "Thank you to the lad who mended my gate, proper job"),
    ("Ferdy Oakhampton", "You lot put the service charge up by a third and we haven't seen a gardener since Easter"),
    ("Mabel Thistlewood", "When is the next swap day? My number is 07700 900123, ring me after four"),
    ("Ansel Copplestone", ABUSE),
    ("Bronagh Silverlock", DAMP),
    ("Kasper Wolodarski", "Can smell gas in the hallway by the meter cupboard, who do we ring??"),
    ("Odette Merryfield", "🎉 garden day was brilliant 👏👏 see you all next year"),
    ("Win A Prize Now", "Tenants!! You are owed a £600 grant. Confirm your bank card today: https://example.com/grant"),
    ("Rufus Underhill", "Do you take dogs in the new flats by the station?"),
    ("Elspeth Nightingale", "?"),
)


def full_inbox() -> list[Incoming]:
    """Thirty items: some late, most not; comments, and every fifth a private message."""
    return [_item(number, *TEXTS[number % len(TEXTS)]) for number in range(30)]


def _item(number: int, name: str, text: str) -> Incoming:
    minutes = 7 + number * 11 + (number % 3) * 4
    if number % 5 == 4:
        return message(number + 1, text, name=name, minutes=minutes)
    return comment(number + 1, text, name=name, minutes=minutes)


HOSTILE = (
    ("[bold]Bold[/] Name[/]", "Heating off [/] again [@click=app.quit]press[/] [red on white]x[/]"),
    (
        "Esc \x1b[31mred\x1b[0m",
        "before \x1b[2J\x1b[Hafter \x1b]52;c;AAAA\x07 \x1b]8;;https://example.com\x1b\\link\x1b]8;;\x1b\\",
    ),
    ("C1 \x9b31m", "eight bit \x9b2J and \x90dcs\x9c and \x85 next line"),
    ("Bidi \u202eevil", "\u202egnp.exe\u202c and \u2067isolated\u2069 and \u200f mark"),
    ("Zero\u200bwidth", "ad\u200bm\u200din \u2060joined\ufeff"),
    ("Z\u0351\u0352\u0353\u0354\u0355a\u0351\u0352\u0353lgo", "flood e" + "\u0301" * 40 + " end"),
    ("Wide 漢字かな", "漢字かなカナ한국어 and 👩‍👩‍👧‍👦 and 🏴󠁧󠁢󠁳󠁣󠁴󠁿 and 🫨"),
    ("RTL שלום", "שלום עולם مرحبا بالعالم left again"),
    ("Long", "x" * 3000),
    ("New\nlines\ttabs", "one\r\ntwo\rthree\ttab\x00null\x07bell\x08back\x7fdel"),
    ("=1+1", '=HYPERLINK("https://example.com","x") {first_name} %s {0}'),
)


def hostile_inbox() -> list[Incoming]:
    """One item for each way to attack a terminal."""
    return [comment(number, text, name=name) for number, (name, text) in enumerate(HOSTILE, start=1)]
