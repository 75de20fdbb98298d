"""An explanation of a placement as a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.align.explain import Explanation
from site_builder.model.alignment import Candidate, Target
from site_builder.model.course import Course


def format_explanation(explanation: Explanation, course: Course) -> str:
    """``explanation`` in a few lines: where the text stands, then what was considered."""
    return "\n".join(_lines(explanation, course)) + "\n"


def _lines(explanation: Explanation, course: Course) -> Iterator[str]:
    titles = {lesson.number: lesson.title for lesson in course.lessons}
    lines = f"{explanation.first_line}-{explanation.last_line}"
    heading = f"  {explanation.heading}" if explanation.heading else ""
    yield f"{explanation.path}:{lines}{heading}"
    yield ""
    yield from _home(explanation, titles)
    if explanation.candidates:
        yield ""
        yield "what speaks for each lesson that the section was held against (not how sure it is)"
        for candidate in explanation.candidates:
            yield _candidate(candidate, titles)


def _home(explanation: Explanation, titles: dict[int, str]) -> Iterator[str]:
    if explanation.targets:
        for target in explanation.targets:
            yield _target(target, titles)
        return
    detail = f": {explanation.detail}" if explanation.detail else ""
    yield f"stands on no lesson ({explanation.home}{detail})"
    for lesson in explanation.related:
        yield f"  same topic     {lesson:>4}  {titles.get(lesson, '')}"


def _target(target: Target, titles: dict[int, str]) -> str:
    role = "stands on" if target.primary else "also on"
    evidence = ", ".join(sign.value for sign in target.evidence)
    title = titles.get(target.lesson, "")
    return f"  {role:<10} {target.lesson:>4}  {target.score:.2f}  {title}  ({evidence})"


def _candidate(candidate: Candidate, titles: dict[int, str]) -> str:
    shares = ", ".join(f"{sign.value} {share:.2f}" for sign, share in candidate.evidence)
    title = titles.get(candidate.lesson, "")
    return f"  {candidate.lesson:>15}  {candidate.score:.2f}  {title}  ({shares})"
