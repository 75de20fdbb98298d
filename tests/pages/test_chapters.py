"""Moments as chapters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.reference import Moment
from site_builder.model.site import PlacedMoment, Resolution
from site_builder.model.source import Span
from site_builder.pages.chapters import Chapter, divide_lesson, render_chapters
from tests.pages.samples import VIDEO, course, lesson, note

NOTE = note("a.md", "# 揉面\n\n[00:05] 水 & <面>\n\n[00:30]\n\n[02:00] 太晚\n")


def placed(label: str, seconds: int) -> PlacedMoment:
    """A moment of lesson 1 where the note has ``[label]``."""
    start = NOTE.source.text.index(f"[{label}]")
    moment = Moment(Span(start, start + len(label) + 2), VIDEO, 1, seconds, None, label)
    return PlacedMoment("a.md", moment, (1,), ())


def test_chapters_are_a_file_in_webvtt() -> None:
    """Each ends where the next begins, the last with the lesson; markup is escaped."""
    moments = (placed("00:05", 5), placed("00:30", 30), placed("02:00", 120))
    resolution = Resolution(edits={}, citations=(), moments=moments, assets=())

    (file,) = render_chapters(course(lesson(1), lesson(2)), (NOTE,), resolution)

    assert file.path == "lessons/001/chapters.vtt"
    assert file.text == (
        "WEBVTT\n\n"
        "00:00:05.000 --> 00:00:30.000\n水 &amp; &lt;面&gt;\n\n"
        "00:00:30.000 --> 00:01:00.000\n00:30\n"
    )


def test_the_beginning_without_words_bears_the_title() -> None:
    """``00:00`` alone names nothing."""
    chapters = divide_lesson(lesson(1), [(0, "")])

    assert chapters == (Chapter(0, 60, "标题1"),)


def test_a_lesson_of_unknown_length_has_no_chapters() -> None:
    """Nobody knows where the last would end."""
    chapters = divide_lesson(lesson(1, duration=None), [(5, "水")])

    assert chapters == ()


def test_a_lesson_within_a_longer_video_keeps_the_time_of_the_video() -> None:
    """Moments of the lessons around it are none of its own; the nameless beginning is its title."""
    chapters = divide_lesson(lesson(2), [(59, "前"), (60, ""), (75, "水"), (120, "后")], begin=60)

    assert chapters == (Chapter(60, 75, "标题2"), Chapter(75, 120, "水"))


@given(st.lists(st.tuples(st.integers(0, 90), st.text(max_size=3))))
def test_chapters_follow_each_other_to_the_end(names: list[tuple[int, str]]) -> None:
    """No gap, no overlap, no empty chapter, whatever the order of the moments."""
    chapters = divide_lesson(lesson(1), names)

    assert all(chapter.start < chapter.end and chapter.name for chapter in chapters)
    assert [c.end for c in chapters[:-1]] == [c.start for c in chapters[1:]]
    assert not chapters or chapters[-1].end == 60
