import pytest
from pymdownx.slugs import slugify as theme_slugify

from site_builder.model.course import Lesson
from site_builder.search.entries import LessonEntry, collect_entries, slugify
from tests.support.search import CONFIG, bakery


@pytest.fixture(scope="module")
def entries() -> dict[int, LessonEntry]:
    """Entries of the bakery by lesson."""
    found = collect_entries(bakery(), CONFIG)
    return {entry.lesson.number: entry for entry in found if isinstance(entry, LessonEntry)}


def test_every_lesson_can_be_found(entries: dict[int, LessonEntry]) -> None:
    """Lessons without notes have their titles at least."""
    lesson = entries[3].lesson

    assert isinstance(lesson, Lesson)
    assert list(entries) == [1, 2, 3, 4, 5, 6]
    assert entries[3].passages == ()


def test_notes_are_words_with_plain_formulas(entries: dict[int, LessonEntry]) -> None:
    """Neither markup nor TeX is left, and the heading has the id of the page."""
    (passage,) = entries[4].passages

    assert passage.heading == "第一次发酵"
    assert passage.anchor == ""  # the page bears that title itself
    assert entries[5].passages[-1].anchor == "上下火"
    assert "体积 V[l] 到两倍大" in passage.wording.text
    assert "dT/dt" in passage.wording.text
    assert "$" not in passage.wording.text


def test_moments_open_the_video_at_the_second(entries: dict[int, LessonEntry]) -> None:
    """A moment has its time, its address and the words around it."""
    (moment,) = entries[4].moments

    assert moment.label == "02:05"
    assert moment.url == "https://www.bilibili.com/video/BV1aa411c7XY?p=4&t=125"
    assert "演示" in moment.words


def test_terms_tags_and_references_belong_to_their_lessons(
    entries: dict[int, LessonEntry],
) -> None:
    """The glossary, the tags of a note and the titles that a lesson cites."""
    assert entries[6].terms == ("酵种", "leaven")
    assert entries[4].tags == ("发酵",)
    assert entries[2].passages[-1].heading == "参考资料"
    assert entries[2].passages[-1].wording.text == "面筋从哪里来"


@pytest.mark.parametrize("heading", ["2.3 梯度下降法", "Why: a “b”?", "a_b - c", "前向 · 反向"])
def test_ids_are_those_of_the_theme(heading: str) -> None:
    """The index links to the ids that Python-Markdown gives."""
    assert slugify(heading) == theme_slugify(case="lower")(heading, "-")
