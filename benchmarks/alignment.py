"""Time that the alignment takes, and how it grows with the course and its notes.

    python benchmarks/alignment.py [FOLDER …]

Invented courses whose titles are three random words; ten sections of notes a lesson, all in one
document, which is the worst case. Prints lessons, sections, seconds of CPU and microseconds a
section. Then the same of the sources in each folder: of the default course and, where it lies
beside the repository, of the labelled corpus.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

from site_builder.align.concept_profiles import shipped_profiles
from site_builder.align.course import assemble_course
from site_builder.align.lexicon import shipped_lexicon
from site_builder.align.notes import align_notes
from site_builder.dialects import parse_document
from site_builder.dialects.plain import parse_plain
from site_builder.model.config import Config
from site_builder.model.course import Course, Lesson, Subcourse, Week
from site_builder.model.note import Document
from site_builder.model.outline import LessonKind
from site_builder.model.source import Source
from site_builder.scan.scanned import scan_source

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ROOT / "content"
CORPUS = ROOT.parent / "shared" / "corpus"

WEEK = 10
SUBCOURSE = 100
SECTIONS = 10
WORDS = [
    a + b for a in "海山风云林火石金木水土光影声色" for b in "流脉波动结构层面体系变化理论测量"
]


def main() -> None:
    """Prints one line a size, and one a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folders", nargs="*", type=Path, default=[CONTENT, CORPUS])
    options = parser.parse_args()
    print("lessons  sections  seconds  µs a section")
    for lessons in (100, 300, 1000, 2000):
        course = invent_course(lessons)
        document = parse_plain(scan_source(Source("notes.md", invent_notes(course))), 1.0).value
        print(line_of([document], course))
    for folder in options.folders:
        if folder.is_dir():
            documents = read_documents(folder)
            course = assemble_course(documents, Config()).value
            print(f"{line_of(documents, course)}  {folder.name}")


def line_of(documents: Sequence[Document], course: Course) -> str:
    """One line of the table; the glossary is read before time is taken."""
    shipped_lexicon()
    shipped_profiles()
    started = time.process_time()
    align_notes(documents, course, Config())
    seconds = time.process_time() - started
    count = sum(len(document.sections) for document in documents)
    each = 1e6 * seconds / max(1, count)
    return f"{len(course.lessons):>7}  {count:>8}  {seconds:>7.2f}  {each:>12.0f}"


def read_documents(folder: Path) -> list[Document]:
    """The sources of a folder, each in its dialect."""
    return [
        parse_document(
            scan_source(Source(str(path.relative_to(folder)), path.read_text("utf-8"))), None
        ).value
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".md", ".txt")
    ]


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
