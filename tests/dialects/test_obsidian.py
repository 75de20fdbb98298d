"""Notes of Obsidian: the case files, any text, the built page, the detection, one real file."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from site_builder.dialects.obsidian import detect_obsidian, parse_obsidian
from site_builder.links.rewrite import disjoint, rewrite
from site_builder.model.codes.obsidian import CODES
from site_builder.model.diagnostic import Outcome
from site_builder.model.note import Dialect, Document, LessonClaim, PartClaim
from site_builder.model.source import Source, Span
from site_builder.model.video import Platform, Video
from site_builder.scan.scanned import scan_source
from tests.dialects.case_files import lines_without_one_home
from tests.support.cases import read_cases
from tests.support.documents import show_document

CASES = read_cases("obsidian")
ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
URL = "https://www.bilibili.com/video/BV1xx411c7XZ"
EXTENSIONS = [
    "admonition",
    "attr_list",
    "tables",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.mark",
    "pymdownx.superfences",
    "pymdownx.tasklist",
    "pymdownx.tilde",
]

PIECES = st.sampled_from(
    [
        "---\n",
        "***\n",
        "# P2\n",
        "# P8 发酵\n",
        "## 小结\n",
        "<h2>\n题\n</h2>\n",
        f"[面粉_哔哩哔哩_bilibili]({URL}?p=2)\n",
        f"[揉面]({URL}?p=3)\n",
        f"[00:59]({URL}?p=2#t=59.9) 甲\n",
        "[03:15] 乙\n",
        "![[a.png|300]]\n",
        "[[面粉#筋度|粉]] ![[出膜]]\n",
        "%%\n",
        "%%隐藏%% 丙\n",
        "丁 ^abc123\n",
        "^abc123\n",
        "#面包 #手艺\n",
        "#面包 很好\n",
        '> [!note]- 题 "引"\n',
        "> 引\n",
        "> > [!tip]\n",
        "> - 项\n",
        "> ```\n",
        "- 项\n",
        "\t- 里\n",
        "| a | b |\n| - | - |\n",
        "```\n",
        "$$\n",
        "<!--\n",
        "-->\n",
        "title: 题\n",
        "\n",
        "段落",
    ]
)


def parse(text: str) -> Outcome[Document]:
    """The document of a text."""
    return parse_obsidian(scan_source(Source("a.md", text)), 1.0)


def shown(text: str) -> str:
    """The HTML of a text after the dialect's edits."""
    document = parse(text).value
    edited = rewrite(document.source, Span(0, len(text)), document.edits, "")
    return markdown(edited, extensions=EXTENSIONS)


@pytest.mark.parametrize(("title", "given", "expected"), CASES, ids=[case[0] for case in CASES])
def test_case(title: str, given: str, expected: str) -> None:
    """Each case file reads as it says."""
    outcome = parse(given)

    assert show_document(outcome) == expected


@given(st.lists(PIECES | st.text(alphabet="ab#>-[]!%^`$|\n 中", max_size=9), max_size=14))
def test_every_line_has_one_home(pieces: list[str]) -> None:
    """Of any text each line that is not blank stands in exactly one place; edits are disjoint."""
    document = parse("".join(pieces)).value

    assert lines_without_one_home(document) == {}
    assert disjoint(document.edits)
    assert all(section.span.start < section.span.end for section in document.sections)
    assert all(
        section.parent is None or section.parent < index
        for index, section in enumerate(document.sections)
    )


@given(st.lists(PIECES, max_size=14))
def test_spans_point_into_the_text(pieces: list[str]) -> None:
    """Moments, links, images and wikilinks are in order and share no code point."""
    document = parse("".join(pieces)).value

    references = (document.moments, document.links, document.wikilinks, document.images)
    for items in references:
        spans = [item.span for item in items]
        assert spans == sorted(spans)
    everything = sorted(item.span for items in references[:3] for item in items)
    assert all(a.end <= b.start for a, b in pairwise(everything))


@given(st.lists(PIECES | st.text(max_size=8), max_size=10))
def test_any_text_gets_a_score(pieces: list[str]) -> None:
    """Scores lie between 0 and 1 and come with a reason."""
    detection = detect_obsidian(scan_source(Source("a.md", "".join(pieces))))

    assert 0 <= detection.score <= 1
    assert detection.reason


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("甲\n乙\n", "<p>甲<br />\n乙</p>"),
        ("%%隐藏%%甲 ^abc123\n", "<p>甲</p>"),
        ("==亮==\n", "<p><mark>亮</mark></p>"),
        ("- [x] 甲\n", '<input type="checkbox" disabled checked/>'),
        (
            "> [!note] 题\n> 甲\n> 乙\n",
            '<p class="admonition-title">题</p>\n<p>甲<br />\n乙</p>\n</div>',
        ),
        (
            "甲\n> [!tip]- 题\n> - 乙\n后\n",
            '<p>甲</p>\n<details class="tip">\n<summary>题</summary>\n<ul>\n<li>乙',
        ),
        ("> [!success]+\n> 甲\n", '<details class="success" open="open">\n<summary>成功</summary>'),
        ("> [!faq]\n> 甲\n", '<div class="admonition question">\n<p class="admonition-title">问题'),
        ('> [!定理] 甲 "乙"\n> 丙\n', '<p class="admonition-title">甲 &quot;乙&quot;</p>\n<p>丙'),
        ("> [!定理]\n> 丙\n", '<p class="admonition-title">定理</p>'),
        (
            "> [!note] 题\n> > [!bug] 里\n> > 甲\n>\n> 乙\n",
            '<p class="admonition-title">里</p>\n<p>甲</p>\n</div>\n<p>乙</p>\n</div>',
        ),
        ("> [!note] 题\n> 甲\n> - 乙\n", "<p>甲</p>\n<ul>\n<li>乙</li>\n</ul>\n</div>"),
        ("> [!note] 题\n> | a | b |\n> | - | - |\n> | 1 | 2 |\n", "<td>1</td>"),
        ("> [!note] 题\n> ```\n> # 甲\n>\n> 乙\n> ```\n", "<code># 甲\n\n乙\n</code>"),
        ("> 甲\n> 乙\n", "<blockquote>\n<p>甲<br />\n乙</p>\n</blockquote>"),
        ("#面包 很好\n", "<p>#面包 很好</p>"),
    ],
)
def test_built_page(text: str, html: str) -> None:
    """Marks of Obsidian show in the built page as their author saw them."""
    page = shown(text)

    assert html in page


@pytest.mark.parametrize("text", ["甲\n---\n乙\n", "# P2\n甲\n---\n# P3\n乙\n", "甲\n---\n"])
def test_rule_makes_no_heading(text: str) -> None:
    """Text above a glued rule stays text in whatever stretch of it is shown."""
    document = parse(text).value

    pages = [
        markdown(rewrite(document.source, block.span, document.edits, ""))
        for section in document.sections
        for block in section.blocks
    ]

    assert "<p>甲</p>" in pages
    assert not any("<h2>" in page for page in [*pages, shown("甲\n---\n乙\n")])


def test_title_of_a_callout_may_hold_links() -> None:
    """What a callout's title points at keeps its own place beside the title's edits."""
    text = f"> [!note] 见 [[面粉]] 与 [00:59]({URL}?t=59)\n> 甲\n"
    document = parse(text).value

    (wikilink,), (moment,) = document.wikilinks, document.moments
    for span in (wikilink.span, moment.span):
        assert not any(edit.span.overlaps(span) for edit in document.edits)


def test_words_leave_out_what_is_no_word() -> None:
    """Names of pictures, times, comments, names of blocks and types of callouts are no words."""
    text = (
        f"[00:59]({URL}?t=59) 甲 ![[Pasted image 1.png]] %%乙%% ^abc123\n\n"
        "![[Pasted image 2.png]]\n\n> [!note] 丙\n> 丁\n"
    )

    (section,) = parse(text).value.sections

    assert [(block.kind.value, block.words) for block in section.blocks] == [
        ("paragraph", "甲"),
        ("image", ""),
        ("quote", "丙 丁"),
    ]


def test_front_matter_beats_the_links_of_parts() -> None:
    """The author's own word on the lesson counts before the part of the video."""
    text = f"---\nlesson: 7\n---\n# P2\n[面粉_哔哩哔哩_bilibili]({URL}?p=2)\n甲\n"

    (section,) = parse(text).value.sections

    assert isinstance(section.claim, LessonClaim)
    assert section.claim.lessons == (7,)


@pytest.mark.parametrize(
    ("text", "video"),
    [
        (f"# P2\n[面粉_哔哩哔哩_bilibili]({URL}?p=2)\n甲\n", "BV1xx411c7XZ"),
        (f"甲\n# P2\n[面粉_哔哩哔哩_bilibili]({URL}?p=2)\n乙\n", None),
        (f"视频：{URL}\n\n甲\n", "BV1xx411c7XZ"),
        ("---\nvideo: https://youtu.be/a-b_c4e6g8i\n---\n甲\n", "a-b_c4e6g8i"),
    ],
)
def test_video_of_the_document(text: str, video: str | None) -> None:
    """A document is on a video when its head says so or every section is."""
    document = parse(text).value

    assert (document.video.id if document.video else None) == video


def test_tags_are_collected() -> None:
    """Tags of front matter, of lines of tags and of running text count, once each."""
    text = "---\ntags: [面包]\n---\n#面包 #手艺/揉面\n\n今天 #发酵 和 `#码` %%#隐%% #1\n"

    document = parse(text).value

    assert document.tags == ("面包", "手艺/揉面", "发酵")


@pytest.mark.parametrize("text", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_detection_explains_itself(text: str) -> None:
    """A score above nothing names what was seen."""
    detection = detect_obsidian(scan_source(Source("a.md", text)))

    assert detection.dialect is Dialect.OBSIDIAN
    assert (detection.score == 0) == (detection.reason == "no marks of Obsidian")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("# 标题\n\n正文\n", 0.0, 0.0),
        ("见 [[面粉]]\n", 0.5, 0.7),
        ("> [!note] 题\n> 甲\n", 0.9, 1.0),
        ("---\nlayout: post\n---\n见 [[面粉]]\n", 0.0, 0.3),
        (f"[00:59]({URL}?t=59) [[面粉]] ![[Pasted image 1.png]]\n", 0.9, 0.98),
    ],
)
def test_detection_grows_with_the_marks(text: str, low: float, high: float) -> None:
    """More marks give a higher score; a post of another engine scores low."""
    detection = detect_obsidian(scan_source(Source("a.md", text)))

    assert low <= detection.score <= high


def test_example_of_the_comment_code_raises_it() -> None:
    """The registered example of a comment shows the diagnostic."""
    (code,) = [code for code in CODES if code.id == "OBS101"]

    text = code.example["notes.md"]

    assert isinstance(text, str)
    assert "OBS101" in {diagnostic.code for diagnostic in parse(text).diagnostics}


@pytest.mark.parametrize(
    "piece", ["- [ ", "%%", "> ", "[[", "#a", "![[", "(00:59", "^ab", " \t", "---\n", "> > "]
)
def test_time_grows_with_the_text(piece: str) -> None:
    """Twenty thousand repetitions of a mark are read, whatever it opens."""
    text = f"[[面粉]]\n{piece * 20_000}\n"

    document = parse(text).value

    assert lines_without_one_home(document) == {}


NOTES = SHARED / "corpus" / "obsidian-notes.md"
needs_corpus = pytest.mark.skipif(not NOTES.is_file(), reason="the real notes are not here")


@pytest.fixture(scope="module")
def real() -> Document:
    """The real notes."""
    source = Source(NOTES.name, NOTES.read_text(encoding="utf-8"))
    return parse_obsidian(scan_source(source), 1.0).value


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of labels."""
    with (SHARED / "gold" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@needs_corpus
def test_times_of_the_real_notes(real: Document) -> None:
    """Every labelled time is found with video, part, second and line, and no other."""
    expected = [
        (int(row["line"]), row["bvid"], int(row["part"]), int(row["seconds"]), row["label"])
        for row in rows("timestamps_002.csv")
    ]

    found = [
        (real.source.line_number(m.span.start), m.video.id, m.part, m.seconds, m.label)
        for m in real.moments
    ]

    assert found == expected


@needs_corpus
def test_sections_of_the_real_notes(real: Document) -> None:
    """Every labelled part has its lines, heading, part, title and link, and no other."""
    expected = [
        (
            int(row["start_line"]),
            last_line(real.source, int(row["end_line"])),
            row["heading"],
            PartClaim(Video(Platform.BILIBILI, row["bvid"]), int(row["part"]), row["title"]),
        )
        for row in rows("sections_002.csv")
    ]

    found = []
    for index, section in enumerate(real.sections):
        if section.parent is not None:
            continue
        first, last = real.source.lines_of(section.span)
        inner = [s.span for s in real.sections if s.parent == index]
        end = max([last, *(real.source.lines_of(span)[1] for span in inner)])
        heading = section.heading.title if section.heading else ""
        found.append((first, end, heading, section.claim))

    assert found == expected
    links = [real.source.line_number(link.span.start) for link in real.links]
    assert {int(row["link_line"]) for row in rows("sections_002.csv")} <= set(links)


@needs_corpus
def test_every_line_of_the_real_notes_has_one_home(real: Document) -> None:
    """No line of the real notes is lost or repeated, and no text becomes a heading."""
    assert lines_without_one_home(real) == {}
    pages = [
        markdown(rewrite(real.source, block.span, real.edits, ""))
        for section in real.sections
        for block in section.blocks
    ]
    assert not any("<h2>" in page for page in pages)


def last_line(source: Source, number: int) -> int:
    """The last line up to ``number`` that is not blank; labels end before or behind blank lines."""
    while not source.line_text(number).strip():
        number -= 1
    return number
