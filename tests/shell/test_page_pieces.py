"""Pages are drawn from shared pieces as they are drawn without."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from site_builder.shell.engine_config import add_theme
from site_builder.shell.page_pieces import PagePieces
from site_builder.shell.pieced_templates import use_pieces
from site_builder.shell.sidebar import Sidebar
from site_builder.shell.theme_code import keep_code
from tests.support.folders import write_folder

LESSON = "---\ntemplate: lesson.html\nlesson: {colour: 1, number: 1}\n---\n"

COURSE = {
    "index.md": "# 面包\n",
    "kurs/index.md": "# 一门课\n",
    "kurs/1.md": "---\nicon: material/school\nstatus: new\nsubtitle: 先读\n---\n# 磨\n\n## 石\n",
    "kurs/2.md": "---\nhide: [navigation, toc, footer]\ntitle: 揉面 <二>\n---\n# 揉面\n",
    "kurs/3.md": "---\ndescription: 说明\n---\n没有标题\n",
    "kurs/woche/index.md": "# 一周\n\n## 甲\n",
    "kurs/woche/1.md": f"{LESSON}# 烤\n\n## 乙\n",
    "kurs/woche/2.md": f"{LESSON}# 切\n\n## 丙\n",
    "zwei/1.md": "# 甜\n\n## 糖\n",
    "zwei/2.md": "# 咸\n",
    "ende.md": "# 完\n",
}

LONG = {"index.md": "# 面包\n", **{f"l/{n:02}.md": f"# 第 {n} 课\n\n## 题\n" for n in range(60)}}

TWICE = [
    "index.md",
    {"一": [{"甲": "kurs/1.md"}, {"乙": ["kurs/2.md", "zwei/1.md"]}]},
    {"二": ["zwei/1.md", "zwei/2.md", {"外": "https://example.org/"}]},
    "ende.md",
]
"""Navigation in which a page stands in two places, and a link."""

FEATURES = [
    "navigation.indexes, navigation.prune, navigation.footer, navigation.top, toc.follow",
    "navigation.indexes, navigation.footer",
    "navigation.tabs, navigation.tabs.sticky, navigation.sections, navigation.path",
    "navigation.expand, toc.integrate, content.tabs.link",
    "navigation.sections, navigation.prune, announce.dismiss, search.share",
]


class Site:
    """A site of MkDocs whose pages can be drawn."""

    def __init__(
        self, home: Path, settings: str, course: dict[str, str], nav: list[Any] | None
    ) -> None:
        write_folder(home / "docs", course)
        file = home / "mkdocs.yml"
        file.write_text(f"site_name: 面包 & 酒\ndocs_dir: docs\n{settings}", encoding="utf-8")
        self.config: MkDocsConfig = load_config(str(file))
        add_theme(self.config)
        self.config.nav = nav
        self.files = get_files(self.config)
        self.nav: Navigation = get_navigation(self.files, self.config)
        for page in self.pages:
            page.read_source(self.config)
            page.render(self.config, self.files)

    @property
    def pages(self) -> list[Page]:
        """All of its pages."""
        return [file.page for file in self.files if file.page is not None]

    def environment(self, code: Path) -> Environment:
        """Its templates, compiled once only."""
        env = self.config.theme.get_env()
        keep_code(env, code)
        return env

    def draw(
        self, env: Environment, within: Callable[[Page], AbstractContextManager[None]]
    ) -> dict[str, str]:
        """Its pages by address."""
        sidebar, drawn = Sidebar(self.nav), {}
        for page in self.pages:
            page.active = True
            context = get_context(sidebar.beside(page), self.files, self.config, page)
            template = env.get_template(page.meta.get("template", "main.html"))
            with within(page):
                drawn[page.url] = template.render(context)
            page.active = False
        return drawn

    def draw_pieced(self, env: Environment) -> dict[str, str]:
        """Its pages by address, from pieces."""
        pieces = PagePieces(self.nav)
        use_pieces(env, pieces)
        return self.draw(env, pieces.of)

    def draw_both(self, code: Path) -> tuple[dict[str, str], dict[str, str]]:
        """Its pages from pieces, and without any."""
        plain = self.draw(self.environment(code), lambda _: nullcontext())
        return self.draw_pieced(self.environment(code)), plain


@pytest.fixture(scope="session")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where compiled templates are kept."""
    return tmp_path_factory.mktemp("code")


def settings_of(features: str, more: str = "") -> str:
    """A theme with these features, and what else a configuration says."""
    return f"theme: {{name: material, language: zh, features: [{features}]}}\n{more}"


@pytest.mark.parametrize("directories", ["true", "false"])
@pytest.mark.parametrize("features", FEATURES)
def test_pages_are_the_same(tmp_path: Path, code: Path, features: str, directories: str) -> None:
    """Whatever of Material's navigation is on, and however pages are addressed."""
    settings = settings_of(features, f"use_directory_urls: {directories}\n")
    site = Site(tmp_path, settings, COURSE, None)

    pieced, plain = site.draw_both(code)

    assert pieced == plain


MORE = """\
site_url: https://example.org/brot/
repo_url: https://github.com/example/brot
edit_uri: edit/main/
copyright: © 面包
extra_javascript: [own.js, {path: https://example.org/other.js, async: true}]
extra:
  homepage: kurs/
  social: [{icon: fontawesome/brands/github, link: "https://github.com/example"}]
  alternate: [{name: 中文, link: /zh/, lang: zh}, {name: English, link: ./en/, lang: en}]
  status: {new: 新}
  version: {provider: mike}
  consent: {title: 同意, description: 说明}
"""


@pytest.mark.parametrize("nav", [None, TWICE])
def test_settings_show_as_ever(tmp_path: Path, code: Path, nav: list[Any] | None) -> None:
    """All that Material shows of a configuration, also where a page stands twice."""
    features = "content.action.edit, content.action.view, navigation.indexes, navigation.footer"
    site = Site(tmp_path, settings_of(features, MORE), COURSE, nav)

    pieced, plain = site.draw_both(code)

    assert pieced == plain


def test_a_long_list_is_the_same(tmp_path: Path, code: Path) -> None:
    """Beside each page of many other entries are shown, with a link to all of them."""
    site = Site(tmp_path, settings_of(FEATURES[0]), LONG, None)

    pieced, plain = site.draw_both(code)

    assert pieced == plain


@pytest.mark.parametrize(
    "text",
    [
        "{{ page.title }}",
        "{{ page.url }}",
        "{% if page == nav.pages[2] %}hier{% endif %}",
        "{% if page and page.meta.icon %}icon{% endif %}",
        "{% for item in nav.items %}{{ item.active }}{% endfor %}",
        "{{ nav.homepage.title }} {{ nav | length }}",
        "{{ hidden }}",
        "{% if skip %}{{ skip.title }}{% endif %}",
        "{{ 'kurs/1/' | url }} {{ 'kurs/' | url }} {{ '.' | url }} {{ '#a' | url }} {{ base_url }}",
        "{% set mine = 'x' %}{% include 'partials/inner.html' %}",
    ],
)
def test_a_partial_that_knows_its_page_shows_it(tmp_path: Path, code: Path, text: str) -> None:
    """What differs from page to page is no piece, however a template asks for it."""
    own = write_folder(
        tmp_path / "own",
        {"partials/copyright.html": text, "partials/inner.html": "{{ mine }} {{ page.title }}"},
    )
    site = Site(tmp_path, settings_of(FEATURES[0]), COURSE, None)
    site.config.theme.dirs.insert(0, str(own))

    pieced, plain = site.draw_both(code)

    assert pieced == plain


ENTRY = """\
{% macro render(nav_item, path, level, parent) %}{{ nav_item.title | told }}
  {% for item in nav_item.children or [] %}{{ render(item, path, level + 1, nav_item) }}{% endfor %}
{% endmacro %}
"""


@pytest.mark.parametrize(
    ("partial", "text", "most"),
    [("copyright", "{{ config.site_name | told }}", 2), ("nav-item", ENTRY, 5 * len(LONG))],
)
def test_what_is_the_same_is_drawn_once(
    tmp_path: Path, code: Path, partial: str, text: str, most: int
) -> None:
    """Sixty pages in a folder, each beside 25 of them: what they share is drawn for all at once."""
    own = write_folder(tmp_path / "own", {f"partials/{partial}.html": text})
    site = Site(tmp_path, settings_of(FEATURES[0]), LONG, None)
    site.config.theme.dirs.insert(0, str(own))
    env, told = site.environment(code), list[str]()
    env.filters["told"] = told.append

    site.draw_pieced(env)

    assert len(LONG) == len(site.pages)
    assert 0 < len(told) <= most


def test_templates_draw_as_ever_between_pages(tmp_path: Path, code: Path) -> None:
    """A template that is no page, as 404.html, has nothing of the page before it."""
    site = Site(tmp_path, settings_of(FEATURES[0]), COURSE, None)
    env = site.environment(code)
    site.draw_pieced(env)
    context = get_context(site.nav, site.files, site.config, base_url="/")

    drawn = env.get_template("404.html").render(context)

    assert drawn == site.environment(code).get_template("404.html").render(context)
