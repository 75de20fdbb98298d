from pathlib import Path

from site_builder.model.site import Asset, NavItem, Page
from site_builder.shell.compiling import compile_content
from site_builder.shell.planning import nav_entries, plan_tree
from site_builder.shell.tree import TreeFile, write_tree
from tests.support.folders import COURSE, list_folder, write_folder


def test_the_tree_holds_what_the_site_names_and_nothing_else(tmp_path: Path) -> None:
    """Pages, shown pictures and web parts; no note and no unused picture."""
    content = write_folder(tmp_path / "content", COURSE)
    site = compile_content(content).site

    files = plan_tree(site, content)

    paths = [file.path for file in files]
    assert len(paths) == len(set(paths))
    assert {page.path for page in site.pages} | {"images/dough.png"} <= set(paths)
    rest = set(paths) - {page.path for page in site.pages} - {"images/dough.png"}
    assert all(path.startswith("assets/") for path in rest)
    assert "assets/katex/katex.min.css" in rest


def test_files_come_in_the_order_of_folders(tmp_path: Path) -> None:
    """An index comes first in its folder, subfolders come after files: as MkDocs lists a folder."""
    site = compile_content(write_folder(tmp_path, COURSE)).site

    paths = [file.path for file in plan_tree(site, tmp_path) if file.path.endswith(".md")]

    assert paths[0] == "index.md"
    assert paths.index("courses/1/index.md") < paths.index("courses/1/week-1/index.md")
    top = [path for path in paths if "/" not in path]
    assert paths[: len(top)] == top


def test_the_navigation_takes_mkdocs_own_form() -> None:
    """A group is a list; a page of its own becomes its first entry once."""
    lesson = NavItem("课", "lessons/001.md")
    items = (
        NavItem("首页", "index.md"),
        NavItem("门", None, (lesson,)),
        NavItem("周", "week/index.md", (lesson,)),
        NavItem("年", "year/index.md", (NavItem("年", "year/index.md"), lesson)),
    )

    assert nav_entries(items) == [
        {"首页": "index.md"},
        {"门": [{"课": "lessons/001.md"}]},
        {"周": ["week/index.md", {"课": "lessons/001.md"}]},
        {"年": [{"年": "year/index.md"}, {"课": "lessons/001.md"}]},
    ]


def test_a_tree_is_written_as_planned(tmp_path: Path) -> None:
    """Texts keep their line feeds, files are copied byte by byte."""
    picture = tmp_path / "x.png"
    picture.write_bytes(b"\x89PNG\r\n")
    page, asset = Page("a/b.md", "b", "一\n二\n"), Asset("x.png")

    write_tree([TreeFile(page.path, page.text), TreeFile(asset.path, picture)], tmp_path / "out")

    assert list_folder(tmp_path / "out") == ["a/b.md", "x.png"]
    assert (tmp_path / "out/a/b.md").read_bytes() == "一\n二\n".encode()
    assert (tmp_path / "out/x.png").read_bytes() == b"\x89PNG\r\n"


def test_a_drawing_is_published_without_what_could_run(tmp_path: Path) -> None:
    """The diagnostic names it, the file on disk stays as it is."""
    unsafe = '<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script><g id="a"/></svg>'
    files = {**COURSE, "notes.md": "# 我的笔记\n\n## 揉面\n\n![手势](a.svg)\n", "a.svg": unsafe}
    content = write_folder(tmp_path, files)

    compilation = compile_content(content)
    tree = {file.path: file.content for file in plan_tree(compilation.site, content)}

    published = tree["a.svg"]
    assert isinstance(published, str)
    assert '<g id="a" />' in published
    assert "script" not in published
    assert "IMG104" in {found.code for found in compilation.diagnostics}
    assert (content / "a.svg").read_text(encoding="utf-8") == unsafe
