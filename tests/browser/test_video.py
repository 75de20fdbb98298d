"""The video of a lesson: nothing before a click, then a player that follows the moments."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from site_builder.links.video import player_url
from site_builder.model.video import Platform, Video

pytestmark = pytest.mark.browser

OWN = Video(Platform.BILIBILI, "BV1xx411c7XZ")
OTHER = Video(Platform.BILIBILI, "BV1xW4y1g7qG")
TUBE = Video(Platform.YOUTUBE, "a-b_c4e6g8i")

OUTLINE = """# 面包课

https://www.bilibili.com/video/BV1xx411c7XZ

## 1 1.1.1 揉面 10:00

## 2 2.1.2 发酵 20:00

## 3 3.1.3 烘烤 05:00
"""

FILLER = "\n\n".join(f"第 {n} 遍：揉、摔、叠。" for n in range(60))

NOTES = f"""---
lesson: 1
---

# 揉面

先看 [02:05](https://www.bilibili.com/video/BV1xx411c7XZ?p=1&t=125) 水要分三次加。

再看 [05:00](https://www.bilibili.com/video/BV1xx411c7XZ?p=1&t=300) 面团出膜。

发酵见 [01:00](https://www.bilibili.com/video/BV1xx411c7XZ?p=2&t=60)，
另一位老师在 [00:59](https://www.bilibili.com/video/BV1xW4y1g7qG?p=6&t=59) 讲得更细，
也有 [01:10](https://www.youtube.com/watch?v=a-b_c4e6g8i&t=70) 这一段。

{FILLER}

最后看 [09:00](https://www.bilibili.com/video/BV1xx411c7XZ?p=1&t=540) 收圆。
"""


class Reader:
    """A page with what it asked other hosts for and what the browser complained of."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.outside: list[str] = []
        self.complaints: list[str] = []
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.context.route(lambda url: not url.startswith(site), self._answer)

    def open(self, path: str) -> Page:
        """The page at ``path`` once nothing is being loaded any more."""
        self.page.goto(self.site + path, wait_until="networkidle")
        return self.page

    def player(self) -> str:
        """The address of the only player on the page."""
        addresses = self.page.eval_on_selector_all("iframe", "all => all.map(one => one.src)")
        assert len(addresses) == 1
        return str(addresses[0])

    def _answer(self, route: Route) -> None:
        """Stands for every other host: the tests ask none of them."""
        self.outside.append(route.request.url)
        route.fulfill(body="<title>player</title>", content_type="text/html")


@pytest.fixture(scope="module")
def bread(build_course: Callable[..., str]) -> str:
    """Address of a small course with moments of several videos."""
    return build_course({"outline.md": OUTLINE, "notes.md": NOTES})


@pytest.fixture(params=[390, 1440])
def reader(browser: Browser, bread: str, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """A reader of that course with a narrow and with a wide window."""
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    yield Reader(context.new_page(), bread)
    context.close()


def test_nothing_is_asked_of_the_host_before_a_click(reader: Reader) -> None:
    """The poster is ours; the first request to the player's host follows the click."""
    page = reader.open("lessons/001/")
    before = list(reader.outside)

    page.click(".poster a")
    page.wait_for_selector("iframe")

    assert before == []
    assert reader.outside == [player_url(OWN, 1, None, play=True)]
    assert reader.complaints == []


@pytest.mark.parametrize(
    ("time", "address", "words"),
    [
        ("05:00", player_url(OWN, 1, 300, play=True), "P1 · 05:00"),
        ("01:00", player_url(OWN, 2, 60, play=True), "另一课 P2 · 01:00"),
        ("00:59", player_url(OTHER, 6, 59, play=True), "另一个视频 BV1xW4y1g7qG P6 · 00:59"),
        ("01:10", player_url(TUBE, None, 70, play=True), "另一个视频 a-b_c4e6g8i P1 · 01:10"),
    ],
)
def test_a_moment_plays_where_it_points(
    reader: Reader, time: str, address: str, words: str
) -> None:
    """The player has the address that Python gives, and says so when it is another video."""
    page = reader.open("lessons/001/")

    page.click(f".moment:text-is('{time}') >> nth=0")

    assert reader.player() == address
    assert page.inner_text(".panel .label") == words


def test_a_second_moment_seeks_within_the_same_panel(reader: Reader) -> None:
    """One player at a time; going back leaves the page, not the moment."""
    page = reader.open("")
    page.goto(f"{reader.site}lessons/001/")
    page.click(".moment:text-is('02:05') >> nth=0")

    page.click(".moment:text-is('05:00') >> nth=0")
    address = reader.player()
    page.go_back()
    page.wait_for_url(reader.site)

    assert address == player_url(OWN, 1, 300, play=True)


@pytest.mark.parametrize("key", ["Control", "Shift", "Alt", "Meta"])
def test_a_modifier_key_leaves_the_link_alone(reader: Reader, key: str) -> None:
    """The page of the video's host opens as the browser does it; here nothing plays."""
    page = reader.open("lessons/001/")

    prevented = page.eval_on_selector(
        ".moment",
        """(link, key) => {
            const name = {Control: "ctrlKey"}[key] ?? `${key.toLowerCase()}Key`
            let prevented = null
            addEventListener("click", event => {
              prevented = event.defaultPrevented
              event.preventDefault()
            }, {once: true})
            link.dispatchEvent(
              new MouseEvent("click", {bubbles: true, cancelable: true, [name]: true})
            )
            return prevented
        }""",
        key,
    )

    assert prevented is False
    assert page.locator("iframe").count() == 0


def test_without_scripts_every_place_is_a_link(browser: Browser, bread: str) -> None:
    """Poster, timeline and moments lead to the page of the video's host."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{bread}lessons/001/")

    poster = page.get_attribute(".poster a", "href")
    mark = page.get_attribute(".timeline .moment >> nth=1", "href")
    buttons = page.locator("article button").count()
    context.close()

    assert poster == "https://www.bilibili.com/video/BV1xx411c7XZ?p=1"
    assert mark == "https://www.bilibili.com/video/BV1xx411c7XZ?p=1&t=300"
    assert buttons == 0


def test_the_timeline_is_walked_by_keyboard(reader: Reader) -> None:
    """Its marks stand where the moments are, have names, and play on Enter."""
    page = reader.open("lessons/001/")
    marks = page.locator(".timeline .moment")
    names = [mark.get_attribute("aria-label") for mark in marks.all()]
    left = marks.nth(1).evaluate(
        "mark => (mark.getBoundingClientRect().x + mark.offsetWidth / 2"
        " - mark.offsetParent.getBoundingClientRect().x) / mark.offsetParent.offsetWidth"
    )
    page.focus(".poster a")

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert [str(name)[:5] for name in names] == ["02:05", "05:00", "09:00"]
    assert left == pytest.approx(0.5, abs=0.02)
    assert reader.player() == player_url(OWN, 1, 300, play=True)
    assert marks.nth(1).get_attribute("aria-current") == "true"


def test_a_player_out_of_sight_comes_along(reader: Reader) -> None:
    """Far down in the notes the player docks in the corner and loads once only."""
    page = reader.open("lessons/001/")
    page.click(".poster a")

    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_selector(".panel.docked")

    box = page.locator(".dock").bounding_box()
    height = page.evaluate("innerHeight")
    assert box is not None
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= height
    assert len(reader.outside) == 1


def test_the_text_stays_where_it_is_read(reader: Reader) -> None:
    """A moment within the text plays in the corner; the poster takes the player to its place."""
    page = reader.open("lessons/001/")
    moment = page.locator("p:has-text('再看') > .moment")
    before = moment.bounding_box()

    moment.click()
    after = moment.bounding_box()
    page.click(".poster a")

    assert before == after
    assert page.locator(".panel.aside").count() == 0
    assert reader.player() == player_url(OWN, 1, None, play=True)


def test_a_closed_player_is_gone(reader: Reader) -> None:
    """The poster is back and has the focus."""
    page = reader.open("lessons/001/")
    page.click(".poster a")

    page.click(".panel .shut")

    assert page.locator("iframe").count() == 0
    assert page.evaluate("document.activeElement.matches('.poster a')")


def test_the_link_of_a_moment_leads_back_to_it(browser: Browser, bread: str) -> None:
    """What is copied opens the lesson, plays nothing by itself, and starts there when asked."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    reader = Reader(context.new_page(), bread)
    page = reader.open("lessons/001/")
    page.click(".moments .copy >> nth=1")
    page.wait_for_selector("text=已复制")
    copied = page.evaluate("navigator.clipboard.readText()")

    page.goto("about:blank")
    page.goto(copied, wait_until="networkidle")
    before = list(reader.outside)
    page.click(".poster a")
    address = reader.player()
    context.close()

    assert copied == f"{bread}lessons/001/#t=300"
    assert before == []
    assert address == player_url(OWN, 1, 300, play=True)
    assert reader.complaints == []


def test_the_player_lives_on_after_instant_navigation(reader: Reader) -> None:
    """On the next lesson's page poster and keys work as on the first."""
    page = reader.open("lessons/001/")
    page.evaluate("window.same = true")
    page.click(".poster a")
    page.keyboard.press("]")
    page.wait_for_url(f"{reader.site}lessons/002/")
    page.wait_for_selector(".panel[data-part='2']")
    gone = page.locator("iframe").count()

    page.keyboard.press("v")
    page.wait_for_selector("iframe")

    assert page.evaluate("window.same")
    assert gone == 0
    assert reader.player() == player_url(OWN, 2, None, play=True)
    assert reader.complaints == []


def test_machines_read_the_video_and_its_clips(reader: Reader) -> None:
    """JSON-LD names the video of the lesson and one clip a moment."""
    page = reader.open("lessons/001/")

    video = json.loads(page.inner_text("script[type='application/ld+json']"))

    assert (video["@type"], video["name"], video["duration"]) == ("VideoObject", "揉面", "PT600S")
    assert video["embedUrl"] == player_url(OWN, 1, None)
    assert [(clip["startOffset"], clip["endOffset"]) for clip in video["hasPart"]] == [
        (125, 300),
        (300, 540),
        (540, 600),
    ]


def test_chapters_are_read_by_the_browser(reader: Reader) -> None:
    """The WebVTT file that the page links has one cue a moment, up to the next."""
    page = reader.open("lessons/001/")

    cues = page.evaluate(
        """async () => {
            const video = document.createElement("video")
            const track = document.createElement("track")
            track.src = document.querySelector("a.chapters").href
            video.append(track)
            document.body.append(video)
            track.track.mode = "hidden"
            await new Promise((loaded, failed) => {
              Object.assign(track, {onload: loaded, onerror: failed})
            })
            return [...track.track.cues].map(cue => [cue.startTime, cue.endTime, cue.text])
        }"""
    )

    assert cues == [
        [125, 300, "先看 水要分三次加。"],
        [300, 540, "再看 面团出膜。"],
        [540, 600, "最后看 收圆。"],
    ]


def test_a_lesson_within_a_longer_video_begins_at_its_second(
    browser: Browser, build_course: Callable[..., str]
) -> None:
    """The poster says so and leads there, with scripts and without; its moments lie on its line."""
    manifest = "video: https://www.youtube.com/watch?v=a-b_c4e6g8i\n"
    outline = OUTLINE.replace("https://www.bilibili.com/video/BV1xx411c7XZ", "")
    notes = (
        "---\nlesson: 2\n---\n\n# 发酵\n\n"
        "看 [15:00](https://www.youtube.com/watch?v=a-b_c4e6g8i&t=900) 长大。\n"
    )
    site = build_course({"course.yml": manifest, "outline.md": outline, "notes.md": notes})
    context = browser.new_context()
    reader = Reader(context.new_page(), site)
    page = reader.open("lessons/002/")
    href = page.get_attribute(".poster a", "href")
    words = page.inner_text(".poster .way")
    left = page.get_attribute(".timeline .moment", "style")

    page.click(".poster a")
    begun = reader.player()
    # As a hand would: a click in the very frame in which the player leaves goes to the player.
    page.locator(".moments .moment").scroll_into_view_if_needed()
    page.wait_for_selector(".panel.docked")
    page.wait_for_timeout(300)
    page.click(".moments .moment")
    moved = reader.player()
    label = page.inner_text(".panel .label")
    context.close()

    assert href == "https://www.youtube.com/watch?v=a-b_c4e6g8i&t=600"
    assert words == "看视频，10:00 起"
    assert left == "left:25.00%"
    assert begun == player_url(TUBE, None, 600, play=True)
    assert moved == player_url(TUBE, None, 900, play=True)
    assert label == "P1 · 15:00"


def test_text_stays_where_it_is_when_the_player_leaves_it(reader: Reader) -> None:
    """The player goes to the corner as its place is scrolled away; nothing below it moves."""
    page = reader.open("lessons/001/")
    page.click(".poster a")
    page.wait_for_selector(".panel.open:not(.docked)")
    before = page.evaluate("document.querySelector('.panel').offsetHeight")

    page.mouse.wheel(0, 4000)
    page.wait_for_selector(".panel.docked")

    assert page.evaluate("document.querySelector('.panel').offsetHeight") == before


def test_a_file_is_played_by_the_browser_itself(
    browser: Browser, build_course: Callable[..., str]
) -> None:
    """A course whose videos lie beside the notes needs no other host at all."""
    manifest = "video: {platform: file, id: '影片/{part}.webm'}\n"
    outline = OUTLINE.replace("https://www.bilibili.com/video/BV1xx411c7XZ", "")
    site = build_course({"course.yml": manifest, "outline.md": outline, "影片/2.webm": b"\x1a\x45"})
    context = browser.new_context()
    reader = Reader(context.new_page(), site)
    page = reader.open("lessons/002/")

    page.click(".poster a")
    source = page.eval_on_selector("video", "video => decodeURIComponent(video.src)")
    page.goto(f"{site}lessons/001/")
    posters = page.locator(".poster").count()
    context.close()

    assert source == f"{site}影片/2.webm"
    assert posters == 0
    assert reader.outside == []
