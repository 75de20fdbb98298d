"""The real outline and the real table of contents against their labels."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from site_builder.align.course import assemble_course
from site_builder.align.titles import title_key
from site_builder.dialects.bilingual_toc import detect_bilingual_toc, parse_bilingual_toc
from site_builder.dialects.jekyll_outline import detect_jekyll_outline, parse_jekyll_outline
from site_builder.model.config import Config
from site_builder.model.course import Course
from site_builder.model.note import Document
from site_builder.model.source import Source
from site_builder.scan.private import find_private
from site_builder.scan.scanned import scan_source
from site_builder.scan.titles import plain_title
from tests.support.documents import lost_lines

SHARED = Path(__file__).parents[3] / "shared"
OUTLINE = SHARED / "corpus" / "2022-10-11-ml-DL-Andrew-Ng.md"
TABLE = SHARED / "corpus" / "bilingual-toc.md"

pytestmark = pytest.mark.skipif(not OUTLINE.exists(), reason="the corpus is not part of this copy")


def read(path: Path) -> Source:
    """The source at ``path``."""
    return Source(path.name, path.read_text(encoding="utf-8"))


def labels(name: str) -> list[dict[str, str]]:
    """The rows of a file of labels."""
    with (SHARED / "gold" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def outline() -> Document:
    """The real outline."""
    return parse_jekyll_outline(scan_source(read(OUTLINE)), 1.0).value


@pytest.fixture(scope="module")
def table() -> Document:
    """The real table of contents."""
    return parse_bilingual_toc(scan_source(read(TABLE)), 1.0).value


@pytest.fixture(scope="module")
def course(outline: Document, table: Document) -> Course:
    """The course that both make."""
    return assemble_course([outline, table], Config()).value


def spelt(number: int | None) -> str:
    """A number as the labels write it."""
    return "" if number is None else str(number)


def test_outline_is_exact(outline: Document) -> None:
    """All columns of all 183 lessons are as labelled."""
    assert outline.outline is not None

    found = [
        {
            "number": spelt(entry.number),
            "course": spelt(entry.course),
            "week": spelt(entry.week),
            "section": spelt(entry.section),
            "title": plain_title(entry.title_raw),
            "duration_seconds": spelt(entry.duration),
            "is_interview": "1" if entry.kind.value == "interview" else "0",
            "title_display": entry.title,
            "title_raw": entry.title_raw,
            "line": spelt(outline.source.line_number(entry.span.start)),
        }
        for entry in outline.outline.entries
    ]
    expected = [
        {key: value for key, value in row.items() if key != "tail_after_duration"}
        for row in labels("outline.csv")
    ]
    assert found == expected


def test_outline_claims_what_it_holds(outline: Document) -> None:
    """The claim of the course's own line is found, and it agrees with the lessons."""
    assert outline.outline is not None
    assert outline.outline.claimed_duration == 99_847
    assert outline.outline.claimed_count == 183
    assert sum(entry.duration or 0 for entry in outline.outline.entries) == 99_847
    assert outline.outline.video is not None
    assert outline.outline.video.id == "BV1FT4y1E74V"


def test_snapshot_list_is_exact(outline: Document) -> None:
    """Every address of the list has its path and its line."""
    found = [
        (entry.url, entry.path, str(outline.source.line_number(entry.span.start)))
        for entry in outline.snapshots
    ]

    expected = [
        (row["url"], row["snapshot_path"], row["line"]) for row in labels("snapshots_000.csv")
    ]
    assert found == expected


def test_every_listed_address_is_cited_in_its_line(outline: Document) -> None:
    """Links stand where the labels say the text cites them."""
    found = {(link.url, outline.source.line_number(link.span.start)) for link in outline.links}

    expected = {
        (row["url"], int(line))
        for row in labels("snapshots_000.csv")
        for line in row["body_lines"].split(";")
    }
    assert expected <= found


def test_table_is_exact(table: Document) -> None:
    """Kind, place and both titles of every line are as labelled; groups are structure.

    The course of listed interviews is known only once they are matched to lessons.
    """
    line_of = table.source.line_number
    found = {
        line_of(entry.span.start): (
            entry.kind.value,
            spelt(entry.course),
            spelt(entry.week),
            spelt(entry.section),
            entry.title,
            entry.title_en or "",
        )
        for entry in table.titles
    }
    structure = {line_of(part.span.start) for part in table.structure}

    rows = labels("toc_003.csv")
    groups = {int(row["line"]) for row in rows if row["kind"] in ("group", "appendix")}
    expected = {
        int(row["line"]): (
            row["kind"],
            row["course"] if row["kind"] != "interview" or row["section"] else "",
            row["week"],
            row["section"],
            row["title_zh"],
            row["title_en"],
        )
        for row in rows
        if int(row["line"]) not in groups
    }
    assert found == expected
    assert groups <= structure


def test_every_lesson_gets_its_titles(course: Course) -> None:
    """Each lesson has the English title that the table gives it, and each wording."""
    rows = [row for row in labels("toc_003.csv") if row["lesson"]]
    assert {int(row["lesson"]) for row in rows} == {lesson.number for lesson in course.lessons}

    by_number = {lesson.number: lesson for lesson in course.lessons}
    for row in rows:
        lesson = by_number[int(row["lesson"])]
        words = {title_key(w) for w in (lesson.title, lesson.title_en or "", *lesson.wordings)}
        assert title_key(row["title_zh"]) in words
        if row["title_en"]:
            assert lesson.title_en == row["title_en"]
    english = {int(row["lesson"]) for row in rows if row["title_en"]}
    assert {lesson.number for lesson in course.lessons if lesson.title_en} == english


def test_subcourses_have_their_lessons_and_titles(course: Course) -> None:
    """Five courses with the known numbers of lessons, all of them and their weeks named."""
    assert [len(subcourse.lessons) for subcourse in course.subcourses] == [46, 37, 24, 43, 33]
    assert sum(len(subcourse.weeks) for subcourse in course.subcourses) == 16
    assert all(subcourse.title and subcourse.title_en for subcourse in course.subcourses)
    assert all(week.title and week.title_en for s in course.subcourses for week in s.weeks)


def test_starts_run_over_the_whole_course(course: Course) -> None:
    """The last lesson ends where the course does."""
    last = course.lessons[-1]

    assert last.start is not None
    assert last.start + (last.duration or 0) == course.duration == 99_847


def test_a_table_alone_lists_every_lesson(table: Document) -> None:
    """Without the outline the table still gives 183 lessons."""
    assert len(assemble_course([table], Config()).value.lessons) == 183


def test_nothing_is_lost(outline: Document, table: Document) -> None:
    """Every line of both files has one place."""
    assert lost_lines(outline) == []
    assert lost_lines(table) == []


def test_both_are_detected_as_what_they_are() -> None:
    """Each file fits its own dialect and not the other."""
    own = (
        detect_jekyll_outline(scan_source(read(OUTLINE))),
        detect_bilingual_toc(scan_source(read(TABLE))),
    )
    other = (
        detect_jekyll_outline(scan_source(read(TABLE))),
        detect_bilingual_toc(scan_source(read(OUTLINE))),
    )

    assert [detection.score > 0.9 for detection in own] == [True, True]
    assert [detection.score < 0.1 for detection in other] == [True, True]


def test_personal_data_of_the_table_is_found() -> None:
    """One e-mail address and one chat group, and nothing else."""
    source = read(TABLE)

    items = find_private(source.text)

    found = [(source.line_number(item.span.start), item.kind.name) for item in items]
    assert found == [(49, "EMAIL"), (53, "GROUP")]


def test_the_outline_holds_no_personal_data() -> None:
    """No number, hash or address of the outline is taken for personal data."""
    assert find_private(read(OUTLINE).text) == ()
