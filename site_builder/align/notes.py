"""Notes to lessons: where every section and every block of every document stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from site_builder.align.blocks import (
    Division,
    Reach,
    divide_blocks,
    spread_pictures,
    stand_blocks,
)
from site_builder.align.chain import Head, Weighed, place_heads
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
from site_builder.align.curriculum import Curriculum, Scope, read_curriculum
from site_builder.align.findings import report_placements
from site_builder.align.pieces import collect_pieces
from site_builder.align.scopes import named_scope, titled_scope
from site_builder.align.score import Phrase, covered_by, read_phrase, title_share
from site_builder.align.standing import (
    Elsewhere,
    Judged,
    Left,
    OnlyScope,
    Placed,
    Standing,
    strongest_first,
)
from site_builder.align.topics import Topics, related_lessons
from site_builder.model.alignment import Alignment, Candidate, Evidence
from site_builder.model.config import Config
from site_builder.model.course import Course
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Block, Document, Section, StructureRole

_PARENT = 0.85
"""What is left of the score of the section above."""
_NO_OUTLINE = "the course has no outline"
_AUTHOR = "the manifest leaves it unplaced"
_NO_MATCH = "no lesson's title or words are near enough"
_CHOICE = 0.35
"""How near a title comes to one of the lessons that its author names."""


def align_notes(
    documents: Sequence[Document], course: Course, config: Config
) -> Outcome[Alignment]:
    """The place of every section of ``documents``, and what the author should look at.

    Args:
        documents: All documents, in any order.
        course: Their course.
        config: The manifest with the author's overrides.
    """
    curriculum = read_curriculum(course)
    ordered = sorted(documents, key=lambda document: document.source.path)
    found: list[Diagnostic] = list(missing_sources(ordered, config.place))
    parts: list[Alignment] = []
    for document in ordered:
        judged, diagnostics = judge_document(document, curriculum, config)
        found.extend(diagnostics)
        part = collect_pieces(document, judged)
        found.extend(report_placements(document, judged, curriculum))
        parts.append(part)
    return Outcome(_joined(parts), tuple(found))


def judge_document(
    document: Document, curriculum: Curriculum, config: Config
) -> tuple[tuple[Judged, ...], tuple[Diagnostic, ...]]:
    """What became of each section of a document, in its order."""
    placements, diagnostics = find_placements(document, config.place, curriculum)
    words = words_of_author(document, curriculum, placements)
    free = _place_free(document, words, curriculum)
    topics = _topics(document, words, curriculum)
    judged: list[Judged] = []
    for index, (section, word) in enumerate(zip(document.sections, words, strict=True)):
        if index in free:
            judged.append(free[index])
        elif word is not None:
            judged.append(_as_said(section, word, topics.get(index, ()), curriculum))
    return tuple(judged), (*diagnostics, *unknown_lessons(document, curriculum))


def _joined(parts: Sequence[Alignment]) -> Alignment:
    return Alignment(
        pieces=tuple(piece for part in parts for piece in part.pieces),
        related=tuple(related for part in parts for related in part.related),
        unplaced=tuple(unplaced for part in parts for unplaced in part.unplaced),
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
    reach = Reach(tuple(sorted(word.lessons)), primary, free=not clear)
    division = divide_blocks(curriculum.index, section.blocks, reach, phrase)
    if not clear and not any(division.shares):
        everywhere = tuple(Standing(lesson, 1.0, sign) for lesson in word.lessons)
        return Placed(everywhere, tuple(everywhere for _ in section.blocks))
    return Placed(
        (Standing(primary, 1.0, sign),),
        tuple((Standing(lesson, 1.0, sign),) for lesson in division.lessons),
    )


# --- what only the words say ---------------------------------------------------------


def _place_free(
    document: Document, words: Sequence[Word | None], curriculum: Curriculum
) -> Mapping[int, Judged]:
    """The sections of which the author says nothing, by index (0-based)."""
    free = [index for index, word in enumerate(words) if word is None]
    if not curriculum.numbers:
        return {index: Judged(Left(_NO_OUTLINE)) for index in free}
    outline = _Shape(document, free, curriculum)
    heads = [outline.head(index) for index in outline.chained]
    weighed = dict(zip(outline.chained, place_heads(heads, curriculum), strict=True))
    placer = _Placer(document, outline, weighed, curriculum)
    return placer.judge(free)


class _Shape:
    """How the sections of a document stand to one another."""

    def __init__(self, document: Document, free: Sequence[int], curriculum: Curriculum) -> None:
        self._document = document
        self._curriculum = curriculum
        self._parents = {
            section.parent for section in document.sections if section.parent is not None
        }
        self._default = _document_scope(document)
        self._titled: dict[int, Scope] = {}
        self._phrases: dict[int, Phrase] = {}
        self.stretches = {index: self._stretch(index) for index in free}
        self.chained = [
            index for index in free if not self.only_scope(index) and not self.stretches[index]
        ]

    def only_scope(self, index: int) -> bool:
        """Whether a heading stands above others and has no text of its own."""
        return index in self._parents and not self._document.sections[index].blocks

    def named(self, index: int) -> Scope:
        """Subcourse and week that the headings name, else the file and its title."""
        course, week = self._document.sections[index].scope
        if week is not None and course is None:
            return self._default[0], week
        return (course, week) if course is not None else self._default

    def head(self, index: int) -> Head:
        """The section as it is placed by its heading."""
        section = self._document.sections[index]
        return Head(
            section=section,
            phrase=self.phrase(index),
            named=self.named(index),
            implied=self._implied(section),
            below=self._is_below(section),
        )

    def phrase(self, index: int) -> Phrase | None:
        """The heading's title; None where there is none."""
        heading = self._document.sections[index].heading
        if heading is None:
            return None
        if index not in self._phrases:
            self._phrases[index] = read_phrase(heading.title)
        return self._phrases[index]

    def _implied(self, section: Section) -> Scope:
        """The week or subcourse whose title the nearest heading above bears."""
        parent = section.parent
        while parent is not None:
            if parent not in self._titled:
                heading = self._document.sections[parent].heading
                title = heading.title if heading else ""
                self._titled[parent] = titled_scope(self._curriculum, title)
            if self._titled[parent] != (None, None):
                return self._titled[parent]
            parent = self._document.sections[parent].parent
        return None, None

    def _is_below(self, section: Section) -> bool:
        """Whether the section is an unnumbered one below a section with text of its own."""
        if section.parent is None or section.heading is None or section.heading.number:
            return False
        above = self._document.sections[section.parent]
        return bool(above.blocks or (above.heading and above.heading.number))

    def _stretch(self, index: int) -> tuple[int, ...]:
        """The lessons of the week or subcourse that a heading itself names; else none."""
        section = self._document.sections[index]
        if section.heading is None or self.only_scope(index):
            return ()
        own = named_scope(section.heading.title)
        if own == (None, None):
            return ()
        course, week = self.named(index)
        scope = (course if own[0] is None else own[0], week if own[1] is None else own[1])
        if scope[0] is None and self._curriculum.course.subcourses:
            scope = (self._course_by_title(section.heading.title), scope[1])
        if scope[0] is None and self._curriculum.course.subcourses:
            return ()
        return self._curriculum.within(scope)

    def _course_by_title(self, title: str) -> int | None:
        return titled_scope(self._curriculum, title)[0]


def _document_scope(document: Document) -> Scope:
    """Subcourse and week that a file's title or path name for all of it."""
    for text in (document.title or "", document.source.path):
        scope = named_scope(text)
        if scope != (None, None):
            return scope
    return None, None


class _Placer:
    """Sections with their lessons, and the blocks divided among them."""

    def __init__(
        self,
        document: Document,
        shape: _Shape,
        weighed: Mapping[int, Weighed],
        curriculum: Curriculum,
    ) -> None:
        self._document = document
        self._shape = shape
        self._weighed = weighed
        self._curriculum = curriculum
        self._headings: dict[int, Standing] = {}

    def judge(self, free: Sequence[int]) -> Mapping[int, Judged]:
        """What became of each section of ``free``."""
        for index in free:
            standing = self._heading(index)
            if standing is not None:
                self._headings[index] = standing
        placed: dict[int, Placed] = {}
        reaches: dict[int, Reach] = {}
        divisions: dict[int, Division] = {}
        following = self._next_lessons(free)
        last = self._curriculum.numbers[0]
        for index in free:
            if index not in self._headings or self._shape.only_scope(index):
                continue
            reaches[index] = self._reach(index, following, last)
            divisions[index] = self._divide(index, reaches[index])
            lessons = divisions[index].lessons or (self._headings[index].lesson,)
            last = max(lessons[-1], self._headings[index].lesson)
        earliest = self._earliest_lessons(divisions)
        for index, division in divisions.items():
            placed[index] = self._stand(index, reaches[index], division, earliest.get(index))
        return {index: self._judged(index, placed) for index in free}

    def _heading(self, index: int) -> Standing | None:
        """Where a heading stands: by its own words, by its week, or where the one above does."""
        stretch = self._shape.stretches.get(index, ())
        if stretch:
            return Standing(stretch[0], 0.8, (Evidence.SCOPE,))
        weighed = self._weighed.get(index)
        if weighed is not None and weighed.lesson is not None:
            return _standing(weighed)
        section = self._document.sections[index]
        above = section.parent
        if above is None or above not in self._headings or section.heading is None:
            return None
        upper = self._document.sections[above].heading
        number = section.heading.number
        if number and not _extends(number, upper.number if upper else ()):
            return None
        over = self._headings[above]
        return Standing(over.lesson, _PARENT * over.score, (Evidence.PARENT,))

    def _reach(self, index: int, following_of: Mapping[int, int], last: int) -> Reach:
        """The lessons between the section before and the one behind."""
        stretch = self._shape.stretches.get(index, ())
        if stretch:
            return Reach(stretch, stretch[0], free=True)
        curriculum = self._curriculum
        primary = self._headings[index].lesson
        first = curriculum.start_of_week(primary)
        if last >= first:  # The section before has its own lessons
            later = curriculum.numbers[curriculum.places[last] + 1 :]
            first = min((primary, *later[:1]))
        end = curriculum.end_of_week(primary)
        following = following_of.get(index)
        if following is not None and following >= primary:
            before = curriculum.places[following] - 1
            end = min(end, max(primary, curriculum.numbers[before])) if before >= 0 else primary
        return Reach(curriculum.between(first, end), primary, free=False)

    def _next_lessons(self, free: Sequence[int]) -> Mapping[int, int]:
        """For each section the lesson of the next heading that stands there by its own words."""
        found: dict[int, int] = {}
        following: int | None = None
        for index in reversed(free):
            if following is not None:
                found[index] = following
            standing = self._headings.get(index)
            if standing and not self._shape.only_scope(index) and not _by_parent(standing):
                following = standing.lesson
        return found

    def _divide(self, index: int, reach: Reach) -> Division:
        section = self._document.sections[index]
        phrase = None if reach.free else self._shape.phrase(index)
        return divide_blocks(self._curriculum.index, section.blocks, reach, phrase)

    def _stand(
        self,
        index: int,
        reach: Reach,
        division: Division,
        following: int | None,
    ) -> Placed:
        section = self._document.sections[index]
        heading = self._headings[index]
        if reach.free and not section.blocks:
            return Placed(tuple(_covered(n, heading) for n in reach.lessons), ())
        behind = reach.lessons[-1] + 1
        limit = behind if following is None else min(behind, following)
        blocks = stand_blocks(self._curriculum.index, division, reach, heading, limit)
        if not reach.free:
            ahead = self._unclaimed(index, reach, division, following)
            blocks = spread_pictures(section.blocks, blocks, heading, reach, ahead)
        return Placed((heading,) if section.heading else blocks[0], blocks)

    def _earliest_lessons(self, divisions: Mapping[int, Division]) -> Mapping[int, int]:
        """For each section the first lesson that the next one speaks for."""
        order = list(divisions)
        return {
            index: min(self._headings[following].lesson, *divisions[following].lessons)
            if divisions[following].lessons
            else self._headings[following].lesson
            for index, following in pairwise(order)
        }

    def _unclaimed(
        self, index: int, reach: Reach, division: Division, following: int | None
    ) -> tuple[int, ...]:
        """Lessons behind the section's last one that share the heading's words.

        Up to the next section others may lie between them; where the next section is further
        away, the first lesson without such words ends the run.
        """
        last = max((*division.lessons, reach.primary))
        ahead = [n for n in reach.lessons if last < n and (following is None or n < following)]
        shared = [self._shares_words(index, lesson) for lesson in ahead]
        if following is not None and following <= reach.lessons[-1] + 1:
            count = max((at + 1 for at, shares in enumerate(shared) if shares), default=0)
        else:
            count = next((at for at, shares in enumerate(shared) if not shares), len(shared))
        return tuple(ahead[:count])

    def _shares_words(self, index: int, lesson: int) -> bool:
        phrase = self._shape.phrase(index)
        if phrase is None:
            return False
        return covered_by(self._curriculum.index, phrase.whole, lesson) >= _CHOICE

    def _judged(self, index: int, placed: Mapping[int, Placed]) -> Judged:
        weighed = self._weighed.get(index)
        candidates: tuple[Candidate, ...] = weighed.candidates if weighed else ()
        if index in placed:
            return Judged(placed[index], candidates)
        if self._shape.only_scope(index):
            return Judged(OnlyScope(StructureRole.CHAPTER))
        return Judged(Left(_NO_MATCH), candidates)


def _standing(weighed: Weighed) -> Standing:
    """The lesson of a heading with its score and all that speaks for it."""
    chosen = next(c for c in weighed.candidates if c.lesson == weighed.lesson)
    signs = [sign for sign, _ in chosen.evidence]
    return Standing(chosen.lesson, chosen.score, strongest_first((*signs, Evidence.ORDER)))


def _by_parent(standing: Standing) -> bool:
    return standing.evidence == (Evidence.PARENT,)


def _covered(lesson: int, heading: Standing) -> Standing:
    return Standing(lesson, heading.score, heading.evidence)


def _extends(number: tuple[int, ...], above: tuple[int, ...]) -> bool:
    """Whether ``number`` is one below ``above``: 2.3.1 below 2.3."""
    return bool(above) and number[: len(above)] == above
