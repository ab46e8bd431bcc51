"""How a promise is worded, how a half one is, and how a time by when it will be kept (LG2.4, LG3.1).

The verbs, the people and the words that say when are the pack's (`[promises]` in words.toml); how they stand together
in a sentence is written here. What follows from them is in `promises.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from console.rules.policy_texts import PromiseWords


def _any(phrases: Iterable[str]) -> str:
    """Alternatives, the longest first. `*` is any one word, or any end of one; an apostrophe may be either sort."""
    escaped = (re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", " ") for phrase in phrases)
    listed = sorted((one.replace("'", "['’]") for one in escaped), key=len, reverse=True)
    return "|".join(listed) or "(?!)"


_IT = r"(?:they|he|she|it|this|that|these|those|your \w+(?: \w+)?|the \w+(?: \w+)?|everything|all of (?:it|this|that))"
_WILL = (
    r"(?:['’]ll| will| shall|(?:['’](?:m|re|s)| am| are| is) (?:going|hoping|planning|about|due|set|looking) to|"
    r" (?:aims?|hopes?|plans?|intends?|promises?|expects?|means?) to)"
)
_ADVERB = (
    r"(?: (?:\w+ly|also|then|both|now|just|soon|always|then|of course|gladly|do (?:our|my) (?:very )?best to|"
    r"try (?:to|and)|be able to|"
    r"aim to|make sure (?:to|that|we|somebody|someone)|make sure))*"
)
_HEARS = (
    r"you(?:['’]ll| will| shall|['’]re going to| are going to)(?: soon| then| also| shortly)? "
    r"(?:hear(?: back)?\b|get (?:a|an|your|the|one|another)\b|receive\b|be (?:contacted|called|phoned|told|sent|"
    r"refunded|paid|given)\b|"
    r"have (?:a|an|your|the) (?:answer|reply|call|letter|refund|visit|update)\b)"
)
_SOMEBODY = r"(?:we|they|he|she|i|somebody|someone)"
# A time that says none: nobody can hold us to it, and nobody knows when to ask again.
_VAGUE = "|".join(
    (
        r"(?<!please )at (?:the|our|his|their|my|its) (?:very )?(?:earliest|soonest)"
        r" (?:opportunity|convenience|possible)\b",
        r"\bin due course\b|\bbefore (?:too )?long\b|\bin the (?:near|not too distant) future\b|\bin good time\b",
        r"\bat some (?:point|stage)\b|\bsooner or later\b|\bone of these days\b|\bany time soon\b",
        r"\bas (?:soon|quickly|fast) as (?:we|they|he|she|it|i|somebody|someone|an? \w+|the \w+)"
        r"(?: possibly| is| are| am)? (?:can|could|able|free|available|gets?|has|have)\b",
        rf"\bwhen(?:ever)? {_SOMEBODY}(?: next)? (?:can|gets? (?:a|the|round|time)|(?:has|have) (?:a|the|time))\b",
        rf"\bwhen(?:ever)? {_SOMEBODY} (?:is|are|am) (?:able|free|available|less busy)\b",
        r"\bwhen (?:time|resources|staffing|the budget|funds) (?:allows?|permits?)\b",
    )
)
_ANSWER = "call|visit|letter|reply|answer|update|text|message|email|e-mail|decision|refund|response|appointment"
_THINGS = "details|dates|news|information|answers|payments?|works?|repairs|keys|replacements?|parts"
_NO_QUESTION = "(?<!when )(?<!whether )(?<!if )"
_OCLOCK = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_NUMBER = rf"(?:\d+|an?|{_OCLOCK}|fourteen|fifteen|twenty|thirty|half|few|couple)"
_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_PART = "minute|hour|day|week|month|year|morning|afternoon|evening|night|spring|summer|autumn|winter"
VAGUE_TIME = re.compile(rf"{_VAGUE}|\b(?:soon|shortly|as soon as possible|asap)\b", re.IGNORECASE)
_BE_IN_TOUCH = (
    "ring|call|phone|message|text|write|reply|answer|contact|update|tell|let you know|get back|come back to|"
    "be in touch|make contact|look into|check|find out|ask|chase"
)
IN_TOUCH = re.compile(
    rf"{_WILL} (?:\w+ ){{0,2}}?(?:{_BE_IN_TOUCH})\b|let me (?:look|check|find|ask|chase)\b", re.IGNORECASE
)
# What was told, or is known or ordered: nobody says that it will be done.
_TOLD = (
    r"(?:has|have|['’]s|['’]ve) (?:now |already |all )?been"
    r" (?:told|informed|notified|alerted|instructed|made aware|briefed|chased|contacted)\b",
    r"knows? (?:all )?about (?:it|this|that)\b",
    r"(?:is|are|['’]s) (?:now )?(?:on order|being (?:made|ordered|planned|considered|reviewed|looked))\b",
    r"(?:be|hear) (?:the first|among the first) to\b",
    r"we['’]?(?: ha)?ve (?:got )?(?:this|it) (?:covered|in hand)\b",
    r"we['’]ve got (?:this|it)\b",
)
_ASKED_TO = (
    "call|ring|phone|look|come|get|sort|fix|check|give|arrange|contact|reply|visit|chase|pop|drop|go|see|send|write|"
    "message|investigate|follow|deal"
)
# Waiting in a list or a queue, on the way, or "sit tight".
_PATIENCE = (
    r"(?:is|are|['’]s|['’]re|been put|been added|add(?:ed)? (?:it|this|that|you)|put (?:it|this|that|you))"
    r" (?:on|to|in|at) (?:the|our|his|her|their) (?:very )?(?:list|radar|books?|system|queue|to-do list|next round|"
    r"next run|top of the list|waiting list for)\b(?! (?:as|of)\b)",
    r"(?:next|soon|high|up) (?:in line|in the queue|on the list)\b",
    r"(?:won['’]t|will not|shouldn['’]t|should not)"
    r" (?:have (?:too )?long|be (?:too |very )?long|take (?:too )?long)\b",
    r"(?:is|are|['’]s|['’]re)(?: all| now| already)? on (?:its|their) way(?: to you)?\b",
    r"help is (?:coming|at hand)\b",
    r"consider it (?:done|sorted|fixed)\b",
    r"rest assured\b",
    r"have (?:no fear|my word)\b",
    r"(?:any|one) (?:day|time|minute) now\b",
    r"not (?:too )?long (?:now|to wait)\b",
    r"(?:hang|sit) tight\b",
    r"stay tuned\b",
    r"(?:hang|hold) on\b",
    r"all being well\b",
    r"fingers crossed\b",
    r"we haven['’]t forgotten\b",
    r"won['’]t forget\b",
)


def _one_of(*wordings: str) -> re.Pattern[str]:
    """Any of them, where a word begins."""
    return re.compile(rf"(?<![\w'’])(?:{'|'.join(wordings)})", re.IGNORECASE)


class PromiseWordings:
    """The expressions over one pack's words, each made when it is first needed."""

    def __init__(self, words: PromiseWords) -> None:
        self._people, self._idle, self._done = _any(words.people), _any(words.idle), _any(words.done)
        self._comes, self._does = _any(words.comes), _any(words.does)
        self._at_it, self._handed_on, self._times = _any(words.at_it), _any(words.handed_on), _any(words.times)
        self._who = (
            r"(?:we|i|somebody|someone|one of (?:us|the \w+|our \w+|my \w+)|"
            r"(?:(?:our|the|a|an|my|your|another) (?:(?!that\b|which\b|who\b)[\w-]+ ){0,3}?|\w+ )"
            rf"(?:{self._people})s?"
            r"(?: (?:from|in|at|of) (?:(?:the|our|my) )?\w+(?: team)?)?)"
        )
        self._somebody_else = (
            rf"(?:(?:our|the|a|an|my|your|one of (?:our|the|my)) (?:[\w-]+ ){{0,3}}?(?:{self._people})s?|"
            r"somebody|someone|"
            r"(?:him|her|them)|[A-Z]\w+)\b"
        )

    @cached_property
    def promise(self) -> re.Pattern[str]:
        """Somebody will do something, it will be done, or you will hear."""
        return _one_of(
            # somebody will, is going to, plans to …
            rf"{self._who}{_WILL}(?! (?:{self._idle})\b){_ADVERB} (?!(?:{self._idle})\b)\w+",
            rf"(?:and|who|but|then)(?: we| i| they)?(?:['’]ll| will| shall)(?! (?:{self._idle})\b){_ADVERB}"
            rf" (?:be (?:{self._done})|{self._comes}|{self._does})\b",
            rf"(?:^|(?<=[.!?] ))will(?: be)? (?:{self._comes}|{self._does}|{self._done})\b",
            rf"{self._who}(?: is| are|['’]re|['’]s) coming\b",
            # it will be done
            rf"{_NO_QUESTION}{_IT}{_WILL}{_ADVERB} (?:be (?:{self._done})|{self._comes})\b",
            rf"{_NO_QUESTION}{_IT} should{_ADVERB} (?:be (?:{self._done})|arrive|happen|start|begin)\b",
            rf"{_NO_QUESTION}(?<!once ){_IT} gets? (?:{self._done})\b",
            rf"(?:{_THINGS})(?:{_WILL}| should){_ADVERB} (?:be (?:{self._done})|arrive|follow|start|begin)\b",
            # you will hear
            _HEARS,
            r"you (?:can|should)(?: also)? expect\b|expect to (?:hear|get|see)\b",
            rf"expect (?:an?|our|my|his|her|their|the|another) (?:\w+ )?(?:{_ANSWER})\b",
            r"you should(?: soon| then| shortly)? (?:get|receive|hear|be (?:contacted|called))\b",
            r"you should(?: soon| then| shortly)? see (?:the|your|a) (?:money|refund|payment)\b",
            r"(?:more|news|an update|details|a reply|an answer|a call) to follow\b|more soon\b|"
            r"watch this space\b",
            # leave it with us
            r"(?:just )?leave (?:it|this|that) with (?:us|me)\b|(?:bear|bare) with us\b|(?:we|i) promise\b",
            r"let me (?:look|check|find|see|ask|chase|speak|get|sort|deal|pass|talk|come)\b",
            r"let us (?:check|find out|chase|look into|get back|come back)\b",
            r"(?:i|we)['’]?(?:m|re)? (?:will )?get(?:ting)? (?:someone|somebody|this|it)\b",
            r"(?:we|i)['’]?(?: are|re|m| am) on (?:it|the case)\b|you(?:['’]ll| will) be sorted\b",
            r"(?:it|this|that|everything)['’]?(?:s| is)(?: all| now)? in hand\b",
            r"\w+(?: is| are|['’]s|['’]re) being (?:looked (?:at|into)|dealt with|sorted|chased|arranged)\b",
            _VAGUE,
        )

    @cached_property
    def half(self) -> re.Pattern[str]:
        """What commits us half: somebody is at it, was asked, or is told to have patience."""
        return _one_of(*self._may_do_it(), *_TOLD, *self._are_at_it(), *_PATIENCE)

    def _may_do_it(self) -> tuple[str, ...]:
        """Somebody can, or should; they will, where it is not sure who; what is to arrive."""
        not_idle = rf"(?!(?:{self._idle})\b)"
        may = r"(?:can|could|ought to|should|needs? to|wants? to|would like to|ha(?:s|ve) to|may)"
        does = rf"(?:{self._does}|{self._comes}|get|send|have|give|take a look|look)\b"
        is_going = r"(?: (?:is|are|am)|['’](?:re|s|m)) (?:going|planning|hoping|due|set) to"
        things = rf"(?:{_THINGS}|money|cheque|heater|part|parts|letter|form)"
        return (
            rf"(?:they|{self._who}) {may}{_ADVERB} {does}",
            rf"they{_WILL}(?! (?:{self._idle})\b){_ADVERB} {not_idle}\w+",
            rf"(?:and|who|but|then){is_going} {not_idle}\w+",
            rf"(?:and|who) (?:will|shall)(?! (?:{self._idle})\b){_ADVERB} {not_idle}\w+",
            rf"{things}(?:{_WILL}| should| ought to) (?:reach|get to|come|be with)\b",
        )

    def _are_at_it(self) -> tuple[str, ...]:
        """It is being done, or was handed on to somebody else."""
        is_now = r"(?:['’](?:re|m|s)| are| am| is)(?: all| now| still| also)?"
        was = r"(?:(?:has|have|had|['’]s|['’]ve|was|were) (?:now |also |just )?(?:been )?)"
        asked = r"(?:i|we)(?:['’]ve| have)? (?:now |just |also )?(?:asked|told|got|had)"
        return (
            rf"{_NO_QUESTION}(?:it|that|\w+){_WILL}{_ADVERB} (?:be|get) (?:{self._done})\b",
            rf"(?:we|i|they|he|she|somebody|someone|{self._who}){is_now} (?:{self._at_it})\b",
            rf"{was}(?:{self._handed_on})\b",
            rf"{asked} (?:{self._somebody_else}) (?:team |crew )?(?:to |and )?(?:\w+ )?(?:{_ASKED_TO})\b",
            rf"(?:i|we)['’]?ll (?:get|have|ask|let) (?:{self._somebody_else})",
        )

    @cached_property
    def time(self) -> re.Pattern[str]:
        """By when, from when or within what time."""
        return re.compile(
            rf"\{{timescale\}}|\b(?:{self._times})\b|\bnow(?=[.;!]|$)|"
            rf"(?<!gets )(?<!get )(?<!has )(?<!have )\b{_NUMBER}(?: [\w-]+)? ?(?:minutes?|"
            rf"mins?|hours?|hrs?|days?|weeks?|months?)\b|"
            rf"\b(?:next|same|this|that|working|each|every|first) (?:working )?(?:{_PART})s?\b|"
            r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:mon|tues?|weds?|thurs?|fri|sat)\b(?= \d| at|"
            r" by|[.,])|"
            rf"\b(?:by|before|until|till|from|in|on|of|for|at|late|early|mid|\d{{1,2}}(?:st|nd|rd|"
            rf"th)?)[ -]{_MONTH}\b|"
            rf"\b{_MONTH} \d|\b(?:end|start|beginning|middle|course) of (?:the|this|next|that|each|"
            rf"your) (?:working )?(?:{_PART})s?\b|"
            r"\b(?:at|by|before|after|from|until|till|to|between|around|about) (?:half |quarter )?(?:past |to )?"
            rf"(?:\d{{1,2}}(?![\d.]*%)|{_OCLOCK})(?:[:.]\d\d)?(?! (?:team|people|of|times|places))\b|"
            rf"\b\d{{1,2}}[:.]\d\d\b|"
            r"\b\d{1,2}\s?(?:am|pm)\b|\bthe \d{1,2}(?:st|nd|rd|th)\b|\bbefore (?:dark|anything|we|you(?! know it)|"
            r"the|they)\b|"
            r"\bwhen we (?:open|re-?open)\b|\bthe (?:moment|minute|day|week|month|evening|morning|night) "
            r"(?:after|before|they|it|we|you|the)\b",
            re.IGNORECASE,
        )
