"""Names in titles of things that a course does not speak of: other networks, other tools."""

from __future__ import annotations

from site_builder.align.curriculum import Curriculum
from site_builder.align.score import LessonIndex, read_phrase
from site_builder.scan.patterns import lazy_pattern

# MobileNet · EfficientNet · OKR; not \Delta of a formula, nor the Net of U-Net
_NAME = lazy_pattern(r"(?<![A-Za-z\\-])(?:[A-Z][a-z]+(?:[A-Z][a-z]*)+|[A-Z]{3,})(?![A-Za-z-])")

_CONCEPT = "="
"""What terms begin with that are concepts of the glossary."""

# between the words that BoundingBox is written of
_SEAM = lazy_pattern(r"(?<=[a-z])(?=[A-Z])")


def names_stranger(title: str, curriculum: Curriculum) -> bool:
    """Whether a title names things none of which any lesson speaks of.

    It names them by names of their own, or begins with a concept of the field.
    """
    names = _NAME.findall(title)
    if names:
        return not any(_is_known(name, curriculum.index) for name in names)
    terms = read_phrase(title).whole
    literal = [term for term, weight in terms.literal.items() if weight >= 1]
    if not literal or not literal[0].startswith(_CONCEPT):
        return False
    concepts = [term for term in (*literal, *terms.implied) if term.startswith(_CONCEPT)]
    if any(term in curriculum.index.postings for term in concepts):
        return False
    return not any(term in curriculum.profiles.postings for term in concepts)


def _is_known(name: str, index: LessonIndex) -> bool:
    """Whether a title holds a name, what it is a kind of, or all words that it is written of."""
    terms = read_phrase(name).whole
    if any(term in index.postings for term in (*terms.literal, *terms.implied)):
        return True
    apart = read_phrase(_SEAM.sub(" ", name)).whole.literal
    return all(term in index.postings for term in apart)
