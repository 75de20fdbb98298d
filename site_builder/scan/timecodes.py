"""Times in notes that point into a video, in every form that note-taking tools write.

[00:59](url)  [[00:59]](url)  [[00:59](url)]  [00:59 → 01:20](url)  [words](url#t=59)  <url?t=59>
{{youtube-timestamp 59}}   and, where the video is known, [00:59] or (00:59) before a line's words
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.reference import Link, LinkForm, Moment
from site_builder.model.source import Source, Span
from site_builder.model.timecode import format_timecode, parse_timecode
from site_builder.model.video import Platform, VideoPlace
from site_builder.scan.links import find_links
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions
from site_builder.scan.video_urls import (
    TimeRange,
    find_times,
    parse_video_url,
    repair_url,
    strip_site_suffix,
)

LIMIT = 360_000
"""Seconds (100 hours) from which on a time is a slip of the keyboard."""

# 05:33 · 1:02:03 · 03:75 (which is no time, and is said to be none) · 00:59.99
_CLOCK = r"\d{1,3}[:：]\d{2}(?:[:：]\d{2})?(?:\.\d{1,9})?"

# 00:59 · 00:59 → 01:20 · 00:59 讲损失函数
_LABEL = lazy_pattern(
    rf"""
    [^\w\[(]{{0,8}}
    (?P<start>{_CLOCK})(?!\d)
    (?:\s*(?:→|->|=>|[-–—~～至到])\s*(?P<end>{_CLOCK})(?!\d))?
    (?P<words>.*)
    """,
    re.VERBOSE | re.DOTALL,
)

# "- [03:15] 梯度" · "（03:15）梯度" · "[[03:15]] 梯度"
_BARE = lazy_pattern(
    rf"""
    ^[ \t]*(?:(?:[-*+>]|\d{{1,3}}[.)、])[ \t]+)*
    (?P<moment>
      (?:\[{{1,2}}|[(（【])
      (?P<label>{_CLOCK}(?:[ ]?(?:→|->|[-–—~～至到])[ ]?{_CLOCK})?)
      (?:\]{{1,2}}|[)）】])
    )
    (?![(\[:\]])
    """,
    re.VERBOSE | re.MULTILINE,
)

_TEMPLATE = lazy_pattern(
    r"\{\{[ ]*(?:youtube|bilibili|video)-timestamp[ ]+(?P<time>[\d:.]{1,12})[ ]*\}\}"
)

_BRACKETS = "[]()（）【】 "


class _Label(Struct, frozen=True):
    text: str
    """As written, without brackets."""
    time: TimeRange | None
    """What it says; None where it names no time."""
    only_time: bool
    """Whether it holds nothing else."""
    fault: str
    """Why its figures are no time; empty where they are or there are none."""


def find_moments(
    source: Source, regions: Regions, within: Span, default: VideoPlace | None
) -> Outcome[tuple[Moment, ...]]:
    """The times of ``within`` that point into a video, in the order of the text.

    Where label and address differ, the address counts; of an address with two times, the one
    that agrees with the label. Links to a video without any time are no moments.

    Args:
        source: The text.
        regions: Regions of the whole text.
        within: The stretch searched.
        default: Video, and part, of times that name none; None where that is unknown.
    """
    found = tuple(_all_moments(source, regions, within, default))
    moments = sorted((m for m, _ in found if m is not None), key=lambda moment: moment.span)
    diagnostics = sorted((d for _, ds in found for d in ds), key=_position)
    return Outcome(tuple(_disjoint(moments)), tuple(diagnostics))


def _all_moments(
    source: Source, regions: Regions, within: Span, default: VideoPlace | None
) -> Iterator[tuple[Moment | None, tuple[Diagnostic, ...]]]:
    """What each form finds outside code, mathematics and comments; one place may occur twice."""
    text = source.text
    for link in find_links(text, regions, within):
        if regions.at(link.span.start) is None:
            yield _linked_moment(source, link, default)
    for match in _TEMPLATE.finditer(text, within.start, within.end):
        if regions.at(match.start()) is None:
            yield _template_moment(source, match, default)
    if default is None or not _is_exact(default):
        return
    for match in _BARE.finditer(text, within.start, within.end):
        if regions.at(match.start("moment")) is None:
            yield _bare_moment(source, match, default)


def _linked_moment(
    source: Source, link: Link, default: VideoPlace | None
) -> tuple[Moment | None, tuple[Diagnostic, ...]]:
    repaired = repair_url(link.url)
    place = parse_video_url(repaired or link.url)
    if place is None:
        return None, ()
    label = _parse_label(link.title if link.form is LinkForm.INLINE else "")
    span = _with_brackets(source.text, link.span)
    time = _choose_time(link.url, label)
    if time is None and label.time is not None and label.only_time:
        time = label.time
    diagnostics = _label_diagnostics(source, span, label, time)
    if time is not None and time.start >= LIMIT:
        message = f"time of {time.start:.0f} s is longer than any video"
        diagnostics = (Diagnostic("VID102", message, source.path, span),)
        time = label.time if label.only_time else None
    if time is None or _names_a_page(link.title, label, time):
        return None, diagnostics
    if time.end is None and label.time is not None:
        time = TimeRange(time.start, label.time.end)
    if repaired is not None:
        message = f"address {link.url.partition('?')[0]} has a broken host"
        note = f"write {repaired}"
        diagnostics = (*diagnostics, Diagnostic("VID103", message, source.path, span, note))
    moment = _moment(span, place, time, label.text, default)
    return moment, diagnostics


def _choose_time(url: str, label: _Label) -> TimeRange | None:
    """The time that ``url`` names; of two the fragment's, unless only the other fits the label."""
    times = find_times(url)
    if times.fragment is None or times.query is None:
        return times.fragment or times.query
    if label.time is not None:
        wanted = label.time.start
        if not _agree(times.fragment.start, wanted) and _agree(times.query.start, wanted):
            return times.query
    return times.fragment


def _label_diagnostics(
    source: Source, span: Span, label: _Label, time: TimeRange | None
) -> tuple[Diagnostic, ...]:
    if label.fault:
        note = "write minutes and seconds, as in [12:05]"
        return (Diagnostic("VID102", label.fault, source.path, span, note),)
    if time is not None and label.time is not None and not _agree(time.start, label.time.start):
        message = (
            f"label {label.text} contradicts its address, which says {format_timecode(time.start)}"
        )
        return (Diagnostic("VID101", message, source.path, span),)
    return ()


def _names_a_page(title: str, label: _Label, time: TimeRange) -> bool:
    """Whether the link is one to a whole page whose copied address happens to hold a time."""
    if label.time is not None or label.fault:
        return False
    return bool(title) and (time.start < 1 or strip_site_suffix(title) != title)


def _template_moment(
    source: Source, match: re.Match[str], default: VideoPlace | None
) -> tuple[Moment | None, tuple[Diagnostic, ...]]:
    span = Span(*match.span())
    text = match["time"]
    seconds = parse_timecode(text) if ":" in text else _number(text)
    if seconds is None or seconds >= LIMIT:
        message = f"timecode {text} is no time"
        return None, (Diagnostic("VID102", message, source.path, span),)
    if default is None:
        message = f"time {format_timecode(seconds)} names no video, and the note names none"
        return None, (Diagnostic("VID106", message, source.path, span),)
    time = TimeRange(seconds)
    return _moment(span, default, time, format_timecode(seconds), default), ()


def _bare_moment(
    source: Source, match: re.Match[str], default: VideoPlace
) -> tuple[Moment | None, tuple[Diagnostic, ...]]:
    span = Span(*match.span("moment"))
    label = _parse_label(match["label"])
    diagnostics = _label_diagnostics(source, span, label, None)
    if label.time is None:
        return None, diagnostics
    return _moment(span, default, label.time, label.text, default), diagnostics


def _moment(
    span: Span, place: VideoPlace, time: TimeRange, label: str, default: VideoPlace | None
) -> Moment:
    part = place.part
    if part is None and default is not None and default.video == place.video:
        part = default.part
    end = None if time.end is None or time.end <= time.start else int(time.end)
    return Moment(
        span=span,
        video=place.video,
        part=part or 1,
        seconds=int(time.start),
        end_seconds=end if end is not None and end < LIMIT else None,
        label=label or format_timecode(time.start),
    )


def _parse_label(title: str) -> _Label:
    text = title.strip(_BRACKETS)
    match = _LABEL.fullmatch(text)
    if match is None:
        return _Label(text, None, only_time=False, fault="")
    only_time = not match["words"].strip()
    start = parse_timecode(match["start"])
    end = parse_timecode(match["end"]) if match["end"] else None
    if start is None or (match["end"] and end is None):
        return _Label(
            text, None, only_time, _fault(match["start"] if start is None else match["end"])
        )
    return _Label(text, TimeRange(start, end), only_time, "")


def _fault(clock: str) -> str:
    """What is wrong with figures that are no time."""
    figures = re.split("[:：]", clock)
    seconds = int(figures[-1].partition(".")[0])
    if seconds > 59:
        return f"timecode [{clock}] has {seconds} seconds; at most 59 are possible"
    return f"timecode [{clock}] has {int(figures[-2])} minutes; at most 59 are possible"


def _with_brackets(text: str, span: Span) -> Span:
    """``span`` with the brackets around it in ``[[00:59](url)]``."""
    if text[span.start - 1 : span.start] == "[" and text[span.end : span.end + 1] == "]":
        return Span(span.start - 1, span.end + 1)
    return span


def _is_exact(default: VideoPlace) -> bool:
    """Whether a bare time in a note on ``default`` can only mean one place."""
    return default.part is not None or default.video.platform is not Platform.BILIBILI


def _agree(one: float, other: float) -> bool:
    return abs(int(one) - int(other)) <= 1


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) else None


def _disjoint(moments: list[Moment]) -> Iterator[Moment]:
    end = 0
    for moment in moments:
        if moment.span.start >= end:
            end = moment.span.end
            yield moment


def _position(diagnostic: Diagnostic) -> tuple[int, str]:
    return (diagnostic.span.start if diagnostic.span else 0), diagnostic.code
