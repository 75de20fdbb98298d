import re
from pathlib import Path

import pytest

from benchmarks.synthetic import (
    Place,
    lesson_body,
    lesson_place,
    lesson_title,
    plain_path,
    write_course,
    write_plain,
)

SOME = (1, 77, 1830)


@pytest.mark.parametrize("number", SOME)
def test_a_lesson_has_the_size_that_results_speak_of(number: int) -> None:
    """A lesson has about 1,350 Han characters, eight formulas, a table and a block of code."""
    body = lesson_body(number)

    assert 1250 <= len(re.findall(r"[\u4e00-\u9fff]", body)) <= 1450
    assert len(re.findall(r"\$\$.+?\$\$|\$[^$\n]+\$", body, re.DOTALL)) == 8
    assert body.count("| --- |") == 1
    assert body.count("```python") == 1


def test_titles_are_told_apart() -> None:
    """No two lessons have the same title."""
    titles = [lesson_title(number) for number in range(1, 2000)]

    assert len(set(titles)) == len(titles)


def test_courses_have_forty_lessons() -> None:
    """The lesson after four weeks of ten opens the next course."""
    places = [lesson_place(number) for number in (1, 10, 11, 40, 41)]

    assert places == [
        Place(1, 1, 1),
        Place(1, 1, 10),
        Place(1, 2, 1),
        Place(1, 4, 10),
        Place(2, 1, 1),
    ]


def test_the_same_course_each_time(tmp_path: Path) -> None:
    """Two courses of one size are the same to the byte."""
    for name in ("one", "two"):
        write_course(tmp_path / name, 12)

    assert _texts(tmp_path / "one") == _texts(tmp_path / "two")


def test_plain_pages_hold_the_notes_of_the_course(tmp_path: Path) -> None:
    """A plain page has the title and the body of its lesson, and each folder a page of its own."""
    write_plain(tmp_path, 41, form=lambda title, body, *, order: f"{order}·{title}\n{body}")

    page = tmp_path.joinpath(plain_path(41)).read_text(encoding="utf-8")
    assert page == f"41·{lesson_title(41)}\n{lesson_body(41)}"
    folders = sorted(path.parent.relative_to(tmp_path) for path in tmp_path.rglob("index.md"))
    assert len(folders) == 1 + 2 + 5  # all, courses, weeks


def _texts(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
