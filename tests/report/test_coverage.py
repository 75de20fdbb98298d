from pathlib import Path

import pytest

from site_builder.align.ledger import keep_ledger
from site_builder.model.site import Home, Site
from site_builder.report.coverage import (
    count_lines,
    coverage_json,
    format_coverage,
    format_ledger,
    format_unplaced,
)
from site_builder.shell.compiling import compile_content
from tests.support.folders import COURSE, NOTES, write_folder


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A course of four lessons, two of which have notes or links."""
    return compile_content(write_folder(tmp_path, COURSE)).site


def test_coverage_is_told_by_course(site: Site) -> None:
    """The outline's own link counts as a note of its lesson."""
    lines = format_coverage(site).splitlines()

    assert lines[0].split() == ["coverage", "3", "of", "4", "lessons", "have", "notes,", "31:00"]
    assert lines[1].split() == ["1", "3", "of", "4", "lessons", "have", "notes,", "31:00"]


def test_a_folder_without_an_outline_has_no_coverage(tmp_path: Path) -> None:
    """What is missing is said instead of a figure."""
    site = compile_content(write_folder(tmp_path, {"notes.md": NOTES})).site

    assert format_coverage(site) == "coverage: no lessons, because no source is an outline\n"


def test_the_ledger_counts_lines_that_are_not_blank(site: Site) -> None:
    """The sum over all homes is what the sources hold."""
    written = [
        line
        for document in site.documents
        for line in document.source.text.split("\n")
        if line.strip()
    ]

    ledger = keep_ledger(site.documents, site.alignment)
    counts = count_lines(site, ledger)

    assert sum(counts.values()) == len(written)
    assert counts[Home.UNPLACED] == 2
    assert format_ledger(site, ledger).startswith(f"ledger: {len(written)} lines\n")
    assert "      0 lost\n" in format_ledger(site, ledger)


def test_what_is_unplaced_is_listed_with_its_lines(site: Site) -> None:
    """An author finds the section and why it is there."""
    text = format_unplaced(site)

    assert text.startswith("unplaced: 1\n  notes.md:13-15 磨刀 (")


def test_programs_get_the_same_figures(site: Site) -> None:
    """The JSON form agrees with the texts."""
    summary = coverage_json(site, keep_ledger(site.documents, site.alignment))

    assert (summary["lessons"], summary["lessons_with_notes"]) == (4, 3)
    assert summary["courses"] == [{"number": 1, "lessons": 4, "lessons_with_notes": 3}]
    assert (summary["lost"], summary["repeated"], summary["unplaced"]) == ([], [], 1)
