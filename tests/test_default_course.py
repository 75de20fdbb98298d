"""The course that ships: complete, clean, and nothing of it published raw."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from site_builder.align.ledger import keep_ledger
from site_builder.model.diagnostic import Severity
from site_builder.model.note import Dialect
from site_builder.report.model import model_json
from site_builder.shell.compiling import Compilation, compile_content
from tests.support.folders import list_folder, run

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ROOT / "content"
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def course() -> Compilation:
    """The course, compiled."""
    return compile_content(CONTENT)


@pytest.fixture(scope="module")
def model(course: Compilation) -> dict[str, Any]:
    """What ``inspect`` prints of it."""
    printed = json.dumps(model_json(course.site, course.diagnostics, course.sources))
    loaded: dict[str, Any] = json.loads(printed)
    return loaded


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course, built strictly."""
    folder = tmp_path_factory.mktemp("built") / "site"
    done = run("site-builder", "build", CONTENT, "-d", folder, "--strict", folder=ROOT)
    assert done.returncode == 0, done.stderr
    return folder


def test_nothing_is_to_be_complained_of(course: Compilation) -> None:
    """No error, no warning, no lost line."""
    assert course.count(Severity.ERROR) == 0
    assert course.count(Severity.WARNING) == 0
    assert keep_ledger(course.site.documents, course.site.alignment).lost == ()


def test_all_lessons_are_there(model: dict[str, Any]) -> None:
    """183 lessons in a row, each with a duration and both titles, 27:44:07 in all."""
    lessons = model["lessons"]

    assert [lesson["number"] for lesson in lessons] == list(range(1, 184))
    assert sum(lesson["duration"] for lesson in lessons) == model["duration"] == 99_847
    assert all(lesson["title"] and lesson["title_en"] for lesson in lessons)
    assert Counter(lesson["course"] for lesson in lessons) == {1: 46, 2: 37, 3: 24, 4: 43, 5: 33}


def test_every_course_has_notes(model: dict[str, Any]) -> None:
    """At least two lessons of each course, with a formula somewhere in its notes."""
    noted = Counter(lesson["course"] for lesson in model["lessons"] if lesson["notes"])

    assert min(noted.values()) >= 2
    assert len(noted) == 5


def test_notes_come_in_many_dialects(course: Compilation) -> None:
    """Each dialect that ships is exercised by what ships; at least three by notes."""
    noted = {piece.path for piece in course.site.alignment.pieces}
    dialects = {d.dialect for d in course.site.documents}
    of_notes = {d.dialect for d in course.site.documents if d.source.path in noted}

    assert dialects == set(Dialect)
    assert len(of_notes - {Dialect.JEKYLL_OUTLINE, Dialect.BILINGUAL_TOC}) >= 3


def test_every_wikilink_leads_somewhere(course: Compilation, site: Path) -> None:
    """There are some, and no page marks one as leading nowhere."""
    assert sum(len(document.wikilinks) for document in course.site.documents) > 0
    pages = [page.read_text(encoding="utf-8") for page in site.rglob("*.html")]
    assert not [page for page in pages if "wikilink-unresolved" in page]


def test_every_course_has_formulas(model: dict[str, Any], site: Path) -> None:
    """Formulas are typeset on the page of at least one lesson of each course."""
    with_formula = {
        lesson["course"]
        for lesson in model["lessons"]
        if 'class="katex"' in (site / lesson["url"] / "index.html").read_text(encoding="utf-8")
    }

    assert with_formula == {1, 2, 3, 4, 5}


def test_nothing_is_published_raw(site: Path) -> None:
    """Neither a note nor a manifest, and a page for each lesson instead."""
    files = list_folder(site)

    assert not [path for path in files if path.endswith((".md", ".txt", ".yml", ".yaml"))]
    assert len([path for path in files if re.fullmatch(r"lessons/\d{3}/index\.html", path)]) == 183


def test_nobody_is_named_by_address(site: Path) -> None:
    """No e-mail address stands in a page, the model or the search index."""
    found = {
        (path, match[0])
        for path in list_folder(site)
        if path.endswith((".html", ".json"))
        for match in _ADDRESS.finditer(site.joinpath(path).read_text(encoding="utf-8"))
    }

    assert found == set()
