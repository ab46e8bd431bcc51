"""What each rule is, said for a policy officer: what it sees, how loudly it may say so, and what of a pack it goes by.

Only facts about the rules themselves, which `triage.py` and `conduct.py` carry out; a pack's own settings are not here.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.model import Level
from console.rules.policy_texts import PromiseWords

_PHRASE = "a phrase of the pack"
_READS_SO = "what the whole text reads like"


@dataclass(frozen=True, slots=True)
class TriageFact:
    """A rule for what comes in. `lists` are those of `words.toml`; `levels` say when it is how loud."""

    does: str
    levels: tuple[tuple[Level, str], ...]
    lists: tuple[str, ...] = ()
    is_public_only: bool = False


@dataclass(frozen=True, slots=True)
class CheckFact:
    """A rule for what goes out; how loud it is stands in `outbound.py` and the pack. `settings` are key paths."""

    does: str
    lists: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


def _spoken(level: Level) -> tuple[tuple[Level, str], ...]:
    return ((level, f"by {_PHRASE}, or by {_READS_SO}"),)


_DANGER = (
    (Level.NOW, f"by {_PHRASE}, by {_READS_SO}, or by what two sentences in a row of a long one read like"),
    (
        Level.SOON,
        "where the whole text reads a little like it, or a phrase stands in one that reads calm and says "
        "that it is over: somebody should look",
    ),
)

TRIAGE_FACTS: dict[str, TriageFact] = {
    "safeguarding": TriageFact(
        "Sees that somebody may be at risk: self-harm, abuse at home, a child or an adult in danger, somebody missing.",
        _DANGER,
        ("safeguarding", "allowed"),
    ),
    "urgent": TriageFact(
        "Sees danger to people or property: gas, fire, flood, electrics, no heating with a baby or an old person.",
        _DANGER,
        ("urgent", "allowed"),
    ),
    "threat": TriageFact(
        "Sees that somebody is threatened with harm.", ((Level.NOW, f"by {_PHRASE}"),), ("threat", "allowed")
    ),
    "abuse": TriageFact(
        "Sees insults and swearing, also with letters doubled, hidden or spaced out; swearing at a thing is a note.",
        (
            (Level.NOW, "by a word of abuse_severe"),
            (Level.SOON, "by a word of abuse_crude"),
            (Level.SOON, 'by a word of abuse_mild with "you", "staff" or the association\'s name near it'),
            (Level.NOTE, "by a word of abuse_mild otherwise"),
        ),
        ("abuse_severe", "abuse_crude", "abuse_mild", "allowed"),
    ),
    "prejudice": TriageFact(
        "Sees slurs and statements against a group of people; a group's plain name is none.",
        ((Level.NOW, f"by {_PHRASE}"),),
        ("prejudice", "allowed"),
    ),
    "personal-data": TriageFact(
        "Sees what tells who or where somebody is, by its form and its check digits; the pack's own contacts and "
        "helplines are none, nor is an 03 or 08 number near a word that tells an office.",
        (
            (Level.NOW, "for numbers, e-mail and accounts"),
            (Level.SOON, "for a postcode, a street address or a name with it alone"),
        ),
        ("own_contacts", "helplines", "offices"),
        is_public_only=True,
    ),
    "reputation": TriageFact(
        "Sees that it may reach the press, the law or politics.", _spoken(Level.SOON), ("reputation",)
    ),
    "colleague": TriageFact("Sees that it is about a colleague's conduct.", _spoken(Level.SOON), ("colleague",)),
    "complaint": TriageFact("Sees that somebody complains and means it.", _spoken(Level.SOON), ("complaint",)),
    "spam": TriageFact("Sees advertising and scams.", _spoken(Level.SOON), ("spam",)),
    "negative": TriageFact(
        "Sees that somebody is dissatisfied, and scores how much: 0.5 where it begins, up to 1.",
        ((Level.NOTE, f"by {_PHRASE}, by {_READS_SO} and by words of feeling, added up"),),
        ("negative",),
    ),
    "issue": TriageFact("Sees that something is to be put right.", _spoken(Level.NOTE), ("issue",)),
    "feedback": TriageFact("Sees a suggestion.", _spoken(Level.NOTE), ("feedback",)),
    "question": TriageFact(
        "Sees a question, by its mark or by how a sentence begins. No words of the pack are needed.",
        ((Level.NOTE, "by its form"),),
    ),
    "thanks": TriageFact(
        'Sees thanks and praise, but not those of a complaint ("thanks for nothing").', _spoken(Level.NOTE), ("thanks",)
    ),
}

_ALLOWED = "conduct.allowed_words"

CHECK_FACTS: dict[str, CheckFact] = {
    "too-long": CheckFact("Counts the words before the link.", settings=("conduct.words_before_link",)),
    "no-link": CheckFact("Misses a link to the website.", settings=("domains.own", "link")),
    "foreign-link": CheckFact(
        "Points at a link to a domain that is neither ours nor listed, or to the home page instead of the page meant.",
        settings=("domains.own", "domains.listed", "link"),
    ),
    "emoji": CheckFact("Finds every emoji of Unicode's list; digits, © and ™ are none."),
    "emoticon": CheckFact("Finds faces made of signs; not those in links, nor kisses."),
    "spelling": CheckFact(
        "Finds words that the British list does not have, and slips that are words themselves.",
        ("known", "misspelt"),
        (_ALLOWED,),
    ),
    "american": CheckFact("Points out American spellings and words.", ("american",), (_ALLOWED,)),
    "readability": CheckFact(
        "Points at sentences that are too long, and says for what age a text reads.",
        settings=("conduct.sentence_words", "conduct.reading_age"),
    ),
    "jargon": CheckFact(
        "Finds words of the trade, with plain ones for them, and abbreviations that not everybody knows.",
        ("jargon",),
        (_ALLOWED,),
    ),
    "shouting": CheckFact("Finds capitals and rows of exclamation marks.", settings=(_ALLOWED,)),
    "personal-data": CheckFact(
        "Finds what tells who or where somebody is, what somebody owes and the number of their account, and other "
        "people's names in public; with where they live, in private too.",
        ("own_contacts", "helplines", "offices"),
    ),
    "placeholder": CheckFact("Finds what is not filled in yet.", settings=("link",)),
    "promise": CheckFact(
        "Finds a promise without a word about when; where it only says that somebody is at it, as a hint.",
        tuple(f"promises.{name}" for name in PromiseWords.__struct_fields__),
    ),
    "risky": CheckFact(
        "Finds wordings that admit liability, blame, mock or tell secrets, with a kinder way, and what offends; as a "
        "hint where the pack's advice begins with 'perhaps', and where a sentence only sounds like one of these, "
        "which was learned from examples.",
        ("risky", "abuse_severe", "abuse_crude", "abuse_mild", "prejudice", "threat", "allowed"),
        (_ALLOWED,),
    ),
    "no-apology": CheckFact(
        "Misses an apology where the answer, or what is answered, says that the mistake was ours.",
        ("admits", "let_down", "complains"),
    ),
    "no-complaint-route": CheckFact("Misses how to complain in the answer to a complaint.", ("complains",)),
    "repeated": CheckFact("Notices nearly the same answer as one just given to somebody else."),
}
