from __future__ import annotations

from site_builder.align.explain import explain_line
from site_builder.model.alignment import Evidence
from site_builder.model.config import Config
from site_builder.model.note import PartClaim
from tests.align.builders import OTHER, course, notes


def test_line_on_a_lesson() -> None:
    """A placed line names its piece, its lesson and what was considered."""
    document = notes("# 笔记\n\n## 2.1 根\n\n甲\n")

    found = explain_line([document], course(), Config(), "notes.md", 5)

    assert found is not None
    assert (found.first_line, found.last_line, found.heading, found.home) == (
        3,
        5,
        "2.1 根",
        "lesson",
    )
    assert found.targets[0].lesson == found.candidates[0].lesson == 4
    assert found.candidates[0].evidence[0][0] is Evidence.TITLE


def test_line_without_a_lesson() -> None:
    """A line that stands on no lesson says where it went and why."""
    document = notes(
        "# 笔记\n\n## 番茄炒蛋\n\n甲\n\n## P2\n\n乙\n", claims={"P2": PartClaim(OTHER, 2, "根")}
    )

    unplaced = explain_line([document], course(), Config(), "notes.md", 3)
    other = explain_line([document], course(), Config(), "notes.md", 9)
    chapter = explain_line([document], course(), Config(), "notes.md", 1)

    assert unplaced is not None
    assert unplaced.home == "unplaced"
    assert unplaced.detail
    assert other is not None
    assert (other.home, other.detail, other.related) == ("video", "根", (4,))
    assert chapter is not None
    assert chapter.home == "chapter"


def test_no_such_line() -> None:
    """Lines that no section holds have no explanation."""
    document = notes("# 笔记\n")

    assert explain_line([document], course(), Config(), "notes.md", 9) is None
    assert explain_line([document], course(), Config(), "other.md", 1) is None
