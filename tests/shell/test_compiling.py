from pathlib import Path

import pytest

from site_builder.align.ledger import keep_ledger
from site_builder.model.diagnostic import Severity
from site_builder.shell.compiling import compile_content
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.templates import packaged_templates, read_templates
from tests.support.folders import COURSE, NOTES, write_folder


def test_a_folder_becomes_a_site(tmp_path: Path) -> None:
    """Reading, building and checking formulas in one step."""
    bad: dict[str, str | bytes] = {"formula.md": "---\nlesson: 2\n---\n\n$$\n\\frac{1\n$$\n"}
    compilation = compile_content(write_folder(tmp_path, {**COURSE, **bad}))

    assert len(compilation.site.course.lessons) == 4
    codes = {(found.code, found.path) for found in compilation.diagnostics}
    assert ("MTH201", "formula.md") in codes
    assert compilation.count(Severity.ERROR) + compilation.count(Severity.WARNING) > 0


def test_the_order_of_files_on_disk_does_not_show(tmp_path: Path) -> None:
    """Two folders with the same files give the same pages."""
    first = compile_content(write_folder(tmp_path / "one", COURSE))
    second = compile_content(write_folder(tmp_path / "two", dict(reversed(list(COURSE.items())))))

    assert first.site.pages == second.site.pages
    assert first.diagnostics == second.diagnostics


@pytest.mark.parametrize(
    "files",
    [
        {"notes.md": NOTES},
        {"one.md": COURSE["outline.md"], "two.md": COURSE["outline.md"]},
        {"empty.md": ""},
        {"binary.md": b"# \xff\xff\x81\x00\xff\n"},
        {"twice.md": "# 课\n\n## 1 1.1.1 甲 05:00\n\n## 1 1.1.2 乙 05:00\n\n## 9 1.1.3 丙 05:00\n"},
    ],
    ids=["no outline", "two outlines", "empty", "binary", "odd numbers"],
)
def test_whatever_the_folder_holds_there_is_a_site(
    tmp_path: Path, files: dict[str, str | bytes]
) -> None:
    """A home page at least, no line lost, and no exception."""
    compilation = compile_content(write_folder(tmp_path, files))

    assert compilation.site.pages[0].path == "index.md"
    assert keep_ledger(compilation.site.documents, compilation.site.alignment).lost == ()


def test_a_template_of_the_project_replaces_one_that_ships(tmp_path: Path) -> None:
    """The others stay as they are."""
    own = write_folder(tmp_path / "templates", {"pages/unplaced.md": "# 没有归类\n"})

    texts = read_templates(own)

    assert texts["pages/unplaced.md"] == "# 没有归类\n"
    assert texts["pages/lesson.md"] == (packaged_templates() / "pages/lesson.md").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("templates", "message"),
    [
        ({"pages/lesson.md": "{% if %}"}, "pages/lesson.md"),
        ({"pages/lesson.md": "{{ nothing.at.all }}"}, "pages/lesson.md"),
        ({"pages/lesson.md": b"\xff\xfe\x00"}, "pages/lesson.md"),
        ({}, "there is no folder of templates"),
    ],
    ids=["syntax", "unknown value", "not utf-8", "missing"],
)
def test_templates_that_do_not_serve_are_named(
    tmp_path: Path, templates: dict[str, str | bytes], message: str
) -> None:
    """A broken template ends the build in one line with a remedy."""
    content = write_folder(tmp_path / "content", COURSE)
    own = write_folder(tmp_path / "templates", templates)

    with pytest.raises(SiteBuilderError, match=message) as caught:
        compile_content(content, templates=own)

    assert caught.value.remedy
