"""Texts as weighted concepts, so that titles in two languages and other wordings compare.

A text becomes atoms, the longest known wordings of concepts are found among them, and what is left
gives Latin words and pairs of Han characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from site_builder.align.atoms import BREAK, RATIO, is_han, read_atoms
from site_builder.align.lexicon import Lexicon, shipped_lexicon

OTHER = "=更多"
"""The term of titles on other or more of a topic."""

_INNER = 0.4
"""How much a pair of characters or a word says that is part of a known wording."""
_LONE = 0.4
"""Weight of a Han character that stands alone between known words."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a text is about."""

    literal: Mapping[str, float]
    """Terms of the text itself by how much they say, 0 to 1."""
    implied: Mapping[str, float]
    """Wider concepts that its terms belong to, and concepts that are part of a longer one."""
    shares: Mapping[str, float] = field(init=False, repr=False, compare=False)
    """How far the text is about each term: 1 for those that it names."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "shares", {**self.implied, **dict.fromkeys(self.literal, 1.0)})

    def with_terms(self, other: Terms) -> Terms:
        """The terms of both texts."""
        return Terms({**self.literal, **other.literal}, {**self.implied, **other.implied})

    def without(self, other: Terms) -> Terms:
        """The terms of this text that ``other`` is not about."""
        known = other.shares
        return Terms(
            {term: weight for term, weight in self.literal.items() if term not in known},
            {term: share for term, share in self.implied.items() if term not in known},
        )

    def sharpened(self) -> Terms:
        """The same with more weight for weak words, which tell neighbouring titles apart."""
        return Terms({term: sqrt(weight) for term, weight in self.literal.items()}, self.implied)


def read_terms(text: str) -> Terms:
    """The terms of ``text``; empty where it holds no word."""
    lexicon = shipped_lexicon()
    atoms = read_atoms(text, lexicon.clippings)
    literal: dict[str, float] = {}
    implied: dict[str, float] = {}
    for term, weight in _terms(atoms, lexicon):
        if weight > literal.get(term, 0.0):
            literal[term] = weight
        for wider, share in lexicon.wider.get(term, ()):
            if share > implied.get(wider, 0.0):
                implied[wider] = share
    for part in _inner_parts(atoms, lexicon):
        implied.setdefault(part, _INNER)
    return Terms(literal, implied)


def _inner_parts(atoms: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    """What stands within known wordings too: 风格 of 风格代价, beam of beam search."""
    before = ""
    for atom in atoms:
        if is_han(atom):
            if atom in lexicon.stop_characters:
                before = ""
                continue
            if before:
                yield before + atom
            before = atom
            continue
        before = ""
        if atom not in (BREAK, RATIO) and atom not in lexicon.stop_stems:
            yield atom


def _terms(atoms: list[str], lexicon: Lexicon) -> Iterator[tuple[str, float]]:
    """Terms in order with their weights; the same term may come more than once.

    Known wordings, and of what is left the Latin words, pairs of Han characters, and single ones.
    """
    weights, following = lexicon.weights, lexicon.tree.following
    before, alone = "", False
    position, count = 0, len(atoms)
    while position < count:
        atom = atoms[position]
        concept, length = lexicon.longest(atoms, position) if atom in following else (None, 0)
        plain = concept is None and is_han(atom) and atom not in lexicon.stop_characters
        if alone and not plain:
            yield before, _LONE
        if plain:
            if before:
                yield before + atom, weights.get(before + atom, 1.0)
            before, alone = atom, not before
        else:
            before, alone = "", False
            if concept is not None:
                yield concept, weights.get(concept, 1.0)
                position += length
                continue
            if atom != BREAK and not is_han(atom) and atom not in lexicon.stop_stems:
                yield atom, weights.get(atom, 1.0)
        position += 1
    if alone:
        yield before, _LONE
