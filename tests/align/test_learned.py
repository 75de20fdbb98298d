"""Wordings learned from notes whose lesson is named."""

from __future__ import annotations

from site_builder.align.learned import learn_wordings
from site_builder.align.notes import align_notes
from site_builder.model.config import Config
from site_builder.model.note import ClaimBasis, Document, LessonClaim, PartClaim
from tests.align.builders import VIDEO, course, notes


def _named(title: str, lesson: int, path: str = "named.md") -> Document:
    claim = LessonClaim((lesson,), ClaimBasis.FRONT_MATTER)
    return notes(f"# {title}\n\n甲\n", path=path, claims={title: claim})


def test_titles_of_named_notes_place_those_of_others() -> None:
    """What one author calls a lesson that the front matter names, another one may call it too."""
    other = notes("## 呼出水汽\n\n乙\n", path="other.md")

    alone = align_notes([other], course(), Config()).value
    beside = align_notes([other, _named("呼出水汽", 7)], course(), Config()).value

    assert not alone.pieces
    assert {p.targets[0].lesson for p in beside.pieces if p.path == "other.md"} == {7}


def test_links_to_parts_name_the_lesson() -> None:
    """A heading with a link to the course's own video is a wording too, without its label."""
    document = notes("# P7 呼出水汽\n\n甲\n", claims={"P7 呼出水汽": PartClaim(VIDEO, 7, None)})

    assert learn_wordings([document], course()) == {7: ("呼出水汽",)}


def test_titles_on_several_lessons_are_no_wordings() -> None:
    """A title such as 要点 that stands on two lessons says nothing."""
    documents = [_named("要点", 4, "a.md"), _named("要点", 5, "b.md")]

    assert learn_wordings(documents, course()) == {}
