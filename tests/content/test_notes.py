"""The notes that ship: every lesson has some, in one form, with formulas and terms."""

import re
from collections import Counter
from pathlib import Path

import pytest

from site_builder.math.formulas import find_formulas
from site_builder.model.outline import LessonKind
from site_builder.scan.regions import find_regions
from site_builder.shell.compiling import Compilation, compile_content

CONTENT = Path(__file__).resolve().parents[2] / "content"
PLAIN = sorted(CONTENT.joinpath("notes", "plain").glob("*.md"))

LECTURES = [path for path in PLAIN if "采访" not in path.stem]
INTERVIEWS = [path for path in PLAIN if "采访" in path.stem]

FORMULAS = 4_000
TERMS = 240
TOOLS = 23
"""The lecture on notebooks, which has nothing to compute."""

SECTIONS = ("要点", "算一遍", "代码", "容易错", "今天", "联系", "自测")
"""Headings of a note of a lecture in their order; a note may leave some out."""

# ??? question "β = 0 时得到什么？" : the answer follows, indented by four blanks
_QUESTION = re.compile(r'^\?\?\? question "[^"\n]+"\n\n(?= {4}\S)', re.MULTILINE)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def course() -> Compilation:
    """The course, compiled."""
    return compile_content(CONTENT)


@pytest.fixture(scope="module")
def formulas(course: Compilation) -> Counter[int]:
    """How many formulas the notes of each lesson hold."""
    texts = {document.source.path: document.source.text for document in course.site.documents}
    regions = {path: find_regions(text) for path, text in texts.items()}
    found: Counter[int] = Counter()
    for piece in course.site.alignment.pieces:
        here = len(find_formulas(texts[piece.path], regions[piece.path], piece.span))
        found.update({target.lesson: here for target in piece.targets})
    return found


def test_every_lesson_has_notes(course: Compilation) -> None:
    """183 of 183."""
    lessons = {lesson.number for lesson in course.site.course.lessons}
    noted = {target.lesson for piece in course.site.alignment.pieces for target in piece.targets}

    assert len(lessons) == 183
    assert lessons - noted == set()


def test_lectures_have_formulas(course: Compilation, formulas: Counter[int]) -> None:
    """Thousands in all, and hardly a lecture without."""
    lectures = {x.number for x in course.site.course.lessons if x.kind is LessonKind.LECTURE}

    assert sum(formulas.values()) > FORMULAS
    assert {number for number in lectures if not formulas[number]} <= {TOOLS}


@pytest.mark.parametrize("path", PLAIN, ids=[path.stem for path in PLAIN])
def test_note_has_the_form(path: Path) -> None:
    """Front matter, what the lesson is for, sections in order, links to other lessons."""
    text = path.read_text(encoding="utf-8")
    _, matter, body = text.split("---\n", 2)
    headings = [
        heading for heading in _HEADING.findall(_FENCE.sub("", body)) if heading in SECTIONS
    ]

    assert re.search(r"^lesson: \d+$", matter, re.MULTILINE)
    assert re.search(r"^tags: \[.+\]$", matter, re.MULTILINE)
    assert re.search(r"^reviewed: (?:true|false)$", matter, re.MULTILINE)
    assert "\n**一句话**：" in body
    assert headings == sorted(headings, key=SECTIONS.index)
    assert "[[" in body.partition("## 联系")[2]


@pytest.mark.parametrize("path", LECTURES, ids=[path.stem for path in LECTURES])
def test_note_of_a_lecture_says_enough(path: Path) -> None:
    """About 500 to 1200 Chinese characters besides the code."""
    assert 470 <= len(_HAN.findall(_FENCE.sub("", path.read_text(encoding="utf-8")))) <= 1_250


@pytest.mark.parametrize("path", INTERVIEWS, ids=[path.stem for path in INTERVIEWS])
def test_note_of_an_interview_is_short(path: Path) -> None:
    """150 to 300 Chinese characters on the person's work and the questions, and no quotation."""
    said = path.read_text(encoding="utf-8").split("\n# ")[1].partition("\n")[2].partition("## 联系")[0]

    assert 150 <= len(_HAN.findall(said)) <= 300
    assert "：“" not in said


@pytest.mark.parametrize("path", LECTURES, ids=[path.stem for path in LECTURES])
def test_note_of_a_lecture_asks(path: Path) -> None:
    """Two to four questions, each a box that unfolds, so that they can become cards."""
    questions = path.read_text(encoding="utf-8").partition("## 自测")[2]

    assert 2 <= len(_QUESTION.findall(questions)) == questions.count("???") <= 4


def test_glossary(course: Compilation) -> None:
    """About 250 terms in both languages, each once, each explained in a line of its own words."""
    terms = course.config.glossary

    assert len(terms) > TERMS
    assert [name for name, times in Counter(term.zh for term in terms).items() if times > 1] == []
    assert [name for name, times in Counter(term.en for term in terms).items() if times > 1] == []
    assert [term.zh for term in terms if not (term.zh and term.en and term.lessons)] == []
    assert [term.zh for term in terms if not re.fullmatch(r"[^\n]{6,60}。", term.text)] == []
    assert {number for term in terms for number in term.lessons} <= set(range(1, 184))
