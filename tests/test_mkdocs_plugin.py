import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from mkdocs.config.base import load_config
from mkdocs.utils.yaml import yaml_load

from site_builder.mkdocs_plugin import SiteBuilderPlugin
from site_builder.shell.engine_config import DEFAULTS, read_defaults
from tests.support.folders import COURSE, list_folder, run, write_folder

ROOT = Path(__file__).parents[1]
CONFIG = "site_name: 烘焙\ndocs_dir: content\ntheme: material\nplugins: [search, site_builder]\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a minimal mkdocs.yml and a course."""
    write_folder(tmp_path / "content", COURSE)
    return write_folder(tmp_path, {"mkdocs.yml": CONFIG})


def test_mkdocs_builds_a_minimal_project_strictly(project: Path) -> None:
    """Theme overrides, extensions, style sheets and navigation need no word of the author."""
    done = run("mkdocs", "build", "--strict", folder=project)

    assert done.returncode == 0, done.stderr
    site = project / "site"
    page = site.joinpath("lessons", "001", "index.html").read_text(encoding="utf-8")
    assert 'data-lesson="1"' in page
    assert 'class="katex"' in page
    assert "assets/katex/katex.min.css" in page
    files = list_folder(site)
    assert "assets/katex/katex.min.css" in files
    assert "course.json" in files
    assert not [path for path in files if path.endswith((".md", ".yml"))]
    assert "notes/index.html" not in files
    assert [path.name for path in project.iterdir() if path.name.startswith(".")] == [".cache"]


def test_files_that_the_configuration_names_are_published(project: Path) -> None:
    """A style sheet or a logo in the content folder belongs to the site; other files do not."""
    write_folder(project / "content", {"my/extra.css": "a {}", "logo.svg": "<svg/>", "x.css": ""})
    config = CONFIG.replace("theme: material", "theme: {name: material, logo: logo.svg}")
    write_folder(project, {"mkdocs.yml": config + "extra_css: [my/extra.css]\n"})

    done = run("mkdocs", "build", "-q", folder=project)

    assert done.returncode == 0, done.stderr
    files = list_folder(project / "site")
    assert {"my/extra.css", "logo.svg"} <= set(files)
    assert "x.css" not in files


def test_findings_are_counted_by_strict_and_the_last_site_stays(project: Path) -> None:
    """A warning of ours fails ``--strict`` after the build, and nothing is swapped."""
    assert run("mkdocs", "build", folder=project).returncode == 0
    before = project.joinpath("site", "index.html").read_bytes()
    manifest = "title: 别的\nsources: {'none.md': plain}\n"
    write_folder(project / "content", {"course.yml": manifest, "outline.md": "# 空\n"})

    strict = run("mkdocs", "build", "--strict", folder=project)

    assert strict.returncode == 1
    assert "course.yml: warning[CFG105] no file matches 'none.md'" in strict.stderr
    assert "Traceback" not in strict.stderr
    assert project.joinpath("site", "index.html").read_bytes() == before
    assert [path.name for path in project.iterdir() if path.name.startswith(".")] == [".cache"]
    assert run("mkdocs", "build", folder=project).returncode == 0
    assert project.joinpath("site", "index.html").read_bytes() != before


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"content/course.yml": "a: [\n"}, "course.yml:2:1: no YAML"),
        ({"templates/pages/lesson.md": "{% for %}"}, "pages/lesson.md"),
        ({"content/course.yml": "language: xx\n"}, "no translation for the language 'xx'"),
        ({"site": ""}, "cannot be written"),
    ],
)
def test_what_the_environment_does_is_no_traceback(
    project: Path, files: dict[str, str], message: str
) -> None:
    """MkDocs gives up with one line of ours."""
    config = CONFIG.replace("site_builder", "site_builder: {templates: templates}")
    config = config.replace("[search, ", "[search, {").replace("templates}]", "templates}}]")
    write_folder(project, {"mkdocs.yml": config, "templates/x": "", **files})

    done = run("mkdocs", "build", folder=project)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert re.search(rf"ERROR .*{re.escape(message)}", done.stderr), done.stderr


def test_an_unknown_option_is_named_with_the_nearest(project: Path) -> None:
    """A misspelt option is no silent one."""
    plugin = SiteBuilderPlugin()

    errors, warnings = plugin.load_config({"manifst": "x.yml", "zzz": 1})

    assert errors == []
    texts = dict(warnings)
    assert "did you mean manifest?" in str(texts["manifst"])
    assert "known are manifest, templates" in str(texts["zzz"])


@pytest.mark.parametrize(
    ("options", "key"), [({"manifest": 3}, "manifest"), ({"templates": "/nowhere"}, "templates")]
)
def test_an_option_of_the_wrong_kind_is_an_error(options: dict[str, object], key: str) -> None:
    """Options have types."""
    errors, _ = SiteBuilderPlugin().load_config(options)

    assert [name for name, _ in errors] == [key]


def test_another_manifest_can_be_named(project: Path) -> None:
    """The option ``manifest`` replaces ``course.yml``."""
    config = CONFIG.replace("site_name: 烘焙", 'site_name: ""')
    config = config.replace(", site_builder]", ", {site_builder: {manifest: my.yml}}]")
    write_folder(project, {"mkdocs.yml": config, "content/my.yml": "title: 我的烘焙\n"})

    done = run("mkdocs", "build", "-q", folder=project)

    assert done.returncode == 0, done.stderr
    page = project.joinpath("site", "index.html").read_text(encoding="utf-8")
    assert "我的烘焙</title>" in page


_HOOKS = r"""
def on_page_markdown(markdown, page, **_):
    return markdown + "\n\nadded" if page.url == "lessons/001/" else markdown

def on_page_content(html, page, **_):
    return f"<b>{page.url} {len(page.markdown)}</b>{html}"
"""


def test_hooks_read_and_change_the_texts_of_pages(project: Path) -> None:
    """Who listens to MkDocs' events of a page gets its Markdown and HTML, and has his say."""
    write_folder(project, {"mkdocs.yml": CONFIG + "hooks: [hooks.py]\n", "hooks.py": _HOOKS})

    done = run("mkdocs", "build", "-q", folder=project)

    assert done.returncode == 0, done.stderr
    first, second = (
        project.joinpath("site", "lessons", name, "index.html").read_text(encoding="utf-8")
        for name in ("001", "002")
    )
    assert "<p>added</p>" in first
    assert "<p>added</p>" not in second
    assert 'class="katex"' in first
    assert re.search(r"<b>lessons/002/ \d{2,}</b>", second)


def test_links_in_circles_do_not_hang_the_build(project: Path) -> None:
    """MkDocs alone would follow two such links for ever."""
    for name in ("one", "two"):
        project.joinpath("content", name).symlink_to(".")

    done = run("mkdocs", "build", folder=project)

    assert done.returncode == 0, done.stderr
    assert done.stderr.count("warning[ENV103]") == 2


def test_the_repository_inherits_the_defaults() -> None:
    """One place defines the defaults: the repository's mkdocs.yml adds names and places only."""
    own = yaml_load(ROOT.joinpath("mkdocs.yml").read_text(encoding="utf-8"))

    assert ROOT.joinpath(own["INHERIT"]) == DEFAULTS
    assert set(own) == {"INHERIT", "site_name", "docs_dir", "site_dir"}


def test_the_defaults_are_a_configuration_without_warnings(tmp_path: Path) -> None:
    """MkDocs knows every key, and navigation stays small however many lessons there are."""
    config = load_config(str(DEFAULTS), docs_dir=str(tmp_path), strict=True)

    assert config.theme["features"].count("navigation.prune") == 1
    assert "navigation.sections" not in config.theme["features"]
    assert config.theme["font"] is False
    assert read_defaults()["validation"]["anchors"] == "warn"


def test_an_edit_gives_one_rebuild(project: Path) -> None:
    """A preview follows an edit once and then rests."""
    log = project / "log.txt"
    program = str(Path(sys.executable).with_name("mkdocs"))
    command = [program, "serve", "-a", "127.0.0.1:0"]
    with log.open("w") as stream:
        server = subprocess.Popen(command, cwd=project, stdout=stream, stderr=stream)
        try:
            wait_for(log, "Serving on", 1)
            with project.joinpath("content", "notes.md").open("a", encoding="utf-8") as notes:
                notes.write("\n先泡十分钟\n")
            wait_for(log, "Reloading browsers", 1)
            time.sleep(2.5)  # the server looks for changes twice a second
        finally:
            server.terminate()
            server.wait(timeout=20)

    assert log.read_text().count("Building documentation...") == 2


def wait_for(log: Path, words: str, times: int) -> None:
    """Returns once ``words`` stand in ``log`` often enough; fails after half a minute."""
    for _ in range(300):
        if log.read_text().count(words) >= times:
            return
        time.sleep(0.1)
    pytest.fail(f"no {words!r} in:\n{log.read_text()}")
