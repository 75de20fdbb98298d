"""Where things stand in the site: the paths of its pages, and what wikilinks may name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby

from site_builder.links.wikilinks import normalise_target
from site_builder.model.alignment import Alignment, Related
from site_builder.model.course import Course
from site_builder.model.note import Document
from site_builder.model.source import Span
from site_builder.model.video import Platform, Video
from site_builder.scan.patterns import lazy_pattern

HOME_PAGE = "index.md"
UNPLACED_PAGE = "unplaced.md"
REFERENCES_PAGE = "references.md"
GLOSSARY_PAGE = "glossary.md"

_NO_LETTERS = lazy_pattern(r"[\W_]+")
_UNSAFE = lazy_pattern(r"[^A-Za-z0-9_-]+")


@cache  # each page asks for those of others
def lesson_page(number: int) -> str:
    """The page of a lesson: ``lessons/010.md`` for 10."""
    return f"lessons/{number:03}.md"


def course_page(course: int) -> str:
    """The page of a subcourse."""
    return f"courses/{course}/index.md"


def week_page(course: int, week: int) -> str:
    """The page of a week; an index, because only those may stand for a group in the navigation."""
    return f"courses/{course}/week-{week}/index.md"


def video_page(video: Video) -> str:
    """The page of notes on a video other than the course's own."""
    name = _UNSAFE.sub("-", video.id).strip("-") or "video"
    prefix = "" if video.platform is Platform.BILIBILI else f"{video.platform.value}-"
    return f"videos/{prefix}{name}.md"


def video_order(related: Related) -> tuple[int, str, Span]:
    """The order of notes on the page of their video."""
    return (related.part or 0, related.path, related.span)


def part_anchors(group: Iterable[Related]) -> Iterator[tuple[tuple[str, Span], str]]:
    """Ids of the headings on the page of a video, by source path and span of the notes.

    ``part-6`` for the first notes on part 6, ``part-6-2`` for the second; ``notes`` for none.
    Neighbours on the same part with the same title share a heading.

    Args:
        group: The notes in their order on the page.
    """
    seen: dict[str, int] = {}
    for _, same in groupby(group, key=lambda r: (r.part, r.title, r.path)):
        items = tuple(same)
        name = "notes" if items[0].part is None else f"part-{items[0].part}"
        seen[name] = seen.get(name, 0) + 1
        anchor = name if seen[name] == 1 else f"{name}-{seen[name]}"
        yield from (((related.path, related.span), anchor) for related in items)


def wikilink_targets(
    course: Course, documents: Iterable[Document], alignment: Alignment
) -> Mapping[str, str]:
    """Site paths by normalised name, for every name that a wikilink may use.

    Names are lesson titles (Chinese, English, other wordings) and numbers, the file names of
    notes with and without their folder, and their headings. Of equal names the first
    lesson counts, and a lesson's title beats a heading.
    """
    targets: dict[str, str] = {}
    for lesson in course.lessons:
        names = (str(lesson.number), lesson.title, lesson.title_en or "", *lesson.wordings)
        for name in names:
            _add(targets, name, lesson_page(lesson.number))
    for path, page in _note_pages(alignment).items():
        _add(targets, path, page)
        _add(targets, path.rpartition("/")[2], page)
    for document in documents:
        if document.source.path not in targets and document.outline is not None:
            _add(targets, document.source.path.rpartition("/")[2], HOME_PAGE)
    headings: dict[str, int] = {}
    for piece in alignment.pieces:
        headings.setdefault(piece.heading, piece.targets[0].lesson)
    for heading, number in headings.items():
        _add(targets, heading, lesson_page(number))
    return targets


def heading_pages(alignment: Alignment) -> Mapping[str, Mapping[str, str]]:
    """Site paths by source path, then by ``loose_name`` of the headings of that source."""
    pages: dict[str, dict[str, str]] = {}
    found = [
        *((p.path, p.heading, lesson_page(p.targets[0].lesson)) for p in alignment.pieces),
        *((r.path, r.title, video_page(r.video)) for r in alignment.related),
        *((u.path, u.heading, UNPLACED_PAGE) for u in alignment.unplaced),
    ]
    loose = cache(loose_name)  # many notes have the same headings
    for path, heading, page in found:
        if name := loose(heading):
            pages.setdefault(path, {}).setdefault(name, page)
    return pages


def loose_name(heading: str) -> str:
    """What is the same in a heading and in every kind of anchor made of it: letters and digits."""
    return _NO_LETTERS.sub("", heading).casefold()


def _note_pages(alignment: Alignment) -> dict[str, str]:
    """The page on which each note begins."""
    first: dict[str, tuple[int, str]] = {}
    found = [
        *((p.path, p.span.start, lesson_page(p.targets[0].lesson)) for p in alignment.pieces),
        *((r.path, r.span.start, video_page(r.video)) for r in alignment.related),
        *((u.path, u.span.start, UNPLACED_PAGE) for u in alignment.unplaced),
    ]
    for path, start, page in found:
        if path not in first or start < first[path][0]:
            first[path] = (start, page)
    return {path: page for path, (_, page) in sorted(first.items())}


def _add(targets: dict[str, str], name: str, page: str) -> None:
    key = normalise_target(name)
    if key:
        targets.setdefault(key, page)
