"""Time that the alignment takes, and how it grows with the course and its notes.

    python benchmarks/alignment.py

Invented courses whose titles are three random words; ten sections of notes a lesson, all in one
document, which is the worst case. Prints lessons, sections, seconds of CPU and microseconds a
section.
"""

from __future__ import annotations

import random
import time

from site_builder.align.notes import align_notes
from site_builder.dialects.plain import parse_plain
from site_builder.model.config import Config
from site_builder.model.course import Course, Lesson, Subcourse, Week
from site_builder.model.outline import LessonKind
from site_builder.model.source import Source

WEEK = 10
SUBCOURSE = 100
SECTIONS = 10
WORDS = [
    a + b for a in "海山风云林火石金木水土光影声色" for b in "流脉波动结构层面体系变化理论测量"
]


def main() -> None:
    """Prints one line a size."""
    print("lessons  sections  seconds  µs a section")
    for lessons in (100, 300, 1000, 2000):
        course = invent_course(lessons)
        document = parse_plain(Source("notes.md", invent_notes(course)), 1.0).value
        started = time.process_time()
        align_notes([document], course, Config())
        seconds = time.process_time() - started
        count = len(document.sections)
        print(f"{lessons:>7}  {count:>8}  {seconds:>7.2f}  {1e6 * seconds / count:>12.0f}")


def invent_course(count: int) -> Course:
    """A course of ``count`` lessons in weeks of ten and subcourses of a hundred."""
    dice = random.Random(1)
    lessons = tuple(
        Lesson(
            number=index + 1,
            course=index // SUBCOURSE + 1,
            week=index % SUBCOURSE // WEEK + 1,
            section=index % WEEK + 1,
            kind=LessonKind.LECTURE,
            title="".join(dice.sample(WORDS, 3)),
            title_en=None,
            wordings=(),
            duration=None,
            start=None,
            part=index + 1,
        )
        for index in range(count)
    )
    subcourses = []
    for number in range(1, (count - 1) // SUBCOURSE + 2):
        own = [lesson for lesson in lessons if lesson.course == number]
        weeks = tuple(
            Week(week, None, None, tuple(x.number for x in own if x.week == week))
            for week in sorted({lesson.week or 0 for lesson in own})
        )
        subcourses.append(Subcourse(number, None, None, weeks, tuple(x.number for x in own)))
    return Course("course", None, None, tuple(subcourses), lessons)


def invent_notes(course: Course) -> str:
    """Notes with ten sections a lesson, a list and a paragraph each."""
    dice = random.Random(2)
    parts = []
    for lesson in course.lessons:
        for _ in range(SECTIONS):
            suffix = dice.choice(("", "的补充", "与例子"))
            parts.append(
                f"## {lesson.title}{suffix}\n\n- {dice.choice(WORDS)}的一些说明\n"
                f"- {dice.choice(WORDS)}\n\n段落里说到{dice.choice(WORDS)}。\n"
            )
    return "\n".join(parts)


if __name__ == "__main__":
    main()
