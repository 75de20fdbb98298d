"""Personal data is taken out of any document."""

from msgspec.structs import replace

from site_builder.dialects.privacy import protect_privacy, redact
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
from site_builder.model.reference import Image, Link, LinkForm, Moment, WikiLink
from site_builder.model.source import Source, Span
from site_builder.model.video import Platform, Video


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


def test_whatever_shows_words_anew_goes_with_its_personal_data() -> None:
    """A picture's text, a wikilink's label and a timestamp's words are no way around."""
    written = (
        "![问 li.lei@example.com](a.png)",
        "[[揉面|li.lei@example.com]]",
        "[05:00 li.lei@example.com](u)",
    )
    text = f"揉面的时间见 {written[0]}，手法见 {written[1]}，发酵到哪一步见 {written[2]}。\n"
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in written]
    before = replace(
        document(text),
        images=(Image(spans[0], "a.png", "问 li.lei@example.com"),),
        wikilinks=(WikiLink(spans[1], "揉面", None, "li.lei@example.com", embed=False),),
        moments=(
            Moment(spans[2], Video(Platform.BILIBILI, "BV1xx411c7XZ"), 1, 300, None, "05:00"),
        ),
    )

    protected = protect_privacy(before).value

    assert (protected.images, protected.wikilinks, protected.moments) == ((), (), ())
    assert [edit.span for edit in protected.edits] == spans


def test_words_are_redacted() -> None:
    """Messages about a text may quote it."""
    assert redact("标签 05:00 li.lei@example.com 与地址不符") == "标签 05:00  与地址不符"
    assert redact(" 揉面 ") == " 揉面 "
