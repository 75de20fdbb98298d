"""Notes to lessons: where every section and every block of every document stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from site_builder.align.block_run import Reach
from site_builder.align.claims import (
    OnCourse,
    OnLessons,
    OnOtherVideo,
    Word,
    find_placements,
    missing_sources,
    unknown_lessons,
    words_of_author,
)
from site_builder.align.course import choose_outline
from site_builder.align.curriculum import Curriculum, read_curriculum
from site_builder.align.division import divide_blocks
from site_builder.align.findings import report_placements
from site_builder.align.learned import learn_wordings
from site_builder.align.lines import by_lines
from site_builder.align.pieces import collect_pieces
from site_builder.align.placer import place_sections
from site_builder.align.score import read_phrase, title_share
from site_builder.align.standing import (
    Elsewhere,
    Judged,
    Left,
    OnlyScope,
    Placed,
    Standing,
)
from site_builder.align.topics import Topics, related_lessons
from site_builder.model.alignment import Alignment, Evidence
from site_builder.model.config import Config
from site_builder.model.course import Course
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import (
    Block,
    ClaimBasis,
    Document,
    LessonClaim,
    Section,
    StructureRole,
)

_AUTHOR = "the manifest leaves it unplaced"
_CHOICE = 0.35
"""How near a title comes to one of the lessons that its author names."""


Aligner = Callable[[Sequence[Document], Curriculum, Config], Iterable[Outcome[Alignment]]]
"""Gives for each of several documents what ``align_document`` gives for it."""


def align_each(
    documents: Sequence[Document], curriculum: Curriculum, config: Config
) -> Iterator[Outcome[Alignment]]:
    """The place of every section of each of ``documents``, one after the other."""
    return (align_document(document, curriculum, config) for document in documents)


def align_notes(
    documents: Sequence[Document], course: Course, config: Config, aligner: Aligner = align_each
) -> Outcome[Alignment]:
    """The place of every section of ``documents``, and what the author should look at.

    Args:
        documents: All documents, in any order.
        course: Their course.
        config: The manifest with the author's overrides.
        aligner: What aligns them.
    """
    curriculum = learn_curriculum(documents, course)
    ordered = sorted(valid_claims(documents, config), key=lambda document: document.source.path)
    found: list[Diagnostic] = list(missing_sources(ordered, config.place))
    parts: list[Alignment] = []
    for part in aligner(ordered, curriculum, config):
        found.extend(part.diagnostics)
        parts.append(part.value)
    return Outcome(join_alignments(parts), tuple(found))


def learn_curriculum(documents: Sequence[Document], course: Course) -> Curriculum:
    """What the lessons are called, by the course and by the notes whose lesson is named."""
    return read_curriculum(course, learn_wordings(documents, course))


def align_document(
    document: Document, curriculum: Curriculum, config: Config
) -> Outcome[Alignment]:
    """The place of every section of one document; its claims are valid ones."""
    document = by_lines(document)
    judged, diagnostics = judge_document(document, curriculum, config)
    part = collect_pieces(document, judged)
    placed = report_placements(document, judged, part, curriculum)
    return Outcome(part, (*diagnostics, *placed))


def valid_claims(documents: Sequence[Document], config: Config) -> tuple[Document, ...]:
    """``documents`` without what outlines claim that the course is not made of.

    Their numbers are those of another list of lessons.
    """
    chosen = choose_outline(documents, config)
    return tuple(
        replace(document, sections=tuple(_without_claim(s) for s in document.sections))
        if document.outline is not None and document is not chosen
        else document
        for document in documents
    )


def _without_claim(section: Section) -> Section:
    match section.claim:
        case LessonClaim(basis=ClaimBasis.OUTLINE):
            return replace(section, claim=None)
        case _:
            return section


def judge_document(
    document: Document, curriculum: Curriculum, config: Config
) -> tuple[tuple[Judged, ...], tuple[Diagnostic, ...]]:
    """What became of each section of a document, in its order."""
    placements, diagnostics = find_placements(document, config.place, curriculum)
    words = words_of_author(document, curriculum, placements)
    unsaid = [index for index, word in enumerate(words) if word is None]
    free = place_sections(document, unsaid, _settled(words), curriculum)
    topics = _topics(document, words, curriculum)
    judged: list[Judged] = []
    for index, (section, word) in enumerate(zip(document.sections, words, strict=True)):
        if index in free:
            judged.append(free[index])
        elif word is not None:
            judged.append(_as_said(section, word, topics.get(index, ()), curriculum))
    return tuple(judged), (*diagnostics, *unknown_lessons(document, curriculum))


def _settled(words: Sequence[Word | None]) -> Mapping[int, tuple[int, ...]]:
    """The lessons that the author names, by section."""
    return {
        index: word.lessons
        for index, word in enumerate(words)
        if isinstance(word, OnLessons) and word.lessons
    }


def join_alignments(parts: Sequence[Alignment]) -> Alignment:
    """All of ``parts`` in their order."""
    return Alignment(
        pieces=tuple(piece for part in parts for piece in part.pieces),
        related=tuple(related for part in parts for related in part.related),
        unplaced=tuple(unplaced for part in parts for unplaced in part.unplaced),
        doubtful=tuple(doubtful for part in parts for doubtful in part.doubtful),
        structure=tuple(structure for part in parts for structure in part.structure),
    )


# --- what the author says ------------------------------------------------------------


def _as_said(section: Section, word: Word, topics: Topics, curriculum: Curriculum) -> Judged:
    match word:
        case OnCourse():
            return Judged(OnlyScope(StructureRole.COURSE))
        case OnOtherVideo(video, part, title):
            lessons = tuple(lesson for lesson, _ in topics)
            score = max((score for _, score in topics), default=0.0)
            named = title or (section.heading.title if section.heading else "")
            return Judged(Elsewhere(video, part, named, lessons, score))
        case OnLessons(()):
            return Judged(Left(_AUTHOR))
        case OnLessons():
            return Judged(_on_lessons(section, word, curriculum))


def _topics(
    document: Document, words: Sequence[Word | None], curriculum: Curriculum
) -> Mapping[int, Topics]:
    """Lessons on the topics of the sections that are about another video."""
    found: dict[int, tuple[tuple[str, str], tuple[Block, ...]]] = {}
    for index, (section, word) in enumerate(zip(document.sections, words, strict=True)):
        if isinstance(word, OnOtherVideo):
            heading = section.heading.title if section.heading else ""
            found[index] = ((word.title, heading), section.blocks)
    return dict(zip(found, related_lessons(tuple(found.values()), curriculum), strict=True))


def _on_lessons(section: Section, word: OnLessons, curriculum: Curriculum) -> Placed:
    """A section on the lessons that its author names; several are told apart by their titles."""
    sign = (word.evidence,)
    if len(word.lessons) == 1:
        here = (Standing(word.lessons[0], 1.0, sign),)
        return Placed(here, tuple(here for _ in section.blocks))
    phrase = read_phrase(section.heading.title) if section.heading else None
    shares = {
        lesson: title_share(curriculum.index, phrase, lesson) if phrase else 0.0
        for lesson in word.lessons
    }
    best = max(word.lessons, key=lambda lesson: shares[lesson])
    clear = shares[best] >= _CHOICE
    primary = best if clear else word.lessons[0]
    lessons = tuple(sorted(word.lessons))
    enough = len(section.blocks) >= len(lessons) and word.evidence is not Evidence.FRONT_MATTER
    reach = Reach(lessons, primary, free=not clear, run=lessons if enough else ())
    division = divide_blocks(curriculum, section.blocks, reach, phrase)
    if not (clear or reach.run or any(division.shares)):
        everywhere = tuple(Standing(lesson, 1.0, sign) for lesson in word.lessons)
        return Placed(everywhere, tuple(everywhere for _ in section.blocks))
    return Placed(
        (Standing(primary, 1.0, sign),),
        tuple((Standing(lesson, 1.0, sign),) for lesson in division.lessons),
    )
