"""What the head of an outline says about the course: how long it is, and in how many lessons.

* 课程 27:44:07 183 <https://…>      时长 19:37:16，共 142 集      共 142 集，时长 19:37:16
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from site_builder.model.diagnostic import Diagnostic
from site_builder.model.outline import Outline, OutlineEntry
from site_builder.model.source import Source, Span
from site_builder.model.timecode import format_timecode, parse_timecode
from site_builder.model.video import Video
from site_builder.scan.links import find_links, plain_words
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions
from site_builder.scan.video_urls import parse_video_url

# "27:44:07 183 <https://…>" · "时长 19:37:16，共 142 集"
_TIME_COUNT = lazy_pattern(
    r"""
    (?<![\d:：.])(?P<time>\d{1,3}[:：]\d{2}(?:[:：]\d{2})?)(?![\d:：])
    [\s,，、/|（(]*(?:共\s*)?
    (?P<count>\d{1,4})(?!\d|[:：.]\d)
    """,
    re.VERBOSE,
)

# "共 142 集，时长 19:37:16"
_COUNT_TIME = lazy_pattern(
    r"""
    (?<![\d:：.])(?P<count>\d{1,4})\s*(?:集|课|讲|节|个视频|P\b)
    [\s,，、/|（(]*(?:总|共)?(?:时长|计)?[\s:：]*
    (?P<time>\d{1,3}[:：]\d{2}(?:[:：]\d{2})?)(?![\d:：])
    """,
    re.VERBOSE,
)


class Claimed(Struct, frozen=True):
    """A line of the head that says how long a course is."""

    span: Span
    """The line."""
    duration: int
    """Seconds."""
    count: int
    """Number of lessons."""
    video: Video | None
    """The video that the line links."""
    words: str
    """What stands before the numbers."""


def read_claims(source: Source, plain: str, regions: Regions, head: Span) -> tuple[Claimed, ...]:
    """The lines of ``head`` that give a duration and a count, in the order of the text.

    Args:
        source: The outline.
        plain: Its text without Liquid, offset for offset.
        regions: Regions of the whole text.
        head: Whole lines above the first lesson.
    """
    if head.start == head.end:
        return ()
    first, last = source.lines_of(head)
    claims: list[Claimed] = []
    for number in range(first, last + 1):
        line = source.line_text(number)
        match = _TIME_COUNT.search(line) or _COUNT_TIME.search(line)
        seconds = parse_timecode(match["time"]) if match else None
        if match is None or seconds is None:
            continue
        span = source.line_span(number)
        links = find_links(plain, regions, span)
        places = [place for link in links if (place := parse_video_url(link.url))]
        video = places[0].video if places else None
        words = plain_words(line[: match.start()])
        claims.append(Claimed(span, int(seconds), int(match["count"]), video, words))
    return tuple(claims)


def fitting_claim(
    claims: Sequence[Claimed], entries: Sequence[OutlineEntry], title: str
) -> Claimed | None:
    """The claim about these lessons: what it says agrees, or it names the title, or it is alone."""
    seconds = sum(entry.duration or 0 for entry in entries)

    def fit(claim: Claimed) -> tuple[int, int]:
        agreeing = (claim.count == len(entries)) + (claim.duration == seconds)
        named = bool(claim.words) and (claim.words in title or title in claim.words)
        return 2 * agreeing + named, -abs(claim.duration - seconds)

    return max(claims, key=fit, default=None)


def check_claim(source: Source, outline: Outline) -> Iterator[Diagnostic]:
    """Where the lessons are not as many or as long as the text says."""
    claimed, count = outline.claimed_duration, outline.claimed_count
    durations = [entry.duration for entry in outline.entries if entry.duration is not None]
    seconds = sum(durations)
    complete = len(durations) == len(outline.entries)
    if claimed is not None and complete and claimed != seconds:
        message = (
            f"{format_timecode(claimed)} claimed, "
            f"the lessons take {format_timecode(seconds)} ({seconds - claimed:+} s)"
        )
        yield Diagnostic("OUT103", message, source.path, outline.claim_span)
    if count is not None and count != len(outline.entries):
        message = f"{count} lessons claimed, {len(outline.entries)} found"
        yield Diagnostic("OUT104", message, source.path, outline.claim_span)
