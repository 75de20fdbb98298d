"""Guards on counts instead of seconds: what a course costs grows with its lessons and no faster."""

import cProfile
import pstats
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from benchmarks.speed.tools import Material, Ours, Tool
from benchmarks.synthetic import write_course
from site_builder.model.config import Config
from site_builder.model.site import Catalog, Site
from site_builder.model.source import Source
from site_builder.pipeline import build_site
from site_builder.search.index import build_index
from tests.support.folders import run

SMALL, LARGE = 40, 120
ROOT = Path(__file__).resolve().parents[2]


class Sizes(NamedTuple):
    """What a build has written."""

    pages: int
    html: int
    """Bytes of all pages."""
    lesson: float
    """Bytes of the page of a lesson, on average."""
    search: int
    """Bytes of the search index."""


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Tool, int], Sizes]:
    """Builds a course by the real command, once a tool and size, and measures the site."""
    known: dict[tuple[str, int], Sizes] = {}

    def measured(tool: Tool, lessons: int) -> Sizes:
        if (tool.name, lessons) not in known:
            project = tmp_path_factory.mktemp(tool.name) / "project"
            tool.write(project, lessons)
            known[tool.name, lessons] = _measure(tool, project, lessons)
        return known[tool.name, lessons]

    return measured


def _measure(tool: Tool, project: Path, lessons: int) -> Sizes:
    # stock Material by the MkDocs of this environment, which has no jieba: that costs no byte
    program, *arguments = tool.build()
    done = run(Path(program).name, *arguments, folder=project)
    assert done.returncode == 0, done.stderr
    site = project / tool.output
    pages = [path.stat().st_size for path in site.rglob("*.html")]
    own = [site / tool.url(n) / "index.html" for n in range(1, lessons + 1)]
    index = {path for pattern in tool.index for path in site.glob(pattern)}
    return Sizes(
        pages=len(pages),
        html=sum(pages),
        lesson=sum(path.stat().st_size for path in own) / lessons,
        search=sum(path.stat().st_size for path in index),
    )


def test_every_lesson_has_a_page_and_little_is_beside_them(
    sizes: Callable[[Tool, int], Sizes],
) -> None:
    """Beside the lessons there are a page a course and week, and a fixed handful."""
    small, large = sizes(Ours(), SMALL), sizes(Ours(), LARGE)

    more_lessons, more_courses, more_weeks = LARGE - SMALL, 2, 8
    assert large.pages - small.pages == more_lessons + more_courses + more_weeks
    assert SMALL + 5 < small.pages <= SMALL + 5 + 10


def test_pages_do_not_grow_with_the_course(sizes: Callable[[Tool, int], Sizes]) -> None:
    """Three times the lessons leave the page of a lesson, navigation included, as it was."""
    assert sizes(Ours(), LARGE).lesson < 1.15 * sizes(Ours(), SMALL).lesson


def test_pages_with_formulas_are_no_larger_than_stock_pages_without(
    sizes: Callable[[Tool, int], Sizes],
) -> None:
    """The formulas that ours have cost less than the navigation that stock pages repeat."""
    assert sizes(Ours(), LARGE).html < 0.9 * sizes(Material(), LARGE).html


def test_the_index_is_smaller_than_the_stock_one(sizes: Callable[[Tool, int], Sizes]) -> None:
    """What is fetched in parts is less in all, too."""
    assert sizes(Ours(), LARGE).search < 0.9 * sizes(Material(), LARGE).search


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], dict[str, int]]:
    """Counts the function calls that compiling and indexing a course take, by stage."""
    templates = {
        path.relative_to(ROOT / "templates").as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / "templates" / "pages").rglob("*.md")
    }

    def count(lessons: int) -> dict[str, int]:
        content = tmp_path_factory.mktemp("content")
        write_course(content, lessons)
        sources = [
            Source(path.relative_to(content).as_posix(), path.read_text(encoding="utf-8"))
            for path in content.rglob("*.md")
        ]
        made: list[Site] = []

        def compile_course() -> None:
            made.append(build_site(sources, Config(), Catalog(), templates).value)

        compiling = _count(compile_course)
        return {"compile": compiling, "index": _count(lambda: build_index(made[0], Config()))}

    count(10)  # not counted: modules and tables are loaded once
    return count


def _count(work: Callable[[], object]) -> int:
    profile = cProfile.Profile()
    profile.runcall(work)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def test_work_grows_with_the_lessons(calls: Callable[[int], dict[str, int]]) -> None:
    """Four times the lessons take four times the calls, to compile and to index."""
    small, large = calls(20), calls(80)

    assert {stage: large[stage] / small[stage] < 4.4 for stage in small} == {
        "compile": True,
        "index": True,
    }
