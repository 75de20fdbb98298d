import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from site_builder.model.note import Dialect
from site_builder.model.site import FileFact
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.reading import Content, read_content

OUTLINE = "# 课程\n\n## 1 1.1.1 欢迎 05:33\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0"


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """A CONTENT folder with ``files``."""
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def paths(content: Content) -> list[str]:
    """Paths of the sources."""
    return [source.path for source in content.sources]


def test_texts_are_sources_and_all_else_is_in_the_catalog(tmp_path: Path) -> None:
    """Suffixes are compared without case, sources are sorted by path."""
    write(
        tmp_path, {"b/c.TXT": "c", "a.md": OUTLINE, "B.Markdown": "b", "b/x.png": PNG, "x.pdf": ""}
    )

    outcome = read_content(tmp_path)

    assert paths(outcome.value) == ["B.Markdown", "a.md", "b/c.TXT"]
    assert outcome.value.catalog.files == {
        "b/x.png": FileFact("b/x.png", len(PNG), 640, 480),
        "x.pdf": FileFact("x.pdf", 0),
    }
    assert outcome.diagnostics == ()


def test_a_drawing_says_whether_it_has_colours_for_the_dark(tmp_path: Path) -> None:
    """One that asks for the reader's scheme adapts itself, another does not."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
    style = "<style>@media (prefers-color-scheme: dark) { text { fill: #fff } }</style>"
    write(tmp_path, {"a.svg": drawing.format(style), "b.svg": drawing.format(""), "c.md": "c"})

    files = read_content(tmp_path).value.catalog.files

    assert (files["a.svg"].adapts, files["b.svg"].adapts) == (True, False)


@pytest.mark.parametrize(
    "path",
    [
        ".git/a.md",
        ".hidden.md",
        "node_modules/x/README.md",
        "backup/post/host/1234.txt",
        "env/lib/README.md",
        "staged/docs/index.md",
        "build/site/a.md",
    ],
)
def test_what_is_no_note_is_not_read(tmp_path: Path, path: str) -> None:
    """Hidden files, tools' folders, archived copies and the site itself are no notes."""
    marks = {"env/pyvenv.cfg": "", "staged/mkdocs.staged.yml": ""}
    write(tmp_path, {"a.md": OUTLINE, **marks, path: "x"})

    outcome = read_content(tmp_path, skip=[tmp_path / "build" / "site"])

    assert paths(outcome.value) == ["a.md"]


def test_archived_copies_are_in_the_catalog(tmp_path: Path) -> None:
    """Every file of the snapshots folder is known with its size, whatever its suffix."""
    write(tmp_path, {"a.md": OUTLINE, "backup/p/h/1.txt": "abc", "backup/p/h/2.html": "ab"})

    outcome = read_content(tmp_path)

    sizes = {path: fact.size for path, fact in outcome.value.catalog.files.items()}
    assert sizes == {"backup/p/h/1.txt": 3, "backup/p/h/2.html": 2}


def test_the_manifest_says_what_is_read(tmp_path: Path) -> None:
    """Ignored files are left out, the folder of copies may have another name."""
    manifest = "snapshots: copies\nsources:\n  old/*.md: ignore\n  x.txt: obsidian\n"
    files = {"a.md": OUTLINE, "old/b.md": "b", "x.txt": "x", "copies/c.md": "c", "backup/d.md": "d"}
    write(tmp_path, {**files, "course.yml": manifest})

    outcome = read_content(tmp_path)

    assert paths(outcome.value) == ["a.md", "backup/d.md", "x.txt"]
    assert outcome.value.config.sources[1].dialect is Dialect.OBSIDIAN
    assert [source.path for source in outcome.value.manifests] == ["course.yml"]
    assert outcome.diagnostics == ()


def test_rules_without_a_file_are_named(tmp_path: Path) -> None:
    """A rule for a file that was renamed is a warning."""
    manifest = "sources:\n  olt/*.md: ignore\nplace:\n  b.md:1: 3\n"
    write(tmp_path, {"a.md": OUTLINE, "course.yml": manifest})

    outcome = read_content(tmp_path)

    assert [(d.code, d.message) for d in outcome.diagnostics] == [
        ("CFG105", "no file matches 'olt/*.md'"),
        ("CFG105", "there is no file 'b.md' to place sections of"),
    ]


def test_the_glossary_is_part_of_the_configuration(tmp_path: Path) -> None:
    """``glossary.yml`` is read where it is there."""
    write(tmp_path, {"a.md": OUTLINE, "glossary.yml": "- zh: 梯度\n  en: gradient\n- en: x\n"})

    outcome = read_content(tmp_path)

    assert [term.zh for term in outcome.value.config.glossary] == ["梯度"]
    assert [d.code for d in outcome.diagnostics] == ["GLO101"]


@pytest.mark.parametrize(
    ("data", "codes", "text"),
    [
        ("梯度下降".encode("gb18030"), ["SRC101"], "梯度下降"),
        ("﻿梯度\r\n下降".encode(), [], "梯度\n下降"),
        ("梯度 下降\n".encode("utf-16"), ["SRC101"], "梯度 下降\n"),
        (b"a\x00b", ["SRC103"], "ab"),
        (b"", ["SRC104"], ""),
        (b"# \xff\xff\x81\x00\xff\n", ["SRC102"], None),
        (b"x" * 50_000_000, ["SRC105"], None),
    ],
    ids=["gbk", "bom and cr lf", "utf-16", "nul", "empty", "no text", "50 MB"],
)
def test_odd_bytes_are_read_or_named(
    tmp_path: Path, data: bytes, codes: list[str], text: str | None
) -> None:
    """Each kind of bad file has its diagnostic, and the others are read all the same."""
    write(tmp_path, {"a.md": OUTLINE, "b.md": data})

    outcome = read_content(tmp_path)

    assert [d.code for d in outcome.diagnostics] == codes
    texts = {source.path: source.text for source in outcome.value.sources}
    assert texts["a.md"] == OUTLINE
    assert texts.get("b.md") == text


@pytest.mark.parametrize("target", [".", "..", "../content/x", "loop", "nowhere"])
def test_links_in_circles_are_named_and_not_followed(tmp_path: Path, target: str) -> None:
    """A link to a folder above it, to itself or to nothing ends the matter with a warning."""
    content = write(tmp_path / "content", {"a.md": OUTLINE, "x/b.md": "b"})
    content.joinpath("x", "loop").symlink_to(target)

    outcome = read_content(content)

    assert paths(outcome.value) == ["a.md", "x/b.md"]
    assert [(d.code, d.path) for d in outcome.diagnostics] == [("ENV103", "x/loop")]


def test_folders_that_link_to_each_other_are_read_once(tmp_path: Path) -> None:
    """Crossed links neither repeat a note nor lead round in circles."""
    write(tmp_path, {"a/1.md": OUTLINE, "b/2.md": "b", "a/x.png": PNG})
    tmp_path.joinpath("a", "to-b").symlink_to("../b")
    tmp_path.joinpath("b", "to-a").symlink_to("../a")

    outcome = read_content(tmp_path)

    assert paths(outcome.value) == ["a/1.md", "b/2.md"]
    assert "b/to-a/x.png" in outcome.value.catalog.files
    assert len(outcome.value.catalog.files) == 2


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    """Neither a file nor a folder outside CONTENT is read through a link."""
    write(tmp_path, {"secret.md": "secret", "other/c.md": "c"})
    content = write(tmp_path / "content", {"a.md": OUTLINE})
    content.joinpath("b.md").symlink_to(tmp_path / "secret.md")
    content.joinpath("other").symlink_to(tmp_path / "other")

    outcome = read_content(content)

    assert paths(outcome.value) == ["a.md"]
    assert [(d.code, d.path) for d in outcome.diagnostics] == [
        ("ENV102", "b.md"),
        ("ENV102", "other"),
    ]


def test_a_link_to_the_content_folder_is_followed(tmp_path: Path) -> None:
    """CONTENT itself may be a link."""
    write(tmp_path / "real", {"a.md": OUTLINE})
    tmp_path.joinpath("content").symlink_to("real")

    assert paths(read_content(tmp_path / "content").value) == ["a.md"]


def test_names_that_are_not_utf8_are_named(tmp_path: Path) -> None:
    """A name that no browser can ask for is left out."""
    write(tmp_path, {"a.md": OUTLINE})
    place = os.fsencode(tmp_path) + b"/\xd6\xd0.md"
    try:
        with open(place, "wb"):  # noqa: PTH123 (a Path cannot hold the name)
            pass
    except OSError:
        pytest.skip("this file system knows UTF-8 names only")

    outcome = read_content(tmp_path)

    assert paths(outcome.value) == ["a.md"]
    assert [(d.code, d.path) for d in outcome.diagnostics] == [("ENV104", r"\udcd6\udcd0.md")]


def test_unreadable_files_and_folders_are_named() -> None:
    """What the user may not read is an error, the rest is read."""
    # Not below tmp_path, which belongs to whoever runs the tests; root may read everything.
    with as_nobody(), TemporaryDirectory() as place:
        folder = Path(place)
        write(folder, {"a.md": OUTLINE, "b.md": "b", "c/d.md": "d", "e.png": PNG})
        for path in ("b.md", "c", "e.png"):
            folder.joinpath(path).chmod(0)

        outcome = read_content(folder)

        folder.joinpath("c").chmod(0o700)
    assert paths(outcome.value) == ["a.md"]
    assert [(d.code, d.path) for d in outcome.diagnostics] == [
        ("ENV101", "c"),
        ("ENV101", "b.md"),
        ("ENV101", "e.png"),
    ]


@contextmanager
def as_nobody() -> Iterator[None]:
    """Lets root work as a user without rights; others stay who they are."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_pipes_are_not_read(tmp_path: Path) -> None:
    """A named pipe would block the build for ever."""
    write(tmp_path, {"a.md": OUTLINE})
    os.mkfifo(tmp_path / "b.md")

    assert paths(read_content(tmp_path).value) == ["a.md"]


@pytest.mark.parametrize(
    ("folder", "manifest", "message"),
    [
        ("nowhere", None, "there is no folder"),
        ("content/a.md", None, "is no folder"),
        ("empty", None, "there are no notes"),
        ("content", "other.yml", "there is no manifest 'other.yml'"),
    ],
)
def test_what_cannot_be_compiled_is_an_error_with_a_remedy(
    tmp_path: Path, folder: str, manifest: str | None, message: str
) -> None:
    """Without a folder, notes or the manifest asked for, there is nothing to go on with."""
    write(tmp_path / "content", {"a.md": OUTLINE})
    tmp_path.joinpath("empty").mkdir()

    with pytest.raises(SiteBuilderError, match=message) as caught:
        read_content(tmp_path / folder, manifest=manifest)

    assert caught.value.remedy
