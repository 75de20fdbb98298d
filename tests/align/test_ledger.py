"""The proof that no line is lost."""

from msgspec.structs import replace

from site_builder.align.ledger import keep_ledger
from site_builder.model.alignment import Alignment, Evidence, Piece, Target, Unplaced
from site_builder.model.note import Dialect, Document, Removal, Structure, StructureRole
from site_builder.model.site import Home
from site_builder.model.source import Source, Span

SOURCE = Source("a.md", "# 题\n\n一\n二\n三\n")
DOCUMENT = Document(
    SOURCE,
    Dialect.PLAIN,
    1.0,
    structure=(Structure(SOURCE.line_span(1), StructureRole.TITLE),),
    removals=(Removal(SOURCE.line_span(5), "ART101", "notice"),),
)


def piece(first: int, last: int, lesson: int) -> Piece:
    """A piece of ``SOURCE`` on one lesson."""
    target = Target(lesson, 1.0, (Evidence.TITLE,), primary=True)
    return Piece("a.md", SOURCE.line_span(first, last), 0, "", (target,))


def test_every_line_has_its_home() -> None:
    """Structure, lessons, the page of unplaced notes and removals account for all lines."""
    unplaced = Unplaced("a.md", SOURCE.line_span(4), 0, "", "no title is near")
    alignment = Alignment(pieces=(piece(3, 3, 7),), unplaced=(unplaced,))

    ledger = keep_ledger([DOCUMENT], alignment)

    assert not ledger.lost
    assert not ledger.repeated
    assert [(e.first_line, e.last_line, e.home) for e in ledger.entries] == [
        (1, 1, Home.STRUCTURE),
        (3, 3, Home.LESSON),
        (4, 4, Home.UNPLACED),
        (5, 5, Home.REMOVED),
    ]


def test_line_without_home_is_lost() -> None:
    """A line that nothing claims is named."""
    ledger = keep_ledger([DOCUMENT], Alignment(pieces=(piece(3, 3, 7),)))

    assert ledger.lost == (("a.md", 4),)


def test_line_with_two_homes_is_named() -> None:
    """A line that two homes claim is named."""
    alignment = Alignment(pieces=(piece(3, 4, 7), piece(4, 4, 8)))

    ledger = keep_ledger([DOCUMENT], alignment)

    assert ledger.repeated == (("a.md", 4),)


def test_blank_lines_belong_to_nobody() -> None:
    """A span over blank lines does not claim them."""
    ledger = keep_ledger([DOCUMENT], Alignment(pieces=(piece(2, 4, 7),)))

    assert not ledger.lost
    assert ledger.entries[1].first_line == 3


def test_heading_without_lines_of_its_own_claims_none() -> None:
    """An empty span, as of a heading whose line is structure, is no home."""
    empty = replace(piece(3, 3, 7), span=Span(SOURCE.line_starts[3], SOURCE.line_starts[3]))
    alignment = Alignment(pieces=(piece(3, 3, 7), empty, piece(4, 4, 8)))

    ledger = keep_ledger([DOCUMENT], alignment)

    assert not ledger.repeated
