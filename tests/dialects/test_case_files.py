"""The case files of Typora, copied articles and plain Markdown."""

import pytest

from site_builder.dialects.plain import parse_plain
from site_builder.dialects.scraped_article import parse_scraped_article
from site_builder.dialects.typora import parse_typora
from site_builder.model.source import Source
from site_builder.scan.scanned import scan_source
from tests.dialects.case_files import describe, lines_without_one_home, read_cases

_PARSERS = {
    "plain": parse_plain,
    "scraped_article": parse_scraped_article,
    "typora": parse_typora,
}


@pytest.mark.parametrize(
    ("dialect", "given", "expected"),
    [
        pytest.param(dialect, given, expected, id=f"{dialect}: {title}")
        for dialect in _PARSERS
        for title, given, expected in read_cases(dialect)
    ],
)
def test_case(dialect: str, given: str, expected: str) -> None:
    """A dialect finds in a text what its case file says."""
    outcome = _PARSERS[dialect](scan_source(Source("notes.md", given)), 1.0)

    assert describe(outcome) == expected
    assert lines_without_one_home(outcome.value) == {}
