from pathlib import Path

import pytest
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section, get_navigation
from mkdocs.structure.pages import Page

from site_builder.shell.sidebar import MOST, MOST_ENTRIES, Sidebar


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    """A configuration of MkDocs without a site."""
    tmp_path.joinpath("docs").mkdir()
    file = tmp_path / "mkdocs.yml"
    file.write_text("site_name: Kurs\n", encoding="utf-8")
    return load_config(str(file))


def _navigation(config: MkDocsConfig, courses: int) -> Navigation:
    """A home page, courses of two lessons, and a page behind them."""
    paths = [f"c{course:03}/{lesson}.md" for course in range(courses) for lesson in (1, 2)]
    everything = ["index.md", *paths, "zz.md"]
    config.nav = [
        "index.md",
        *({f"课程 {n}": [f"c{n:03}/1.md", f"c{n:03}/2.md"]} for n in range(courses)),
        "zz.md",
    ]
    files = [File(path, None, config.site_dir, use_directory_urls=True) for path in everything]
    return get_navigation(Files(files), config)


def _page(nav: Navigation, path: str) -> Page:
    return next(page for page in nav.pages if page.file.src_uri == path)


def _shown(nav: Navigation, path: str) -> list[str]:
    items = Sidebar(nav).beside(_page(nav, path)).items
    return [item.title if not isinstance(item, Page) else item.file.src_uri for item in items]


def test_few_courses_are_all_shown(config: MkDocsConfig) -> None:
    """The navigation of an ordinary site is the one that MkDocs made."""
    nav = _navigation(config, MOST)

    assert Sidebar(nav).beside(_page(nav, "c003/1.md")) is nav


def test_of_many_courses_the_near_ones_are_shown(config: MkDocsConfig) -> None:
    """The page's own course, three before, three behind, and a way to all of them."""
    nav = _navigation(config, 40)

    shown = _shown(nav, "c020/2.md")

    near = [f"课程 {n}" for n in range(17, 24)]
    assert shown == ["index.md", *near, "全部 40 门课", "zz.md"]


@pytest.mark.parametrize(
    ("path", "first"), [("index.md", 0), ("zz.md", 0), ("c000/1.md", 0), ("c039/1.md", 33)]
)
def test_there_are_always_as_many(config: MkDocsConfig, path: str, first: int) -> None:
    """At the ends of the list, and beside pages of no course, seven courses are shown."""
    nav = _navigation(config, 40)

    courses = [title for title in _shown(nav, path) if title.startswith("课程")]

    assert courses == [f"课程 {n}" for n in range(first, first + 7)]


def test_the_own_course_is_the_very_same(config: MkDocsConfig) -> None:
    """It opens where the page is, as the whole navigation would."""
    nav = _navigation(config, 40)
    page = _page(nav, "c020/2.md")

    items = Sidebar(nav).beside(page).items

    assert any(item is list(page.ancestors)[-1] for item in items if isinstance(item, Section))
    assert Sidebar(nav).beside(page).homepage is nav.homepage


def _flat(config: MkDocsConfig, lessons: int, *, index: bool = False) -> Navigation:
    """A home page, and one section of lessons within another, with a page of its own or without."""
    paths = [f"l/{lesson:04}.md" for lesson in range(lessons)]
    own = ["l/index.md"] if index else []
    config.nav = ["index.md", {"课": [{"周": [*own, *paths]}]}]
    everything = ["index.md", *own, *paths]
    files = [File(path, None, config.site_dir, use_directory_urls=True) for path in everything]
    return get_navigation(Files(files), config)


def _beside(nav: Navigation, path: str) -> list[str]:
    """The entries of the inner section as they are shown beside the page at ``path``."""
    inner = Sidebar(nav).beside(_page(nav, path)).items[1].children[0]
    return [item.file.src_uri if isinstance(item, Page) else item.title for item in inner.children]


def test_few_lessons_are_all_shown(config: MkDocsConfig) -> None:
    """The navigation is the one that MkDocs made."""
    nav = _flat(config, MOST_ENTRIES)

    assert Sidebar(nav).beside(_page(nav, "l/0003.md")) is nav


@pytest.mark.parametrize(
    ("lesson", "first"), [(0, 0), (11, 0), (13, 1), (100, 88), (290, 275), (299, 275)]
)
def test_of_many_lessons_the_near_ones_are_shown(
    config: MkDocsConfig, lesson: int, first: int
) -> None:
    """Twenty-five of them, wherever the page is, and a way to all."""
    shown = _beside(_flat(config, 300), f"l/{lesson:04}.md")

    near = [f"l/{number:04}.md" for number in range(first, first + 25)]
    assert shown == [*near, "全部 300 项"]


def test_the_page_of_a_long_section_stays(config: MkDocsConfig) -> None:
    """It heads what is near, and the way to all leads to it."""
    nav = _flat(config, 300, index=True)

    shown = Sidebar(nav).beside(_page(nav, "l/0200.md")).items[1].children[0].children

    assert shown[0] is _page(nav, "l/index.md")
    assert shown[-1].url == "l/"
    assert len(shown) == 27


def test_beside_other_pages_nothing_is_opened(config: MkDocsConfig) -> None:
    """A page outside the long section has the whole of it, which stays closed there."""
    nav = _flat(config, 300)

    assert Sidebar(nav).beside(_page(nav, "index.md")) is nav


def test_what_is_shown_opens_where_the_page_is(config: MkDocsConfig) -> None:
    """The part of a section is active when the section is, and it is the same one at each call."""
    nav = _flat(config, 300)
    page = _page(nav, "l/0200.md")
    sidebar = Sidebar(nav)

    before = sidebar.beside(page).items[1].active
    page.active = True

    assert (before, sidebar.beside(page).items[1].active) == (False, True)
    assert sidebar.beside(page).items[1] is sidebar.beside(page).items[1]


def test_pages_of_a_course_show_the_same_items(config: MkDocsConfig) -> None:
    """Also the link to all courses is one object: what an item shows is known by its identity."""
    nav = _navigation(config, 40)
    sidebar = Sidebar(nav)

    first, second = (sidebar.beside(_page(nav, f"c020/{n}.md")).items for n in (1, 2))

    assert list(map(id, first)) == list(map(id, second))
