"""Where a heading that runs over several lessons begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.align.atoms import BREAK, read_atoms
from site_builder.align.blocks import has_words
from site_builder.align.curriculum import Curriculum
from site_builder.align.normalise import Terms
from site_builder.align.score import (
    LessonIndex,
    Phrase,
    agreement,
    covered_by,
    read_phrase,
    title_share,
    titles_of,
)
from site_builder.model.note import Section
from site_builder.scan.patterns import lazy_pattern

_COARSE = 0.6
"""Headings per lesson below which a document's headings run over several lessons."""
_HOLDS = 0.4
"""Least share of a heading's words that a lesson holds which the heading covers."""
_AS_MUCH = 0.9
"""How much of what the nearest lesson holds of them."""
_CLEAR = 0.8
"""How near the first line of a section comes to the lesson that the section begins with."""
_EXACT = 0.95
"""How near two texts come that say the same."""
_NAMED = 0.62
"""How near a part of a joined title comes to the lesson that it names."""
_HINT = 0.15
"""How near the first part of a joined title comes to the lesson it begins with."""


# 梯度下降的例子(Gradient Descent on m Examples)
_TRANSLATED = lazy_pattern(
    r"""
    (?P<own>[^(（]*[\u3400-\u9fff][^(（]*)
    [(（](?P<english>[!-~\s]+)[)）]\s*
    """,
    re.VERBOSE,
)


def first_lessons(
    sections: Sequence[Section],
    phrases: Sequence[Phrase | None],
    chosen: Sequence[int | None],
    curriculum: Curriculum,
) -> tuple[int | None, ...]:
    """The first lesson of each heading, given the one that its title comes nearest to.

    In a document with far fewer headings than lessons a heading covers what no other one claims:
    one whose words all lessons of a run share begins with the first of them, and one that joins
    two topics begins with the first topic.

    Args:
        sections: The sections.
        phrases: Their headings as they are compared; None for what begins where it is nearest.
        chosen: The lesson that each is nearest to; None for what stands on none.
        curriculum: The course.
    """
    placed = sorted({lesson for lesson in chosen if lesson is not None})
    if not placed or not _is_coarse(placed, curriculum):
        return tuple(chosen)
    found: list[int | None] = []
    last: int | None = None
    for section, phrase, lesson in zip(sections, phrases, chosen, strict=True):
        if phrase is None or lesson is None or is_literal_title(section, lesson, curriculum):
            found.append(lesson)
        else:
            found.append(_first(section, phrase, lesson, last, curriculum))
        last = lesson if lesson is not None else last
    return tuple(found)


def joined_lessons(
    phrase: Phrase | None, own: int, within: Sequence[int], curriculum: Curriculum
) -> tuple[int, ...]:
    """The lessons of ``within`` that the parts of a joined title name, where they are in order.

    A title that as a whole is that of ``own``, where it stands, names no other.
    """
    index = curriculum.index
    if phrase is None or not phrase.parts:
        return ()
    if agreement(index, phrase.whole, own) >= _CLEAR and not _begins_before(
        index, phrase.parts[0], own, within
    ):
        return ()
    found: list[int] = []
    for part in phrase.parts:
        shares = {number: agreement(index, part, number) for number in within}
        best = max(within, key=lambda number: (shares[number], -number), default=None)
        if best is not None and shares[best] >= _NAMED and best not in found:
            found.append(best)
    return tuple(found) if len(found) > 1 and found == sorted(found) else ()


def _begins_before(index: LessonIndex, part: Terms, own: int, within: Sequence[int]) -> bool:
    """Whether ``part`` is the title of a lesson before ``own`` and not of that."""
    if agreement(index, part, own) >= _EXACT:
        return False
    return any(agreement(index, part, number) >= _EXACT for number in within if number < own)


def _is_coarse(placed: Sequence[int], curriculum: Curriculum) -> bool:
    span = curriculum.places[placed[-1]] - curriculum.places[placed[0]] + 1
    return len(placed) < _COARSE * span


def is_literal_title(section: Section, lesson: int, curriculum: Curriculum) -> bool:
    """Whether a heading is one of the lesson's titles word for word, or two: in both languages."""
    title = section.heading.title if section.heading else ""
    own = _said_once(title)
    known = [_said_once(text) for text in titles_of(curriculum.lessons[lesson])]
    if any(own in (one, one + other) for one in known for other in known):
        return True
    translated = _TRANSLATED.fullmatch(title)
    return translated is not None and any(
        _said_once(translated[part]) in known for part in ("own", "english")
    )


def _said_once(text: str) -> tuple[str, ...]:
    """The words of a title, whatever marks stand between them."""
    return tuple(atom for atom in read_atoms(text) if atom != BREAK)


def _first(
    section: Section, phrase: Phrase, lesson: int, last: int | None, curriculum: Curriculum
) -> int:
    """The first lesson of the run up to ``lesson`` that the heading covers."""
    start = curriculum.start_of_week(lesson)
    if last is not None and start <= last < lesson:
        start = curriculum.numbers[curriculum.places[last] + 1]
    before = curriculum.between(start, lesson)[:-1]
    index = curriculum.index
    opening = _opening(section)
    if opening is not None and agreement(index, phrase.whole, lesson) < _EXACT:
        for number in before:
            if title_share(index, opening, number) >= _CLEAR:
                return number
    enough = max(_HOLDS, _AS_MUCH * covered_by(index, phrase.whole, lesson))
    first = lesson
    for number in reversed(before):
        if covered_by(index, phrase.whole, number) < enough:
            break
        first = number
    if first == lesson and phrase.parts:
        first = _first_part(index, phrase, lesson, before)
    return first


def _opening(section: Section) -> Phrase | None:
    """The first line of a section that says anything."""
    first = next((block for block in section.blocks if has_words(block)), None)
    return None if first is None else read_phrase(first.words)


def _first_part(index: LessonIndex, phrase: Phrase, lesson: int, before: Sequence[int]) -> int:
    """The lesson of the title's first part, where ``lesson`` is that of a later one."""
    first = phrase.parts[0]
    best, share = lesson, max(_HINT, agreement(index, first, lesson))
    for number in before:
        found = agreement(index, first, number)
        if found > share:
            best, share = number, found
    return best
