"""The glossary that is shipped: concepts, their wordings, and what speaks of them.

``glossary/`` holds it as text: ``wordings.txt`` (what means the same), ``kinds.txt`` (what belongs
to something wider), ``hints.txt`` (what a concept is explained with), ``clippings.txt`` (short
forms of words), ``weak.txt`` and ``stop.txt`` (words that say little and nothing); ``profiles.txt``
is read by ``concept_profiles.py``. All of it is Simplified, as texts are read. A line that begins
with two blanks continues the one above; ``#`` begins a remark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from importlib import resources

from msgspec import Struct

from site_builder.align.atoms import BREAK, RATIO, is_han, read_atoms, stem

_NARROW = 0.5
"""How much a narrow concept says about the wider one that it belongs to."""
_HINT = 0.8
"""How much a word that a concept is explained with says about it."""
_WEAK = 0.4
"""Weight of words that say little alone."""
_NOT = frozenset("无非")
"""Characters behind which a name holds the contrary of a concept: 无监督学习 is no 监督学习."""

_Reading = Callable[[str], list[str]]
"""Gives the atoms of a text, which nobody changes."""


class Node(Struct):
    """Atoms that may follow in a wording, and the concept that ends here."""

    following: dict[str, Node]
    concept: str | None = None


class Lexicon(Struct, frozen=True):
    """Known wordings, ready to be found in texts."""

    tree: Node
    """Wordings by their atoms."""
    wider: Mapping[str, tuple[tuple[str, float], ...]]
    """For a concept or a word those that it says something about, with how much, 0 to 1."""
    said: Mapping[str, tuple[str, ...]]
    """For a concept its wordings, then the words that it alone is explained with."""
    weights: Mapping[str, float]
    """Weights of words that say less than others."""
    stop_characters: frozenset[str]
    """Han characters that say nothing."""
    stop_stems: frozenset[str]
    """English words, without their endings, that say nothing."""
    clippings: Mapping[str, str]
    """Whole words by their short forms."""

    def longest(self, atoms: list[str], position: int) -> tuple[str | None, int]:
        """The longest concept that begins at ``position`` and its number of atoms."""
        node = self.tree.following.get(atoms[position])
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

    def concepts_in(self, text: str) -> Iterator[str]:
        """The concepts that ``text`` names, in its order, but for those that say little alone."""
        atoms = read_atoms(text, self.clippings)
        position = 0
        while position < len(atoms):
            concept, length = self.longest(atoms, position)
            if concept is not None and concept not in self.weights:
                yield concept
            position += max(1, length)


_GIVEN: list[Lexicon] = []


def give_lexicon(lexicon: Lexicon) -> None:
    """Has ``shipped_lexicon`` give ``lexicon``, as it was read before, if asked later."""
    _GIVEN[:] = [lexicon]


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon of the glossary that is shipped, read once unless it is given."""
    return _GIVEN[0] if _GIVEN else _read_lexicon()


def _read_lexicon() -> Lexicon:
    wordings = [_parts(line, "|") for line in glossary_lines("wordings")]
    hinted = [(_before(line, "<"), _after(line, "<")) for line in glossary_lines("hints")]
    kinds = [(_after(line, ">")[0], _parts(line.split(">")[0], "|")) for line in _kinds()]
    hints = (hint for _, words in hinted for hint in words if hint != RATIO)
    clippings = _clippings()
    read = cache(partial(read_atoms, clippings=clippings))  # most hints are read twice
    tree = _grow(wordings, hints, read)
    lexicon = Lexicon(tree, {}, {}, {}, frozenset(), frozenset(), clippings)
    stop = [word for line in glossary_lines("stop") for word in line.split()]
    weak = [word for line in glossary_lines("weak") for word in line.split()]
    return Lexicon(
        tree=tree,
        wider=_wider(lexicon, [names[0] for names in wordings], kinds, hinted, read),
        said=_said(wordings, hinted),
        weights={
            _name(lexicon, read(word)): float(weight or _WEAK)
            for word, _, weight in (entry.partition("=") for entry in weak)
        },
        stop_characters=frozenset(word for word in stop if is_han(word)),
        stop_stems=frozenset(stem(word) for word in stop if word.isascii()),
        clippings=clippings,
    )


def _clippings() -> Mapping[str, str]:
    return {
        short: line.partition(":")[0]
        for line in glossary_lines("clippings")
        for short in line.partition(":")[2].split()
    }


def glossary_lines(name: str) -> Iterator[str]:
    """The lines of a file of the glossary, continued ones joined, without remarks."""
    text = resources.files("site_builder.align").joinpath("glossary", f"{name}.txt")
    lines = text.read_text(encoding="utf-8").replace("\n  ", " ").splitlines()
    return (line for line in lines if line and not line.startswith("#"))


def _kinds() -> Iterator[str]:
    return glossary_lines("kinds")


def _parts(text: str, mark: str) -> list[str]:
    return [part.strip() for part in text.split(mark) if part.strip()]


def _before(line: str, mark: str) -> str:
    return line.partition(f" {mark} ")[0].strip()


def _after(line: str, mark: str) -> list[str]:
    return _parts(line.partition(f" {mark} ")[2], " | ")


def _grow(wordings: Iterable[list[str]], hints: Iterable[str], read: _Reading) -> Node:
    """The tree of all wordings; what means several concepts means the first."""
    tree = Node({})
    tree.following[RATIO] = Node({}, RATIO)
    for names in (*wordings, *([hint] for hint in hints)):
        for wording in names:
            atoms = _trimmed(read(wording))
            node = tree
            for atom in atoms:
                following = node.following.get(atom)
                if following is None:
                    following = node.following[atom] = Node({})
                node = following
            if atoms:
                node.concept = node.concept or f"={names[0]}"
    return tree


def _trimmed(atoms: list[str]) -> list[str]:
    """``atoms`` without the break at either end: (选修) is a wording, and so is 1-β^t."""
    first = 1 if atoms and atoms[0] == BREAK else 0
    last = -1 if len(atoms) > first and atoms[-1] == BREAK else len(atoms)
    return atoms[first:last]


def _said(
    wordings: Iterable[list[str]], hinted: Iterable[tuple[str, list[str]]]
) -> dict[str, tuple[str, ...]]:
    """What is said of each concept; a hint at several of them is none of these alone."""
    said = {f"={names[0]}": tuple(names) for names in wordings}
    for concept, hints in hinted:
        name = f"={concept}"
        if name in said:
            said[name] += tuple(hint for hint in hints if hint != RATIO)
    return said


def _wider(
    lexicon: Lexicon,
    names: Iterable[str],
    kinds: Iterable[tuple[str, list[str]]],
    hinted: Iterable[tuple[str, list[str]]],
    read: _Reading,
) -> dict[str, tuple[tuple[str, float], ...]]:
    """The concepts that each concept belongs to or hints at, or that its own name contains."""
    found: dict[str, dict[str, float]] = {}
    for wide, narrow in kinds:
        for name in narrow:
            found.setdefault(f"={name}", {})[f"={wide}"] = _NARROW
    for concept, hints in hinted:
        for hint in hints:
            spoken = found.setdefault(hint if hint == RATIO else _name(lexicon, read(hint)), {})
            spoken.update({f"={name}": _HINT for name in _parts(concept, "&")})
    for name in names:
        atoms = read(name)
        for start in range(len(atoms)):
            if start and atoms[start - 1] in _NOT:
                continue
            for part in _inner(lexicon.tree, atoms, start):
                if part != f"={name}":
                    found.setdefault(f"={name}", {})[part] = _NARROW
    return {name: tuple(sorted(wide.items())) for name, wide in found.items()}


def _inner(tree: Node, atoms: list[str], start: int) -> Iterator[str]:
    """Concepts that begin at ``start`` and do not fill all of ``atoms``."""
    node = tree
    for length, atom in enumerate(atoms[start:], 1):
        following = node.following.get(atom)
        if following is None:
            return
        node = following
        if node.concept is not None and length < len(atoms):
            yield node.concept


def _name(lexicon: Lexicon, read: list[str]) -> str:
    """The term that a word of the atoms ``read`` alone reads as."""
    atoms = _trimmed(read)
    concept, length = lexicon.longest(atoms, 0) if atoms else (None, 0)
    return concept if concept is not None and length == len(atoms) else "".join(atoms)
