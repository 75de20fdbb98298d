"""Outlines of courses: one heading a lesson, as blogs made with Jekyll carry them.

Front matter, a head with links and claims (``* 课程 27:44:07 183 <url>``), the title, one heading
a lesson (``site_builder.scan.lesson_heading``) with stray notes below it, Liquid tags, machinery
of the blog, and a list of archived copies:
``- [url]({% include relrefx.html url="/backup/…" %})``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from site_builder.dialects.jekyll_outline.copies import (
    collect_removals,
    collect_structure,
    read_snapshots,
    report_removals,
)
from site_builder.dialects.jekyll_outline.head import check_claim, fitting_claim, read_claims
from site_builder.dialects.jekyll_outline.notes import divide_notes, find_openings, read_moments
from site_builder.dialects.jekyll_outline.text import OutlineText, heading_line, read_text
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import (
    Detection,
    Dialect,
    Document,
    Heading,
)
from site_builder.model.outline import Outline, TitleEntry, TitleKind
from site_builder.model.source import Span
from site_builder.model.video import Video
from site_builder.scan.links import find_images, find_links, plain_words
from site_builder.scan.liquid import (
    find_picture,
    remove_liquid,
)
from site_builder.scan.normalise import normalise_sections
from site_builder.scan.outline_numbers import Numbering, Spotted, number_lessons
from site_builder.scan.scanned import ScannedSource
from site_builder.scan.spans import is_within, joined_edits
from site_builder.scan.titles import ScopeKind, clean_title, read_scope_line, split_bilingual
from site_builder.scan.video_urls import parse_video_url


def detect_jekyll_outline(scanned: ScannedSource) -> Detection:
    """How surely a source is an outline: how many of its headings are lessons."""
    source, text = scanned.source, read_text(scanned)
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
    restarts = len({lesson.number for _, lesson in text.lessons}) < count
    bare = count >= 3 and lines <= (1 if restarts else 2) * count + 4
    reason = f"{count} numbered headings with {'little' if bare else 'much'} text below them"
    return Detection(Dialect.JEKYLL_OUTLINE, 0.75 if bare else 0.2, reason)


def parse_jekyll_outline(scanned: ScannedSource, confidence: float) -> Outcome[Document]:
    """The outline in a source with the notes that stand between its lessons.

    Args:
        scanned: The source.
        confidence: Score of the detection.
    """
    source, text = scanned.source, read_text(scanned)
    found: list[Diagnostic] = []
    if text.front.problem:
        found.append(Diagnostic("JKL103", text.front.problem, source.path, text.front.span))
    scopes = tuple(_scope_entries(text))
    title_heading = _title_heading(text, scopes)
    outline, numbering = _outline(text, scopes, _title(text, title_heading))
    found.extend(numbering.diagnostics)
    found.extend(check_claim(source, outline))

    snapshots = tuple(read_snapshots(text))
    structure = collect_structure(text, title_heading, snapshots)
    removals = tuple(collect_removals(text, snapshots))
    openings = find_openings(text, numbering.value, scopes, structure)
    found.extend(_unread_findings(text))
    taken = sorted(
        (
            *(entry.span for entry in outline.entries),
            *(entry.span for entry in scopes),
            *(part.span for part in structure),
            *(removal.span for removal in removals),
        )
    )
    sections = tuple(divide_notes(text, openings, taken))
    shown = _Shown(tuple(section.span for section in sections), tuple(taken))
    visible = tuple(tag for tag in text.tags if shown.holds(tag.span))
    pictures = tuple(image for tag in visible if (image := find_picture(tag)) is not None)
    edits = remove_liquid(text.plain, [tag for tag in visible if find_picture(tag) is None])
    found.extend(report_removals(source, removals, edits, text.tags))
    spans = [section.span for section in sections]
    layout = normalise_sections(source, text.regions, spans, hard_breaks=True)
    found.extend(layout.diagnostics)
    pointing = read_moments(text, sections, outline)
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


class _Shown(Struct, frozen=True):
    """The stretches of a text that readers see."""

    sections: tuple[Span, ...]
    taken: tuple[Span, ...]
    """Lines within them that belong elsewhere."""

    def holds(self, span: Span) -> bool:
        """Whether ``span`` is shown."""
        return is_within(self.sections, span) and not is_within(self.taken, span)


def _scope_entries(text: OutlineText) -> Iterator[TitleEntry]:
    """Headings that name a subcourse or a week."""
    lessons = {heading.span for heading, _ in text.lessons}
    course: int | None = None
    for heading in text.headings:
        if heading.level > text.level or heading.span in lessons:
            continue
        scope = read_scope_line(plain_words(heading_line(text.plain, heading)))
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
    text: OutlineText, scopes: Sequence[TitleEntry], title: str
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


def _spotted(text: OutlineText, scopes: Sequence[TitleEntry]) -> Iterator[Spotted]:
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


def _head(text: OutlineText) -> Span:
    end = text.lessons[0][0].span.start if text.lessons else len(text.source.text)
    return Span(text.front.span.end, max(end, text.front.span.end))


def _title_heading(text: OutlineText, scopes: Sequence[TitleEntry]) -> Heading | None:
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


def _title(text: OutlineText, heading: Heading | None) -> str:
    if heading is not None:
        words = clean_title(plain_words(heading_line(text.plain, heading)))
        if words:
            return words
    given = text.front.values.get("title")
    if isinstance(given, str) and given.strip():
        return " ".join(given.split())
    return text.source.path.rpartition("/")[2].rpartition(".")[0] or text.source.path


def _first_video(text: OutlineText) -> Video | None:
    for link in find_links(text.plain, text.regions, _head(text)):
        place = parse_video_url(link.url)
        if place is not None:
            return place.video
    return None


def _unread_findings(text: OutlineText) -> Iterator[Diagnostic]:
    for span in sorted(text.unread):
        words = plain_words(text.plain[span.start : span.end])
        yield Diagnostic("OUT105", f"{words!r} is not read as a lesson", text.source.path, span)
