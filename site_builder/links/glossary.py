"""Terms of the glossary within running text, as links to their entries.

Chinese has no blanks between words, so a term is found wherever its characters stand; a Latin
name counts only as a whole word. Of names that begin at the same place the longest counts. Code,
formulas, headings, links, pictures and HTML are left alone, and so is what another pass replaces.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from site_builder.links.rewrite import SITE_ROOT
from site_builder.links.targets import GLOSSARY_PAGE, lesson_page, video_page
from site_builder.model.alignment import Alignment
from site_builder.model.glossary import Term
from site_builder.model.note import BlockKind, Document, Edit
from site_builder.model.site import TermUse
from site_builder.model.source import Span
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import find_regions

_RUNNING_TEXT = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE, BlockKind.QUOTE)
)

# what is no running text although it stands in a paragraph
_MASKED = lazy_pattern(
    r"""
      !?\[[^\[\]\n]{0,500}\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,500}\]|:)   # links
    | <(?P<tag>a|abbr|code|kbd|pre|button)\b[^<>]{0,2000}>(?:(?!</(?P=tag)).){0,2000}
    | </?[A-Za-z][^<>]{0,2000}>
    | \{[^{}\n]{0,500}\}                                                      # attribute lists
    | https?://[^\s<>，。；）]+
    | ^[ \t>*+-]*\#[^\n]*                                                      # headings, tags
    | ^[ \t>]*(?:\?{3}\+?|!{3})[ ][^\n]*                        # titles of boxes that unfold
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL | re.IGNORECASE,
)

_LATIN = lazy_pattern(r"[A-Za-z0-9_]")
_ACRONYM = lazy_pattern(r"[A-Z0-9]{2,5}")

_BEFORE_BRACKET = "![]\\^"
"""Characters behind which the bracket of a link would mean something else."""

_NO_SLUG = lazy_pattern(r"[^a-z0-9\u3400-\u9fff]+")

# what would act as markup in the words or the title of a link
_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "\\`*_{}[]<>()|$~^=&!\"'#"}


class _Name(Struct, frozen=True):
    """One way to write a term."""

    text: str
    """As it is compared."""
    term: int
    """Index of the term."""
    exact: bool
    """Whether capitals matter, as in ``RNN``."""


class _Lexicon(Struct, frozen=True):
    """All names, for look-up by their first two characters."""

    by_start: Mapping[str, tuple[_Name, ...]]
    """By these in small letters, the longest first."""
    firsts: re.Pattern[str] | None
    """A first character where a name may begin; None where there is no name."""


class _Mask(Struct, frozen=True):
    """Where no term is looked for in a text."""

    spans: tuple[Span, ...]
    """In order, merged."""
    insertions: tuple[int, ...]
    """Offsets at which another pass inserts something, ascending."""

    def hides(self, span: Span) -> bool:
        """Whether ``span`` is touched by another pass or is no running text."""
        index = bisect_left(self.spans, span.start, key=lambda other: other.end)
        while index < len(self.spans) and self.spans[index].start < span.end:
            if self.spans[index].overlaps(span):
                return True
            index += 1
        inside = bisect_right(self.insertions, span.start)
        return inside < len(self.insertions) and self.insertions[inside] < span.end


class Stretch(Struct, frozen=True):
    """Lines of a document that stand on one page."""

    span: Span
    """The lines."""
    section: int
    """Index (0-based) of their section in the document."""
    page: str
    """Page on which they stand first of all."""
    lessons: tuple[int, ...]
    """Lessons on whose pages they stand, else those on the same topic."""


class TermTask(Struct, frozen=True):
    """A document, and all else that says where its terms are."""

    document: Document
    """The document."""
    stretches: tuple[Stretch, ...]
    """Where its lines stand, by position."""
    edits: tuple[Edit, ...]
    """What other passes replace."""


class FoundTerm(Struct, frozen=True, array_like=True):
    """A use of a term in a document."""

    stretch: int
    """Index (0-based) of the stretch in which it stands."""
    span: Span
    """The words."""
    term: int
    """Index (0-based) of the term in the glossary."""


TermFinder = Callable[[Sequence[TermTask], Sequence[Term]], Iterable[tuple[FoundTerm, ...]]]
"""Gives for each task the uses of terms of a glossary, in order."""


def term_anchors(terms: Sequence[Term]) -> tuple[str, ...]:
    """The id of each term's entry: its English name, else its Chinese one; no two are equal."""
    seen: dict[str, int] = {}
    anchors = []
    for term in terms:
        names = (_NO_SLUG.sub("-", name.casefold()).strip("-") for name in (term.en, term.zh))
        name = next((name for name in names if name), "term")
        seen[name] = seen.get(name, 0) + 1
        anchors.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return tuple(anchors)


def find_terms(
    documents: Sequence[Document],
    alignment: Alignment,
    edits: Mapping[str, Sequence[Edit]],
    terms: Sequence[Term],
    finder: TermFinder | None = None,
) -> tuple[TermUse, ...]:
    """Every use of a term in the running text of a lesson or of another video, in order.

    Args:
        documents: All documents, by path.
        alignment: Where their sections stand.
        edits: What other passes replace, by source path.
        terms: The glossary.
        finder: What finds the uses in each document; None: ``find_in_each``.
    """
    if not terms:
        return ()
    stretches: dict[str, list[Stretch]] = {}
    for path, stretch in _stretches(alignment):
        stretches.setdefault(path, []).append(stretch)
    tasks = [
        TermTask(
            document,
            tuple(sorted(stretches[document.source.path], key=lambda stretch: stretch.span)),
            tuple(edits.get(document.source.path, ())),
        )
        for document in sorted(documents, key=lambda document: document.source.path)
        if document.source.path in stretches
    ]
    met: set[tuple[str, int]] = set()
    uses: list[TermUse] = []
    for task, found in zip(tasks, (finder or find_in_each)(tasks, terms), strict=True):
        path = task.document.source.path
        for one in found:
            stretch = task.stretches[one.stretch]
            key = (stretch.page, one.term)
            first = key not in met
            uses.append(TermUse(one.term, path, one.span, stretch.page, stretch.lessons, first))
            met.add(key)
    return tuple(uses)


def find_in_each(
    tasks: Sequence[TermTask], terms: Sequence[Term]
) -> Iterator[tuple[FoundTerm, ...]]:
    """For each task the uses of ``terms``, in order."""
    lexicon = _collect_names(terms)
    for task in tasks:
        yield tuple(_find_in(task, lexicon))


def link_terms(
    documents: Iterable[Document], uses: Iterable[TermUse], terms: Sequence[Term]
) -> dict[str, tuple[Edit, ...]]:
    """The edits that link the first use of each term on a page to the term's entry.

    They come by source path, of those that have any.

    Args:
        documents: The notes.
        uses: Uses in them.
        terms: The glossary.
    """
    texts = {document.source.path: document.source.text for document in documents}
    anchors = term_anchors(terms)
    edits: dict[str, list[Edit]] = {}
    for use in uses:
        if not use.first:
            continue
        words = texts[use.path][use.span.start : use.span.end].translate(_ENTITIES)
        title = explain_term(terms[use.term]).translate(_ENTITIES)
        address = f"{SITE_ROOT}{GLOSSARY_PAGE}#{anchors[use.term]}"
        edit = Edit(use.span, f'[{words}]({address} "{title}"){{ .term }}')
        edits.setdefault(use.path, []).append(edit)
    return {path: tuple(found) for path, found in edits.items()}


def explain_term(term: Term) -> str:
    """``term`` in one line: both names and what it means."""
    names = f"{term.zh}（{term.en}）" if term.en else term.zh
    return f"{names}：{term.text}" if term.text else names


def _collect_names(terms: Sequence[Term]) -> _Lexicon:
    by_start: dict[str, list[_Name]] = {}
    firsts: set[str] = set()
    for index, term in enumerate(terms):
        for written in dict.fromkeys((term.zh, term.en)):
            name = " ".join(written.split())
            if len(name) < 2:
                continue
            exact = _ACRONYM.fullmatch(name) is not None
            text = name if exact else name.lower()
            firsts.update(name[0] if exact else (name[0].lower(), name[0].upper()))
            by_start.setdefault(_start_of(text, 0), []).append(_Name(text, index, exact))
    ordered = {
        start: tuple(sorted(names, key=lambda name: (-len(name.text), name.term)))
        for start, names in by_start.items()
    }
    return _Lexicon(ordered, _first_characters(firsts, ordered) if ordered else None)


def _first_characters(firsts: Iterable[str], starts: Iterable[str]) -> re.Pattern[str]:
    """Finds ``firsts`` before the second of any of ``starts``; Latin ones where a word begins."""
    characters = sorted(set("".join(firsts)))
    latin = "".join(filter(_LATIN.match, characters))
    others = re.escape("".join(char for char in characters if char not in latin))
    seconds = re.escape("".join(sorted({char for start in starts for char in start[1:]})))
    ways = [f"(?<![A-Za-z0-9_])[{latin}]"] * bool(latin) + [f"[{others}]"] * bool(others)
    return re.compile(f"(?:{'|'.join(ways)})(?=(?i:[{seconds}]))")


def _start_of(text: str, start: int) -> str:
    return text[start : start + 2].lower()


def _stretches(alignment: Alignment) -> Iterator[tuple[str, Stretch]]:
    for piece in alignment.pieces:
        lessons = tuple(target.lesson for target in piece.targets)
        yield piece.path, Stretch(piece.span, piece.section, lesson_page(lessons[0]), lessons)
    for related in alignment.related:
        page = video_page(related.video)
        yield related.path, Stretch(related.span, related.section, page, related.lessons)


def _mask(document: Document, edits: Iterable[Edit]) -> _Mask:
    text = document.source.text
    changed = [edit.span for edit in edits]
    spans = [
        *(region.span for region in find_regions(text).items),
        *(link.span for link in document.links),
        *(image.span for image in document.images),
        *(link.span for link in document.wikilinks),
        *(moment.span for moment in document.moments),
        *(span for span in changed if span.start < span.end),
        *(Span(*match.span()) for match in _MASKED.finditer(text)),
    ]
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    insertions = sorted(span.start for span in changed if span.start == span.end)
    return _Mask(tuple(merged), tuple(insertions))


def _find_in(task: TermTask, lexicon: _Lexicon) -> Iterator[FoundTerm]:
    document = task.document
    mask = _mask(document, task.edits)
    for index, stretch in enumerate(task.stretches):
        for block in document.sections[stretch.section].blocks:
            if block.kind in _RUNNING_TEXT and stretch.span.contains(block.span):
                for span, term in _scan(document.source.text, block.span, lexicon, mask):
                    yield FoundTerm(index, span, term)


def _scan(text: str, within: Span, lexicon: _Lexicon, mask: _Mask) -> Iterator[tuple[Span, int]]:
    position = within.start
    while lexicon.firsts and (first := lexicon.firsts.search(text, position, within.end)):
        position = first.start() + 1
        names = lexicon.by_start.get(_start_of(text, first.start()), ())
        name = _name_at(text, first.start(), names)
        if name is None:
            continue
        span = Span(first.start(), first.start() + len(name.text))
        if span.end <= within.end and not mask.hides(span):
            position = span.end
            yield span, name.term


def _name_at(text: str, start: int, names: Iterable[_Name]) -> _Name | None:
    before = text[start - 1 : start]
    if before and before in _BEFORE_BRACKET:
        return None
    for name in names:
        end = start + len(name.text)
        written = text[start:end] if name.exact else text[start:end].lower()
        if written == name.text and _is_whole(text, start, end):
            return name
    return None


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no Latin word goes on before or behind."""
    edges = ((text[start - 1 : start], text[start]), (text[end : end + 1], text[end - 1]))
    return not any(_LATIN.match(outer) and _LATIN.match(inner) for outer, inner in edges)
