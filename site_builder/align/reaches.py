"""The lessons that the blocks of a section may stand on, given where the headings stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from site_builder.align.block_run import Reach
from site_builder.align.blocks import HEARD, count_texts, has_words
from site_builder.align.curriculum import Curriculum
from site_builder.align.score import agreement, covered_by, line_share, read_phrase
from site_builder.align.shape import Shape
from site_builder.align.stood_headings import StoodHeadings
from site_builder.model.note import Document
from site_builder.model.outline import LessonKind

_SPARE = 2
"""Lessons beyond its blocks up to which a section is expected to run on to the next heading."""
_LEAST_PACE = 0.6
"""Texts a lesson of a whole week from which the text is expected to keep pace with it."""
_SURE = 0.9
"""How near a heading comes to a lesson's title before its text begins with that lesson."""
_TITLED = 0.8
"""How near it comes before the section begins with that lesson and not with an earlier one."""
_SAME_WORDS = 0.6
"""How much of them an earlier lesson holds that the section may begin with as well."""
_CHOICE = 0.35
"""How much of a heading's words a lesson holds that its section runs on to."""


class Reaches:
    """What each section reaches from the one before it to the one behind."""

    def __init__(
        self, document: Document, shape: Shape, headings: StoodHeadings, curriculum: Curriculum
    ) -> None:
        self._document = document
        self._shape = shape
        self._headings = headings
        self._curriculum = curriculum
        self._following = headings.next_ones()

    def reach(self, index: int, last: int, earliest: Mapping[int, int]) -> Reach:
        """The lessons between the section before, which ends with ``last``, and the one behind.

        Args:
            index: The section.
            last: The last lesson of the section before.
            earliest: For some sections the first lesson that the next one may begin with.
        """
        stretch = self._shape.stretches.get(index, ())
        if stretch:
            run = stretch if self._matches(index, stretch) else ()
            return Reach(stretch, stretch[0], free=True, run=run)
        curriculum = self._curriculum
        primary = self._headings.standings[index].lesson
        if self._is_interview(index, primary) or self._is_whole_post(index):
            return Reach((primary,), primary, free=False, sure=True)
        first = curriculum.start_of_week(primary)
        if last >= first:  # The section before has its own lessons
            later = curriculum.numbers[curriculum.places[last] + 1 :]
            first = min((primary, *later[:1]))
        end = curriculum.end_of_week(primary)
        behind = self._following.get(index)
        following = primary if behind is None else self._headings.standings[behind].lesson
        following = min(following, max(primary + 1, earliest.get(index, following)))
        if behind is not None and following >= primary:
            before = curriculum.places[following] - 1
            end = min(end, max(primary, curriculum.numbers[before])) if before >= 0 else primary
        joined = self._headings.joined.get(index, ())
        end = max((end, *joined))
        run = self._run(index, curriculum.between(primary, end))
        sure = not joined and self._bears_title(index, primary)
        begins = self._begins(index, primary, first)
        if begins is not None and self._fills(index, curriculum.between(begins, end)):
            run = curriculum.between(begins, end)
        return Reach(
            curriculum.between(first, end), primary, free=False, sure=sure, run=run, begins=begins
        )

    def _begins(self, index: int, primary: int, first: int) -> int | None:
        """The first of the lessons before ``primary`` that all hold the words of the heading."""
        phrase, curriculum = self._shape.names.phrase(index), self._curriculum
        if phrase is None or self._headings.is_counted(index):
            return None
        found = None
        for lesson in reversed(curriculum.between(first, primary)[:-1]):
            if covered_by(curriculum.index, phrase.whole, lesson) < _SAME_WORDS:
                break
            found = lesson
        return found

    def _is_interview(self, index: int, lesson: int) -> bool:
        """Whether a section has a heading of its own on one interview: it is with one person."""
        interview = self._curriculum.lessons[lesson].kind is LessonKind.INTERVIEW
        own = self._document.sections[index].heading is not None
        return interview and own and index not in self._headings.joined

    def _is_whole_post(self, index: int) -> bool:
        """Whether a section opens a post that has the title of one lesson."""
        return self._shape.names.is_post(index) and index not in self._headings.joined

    def begin_early(self, index: int, last: int, earliest: Mapping[int, int]) -> None:
        """Lets a section begin with the first lesson that is free, where it has a text for each.

        As many texts as lessons lie between the section before and the one behind, in their order.
        """
        curriculum, own = self._curriculum, self._headings.standings[index].lesson
        behind = self._following.get(index)
        if behind is None or index in self._headings.joined or self._shape.stretches.get(index):
            return
        after = self._headings.standings[behind].lesson
        after = min(after, earliest.get(index, after))
        week = curriculum.between(curriculum.start_of_week(own), curriculum.end_of_week(own))
        free = tuple(lesson for lesson in week if last < lesson < after)
        blocks = self._document.sections[index].blocks
        texts = [block for block in blocks if has_words(block) and not block.depth]
        if not (len(free) == len(texts) > 1 and own in free[1:]):
            return
        if self._bears_title(index, own) and not self.shares_words(index, free[0]):
            return
        near = curriculum.index.narrowed(free)
        phrases = [read_phrase(block.words) for block in texts]
        heard = sum(
            share >= max(HEARD / 2, *(line_share(near, phrase, n) for n in free))
            for phrase, lesson in zip(phrases, free, strict=True)
            for share in (line_share(near, phrase, lesson),)
        )
        if heard * 2 >= len(free):
            self._headings.begin_with(index, free)

    def begins_early(self, index: int, first: int) -> bool:
        """Whether a section begins with ``first``, a lesson before that of its heading.

        A heading that bears the title of a lesson or counts as the course does stands on it.
        """
        own = self._headings.standings[index].lesson
        if first >= own or self._shape.stretches.get(index) or self._headings.is_counted(index):
            return False
        phrase = self._shape.names.phrase(index)
        near = self._curriculum.index
        if phrase is None or agreement(near, phrase.whole, own) < _TITLED:
            return True
        return self._begins(index, own, first) == first

    def shares_words(self, index: int, lesson: int) -> bool:
        """Whether ``lesson`` holds enough of a heading's words."""
        phrase = self._shape.names.phrase(index)
        if phrase is None:
            return False
        return covered_by(self._curriculum.index, phrase.whole, lesson) >= _CHOICE

    def _bears_title(self, index: int, lesson: int) -> bool:
        """Whether a section's heading is the title of ``lesson``."""
        phrase = self._shape.names.phrase(index)
        near = self._curriculum.index
        return phrase is not None and agreement(near, phrase.whole, lesson) >= _SURE

    def _run(self, index: int, lessons: tuple[int, ...]) -> tuple[int, ...]:
        """``lessons`` from a section's own to before the next one's, where it has text for all.

        An author who numbers headings as the course does skips what has no heading.
        """
        joined = self._headings.joined.get(index, ())
        if self._headings.is_counted(index) and self._headings.is_counted(
            self._following.get(index)
        ):
            return joined
        return lessons if self._fills(index, lessons) else joined

    def _fills(self, index: int, lessons: Sequence[int]) -> bool:
        """Whether a section has text enough to speak of all ``lessons``."""
        count = self._count_texts(index)
        return 1 < len(lessons) <= count + _SPARE and count > 1

    def _matches(self, index: int, lessons: Sequence[int]) -> bool:
        """Whether a section has about as many texts as there are ``lessons``."""
        count = self._count_texts(index)
        return count > 1 and _LEAST_PACE * len(lessons) <= count <= len(lessons) + _SPARE

    def _count_texts(self, index: int) -> int:
        return count_texts(self._document.sections[index].blocks)
