"""What pages say of videos to machines."""

from __future__ import annotations

from msgspec.structs import replace

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


def test_a_lesson_within_a_longer_video_begins_at_its_second() -> None:
    """Its address, its player and its clips lead into the one video."""
    tube = replace(course(lesson(2)), video=Video(Platform.YOUTUBE, "a-b_c4e6g8i"))

    described = describe_video(lesson(2), tube, (Chapter(75, 120, "水"),))

    assert described is not None
    assert described["url"] == "https://www.youtube.com/watch?v=a-b_c4e6g8i&t=60"
    assert str(described["embedUrl"]).endswith("/embed/a-b_c4e6g8i?start=60&autoplay=0")
    assert [clip["url"] for clip in described["hasPart"]] == [  # type: ignore[index,union-attr]
        "https://www.youtube.com/watch?v=a-b_c4e6g8i&t=75"
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
