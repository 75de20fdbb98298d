"""A preview while notes are written, in a real browser and served by the real commands."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_builder.shell.engine_config import DEFAULTS
from tests.support.serving import free_address, heed_interrupts, wait_until_served

OUTLINE = """# 烘焙入门

* 烘焙入门 00:15:30 2 <https://www.bilibili.com/video/BV1aa411c7XY>

## 1 1.1.1 面粉的种类 05:30

## 2 1.1.2 揉面 10:00
"""
NOTE = "---\nlesson: 2\n---\n# 揉面\n\n" + "\n\n".join(f"第 {n} 段。" for n in range(80)) + "\n"
PANEL = ".preview-findings"


@dataclass(frozen=True, slots=True)
class Desk:
    """A course under an author's hands."""

    address: str
    """Where its preview is."""
    content: Path
    """Its notes."""

    def write(self, text: str, path: str = "kneading.md") -> None:
        """Saves a file of the course."""
        self.content.joinpath(path).write_text(text, encoding="utf-8")


@contextmanager
def serve(folder: Path, *command: str) -> Iterator[Desk]:
    """A preview of a small course in ``folder``."""
    desk = Desk(free_address(), folder / "content")
    desk.content.mkdir()
    desk.write(OUTLINE, "outline.md")
    desk.write(NOTE)
    program, *arguments = command
    path = str(Path(sys.executable).with_name(program))
    with (folder / "log.txt").open("w") as log:
        server = subprocess.Popen(
            [path, *arguments, "-a", desk.address],
            cwd=folder,
            stdout=log,
            stderr=log,
            preexec_fn=heed_interrupts,  # noqa: PLW1509
        )
        try:
            wait_until_served(desk.address)
            yield desk
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=60)


@pytest.fixture(autouse=True)
def time_to_build() -> Iterator[None]:
    """Lets what is expected of a page take as long as a whole build on a busy machine."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A preview by our own command."""
    with serve(tmp_path, "site-builder", "serve") as desk:
        yield desk


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def open_lesson(page: Page, desk: Desk) -> None:
    """Opens the lesson of the note and marks the window, which a reload would forget."""
    page.goto(f"http://{desk.address}/lessons/002/")
    page.evaluate("window.same = true")


def ask(desk: Desk, path: str) -> tuple[int, str, str]:
    """Status, body and, of a redirect, target of what is at ``path``."""
    connection = http.client.HTTPConnection(desk.address, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read().decode(errors="replace")
    finally:
        connection.close()
    return answer.status, body, answer.headers.get("Location", "")


def test_an_edit_shows_where_the_reader_stands(page: Page, desk: Desk) -> None:
    """The page changes without being loaded anew, and stays where it was scrolled to."""
    open_lesson(page, desk)
    page.evaluate("scrollTo(0, 900)")
    expect(page.locator("body")).not_to_contain_text("刚写下")

    desk.write(NOTE + "\n刚写下的 $a^2$。\n")

    expect(page.locator(".katex")).to_have_count(1)
    expect(page.locator("article")).to_contain_text("刚写下的")
    assert page.evaluate("[window.same, scrollY]") == [True, 900]


def test_a_player_plays_on(page: Page, desk: Desk) -> None:
    """Who writes while the video plays does not lose it; all around it is new."""
    page.route(
        re.compile("^https:"),
        lambda route: route.fulfill(body="<p>a player</p>", content_type="text/html"),
    )
    open_lesson(page, desk)
    page.locator(".poster a").click()
    player = page.frame_locator(".stage iframe").locator("body")
    expect(player).to_contain_text("a player")
    player.evaluate("window.plays = true")

    desk.write(NOTE.replace("第 1 段", "改过的第 1 段") + "\n刚写下的，见 00:31。\n")

    expect(page.locator("article")).to_contain_text("刚写下的")
    expect(page.locator("article")).to_contain_text("改过的第 1 段")
    expect(page.locator(".panel")).to_have_count(1)
    expect(page.locator("article h1")).to_have_count(1)
    assert player.evaluate("window.plays")


def test_the_whole_site_follows(page: Page, desk: Desk) -> None:
    """A new title shows on its lesson at once, and elsewhere once the site is built whole."""
    open_lesson(page, desk)

    desk.write(OUTLINE.replace("揉面", "和面"), "outline.md")

    expect(page.locator("h1")).to_contain_text("和面")
    expect(page.locator(".md-sidebar--primary")).to_contain_text("2 和面")
    assert page.evaluate("window.same")


def test_a_broken_edit_is_told_in_the_page(page: Page, desk: Desk) -> None:
    """A formula that cannot be typeset is named with its place until it is mended."""
    open_lesson(page, desk)

    desk.write(NOTE + "\n坏的 $\\frac{a}{$。\n")

    expect(page.locator(PANEL)).to_contain_text("kneading.md:166:4: warning[MTH201]")
    expect(page.locator("article")).to_contain_text("坏的")
    desk.write(NOTE)
    expect(page.locator(PANEL)).to_have_count(0)
    assert page.evaluate("window.same")


def test_a_build_that_is_given_up_leaves_the_last_good_page(page: Page, desk: Desk) -> None:
    """Why there is no new site stands above the old one, after a reload too, until it is mended."""
    open_lesson(page, desk)

    desk.write("place: [\n", "course.yml")

    expect(page.locator(f"{PANEL}[data-failed=true]")).to_contain_text("course.yml:2:1: no YAML")
    page.reload()
    expect(page.locator(f"{PANEL}[data-failed=true]")).to_contain_text("course.yml:2:1: no YAML")
    expect(page.locator("article")).to_contain_text("第 79 段")
    desk.write("title: 面包\n", "course.yml")
    expect(page.locator(PANEL)).to_have_count(0)


def test_what_was_told_can_be_closed(page: Page, desk: Desk) -> None:
    """The reader closes the panel; the same finding does not open it again."""
    open_lesson(page, desk)
    desk.write(NOTE + "\n坏的 $\\frac{a}{$。\n")

    page.locator(PANEL).get_by_role("button", name="收起").click()

    expect(page.locator(PANEL)).to_have_count(0)
    desk.write(NOTE + "\n坏的 $\\frac{a}{$。\n\n又一段。\n")
    expect(page.locator("article")).to_contain_text("又一段")
    expect(page.locator(PANEL)).to_have_count(0)


def test_two_notes_of_one_lesson_are_drafted_one_on_the_other(page: Page, tmp_path: Path) -> None:
    """A draft of one note keeps what was just written in another."""
    with serve(tmp_path, "site-builder", "serve") as desk:
        second = NOTE.replace("第", "另")
        desk.write(second, "second.md")
        page.goto(f"http://{desk.address}/lessons/002/")
        expect(page.locator("article")).to_contain_text("另 79 段")

        desk.write(NOTE + "\n甲处新写。\n")
        desk.write(second + "\n乙处新写。\n", "second.md")

        expect(page.locator("article")).to_contain_text("甲处新写")
        expect(page.locator("article")).to_contain_text("乙处新写")


def test_mkdocs_serve_follows_as_well(page: Page, tmp_path: Path) -> None:
    """The plugin brings the same preview to MkDocs' own command, below the path of a site_url."""
    settings = f"INHERIT: {DEFAULTS}\ndocs_dir: content\nsite_url: https://example.org/notes/\n"
    tmp_path.joinpath("mkdocs.yml").write_text(settings, encoding="utf-8")
    with serve(tmp_path, "mkdocs", "serve") as desk:
        page.goto(f"http://{desk.address}/notes/lessons/002/")
        page.evaluate("window.same = true")

        desk.write(NOTE + "\n刚写下的。\n")

        expect(page.locator("article")).to_contain_text("刚写下的")
        assert page.evaluate("window.same")
        assert ask(desk, "/")[0::2] == (302, "/notes/")


def test_only_the_site_is_served(desk: Desk) -> None:
    """Folders lead to their pages; what is no file of the site is answered by its own 404 page."""
    assert ask(desk, "/lessons/002")[0::2] == (302, "/lessons/002/")
    status, body, _ = ask(desk, "/../../../../etc/hostname")
    assert (status, "<title>" in body) == (404, True)
    assert ask(desk, "/lessons/999/")[0] == 404
    assert ask(desk, "/%ff%00")[0] == 404
