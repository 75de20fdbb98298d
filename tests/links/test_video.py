"""Moments as links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown
from msgspec.structs import replace

from site_builder.links.rewrite import rewrite
from site_builder.links.video import (
    check_moments,
    find_lesson,
    player_url,
    resolve_moments,
    video_files,
    video_page_url,
)
from site_builder.model.course import Course, Lesson
from site_builder.model.note import Dialect, Document
from site_builder.model.outline import LessonKind
from site_builder.model.reference import Moment
from site_builder.model.site import Catalog, FileFact
from site_builder.model.source import Source, Span
from site_builder.model.video import Platform, Video
from site_builder.scan.links import find_links
from site_builder.scan.regions import find_regions
from site_builder.scan.timecodes import find_moments

VIDEO = Video(Platform.BILIBILI, "BV1xx411c7XZ")
TUBE = Video(Platform.YOUTUBE, "a-b_c4e6g8i")
URL = "https://www.bilibili.com/video/BV1xx411c7XZ"


def document_of(text: str) -> Document:
    """A note with the moments and links of a text."""
    source, regions, whole = Source("a.md", text), find_regions(text), Span(0, len(text))
    moments = find_moments(source, regions, whole, None).value
    taken = {moment.span for moment in moments}
    links = tuple(x for x in find_links(text, regions, whole) if x.span not in taken)
    return Document(source, Dialect.OBSIDIAN, 1.0, moments=moments, links=links)


def course_of(*durations: int | None, video: Video | None = VIDEO) -> Course:
    """A course of one level whose lessons take ``durations``."""
    lessons = tuple(
        Lesson(n, None, None, None, LessonKind.LECTURE, "课", None, (), duration, None, n)
        for n, duration in enumerate(durations, 1)
    )
    return Course("课程", None, video, (), lessons)


@pytest.mark.parametrize(
    ("video", "part", "seconds", "url"),
    [
        (VIDEO, 2, 59.99, f"{URL}?p=2&t=59"),
        (VIDEO, 2, 0, f"{URL}?p=2&t=0"),
        (VIDEO, None, 59, f"{URL}?p=1&t=59"),
        (VIDEO, 10, None, f"{URL}?p=10"),
        (VIDEO, None, None, URL),
        (TUBE, None, 59, "https://www.youtube.com/watch?v=a-b_c4e6g8i&t=59"),
    ],
)
def test_page_address(video: Video, part: int | None, seconds: float | None, url: str) -> None:
    """A time always comes with a part, and seconds are whole."""
    address = video_page_url(video, part, seconds)

    assert address == url


@pytest.mark.parametrize(
    ("video", "part", "seconds", "url"),
    [
        (
            VIDEO,
            2,
            59.9,
            "https://player.bilibili.com/player.html?bvid=BV1xx411c7XZ&p=2&t=59&autoplay=0",
        ),
        (
            Video(Platform.BILIBILI, "av99999999999999999"),
            None,
            None,
            "https://player.bilibili.com/player.html?aid=99999999999999999&p=1&t=0&autoplay=0",
        ),
        (TUBE, None, 5, "https://www.youtube-nocookie.com/embed/a-b_c4e6g8i?start=5&autoplay=0"),
        (Video(Platform.FILE, "a b.mp4"), None, 5, "a%20b.mp4#t=5"),
    ],
)
def test_player_address(video: Video, part: int | None, seconds: float | None, url: str) -> None:
    """A player names its scheme, part and second and waits for the reader."""
    address = player_url(video, part, seconds)

    assert address == url


@pytest.mark.parametrize("video", [VIDEO, TUBE])
def test_a_player_starts_by_itself_only_when_asked(video: Video) -> None:
    """The reader's click asks; nothing else does."""
    waiting, playing = player_url(video, 2, 59), player_url(video, 2, 59, play=True)

    assert waiting.endswith("&autoplay=0")
    assert playing == waiting.replace("&autoplay=0", "&autoplay=1")


@pytest.mark.parametrize(
    ("video", "files"),
    [
        (Video(Platform.FILE, "v/{part}.mp4"), ["v/2.mp4"]),
        (Video(Platform.FILE, "whole.mp4"), ["whole.mp4"]),
        (Video(Platform.FILE, "../v.mp4"), []),
        (VIDEO, []),
    ],
)
def test_files_of_the_course_are_published_where_they_are(video: Video, files: list[str]) -> None:
    """One a part or one for all; a file that is not in CONTENT is none."""
    catalog = Catalog({path: FileFact(path, 1) for path in ("v/2.mp4", "v/9.mp4", "whole.mp4")})

    assets = video_files(course_of(60, 60, video=video), catalog)

    assert [asset.path for asset in assets] == files


@pytest.mark.parametrize(
    ("text", "href", "attributes", "label"),
    [
        (f"[00:59]({URL}?p=2#t=59.9)", "?p=2&amp;t=59", 'data-part="2" data-seconds="59"', "00:59"),
        (
            f"[[0:59-1:20]({URL}?p=2#t=59)]",
            "?p=2&amp;t=59",
            'data-end="80" data-part="2" data-seconds="59"',
            "0:59-1:20",
        ),
        (f"[a*b*]({URL}?t=9)", "?p=1&amp;t=9", 'data-part="1" data-seconds="9"', "ab"),
    ],
)
def test_moments_become_links(text: str, href: str, attributes: str, label: str) -> None:
    """The built page has a plain link with what the player needs to know."""
    document = document_of(f"前{text}后")

    edits = resolve_moments(document)

    source = document.source
    shown = markdown(
        rewrite(source, Span(0, len(source.text)), edits, ""), extensions=["attr_list"]
    )
    head, _, tail = shown.partition(" data-")
    assert head == '<p>前<a class="moment"'
    assert sorted(f"data-{tail}".partition(" href")[0].split()) == sorted(
        [*attributes.split(), 'data-video="BV1xx411c7XZ"']
    )
    assert tail.endswith(f'href="{URL}{href}">{label}</a>后</p>')


def test_broken_host_of_a_link_is_repaired() -> None:
    """A link to a video that opens nothing leads to the video."""
    document = document_of("[揉面](https://.bilibili.com/video/BV1xx411c7XZ?p=2)")

    (edit,) = resolve_moments(document)

    assert edit.text == f"[揉面]({URL}?p=2)"
    assert [d.code for d in check_moments(document, course_of())] == ["VID103"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"[00:59]({URL}?p=2&t=59)", []),
        (f"[01:40]({URL}?p=2&t=100)", []),
        (f"[01:41]({URL}?p=2&t=101)", ["VID104"]),
        (f"[09:00]({URL}?p=3&t=540)", []),
        (f"[00:59]({URL}?p=4&t=59)", ["VID105"]),
        ("[09:00](https://www.bilibili.com/video/BV1aa411c7XY?p=9&t=540)", []),
    ],
)
def test_moments_are_held_against_the_course(text: str, codes: list[str]) -> None:
    """Times behind a lesson's end and parts behind the last are named; other videos are not."""
    diagnostics = check_moments(document_of(text), course_of(60, 100, None))

    assert [diagnostic.code for diagnostic in diagnostics] == codes


@pytest.mark.parametrize(("seconds", "lesson"), [(0, 1), (59, 1), (60, 2), (150, 3), (900, 3)])
def test_lessons_of_a_video_without_parts_follow_each_other(seconds: int, lesson: int) -> None:
    """Where a host knows no parts, the time in the whole course tells the lesson."""
    lessons = tuple(
        replace(lesson, start=start)
        for lesson, start in zip(course_of(60, 90, 30).lessons, (0, 60, 150), strict=True)
    )
    course = Course("课程", None, TUBE, (), lessons)
    moment = Moment(Span(0, 1), TUBE, 1, seconds, None, "00:00")

    found = find_lesson(course, moment)

    assert found == lessons[lesson - 1]


def test_only_the_end_of_a_video_without_parts_is_an_end() -> None:
    """A time behind the first lesson lies in the second; behind the last there is nothing."""
    lessons = tuple(
        replace(lesson, start=start)
        for lesson, start in zip(course_of(60, 90).lessons, (0, 60), strict=True)
    )
    course = Course("课程", None, TUBE, (), lessons)
    text = "[01:40](https://youtu.be/a-b_c4e6g8i?t=100) [02:40](https://youtu.be/a-b_c4e6g8i?t=160)"

    found = check_moments(document_of(text), course)

    assert [d.message for d in found] == [
        "time 02:40 lies behind the end of lesson 2, which takes 01:30"
    ]


def test_without_a_video_nothing_is_checked() -> None:
    """A course that names no video cannot be contradicted."""
    diagnostics = check_moments(document_of(f"[09:00]({URL}?p=9&t=540)"), course_of(60, video=None))

    assert diagnostics == ()


@given(st.text(alphabet="ab 0:5`*_$|<>{}\"'&!~^=中", max_size=12))
def test_label_stays_a_label(words: str) -> None:
    """Whatever a label holds but brackets of its own, the link stays one link."""
    document = document_of(f"前[x {words}]({URL}?t=9)")

    shown = markdown(
        rewrite(document.source, Span(0, len(document.source.text)), resolve_moments(document), ""),
        extensions=["attr_list"],
    )

    assert shown.count('class="moment"') == len(document.moments)
