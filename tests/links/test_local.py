"""Links to notes, headings and files of the course."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.links.local import LocalTargets, resolve_local_links
from site_builder.links.rewrite import disjoint, rewrite
from site_builder.model.diagnostic import Outcome
from site_builder.model.note import Dialect, Document, Edit
from site_builder.model.site import Asset, Catalog, FileFact
from site_builder.model.source import Source, Span
from site_builder.scan.links import find_links
from site_builder.scan.regions import find_regions

FILES = ("笔记/面粉 (1).pdf", "表#1.csv", "页.html", "a/b.png")
TARGETS = LocalTargets(
    pages={"笔记/揉面": "lessons/002.md", "揉面": "lessons/002.md", "烘烤": "unplaced.md"},
    headings={"笔记/发酵.md": {"21第一次": "lessons/003.md"}},
    catalog=Catalog({path: FileFact(path, 1) for path in FILES}),
)
MARK = '<span class="wikilink-unresolved" title="本站没有这一页">'


def resolve(text: str) -> Outcome[tuple[tuple[Edit, ...], tuple[Asset, ...]]]:
    """What becomes of the links of the note 笔记/发酵.md."""
    regions = find_regions(text)
    links = find_links(text, regions, Span(0, len(text)))
    document = Document(Source("笔记/发酵.md", text), Dialect.PLAIN, 1.0, links=links)
    return resolve_local_links(document, TARGETS)


def shown_of(text: str) -> str:
    """The text as it stands on a page below the root."""
    edits = resolve(text).value[0]
    return rewrite(Source("a.md", text), Span(0, len(text)), edits, "../")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[**揉**面](揉面.md)", "[**揉**面](../lessons/002.md)"),
        ("[揉面](../笔记/揉面.md#手法)", "[揉面](../lessons/002.md)"),
        ("[揉面](%E6%8F%89%E9%9D%A2.md 'tip')", "[揉面](../lessons/002.md)"),
        ("[揉面](/旧的/揉面.md)", "[揉面](../lessons/002.md)"),
        ("[烘烤](.\\烘烤.md)", "[烘烤](../unplaced.md)"),
        ("[看](#21-第一次)", "[看](../lessons/003.md)"),
        ("[看](发酵.md#2.1%20第一次)", "[看](../lessons/003.md)"),
        (
            "[论文](面粉%20(1).pdf)",
            "[论文](../%E7%AC%94%E8%AE%B0/%E9%9D%A2%E7%B2%89%20%281%29.pdf)",
        ),
        ("[论文](面粉 (1).pdf)", "[论文](../%E7%AC%94%E8%AE%B0/%E9%9D%A2%E7%B2%89%20%281%29.pdf)"),
        ("[表](../表#1.csv)", "[表](../%E8%A1%A8%231.csv)"),
        ("[站](www.example.org/a)", "[站](https://www.example.org/a)"),
        ("[站](https://example.org/a.md)", "[站](https://example.org/a.md)"),
        ("[信](mailto:x)", "[信](mailto:x)"),
        ("`[a](b.md)` $[a](b.md)$", "`[a](b.md)` $[a](b.md)$"),
        ('<a id="x"></a>[回](#x)', '<a id="x"></a>[回](#x)'),
        ("[注](见 下文)", "&#91;注](见 下文)"),
    ],
)
def test_links_lead_to_where_things_stand(text: str, shown: str) -> None:
    """Notes, headings and files are found however their path is spelt; the words stay."""
    assert shown_of(text) == shown


@pytest.mark.parametrize(
    "target", ["没有.md", "../../x.md", "/etc/passwd", "#没有", "?q=1", "页.html"]
)
def test_a_link_to_nothing_keeps_its_words(target: str) -> None:
    """It is marked and named; what could run in the site's name counts as nothing."""
    outcome = resolve(f"看[**这里**]({target})吧")

    assert [found.code for found in outcome.diagnostics] == ["LNK101"]
    assert outcome.value[1] == ()
    assert shown_of(f"看[**这里**]({target})吧") == f"看{MARK}**这里**</span>吧"


def test_files_that_are_linked_are_published() -> None:
    """Each once."""
    _, assets = resolve("[a](面粉%20(1).pdf) [b](../表#1.csv) [c](../表%231.csv)").value

    assert assets == (Asset("笔记/面粉 (1).pdf"), Asset("表#1.csv"))


@pytest.mark.parametrize(
    ("use", "shown"),
    [
        ("[面粉][R]", "[面粉](https://example.org/a%28b%29)"),
        ("[r][]", "[r](https://example.org/a%28b%29)"),
        ("[r]。", "[r](https://example.org/a%28b%29)。"),
        ("[揉面][note]", "[揉面](../lessons/002.md)"),
        ("[面粉][other] [^r] [[r]] `[r]`", "[面粉][other] [^r] [[r]] `[r]`"),
        ("[面粉][bad]", "[面粉][bad]"),
    ],
)
def test_addresses_defined_elsewhere_are_written_into_the_link(use: str, shown: str) -> None:
    """The definition may stand on the page of another lesson."""
    definitions = "[r]: https://example.org/a(b)\n[note]: 揉面.md\n[bad]: javascript:alert(1)\n"

    assert shown_of(f"{use}\n\n{definitions}") == f"{shown}\n\n{definitions}"


@given(st.text(alphabet='[]()!ab #./\\:`$<>\n*"^', max_size=60))
def test_any_text_gives_disjoint_edits(text: str) -> None:
    """Whatever an author types, edits can be made."""
    edits = resolve(text).value[0]

    assert disjoint(edits)
