"""Sections that nobody placed on lessons, and their blocks divided among those."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from site_builder.align.asides import find_asides, with_asides, without_asides
from site_builder.align.block_run import Reach
from site_builder.align.block_standings import stand_blocks
from site_builder.align.blocks import has_words
from site_builder.align.chain import place_heads
from site_builder.align.confidence import with_confidence
from site_builder.align.curriculum import Curriculum, Scope
from site_builder.align.diaries import is_day, order_of_days, reordered
from site_builder.align.division import Division, divide_blocks
from site_builder.align.open_weeks import open_weeks
from site_builder.align.pictures import spread_pictures
from site_builder.align.reaches import Reaches
from site_builder.align.shape import Shape
from site_builder.align.standing import (
    Judged,
    Left,
    OnlyScope,
    Placed,
    Standing,
)
from site_builder.align.stood_headings import FOLLOWS, Given, StoodHeadings
from site_builder.model.alignment import Candidate, Evidence
from site_builder.model.note import Document, StructureRole

_TEXTS = 4
"""Texts from which notes without a heading may run over several weeks."""
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
    asides = find_asides(document, free)
    judged = _place_in_time(without_asides(document, asides), free, settled, curriculum)
    return with_asides(judged, asides)


def _place_in_time(
    document: Document,
    free: Sequence[int],
    settled: Mapping[int, tuple[int, ...]],
    curriculum: Curriculum,
) -> Mapping[int, Judged]:
    """The same for sections all of whose blocks may stand on lessons."""
    order = order_of_days(document)
    if not order:
        return _place(document, free, settled, curriculum)
    places = {index: place for place, index in enumerate(order)}
    judged = _place(
        reordered(document, order),
        sorted(places[index] for index in free),
        {places[index]: lessons for index, lessons in settled.items()},
        curriculum,
    )
    return {order[place]: found for place, found in judged.items()}


def _place(
    document: Document,
    free: Sequence[int],
    settled: Mapping[int, tuple[int, ...]],
    curriculum: Curriculum,
) -> Mapping[int, Judged]:
    """The same for sections in the order in which they were written."""
    shape = Shape(document, free, curriculum)
    for index in list(shape.chained):
        told = _told_lessons(index, document, shape, curriculum)
        if told:
            shape.run_over(index, told)
    heads = {index: shape.head(index) for index in shape.chained}
    for index, lessons in settled.items():
        heads[index] = replace(shape.head(index), settled=lessons[0])
    ordered = sorted(heads)
    placed = place_heads([heads[index] for index in ordered], curriculum)
    weighed = dict(zip(ordered, placed, strict=True))
    for index, lessons in open_weeks(ordered, weighed, heads, curriculum).items():
        shape.run_over(index, lessons)
        del weighed[index]
    return _Placer(Given(document, shape, weighed, settled, curriculum)).judge(free)


def _told_lessons(
    index: int, document: Document, shape: Shape, curriculum: Curriculum
) -> tuple[int, ...]:
    """The stretch of the course that a text without any heading but a date tells of; else none.

    Each of its texts is placed as a section would be, in their order.
    """
    section = document.sections[index]
    whole = len(document.sections) == 1 and section.heading is None
    if not (whole or is_day(section)) or shape.names.is_post(index):
        return ()
    head = shape.head(index)
    texts = [block for block in section.blocks if has_words(block) and not block.depth]
    if len(texts) < _TEXTS:
        return ()
    alone = [
        replace(head, section=replace(section, blocks=(block,)), phrase=None, number=())
        for block in texts
    ]
    placed = [weighed.lesson for weighed in place_heads(alone, curriculum)]
    lessons = [lesson for lesson in placed if lesson is not None]
    if 2 * len(lessons) < len(texts) or len(set(lessons)) < 2:
        return ()
    return curriculum.between(min(lessons), max(lessons))


class _Placer:
    """Sections with their lessons, and the blocks divided among them."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._headings = StoodHeadings(given)
        self._weeks: Mapping[Scope, int] = {}

    def judge(self, free: Sequence[int]) -> Mapping[int, Judged]:
        """What became of each section of ``free``."""
        self._headings.stand(free)
        self._weeks = Counter(
            self._given.curriculum.scope_of(standing.lesson)
            for standing in self._headings.standings.values()
        )
        neighbours = Reaches(
            self._given.document, self._given.shape, self._headings, self._given.curriculum
        )
        reaches, divisions = self._divide_all(free, neighbours)
        earliest = self._earliest_lessons(divisions)
        placed = {
            index: self._stand(index, reaches[index], division, earliest.get(index), neighbours)
            for index, division in divisions.items()
        }
        return {index: self._judged(index, placed) for index in free}

    def _early_beginnings(self, free: Sequence[int], neighbours: Reaches) -> Mapping[int, int]:
        """For each section the first lesson of the next one, where that skips some.

        The next one may begin with those, which then ends this one before them.
        """
        found: dict[int, int] = {}
        places = self._given.curriculum.places
        before: int | None = None
        last = self._given.curriculum.numbers[0]
        for index in free:
            if index not in self._headings.standings or self._given.shape.only_scope(index):
                continue
            own = self._headings.standings[index].lesson
            if before is not None and places[own] > places[last] + 1:
                joined = self._headings.joined.get(index, ())
                reach = replace(neighbours.reach(index, last, {}), run=joined, whole=False)
                begun = self._divide(index, reach).lessons
                found[before] = min((own, *(n for n in begun if n in reach.lessons)))
            before, last = index, own
        return found

    def _divide_all(
        self, free: Sequence[int], neighbours: Reaches
    ) -> tuple[dict[int, Reach], dict[int, Division]]:
        """The blocks of all sections divided, each from where the one before has come to."""
        earliest = self._early_beginnings(free, neighbours)
        reaches: dict[int, Reach] = {}
        divisions: dict[int, Division] = {}
        last = self._given.curriculum.numbers[0]
        for index in sorted({*free, *self._given.settled}):
            if index in self._given.settled:
                last = max(last, *self._given.settled[index])
                continue
            if index not in self._headings.standings or self._given.shape.only_scope(index):
                continue
            neighbours.begin_early(index, last, earliest)
            reaches[index] = neighbours.reach(index, last, earliest)
            divisions[index] = self._divide(index, reaches[index])
            lessons = divisions[index].lessons
            if lessons and neighbours.begins_early(index, lessons[0]):
                reaches[index] = replace(reaches[index], primary=lessons[0])
                self._headings.move(index, lessons[0])
            if lessons and reaches[index].free:
                self._headings.move(index, lessons[0])
            last = max((*lessons[-1:], self._headings.standings[index].lesson))
        return reaches, divisions

    def _divide(self, index: int, reach: Reach) -> Division:
        section = self._given.document.sections[index]
        phrase = None if reach.free else self._given.shape.names.phrase(index)
        return divide_blocks(self._given.curriculum, section.blocks, reach, phrase)

    def _stand(
        self,
        index: int,
        reach: Reach,
        division: Division,
        following: int | None,
        neighbours: Reaches,
    ) -> Placed:
        section = self._given.document.sections[index]
        heading = self._headings.standings[index]
        if reach.free and not section.blocks:
            return Placed(tuple(_covered(n, heading) for n in reach.lessons), ())
        behind = reach.lessons[-1] + 1
        limit = behind if following is None else min(behind, following)
        blocks = stand_blocks(self._given.curriculum.index, division, reach, heading, limit)
        if not reach.free:
            ahead = _unclaimed(index, reach, division, following, neighbours)
            blocks = spread_pictures(section.blocks, blocks, heading, reach, ahead)
        return _with_lessons(
            Placed((heading,) if section.heading else blocks[0], blocks),
            self._headings.joined.get(index, ()),
        )

    def _earliest_lessons(self, divisions: Mapping[int, Division]) -> Mapping[int, int]:
        """For each section the first lesson that the next one speaks for."""
        order = list(divisions)
        return {
            index: min(self._headings.standings[following].lesson, *divisions[following].lessons)
            if divisions[following].lessons
            else self._headings.standings[following].lesson
            for index, following in pairwise(order)
        }

    def _is_alone(self, index: int) -> bool:
        """Whether no other section of the document stands in the week of this one."""
        scope = self._given.curriculum.scope_of(self._headings.standings[index].lesson)
        return self._weeks[scope] < 2

    def _judged(self, index: int, placed: Mapping[int, Placed]) -> Judged:
        weighed = self._given.weighed.get(index)
        candidates: tuple[Candidate, ...] = weighed.candidates if weighed else ()
        if index in placed:
            return Judged(
                with_confidence(placed[index], candidates, alone=self._is_alone(index)), candidates
            )
        if self._given.shape.only_scope(index):
            own = self._headings.standings.get(index)
            if own is not None:
                return Judged(
                    with_confidence(Placed((own,), ()), candidates, alone=self._is_alone(index)),
                    candidates,
                )
            return Judged(OnlyScope(StructureRole.CHAPTER))
        return Judged(Left(_NO_MATCH), candidates)


def _with_lessons(placed: Placed, joined: Sequence[int]) -> Placed:
    """``placed`` with the lessons that its heading names and no block stands on.

    Each goes to the last block of an earlier lesson, without one to the heading.
    """
    taken = {standing.lesson for block in placed.blocks for standing in block}
    heading, blocks = placed.heading, list(placed.blocks)
    for lesson in joined:
        if lesson in taken or lesson == heading[0].lesson:
            continue
        named = Standing(lesson, FOLLOWS * heading[0].score, (Evidence.TITLE, Evidence.ORDER))
        at = [place for place, block in enumerate(blocks) if block[0].lesson < lesson]
        if at:
            blocks[at[-1]] = (*blocks[at[-1]], named)
        else:
            heading = (*heading, named)
    return Placed(heading, tuple(blocks))


def _covered(lesson: int, heading: Standing) -> Standing:
    return Standing(lesson, heading.score, heading.evidence)


def _unclaimed(
    index: int, reach: Reach, division: Division, following: int | None, neighbours: Reaches
) -> tuple[int, ...]:
    """Lessons behind the section's last one that share the heading's words.

    Up to the next section others may lie between them; where the next section is further
    away, the first lesson without such words ends the run.
    """
    last = max((*division.lessons, reach.primary))
    ahead = [n for n in reach.lessons if last < n and (following is None or n < following)]
    shared = [neighbours.shares_words(index, lesson) for lesson in ahead]
    if following is not None and following <= reach.lessons[-1] + 1:
        count = max((at + 1 for at, shares in enumerate(shared) if shares), default=0)
    else:
        count = next((at for at, shares in enumerate(shared) if not shares), len(shared))
    return tuple(ahead[:count])
