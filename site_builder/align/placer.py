"""Sections that nobody placed on lessons, and their blocks divided among those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from site_builder.align.block_standings import stand_blocks
from site_builder.align.blocks import HEARD, has_words
from site_builder.align.chain import Weighed, place_heads
from site_builder.align.curriculum import Curriculum
from site_builder.align.division import Division, Reach, divide_blocks
from site_builder.align.pictures import spread_pictures
from site_builder.align.score import agreement, covered_by, line_share, read_phrase
from site_builder.align.shape import Shape
from site_builder.align.standing import (
    Judged,
    Left,
    OnlyScope,
    Placed,
    Standing,
    strongest_first,
)
from site_builder.align.starts import joined_lessons
from site_builder.model.alignment import Candidate, Evidence
from site_builder.model.note import Document, StructureRole

_PARENT = 0.85
"""What is left of the score of the section above."""
_SPARE = 2
"""Lessons beyond its blocks up to which a section is expected to run on to the next heading."""
_LEAST_PACE = 0.6
"""Texts a lesson of a whole week from which the text is expected to keep pace with it."""
_RANGE = 8
"""Lessons that a range of numbers names at most."""
_SURE = 0.9
"""How near a heading comes to a lesson's title before its text begins with that lesson."""
_CHOICE = 0.35
"""How much of a heading's words a lesson holds that its section runs on to."""
_NO_OUTLINE = "the course has no outline"
_NO_MATCH = "no lesson's title or words are near enough"


def place_sections(
    document: Document,
    free: Sequence[int],
    settled: Mapping[int, tuple[int, ...]],
    curriculum: Curriculum,
) -> Mapping[int, Judged]:
    """What became of the sections of which the author says nothing, by index (0-based).

    Args:
        document: The notes.
        free: Those sections.
        settled: The lessons of the others, by section, as far as the author names any.
        curriculum: The course.
    """
    if not curriculum.numbers:
        return {index: Judged(Left(_NO_OUTLINE)) for index in free}
    if not free:
        return {}
    shape = Shape(document, free, curriculum)
    heads = {index: shape.head(index) for index in shape.chained}
    for index, lessons in settled.items():
        heads[index] = replace(shape.head(index), settled=lessons[0])
    ordered = sorted(heads)
    placed = place_heads([heads[index] for index in ordered], curriculum)
    weighed = dict(zip(ordered, placed, strict=True))
    return _Placer(document, shape, weighed, settled, curriculum).judge(free)


class _Placer:
    """Sections with their lessons, and the blocks divided among them."""

    def __init__(
        self,
        document: Document,
        shape: Shape,
        weighed: Mapping[int, Weighed],
        settled: Mapping[int, tuple[int, ...]],
        curriculum: Curriculum,
    ) -> None:
        self._document = document
        self._shape = shape
        self._weighed = weighed
        self._settled = settled
        self._curriculum = curriculum
        self._headings: dict[int, Standing] = {}
        self._following: Mapping[int, int] = {}
        self._joined: dict[int, tuple[int, ...]] = {}
        self._earliest: Mapping[int, int] = {}
        self._chapters = self._find_chapters()

    def judge(self, free: Sequence[int]) -> Mapping[int, Judged]:
        """What became of each section of ``free``."""
        for index in free:
            standing = self._heading(index)
            if standing is not None:
                self._headings[index] = standing
        for index, lessons in self._settled.items():
            self._headings[index] = Standing(lessons[0], 1.0, (Evidence.PLACE,))
        last: int | None = None
        for index in sorted(self._headings):
            own = self._headings[index].lesson
            if index not in self._settled:
                self._read_joined(index, last)
            last = own if not _by_parent(self._headings[index]) else last
        placed: dict[int, Placed] = {}
        self._following = self._next_headings()
        self._earliest = self._early_beginnings(free)
        reaches, divisions = self._divide_all(free)
        earliest = self._earliest_lessons(divisions)
        for index, division in divisions.items():
            placed[index] = self._stand(index, reaches[index], division, earliest.get(index))
        return {index: self._judged(index, placed) for index in free}

    def _early_beginnings(self, free: Sequence[int]) -> Mapping[int, int]:
        """For each section the first lesson of the next one, where that skips some.

        The next one may begin with those, which then ends this one before them.
        """
        found: dict[int, int] = {}
        places = self._curriculum.places
        before: int | None = None
        last = self._curriculum.numbers[0]
        for index in free:
            if index not in self._headings or self._shape.only_scope(index):
                continue
            own = self._headings[index].lesson
            if before is not None and places[own] > places[last] + 1:
                reach = replace(self._reach(index, last), run=self._joined.get(index, ()))
                found[before] = min(own, *self._divide(index, reach).lessons, own)
            before, last = index, own
        return found

    def _divide_all(self, free: Sequence[int]) -> tuple[dict[int, Reach], dict[int, Division]]:
        """The blocks of all sections divided, each from where the one before has come to."""
        reaches: dict[int, Reach] = {}
        divisions: dict[int, Division] = {}
        last = self._curriculum.numbers[0]
        for index in sorted({*free, *self._settled}):
            if index in self._settled:
                last = max(last, *self._settled[index])
                continue
            if index not in self._headings or self._shape.only_scope(index):
                continue
            self._begin_early(index, last)
            reaches[index] = self._reach(index, last)
            divisions[index] = self._divide(index, reaches[index])
            lessons = divisions[index].lessons
            last = max((*lessons[-1:], self._headings[index].lesson))
        return reaches, divisions

    def _find_chapters(self) -> frozenset[int]:
        """Sections above others that stand on several lessons, or that name a whole week.

        What stands below such a one and says nothing itself may be on any of these.
        """
        below: dict[int, set[int]] = {}
        for index, weighed in self._weighed.items():
            parent = self._document.sections[index].parent
            if parent is not None and weighed.lesson is not None:
                below.setdefault(parent, set()).add(weighed.lesson)
        several = {
            parent
            for parent, lessons in below.items()
            if len(lessons - {self._weighed[parent].lesson if parent in self._weighed else None})
            > 1
        }
        return frozenset(several.union(i for i, run in self._shape.stretches.items() if run))

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
        if above in self._chapters:
            return None
        if self._shape.is_frame(index):
            return None
        upper = self._document.sections[above].heading
        number = section.heading.number
        if number and not _extends(number, upper.number if upper else ()):
            return None
        over = self._headings[above]
        return Standing(over.lesson, _PARENT * over.score, (Evidence.PARENT,))

    def _read_joined(self, index: int, last: int | None) -> None:
        """Notes the lessons that a heading names besides its own, and lets it begin with the first.

        A heading names several by a range of numbers or by a title of several parts, behind the
        lesson ``last`` of the heading before it.
        """
        standing = self._headings[index]
        if self._shape.stretches.get(index) or _by_parent(standing):
            return
        curriculum, own = self._curriculum, standing.lesson
        end = curriculum.end_of_week(own)
        heading = self._document.sections[index].heading
        count = heading.until[-1] - heading.number[-1] if heading and heading.until else 0
        if 0 < count < _RANGE:
            joined = curriculum.between(own, end)[: count + 1]
        else:
            first = curriculum.start_of_week(own)
            if last is not None and first <= last < own:
                first = curriculum.numbers[curriculum.places[last] + 1]
            week = curriculum.between(first, end)
            joined = joined_lessons(self._shape.phrase(index), own, week, curriculum)
        if own in joined and len(joined) > 1:
            self._joined[index] = joined
            self._headings[index] = Standing(joined[0], standing.score, standing.evidence)

    def _reach(self, index: int, last: int) -> Reach:
        """The lessons between the section before and the one behind."""
        stretch = self._shape.stretches.get(index, ())
        if stretch:
            run = stretch if self._matches(index, stretch) else ()
            return Reach(stretch, stretch[0], free=True, run=run)
        curriculum = self._curriculum
        primary = self._headings[index].lesson
        first = curriculum.start_of_week(primary)
        if last >= first:  # The section before has its own lessons
            later = curriculum.numbers[curriculum.places[last] + 1 :]
            first = min((primary, *later[:1]))
        end = curriculum.end_of_week(primary)
        behind = self._following.get(index)
        following = primary if behind is None else self._headings[behind].lesson
        following = min(following, max(primary + 1, self._earliest.get(index, following)))
        if behind is not None and following >= primary:
            before = curriculum.places[following] - 1
            end = min(end, max(primary, curriculum.numbers[before])) if before >= 0 else primary
        joined = self._joined.get(index, ())
        end = max((end, *joined))
        run = self._run(index, curriculum.between(primary, end))
        sure = not joined and self._bears_title(index, primary)
        return Reach(curriculum.between(first, end), primary, free=False, sure=sure, run=run)

    def _begin_early(self, index: int, last: int) -> None:
        """Lets a section begin with the first lesson that is free, where it has a text for each.

        As many texts as lessons lie between the section before and the one behind, in their order.
        """
        curriculum, standing = self._curriculum, self._headings[index]
        behind = self._following.get(index)
        if behind is None or index in self._joined or self._shape.stretches.get(index):
            return
        after = min(self._headings[behind].lesson, self._earliest.get(index, 10**9))
        own = standing.lesson
        first = max(curriculum.start_of_week(own), last + 1)
        end = min(curriculum.end_of_week(own), after - 1)
        free = curriculum.between(first, end) if first in curriculum.places and first < end else ()
        blocks = self._document.sections[index].blocks
        texts = [block for block in blocks if has_words(block) and not block.depth]
        if not (len(free) == len(texts) > 1 and own in free[1:]):
            return
        if self._bears_title(index, own) and not self._shares_words(index, free[0]):
            return
        near = curriculum.index.narrowed(free)
        phrases = [read_phrase(block.words) for block in texts]
        heard = sum(
            share >= max(HEARD / 2, *(line_share(near, phrase, n) for n in free))
            for phrase, lesson in zip(phrases, free, strict=True)
            for share in (line_share(near, phrase, lesson),)
        )
        if heard * 2 >= len(free):
            self._headings[index] = replace(standing, lesson=free[0])
            self._joined[index] = free

    def _bears_title(self, index: int, lesson: int) -> bool:
        """Whether a section's heading is the title of ``lesson``."""
        phrase = self._shape.phrase(index)
        near = self._curriculum.index
        return phrase is not None and agreement(near, phrase.whole, lesson) >= _SURE

    def _run(self, index: int, lessons: tuple[int, ...]) -> tuple[int, ...]:
        """``lessons`` from a section's own to before the next one's, where it has text for all.

        An author who numbers headings as the course does skips what has no heading.
        """
        joined = self._joined.get(index, ())
        if self._counted(index) and self._counted(self._following.get(index)):
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
        blocks = self._document.sections[index].blocks
        return sum(1 for block in blocks if has_words(block) and not block.depth)

    def _next_headings(self) -> Mapping[int, int]:
        """For each section the next one that stands on a lesson by its own or its author's word."""
        found: dict[int, int] = {}
        following: int | None = None
        for index in reversed(range(len(self._document.sections))):
            if following is not None:
                found[index] = following
            standing = self._headings.get(index)
            if standing and not self._shape.only_scope(index) and not _by_parent(standing):
                following = index
        return found

    def _counted(self, index: int | None) -> bool:
        """Whether a heading's number agrees with the course."""
        return index in self._headings and Evidence.NUMBER in self._headings[index].evidence

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
        return _with_lessons(
            Placed((heading,) if section.heading else blocks[0], blocks),
            self._joined.get(index, ()),
        )

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
            own = self._headings.get(index)
            if own is not None:
                return Judged(Placed((own,), ()), candidates)
            return Judged(OnlyScope(StructureRole.CHAPTER))
        return Judged(Left(_NO_MATCH), candidates)


def _standing(weighed: Weighed) -> Standing:
    """The lesson of a heading with its score and all that speaks for it."""
    chosen = next(c for c in weighed.candidates if c.lesson == weighed.lesson)
    signs = [sign for sign, _ in chosen.evidence]
    return Standing(chosen.lesson, chosen.score, strongest_first((*signs, Evidence.ORDER)))


def _with_lessons(placed: Placed, joined: Sequence[int]) -> Placed:
    """``placed`` with the lessons that its heading names and no block stands on.

    Each goes to the last block of an earlier lesson, without one to the heading.
    """
    taken = {standing.lesson for block in placed.blocks for standing in block}
    heading, blocks = placed.heading, list(placed.blocks)
    for lesson in joined:
        if lesson in taken or lesson == heading[0].lesson:
            continue
        named = Standing(lesson, _PARENT * heading[0].score, (Evidence.TITLE, Evidence.ORDER))
        at = [place for place, block in enumerate(blocks) if block[0].lesson < lesson]
        if at:
            blocks[at[-1]] = (*blocks[at[-1]], named)
        else:
            heading = (*heading, named)
    return Placed(heading, tuple(blocks))


def _by_parent(standing: Standing) -> bool:
    return standing.evidence == (Evidence.PARENT,)


def _covered(lesson: int, heading: Standing) -> Standing:
    return Standing(lesson, heading.score, heading.evidence)


def _extends(number: tuple[int, ...], above: tuple[int, ...]) -> bool:
    """Whether ``number`` is one below ``above``: 2.3.1 below 2.3."""
    return bool(above) and number[: len(above)] == above
