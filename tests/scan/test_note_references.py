"""What notes point at."""

from site_builder.model.source import Source, Span
from site_builder.scan.note_references import find_note_references
from site_builder.scan.regions import find_regions


def test_each_thing_is_found_once() -> None:
    """A moment is no link as well, an embedded picture no wikilink."""
    text = (
        "[01:05](https://www.bilibili.com/video/BV1FT4y1E74V?p=2&t=65)\n"
        "[文章](https://example.org/a) ![图](a.png) ![[b.png|300]] [[酵母]]\n"
    )
    source = Source("a.md", text)

    found = find_note_references(source, find_regions(text), Span(0, len(text)), None).value

    assert [(moment.part, moment.seconds) for moment in found.moments] == [(2, 65)]
    assert [link.url for link in found.links] == ["https://example.org/a"]
    assert [image.target for image in found.images] == ["a.png", "b.png"]
    assert [link.target for link in found.wikilinks] == ["酵母"]
