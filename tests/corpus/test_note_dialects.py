"""Typora notes and the copied article of the real input, against labels made by hand."""

import csv
from pathlib import Path

import pytest

from site_builder.dialects import detect_dialect, parse_document
from site_builder.model.diagnostic import Outcome
from site_builder.model.note import Dialect, Document
from site_builder.scan.decode import decode_source
from site_builder.scan.scanned import scan_source
from tests.dialects.case_files import lines_without_one_home

_SHARED = Path(__file__).parents[3] / "shared"

pytestmark = pytest.mark.skipif(
    not _SHARED.is_dir(), reason="the real input is not on this machine"
)

_FILES = {
    "2022-10-11-ml-DL-Andrew-Ng.md": Dialect.JEKYLL_OUTLINE,
    "typora-notes.md": Dialect.TYPORA,
    "obsidian-notes.md": Dialect.OBSIDIAN,
    "bilingual-toc.md": Dialect.BILINGUAL_TOC,
    "scraped-article.txt": Dialect.SCRAPED_ARTICLE,
}


def _read(name: str) -> Outcome[Document]:
    source = decode_source(name, (_SHARED / "corpus" / name).read_bytes()).value
    assert source is not None
    return parse_document(scan_source(source), None)


def _rows(name: str) -> list[dict[str, str]]:
    with (_SHARED / "gold" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("name", "dialect"), _FILES.items())
def test_dialect(name: str, dialect: Dialect) -> None:
    """Each file is read as what it is, and nothing else comes near."""
    source = decode_source(name, (_SHARED / "corpus" / name).read_bytes()).value
    assert source is not None

    best, second = detect_dialect(scan_source(source))[:2]

    assert best.dialect is dialect
    assert best.score >= 0.6
    assert second.score <= best.score - 0.3


@pytest.mark.parametrize("name", _FILES)
def test_no_line_is_lost(name: str) -> None:
    """Every line that is not blank has exactly one home."""
    document = _read(name).value

    if document.outline is None:
        assert lines_without_one_home(document) == {}


@pytest.mark.parametrize(
    ("name", "labels", "count"),
    [("typora-notes.md", "notes_001.csv", 72), ("scraped-article.txt", "notes_004.csv", 18)],
)
def test_headings(name: str, labels: str, count: int) -> None:
    """Title and headings agree with the labels in line, level, number and words."""
    document = _read(name).value

    found = [
        (
            str(document.source.line_number(section.heading.span.start)),
            str(section.heading.level),
            section.heading.number,
            section.heading.title,
        )
        for section in document.sections
        if section.heading is not None
    ]
    rows = _rows(labels)
    assert len(rows) == count
    assert document.title == rows[0]["title"]
    assert found == [
        (row["line"], row["level"], tuple(map(int, row["number"].split("."))), row["title"])
        for row in rows[1:]
    ]


def test_scope_of_the_article() -> None:
    """The course and the week that headings name agree with the labels."""
    document = _read("scraped-article.txt").value

    found = [section.scope for section in document.sections if section.heading is not None]
    expected = []
    for row in _rows("notes_004.csv")[1:]:
        figures = [int(char) for char in row["scope"] if char.isdigit()]
        course, week = (*figures, None, None)[:2]
        expected.append((course, week))
    assert found == expected


def test_noise_and_placeholders_of_the_article() -> None:
    """What is removed begins on line 177, and placeholders are found before it, no others."""
    document = _read("scraped-article.txt").value
    source = document.source

    removed = [(source.line_number(r.span.start), r.code) for r in document.removals]
    pictures = {source.line_number(e.span.start) for e in document.edits if "缺图" in e.text}
    links = {source.line_number(e.span.start) for e in document.edits if "链接已丢失" in e.text}
    rows = [row for row in _rows("noise_004.csv") if row["kind"] == "placeholder"]
    assert removed == [(177, "ART101"), (183, "ART102")]
    assert source.lines_of(document.removals[-1].span)[1] == source.line_count
    assert sorted(pictures | links) == [int(row["line"]) for row in rows]
    assert links == {int(row["line"]) for row in rows if row["note"].startswith("lost link")}


def test_head_and_end_of_the_typora_notes() -> None:
    """Title, video, date and end mark are no notes."""
    document = _read("typora-notes.md").value
    source = document.source

    structure = [(source.line_number(s.span.start), s.role.value) for s in document.structure]
    assert structure == [(1, "title"), (3, "source"), (5, "source"), (674, "separator")]
    assert document.video is not None
    assert document.video.id == "BV1FT4y1E74V"
