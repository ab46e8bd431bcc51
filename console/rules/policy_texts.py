"""The tables of a pack that hold words: house rules, notices, texts to start from, templates, and words to look for."""

from typing import Literal

from console.model import ItemKind, Operation
from console.rules.policy_table import Setting, Table


class HouseRule(Table, frozen=True, kw_only=True):
    """`[[house_rule]]`: what users of the page are asked to keep to; quoted in notices."""

    id: str
    text: str
    clause: str
    assumed: bool = False  # the wording is ours


class RemovalReason(Table, frozen=True, kw_only=True):
    """`[[removal_reason]]`: why something may be removed, under which house rule, and what is then posted.

    `notice` may hold `{house_rule}`, `{first_name}` and `{link:KEY}`. An empty notice posts nothing.
    """

    id: str
    title: str
    house_rule: str
    clause: str
    notice: str
    operation: Operation = Operation.HIDE
    rules: list[str] = []  # the triage rules that propose it
    is_strike: bool = True
    is_abuse: bool = False  # counts among the abuse whose time to removal is reported
    assumed: bool = False


class Sanctions(Setting, frozen=True, kw_only=True):
    """`[sanctions]`: when blocking somebody is proposed, and what they are told."""

    block_at_strikes: int
    strikes_expire_days: int
    block_notice: str
    extreme_rules: list[str] = []  # one finding of these is enough


class TermsNotice(Setting, frozen=True, kw_only=True):
    """`[terms]`: the notice every page carries; `channels` has the wording where one channel needs its own."""

    text: str
    channels: dict[str, str] = {}


class PrivateTexts(Setting, frozen=True, kw_only=True):
    """`[private_texts]`: what moving somebody to private starts with, to be changed before it leaves.

    Both may hold `{first_name}`, `{timescale}` and `{link:KEY}`; one of them at least says the timescale.
    """

    message: str  # to them alone
    public_line: str  # under what they wrote, so that others see that somebody is looking after it


class PrivateRoute(Setting, frozen=True, kw_only=True):
    """`[private_route]`: where somebody is sent whom we cannot message on the channel that they used.

    `text` may hold `{link:KEY}`, `{phone}` and `{email}`; the last two only once they are filled in.
    """

    text: str
    phone: str = ""
    email: str = ""


class Closing(Setting, frozen=True, kw_only=True):
    """`[closing]`: reasons that are offered where something is closed without an answer. Any other may be typed."""

    reasons: list[str]


class Signposting(Setting, frozen=True, kw_only=True):
    """`[signposting]`: replies of these `situations` say where help is; they come first after one of these findings."""

    rules: list[str]
    situations: list[str]


class ReferenceReply(Setting, frozen=True, kw_only=True):
    """`[complaints.reply]`: what a reply with the reference starts with, where no template for complaints gives one.

    `text` may hold `{first_name}`, `{timescale}` and `{link:KEY}`; it says the `{reference}`.
    """

    text: str


class Template(Table, frozen=True, kw_only=True):
    """`[[template]]` of `templates*.toml`: a reply somebody may send."""

    id: str
    title: str
    situation: str
    keywords: list[str]
    kinds: list[Literal["comment", "message"]]
    clauses: list[str]
    text: str
    examples: list[str]

    def fits(self, kind: ItemKind) -> bool:
        """Whether it may be used on an item of this kind: "comment" stands for everything public."""
        return self.is_for(kind.is_private)

    def is_for(self, is_private: bool) -> bool:
        """Whether it may be used in private, or in public."""
        return ("message" if is_private else "comment") in self.kinds


class PromiseWords(Table, frozen=True, kw_only=True):
    """How we promise something, and how we say by when. `*` is any one word, or any end of one."""

    people: list[str] = []  # who of ours does something
    idle: list[str] = []  # what somebody will do that commits us to nothing
    done: list[str] = []  # what will be done, or be
    comes: list[str] = []  # what people and things will do
    does: list[str] = []  # what only people do that commits us
    at_it: list[str] = []  # that somebody is at it
    handed_on: list[str] = []  # that it was handed on
    times: list[str] = []  # words that say when


class Words(Table, frozen=True, kw_only=True):
    """`words.toml`: what triage and the outbound check look for, by rule and strength."""

    abuse_severe: list[str] = []
    abuse_crude: list[str] = []
    abuse_mild: list[str] = []
    prejudice: list[str] = []
    threat: list[str] = []  # phrases
    urgent: list[str] = []
    safeguarding: list[str] = []
    reputation: list[str] = []
    complaint: list[str] = []
    negative: list[str] = []
    issue: list[str] = []
    feedback: list[str] = []
    thanks: list[str] = []
    spam: list[str] = []
    colleague: list[str] = []
    allowed: list[str] = []  # never abuse, whatever they contain
    jargon: dict[str, str] = {}  # word → plain word
    american: dict[str, str] = {}  # American → British
    risky: dict[str, str] = {}  # wording → a kinder way
    misspelt: dict[str, str] = {}  # slips that are words, or far from the one meant → what was meant
    known: list[str] = []  # words, names and places that are spelt right, whatever the list says
    admits: list[str] = []  # how an answer says that the mistake was ours
    let_down: list[str] = []  # how people say that we let them down
    complains: list[str] = []  # how people complain without the word
    own_contacts: list[str] = []  # the association's own published numbers and addresses
    helplines: list[str] = []  # numbers of others that anybody may publish
    promises: PromiseWords = PromiseWords()
    offices: list[str] = []  # words that tell, near an 03 or 08 number, that it is an organisation's
    without: list[str] = []  # phrases of the common list (`common_words.py`) that this pack does without
    concepts: dict[str, list[str]] = {}  # lists of phrases that say one thing, for "@name" in the lists above
