"""What a page says of its video to machines: JSON-LD in the words of schema.org.

https://schema.org/VideoObject · https://schema.org/Clip
"""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.links.video import (
    lesson_begin,
    lesson_part,
    lesson_url,
    player_url,
    video_page_url,
)
from site_builder.model.course import Course, Lesson
from site_builder.model.video import Platform
from site_builder.pages.chapters import Chapter
from site_builder.pages.markup import FrontMatter, plain_text


def describe_video(
    lesson: Lesson, course: Course, chapters: Sequence[Chapter]
) -> FrontMatter | None:
    """The video of ``lesson`` with its chapters; None where no address of the web leads to it."""
    video = course.video
    if video is None or video.platform is Platform.FILE:
        return None
    part = lesson_part(video, lesson)
    described: dict[str, str | int | FrontMatter | Sequence[FrontMatter]] = {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": plain_text(lesson.title),
        "url": lesson_url(video, lesson),
        "embedUrl": player_url(video, part, lesson_begin(video, lesson)),
        "position": lesson.number,
        "isPartOf": {"@type": "Course", "name": plain_text(course.title)},
    }
    if lesson.title_en:
        described["alternateName"] = plain_text(lesson.title_en)
    if lesson.duration is not None:
        described["duration"] = f"PT{lesson.duration}S"
    if chapters:
        described["hasPart"] = [
            {
                "@type": "Clip",
                "name": plain_text(chapter.name),
                "startOffset": chapter.start,
                "endOffset": chapter.end,
                "url": video_page_url(video, part, chapter.start),
            }
            for chapter in chapters
        ]
    return described
