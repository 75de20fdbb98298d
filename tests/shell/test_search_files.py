from pathlib import Path

import pytest

from tests.support.folders import COURSE, list_folder, run, write_folder

CONFIG = """site_name: 烘焙
docs_dir: content
site_dir: site
theme: material
"""
OURS = ("assets/search/box.js", "assets/search/search.css", "search/index.js")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a course."""
    write_folder(tmp_path / "content", COURSE)
    return tmp_path


def build(project: Path, plugins: str) -> list[str]:
    """Files of the site that MkDocs builds with these plugins."""
    write_folder(project, {"mkdocs.yml": f"{CONFIG}plugins: {plugins}\n"})
    done = run("mkdocs", "build", "-q", "--strict", folder=project)
    assert done.returncode == 0, done.stderr
    return list_folder(project / "site")


def worker_of(project: Path) -> str:
    """Text of the worker that the theme's pages start."""
    (worker,) = project.joinpath("site/assets/javascripts/workers").glob("search.*.js")
    return worker.read_text(encoding="utf-8")


def test_our_search_stands_behind_the_box_of_the_theme(project: Path) -> None:
    """Box, script and index are there; the theme's index is an empty one."""
    files = build(project, "[search, site_builder]")

    assert set(OURS) <= set(files)
    assert "lessonSearch" in worker_of(project)
    page = project.joinpath("site/index.html").read_text(encoding="utf-8")
    assert 'data-md-component="search"' in page
    assert "assets/search/box.js" in page
    assert '"docs":[]' in project.joinpath("site/search/search_index.json").read_text("utf-8")
    assert not [path for path in files if "/lunr/" in path]


def test_the_theme_s_own_search_stays_where_it_is_wanted(project: Path) -> None:
    """``search: false`` leaves everything as Material has it."""
    files = build(project, "[search, {site_builder: {search: false}}]")

    assert not set(OURS) & set(files)
    assert "lessonSearch" not in worker_of(project)
    assert '"docs":[{' in project.joinpath("site/search/search_index.json").read_text("utf-8")


@pytest.mark.parametrize(
    "plugins", ["[site_builder]", "[{search: {enabled: false}}, site_builder]"]
)
def test_a_site_without_the_box_has_no_index(project: Path, plugins: str) -> None:
    """Nothing is published that no page can ask."""
    files = build(project, plugins)

    assert not set(OURS) & set(files)
