"""What a reader sees of a page before going there: title, English title, facts, first words.

The browser asks for all previews of a site in one go, on the first link that is pointed at. They
are a script and not JSON because a page that is opened from disk may load nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from msgspec import Struct

from site_builder.links.targets import course_page, lesson_page, week_page
from site_builder.model.alignment import Piece
from site_builder.model.course import Lesson
from site_builder.model.note import BlockKind, Document
from site_builder.model.site import Site
from site_builder.model.timecode import format_timecode
from site_builder.pages.excerpts import excerpt
from site_builder.pages.places import lesson_label, subcourse_name, week_name

PREVIEWS_PATH = "assets/previews.js"
"""Where the site keeps its previews."""

_LENGTH = 90
_SPEAKING = frozenset((BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE))


class Preview(Struct, frozen=True):
    """What is shown of one page."""

    page: str
    """Its path in the staged tree."""
    title: str
    """Its title."""
    title_en: str
    """English title; empty where there is none."""
    facts: str
    """How long or how many; empty where that is not known."""
    words: str
    """How its notes begin; empty where it has none."""


def plan_previews(site: Site) -> tuple[Preview, ...]:
    """The previews of lessons, weeks and subcourses, in that order."""
    words = _first_words(site)
    course = site.course
    return (
        *(_lesson(lesson, words.get(lesson.number, "")) for lesson in course.lessons),
        *(
            Preview(
                week_page(subcourse.number, week.number),
                f"{subcourse_name(subcourse)} · {week_name(week)}",
                week.title_en or "",
                f"{len(week.lessons)} 课",
                "",
            )
            for subcourse in course.subcourses
            for week in subcourse.weeks
        ),
        *(
            Preview(
                course_page(subcourse.number),
                subcourse_name(subcourse),
                subcourse.title_en or "",
                f"{len(subcourse.lessons)} 课",
                "",
            )
            for subcourse in course.subcourses
        ),
    )


def preview_script(site: Site) -> str:
    """A script that sets ``sitePreviews``: by address without ``index`` and suffix."""
    entries = {
        preview.page.removesuffix(".md").removesuffix("/index"): [
            preview.title,
            preview.title_en,
            preview.facts,
            preview.words,
        ]
        for preview in plan_previews(site)
    }
    written = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.sitePreviews={written}\n"


def _lesson(lesson: Lesson, words: str) -> Preview:
    return Preview(
        lesson_page(lesson.number),
        lesson_label(lesson),
        lesson.title_en or "",
        "" if lesson.duration is None else format_timecode(lesson.duration),
        words,
    )


def _first_words(site: Site) -> dict[int, str]:
    """How the notes on each lesson begin; notes that stand there first of all come first."""
    documents = {document.source.path: document for document in site.documents}
    found: dict[int, str] = {}
    for primary in (True, False):
        for piece in site.alignment.pieces:
            wanted = [t.lesson for t in piece.targets if t.primary is primary]
            missing = [number for number in wanted if number not in found]
            words = next(_words(documents[piece.path], piece), "") if missing else ""
            found.update((number, words) for number in missing if words)
    return found


def _words(document: Document, piece: Piece) -> Iterator[str]:
    for block in document.sections[piece.section].blocks:
        if block.kind in _SPEAKING and piece.span.contains(block.span):
            words = excerpt(block.words, _LENGTH)
            if words:
                yield words
