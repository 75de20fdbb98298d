"""Personal data that authors leave in notes and that is never published.

name@host.com · name#qq.com · name(at)host.com · QQ群：123456789 · 加微信 some_id · QQ：12345678
13800138000 · +86 138-0013-8000 · 010-62345678 · 电话：021 6234 5678
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from msgspec import Struct

from site_builder.model.source import Span
from site_builder.scan.patterns import lazy_pattern


class PrivateKind(Enum):
    """What a piece of personal data is, in the words of a diagnostic."""

    EMAIL = "e-mail address"
    GROUP = "chat group number"
    ACCOUNT = "chat account"
    PHONE = "telephone number"


class PrivateItem(Struct, frozen=True):
    """One piece of personal data."""

    span: Span
    """The number or address itself, without the words that announce it."""
    kind: PrivateKind
    """What it is."""


# Known ends keep ``W@x.shape`` and ``icon@2x.png`` out; a country's end has two letters.
_TOP_LEVEL = (
    "com|net|org|edu|gov|int|info|biz|name|pro|mobi|io|ai|me|cc|tv|dev|app|xyz|top|tech|club|vip|"
    "site|online|cloud|wang|email|mail|ink|fun|asia|group|work|studio|team|wiki|blog|school|"
    "academy|space|live|world|today|science|"
    "cn|hk|tw|mo|jp|kr|sg|my|in|id|th|vn|ph|au|nz|uk|ie|de|at|ch|fr|it|es|pt|nl|be|dk|se|no|fi|"
    "pl|cz|ru|ua|tr|il|ca|us|mx|br|ar|cl|za|eu"
)

# The providers people write with a sign other than "@" before them
_PROVIDERS = (
    r"(?:vip\.)?(?:qq|foxmail|163|126|139|sina|sohu|aliyun|gmail|googlemail|outlook|hotmail|live|"
    r"yahoo|icloud|protonmail)\.com|189\.cn|yeah\.net|proton\.me"
)

# name@host.com · "name (at) host (dot) com" ; not git@host.com:path, not a call W@x.to(…)
_EMAIL = lazy_pattern(
    rf"""
    (?<![\w.+%-])(?!git@)
    (?=[a-z0-9])[\w.+%-]{{1,64}}
    (?:[@＠]|[ ]?[\[(（【{{<][ ]?(?:at|@|\#)[ ]?[\])）】}}>][ ]?)
    (?:[a-z0-9-]{{1,63}}(?:\.|[ ]?[\[(（【][ ]?(?:dot|\.)[ ]?[\])）】][ ]?|[ ]dot[ ])){{1,6}}
    (?:{_TOP_LEVEL})
    (?![\w(\[-]|\.\w|:[\w~/.])
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

_DISGUISED_PROVIDERS = _PROVIDERS.replace(r"\.", r"(?:[.]|[ ]?[(（]dot[)）][ ]?|[ ]dot[ ])")

# name#qq.com · "name at gmail dot com" · "name AT qq.com"
_DISGUISED = lazy_pattern(
    rf"""
    (?<![\w.+%/\#=-])
    (?=[a-z0-9])[\w.+-]{{1,64}}
    (?:[ ]?[\#＃☆★][ ]?|[ ]at[ ])
    (?:{_DISGUISED_PROVIDERS})
    (?![\w(-]|\.\w)
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

# "QQ群：123456789、987654321" · "加群 123456789" ; 群论 and 群的阶 are mathematics
_GROUP = lazy_pattern(
    r"""
    (?:
        (?:(?<![a-z])q{1,2}|扣扣|企鹅|微信|交流|学习|讨论|答疑|互助|粉丝|技术|官方|课程|读者|[加入进])
        [ ]?(?:交流|学习|讨论|答疑|技术)?[ ]?群(?!论)
      | 群(?:聊)?号码?
      | 群(?=[ ]?[:：])
    )
    (?:[\s:：=*_()（）【】\[\]是为即号码聊]|\d[ ]?群){0,12}
    (?P<numbers>
        \d{5,12}(?![\w.%-]|[ ]?[个人名位条次元])
        (?:[ ]?[、,，/;；|和或 ][ ]?(?:[一二三四五六\d]群[ :：]?)?\d{5,12}(?![\w.%-])){0,9}
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)

_INVITATION = lazy_pattern(r"https?://(?:jq|qm)\.qq\.com/[\w?&=%./+-]+")

# "微信号：some_id" · "加微信 some_id" · "vx：ab12cd" ; 微信公众号 is public
_WECHAT = lazy_pattern(
    r"""
    (?:
        (?:微信|we[ ]?chat)[ ]?(?:号|id)?[ ]?(?:[:：=]|是|为)
      | (?:加|我的|个人|助手)[ ]?微信[ ]?号?
      | 微信号
      | (?<![a-z\d_.])[vw]x[ ]?号?[ ]?[:：](?=[\w-]*\d)
    )
    [\s*_【（(]{0,4}
    (?P<id>[a-z][a-z\d_-]{5,19})(?![\w-]|\.\w|://)
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

# "QQ：12345678" · "QQ号 12345678" · "加QQ12345678"
_QQ = lazy_pattern(
    r"""
    (?:(?<![a-z\d])qq[ ]?(?:号码?)?[ ]?(?:[:：=]|是|为)|(?:加|我的)[ ]?qq|qq号码?|扣扣号?)
    [\s*_:：【（(]{0,4}
    (?P<id>[1-9]\d{4,11})(?![\w.%-]|[ ]?[个人名位条次元])
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

# 13800138000 · 138-0013-8000 · +86 138 0013 8000 ; six noughts at the end are a round figure
_MOBILE = lazy_pattern(
    r"""
    (?<![\w./&?%\#=+@^{-])(?<![\d][,，])
    (?:
        (?:\+|00)86[ -]?1[3-9]\d[ -]?\d{4}[ -]?\d{4}
      | 1[3-9]\d-\d{4}-\d{4}
      | 1[3-9]\d(?!\d{2}0{6})\d{8}
    )
    (?![\w%^}]|[.,，-]\d)
    """,
    re.VERBOSE | re.ASCII,
)

# 010-62345678 · (0755) 12345678 ; area codes are 010, 02x and 03xx to 09xx
_LANDLINE = lazy_pattern(
    r"""
    (?<![\w./&?%\#=+@^{-])
    (?:\+86[ -]?)?
    (?:[(（](?:010|02\d|0[3-9]\d{2})[)）][ -]?|(?:010|02\d|0[3-9]\d{2})-)
    [2-8]\d{6,7}
    (?![\w%^}]|[.,，-]\d)
    """,
    re.VERBOSE | re.ASCII,
)

# "电话：021 6234 5678" · "Tel: +1 415 555 2671"
_ANNOUNCED = lazy_pattern(
    r"""
    (?:电话|手机|座机|热线|联系方式|(?<![a-z])(?:tel|phone|mobile|whatsapp))
    (?:号码?)?[ ]?[:：][ *_]{0,3}
    (?P<id>\+?[(（]?\d(?:[ ()（）-]{0,2}\d){6,14})
    (?![\w.]\d|:\d|\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)

# https://… · obsidian://… up to a blank, a bracket or a Han character
_ADDRESS = lazy_pattern(
    r"""(?<![a-z])[a-z][a-z+.-]{1,15}://(?-i:[^\s<>"'（）【】\u4e00-\u9fff]+)""", re.IGNORECASE
)

_NUMBER = lazy_pattern(r"\d{5,12}")

# What no match of _EMAIL without a sign "@", of _DISGUISED, _MOBILE and _LANDLINE is without, in
# small letters
_AT = lazy_pattern(r"[\[(（【{<][ ]?(?:at|\#)[ ]?[\])）】}>]", re.ASCII)
_AT_PROVIDER = lazy_pattern(
    rf"(?:[\#＃☆★][ ]?|[ ]at[ ])(?:{_DISGUISED_PROVIDERS})", re.ASCII | re.VERBOSE
)
_WITHIN = ("com", "189", "yeah", "proton")
_ELEVEN = lazy_pattern(r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}", re.ASCII)
_AREA = lazy_pattern(r"0(?:10|2\d|[3-9]\d\d)(?:[)）][ -]?|-)[2-8]\d{6}", re.ASCII)


class Lowered(Struct, frozen=True):
    """A text in small letters."""

    text: str
    """The whole text."""
    ascii: str
    """Its characters of ASCII alone: a third of most notes, and several times as soon searched."""

    def part_for(self, sign: str) -> str:
        """What ``sign`` is in if the text holds it."""
        return self.ascii if sign.isascii() else self.text


def lower_text(text: str) -> Lowered:
    """``text`` as it is looked at before anything is sought."""
    small = text.lower()
    return Lowered(small, small.encode("ascii", "ignore").decode("ascii"))


class Sought(Struct, frozen=True):
    """A pattern, and what every match of it holds: that is found much faster."""

    pattern: re.Pattern[str]
    kind: PrivateKind
    signs: tuple[str, ...] = ()
    """One of these, in small letters and none that only Unicode folds (i, k, s), or ``core``."""
    core: re.Pattern[str] | None = None
    """Of a text in small letters."""
    within: tuple[str, ...] = ()
    """One of these is in whatever ``core`` matches, where it has any."""
    group: str = ""
    """Group of the item; empty: the whole match."""

    def find(self, text: str, small: Lowered) -> Iterator[PrivateItem]:
        """The items in ``text``, which is given in small letters as well."""
        if not self.may_be_in(small):
            return
        for match in self.pattern.finditer(text):
            span = Span(*match.span(self.group or 0))
            if self.kind is PrivateKind.GROUP and self.group:
                for number in _NUMBER.finditer(text, span.start, span.end):
                    yield PrivateItem(Span(*number.span()), self.kind)
            else:
                yield PrivateItem(span, self.kind)

    def may_be_in(self, small: Lowered) -> bool:
        """Whether a text, given in small letters, may hold a match."""
        if any(sign in small.part_for(sign) for sign in self.signs):
            return True
        if self.core is None or (self.within and not any(w in small.ascii for w in self.within)):
            return False
        return self.core.search(small.text) is not None


SOUGHT = (
    Sought(_EMAIL, PrivateKind.EMAIL, ("@", "＠"), _AT),
    Sought(_DISGUISED, PrivateKind.EMAIL, core=_AT_PROVIDER, within=_WITHIN),
    Sought(_GROUP, PrivateKind.GROUP, ("群",), group="numbers"),
    Sought(_INVITATION, PrivateKind.GROUP, (".qq.com/",)),
    Sought(_WECHAT, PrivateKind.ACCOUNT, ("微信", "chat", "vx", "wx"), group="id"),
    Sought(_QQ, PrivateKind.ACCOUNT, ("qq", "扣扣"), group="id"),
)
"""What is private wherever it stands."""

SOUGHT_OUTSIDE_ADDRESSES = (
    Sought(_MOBILE, PrivateKind.PHONE, core=_ELEVEN),
    Sought(_LANDLINE, PrivateKind.PHONE, core=_AREA),
    Sought(
        _ANNOUNCED,
        PrivateKind.PHONE,
        ("电话", "手机", "座机", "热线", "联系方式", "tel", "phone", "mob", "what"),
        group="id",
    ),
)
"""What is private unless it is part of a web address."""


def find_private(text: str) -> tuple[PrivateItem, ...]:
    """The personal data in ``text``, in order and disjoint; code is searched as well."""
    small = lower_text(text)
    found = [item for sought in SOUGHT for item in sought.find(text, small)]
    phones = [item for sought in SOUGHT_OUTSIDE_ADDRESSES for item in sought.find(text, small)]
    if phones:
        addresses = [Span(*match.span()) for match in _ADDRESS.finditer(text)]
        found.extend(_outside(addresses, phones))
    found.sort(key=lambda item: (item.span.start, -item.span.end))
    items: list[PrivateItem] = []
    for item in found:
        if not items or item.span.start >= items[-1].span.end:
            items.append(item)
    return tuple(items)


def _outside(addresses: list[Span], items: Iterable[PrivateItem]) -> Iterator[PrivateItem]:
    """The items that are no part of a web address; both are few, addresses are in order."""
    position = 0
    for item in sorted(items, key=lambda item: item.span):
        while position < len(addresses) and addresses[position].end <= item.span.start:
            position += 1
        if position == len(addresses) or not addresses[position].overlaps(item.span):
            yield item
