"""Personal data is taken out of any document."""

from site_builder.dialects.privacy import protect_privacy
from site_builder.model.note import (
    Block,
    BlockKind,
    Dialect,
    Document,
    Heading,
    Section,
    Structure,
    StructureRole,
)
from site_builder.model.reference import Link, LinkForm
from site_builder.model.source import Source, Span


def document(text: str, *links: Link) -> Document:
    """A document of one section with one block."""
    source = Source("a.md", text)
    block = Block(source.line_span(1, source.line_count), BlockKind.PARAGRAPH, 0, text)
    section = Section(block.span, None, (block,), None)
    return Document(source, Dialect.PLAIN, 1.0, sections=(section,), links=links)


def test_document_without_personal_data_is_unchanged() -> None:
    """Nothing to protect, nothing done."""
    before = document("揉到扩展阶段\n")

    outcome = protect_privacy(before)

    assert outcome.value is before
    assert not outcome.diagnostics


def test_line_of_nothing_else_is_removed_and_named() -> None:
    """The line leaves its block, which falls in two."""
    outcome = protect_privacy(document("上文\n邮箱：li.lei@example.com\n下文\n"))

    protected = outcome.value
    lines = [protected.source.lines_of(block.span) for block in protected.sections[0].blocks]
    assert lines == [(1, 1), (3, 3)]
    assert [protected.source.lines_of(r.span) for r in protected.removals] == [(2, 2)]
    assert [d.code for d in outcome.diagnostics] == ["PRV101"]


def test_item_within_a_sentence_is_replaced() -> None:
    """The sentence stays, the address does not, in the words of the block either."""
    text = "如果对揉面的时间还有疑问，可以写信到 li.lei@example.com 一起讨论发酵的细节。\n"

    protected = protect_privacy(document(text)).value

    assert not protected.removals
    assert [protected.source.slice(e.span) for e in protected.edits] == ["li.lei@example.com"]
    assert "example.com" not in protected.sections[0].blocks[0].words


def test_link_to_an_address_goes_with_it() -> None:
    """A mail link is no reference any more."""
    text = "如果对揉面的时间还有疑问，可以[写信给我](mailto:li.lei@example.com)讨论发酵的细节。\n"
    start, end = text.index("["), text.index(")") + 1
    link = Link(Span(start, end), "mailto:li.lei@example.com", "写信给我", LinkForm.INLINE)

    protected = protect_privacy(document(text, link)).value

    assert protected.links == ()
    assert [edit.span for edit in protected.edits] == [Span(start, end)]


def test_removed_line_leaves_every_other_list() -> None:
    """A line that was structure or a title is a removal and nothing else."""
    source = Source("a.md", "邮箱：li.lei@example.com\n目录\n")
    structure = Structure(source.line_span(1, 2), StructureRole.CHAPTER)
    before = Document(source, Dialect.BILINGUAL_TOC, 1.0, structure=(structure,))

    protected = protect_privacy(before).value

    assert [source.lines_of(s.span) for s in protected.structure] == [(2, 2)]
    assert [source.lines_of(r.span) for r in protected.removals] == [(1, 1)]


def test_headings_and_titles_are_redacted() -> None:
    """What other pages show of a text is without personal data as well."""
    text = "## 关于揉面与发酵的常见问题与解答 li.lei@example.com\n"
    source = Source("a.md", text)
    heading = Heading(source.line_span(1), 2, (), text[3:].strip())
    section = Section(heading.span, heading, (), None)
    before = Document(source, Dialect.PLAIN, 1.0, sections=(section,))

    protected = protect_privacy(before).value

    assert protected.sections[0].heading is not None
    assert protected.sections[0].heading.title == "关于揉面与发酵的常见问题与解答"
