"""What became of a section, and what its author is told."""

from site_builder.align.standing import Judged, Left
from site_builder.model.alignment import Candidate


def test_lessons_that_hardly_anything_speaks_for_are_not_named() -> None:
    """Of three candidates the two nearest are named, and of those only who is near at all."""
    near, next_one, faint = (
        Candidate(lesson, score, ()) for lesson, score in ((7, 0.5), (8, 0.3), (9, 0.03))
    )

    assert Judged(Left(""), (near, next_one, faint)).nearest() == (near, next_one)
    assert Judged(Left(""), (near, faint)).nearest() == (near,)
    assert Judged(Left(""), (faint,)).nearest() == ()
