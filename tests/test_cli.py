import json
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli import main
from site_builder.model.codes import CODES
from tests.support.folders import COURSE, list_folder, run, write_folder
from tests.support.serving import free_address, heed_interrupts, wait_until_served

RAW = ("磨刀石", "高筋面粉")
"""Words that stand in the notes."""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the folder ``content``, which is the working directory."""
    write_folder(tmp_path / "content", COURSE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def invoke(*arguments: str) -> Result:
    """The command in this process; an exception of ours is one of the test's."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_build_makes_a_site_of_a_bare_folder(course: Path) -> None:
    """Without any configuration there is a page a lesson, and no raw note is published."""
    done = run("site-builder", "build", folder=course)

    site = course / "build" / "site"
    assert (done.returncode, done.stdout) == (0, "build/site\n"), done.stderr
    files = list_folder(site)
    assert [f"lessons/00{n}/index.html" in files for n in (1, 2, 3, 4)] == [True] * 4
    assert not [path for path in files if path.endswith((".md", ".yml"))]
    assert "images/dough.png" in files
    assert "images/unused.png" not in files
    assert "烘焙入门" in site.joinpath("index.html").read_text(encoding="utf-8")
    assert json.loads(site.joinpath("course.json").read_text(encoding="utf-8"))["schema"] == 1
    assert list_folder(course / "build", ".*") == []


def test_pages_ask_no_other_machine(course: Path) -> None:
    """No script, style sheet, font or picture of a page is fetched from elsewhere."""
    run("site-builder", "build", folder=course)

    for page in course.joinpath("build", "site").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        fetched = re.findall(r"<(?:script|img|iframe)[^>]*\ssrc=\"([^\"]*)\"", text)
        fetched += re.findall(r"<link[^>]*rel=\"(?:stylesheet|preload|preconnect)[^>]*>", text)
        assert not [address for address in fetched if "//" in address]


def test_an_offline_site_opens_from_disk(course: Path) -> None:
    """Pages link to files, and search needs neither a server nor another machine."""
    done = run("site-builder", "build", "--offline", "-d", "off", folder=course)

    site = course / "off"
    assert done.returncode == 0, done.stderr
    page = site.joinpath("lessons", "001.html").read_text(encoding="utf-8")
    assert 'href="002.html"' in page
    assert 'src="../assets/iframe-worker/shim.js"' in page
    assert "unpkg.com" not in page
    assert site.joinpath("assets", "iframe-worker", "shim.js").is_file()
    assert site.joinpath("search", "search_index.js").is_file()


def test_findings_are_told_with_place_and_remedy(course: Path) -> None:
    """An error is told on stderr and in the exit code; the site is built all the same."""
    write_folder(course / "content", {"course.yml": "titel: x\n"})

    done = run("site-builder", "build", folder=course)

    assert done.returncode == 1
    assert done.stdout == "build/site\n"
    assert "course.yml:1:1: error[CFG102] unknown key 'titel'\n" in done.stderr
    assert "    help: did you mean title?" in done.stderr
    assert course.joinpath("build", "site", "index.html").is_file()


def test_a_strict_build_with_findings_leaves_the_last_site(course: Path) -> None:
    """Warnings fail a strict build, and what was there stays."""
    run("site-builder", "build", folder=course)
    page = course / "build" / "site" / "index.html"
    before = page.read_bytes()
    write_folder(course / "content", {"course.yml": "title: 别的\nsources: {'x.md': plain}\n"})

    done = run("site-builder", "build", "--strict", folder=course)

    assert done.returncode == 1
    assert "warning[CFG105]" in done.stderr
    assert page.read_bytes() == before
    assert [path.name for path in course.joinpath("build").iterdir()] == ["site"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("build", "nowhere"), "there is no folder 'nowhere'"),
        (("build", "content/notes.md"), "is no folder"),
        (("build", "-d", "file/site"), "'file/site' cannot be written"),
        (("build", "-d", "file"), "'file' is no folder"),
        (("build", "-d", "."), "the site would replace its own notes"),
        (("build", "-d", "papers"), "'papers' holds files that are no site"),
        (("stage", "--out", "file/x"), "cannot be written"),
        (("check", "nowhere"), "there is no folder"),
        (("inspect", "nowhere"), "there is no folder"),
        (("explain", "CFG999"), "there is no code CFG999"),
        (("explain", "what"), "neither a code nor FILE:LINE"),
        (("explain", "content/none.md:3"), "there is no file"),
        (("explain", "content/notes.md:2"), "is a blank line"),
        (("new", "papers"), "'papers' is not empty"),
        (("new", "file/x"), "cannot be written"),
    ],
)
def test_what_the_environment_does_is_one_line(
    course: Path, arguments: tuple[str, ...], message: str
) -> None:
    """Neither a traceback nor a half-built site: one line with the remedy, and exit code 2."""
    write_folder(course, {"file": "", "papers/thesis.odt": ""})

    result = invoke(*arguments)

    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("error: ")
    assert lines[0].endswith(")")
    assert message in lines[0]


def test_a_broken_manifest_stops_the_build(course: Path) -> None:
    """A site that forgets the author's word does not replace one that knew it."""
    write_folder(course / "content", {"course.yml": "place: [\n"})

    result = invoke("build")

    assert result.exit_code == 2
    assert result.stderr.startswith("error: course.yml:2:1: no YAML")
    assert not course.joinpath("build").exists() or not list_folder(course / "build")


def test_a_taken_address_is_told_before_the_first_build(course: Path) -> None:
    """The port in use is named, with another one."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        done = run("site-builder", "serve", "-a", f"127.0.0.1:{port}", folder=course)

    assert done.returncode == 2
    assert done.stderr.startswith(f"error: cannot serve at 127.0.0.1:{port}: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("address", ["nowhere", "127.0.0.1:99999", "127.0.0.1:-1", "::"])
def test_what_is_no_address_is_one_line(course: Path, address: str) -> None:
    """A slip in an address is told with an example."""
    result = invoke("serve", "-a", address)

    assert result.exit_code == 2
    example = "(write, for example, 127.0.0.1:8000)"
    assert result.stderr == f"error: {address!r} is no address {example}\n"


def test_a_build_that_the_environment_stops_late_is_no_finding(course: Path) -> None:
    """Exit code 2 also for what only the engine meets, and nothing is left behind."""
    write_folder(course / "content", {"course.yml": "language: xx\n"})

    done = run("site-builder", "build", folder=course)

    assert done.returncode == 2
    assert "no translation for the language 'xx'" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list_folder(course / "build")


def test_a_preview_ends_quietly(course: Path) -> None:
    """Control-C is how a preview ends: no error, no traceback."""
    program = str(Path(sys.executable).with_name("site-builder"))
    log = course / "log.txt"
    with log.open("w") as stream:
        address = free_address()
        command = [program, "serve", "-a", address]
        # A shell that starts the tests in the background lets them ignore Control-C.
        server = subprocess.Popen(
            command,
            cwd=course,
            stdout=stream,
            stderr=stream,
            preexec_fn=heed_interrupts,  # noqa: PLW1509
        )
        try:
            wait_until_served(address)
            server.send_signal(signal.SIGINT)

            code = server.wait(timeout=30)
        finally:
            server.kill()
            server.wait()

    text = log.read_text()
    assert "Serving on" in text
    assert "Traceback" not in text
    assert code == 0


def test_an_interrupted_build_is_one_line(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control-C during a build ends it without a traceback."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("site_builder.shell.projects.open_project", interrupt)

    result = invoke("build")

    assert (result.exit_code, result.stderr) == (2, "error: interrupted\n")


def test_a_mkdocs_file_beside_the_folder_is_used(course: Path) -> None:
    """What an author configures for MkDocs counts for our command too."""
    config = "site_name: 别名\ndocs_dir: content\ntheme: material\nplugins: [site_builder]\n"
    write_folder(course, {"mkdocs.yml": config})

    done = run("site-builder", "build", folder=course)

    assert done.returncode == 0, done.stderr
    page = course.joinpath("build", "site", "index.html").read_text(encoding="utf-8")
    assert "<title>别名" in page or "- 别名</title>" in page


def test_options_of_the_plugin_count_for_every_command(course: Path) -> None:
    """A manifest and templates of other names are used by the command as by MkDocs."""
    options = "plugins: [site_builder: {manifest: my.yml, templates: own}]\n"
    files = {
        "mkdocs.yml": f"site_name: x\ndocs_dir: content\n{options}",
        "content/my.yml": "title: 我的烘焙\n",
        "own/pages/unplaced.md": "# 放不下的\n",
    }
    write_folder(course, files)

    model, staged = invoke("inspect"), invoke("stage", "--out", "staged")

    assert json.loads(model.stdout)["title"] == "我的烘焙"
    assert staged.exit_code == 0, staged.stderr
    page = course.joinpath("staged", "docs", "unplaced.md").read_text(encoding="utf-8")
    assert page.endswith("\n# 放不下的\n")


def test_a_broken_mkdocs_file_is_one_line(course: Path) -> None:
    """MkDocs says what is wrong, we say what to do."""
    write_folder(course, {"mkdocs.yml": "site_name: [\nplugins: [site_builder]\n"})

    done = run("site-builder", "build", folder=course)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "mkdocs.yml" in done.stderr.splitlines()[-1]


def test_the_working_directory_may_be_the_folder_itself(course: Path) -> None:
    """``site-builder build .`` builds into the folder without reading its own site."""
    first = run("site-builder", "build", ".", folder=course / "content")
    second = run("site-builder", "build", ".", folder=course / "content")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    model = course / "content" / "build" / "site" / "course.json"
    sources = json.loads(model.read_text(encoding="utf-8"))["sources"]
    assert [source["path"] for source in sources] == ["notes.md", "outline.md"]


def test_new_makes_a_course_that_builds_strictly(tmp_path: Path) -> None:
    """The starter course has nothing to complain of, for our command and for MkDocs itself."""
    made = run("site-builder", "new", "course", folder=tmp_path)

    assert made.returncode == 0, made.stderr
    folder = tmp_path / "course"
    built = run("site-builder", "build", "--strict", folder=folder)
    assert built.returncode == 0, built.stderr
    plain = run("mkdocs", "build", "--strict", "-d", "plain", folder=folder)
    assert plain.returncode == 0, plain.stderr
    assert list_folder(folder / "plain") == list_folder(folder / "build" / "site")
    model = json.loads(folder.joinpath("plain", "course.json").read_text(encoding="utf-8"))
    noted = [lesson["number"] for lesson in model["lessons"] if lesson["notes"]]
    assert noted == [2, 3, 4]
    assert model["unplaced"] == []


def test_check_prints_coverage_ledger_and_what_is_unplaced(course: Path) -> None:
    """Results stand on stdout, findings on stderr."""
    result = invoke("check")

    assert result.exit_code == 0, result.stderr
    assert re.search(r"^coverage +\d of 4 lessons have notes, 31:00$", result.stdout, re.MULTILINE)
    assert re.search(r"^ledger: \d+ lines$", result.stdout, re.MULTILINE)
    assert re.search(r"^ +0 lost$", result.stdout, re.MULTILINE)
    assert "notes.md:13-15 磨刀" in result.stdout


def test_check_tells_programs(course: Path) -> None:
    """JSON on stdout is the summary, JSON on stderr the findings."""
    write_folder(course / "content", {"empty.md": ""})

    result = invoke("check", "--format", "json")

    summary, findings = json.loads(result.stdout), json.loads(result.stderr)
    assert summary["lessons"] == 4
    assert summary["lost"] == []
    assert [found["code"] for found in findings if found["path"] == "empty.md"] == ["SRC104"]


def test_check_annotates_on_github(course: Path) -> None:
    """Findings become annotations, and warnings fail a strict check."""
    write_folder(course / "content", {"gbk.md": "# 揉面\n\n揉到光滑\n".encode("gb18030")})

    result = invoke("check", "--strict", "--format", "github")

    assert result.exit_code == 1
    assert "::warning file=gbk.md,title=SRC101::" in result.stderr


def test_inspect_prints_the_model(course: Path) -> None:
    """Nothing but JSON stands on stdout."""
    result = invoke("inspect")

    model = json.loads(result.stdout)
    assert [lesson["number"] for lesson in model["lessons"]] == [1, 2, 3, 4]
    assert model["duration"] == 1860


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_explained(code: str) -> None:
    """Each code has a meaning, a reason and a remedy, in small letters too."""
    result = invoke("explain", code.lower())

    assert result.exit_code == 0
    assert f"[{code}] {CODES[code].title}" in result.stdout
    assert f"remedy: {CODES[code].remedy}" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("content/notes.md:5",),
        ("notes.md:5",),
        ("notes.md:5:3",),
        ("notes.md:5", "content"),
    ],
)
def test_lines_are_explained_however_they_are_named(
    course: Path, arguments: tuple[str, ...]
) -> None:
    """A file may be named as the shell sees it, or as diagnostics print it."""
    result = invoke("explain", *arguments)

    assert result.exit_code == 0, result.stderr
    assert "面粉的种类" in result.stdout


def test_lines_that_are_no_notes_are_explained(course: Path) -> None:
    """A line of the outline has a home as well."""
    result = invoke("explain", "content/outline.md:5")

    assert result.exit_code == 0, result.stderr
    assert "structure: lesson" in result.stdout


def test_stage_is_built_alike_by_mkdocs_and_zensical(course: Path) -> None:
    """Both engines build the plain tree strictly, with the same pages and no raw note."""
    staged = run("site-builder", "stage", "--out", "staged", folder=course)
    assert (staged.returncode, staged.stdout) == (0, "staged/mkdocs.staged.yml\n"), staged.stderr

    by_mkdocs = run(
        *("mkdocs", "build", "-f", "staged/mkdocs.staged.yml", "--strict"),
        *("-d", course / "by-mkdocs"),
        folder=course,
    )
    by_zensical = run(
        "zensical", "build", "-f", "staged/mkdocs.staged.yml", "--strict", folder=course
    )

    assert by_mkdocs.returncode == 0, by_mkdocs.stderr
    assert by_zensical.returncode == 0, by_zensical.stdout + by_zensical.stderr
    pages = list_folder(course / "by-mkdocs", "*.html")
    assert list_folder(course / "staged" / "site", "*.html") == pages
    assert "lessons/001/index.html" in pages
    for site in (course / "by-mkdocs", course / "staged" / "site"):
        assert not [path for path in list_folder(site) if path.endswith((".md", ".yml"))]
        assert "notes/index.html" not in list_folder(site)
        text = site.joinpath("lessons", "001", "index.html").read_text(encoding="utf-8")
        assert "高筋面粉" in text
        assert "katex" in text


def test_stage_replaces_only_what_it_staged(course: Path) -> None:
    """A second run leaves nothing of the first, and a foreign folder is left alone."""
    invoke("stage", "--out", "staged")
    content = course / "content" / "notes.md"
    content.write_text("# 笔记\n", encoding="utf-8")
    write_folder(course, {"staged/docs/left-over.md": ""})

    result = invoke("stage", "--out", "staged")

    assert result.exit_code == 0, result.stderr
    assert "docs/left-over.md" not in list_folder(course / "staged")
