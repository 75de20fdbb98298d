"""Texts as weighted concepts, so that titles in two languages and other wordings compare.

A text becomes atoms (a Han character, a Latin word without its ending, a number), the longest
known wordings of concepts are found among them, and what is left gives Latin words and pairs of
Han characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt

from site_builder.align.hints import HINTS
from site_builder.align.wordings import KINDS, STOP, STOP_WORDS, WEAK, WORDINGS

READ_AHEAD = 600
"""Code points of a text that are read; what a paragraph is about shows in its beginning."""

BREAK = ""
"""The atom of punctuation: no word reaches across it."""

OTHER = "=更多"
"""The term of titles on other or more of a topic."""

# A Han character, a Latin or Greek word, a number as in 1x1 or 3d, or a mark between words;
# slashes and hyphens do not part words: 梯度消失/爆炸 is one concept.
_ATOM = re.compile(
    r"(?P<han>[\u3400-\u9fff])|(?P<word>[^\W\d_\u3400-\u9fff]+\d*|\d+[^\W\d_\u3400-\u9fff]*\d*)"
    r"|(?P<mark>[^\w\s'/\-·]|_)"
)

# 1×1 · 1 * 1 · 1X1
_TIMES = re.compile(r"(?<=\d)\s*[x×*✕]\s*(?=\d)", re.IGNORECASE)

_ENDINGS = ("ations", "ational", "ation", "ional", "ions", "ion", "ings", "ing", "ers", "ed", "al")
_SHORTEST_STEM = 3

_STOP = frozenset(STOP)
_NARROW = 0.5
"""How much a narrow concept says about the wider one that it belongs to."""
_HINT = 0.8
"""How much a word that a concept is explained with says about it."""
_INNER = 0.4
"""How much a pair of characters says that is part of a known wording."""
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

    def sharpened(self) -> Terms:
        """The same with more weight for weak words, which tell neighbouring titles apart."""
        return Terms({term: sqrt(weight) for term, weight in self.literal.items()}, self.implied)


@dataclass(slots=True)
class _Node:
    """Atoms that may follow in a wording, and the concept that ends here."""

    following: dict[str, _Node]
    concept: str | None = None


def read_atoms(text: str) -> list[str]:
    """The atoms of ``text`` in order; marks between words become one ``BREAK``.

    ``Vectorizing 逻辑回归`` gives ``vectoriz 逻 辑 回 归``.
    """
    folded = _TIMES.sub("x", unicodedata.normalize("NFKC", text[:READ_AHEAD]).lower())
    atoms: list[str] = []
    for match in _ATOM.finditer(folded):
        if match["han"]:
            atoms.append(match["han"])
        elif match["word"]:
            atoms.append(_stem(match["word"]))
        elif atoms and atoms[-1] != BREAK:
            atoms.append(BREAK)
    return atoms


def read_terms(text: str) -> Terms:
    """The terms of ``text``; empty where it holds no word."""
    atoms = read_atoms(text)
    literal: dict[str, float] = {}
    implied: dict[str, float] = {}
    for term, weight in _terms(atoms):
        literal[term] = max(weight, literal.get(term, 0.0))
        for wider, share in _WIDER.get(term, ()):
            implied[wider] = max(share, implied.get(wider, 0.0))
    for pair in _inner_pairs(atoms):
        implied.setdefault(pair, _INNER)
    return Terms(literal, implied)


def _inner_pairs(atoms: list[str]) -> Iterator[str]:
    """Pairs of Han characters, those within known wordings too: 风格 of 风格代价."""
    for first, second in pairwise(atoms):
        if _is_han(first) and _is_han(second) and first not in _STOP and second not in _STOP:
            yield first + second


def _terms(atoms: list[str]) -> Iterator[tuple[str, float]]:
    """Terms in order with their weights; the same term may come more than once."""
    rest: list[str] = []
    position = 0
    while position < len(atoms):
        concept, length = _longest(atoms, position)
        if concept is None:
            rest.append(atoms[position])
            position += 1
            continue
        yield from _words(rest)
        rest = []
        yield concept, _WEIGHTS.get(concept, 1.0)
        position += length
    yield from _words(rest)


def _longest(atoms: list[str], position: int) -> tuple[str | None, int]:
    """The longest concept that begins at ``position`` and its number of atoms."""
    node = _TREE.following.get(atoms[position])
    found: tuple[str | None, int] = (None, 0)
    length = 1
    while node is not None:
        if node.concept is not None:
            found = (node.concept, length)
        if position + length >= len(atoms):
            break
        node = node.following.get(atoms[position + length])
        length += 1
    return found


def _words(atoms: list[str]) -> Iterator[tuple[str, float]]:
    """Latin words, and pairs of Han characters, of atoms that are no known wording."""
    run: list[str] = []
    for atom in (*atoms, BREAK):
        if _is_han(atom) and atom not in _STOP:
            run.append(atom)
            continue
        yield from _pairs(run)
        run = []
        if atom != BREAK and not _is_han(atom) and atom not in _STOP_STEMS:
            yield atom, _WEIGHTS.get(atom, 1.0)
    yield from _pairs(run)


def _is_han(atom: str) -> bool:
    return len(atom) == 1 and atom >= "\u3400"


def _pairs(run: list[str]) -> Iterator[tuple[str, float]]:
    if len(run) == 1:
        yield run[0], _LONE
    for first, second in pairwise(run):
        pair = first + second
        yield pair, _WEIGHTS.get(pair, 1.0)


def _stem(word: str) -> str:
    """``word`` without the commonest English endings: vectorizing, vectorization → vectoriz."""
    if not word.isascii() or len(word) <= _SHORTEST_STEM:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    if word.endswith("ies"):
        return word.removesuffix("ies") + "y"
    if word.endswith("s") and not word.endswith("ss"):
        word = word.removesuffix("s")
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM else word


def _read_lines(text: str) -> Iterator[str]:
    """The lines of a table, continued ones joined, without remarks."""
    lines = [line for line in text.strip().splitlines() if not line.startswith("#")]
    yield from "\n".join(lines).replace("\n  |", " |").splitlines()


def _read_wordings(text: str) -> Iterator[list[str]]:
    """The wordings of each concept in the table."""
    for line in _read_lines(text):
        yield [wording.strip() for wording in line.split("|")]


def _read_hints(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each concept in the table with the words that speak of it."""
    for line in _read_lines(text):
        concept, _, hints = line.partition(" < ")
        yield concept.strip(), [hint.strip() for hint in hints.split(" | ")]


def _concepts() -> Iterator[tuple[str, list[str]]]:
    """Each wording as atoms with the name of its concept."""
    for wordings in (*_LINES, *([hint] for _, hints in _HINTED for hint in hints)):
        for wording in wordings:
            atoms = [atom for atom in read_atoms(wording) if atom != BREAK]
            if atoms:
                yield f"={wordings[0]}", atoms


def _grow() -> _Node:
    tree = _Node({})
    for concept, atoms in _concepts():
        node = tree
        for atom in atoms:
            node = node.following.setdefault(atom, _Node({}))
        node.concept = node.concept or concept
    return tree


def _wider() -> dict[str, tuple[tuple[str, float], ...]]:
    """The concepts that each concept belongs to, or that its own name contains."""
    found: dict[str, dict[str, float]] = {}
    for line in KINDS.strip().splitlines():
        narrow, _, wide = line.partition(">")
        for name in narrow.split("|"):
            found.setdefault(f"={name.strip()}", {})[f"={wide.strip()}"] = _NARROW
    for concept, hints in _HINTED:
        for hint in hints:
            found.setdefault(_name(hint), {})[f"={concept}"] = _HINT
    for name, *_ in _LINES:
        atoms = read_atoms(name)
        for start in range(len(atoms)):
            for part in _parts(atoms, start):
                if part != f"={name}":
                    found.setdefault(f"={name}", {})[part] = _NARROW
    return {name: tuple(sorted(wide.items())) for name, wide in found.items()}


def _parts(atoms: list[str], start: int) -> Iterator[str]:
    """Concepts that begin at ``start`` and do not fill all of ``atoms``."""
    node = _TREE
    for length, atom in enumerate(atoms[start:], 1):
        following = node.following.get(atom)
        if following is None:
            return
        node = following
        if node.concept is not None and length < len(atoms):
            yield node.concept


def _name(word: str) -> str:
    """The term that ``word`` alone reads as."""
    atoms = read_atoms(word)
    concept, length = _longest(atoms, 0)
    return concept if concept is not None and length == len(atoms) else "".join(atoms)


_LINES = tuple(_read_wordings(WORDINGS))
_HINTED = tuple(_read_hints(HINTS))
_TREE = _grow()
_WIDER = _wider()
_WEAK_WEIGHT = 0.4
_WEIGHTS = {_name(word): _WEAK_WEIGHT for word in WEAK}
_STOP_STEMS = frozenset(_stem(word) for word in STOP_WORDS)
