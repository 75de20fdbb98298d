"""Entries of tables of contents find their lessons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.align.titles import Named, find_repeats, match_titles, title_key


def named(
    title: str,
    place: tuple[int | None, int | None, int | None] = (None, None, None),
    english: str = "",
    *,
    interview: bool = False,
) -> Named:
    """A lesson or an entry at ``place``."""
    return Named(title, english, place[:2], place[2], interview)


def test_the_place_decides_between_other_words() -> None:
    """In a week of equal length, the same place is the same lesson."""
    lessons = [named("和面", (1, 1, 1)), named("定向发酵", (1, 1, 2)), named("烘烤", (1, 1, 3))]
    entries = [named("和面", (1, 1, 1)), named("冷藏", (1, 1, 2)), named("烘烤", (1, 1, 3))]

    assert match_titles(entries, lessons) == {0: 0, 1: 1, 2: 2}


def test_the_title_beats_the_number() -> None:
    """Where a lesson is missing from the table, what follows is not shifted."""
    lessons = [named(t, (1, 1, k)) for k, t in enumerate(["和面", "发酵", "整形", "烘烤"], 1)]
    entries = [named("和面", (1, 1, 1)), named("面团整形", (1, 1, 2)), named("烘烤", (1, 1, 3))]

    assert match_titles(entries, lessons) == {0: 0, 1: 2, 2: 3}


def test_the_same_title_in_two_weeks_stays_in_its_week() -> None:
    """Scope tells lessons of one title apart."""
    lessons = [named("练习", (1, 1, 1)), named("练习", (1, 2, 1)), named("练习", (2, 1, 1))]
    entries = [named("练习", (2, 1, 1)), named("练习", (1, 2, 1))]

    assert match_titles(entries, lessons) == {0: 2, 1: 1}


def test_lessons_of_one_level_match_by_title_in_order() -> None:
    """Without weeks on one side, titles and their order decide."""
    lessons = [named(t) for t in ("欢迎", "练习", "发酵的温度", "练习", "烘烤")]
    entries = [
        named("发酵温度", (1, 1, 2)),
        named("练习", (1, 1, 3)),
        named("烘烤", (1, 2, 1)),
    ]

    assert match_titles(entries, lessons) == {0: 2, 1: 3, 2: 4}


def test_english_words_of_a_lesson_find_the_english_title() -> None:
    """A lesson named in English meets an entry that says so only in its second title."""
    lessons = [named("Sourdough Starter"), named("烘烤")]
    entries = [named("鲁邦种", english="The sourdough starter")]

    assert match_titles(entries, lessons) == {0: 0}


@pytest.mark.parametrize(
    "title",
    [
        "采访 Geoffery Miller",
        "Geoffrey Miller 专访",
        "Interview with Geofrey Miller",
        "对话 Miller",
    ],
)
def test_interviews_match_by_person(title: str) -> None:
    """The name decides, also in another spelling, and not who asks."""
    lessons = [
        named("张三采访 Geoffrey Hill", interview=True),
        named("张三采访 Geoffrey Miller", interview=True),
        named("张三采访 李四光", interview=True),
    ]

    assert match_titles([named(title, interview=True)], lessons) == {0: 1}


def test_two_entries_may_name_one_interview() -> None:
    """An interview that a table lists twice is one lesson."""
    lessons = [named("采访 Ada Lovelace", interview=True)]
    entries = [
        named("Ada Lovelace 专访", interview=True),
        named("采访 Ada Lovelace", interview=True),
    ]

    assert match_titles(entries, lessons) == {0: 0, 1: 0}
    assert find_repeats(entries) == {1: 0}


def test_what_fits_nothing_is_left_out() -> None:
    """An entry on another matter takes no lesson."""
    lessons = [named("和面", (1, 1, 1)), named("发酵", (1, 1, 2))]
    entries = [named("和面", (1, 1, 1)), named("发酵", (1, 1, 2)), named("量子计算", (1, 7, 9))]

    assert match_titles(entries, lessons) == {0: 0, 1: 1}


def test_other_interviews_do_not_match() -> None:
    """Two persons that are asked by the same one are two."""
    entries = [named("张三采访 Ada Lovelace", interview=True)]

    assert match_titles(entries, [named("张三采访 Alan Turing", interview=True)]) == {}


@given(
    st.lists(
        st.tuples(st.sampled_from(["和面", "发酵 A", "练习", "A b"]), st.integers(1, 3)),
        max_size=12,
    )
)
def test_a_list_matches_itself_as_far_as_possible(items: list[tuple[str, int]]) -> None:
    """Every lecture of a list finds one of its own, and no lesson is taken twice."""
    lessons = [named(title, (1, week, None)) for title, week in items]

    matched = match_titles(lessons, lessons)

    assert sorted(matched.values()) == sorted(set(matched.values()))
    assert len(matched) == len(lessons)
    assert all(
        title_key(lessons[i].title) == title_key(lessons[j].title) for i, j in matched.items()
    )
