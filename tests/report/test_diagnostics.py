import json

import pytest

from site_builder.model.diagnostic import Diagnostic
from site_builder.model.source import Source, Span
from site_builder.report.diagnostics import (
    MAX_REPEATED,
    Format,
    drop_notices,
    format_diagnostics,
    summarise,
)

SOURCES = (Source("b.md", "一二\n三四\n"), Source("a.md", "x" * 100))


def test_text_names_place_severity_code_and_remedy() -> None:
    """Line and column count from 1, columns in code points."""
    found = [Diagnostic("SRC103", "what is wrong", "b.md", Span(4, 5), "do this")]

    text = format_diagnostics(found, SOURCES, Format.TEXT)

    assert text == "b.md:2:2: warning[SRC103] what is wrong\n    help: do this\n"


def test_the_registered_remedy_stands_where_none_is_given() -> None:
    """A diagnostic about a whole file has no line."""
    text = format_diagnostics([Diagnostic("SRC104", "empty", "c.md")], SOURCES, Format.TEXT)

    assert text == "c.md: info[SRC104] empty\n    help: write into it or delete it\n"


def test_a_diagnostic_about_no_file_begins_with_its_severity() -> None:
    """Where no single file is at fault, no place is invented."""
    text = format_diagnostics([Diagnostic("SRC104", "empty", "")], SOURCES, Format.TEXT)

    assert text.startswith("info[SRC104] empty\n")


def test_diagnostics_are_sorted_and_told_once() -> None:
    """The order in which stages find things does not show."""
    first = Diagnostic("SRC103", "one", "a.md", Span(3, 4))
    second = Diagnostic("SRC103", "two", "a.md", Span(20, 21))
    third = Diagnostic("SRC101", "three", "b.md")

    text = format_diagnostics([third, second, first, second], SOURCES, Format.TEXT)

    heads = [line for line in text.splitlines() if not line.startswith(" ")]
    assert [line.split("] ")[1] for line in heads] == ["one", "two", "three"]


def test_repeated_diagnostics_are_capped_with_a_count() -> None:
    """The sixth finding of a code in a file is only counted; other files count for themselves."""
    many = [Diagnostic("SRC103", f"no {n}", "a.md", Span(n, n + 1)) for n in range(50)]
    other = Diagnostic("SRC103", "other", "b.md", Span(0, 1))

    text = format_diagnostics([*many, other], SOURCES, Format.TEXT)

    assert text.count("warning[SRC103]") == MAX_REPEATED + 1
    assert f"… and {50 - MAX_REPEATED} more SRC103 in this file" in text
    assert text.count("more SRC103") == 1


def test_json_has_every_diagnostic() -> None:
    """What a program reads is never capped."""
    many = [Diagnostic("SRC103", f"no {n}", "a.md", Span(n, n + 1)) for n in range(50)]

    records = json.loads(format_diagnostics(many, SOURCES, Format.JSON))

    assert len(records) == 50
    assert records[0] == {
        "code": "SRC103",
        "severity": "warning",
        "path": "a.md",
        "line": 1,
        "column": 1,
        "message": "no 0",
        "help": "delete the characters; the file may be damaged",
    }


def test_github_annotations_escape_what_would_end_them() -> None:
    """Colons, commas and per cent signs in names and messages stay what they are."""
    found = [Diagnostic("SRC103", "50% of: a,b", "a,b.md", None, "so")]

    text = format_diagnostics(found, SOURCES, Format.GITHUB)

    assert text == "::warning file=a%2Cb.md,title=SRC103::50%25 of: a,b (help: so)\n"


def test_github_annotations_name_lines() -> None:
    """The first and last line of the span are given."""
    text = format_diagnostics(
        [Diagnostic("SRC102", "x", "b.md", Span(0, 6))], SOURCES, Format.GITHUB
    )

    assert text.startswith("::error file=b.md,line=1,endLine=2,col=1,title=SRC102::x (help:")


@pytest.mark.parametrize(
    ("codes", "summary"),
    [
        ([], "nothing to complain of"),
        (["SRC104"], "1 notice"),
        (["SRC101"], "1 warning"),
        (["SRC102", "SRC105", "SRC101"], "2 errors, 1 warning"),
    ],
)
def test_findings_are_summed_up(codes: list[str], summary: str) -> None:
    """Only what there is, is counted."""
    assert summarise([Diagnostic(code, "m", "a.md") for code in codes], SOURCES) == summary


def test_notices_can_be_left_out() -> None:
    """A build tells what the author should act on, and no more."""
    found = [Diagnostic(code, "m", "a.md") for code in ("SRC104", "SRC101", "SRC102")]

    assert [d.code for d in drop_notices(found)] == ["SRC101", "SRC102"]
