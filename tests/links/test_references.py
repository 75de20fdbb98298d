"""Addresses and moments with the lessons that cite them."""

import pytest

from site_builder.links.references import collect_citations, place_moments
from site_builder.model.alignment import Alignment, Evidence, Piece, Related, Target
from site_builder.model.course import Course, Lesson
from site_builder.model.note import Dialect, Document
from site_builder.model.outline import LessonKind
from site_builder.model.reference import Link, LinkForm, Moment
from site_builder.model.site import Catalog
from site_builder.model.source import Source, Span
from site_builder.model.video import Platform, Video

SOURCE = Source("a.md", "一二三四五\n六七八九十\n")
OWN, OTHER = Video(Platform.BILIBILI, "BV1aa411c7XY"), Video(Platform.BILIBILI, "BV1xx411c7XZ")
LESSONS = tuple(
    Lesson(n, None, None, n, LessonKind.LECTURE, f"第{n}", None, (), 60, 60 * n, n) for n in (1, 2)
)
COURSE = Course("课", None, OWN, (), LESSONS)


def link(start: int, url: str) -> Link:
    """A link of two code points."""
    return Link(Span(start, start + 2), url, "词", LinkForm.INLINE)


def moment(start: int, video: Video, part: int) -> Moment:
    """A moment of two code points."""
    return Moment(Span(start, start + 2), video, part, 5, None, "00:05")


def piece(first: int, last: int, *lessons: int) -> Piece:
    """Lines of ``SOURCE`` on lessons."""
    targets = tuple(Target(n, 1.0, (Evidence.TITLE,), n == lessons[0]) for n in lessons)
    return Piece("a.md", SOURCE.line_span(first, last), 0, "", targets)


def test_citations_name_the_lessons_of_their_lines() -> None:
    """An address stands on the lessons of the piece around it; elsewhere it has none."""
    links = link(0, "https://example.org/a"), link(7, "https://example.org/b")
    document = Document(SOURCE, Dialect.PLAIN, 1.0, links=links)
    alignment = Alignment(pieces=(piece(1, 1, 2, 1),))

    citations = collect_citations([document], alignment, {}, Catalog(), "backup")

    assert [(c.url, c.lessons) for c in citations] == [
        ("https://example.org/a", (2, 1)),
        ("https://example.org/b", ()),
    ]


@pytest.mark.parametrize("url", ["mailto:a@example.org", "notes.md#x", "#x", "ftp://example.org/"])
def test_only_web_addresses_are_cited(url: str) -> None:
    """Mail, files and anchors are no references."""
    document = Document(SOURCE, Dialect.PLAIN, 1.0, links=(link(0, url),))

    citations = collect_citations([document], Alignment(), {}, Catalog(), "backup")

    assert citations == ()


def test_moments_of_the_course_belong_to_their_part() -> None:
    """The part decides, not the place of the note; a part behind the last has no lesson."""
    moments = moment(0, OWN, 2), moment(7, OWN, 9)
    document = Document(SOURCE, Dialect.PLAIN, 1.0, moments=moments)

    placed = place_moments([document], COURSE, Alignment(pieces=(piece(1, 2, 1),)))

    assert [(p.lessons, p.related) for p in placed] == [((2,), ()), ((), ())]


def test_moments_of_another_video_are_offered_where_its_notes_are_related() -> None:
    """They belong to no lesson and are related to those of their section."""
    document = Document(SOURCE, Dialect.OBSIDIAN, 1.0, moments=(moment(0, OTHER, 2),))
    related = Related("a.md", SOURCE.line_span(1, 2), 0, OTHER, 2, "题", (2, 1), 0.7)

    placed = place_moments([document], COURSE, Alignment(related=(related,)))

    assert [(p.lessons, p.related) for p in placed] == [((), (2, 1))]
