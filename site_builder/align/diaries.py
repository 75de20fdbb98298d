"""Notes by the day: headings that are dates, and files that begin with the latest of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from site_builder.model.note import Document, Section
from site_builder.scan.patterns import lazy_pattern

_FEWEST = 3
"""Days from which a file is a diary."""

# 2023-04-06 · 2023/4/6 周四 · 2023年4月6日 · 20230406 · 4月6日 ; no other words
_DATE = lazy_pattern(
    r"""
    ^\W*
    (?:(?P<year>(?:19|20)\d\d)\s*[-/.年]?\s*)?
    (?P<month>\d{1,2})\s*[-/.月]?\s*
    (?P<day>\d{1,2})\s*[日号]?
    \s*(?:[(（]?(?:周|星期|礼拜)[一二三四五六日天][)）]?)?
    \W*$
    """,
    re.VERBOSE,
)


def is_day(section: Section) -> bool:
    """Whether a section's heading is a date and nothing else."""
    return _day(section) is not None


def order_of_days(document: Document) -> tuple[int, ...]:
    """The sections (0-based) as they were written: days from the first on, where the last leads.

    Empty where the file is in that order already, or no diary.
    """
    tops = [index for index, s in enumerate(document.sections) if s.parent is None]
    found = [(index, _day(document.sections[index])) for index in tops]
    days = [(index, day) for index, day in found if day is not None]
    dates = [day for _, day in days]
    if len(set(dates)) < _FEWEST or dates != sorted(dates, reverse=True):
        return ()
    ends = [*(index for index, _ in days[1:]), len(document.sections)]
    runs = [range(start, end) for (start, _), end in zip(days, ends, strict=True)]
    return (*range(days[0][0]), *(index for run in reversed(runs) for index in run))


def reordered(document: Document, order: Sequence[int]) -> Document:
    """``document`` with its sections in ``order``."""
    places = {index: place for place, index in enumerate(order)}
    sections = (document.sections[index] for index in order)
    return replace(
        document,
        sections=tuple(
            section if section.parent is None else replace(section, parent=places[section.parent])
            for section in sections
        ),
    )


def _day(section: Section) -> tuple[int, int, int] | None:
    """Year, month and day that a heading is; the year is 0 where it has none."""
    match = _DATE.match(section.heading.title) if section.heading else None
    if match is None or (section.heading and section.heading.number):
        return None
    month, day = int(match["month"]), int(match["day"])
    return (int(match["year"] or 0), month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None
