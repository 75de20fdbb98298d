"""Whatever a folder holds: a diagnostic or one line, never a traceback, and the last site stays."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result

from site_builder.cli import main
from tests.support.folders import COURSE, OUTLINE, list_folder, run, write_folder

VIDEO = "https://www.bilibili.com/video/BV1aa411c7XY"
NOTE = "# 揉面\n\n手套膜要拉得开\n"

Files = Mapping[str, str | bytes]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of a project whose notes lie in ``content``."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def invoke(*arguments: str) -> Result:
    """The command in this process; an exception of ours is one of the test's."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def check(files: Files) -> tuple[Result, set[tuple[str, str]]]:
    """What ``check`` says of a folder, and the codes it finds with their files."""
    write_folder(Path("content"), files)
    result = invoke("check", "--format", "json")
    return result, {(found["code"], found["path"]) for found in json.loads(result.stderr)}


def link(target: str) -> Files:
    """A course with a note that links ``target`` from the words 05:00."""
    return {"outline.md": OUTLINE, "note.md": f"# 揉面\n\n[05:00]({target}) 看 [[揉面]]\n"}


@pytest.mark.parametrize(
    ("files", "code", "path"),
    [
        ({"outline.md": OUTLINE, "x.md": b"# \xff\xff\x81\x00\xff\n"}, "SRC102", "x.md"),
        ({"outline.md": OUTLINE, "x.md": NOTE.encode("gbk")}, "SRC101", "x.md"),
        ({"outline.md": OUTLINE.encode("utf-16"), "x.md": NOTE}, "SRC101", "outline.md"),
        ({"outline.md": OUTLINE, "x.md": NOTE.encode("utf-16-le")}, "SRC101", "x.md"),
        ({"outline.md": OUTLINE, "x.md": NOTE.encode() + b"\x00\x00"}, "SRC103", "x.md"),
        ({"outline.md": OUTLINE, "x.md": b""}, "SRC104", "x.md"),
        ({"outline.md": OUTLINE, "x.md": b" \r\n\t\r\n"}, "SRC104", "x.md"),
        ({"x.md": NOTE}, "OUT202", ""),
        ({"outline.md": OUTLINE, "z.md": "# 乙\n\n## 1 1.1.1 开场 03:00\n"}, "OUT201", "z.md"),
        ({"outline.md": OUTLINE.replace("## 3 ", "## 2 ")}, "OUT101", "outline.md"),
        ({"outline.md": OUTLINE.replace("## 3 ", "## 7 ")}, "OUT102", "outline.md"),
        ({"outline.md": OUTLINE.replace("08:00", "08:75")}, "OUT107", "outline.md"),
        ({"outline.md": OUTLINE, "x.md": f"---\nlesson: 99\n---\n\n{NOTE}"}, "ALN104", "x.md"),
        ({"outline.md": OUTLINE, "x.md": f"---\nlesson: x\n---\n\n{NOTE}"}, "FRM102", "x.md"),
        ({"outline.md": OUTLINE, "x.md": f"---\nlesson: [1\n---\n\n{NOTE}"}, "FRM101", "x.md"),
        (link(f"{VIDEO}?p=9&t=300"), "VID105", "note.md"),
        (link(f"{VIDEO}?p=1&t=7200"), "VID104", "note.md"),
        (link(f"{VIDEO}?p=2#t=276.01"), "VID101", "note.md"),
        (link("https://.bilibili.com/video/BV1aa411c7XY?p=2#t=300"), "VID103", "note.md"),
        ({"outline.md": OUTLINE, "x.md": f"{NOTE}\n![](../../etc/a.png)\n"}, "IMG103", "x.md"),
        ({"outline.md": OUTLINE, "x.md": f"{NOTE}\n[密](../../etc/passwd)\n"}, "LNK101", "x.md"),
        ({"outline.md": OUTLINE, "x.md": f"{NOTE}\n[密](file:///etc/passwd)\n"}, "HTM102", "x.md"),
        ({"outline.md": OUTLINE, "x.md": f"{NOTE}\n```python\nx = 1\n"}, "MKD110", "x.md"),
        ({"outline.md": OUTLINE, "course.yml": "snapshots: ../..\n"}, "CFG103", "course.yml"),
        ({"outline.md": OUTLINE, "course.yml": "titel: x\n"}, "CFG102", "course.yml"),
    ],
)
def test_bad_content_has_its_diagnostic(project: Path, files: Files, code: str, path: str) -> None:
    """The code stands on the file that is to blame, and the command goes on."""
    result, found = check(files)

    assert (code, path) in found, found
    assert result.exit_code in (0, 1)
    assert json.loads(result.stdout)["lost"] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n"), (b"", b"\r"), (b"\xef\xbb\xbf", b"\r\n")],
    ids=["mark", "cr lf", "cr", "mark and cr lf"],
)
def test_marks_and_line_ends_make_no_difference(project: Path, before: bytes, after: bytes) -> None:
    """The model is that of the same text as we write it."""
    write_folder(project, {f"plain/{path}": text for path, text in COURSE.items()})
    odd = {
        path: before + text.encode().replace(b"\n", after) if isinstance(text, str) else text
        for path, text in COURSE.items()
    }
    write_folder(project / "odd", odd)

    plain, read = invoke("inspect", "plain"), invoke("inspect", "odd")

    assert read.stdout == plain.stdout
    assert json.loads(read.stdout)["diagnostics"] == json.loads(plain.stdout)["diagnostics"]


def test_a_huge_file_is_named_and_left_out(project: Path) -> None:
    """It is not even read: 50 MB would take minutes."""
    write_folder(project / "content", COURSE)
    with project.joinpath("content", "huge.md").open("wb") as huge:
        huge.truncate(50_000_000)

    result = invoke("check", "--format", "github")

    assert result.exit_code == 1
    assert "::error file=huge.md,title=SRC105::" in result.stderr


@pytest.mark.parametrize("target", [".", "..", "loop.md", "nowhere", "/etc"])
def test_links_of_the_disk_that_lead_astray_are_named(project: Path, target: str) -> None:
    """Circles, dead ends and ways out of the folder: named once, the site is built."""
    write_folder(project / "content", COURSE)
    project.joinpath("content", "loop.md").symlink_to(target)

    result = invoke("build")

    assert result.exit_code == 0
    assert "loop.md: warning[ENV10" in result.stderr
    assert project.joinpath("build", "site", "lessons", "001", "index.html").is_file()


def test_everything_bad_at_once_is_still_a_site(project: Path) -> None:
    """The good notes stand on their lessons, and nothing on stderr is a traceback."""
    bad: dict[str, str | bytes] = {
        "gbk.md": NOTE.encode("gbk"),
        "bytes.md": b"\xff\xff\x81\x00\xff",
        "nul.md": b"# \x00\n\x00",
        "empty.md": b"",
        "second.md": "# 乙\n\n## 1 1.1.1 开场 03:00\n\n## 1 1.1.2 续 99:99\n",
        "odd #1%20/名 (1).md": "# {{ 7*7 }} {% raw %}\n\n<script>\n```\n[[[[ $$ <!-- \\[ ![](((\n",
        "yaml.md": "---\nlesson: &a [*a]\ntemplate: evil.html\nhide: [toc]\n---\n# 揉面\n",
        "code.yml": "!!python/object/apply:os.system ['false']\n",
    }
    write_folder(project / "content", {**COURSE, **bad})

    done = run("site-builder", "build", folder=project)

    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    text = project.joinpath("build", "site", "lessons", "001", "index.html").read_text("utf-8")
    assert "高筋面粉" in text
    assert 'data-lesson="1"' in text


def broken_manifest(project: Path) -> None:
    """What the author says of the course is no YAML."""
    write_folder(project, {"content/course.yml": "place: [\n"})


def broken_template(project: Path) -> None:
    """A template includes one that is missing."""
    own = "site_name: x\ndocs_dir: content\nplugins: [site_builder: {templates: own}]\n"
    write_folder(project, {"mkdocs.yml": own, "own/pages/lesson.md": "{% include 'pages/no.md' %}"})


def missing_templates(project: Path) -> None:
    """There is no folder of templates where mkdocs.yml says."""
    own = "site_name: x\ndocs_dir: content\nplugins: [site_builder: {templates: own}]\n"
    write_folder(project, {"mkdocs.yml": own})


def unknown_theme(project: Path) -> None:
    """The theme is not installed."""
    own = "site_name: x\ndocs_dir: content\ntheme: none\nplugins: [site_builder]\n"
    write_folder(project, {"mkdocs.yml": own})


def unknown_language(project: Path) -> None:
    """The theme is not translated."""
    write_folder(project, {"content/course.yml": "language: xx\n"})


def no_notes(project: Path) -> None:
    """The folder holds no text any more."""
    for path in project.joinpath("content").rglob("*.md"):
        path.unlink()


def site_is_a_file(project: Path) -> None:
    """A file stands where the site goes."""
    project.joinpath("build", "site").rename(project / "kept")
    write_folder(project, {"build/site": ""})


@pytest.mark.parametrize(
    "spoil",
    [
        broken_manifest,
        broken_template,
        missing_templates,
        unknown_theme,
        unknown_language,
        no_notes,
        site_is_a_file,
    ],
)
def test_what_stops_a_build_is_one_line_and_the_last_site_stays(
    project: Path, spoil: Callable[[Path], None]
) -> None:
    """Exit code 2, a remedy in parentheses, and every byte of the site as it was."""
    write_folder(project / "content", COURSE)
    assert run("site-builder", "build", folder=project).returncode == 0
    before = contents(project / "build" / "site")
    spoil(project)

    done = run("site-builder", "build", folder=project)

    told = [line for line in done.stderr.splitlines() if line.lower().startswith("error")]
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(told) == 1, done.stderr
    assert told[0].endswith(")")
    kept = project / "kept" if project.joinpath("kept").exists() else project / "build" / "site"
    assert contents(kept) == before
    assert not [path for path in project.joinpath("build").iterdir() if path.name[0] == "."]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can work as somebody else")
def test_an_output_folder_without_rights_is_one_line() -> None:
    """A user who may not write there is told so, before the build."""
    with TemporaryDirectory() as place:  # not below tmp_path, which only root may enter
        folder = Path(place)
        folder.chmod(0o755)
        write_folder(folder / "content", COURSE)
        content, site = str(folder / "content"), str(folder / "site")
        os.seteuid(65_534)
        try:
            built, staged = (
                invoke("build", content, "-d", site),
                invoke("stage", content, "--out", site),
            )
        finally:
            os.seteuid(0)

        assert list_folder(folder) == [f"content/{path}" for path in sorted(COURSE)]
    for result in (built, staged):
        assert result.exit_code == 2
        assert result.stderr.startswith(f"error: {site!r} cannot be written: Permission denied (")
        assert result.stderr.count("\n") == 1


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of ``folder`` with what it holds."""
    return {path: folder.joinpath(path).read_bytes() for path in list_folder(folder)}
