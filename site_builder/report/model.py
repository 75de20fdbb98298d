"""The model as JSON: what ``inspect`` prints and what the site publishes as ``course.json``.

The form is that of ``site_builder/schemas/inspect.schema.json``: seconds are numbers, lines are
1-based and inclusive, paths are relative to CONTENT.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from msgspec import Struct

from site_builder.links.targets import course_page, lesson_page, week_page
from site_builder.links.video import lesson_url, video_page_url
from site_builder.model.alignment import Piece, Target
from site_builder.model.course import Lesson, Subcourse
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.note import Document, Structure, StructureRole
from site_builder.model.site import Citation, PlacedMoment, Site
from site_builder.model.source import Source, Span
from site_builder.model.video import Video
from site_builder.report.diagnostics import collect_findings, finding_json

SCHEMA = 1
"""Version of the form; a key that is added leaves it as it is."""

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
Record = dict[str, Json]


def model_json(
    site: Site, diagnostics: Sequence[Diagnostic], sources: Sequence[Source]
) -> dict[str, Json]:
    """Everything that a build knows, ready for ``json.dumps``.

    Args:
        site: The site.
        diagnostics: What was found on the way, in any order.
        sources: The texts that diagnostics point into; those of the site need not be repeated.
    """
    texts = _Texts({document.source.path: document.source for document in site.documents})
    findings = collect_findings(diagnostics, (*texts.by_path.values(), *sources))
    lessons = _by_lesson(site, texts)
    return {
        "schema": SCHEMA,
        "title": site.course.title,
        "title_en": site.course.title_en,
        "duration": site.course.duration,
        "video": _video(site.course.video),
        "lessons": [lessons[lesson.number] for lesson in site.course.lessons],
        "related": [
            {
                **texts.lines(related.path, related.span),
                "video": related.video.id,
                "part": related.part,
                "title": related.title,
                "lessons": list(related.lessons),
                "score": _rounded(related.score),
            }
            for related in site.alignment.related
        ],
        "courses": [_subcourse(subcourse, site) for subcourse in site.course.subcourses],
        "references": [_reference(citation, texts) for citation in site.citations],
        "moments": [_moment(placed, texts) for placed in site.moments],
        "sources": [
            {
                "path": document.source.path,
                "dialect": document.dialect.value,
                "confidence": _rounded(document.confidence),
                "lines": document.source.line_count,
            }
            for document in site.documents
        ],
        "structure": _structure(site, texts),
        "unplaced": [
            {**texts.lines(unplaced.path, unplaced.span), "reason": unplaced.reason}
            for unplaced in site.alignment.unplaced
        ],
        "removed": [
            {
                **texts.lines(document.source.path, removal.span),
                "code": removal.code,
                "reason": removal.reason,
            }
            for document in site.documents
            for removal in document.removals
        ],
        "diagnostics": [finding_json(finding) for finding in findings],
    }


def model_text(site: Site, diagnostics: Sequence[Diagnostic], sources: Sequence[Source]) -> str:
    """The model as JSON text without superfluous blanks, as the site publishes it."""
    model = model_json(site, diagnostics, sources)
    return json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n"


class _Texts(Struct, frozen=True):
    """The texts of the site, to turn spans into lines."""

    by_path: Mapping[str, Source]

    def lines(self, path: str, span: Span) -> Record:
        """Source and lines of ``span`` without the blank lines around its text."""
        source = self.by_path[path]
        text = source.slice(span)
        start = span.start + len(text) - len(text.lstrip())
        end = span.start + len(text.rstrip())
        first, last = source.lines_of(Span(start, end) if start < end else span)
        return {"source": path, "start_line": first, "end_line": last}

    def line(self, path: str, span: Span) -> int:
        """The line on which ``span`` begins."""
        return self.by_path[path].line_number(span.start)


def _by_lesson(site: Site, texts: _Texts) -> dict[int, Record]:
    """Each lesson's record by its number."""
    notes = _grouped(
        (target.lesson, _note(piece, target, texts))
        for piece in site.alignment.pieces
        for target in piece.targets
    )
    moments = _grouped(
        (lesson, _moment(placed, texts)) for placed in site.moments for lesson in placed.lessons
    )
    references = _grouped(
        (lesson, _reference(citation, texts))
        for citation in site.citations
        for lesson in citation.lessons
    )
    return {
        lesson.number: {
            **_lesson(lesson, site.course.video),
            "notes": notes.get(lesson.number, []),
            "moments": moments.get(lesson.number, []),
            "references": references.get(lesson.number, []),
        }
        for lesson in site.course.lessons
    }


def _grouped(items: Iterable[tuple[int, Record]]) -> dict[int, list[Record]]:
    groups: dict[int, list[Record]] = {}
    for number, record in items:
        groups.setdefault(number, []).append(record)
    return groups


def _lesson(lesson: Lesson, video: Video | None) -> Record:
    return {
        "number": lesson.number,
        "course": lesson.course,
        "week": lesson.week,
        "section": lesson.section,
        "kind": lesson.kind.value,
        "title": lesson.title,
        "title_en": lesson.title_en,
        "duration": lesson.duration,
        "start": lesson.start,
        "url": _page_url(lesson_page(lesson.number)),
        "video_url": lesson_url(video, lesson) if video else None,
    }


def _note(piece: Piece, target: Target, texts: _Texts) -> Record:
    return {
        **texts.lines(piece.path, piece.span),
        "heading": piece.heading,
        "score": _rounded(target.score),
        "evidence": [evidence.value for evidence in target.evidence],
        "primary": target.primary,
    }


def _moment(placed: PlacedMoment, texts: _Texts) -> Record:
    moment = placed.moment
    return {
        "video": moment.video.id,
        "part": moment.part,
        "seconds": moment.seconds,
        "label": moment.label,
        "url": video_page_url(moment.video, moment.part, moment.seconds),
        "source": placed.path,
        "line": texts.line(placed.path, moment.span),
    }


def _reference(citation: Citation, texts: _Texts) -> Record:
    snapshot = citation.snapshot
    return {
        "url": citation.url,
        "source": citation.path,
        "line": texts.line(citation.path, citation.span),
        "snapshot": {
            "path": snapshot.path,
            "state": snapshot.state.value,
            "sha256": snapshot.sha256,
            "captured_at": snapshot.captured_at,
        },
    }


def _subcourse(subcourse: Subcourse, site: Site) -> Record:
    durations = {lesson.number: lesson.duration or 0 for lesson in site.course.lessons}
    return {
        "number": subcourse.number,
        "title": subcourse.title,
        "title_en": subcourse.title_en,
        "duration": sum(durations[number] for number in subcourse.lessons),
        "url": _page_url(course_page(subcourse.number)),
        "lessons": list(subcourse.lessons),
        "weeks": [
            {
                "number": week.number,
                "title": week.title,
                "title_en": week.title_en,
                "url": _page_url(week_page(subcourse.number, week.number)),
                "lessons": list(week.lessons),
            }
            for week in subcourse.weeks
        ],
    }


def _structure(site: Site, texts: _Texts) -> list[Record]:
    """Lines that only give scope, by path and line; those of the home page among them.

    Footnotes are of the role ``footnote``: they stand on every page that refers to them.
    """
    found = [
        (document.source.path, structure)
        for document in site.documents
        for structure in _document_structure(document)
    ]
    found.extend(site.alignment.structure)
    records: list[Record] = [
        {**texts.lines(path, structure.span), "role": structure.role.value}
        for path, structure in found
    ]
    records.extend(
        {**texts.lines(document.source.path, footnote.span), "role": "footnote"}
        for document in site.documents
        for footnote in document.footnotes
    )
    return sorted(records, key=itemgetter("source", "start_line", "end_line"))


def _document_structure(document: Document) -> Iterator[Structure]:
    yield from document.structure
    if document.outline is not None:
        for lesson in document.outline.entries:
            yield Structure(lesson.span, StructureRole.LESSON)
    for title in document.titles:
        yield Structure(title.span, StructureRole.LESSON)


def _video(video: Video | None) -> Json:
    return {"platform": video.platform.value, "id": video.id} if video else None


def _page_url(path: str) -> str:
    """The address of the page at ``path`` of the staged tree, relative to the site."""
    return path.removesuffix("index.md").removesuffix(".md").rstrip("/") + "/"


def _rounded(score: float) -> float:
    return round(score, 3)
