from __future__ import annotations

from site_builder.align.explain import Explanation
from site_builder.model.alignment import Candidate, Evidence, Target
from site_builder.report.explanation import format_explanation
from tests.align.builders import course


def test_placed_lines() -> None:
    """The table names piece, lessons, evidence and the lessons considered."""
    explanation = Explanation(
        path="notes.md",
        first_line=3,
        last_line=5,
        heading="2.1 根",
        home="lesson",
        detail="",
        targets=(Target(4, 0.93, (Evidence.TITLE, Evidence.ORDER), primary=True),),
        related=(),
        candidates=(Candidate(4, 0.93, ((Evidence.TITLE, 0.92),)),),
    )

    text = format_explanation(explanation, course())

    assert text.splitlines() == [
        "notes.md:3-5  2.1 根",
        "",
        "  stands on     4  0.93  根  (title, order)",
        "",
        "what speaks for each lesson that the section was held against (not how sure it is)",
        "                4  0.93  根  (title 0.92)",
    ]


def test_lines_on_another_video() -> None:
    """Lines without a lesson say where they went and which lessons are near."""
    explanation = Explanation(
        "notes.md", 1, 2, "", "video", "传粉", targets=(), related=(10,), candidates=()
    )

    text = format_explanation(explanation, course())

    assert text.splitlines() == [
        "notes.md:1-2",
        "",
        "stands on no lesson (video: 传粉)",
        "  same topic       10  传粉",
    ]
