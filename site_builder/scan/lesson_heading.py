r"""One heading of an outline, whatever its form, taken apart.

10 10.2.4 梯度下降法 11:24           44 44.1. 某人采访某人 40:23      1 1.1 标题 02:45
P12 [2.7.1] -- 标题 1:02:03          第 9 集 标题                     12. 标题（05:33）
[第 9 集 标题](https://…?p=9) 05:33  7 7.1.2 标题 05:33 7.1.2 标题    1.2 标题 05:33
"""

from __future__ import annotations

import html
import re

from msgspec import Struct

from site_builder.model.timecode import parse_timecode
from site_builder.scan.links import AUTOLINK, BARE, INLINE
from site_builder.scan.numerals import NUMERAL, parse_numeral
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.titles import clean_title, plain_title


class LessonHeading(Struct, frozen=True):
    """What a heading says of a lesson."""

    number: int | None
    """The lesson's number; None where the heading begins with its place."""
    part: int | None
    """The part of the video that ``P12`` names; an address is in ``url``."""
    label: tuple[int, ...]
    """The numbers joined by full stops before the title; empty where there are none."""
    dotted: bool
    """Whether a full stop ends the label, as in ``44.1.``."""
    title: str
    """The title as a reader should see it; empty where there is none."""
    title_raw: str
    """The title as found, blanks collapsed."""
    duration: int | None
    """Seconds; None where no duration is given or ``bad_time`` is none."""
    bad_time: str
    """A duration that is no time, as ``05:75``; else empty."""
    url: str
    """The first address that the heading links; else empty."""

    @property
    def is_strong(self) -> bool:
        """Whether two of number, place and duration are there, as in hardly any other heading."""
        signs = (self.number is not None, bool(self.label), self._has_time)
        return bool(self.title) and sum(signs) >= 2

    @property
    def is_weak(self) -> bool:
        """Whether the heading has at least a number, a part or a duration, and a title."""
        return bool(self.title) and (self.number is not None or self._has_time or bool(self.url))

    @property
    def _has_time(self) -> bool:
        return self.duration is not None or bool(self.bad_time)


# "第 9 集" · "第十二讲：" · "P12" · "Lesson 3:" · "12" · "12." · "12、" before the rest
_LEAD = lazy_pattern(
    rf"""
    第\s*(?P<ordinal>{NUMERAL})\s*[集讲课节回期](?!程)\s*[:：、.,，|-]*\s*
  | P\s?(?P<part>\d{{1,4}})(?:[.、:：|_-]+\s*|\s+|(?=[\[【(（]))
  | (?:EP|Episode|Lesson|Lecture)\s*\.?\s*(?P<episode>\d{{1,4}})(?!\d)\s*[:：、.,，|-]*\s*
  | (?P<number>\d{{1,4}})(?:[.、:：)）](?!\d)\s*|\s+|(?=[\[【]))
    """,
    re.VERBOSE | re.IGNORECASE,
)

# "10.2.4" · "44.1." · "[2.7.1]" · "1.1欢迎" ; "2.0 版" and "3.2D" are titles
_LABEL = lazy_pattern(
    r"""
    (?P<open>[\[【(（])?\s*
    (?P<label>[1-9]\d{0,3}(?:[.．][1-9]\d{0,2}){1,3})
    (?P<dot>[.．])?
    \s*(?(open)[\]】)）])
    (?![\w.．%](?<![\u3400-\u9fff]))
    """,
    re.VERBOSE,
)

# "-- 标题" · "— 标题" · ": 标题"
_DASH = lazy_pattern(r"\s*[-–—―－‐‑‒−:：|·]*\s*")

# 05:33 · 1:02:03 · （05:33） · [05:33] ; before blanks or the end
_TIME = lazy_pattern(
    r"(?<![\d:：.])[(（\[【]?(?:时长\s*[:：]?\s*)?"
    r"(?P<time>\d{1,3}[:：]\d{2}(?:[:：]\d{2})?)[)）\]】]?(?=\s|$)"
)

_TIMES_READ = 8
"""Times of one heading that are tried as its duration, from the end."""

_MARKUP = lazy_pattern(r"\*\*|`|</?[A-Za-z][^<>]*>|\{[:#][^{}]*\}\s*$")
_CUT = lazy_pattern(r"(?:…+|\.{2,}|。。+)$")
_LETTER = lazy_pattern(r"\w")


def read_lesson_heading(text: str) -> LessonHeading | None:
    """What ``text``, a heading without its marks, says of a lesson; None where it says nothing.

    Args:
        text: The heading; addresses may stand in it, Liquid may not.
    """
    words, url = _without_links(text)
    words = html.unescape(_MARKUP.sub("", words)).strip()
    lead = _LEAD.match(words)
    position = lead.end() if lead else 0
    label = _LABEL.match(words, position)
    if lead is None and label is None and not _TIME.search(words) and not url:
        return None
    position = label.end() if label else position
    dash = _DASH.match(words, position)
    if dash and (lead or label):
        position = dash.end()
    number = _number(lead)
    numbers = _label_numbers(label)
    raw, time = _split_time(words[position:].strip(), words[:position])
    seconds = parse_timecode(time) if time else None
    return LessonHeading(
        number=number,
        part=int(lead["part"]) if lead and lead["part"] else None,
        label=numbers,
        dotted=bool(label and label["dot"]),
        title=clean_title(raw) if _LETTER.search(raw) else "",
        title_raw=" ".join(raw.split()),
        duration=int(seconds) if seconds is not None else None,
        bad_time=time if time and seconds is None else "",
        url=url,
    )


def _without_links(text: str) -> tuple[str, str]:
    """``text`` with links replaced by their words, and the first address."""
    urls: list[str] = []

    def words_of(match: re.Match[str]) -> str:
        urls.append((match["angle"] or match["target"] or "").strip())
        return "" if match["bang"] else match["title"]

    if "](" in text:
        text = INLINE.sub(words_of, text)
    for pattern in (AUTOLINK, BARE) if ":/" in text else ():
        urls.extend(match[0].strip("<>") for match in pattern.finditer(text))
        text = pattern.sub("", text)
    return text, urls[0] if urls else ""


def _number(lead: re.Match[str] | None) -> int | None:
    if lead is None:
        return None
    return parse_numeral(lead["ordinal"] or lead["part"] or lead["episode"] or lead["number"])


def _label_numbers(label: re.Match[str] | None) -> tuple[int, ...]:
    if label is None:
        return ()
    return tuple(int(number) for number in re.split("[.．]", label["label"]))


def _split_time(rest: str, before: str) -> tuple[str, str]:
    """The raw title in ``rest`` and the duration, empty where there is none.

    Behind the duration nothing may stand but the title once more, with or without its numbers.
    A title that the site cut short is taken from there.
    """
    for match in reversed(tuple(_TIME.finditer(rest))[-_TIMES_READ:]):
        title, tail = rest[: match.start()].rstrip(), rest[match.end() :].strip()
        if not tail:
            return title, match["time"]
        again = _without_numbers(tail, before)
        if _is_cut(title, again):
            return again, match["time"]
        if _same(title, again):
            return title, match["time"]
    return rest, ""


def _without_numbers(tail: str, before: str) -> str:
    """``tail`` without the numbers that the heading begins with, or the last of them."""
    for numbers in (before.strip(), *reversed(before.split())):
        if numbers and tail.startswith(numbers):
            return tail[len(numbers) :].strip()
    return tail


def _is_cut(title: str, again: str) -> bool:
    stem = _CUT.sub("", title)
    return stem != title and len(again) > len(stem) and _key(again).startswith(_key(stem))


def _same(title: str, again: str) -> bool:
    """Whether two titles are the same but for marks, blanks and a cut end."""
    one, other = sorted((_key(title), _key(again)), key=len)
    return bool(one) and other.startswith(one) and (len(one) >= 4 or one == other)


def _key(title: str) -> str:
    return "".join(char for char in plain_title(title).casefold() if char.isalnum())
