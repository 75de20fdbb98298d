"""What pages say of videos to machines."""

from __future__ import annotations

from dataclasses import replace

from site_builder.model.video import Platform, Video
from site_builder.pages.chapters import Chapter
from site_builder.pages.structured import describe_video
from tests.pages.samples import course, lesson


def test_a_video_has_its_clips() -> None:
    """Name, length, player, and one clip a chapter with the address of its beginning."""
    described = describe_video(lesson(2), course(lesson(2)), (Chapter(5, 60, "水"),))

    assert described is not None
    assert described["alternateName"] == "Title 2"
    assert described["duration"] == "PT60S"
    assert described["hasPart"] == [
        {
            "@type": "Clip",
            "name": "水",
            "startOffset": 5,
            "endOffset": 60,
            "url": "https://www.bilibili.com/video/BV1xx411c7mD?p=2&t=5",
        }
    ]


def test_what_is_unknown_is_not_said() -> None:
    """No length, no English title, no clips."""
    plain = lesson(1, duration=None, title_en=None)

    described = describe_video(plain, course(plain), ())

    assert described is not None
    assert described.keys().isdisjoint({"duration", "alternateName", "hasPart"})


def test_a_file_beside_the_notes_is_no_address() -> None:
    """Nobody knows yet where the site will stand."""
    local = replace(course(lesson(1)), video=Video(Platform.FILE, "a.mp4"))

    assert describe_video(lesson(1), local, ()) is None
    assert describe_video(lesson(1), replace(local, video=None), ()) is None
