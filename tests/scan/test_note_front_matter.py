"""What the front matter of a note says of its place."""

import pytest

from site_builder.model.note import ClaimBasis, LessonClaim
from site_builder.model.source import Source
from site_builder.scan.note_front_matter import read_note_front_matter
from site_builder.scan.scanned import scan_source


@pytest.mark.parametrize(
    ("yaml", "lessons"),
    [
        ("lesson: 10", (10,)),
        ("lessons: [91, 92]", (91, 92)),
        ("lesson: 10, 11", (10, 11)),
        ("lesson: 10、11", (10, 11)),
        ('lesson: "10"', (10,)),
        ("lesson:\n  - 3\n  - 3", (3,)),
        ("lesson: 3\nlessons: [4]", (3, 4)),
    ],
)
def test_lessons(yaml: str, lessons: tuple[int, ...]) -> None:
    """One number, several, or a list; each lesson once and in its order."""
    outcome = read_note_front_matter(scan_source(Source("a.md", f"---\n{yaml}\n---\n")))

    assert outcome.value.claim == LessonClaim(lessons, ClaimBasis.FRONT_MATTER)
    assert outcome.diagnostics == ()


@pytest.mark.parametrize(
    "yaml",
    ["lesson: 第一课", "lesson: 0", "lesson: -1", "lesson: 1.5", "lesson: {a: 1}"],
)
def test_values_that_are_no_lessons(yaml: str) -> None:
    """A value that is no number is named with its line and claims nothing."""
    source = Source("a.md", f"---\ntitle: 面包\n{yaml}\n---\n")

    outcome = read_note_front_matter(scan_source(source))

    assert outcome.value.claim is None
    assert [(d.code, source.lines_of(d.span)) for d in outcome.diagnostics if d.span] == [
        ("FRM102", (3, 3))
    ]


def test_no_value_is_no_claim() -> None:
    """A key without a value says nothing, and nothing is wrong with it."""
    text = "---\nlesson:\nvideo:\ntags:\n---\n"

    outcome = read_note_front_matter(scan_source(Source("a.md", text)))

    assert outcome.value.claim is None
    assert outcome.value.tags == ()
    assert outcome.diagnostics == ()


@pytest.mark.parametrize(
    ("yaml", "line"), [("title: 面包\ntags: [a", 3), ("title: 面包\na: b: c", 3), ("- 1", 2)]
)
def test_bad_yaml_is_named_with_its_line(yaml: str, line: int) -> None:
    """The line is the one on which the YAML goes wrong."""
    source = Source("a.md", f"---\n{yaml}\n---\n正文\n")

    outcome = read_note_front_matter(scan_source(source))

    assert [d.code for d in outcome.diagnostics] == ["FRM101"]
    assert outcome.diagnostics[0].span is not None
    assert source.line_number(outcome.diagnostics[0].span.start) == line
    assert source.slice(outcome.value.span).endswith("---\n")


def test_deep_nesting_is_named() -> None:
    """Thousands of brackets are a finding, not a crash."""
    text = f"---\na: {'[' * 5000}\n---\n"

    outcome = read_note_front_matter(scan_source(Source("a.md", text)))

    assert [d.code for d in outcome.diagnostics] == ["FRM101"]


def test_title_tags_and_video() -> None:
    """Title), tags and video of the note are read."""
    text = (
        "---\ntitle:  面包  课\ntags: [发酵, '#酵母', 发酵]\n"
        "video: https://www.bilibili.com/video/BV1FT4y1E74V?p=3\n---\n"
    )

    note = read_note_front_matter(scan_source(Source("a.md", text))).value

    assert (note.title, note.tags) == ("面包 课", ("发酵", "酵母"))
    assert note.video is not None
    assert (note.video.video.id, note.video.part) == ("BV1FT4y1E74V", 3)
