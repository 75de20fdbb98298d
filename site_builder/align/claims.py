"""What authors say themselves of where a section belongs: in the manifest and in the notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from site_builder.align.curriculum import Curriculum
from site_builder.model.alignment import Evidence
from site_builder.model.config import Placement
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.note import (
    ClaimBasis,
    CourseClaim,
    Document,
    Heading,
    LessonClaim,
    PartClaim,
    Section,
)
from site_builder.model.video import Video
from site_builder.scan.note_headings import named_lessons, named_parts


class OnLessons(Struct, frozen=True):
    """The author names the lessons."""

    lessons: tuple[int, ...]
    """Lessons of the course, the primary one first; empty: the section stays unplaced."""
    evidence: Evidence
    """How the author says so."""


class OnCourse(Struct, frozen=True):
    """The section is about the course as a whole."""


class OnOtherVideo(Struct, frozen=True):
    """The section is about a video that is not the course's own."""

    video: Video
    """The other video."""
    part: int | None
    """1-based part."""
    title: str
    """Title of the part; empty where the author gives none."""


Word = OnLessons | OnCourse | OnOtherVideo

_BASES = {
    ClaimBasis.OUTLINE: Evidence.OUTLINE,
    ClaimBasis.FRONT_MATTER: Evidence.FRONT_MATTER,
}


def words_of_author(
    document: Document, curriculum: Curriculum, placements: Mapping[int, Placement]
) -> tuple[Word | None, ...]:
    """What the author says of each section; None where nothing is said.

    A section without a word of its own follows the section above it.

    Args:
        document: The notes.
        curriculum: The course.
        placements: Overrides of the manifest by section (0-based).
    """
    found: list[Word | None] = []
    for index, section in enumerate(document.sections):
        word = _own_word(section, curriculum, placements.get(index))
        if word is None and section.parent is not None:
            word = found[section.parent]
        if word is None:
            word = _of_document(document, curriculum)
        found.append(word)
    return tuple(found)


def find_placements(
    document: Document, placements: Sequence[Placement], curriculum: Curriculum
) -> tuple[Mapping[int, Placement], tuple[Diagnostic, ...]]:
    """The overrides of a document by section (0-based), and what is wrong with them."""
    found: dict[int, Placement] = {}
    diagnostics: list[Diagnostic] = []
    for placement in placements:
        if placement.path != document.source.path:
            continue
        index = _section_of(placement, document)
        if index is None:
            diagnostics.append(_no_match(placement))
            continue
        known = tuple(n for n in placement.lessons if n in curriculum.places)
        diagnostics.extend(
            unknown_lesson(document, document.sections[index], number, curriculum)
            for number in placement.lessons
            if number not in curriculum.places
        )
        if known or not placement.lessons:
            found[index] = Placement(placement.path, placement.line, placement.heading, known)
    return found, tuple(diagnostics)


def missing_sources(
    documents: Sequence[Document], placements: Sequence[Placement]
) -> tuple[Diagnostic, ...]:
    """Overrides that name a source that is not there."""
    paths = {document.source.path for document in documents}
    return tuple(_no_match(placement) for placement in placements if placement.path not in paths)


def unknown_lessons(document: Document, curriculum: Curriculum) -> tuple[Diagnostic, ...]:
    """Claims of the notes that name lessons the course does not have."""
    found: list[Diagnostic] = []
    for section in document.sections:
        claim = section.claim
        if isinstance(claim, LessonClaim):
            missing = [n for n in claim.lessons if n not in curriculum.places]
        elif isinstance(claim, PartClaim) and _is_own(claim.video, curriculum):
            missing = [n for n in (claim.part,) if n is not None and n not in curriculum.parts]
        else:
            missing = []
        found.extend(unknown_lesson(document, section, n, curriculum) for n in missing)
    return tuple(dict.fromkeys(found)) if curriculum.numbers else ()


def unknown_lesson(
    document: Document, section: Section, number: int, curriculum: Curriculum
) -> Diagnostic:
    """The finding that ``number`` is no lesson of the course."""
    last = curriculum.numbers[-1] if curriculum.numbers else 0
    message = f"lesson {number} is not in the outline, whose last is {last}"
    span = section.heading.span if section.heading else section.span
    return Diagnostic("ALN104", message, document.source.path, span)


def heading_words(heading: Heading | None) -> str:
    """The heading as its author numbered and worded it; empty where there is none."""
    if heading is None:
        return ""
    number = ".".join(str(part) for part in heading.number)
    return f"{number} {heading.title}".strip()


def _own_word(section: Section, curriculum: Curriculum, placement: Placement | None) -> Word | None:
    if placement is not None:
        return OnLessons(placement.lessons, Evidence.PLACE)
    claim = section.claim
    title = "" if section.heading is None else section.heading.title
    match claim:
        case CourseClaim():
            return OnCourse()
        case LessonClaim():
            known = tuple(n for n in claim.lessons if n in curriculum.places)
            return OnLessons(known, _BASES[claim.basis]) if known else None
        case PartClaim():
            return _part_word(claim, named_parts(title), curriculum)
        case None:
            return _counted_word(named_lessons(title), curriculum)


def _counted_word(numbers: Sequence[int], curriculum: Curriculum) -> Word | None:
    """The lessons of 第69课, where no week has as many: a small number may count within one."""
    if not numbers or numbers[0] <= curriculum.longest_week:
        return None
    known = tuple(number for number in numbers if number in curriculum.places)
    return OnLessons(known, Evidence.NUMBER) if known else None


def _part_word(claim: PartClaim, named: Sequence[int], curriculum: Curriculum) -> Word | None:
    """The lesson of a part of the course's video, and of others that the heading names too."""
    if not _is_own(claim.video, curriculum):
        return OnOtherVideo(claim.video, claim.part, claim.title or "")
    parts = () if claim.part is None else (claim.part, *(p for p in named if p != claim.part))
    lessons = tuple(curriculum.parts[part] for part in parts if part in curriculum.parts)
    return OnLessons(lessons, Evidence.VIDEO) if lessons else None


def _of_document(document: Document, curriculum: Curriculum) -> Word | None:
    """What the video of the whole document says."""
    if document.video is None or _is_own(document.video, curriculum):
        return None
    return OnOtherVideo(document.video, None, document.title or "")


def _is_own(video: Video, curriculum: Curriculum) -> bool:
    """Whether ``video`` is the course's own."""
    return video == curriculum.course.video


def _section_of(placement: Placement, document: Document) -> int | None:
    source = document.source
    if placement.line is not None:
        if not 1 <= placement.line <= source.line_count:
            return None
        wanted = source.line_span(placement.line)
        for index, section in enumerate(document.sections):
            if section.span.overlaps(wanted):
                return index
        return None
    words = " ".join((placement.heading or "").split())
    for index, section in enumerate(document.sections):
        if section.heading is None:
            continue
        written = " ".join(source.slice(section.heading.span).strip("# \n").split())
        if words in (written, heading_words(section.heading), section.heading.title):
            return index
    return None


def _no_match(placement: Placement) -> Diagnostic:
    where = f"line {placement.line}" if placement.line is not None else repr(placement.heading)
    message = f"place: no section at {where} of {placement.path!r}"
    return Diagnostic("ALN103", message, placement.path)
