"""How a promise is worded, how a half one is, and how a time by when it will be kept (LG2.4, LG3.1).

Expressions only; what follows from them is in `promises.py`.
"""

from __future__ import annotations

import re


def _any(words: str) -> str:
    """Alternatives, written with commas between."""
    return "|".join(word.strip() for word in words.split(","))


_PEOPLE = _any(
    "team, officer, plumber, electrician, engineer, joiner, roofer, surveyor, contractor, manager, adviser,"
    " advisor, colleague,"
    "fitter, glazier, gardener, caretaker, cleaner, inspector, operative, repairs?, workers?, staff, office,"
    " firm, company,"
    "supervisor, director, specialist, technician, tradesman, tradesperson, tradespeople, driver, crew, lads,"
    " painter,"
    "plasterer, coordinator, warden, handyman, people, person, member, helper, department, desk, councillor, council"
)
_WHO = (
    r"(?:we|i|somebody|someone|one of (?:us|the \w+|our \w+|my \w+)|"
    rf"(?:(?:our|the|a|an|my|your|another) (?:(?!that\b|which\b|who\b)[\w-]+ ){{0,3}}?|\w+ )(?:{_PEOPLE})s?"
    r"(?: (?:from|in|at|of) (?:(?:the|our|my) )?\w+(?: team)?)?)"
)
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
# What somebody will do that commits us to nothing that could be late.
_IDLE = _any(
    "be (?:happy|glad|pleased|delighted|able|sorry|here|there|open|closed|using|asking|treat\\w*|kept), never,"
    " not, need, want,"
    "have to, love, see, know, understand, say, stay, remain, keep (?:your|it|this|that|an eye|the), hold, treat,"
    " judge, miss, only,"
    "take (?:your|any|the|great) (?:\\w+ )?(?:seriously|seat), remember, still, cost, charge, accept, ever,"
    " no longer, find (?:it|that|them|our|us),"
    "look forward, always be, work with, do (?:all|everything|what), expect, listen, respect, protect,"
    " support you, continue,"
    "fill (?:it |this |that )?in, go through, show you, consider, use, hide, remove (?:any|comments), block, enjoy,"
    " get there, think"
)
_DONE = _any(
    "contacted, fixed, repaired, mended, replaced, sorted(?: out)?, cleared, cleaned, called, phoned, rung,"
    " visited, done, dealt with, looked (?:at|into),"
    "refunded, paid, back, in touch, with you, along, round, out, sent, passed, put right, resolved,"
    " investigated, reviewed, arranged,"
    "booked, removed, updated, answered, painted, cut, fitted, delivered, made safe, collected, there, over, chased,"
    "confirmed, announced, ordered, finished, completed, ready, installed, swept, swapped, emptied, rung,"
    " passed on, told,"
    "processed, issued, restored, working, looked after, picked up, taken away, followed up, responded to, escalated,"
    " put (?:in|on|up|back|through|away), actioned, carried out, taken care of, seen to, handled, tackled, addressed,"
    " redone, checked, inspected,"
    "tested, treated, topped up, credited, reimbursed, returned, emailed, texted, posted, corrected, amended, reset,"
    " brought (?:round|over|back|up), dropped (?:off|round), given, added to, moved, renewed, serviced, rebuilt,"
    " tidied, attended to, raised"
)
_COME = _any(
    "come, arrive, ring, call, phone, visit, ask, send, write, contact, message, get back, follow, reply,"
    " let you know,"
    "make contact, happen, take place, go ahead, report back"
)
_DO = _any(  # what people do; of things ("the page will tell you") it is no promise
    "update, tell, chase, look into, sort, arrange, begin, start,"
    "go out, go in, do (?:so|it|that|this), speak to, pass (?:it|this|that), pop (?:round|over|by), fix, repair,"
    " mend,"
    "book, check, email, text, post, deal with, pick (?:it|this) up, feed back, keep you (?:updated|posted|informed),"
    "revert, return, respond, answer, provide, confirm, advise, finish, complete, deliver, process, refund, reach out,"
    " be back, be round, be over, get (?:back|round|to|on|onto), see to, take care of, investigate, introduce,"
    " move, swap, sweep, drop (?:round|off|you), organise, set (?:it|this|that) up, put (?:it|this|that|you)"
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
_AT_IT = _any(
    "getting, sending, arranging, organising, booking, ordering, chasing, looking into, looking at, sorting, trying to,"
    " working (?:on|to|hard|through), investigating, checking, finding out, speaking (?:to|with), talking (?:to|with),"
    " waiting (?:for|on), dealing with, seeing to, following (?:it|this|that) up, doing (?:our|my|all|everything|what)"
)
_HANDED_ON = _any(
    "raised (?:with|to|by|as), passed (?:it |this |that |on |over )?(?:to|on), referred to, reported to, flagged "
    "(?:with|to|up),"
    " forwarded to, sent (?:on )?to (?:the|our) (?:\\w+ )?(?:team|department|office|manager|contractor), logged"
    " (?:with|for|as), escalated to, handed (?:over )?to, asked to,"
    "tasked (?:to|with), told to, assigned to, allocated to"
)
_SOMEBODY_ELSE = (
    rf"(?:(?:our|the|a|an|my|your|one of (?:our|the|my)) (?:[\w-]+ ){{0,3}}?(?:{_PEOPLE})s?|somebody|someone|"
    r"(?:him|her|them)|[A-Z]\w+)\b"
)
_NO_QUESTION = "(?<!when )(?<!whether )(?<!if )"
PROMISE = re.compile(
    r"(?<![\w'’])(?:"
    + "|".join(
        (
            # somebody will, is going to, plans to …
            rf"{_WHO}{_WILL}(?! (?:{_IDLE})\b){_ADVERB} (?!(?:{_IDLE})\b)\w+",
            rf"(?:and|who|but|then)(?: we| i| they)?(?:['’]ll| will| shall)(?! (?:{_IDLE})\b){_ADVERB}"
            rf" (?:be (?:{_DONE})|{_COME}|{_DO})\b",
            rf"(?:^|(?<=[.!?] ))will(?: be)? (?:{_COME}|{_DO}|{_DONE})\b",
            rf"{_WHO}(?: is| are|['’]re|['’]s) coming\b",
            # it will be done
            rf"{_NO_QUESTION}{_IT}{_WILL}{_ADVERB} (?:be (?:{_DONE})|{_COME})\b",
            rf"{_NO_QUESTION}{_IT} should{_ADVERB} (?:be (?:{_DONE})|arrive|happen|start|begin)\b",
            rf"{_NO_QUESTION}(?<!once ){_IT} gets? (?:{_DONE})\b",
            rf"(?:{_THINGS})(?:{_WILL}| should){_ADVERB} (?:be (?:{_DONE})|arrive|follow|start|begin)\b",
            # you will hear
            _HEARS,
            r"you (?:can|should)(?: also)? expect\b|expect to (?:hear|get|see)\b",
            rf"expect (?:an?|our|my|his|her|their|the|another) (?:\w+ )?(?:{_ANSWER})\b",
            r"you should(?: soon| then| shortly)? (?:get|receive|hear|be (?:contacted|called))\b",
            r"you should(?: soon| then| shortly)? see (?:the|your|a) (?:money|refund|payment)\b",
            r"(?:more|news|an update|details|a reply|an answer|a call) to follow\b|more soon\b|watch this space\b",
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
    )
    + ")",
    re.IGNORECASE,
)
# What commits us half: somebody is at it, was asked, or is told to have patience.
HALF_PROMISE = re.compile(
    r"(?<![\w'’])(?:"
    + "|".join(
        (
            rf"(?:they|{_WHO}) (?:can|could|ought to|should|needs? to|wants? to|would like to|ha(?:s|ve) to|may)"
            rf"{_ADVERB} (?:{_DO}|{_COME}|get|send|have|give|take a look|look)\b",
            rf"they{_WILL}(?! (?:{_IDLE})\b){_ADVERB} (?!(?:{_IDLE})\b)\w+",
            rf"(?:and|who|but|then)(?: (?:is|are|am)|['’](?:re|s|m)) (?:going|planning|hoping|due|"
            rf"set) to (?!(?:{_IDLE})\b)\w+",
            rf"(?:and|who) (?:will|shall)(?! (?:{_IDLE})\b){_ADVERB} (?!(?:{_IDLE})\b)\w+",
            rf"(?:{_THINGS}|money|cheque|heater|part|parts|letter|form)(?:{_WILL}| should| ought to) (?:reach|"
            rf"get to|come|be with)\b",
            r"(?:has|have|['’]s|['’]ve) (?:now |already |all )?been (?:told|informed|notified|alerted|instructed|"
            r"made aware|"
            r"briefed|chased|contacted)\b|knows? (?:all )?about (?:it|this|that)\b|(?:is|are|"
            r"['’]s) (?:now )?(?:on order|"
            r"being (?:made|ordered|planned|considered|reviewed|looked))\b",
            r"(?:be|hear) (?:the first|among the first) to\b|we['’]?(?: ha)?ve (?:got )?(?:this|it) (?:covered|"
            r"in hand)\b|"
            r"we['’]ve got (?:this|it)\b",
            rf"{_NO_QUESTION}(?:it|that|\w+){_WILL}{_ADVERB} (?:be|get) (?:{_DONE})\b",
            rf"(?:we|i|they|he|she|somebody|someone|{_WHO})(?:['’](?:re|m|s)| are| am| is)(?: all| now| still| also)? "
            rf"(?:{_AT_IT})\b",
            rf"(?:(?:has|have|had|['’]s|['’]ve|was|were) (?:now |also |just )?(?:been )?)(?:{_HANDED_ON})\b",
            rf"(?:i|we)(?:['’]ve| have)? (?:now |just |also )?(?:asked|told|got|had) (?:{_SOMEBODY_ELSE})"
            r" (?:team |crew )?(?:to |and )?(?:\w+ )?(?:call|ring|phone|look|come|get|sort|fix|check|give|arrange|"
            r"contact|"
            r"reply|visit|chase|pop|drop|go|see|send|write|message|investigate|follow|deal)\b",
            rf"(?:i|we)['’]?ll (?:get|have|ask|let) (?:{_SOMEBODY_ELSE})",
            r"(?:is|are|['’]s|['’]re|been put|been added|add(?:ed)? (?:it|this|that|you)|put (?:it|this|that|you)) "
            r"(?:on|to|in|at) (?:the|our|his|her|their) (?:very )?(?:list|radar|books?|system|queue|to-do list|"
            r"next round|"
            r"next run|top of the list|waiting list for)\b(?! (?:as|of)\b)",
            r"(?:next|soon|high|up) (?:in line|in the queue|on the list)\b|(?:won['’]t|will not|shouldn['’]t|"
            r"should not) (?:have (?:too )?long|be (?:too |very )?long|take (?:too )?long)\b",
            r"(?:is|are|['’]s|['’]re)(?: all| now| already)? on (?:its|their) way(?: to you)?\b|help is (?:coming|"
            r"at hand)\b",
            r"consider it (?:done|sorted|fixed)\b|rest assured\b|have (?:no fear|my word)\b|(?:any|one) (?:day|time|"
            r"minute)"
            r" now\b|not (?:too )?long (?:now|to wait)\b|(?:hang|sit) tight\b|stay tuned\b|(?:hang|hold) on\b|"
            r"all being well\b|fingers crossed\b|we haven['’]t forgotten\b|won['’]t forget\b",
        )
    )
    + ")",
    re.IGNORECASE,
)
_OCLOCK = _any("one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve")
_NUMBER = rf"(?:\d+|an?|{_OCLOCK}|fourteen|fifteen|twenty|thirty|half|few|couple)"
_MONTH = f"(?:{_any('january,february,march,april,may,june,july,august,september,october,november,december')})"
_PART = _any("minute,hour,day,week,month,year,morning,afternoon,evening,night,spring,summer,autumn,winter")
_NOW = _any(
    "today,tonight,tomorrow,(?:right|just) now,now(?=[.;!]|$),"
    "overnight,straight ?away,right away,immediately,at once,"
    "daily,noon,midday,midnight,lunch(?:time)?,teatime,weekend,christmas,easter,new year,hogmanay,half.term,closing,"
    "close of,within,first thing,before then,on the dot,to the minute,on the way,a morning or (?:an )?afternoon,"
    "as soon as (?:you|your|we (?:have|hear|get|receive)|i (?:have|hear|get|receive)|that['’]?s|"
    "it (?:arrives|opens|is (?:in|back|light|safe)))"
)
TIMESCALE = re.compile(
    rf"\{{timescale\}}|\b(?:{_NOW})\b|(?<!gets )(?<!get )(?<!has )(?<!have )\b{_NUMBER}(?: [\w-]+)? ?(?:minutes?|"
    rf"mins?|hours?|hrs?|days?|weeks?|months?)\b|"
    rf"\b(?:next|same|this|that|working|each|every|first) (?:working )?(?:{_PART})s?\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:mon|tues?|weds?|thurs?|fri|sat)\b(?= \d| at| by|[.,])|"
    rf"\b(?:by|before|until|till|from|in|on|of|for|at|late|early|mid|\d{{1,2}}(?:st|nd|rd|th)?)[ -]{_MONTH}\b|"
    rf"\b{_MONTH} \d|\b(?:end|start|beginning|middle|course) of (?:the|this|next|that|each|"
    rf"your) (?:working )?(?:{_PART})s?\b|"
    r"\b(?:at|by|before|after|from|until|till|to|between|around|about) (?:half |quarter )?(?:past |to )?"
    rf"(?:\d{{1,2}}(?![\d.]*%)|{_OCLOCK})(?:[:.]\d\d)?(?! (?:team|people|of|times|places))\b|\b\d{{1,2}}[:.]\d\d\b|"
    r"\b\d{1,2}\s?(?:am|pm)\b|\bthe \d{1,2}(?:st|nd|rd|th)\b|\bbefore (?:dark|anything|we|you(?! know it)|the|they)\b|"
    r"\bwhen we (?:open|re-?open)\b|\bthe (?:moment|minute|day|week|month|evening|morning|night) "
    r"(?:after|before|they|it|we|you|the)\b",
    re.IGNORECASE,
)
VAGUE_TIME = re.compile(rf"{_VAGUE}|\b(?:soon|shortly|as soon as possible|asap)\b", re.IGNORECASE)
_BE_IN_TOUCH = (
    "ring|call|phone|message|text|write|reply|answer|contact|update|tell|let you know|get back|come back to|"
    "be in touch|make contact|look into|check|find out|ask|chase"
)
IN_TOUCH = re.compile(
    rf"{_WILL} (?:\w+ ){{0,2}}?(?:{_BE_IN_TOUCH})\b|let me (?:look|check|find|ask|chase)\b", re.IGNORECASE
)
