"""Where the headings of a document stand, before its blocks are divided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from site_builder.align.chain import Weighed, bears_title
from site_builder.align.curriculum import Curriculum
from site_builder.align.shape import Shape
from site_builder.align.standing import Standing, strongest_first
from site_builder.align.starts import joined_lessons
from site_builder.model.alignment import Evidence
from site_builder.model.note import Document

FOLLOWS = 0.85
"""What is left of the score of what is only followed or named along."""
_OF_WEEK = 0.8
"""Score of a heading that names the week or subcourse its section is on."""
_EXACT = 0.95
"""How near a part of a section comes to the title of a lesson outside it to stand on that."""
_RANGE = 8
"""Lessons that a range of numbers names at most."""


class Given(Struct, frozen=True):
    """What is known of a document before its sections are placed; by section, 0-based."""

    document: Document
    """The document."""
    shape: Shape
    """How its headings are nested and numbered."""
    weighed: Mapping[int, Weighed]
    """What speaks for the lessons of each heading."""
    settled: Mapping[int, tuple[int, ...]]
    """The lessons that the author names."""
    curriculum: Curriculum
    """What the lessons are called."""


class StoodHeadings:
    """The headings of a document on their lessons, by section (0-based)."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._behind = self._lessons_behind()
        self._chapters = self._find_chapters()
        self.standings: dict[int, Standing] = {}
        self.joined: dict[int, tuple[int, ...]] = {}

    def stand(self, free: Sequence[int]) -> None:
        """Finds the lesson of each section of ``free`` and those that its heading names besides."""
        for index in free:
            standing = self._heading(index)
            if standing is not None:
                self.standings[index] = standing
        for index, lessons in self._given.settled.items():
            self.standings[index] = Standing(lessons[0], 1.0, (Evidence.PLACE,))
        last: int | None = None
        for index in sorted(self.standings):
            own = self.standings[index].lesson
            if index not in self._given.settled:
                self._read_joined(index, last)
            last = own if not is_by_parent(self.standings[index]) else last

    def begin_with(self, index: int, lessons: tuple[int, ...]) -> None:
        """Lets a heading stand for ``lessons``, the first of which it begins with."""
        self.standings[index] = replace(self.standings[index], lesson=lessons[0])
        self.joined[index] = lessons

    def move(self, index: int, lesson: int) -> None:
        """Lets a heading stand on ``lesson``, with which its text begins."""
        self.standings[index] = replace(self.standings[index], lesson=lesson)

    def next_ones(self) -> Mapping[int, int]:
        """For each section the next one that stands on a lesson by its own or its author's word."""
        found: dict[int, int] = {}
        following: int | None = None
        for index in reversed(range(len(self._given.document.sections))):
            if following is not None:
                found[index] = following
            standing = self.standings.get(index)
            if standing and not self._given.shape.only_scope(index) and not is_by_parent(standing):
                following = index
        return found

    def is_counted(self, index: int | None) -> bool:
        """Whether a heading's number agrees with the course."""
        return index in self.standings and Evidence.NUMBER in self.standings[index].evidence

    def _find_chapters(self) -> frozenset[int]:
        """Sections above others that stand on several lessons, or that name a whole week.

        What stands below such a one and says nothing itself may be on any of these.
        """
        below: dict[int, set[int]] = {}
        for index, weighed in self._given.weighed.items():
            parent = self._given.document.sections[index].parent
            if parent is not None and weighed.lesson is not None and not self._leaves(index):
                below.setdefault(parent, set()).add(weighed.lesson)
        several = {
            parent
            for parent, lessons in below.items()
            if len(
                lessons
                - {self._given.weighed[parent].lesson if parent in self._given.weighed else None}
            )
            > 1
        }
        return frozenset(several.union(i for i, run in self._given.shape.stretches.items() if run))

    def _heading(self, index: int) -> Standing | None:
        """Where a heading stands: by its own words, by its week, or where the one above does."""
        stretch = self._given.shape.stretches.get(index, ())
        if stretch:
            return Standing(stretch[0], _OF_WEEK, (Evidence.SCOPE,))
        weighed = self._given.weighed.get(index)
        section = self._given.document.sections[index]
        above = section.parent
        stays = above in self._chapters or weighed is None or not self._leaves(index)
        if weighed is not None and weighed.lesson is not None and stays:
            return _standing(weighed)
        if above is None or above not in self.standings or section.heading is None:
            return None
        if above in self._chapters or self._given.shape.is_title(above):
            return None
        if self._given.shape.is_frame(index):
            return None
        upper = self._given.document.sections[above].heading
        number, over_number = section.heading.number, upper.number if upper else ()
        counted = number and over_number and not self._given.shape.is_below(index)
        if counted and number[: len(over_number)] != over_number:
            return None
        over = self.standings[above]
        return Standing(over.lesson, FOLLOWS * over.score, (Evidence.PARENT,))

    def _leaves(self, index: int) -> bool:
        """Whether a part of a section would stand before that section or behind the next one.

        Within a week it does so where it bears that lesson's title.
        """
        weighed, curriculum = self._given.weighed[index], self._given.curriculum
        above = self._given.document.sections[index].parent
        known = above is not None and above in self._given.weighed
        over = self._given.weighed[above].lesson if above is not None and known else None
        lesson, behind = weighed.lesson, self._behind.get(index)
        if lesson is None or over is None or not self._given.shape.is_below(index):
            return False
        if lesson >= over and (behind is None or not over <= behind < lesson):
            return False
        same = curriculum.scope_of(lesson) == curriculum.scope_of(over)
        return not (same and bears_title(weighed, _EXACT))

    def _lessons_behind(self) -> Mapping[int, int]:
        """For each section the lesson of the next one that is no part of another."""
        found: dict[int, int] = {}
        last: int | None = None
        for index in sorted(self._given.weighed, reverse=True):
            if last is not None:
                found[index] = last
            lesson = self._given.weighed[index].lesson
            if lesson is not None and not self._given.shape.is_below(index):
                last = lesson
        return found

    def _read_joined(self, index: int, last: int | None) -> None:
        """Notes the lessons that a heading names besides its own, and lets it begin with the first.

        A heading names several by a range of numbers or by a title of several parts, behind the
        lesson ``last`` of the heading before it.
        """
        standing = self.standings[index]
        if self._given.shape.stretches.get(index) or is_by_parent(standing):
            return
        curriculum, own = self._given.curriculum, standing.lesson
        end = curriculum.end_of_week(own)
        named = tuple(
            curriculum.parts[part]
            for part in self._given.shape.names.labelled(index)
            if part in curriculum.parts
        )
        if len(named) > 1 and named[0] == own and list(named) == sorted(named):
            self.begin_with(index, named)
            return
        heading = self._given.document.sections[index].heading
        count = heading.until[-1] - heading.number[-1] if heading and heading.until else 0
        if 0 < count < _RANGE:
            joined = curriculum.between(own, end)[: count + 1]
        else:
            first = curriculum.start_of_week(own)
            if last is not None and first <= last < own:
                first = curriculum.numbers[curriculum.places[last] + 1]
            week = curriculum.between(first, end)
            joined = joined_lessons(self._given.shape.names.phrase(index), own, week, curriculum)
        if own in joined and len(joined) > 1:
            self.begin_with(index, joined)


def is_by_parent(standing: Standing) -> bool:
    """Whether a section stands where the one above does, for no other reason."""
    return standing.evidence == (Evidence.PARENT,)


def _standing(weighed: Weighed) -> Standing:
    """The lesson of a heading with its score and all that speaks for it."""
    chosen = next(c for c in weighed.candidates if c.lesson == weighed.lesson)
    signs = [sign for sign, _ in chosen.evidence]
    return Standing(chosen.lesson, chosen.score, strongest_first((*signs, Evidence.ORDER)))
