"""The pages that show an edited note, made without the rest of the site."""

from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.model.config import Config
from site_builder.model.glossary import Term
from site_builder.model.site import Catalog, Site
from site_builder.model.source import Source
from site_builder.pipeline import build_site, read_document
from site_builder.revision import Basis, Revision, lay_basis, revise_note
from site_builder.scan.scanned import scan_source
from tests.test_pipeline import OUTLINE, TEMPLATES

CONFIG = Config(glossary=(Term("面筋", "gluten", "蛋白质成网", ()), Term("酵母", "yeast", "", ())))
NOTES = {
    "outline.md": OUTLINE,
    "flour.md": """---
lesson: 1
---
# 面粉

高筋面粉的面筋多，见 [[揉面]]。

## 揉面之前

先称量，[资料](https://example.org/weigh)。
""",
    "kneading.md": """# 我的笔记

## 揉面

面筋靠揉。

## 第一次发酵

酵母要温暖，见 [面粉](flour.md)。
""",
    "other.md": """# 看别的视频

[第二部分](https://www.bilibili.com/video/BV1xx411c7XZ?p=2)

[00:59](https://www.bilibili.com/video/BV1xx411c7XZ?p=2#t=59.9) 说到酵母和第一次发酵。
""",
    "tools.md": """# 刀具保养

磨刀石要先泡水。
""",
}
"""A course with notes of several kinds, some of which show on the same pages."""

EDITS = [
    "面筋、酵母，还有面筋。",
    "见 [[烘烤温度]] 与 [[没有的]]。",
    "- 揉到能拉出薄膜",
    "脚注[^1]",
    "[^1]: 说明",
    "[原理](https://example.org/knead)",
    "**粗体** 与 `代码`",
    "![图](没有.png)",
    "00:59 讲到这里",
    "",
]
BODIES = [path for path in NOTES if path != "outline.md"]


def whole(notes: dict[str, str]) -> Site:
    """The site of ``notes``, built whole."""
    sources = [Source(path, text) for path, text in notes.items()]
    return build_site(sources, CONFIG, Catalog(), TEMPLATES).value


def basis_of(notes: dict[str, str]) -> Basis:
    """What edits of ``notes`` are made on."""
    basis = lay_basis(whole(notes), CONFIG, Catalog(), TEMPLATES)
    assert basis is not None
    return basis


def revise(basis: Basis, path: str, text: str) -> Revision | None:
    """What an edit of one note makes."""
    outcome = revise_note(basis, read_document(scan_source(Source(path, text)), None).value)
    return None if outcome is None else outcome.value


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.sampled_from(BODIES), st.sampled_from(EDITS), st.integers(3, 12)),
        min_size=1,
        max_size=4,
    )
)
def test_pages_of_an_edit_are_those_of_a_whole_build(edits: list[tuple[str, str, int]]) -> None:
    """Whatever lines are added to whichever notes, one edit on the other, each page is the same."""
    notes = dict(NOTES)
    basis = basis_of(notes)
    for path, words, place in edits:
        lines = notes[path].split("\n")
        lines[place:place] = ["", words, ""]
        notes[path] = "\n".join(lines)

        revision = revise(basis, path, notes[path])

        assert revision is not None
        expected = {page.path: page.text for page in whole(notes).pages}
        assert revision.pages
        assert [page for page in revision.pages if page.text != expected[page.path]] == []
        basis = revision.basis


def test_a_section_that_moves_leaves_its_lesson() -> None:
    """Both the lesson that a section leaves and the one that it comes to are made anew."""
    text = NOTES["kneading.md"].replace("## 第一次发酵", "## 烘烤温度")

    revision = revise(basis_of(NOTES), "kneading.md", text)

    assert revision is not None
    pages = {page.path: page.text for page in revision.pages}
    assert set(pages) == {"lessons/002.md", "lessons/003.md", "lessons/004.md"}
    assert "酵母要温暖" not in pages["lessons/003.md"]
    assert "要温暖" in pages["lessons/004.md"]


def test_a_lesson_that_is_renamed_is_made_anew() -> None:
    """Of an outline only the lesson whose title changes; its page is that of a whole build."""
    text = OUTLINE.replace("揉面 10:00", "揉面团 10:00")

    revision = revise(basis_of(NOTES), "outline.md", text)

    assert revision is not None
    whole_again = {page.path: page.text for page in whole({**NOTES, "outline.md": text}).pages}
    assert {page.path: page.text for page in revision.pages} == {
        "lessons/002.md": whole_again["lessons/002.md"]
    }
    assert "揉面团" in whole_again["lessons/002.md"]


def test_a_link_below_a_lesson_of_the_outline_shows_there() -> None:
    """Words of the outline that stand on a lesson are made anew with it."""
    text = OUTLINE.replace("https://example.org/knead", "https://example.org/dough")

    revision = revise(basis_of(NOTES), "outline.md", text)

    assert revision is not None
    assert [page.path for page in revision.pages] == ["lessons/002.md"]
    assert "https://example.org/dough" in revision.pages[0].text


def test_lessons_that_come_and_go_concern_every_page() -> None:
    """Such an edit of the outline is left to a whole build, and so is a note that becomes one."""
    basis = basis_of(NOTES)

    assert revise(basis, "outline.md", OUTLINE + "\n## 5 5.2.3 切片 01:00\n") is None
    longer = OUTLINE + "\n## 5 5.2.3 切片 01:00\n\n## 6 6.2.4 保存 02:00\n"
    assert revise(basis, "tools.md", longer) is None


def test_a_new_note_is_left_to_a_whole_build() -> None:
    """Links of other notes may lead to it."""
    assert revise(basis_of(NOTES), "new.md", "# 揉面\n\n新的。\n") is None


def test_without_templates_there_is_no_basis() -> None:
    """Without them no page can be made."""
    assert lay_basis(whole(NOTES), CONFIG, Catalog(), {}) is None
