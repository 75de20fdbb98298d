"""Outlines of courses: one heading a lesson, as blogs made with Jekyll carry them.

Front matter, a head with links and claims (``* 课程 27:44:07 183 <url>``), the title, one heading
a lesson (``site_builder.scan.lesson_heading``) with stray notes below it, Liquid tags, machinery
of the blog, and a list of archived copies:
``- [url]({% include relrefx.html url="/backup/…" %})``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from site_builder.dialects.jekyll_outline.head import check_claim, fitting_claim, read_claims
from site_builder.dialects.jekyll_outline.headings import choose_lessons
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import (
    Claim,
    ClaimBasis,
    CourseClaim,
    Detection,
    Dialect,
    Document,
    Edit,
    Heading,
    LessonClaim,
    Removal,
    Section,
    Structure,
    StructureRole,
)
from site_builder.model.outline import Outline, TitleEntry, TitleKind
from site_builder.model.reference import Moment, SnapshotEntry
from site_builder.model.source import Source, Span
from site_builder.model.video import Video, VideoPlace
from site_builder.scan.frontmatter import FrontMatter, read_front_matter
from site_builder.scan.headings import find_headings
from site_builder.scan.lesson_heading import LessonHeading, read_lesson_heading
from site_builder.scan.links import find_images, find_links, plain_words
from site_builder.scan.liquid import (
    LiquidTag,
    blank_liquid,
    find_liquid,
    find_picture,
    remove_liquid,
)
from site_builder.scan.normalise import normalise_sections
from site_builder.scan.outline_numbers import Numbering, Spotted, number_lessons
from site_builder.scan.regions import Regions, find_regions
from site_builder.scan.scopes import NO_SCOPE
from site_builder.scan.sections import build_sections
from site_builder.scan.spans import is_within, joined_edits, own_span
from site_builder.scan.timecodes import find_moments
from site_builder.scan.titles import ScopeKind, clean_title, read_scope_line, split_bilingual
from site_builder.scan.video_urls import parse_video_url

# "- [https://…]({% include relrefx.html url="/backup/…" %})" · "- [https://…](/backup/…)"
_SNAPSHOT = re.compile(
    r"""
    ^[ \t]*[-*+][ \t]+\[(?P<url>https?://[^\]\s]+)\]
    \((?:\{%[^%\n]*?\burl\s*=\s*["'](?P<tagged>/[^"'\n]+)["'][^%\n]*%\}|(?P<plain>/[^\s)]+))\)
    [ \t]*$
    """,
    re.VERBOSE | re.MULTILINE,
)

_SNAPSHOT_TITLE = re.compile(r"快照|snapshot|archived", re.IGNORECASE)

# <hr class='reviewline'/> · <p class="reviewtip">…</p> · <script …></script> · {:toc}
_MACHINERY = re.compile(
    r"""
    [ \t]*(?:
        <(?:hr|p|div|span)\b[^<>\n]*\bclass=["']?review[^\n]*
      | <script\b[^<>\n]*></script>
      | \{:[^{}\n]*\}
    )[ \t]*
    """,
    re.VERBOSE | re.IGNORECASE,
)

_HEADING_MARKS = re.compile(r"^\s{0,3}#{1,6}\s*|\s+#+\s*$")
_HEADING_TAGS = re.compile(r"^\s*<h\d[^<>]*>|</h\d>\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Text:
    """A source with what is found in it before anything is decided."""

    source: Source
    regions: Regions
    front: FrontMatter
    tags: tuple[LiquidTag, ...]
    plain: str
    """The text with blanks in place of Liquid."""
    headings: tuple[Heading, ...]
    lessons: tuple[tuple[Heading, LessonHeading], ...]
    level: int
    """The level of the lessons' headings; 0 where there is no lesson."""
    unread: frozenset[Span]
    """Headings that look like lessons and are none."""


@dataclass(frozen=True, slots=True)
class _Opening:
    """A line behind which text has another home than before it."""

    span: Span
    claim: Claim | None
    heading: Heading | None = None
    """The line itself, where it belongs to the notes."""
    scope: tuple[int | None, int | None] = (None, None)


def detect_jekyll_outline(source: Source) -> Detection:
    """How surely ``source`` is an outline: how many of its headings are lessons."""
    text = _read(source)
    count = len(text.lessons)
    strong = sum(lesson.is_strong for _, lesson in text.lessons)
    peers = sum(heading.level == text.level for heading in text.headings)
    if not count or count * 2 < peers:
        return Detection(Dialect.JEKYLL_OUTLINE, 0.0, "no headings with numbers and durations")
    if strong * 2 > count:
        score = min(0.99, 0.9 + 0.01 * strong) - (0.0 if count * 3 >= peers * 2 else 0.2)
        reason = f"{strong} headings with two of number, place and duration"
        return Detection(Dialect.JEKYLL_OUTLINE, score, reason)
    timed = count >= 2 and all(lesson.duration is not None for _, lesson in text.lessons)
    if timed:
        return Detection(Dialect.JEKYLL_OUTLINE, 0.8, f"{count} headings with durations")
    lines = sum(1 for line in source.text.split("\n") if line.strip())
    bare = count >= 3 and lines <= 3 * count + 10
    reason = f"{count} numbered headings with {'little' if bare else 'much'} text below them"
    return Detection(Dialect.JEKYLL_OUTLINE, 0.75 if bare else 0.2, reason)


def parse_jekyll_outline(source: Source, confidence: float) -> Outcome[Document]:
    """The outline in ``source`` with the notes that stand between its lessons.

    Args:
        source: The text.
        confidence: Score of the detection.
    """
    text = _read(source)
    found: list[Diagnostic] = []
    if text.front.problem:
        found.append(Diagnostic("JKL103", text.front.problem, source.path, text.front.span))
    scopes = tuple(_scope_entries(text))
    title_heading = _title_heading(text, scopes)
    outline, numbering = _outline(text, scopes, _title(text, title_heading))
    found.extend(numbering.diagnostics)
    found.extend(check_claim(source, outline))

    snapshots = tuple(_snapshots(text))
    structure = _structure(text, title_heading, snapshots)
    removals = tuple(_removals(text, snapshots))
    openings = _openings(text, numbering.value, scopes, structure)
    found.extend(_unread_findings(text))
    taken = sorted(
        (
            *(entry.span for entry in outline.entries),
            *(entry.span for entry in scopes),
            *(part.span for part in structure),
            *(removal.span for removal in removals),
        )
    )
    sections = tuple(_sections(text, openings, taken))
    shown = _Shown(tuple(section.span for section in sections), tuple(taken))
    visible = tuple(tag for tag in text.tags if shown.holds(tag.span))
    pictures = tuple(image for tag in visible if (image := find_picture(tag)) is not None)
    edits = remove_liquid(text.plain, [tag for tag in visible if find_picture(tag) is None])
    found.extend(_removal_findings(source, removals, edits, text.tags))
    spans = [section.span for section in sections]
    layout = normalise_sections(source, text.regions, spans, hard_breaks=True)
    found.extend(layout.diagnostics)
    pointing = _moments(text, sections, outline)
    found.extend(pointing.diagnostics)
    moments = tuple(moment for moment in pointing.value if shown.holds(moment.span))
    pointed = tuple(moment.span for moment in moments)
    body = Span(text.front.span.end, len(source.text))
    images = find_images(text.plain, text.regions, body)
    links = find_links(text.plain, text.regions, body)
    document = Document(
        source=source,
        dialect=Dialect.JEKYLL_OUTLINE,
        confidence=confidence,
        title=outline.title,
        video=outline.video,
        outline=outline,
        titles=scopes,
        sections=sections,
        moments=moments,
        links=tuple(
            link
            for link in links
            if link.url and shown.holds(link.span) and not is_within(pointed, link.span)
        ),
        images=tuple(
            sorted(
                (*pictures, *(image for image in images if shown.holds(image.span))),
                key=lambda image: image.span,
            )
        ),
        snapshots=snapshots,
        edits=joined_edits(edits, layout.value),
        structure=structure,
        removals=removals,
    )
    return Outcome(document, tuple(found))


@dataclass(frozen=True, slots=True)
class _Shown:
    """The stretches of a text that readers see."""

    sections: tuple[Span, ...]
    taken: tuple[Span, ...]
    """Lines within them that belong elsewhere."""

    def holds(self, span: Span) -> bool:
        """Whether ``span`` is shown."""
        return is_within(self.sections, span) and not is_within(self.taken, span)


# --- lessons ------------------------------------------------------------------------------


def _read(source: Source) -> _Text:
    regions = find_regions(source.text)
    front = read_front_matter(source)
    tags = tuple(
        tag for tag in find_liquid(source.text, regions) if tag.span.start >= front.span.end
    )
    plain = blank_liquid(source.text, tags)
    headings = find_headings(source, regions, Span(front.span.end, len(source.text)))
    candidates = []
    for heading in headings:
        lesson = read_lesson_heading(_words_of_heading(plain, heading))
        if lesson is not None and lesson.title:
            candidates.append((heading, lesson))
    lessons, level = choose_lessons(candidates)
    chosen = {heading.span for heading, _ in lessons}
    unread = frozenset(
        heading.span
        for heading, lesson in candidates
        if heading.level <= level and heading.span not in chosen and not lesson.url
    )
    return _Text(source, regions, front, tags, plain, headings, lessons, level, unread)


def _words_of_heading(plain: str, heading: Heading) -> str:
    line = plain[heading.span.start : heading.span.end].strip()
    return _HEADING_TAGS.sub("", _HEADING_MARKS.sub("", line))


def _scope_entries(text: _Text) -> Iterator[TitleEntry]:
    """Headings that name a subcourse or a week."""
    lessons = {heading.span for heading, _ in text.lessons}
    course: int | None = None
    for heading in text.headings:
        if heading.level > text.level or heading.span in lessons:
            continue
        scope = read_scope_line(plain_words(_words_of_heading(text.plain, heading)))
        if scope is None:
            continue
        title, title_en = split_bilingual(scope.title)
        is_course = scope.kind is ScopeKind.COURSE
        course = scope.number if is_course else course
        yield TitleEntry(
            span=heading.span,
            kind=TitleKind.SUBCOURSE if is_course else TitleKind.WEEK,
            course=course,
            week=None if is_course else scope.number,
            section=None,
            title=title,
            title_en=title_en,
        )


def _outline(
    text: _Text, scopes: Sequence[TitleEntry], title: str
) -> tuple[Outline, Outcome[Numbering]]:
    """The lessons with what the head of the text claims of them."""
    spotted = tuple(_spotted(text, scopes))
    linked = _linked_video(spotted)
    numbering = number_lessons(text.source, spotted, linked)
    claim = fitting_claim(
        read_claims(text.source, text.plain, text.regions, _head(text)),
        numbering.value.entries,
        title,
    )
    claimed = claim.video if claim else None
    if linked is None and claimed is not None:
        numbering = number_lessons(text.source, spotted, claimed)
    outline = Outline(
        title=title,
        entries=numbering.value.entries,
        video=linked or claimed or _first_video(text),
        claimed_duration=claim.duration if claim else None,
        claimed_count=claim.count if claim else None,
        claim_span=claim.span if claim else None,
    )
    return outline, numbering


def _spotted(text: _Text, scopes: Sequence[TitleEntry]) -> Iterator[Spotted]:
    remaining = list(reversed(scopes))
    scope: tuple[int | None, int | None] = (None, None)
    for heading, lesson in text.lessons:
        while remaining and remaining[-1].span < heading.span:
            entry = remaining.pop()
            scope = (entry.course, entry.week)
        place = parse_video_url(lesson.url) if lesson.url else None
        yield Spotted(heading.span, lesson, place, scope)


def _linked_video(spotted: Sequence[Spotted]) -> Video | None:
    """The video that most of the lessons' links point at."""
    videos = Counter(item.place.video for item in spotted if item.place is not None)
    if not videos:
        return None
    video, count = videos.most_common(1)[0]
    return video if count * 2 > videos.total() else None


# --- the head -----------------------------------------------------------------------------


def _head(text: _Text) -> Span:
    end = text.lessons[0][0].span.start if text.lessons else len(text.source.text)
    return Span(text.front.span.end, max(end, text.front.span.end))


def _title_heading(text: _Text, scopes: Sequence[TitleEntry]) -> Heading | None:
    """The last heading above the first lesson that outranks the lessons."""
    head = _head(text)
    named = {entry.span for entry in scopes}
    titles = [
        heading
        for heading in text.headings
        if head.contains(heading.span)
        and heading.span not in named
        and (heading.level < text.level or heading.level == 1)
    ]
    return titles[-1] if titles else None


def _title(text: _Text, heading: Heading | None) -> str:
    if heading is not None:
        words = clean_title(plain_words(_words_of_heading(text.plain, heading)))
        if words:
            return words
    given = text.front.values.get("title")
    if isinstance(given, str) and given.strip():
        return " ".join(given.split())
    return text.source.path.rpartition("/")[2].rpartition(".")[0] or text.source.path


def _first_video(text: _Text) -> Video | None:
    for link in find_links(text.plain, text.regions, _head(text)):
        place = parse_video_url(link.url)
        if place is not None:
            return place.video
    return None


def _unread_findings(text: _Text) -> Iterator[Diagnostic]:
    for span in sorted(text.unread):
        words = plain_words(text.plain[span.start : span.end])
        yield Diagnostic("OUT105", f"{words!r} is not read as a lesson", text.source.path, span)


# --- lines that are no notes --------------------------------------------------------------


def _snapshots(text: _Text) -> Iterator[SnapshotEntry]:
    for match in _SNAPSHOT.finditer(text.source.text, text.front.span.end):
        if text.regions.at(match.start()) is None:
            span = _line_at(text.source, match.start())
            yield SnapshotEntry(span, match["url"], match["tagged"] or match["plain"])


def _line_at(source: Source, offset: int) -> Span:
    return source.line_span(source.line_number(offset))


def _structure(
    text: _Text, title: Heading | None, snapshots: Sequence[SnapshotEntry]
) -> tuple[Structure, ...]:
    parts = [Structure(entry.span, StructureRole.SNAPSHOT) for entry in snapshots]
    if snapshots:
        above = _line_above(text.source, snapshots[0].span)
        if above is not None and _SNAPSHOT_TITLE.search(text.source.slice(above)):
            parts.append(Structure(above, StructureRole.SNAPSHOT))
    if title is not None:
        parts.append(Structure(title.span, StructureRole.TITLE))
    if text.front.span.end:
        parts.append(Structure(text.front.span, StructureRole.FRONT_MATTER))
    return tuple(sorted(parts, key=lambda part: part.span))


def _line_above(source: Source, span: Span) -> Span | None:
    """The nearest line above ``span`` that is not blank."""
    for number in range(source.line_number(span.start) - 1, 0, -1):
        if source.line_text(number).strip():
            return source.line_span(number)
    return None


def _removals(text: _Text, snapshots: Sequence[SnapshotEntry]) -> Iterator[Removal]:
    """Lines of machinery, and lines that are nothing but Liquid."""
    listed = {entry.span for entry in snapshots}
    pictures = [tag for tag in text.tags if find_picture(tag) is not None]
    shown = {_line_at(text.source, tag.span.start) for tag in pictures}
    tagged = {text.source.line_span(*text.source.lines_of(tag.span)) for tag in text.tags}
    for span in sorted(tagged - listed - shown):
        if not text.plain[span.start : span.end].strip():
            yield Removal(span, "JKL101", "Liquid")
    for number in range(1, text.source.line_count + 1):
        line = text.source.line_text(number)
        span = text.source.line_span(number)
        if span.start < text.front.span.end or not _MACHINERY.fullmatch(line):
            continue
        if text.regions.at(span.start) is None:
            yield Removal(span, "JKL102", "machinery of the blog")


def _removal_findings(
    source: Source, removals: Sequence[Removal], edits: Sequence[Edit], tags: Sequence[LiquidTag]
) -> Iterator[Diagnostic]:
    """One diagnostic a file for each kind of removal."""
    machinery = [removal.span for removal in removals if removal.code == "JKL102"]
    liquid = sorted(
        (*(r.span for r in removals if r.code == "JKL101"), *(edit.span for edit in edits))
    )
    if liquid:
        first = next(tag for tag in tags if liquid[0].overlaps(tag.span))
        words = source.slice(first.span)
        message = f"{len(liquid)} times Liquid, the first is {' '.join(words.split())!r}"
        yield Diagnostic("JKL101", message, source.path, liquid[0])
    if machinery:
        message = f"{len(machinery)} lines of the blog's machinery"
        yield Diagnostic("JKL102", message, source.path, machinery[0])


# --- notes --------------------------------------------------------------------------------


def _openings(
    text: _Text,
    numbering: Numbering,
    scopes: Sequence[TitleEntry],
    structure: Sequence[Structure],
) -> tuple[_Opening, ...]:
    """Where the home of notes changes, in the order of the text."""
    start = text.front.span.end
    openings = [
        _Opening(Span(start, start), CourseClaim()),
        *(
            _Opening(entry.span, LessonClaim((entry.number,), ClaimBasis.OUTLINE))
            for entry in numbering.entries
        ),
        *(_Opening(entry.span, None, scope=(entry.course, entry.week)) for entry in scopes),
        *(_Opening(part.span, CourseClaim()) for part in structure),
    ]
    repeated = dict(numbering.repeated)
    known = {opening.span for opening in openings}
    for heading in text.headings:
        if heading.span in known:
            continue
        if heading.span in repeated:
            claim: Claim | None = LessonClaim((repeated[heading.span],), ClaimBasis.OUTLINE)
        elif heading.span in text.unread:
            claim = None
        elif heading.level <= text.level:
            claim = CourseClaim()
        else:
            continue
        openings.append(_Opening(heading.span, claim, heading))
    return tuple(sorted(openings, key=lambda opening: opening.span))


def _sections(
    text: _Text, openings: Sequence[_Opening], taken: Sequence[Span]
) -> Iterator[Section]:
    """The notes behind each opening, divided at their own headings."""
    opened = {opening.span for opening in openings if opening.heading is None}
    headings = [heading for heading in text.headings if heading.span not in opened]
    worded = Source(text.source.path, _with_pictures(text))
    count = 0
    ends = [opening.span.start for opening in openings[1:]]
    for opening, end in zip(openings, (*ends, len(text.source.text)), strict=True):
        start = opening.span.end if opening.heading is None else opening.span.start
        region = Span(start, max(start, end))
        if not text.source.slice(region).strip():
            continue
        inside = headings[_first(headings, region.start) : _first(headings, region.end)]
        skipped = taken[
            bisect_left(taken, region.start, key=lambda span: span.start) : bisect_left(
                taken, region.end, key=lambda span: span.start
            )
        ]
        built = build_sections(worded, text.regions, region, inside, skipped=skipped)
        for section in built:
            parent = None if section.parent is None else section.parent + count
            scope = opening.scope if section.scope == NO_SCOPE else section.scope
            yield replace(
                section,
                span=own_span(section),
                parent=parent,
                claim=opening.claim,
                scope=scope,
            )
        count += len(built)


def _first(headings: Sequence[Heading], offset: int) -> int:
    """Index of the first of ``headings`` at or behind ``offset``."""
    return bisect_left(headings, offset, key=lambda heading: heading.span.start)


def _moments(
    text: _Text, sections: Sequence[Section], outline: Outline
) -> Outcome[tuple[Moment, ...]]:
    """The times in notes; below a lesson a time without an address is one of its part."""
    parts = {entry.number: entry.part for entry in outline.entries}
    moments: list[Moment] = []
    found: list[Diagnostic] = []
    for section in sections:
        default = None
        if outline.video is not None and isinstance(section.claim, LessonClaim):
            default = VideoPlace(outline.video, parts.get(section.claim.lessons[0]))
        read = find_moments(text.source, text.regions, section.span, default)
        moments.extend(read.value)
        found.extend(read.diagnostics)
    return Outcome(tuple(moments), tuple(found))


def _with_pictures(text: _Text) -> str:
    """The text without Liquid, offset for offset, in which pictures are Markdown's."""
    parts: list[str] = []
    position = 0
    for tag in text.tags:
        if find_picture(tag) is None:
            continue
        start = tag.span.start
        lines = re.sub(r"[^\n]", "_", text.source.slice(tag.span))
        picture = lines if "\n" in lines else f"![]({lines[5:]})"
        parts.extend((text.plain[position:start], picture))
        position = tag.span.end
    parts.append(text.plain[position:])
    return "".join(parts)
