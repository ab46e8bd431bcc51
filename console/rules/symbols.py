"""Where a text has emoji and emoticons (L5.9). Digits, © and ™, links and kisses ("xx") are neither."""

from __future__ import annotations

import re

# Extended_Pictographic also covers text symbols that nobody means as emoji; with U+FE0F behind them they are.
_TEXT_SYMBOLS = r"©®\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u25aa\u25ab\u25b6\u25c0\u3030\u303d\u3297\u3299"
_PICTURE = rf"(?:\p{{Extended_Pictographic}}(?<![{_TEXT_SYMBOLS}])|[{_TEXT_SYMBOLS}](?=\uFE0F))"
_ONE = rf"(?:{_PICTURE}\uFE0F?\p{{Emoji_Modifier}}?)"
_EMOJI = (
    rf"{_ONE}[\U000E0020-\U000E007F]*(?:\u200D{_ONE})*"
    r"|\p{Regional_Indicator}{1,2}|[0-9#*]\uFE0F?\u20E3|\p{Emoji_Modifier}"
)

# Faces are told by shape; those that end in a letter or digit need space around, "8)" and "1:3" are none.
_EMOTICON = re.compile(
    r"(?<![\w:;=(/])(?:[:;=]['’]?[-o^]?[DPpOo3*XxSs]|[xX]D|8-\)|<3(?!\s*(?:\d|hours?|days?|weeks?|months?|beds?|%|[cm]?m\b)))(?!\w)"
    r"|(?<=\w)(?::-?[DPp]|<3)(?=\s*$)"
    r"|(?<![:;=])[:;=]['’]?[-o^]?[)\](|](?!\w)"
    r"|(?<!\S):['’]?-?[/\\](?![/\w])|[:;]-[/\\](?!/)"
    r"|(?<!\S)=-?[/\\](?!\S)|(?<!\S)\\o/(?!\w)|(?<=[a-z] )(?<!(?:lock|flat|band|part|oute|tion|nits|unit) )D:(?=\s|$)"
    r"|(?<!\w)(?:\^_?\^|-_+-|[oOTt]_[oOTt]|[>]:\(|\(:|¯\\_\(ツ\)_/¯|</3)(?!\w)"
)


def emoji_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every emoji sequence: a flag, a family or a keycap is one."""
    if text.isascii():
        return []
    import regex  # type: ignore[import-untyped, unused-ignore]  # knows Unicode's emoji properties; 25 ms to import, and most answers are plain ASCII

    return [match.span() for match in regex.finditer(_EMOJI, text)]


def emoticon_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every face made of punctuation."""
    return [match.span() for match in _EMOTICON.finditer(text)]
