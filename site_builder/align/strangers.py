"""Names in titles of things that a course does not speak of: other networks, other tools."""

from __future__ import annotations

import re

from site_builder.align.score import LessonIndex, read_phrase

# MobileNet · EfficientNet · OKR; not \Delta of a formula, nor the Net of U-Net
_NAME = re.compile(r"(?<![A-Za-z\\-])(?:[A-Z][a-z]+(?:[A-Z][a-z]*)+|[A-Z]{3,})(?![A-Za-z-])")

# between the words that BoundingBox is written of
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])")


def names_stranger(title: str, index: LessonIndex) -> bool:
    """Whether a title names things by names of their own, none of which any lesson speaks of."""
    names = _NAME.findall(title)
    return bool(names) and not any(_is_known(name, index) for name in names)


def _is_known(name: str, index: LessonIndex) -> bool:
    """Whether a title holds a name, what it is a kind of, or all words that it is written of."""
    terms = read_phrase(name).whole
    if any(term in index.postings for term in (*terms.literal, *terms.implied)):
        return True
    apart = read_phrase(_SEAM.sub(" ", name)).whole.literal
    return all(term in index.postings for term in apart)
