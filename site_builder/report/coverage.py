"""How much of a course has notes, and where all lines of all sources ended, for people."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from site_builder.model.course import Course, Lesson
from site_builder.model.site import Home, Ledger, Site
from site_builder.model.timecode import format_timecode
from site_builder.report.model import Json

_HOME_WORDS = {
    Home.LESSON: "on lesson pages",
    Home.COURSE: "on the home page",
    Home.VIDEO: "on pages of other videos",
    Home.INDEX: "on the page of references",
    Home.UNPLACED: "unplaced",
    Home.STRUCTURE: "structure (titles, chapters, outline)",
    Home.REMOVED: "removed",
}


def format_coverage(site: Site) -> str:
    """Lessons with notes, by subcourse; ends with a line feed."""
    covered = {target.lesson for piece in site.alignment.pieces for target in piece.targets}
    lessons = site.course.lessons
    if not lessons:
        return "coverage: no lessons, because no source is an outline\n"
    rows = [_row("coverage", lessons, covered)]
    rows.extend(_row(f"  {name}", part, covered) for name, part in _parts(site.course) if part)
    width = max(_width(name) for name, _ in rows)
    return "".join(f"{name}{' ' * (width - _width(name))}  {text}\n" for name, text in rows)


def format_ledger(site: Site, ledger: Ledger) -> str:
    """How many non-blank lines ended where; ends with a line feed."""
    counts = count_lines(site, ledger)
    total = sum(counts.values()) + len(ledger.lost)
    lines = [f"ledger: {total} lines"]
    lines.extend(f"  {counts[home]:>7} {_HOME_WORDS[home]}" for home in Home if counts[home])
    lines.append(f"  {len(ledger.lost):>7} lost")
    lines.extend(f"          lost {path}:{line}" for path, line in ledger.lost)
    lines.extend(f"          shown twice {path}:{line}" for path, line in ledger.repeated)
    return "".join(f"{line}\n" for line in lines)


def format_unplaced(site: Site) -> str:
    """Lines that belong to no lesson as far as can be told; empty where there are none."""
    sources = {document.source.path: document.source for document in site.documents}
    lines = [f"unplaced: {len(site.alignment.unplaced)}"]
    for unplaced in site.alignment.unplaced:
        first, last = sources[unplaced.path].lines_of(unplaced.span)
        heading = f" {unplaced.heading}" if unplaced.heading else ""
        lines.append(f"  {unplaced.path}:{first}-{last}{heading} ({unplaced.reason})")
        lines.extend(
            f"    nearest: lesson {candidate.lesson}, score {candidate.score:.2f}"
            for candidate in unplaced.candidates[:1]
        )
    return "".join(f"{line}\n" for line in lines)


def coverage_json(site: Site, ledger: Ledger) -> dict[str, Json]:
    """What the three texts tell, for programs."""
    covered = {target.lesson for piece in site.alignment.pieces for target in piece.targets}
    counts = count_lines(site, ledger)
    return {
        "lessons": len(site.course.lessons),
        "lessons_with_notes": len(covered),
        "courses": [
            {
                "number": subcourse.number,
                "lessons": len(subcourse.lessons),
                "lessons_with_notes": len(covered & set(subcourse.lessons)),
            }
            for subcourse in site.course.subcourses
        ],
        "lines": {home.value: counts[home] for home in Home},
        "lost": [{"source": path, "line": line} for path, line in ledger.lost],
        "repeated": [{"source": path, "line": line} for path, line in ledger.repeated],
        "unplaced": len(site.alignment.unplaced),
    }


def count_lines(site: Site, ledger: Ledger) -> Counter[Home]:
    """Non-blank lines by home."""
    sources = {document.source.path: document.source for document in site.documents}
    counts: Counter[Home] = Counter()
    for entry in ledger.entries:
        span = sources[entry.path].line_span(entry.first_line, entry.last_line)
        text = sources[entry.path].slice(span)
        counts[entry.home] += sum(1 for line in text.split("\n") if line.strip())
    return counts


def _parts(course: Course) -> Iterator[tuple[str, Sequence[Lesson]]]:
    by_number = {lesson.number: lesson for lesson in course.lessons}
    inside: set[int] = set()
    for subcourse in course.subcourses:
        inside.update(subcourse.lessons)
        name = " ".join(filter(None, (str(subcourse.number), subcourse.title)))
        yield name, [by_number[number] for number in subcourse.lessons if number in by_number]
    if inside:
        yield "others", [lesson for lesson in course.lessons if lesson.number not in inside]


def _row(name: str, lessons: Sequence[Lesson], covered: set[int]) -> tuple[str, str]:
    with_notes = sum(1 for lesson in lessons if lesson.number in covered)
    seconds = sum(lesson.duration or 0 for lesson in lessons)
    share = f"{with_notes:>4} of {len(lessons)} lessons have notes"
    return name, f"{share}, {format_timecode(seconds)}" if seconds else share


def _width(text: str) -> int:
    """Columns of a terminal that ``text`` takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
