"""What texts on the concepts of the field speak of, by the glossary that is shipped.

``glossary/profiles.txt`` holds words that may stand anywhere in a text on a concept, or on several
at once (``concept & concept < words, words``); a line for ``-`` holds those of matters off any
course. The wordings of a concept and its hints belong to its profile as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import log

from msgspec import Struct

from site_builder.align.atoms import is_han
from site_builder.align.lexicon import glossary_lines
from site_builder.align.normalise import read_terms

Key = tuple[str, ...]
"""The terms of the concepts that a profile is of, in order."""

_ELSEWHERE: Key = ("=-",)
_PAIR = 0.5
"""Size of a pair of Han characters, of which longer words come as several, and of one alone."""
_INNER = 0.5
"""How closely the parts of a known wording are tied to what the wording is."""


class ConceptProfiles(Struct, frozen=True):
    """Profiles of concepts; a profile gives for a term how closely it is tied, 0 to 1."""

    concepts: Mapping[Key, Mapping[str, float]]
    """Profiles by the concepts that they are of."""
    by_first: Mapping[str, tuple[Key, ...]]
    """Keys of ``concepts`` by their first term."""
    elsewhere: tuple[Mapping[str, float], ...]
    """Profiles of matters off any course."""
    rarity: Mapping[str, float]
    """How much a term tells one profile from another, 0 to 1."""


_GIVEN: list[Callable[[], ConceptProfiles]] = []


def give_profiles(known: Callable[[], ConceptProfiles]) -> None:
    """Has ``shipped_profiles`` ask ``known`` for the profiles, as they were read before."""
    _GIVEN[:] = [known]


@cache
def shipped_profiles() -> ConceptProfiles:
    """The profiles of the glossary that is shipped, read once unless they are given."""
    return _GIVEN[0]() if _GIVEN else read_concept_profiles()


def read_concept_profiles() -> ConceptProfiles:
    """The profiles of the glossary that is shipped, from its texts."""
    concepts: dict[Key, dict[str, float]] = {}
    elsewhere: list[Mapping[str, float]] = []
    for key, texts in _texts():
        if key == _ELSEWHERE:
            elsewhere.append(_with_terms({}, texts))
        else:
            _with_terms(concepts.setdefault(key, {}), texts)
    by_first: dict[str, list[Key]] = {}
    for key in concepts:
        by_first.setdefault(key[0], []).append(key)
    return ConceptProfiles(
        concepts=concepts,
        by_first={first: tuple(keys) for first, keys in by_first.items()},
        elsewhere=tuple(elsewhere),
        rarity=_rarity((*concepts.values(), *elsewhere)),
    )


def size_of(term: str) -> float:
    """How much of a text ``term`` is, 0 to 1."""
    return _PAIR if len(term) == 1 or (len(term) == 2 and is_han(term[0])) else 1.0


def _texts() -> Iterator[tuple[Key, Sequence[str]]]:
    for line in glossary_lines("wordings"):
        names = [name.strip() for name in line.split("|") if name.strip()]
        yield _key(names[:1]), names
    for name, mark in (("hints", " | "), ("profiles", ",")):
        for line in glossary_lines(name):
            concepts, _, words = line.partition(" < ")
            yield _key(concepts.split("&")), words.split(mark)


def _key(concepts: Iterable[str]) -> Key:
    return tuple(sorted(f"={concept.strip()}" for concept in concepts))


def _with_terms(profile: dict[str, float], texts: Iterable[str]) -> Mapping[str, float]:
    """``profile`` with the terms of ``texts`` added."""
    for text in texts:
        terms = read_terms(text)
        for term in terms.literal:
            profile[term] = 1.0
        for term, share in terms.implied.items():
            profile[term] = max(profile.get(term, 0.0), min(_INNER, share))
    return profile


def _rarity(profiles: Sequence[Mapping[str, float]]) -> Mapping[str, float]:
    counts: dict[str, int] = {}
    for profile in profiles:
        for term in profile:
            counts[term] = counts.get(term, 0) + 1
    most = log(len(profiles) + 1)
    return {term: max(0.0, 1 - log(count) / most) for term, count in counts.items()}
