from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.align.course import assemble_course
from site_builder.align.ledger import keep_ledger
from site_builder.align.notes import align_notes
from site_builder.dialects import parse_document
from site_builder.model.alignment import Alignment, Evidence
from site_builder.model.codes.alignment import CODES
from site_builder.model.codes.code import Code
from site_builder.model.config import Config, Placement
from site_builder.model.course import Course
from site_builder.model.note import (
    ClaimBasis,
    CourseClaim,
    Document,
    LessonClaim,
    PartClaim,
    StructureRole,
)
from site_builder.model.outline import LessonKind
from site_builder.model.source import Source, Span
from site_builder.scan.manifest import parse_manifest
from site_builder.scan.scanned import scan_source
from tests.align.builders import BOTANY, OTHER, SAILING, VIDEO, Plan, course, notes


def lessons_by_line(document: Document, alignment: Alignment) -> dict[int, list[int]]:
    """The lessons of each non-blank line that stands on any, the primary one first."""
    found: dict[int, list[int]] = {}
    for piece in alignment.pieces:
        first, last = document.source.lines_of(piece.span)
        for line in range(first, last + 1):
            if document.source.line_text(line).strip():
                found[line] = [target.lesson for target in piece.targets]
    return found


def heading_lessons(document: Document, alignment: Alignment) -> dict[str, int]:
    """The lesson of each heading that stands on one, by its title."""
    lines = lessons_by_line(document, alignment)
    found = {}
    for section in document.sections:
        if section.heading is not None:
            line = document.source.line_number(section.heading.span.start)
            if line in lines:
                found[section.heading.title] = lines[line][0]
    return found


def align(document: Document, a_course: Course, config: Config | None = None) -> Alignment:
    """The alignment of one document."""
    return align_notes([document], a_course, config or Config()).value


def test_titles_place_headings() -> None:
    """Headings stand on the lessons whose titles they bear, in either language."""
    document = notes(
        "## 根\n\n深浅不一。\n\n## Transpiration\n\n失水。\n\n## 种子的传播\n\n靠风。\n"
    )

    alignment = align(document, course())

    assert heading_lessons(document, alignment) == {"根": 4, "Transpiration": 7, "种子的传播": 12}


def test_english_course() -> None:
    """Another course, in English and of one week, works without any configuration."""
    document = notes(
        "# My sailing log\n\n## Knots\n\nBowline first.\n\n## Tack\n\nThrough the wind.\n\n"
        "## Gybe\n\nMind the boom.\n\n## Anchors\n\nScope of five.\n"
    )

    alignment = align(document, course(SAILING))

    assert heading_lessons(document, alignment) == {"Knots": 2, "Tack": 5, "Gybe": 6, "Anchors": 9}


def test_equal_titles_follow_the_order() -> None:
    """A title that two lessons bear stands on the one that its neighbours surround."""
    document = notes(
        "## 根\n\n甲\n\n## 观察实验\n\n乙\n\n## 传粉\n\n丙\n\n## 发芽\n\n丁\n\n## 观察实验\n\n戊\n"
    )

    alignment = align(document, course())

    placed = [piece.targets[0].lesson for piece in alignment.pieces]
    assert placed == [4, 8, 10, 13, 14]


def test_equal_titles_follow_the_scope() -> None:
    """A title that two lessons bear stands in the week that the heading above names."""
    document = notes(
        "# 第二门课\n\n## 第二周\n\n### 观察实验\n\n甲\n",
        scopes={"第二门课": (2, None), "第二周": (2, 2)},
    )

    alignment = align(document, course())

    assert heading_lessons(document, alignment) == {"观察实验": 14}
    assert Evidence.SCOPE in alignment.pieces[0].targets[0].evidence


def test_numbers_of_the_author_are_learned() -> None:
    """Numbers that agree with clear titles place a heading whose own title is unclear."""
    document = notes(
        "## 2.1 根\n\n甲\n\n## 2.2 茎的结构\n\n乙\n\n"
        "## 2.3 绿色工厂\n\n丙\n\n## 2.4 蒸腾作用\n\n丁\n",
        scopes=dict.fromkeys(("根", "茎的结构", "绿色工厂", "蒸腾作用"), (1, None)),
    )

    alignment = align(document, course())

    assert heading_lessons(document, alignment)["绿色工厂"] == 6


def test_title_beats_number() -> None:
    """A shifted numbering does not move headings whose titles are clear."""
    document = notes(
        "## 2.2 根\n\n甲\n\n## 2.3 茎的结构\n\n乙\n\n"
        "## 2.4 叶与光合作用\n\n丙\n\n## 2.5 蒸腾作用\n\n丁\n",
        scopes=dict.fromkeys(("根", "茎的结构", "叶与光合作用", "蒸腾作用"), (1, None)),
    )

    alignment = align(document, course())

    assert list(heading_lessons(document, alignment).values()) == [4, 5, 6, 7]


def test_sections_without_a_match_stay_unplaced() -> None:
    """A section on nothing of the course stays unplaced, with a reason and a finding."""
    document = notes("## 根\n\n甲\n\n## 番茄炒蛋\n\n先炒蛋。\n\n## 传粉\n\n乙\n")

    outcome = align_notes([document], course(), Config())

    assert [unplaced.heading for unplaced in outcome.value.unplaced] == ["番茄炒蛋"]
    assert [d.code for d in outcome.diagnostics] == ["ALN102"]


def test_unnumbered_headings_go_with_the_one_above() -> None:
    """A sub-heading that no lesson bears stands where the heading above stands."""
    document = notes("## 2.1 根\n\n甲\n\n### 小贴士\n\n乙\n\n## 2.2 茎的结构\n\n丙\n")

    alignment = align(document, course())

    assert heading_lessons(document, alignment)["小贴士"] == 4


def test_blocks_are_divided() -> None:
    """Items of a section stand on the lessons that they name, what follows goes with them."""
    document = notes(
        "## 根\n\n- 主根与侧根\n\n- 茎的结构:\n  - 木质部\n\n"
        "- 蒸腾作用\n\n  ![](a.png)\n\n## 传粉\n\n甲\n"
    )

    alignment = align(document, course())

    lines = lessons_by_line(document, alignment)
    assert [lines[line][0] for line in (1, 3, 5, 6, 8, 10)] == [4, 4, 5, 5, 7, 7]


def test_heading_stands_alone_where_its_first_block_belongs_elsewhere() -> None:
    """The heading is a piece of its own when the blocks below it belong to other lessons."""
    document = notes("## 蒸腾作用\n\n- 叶与光合作用\n\n- 蒸腾作用的速度\n")

    alignment = align(document, course())

    assert [piece.targets[0].lesson for piece in alignment.pieces] == [7, 6, 7]


def test_pictures_between_two_lessons_are_laid_out() -> None:
    """Pictures up to the next heading stand one on each lesson that the heading covers."""
    plan: Plan = {(1, 1): ("光合作用", "光合作用的条件", "光合作用的产物", "呼吸", "生长")}
    document = notes("## 光合作用\n\n![](a.png)\n\n![](b.png)\n\n![](c.png)\n\n## 呼吸\n\n甲\n")

    alignment = align(document, course(plan))

    lines = lessons_by_line(document, alignment)
    assert [lines[line] for line in (3, 5, 7)] == [[1], [2], [3]]


def test_week_without_text_stands_on_all_its_lessons() -> None:
    """A week heading with nothing below stands on the lessons of its week, the first one first."""
    document = notes("## 第二周:营养器官\n\n## 第三周\n", scopes={"第二周:营养器官": (1, 2)})

    alignment = align(document, course())

    assert [target.lesson for target in alignment.pieces[0].targets] == [4, 5, 6, 7, 8]
    assert [target.primary for target in alignment.pieces[0].targets] == [True, *[False] * 4]


def test_list_below_a_week_is_divided() -> None:
    """The list below a week heading is divided among the lessons of that week."""
    document = notes("## 第二周\n\n1. 根\n2. 茎的结构\n3. 蒸腾作用\n", scopes={"第二周": (1, 2)})

    alignment = align(document, course())

    lines = lessons_by_line(document, alignment)
    assert [lines[line][0] for line in (1, 3, 4, 5)] == [4, 4, 5, 7]


def test_chapters_only_give_scope() -> None:
    """A heading that only stands above others is structure."""
    document = notes("# 笔记\n\n## 1 根\n\n甲\n")

    alignment = align(document, course())

    assert [(s.role, s.span) for _, s in alignment.structure] == [
        (StructureRole.CHAPTER, document.source.line_span(1))
    ]


def test_claims_of_the_author_count() -> None:
    """Front matter, course claims and parts of the course's video settle the place."""
    document = notes(
        "## 甲\n\na\n\n## 乙\n\nb\n\n## 丙\n\nc\n\n### 丁\n\nd\n",
        claims={
            "甲": LessonClaim((9,), ClaimBasis.FRONT_MATTER),
            "乙": CourseClaim(),
            "丙": PartClaim(VIDEO, 3, None),
        },
    )

    alignment = align(document, course())

    assert heading_lessons(document, alignment) == {"甲": 9, "丙": 3, "丁": 3}
    assert [s.role for _, s in alignment.structure] == [StructureRole.COURSE]
    evidence = [piece.targets[0].evidence for piece in alignment.pieces]
    assert evidence == [(Evidence.FRONT_MATTER,), (Evidence.VIDEO,), (Evidence.VIDEO,)]


def test_other_videos_are_related() -> None:
    """Notes on another video are never placed; they name the lessons on the same topic."""
    document = notes(
        "## P2\n\n昆虫传粉\n\n### 细节\n\n风媒\n", claims={"P2": PartClaim(OTHER, 2, "3-传粉")}
    )

    alignment = align(document, course())

    assert alignment.pieces == ()
    first = alignment.related[0]
    assert (first.part, first.title, first.lessons[:1]) == (2, "3-传粉", (10,))
    assert {related.video for related in alignment.related} == {OTHER}


def test_manifest_overrides_all() -> None:
    """``place:`` by line or by heading beats title and front matter."""
    document = notes(
        "## 根\n\n甲\n\n## 2.2 茎的结构\n\n乙\n\n## 传粉\n\n丙\n",
        claims={"根": LessonClaim((4,), ClaimBasis.FRONT_MATTER)},
    )
    config = Config(
        place=(
            Placement("notes.md", 3, None, (1, 2)),
            Placement("notes.md", None, "2.2 茎的结构", (3,)),
            Placement("notes.md", None, "传粉", ()),
        )
    )

    alignment = align(document, course(), config)

    assert [piece.targets[0].lesson for piece in alignment.pieces] == [1, 3]
    assert [target.lesson for target in alignment.pieces[0].targets] == [1, 2]
    assert [unplaced.heading for unplaced in alignment.unplaced] == ["传粉"]


@pytest.mark.parametrize(
    ("placement", "code"),
    [
        (Placement("notes.md", None, "没有", (1,)), "ALN103"),
        (Placement("notes.md", 99, None, (1,)), "ALN103"),
        (Placement("nowhere.md", 1, None, (1,)), "ALN103"),
        (Placement("notes.md", 1, None, (99,)), "ALN104"),
    ],
)
def test_placements_that_cannot_be_kept(placement: Placement, code: str) -> None:
    """An override that names no section or no lesson is found and has no effect."""
    document = notes("## 根\n\n甲\n")

    outcome = align_notes([document], course(), Config(place=(placement,)))

    assert [d.code for d in outcome.diagnostics] == [code]
    assert [piece.targets[0].lesson for piece in outcome.value.pieces] == [4]


def test_doubtful_placements_name_the_remedy() -> None:
    """A placement for which little speaks names the nearest lessons and what settles it."""
    document = notes("## 光合色素的故事\n\n甲\n")

    outcome = align_notes([document], course(), Config())

    found = outcome.diagnostics[0]
    assert found.code in ("ALN101", "ALN102")
    assert '"notes.md:1": 6' in found.help


def test_doubtful_pieces_name_lines_and_all_lessons_of_the_section() -> None:
    """Text that only its place among its neighbours puts on a lesson is listed with its lines."""
    document = notes("## 根的那些事情\n\n- 甲\n- 乙\n- 丙\n\n## 蒸腾作用\n\n丁\n")

    outcome = align_notes([document], course(), Config())

    doubtful = outcome.value.doubtful[0]
    found = outcome.diagnostics[0]
    assert (doubtful.lesson, doubtful.lessons) == (5, (4, 5, 6))
    assert len(doubtful.candidates) <= 2
    assert doubtful.score + sum(candidate.score for candidate in doubtful.candidates) <= 1.001
    assert found.code == "ALN101"
    assert '"notes.md:1": [4, 5, 6]' in found.help


def test_without_an_outline_all_is_unplaced() -> None:
    """Notes without a course stay unplaced and give no finding a section."""
    document = notes("## 根\n\n甲\n")

    outcome = align_notes([document], course({}), Config())

    assert [unplaced.reason for unplaced in outcome.value.unplaced] == ["the course has no outline"]
    assert outcome.diagnostics == ()


def test_order_of_documents_does_not_matter() -> None:
    """The alignment is the same whatever the order of the documents."""
    first = notes("## 根\n\n甲\n", path="a.md")
    second = notes("## 传粉\n\n乙\n", path="b.md")

    forwards = align_notes([first, second], course(), Config())
    backwards = align_notes([second, first], course(), Config())

    assert forwards == backwards


LINES = st.sampled_from(
    [
        "# 植物笔记",
        "## 第二周",
        "## 1.2 根",
        "### 观察实验",
        "#### 别的",
        "## 2.3 传粉与发芽",
        "- 茎的结构",
        "  - 叶与光合作用",
        "  续行",
        "1. 蒸腾作用",
        "![](a.png)",
        "- ![](b.png)",
        "$$",
        "```",
        "| a | b |",
        "| - | - |",
        "> 引文",
        "---",
        "正文",
        "",
    ]
)


@given(st.lists(LINES, max_size=30))
def test_every_line_has_one_home(lines: list[str]) -> None:
    """Every line of every section ends in exactly one place, with one primary lesson a piece."""
    document = notes("\n".join(lines) + "\n", scopes={"第二周": (1, 2)})

    alignment = align(document, course(BOTANY))

    ledger = keep_ledger([document], alignment)
    assert ledger.lost == ()
    assert ledger.repeated == ()
    for piece in alignment.pieces:
        assert [target.primary for target in piece.targets].count(True) == 1
        assert piece.targets[0].primary
        assert all(target.evidence and 0 <= target.score <= 1 for target in piece.targets)


def test_section_behind_the_last_lesson() -> None:
    """A section that steps back from the last lesson of the course is placed all the same."""
    document = notes(
        "## 2.2 观察实验\n\n- 发芽\n\n- 观察实验\n\n## 发芽\n\n甲\n\n## 种子传播\n\n乙\n"
    )

    alignment = align(document, course())

    assert heading_lessons(document, alignment)["种子传播"] == 12


def test_prose_that_mentions_a_lesson_stays() -> None:
    """Running text stays with its heading although it mentions what another lesson is about."""
    document = notes(
        "## 根\n\n根吸收的水最后会从叶片离开,课程后面讲到蒸腾作用时再细说一遍。\n\n## 传粉\n\n甲\n"
    )

    alignment = align(document, course())

    assert lessons_by_line(document, alignment)[3] == [4]


def test_afterword_is_on_no_lesson() -> None:
    """What frames the notes stays unplaced, whatever its words."""
    document = notes("## 发芽\n\n甲\n\n## 后记\n\n- 观察实验\n")

    alignment = align(document, course())

    assert [unplaced.heading for unplaced in alignment.unplaced] == ["后记"]


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.id)
def test_examples_raise_their_code(code: Code) -> None:
    """The example of each code raises it."""
    files = {
        path: Source(path, text) for path, text in code.example.items() if isinstance(text, str)
    }
    manifest = files.pop("course.yml", None)
    config = parse_manifest(manifest).value if manifest else Config()
    documents = [parse_document(scan_source(source), None).value for source in files.values()]

    outcome = align_notes(documents, assemble_course(documents, config).value, config)

    assert code.id in {diagnostic.code for diagnostic in outcome.diagnostics}


@pytest.mark.parametrize(
    ("path", "lesson"),
    [("蒸腾作用.md", 7), ("花园/2023-05-01-Germination.md", 13), ("2_传粉.md", 10)],
)
def test_file_names_place_notes_without_headings(path: str, lesson: int) -> None:
    """The name of a file is the title of a note that has no heading."""
    document = notes("随手写的。\n", path=path)

    alignment = align(document, course())

    assert [piece.targets[0].lesson for piece in alignment.pieces] == [lesson]


def test_heading_that_names_two_lessons_covers_both() -> None:
    """A joined title stands on both lessons in order, and so do its blocks."""
    document = notes("## 传粉与授精、结果\n\n甲\n\n乙\n\n## 种子传播\n\n丙\n")

    alignment = align(document, course())

    assert lessons_by_line(document, alignment) == {1: [10], 3: [10], 5: [11], 7: [12], 9: [12]}


def test_range_of_numbers_covers_all_its_lessons() -> None:
    """A heading with a range of numbers stands on as many lessons as it counts."""
    document = notes("## 1.2 根\n\n甲\n\n## 1.3~1.4 茎的结构\n\n乙\n\n丙\n")

    alignment = align(document, course())

    assert lessons_by_line(document, alignment) == {1: [4], 3: [4], 5: [5], 7: [5], 9: [6]}


def test_text_for_all_is_spread_up_to_the_next_heading() -> None:
    """A section with a block for each lesson up to the next heading runs over all of them."""
    document = notes("## 根的那些事情\n\n- 甲\n- 乙\n- 丙\n\n## 蒸腾作用\n\n丁\n")

    alignment = align(document, course())

    assert lessons_by_line(document, alignment) == {1: [4], 3: [4], 4: [5], 5: [6], 7: [7], 9: [7]}


def test_text_under_a_lessons_own_title_stays_there() -> None:
    """Without a word for one of them, several lessons up to the next heading get nothing."""
    document = notes("## 根\n\n- 甲\n- 乙\n- 丙\n\n## 蒸腾作用\n\n丁\n")

    alignment = align(document, course())

    assert lessons_by_line(document, alignment) == {1: [4], 3: [4], 4: [4], 5: [4], 7: [7], 9: [7]}


def test_sections_placed_by_hand_bound_their_neighbours() -> None:
    """Text does not run over a lesson on which the author has put the next section."""
    document = notes("## 根的那些事情\n\n- 甲\n- 乙\n- 丙\n\n## 随手\n\n丁\n")
    config = Config(place=(Placement("notes.md", 7, None, (5,)),))

    alignment = align_notes([document], course(), config).value

    assert lessons_by_line(document, alignment) == {1: [4], 3: [4], 4: [4], 5: [4], 7: [5], 9: [5]}


def test_lines_place_a_section_whose_heading_says_nothing() -> None:
    """Lines that name lessons of one week in their order place a dated section together."""
    document = notes("## 2023-03-05\n\n- 茎的结构：木质部\n- 叶与光合作用\n- 蒸腾作用：气孔\n")

    alignment = align(document, course())

    assert lessons_by_line(document, alignment) == {1: [5], 3: [5], 4: [6], 5: [7]}


def test_a_file_named_by_week_is_divided_among_its_lessons() -> None:
    """Notes without a heading in a file that names a week stand on the lessons of that week."""
    document = notes("- 主根与侧根是根\n- 茎的结构\n- 蒸腾作用\n", path="course1/week2.md")

    alignment = align(document, course())

    assert lessons_by_line(document, alignment) == {1: [4], 2: [5], 3: [7]}


def test_notes_mostly_on_other_matters_need_clear_titles() -> None:
    """A word in common places a section among others on the course, and not among strangers."""
    other = "".join(f"## {name}\n\n甲\n\n" for name in ("早餐", "跑步", "账单", "电影", "天气"))
    known = "".join(f"## {name}\n\n甲\n\n" for name in ("根", "茎的结构", "蒸腾作用", "传粉"))
    section = "## 发芽率统计\n\n乙\n"

    strangers = align(notes(other + section), course())
    company = align(notes(known + section), course())

    assert not strangers.pieces
    assert company.pieces[-1].targets[0].lesson == 13


def test_parts_of_a_lesson_without_text_go_with_it() -> None:
    """Unnumbered headings below a lesson's heading that has no text of its own stand with it."""
    document = notes("## 传粉\n\n### 甲乙\n\n丙\n\n### 丁戊\n\n己\n")

    alignment = align(document, course())

    assert heading_lessons(document, alignment) == {"传粉": 10, "甲乙": 10, "丁戊": 10}


def test_parts_counted_anew_go_with_the_lesson_above() -> None:
    """Headings that count 1, 2, 3 within a numbered lesson are parts of it, not its neighbours."""
    document = notes(
        "## 4 根\n\n### 1 甲乙\n\n丙\n\n### 2 丁戊\n\n己\n\n## 5 茎的结构\n\n### 1 庚辛\n\n壬\n"
    )

    alignment = align(document, course())

    assert heading_lessons(document, alignment) == {
        "根": 4, "甲乙": 4, "丁戊": 4, "茎的结构": 5, "庚辛": 5,
    }  # fmt: skip


def test_text_below_places_a_numbered_heading_without_any() -> None:
    """A numbered heading whose text stands under unnumbered ones is placed by that text too."""
    document = notes(
        "## 1.4 根\n\n### 是什么\n\n根\n\n## 1.5 绿的缘由\n\n### 是什么\n\n- 叶与光合作用\n\n"
        "## 1.6 蒸腾作用\n\n### 是什么\n\n甲\n"
    )

    alignment = align(document, course())

    assert heading_lessons(document, alignment)["绿的缘由"] == 6


def test_a_heading_one_level_too_deep_counts_on() -> None:
    """1.5 below 1.4 by a slip is the next lesson, and what stands between is part of the first."""
    document = notes("## 1.4 根\n\n### 甲乙\n\n丙\n\n### 1.5 茎的结构\n\n丁\n")

    alignment = align(document, course())

    assert heading_lessons(document, alignment) == {"根": 4, "甲乙": 4, "茎的结构": 5}


def test_parts_of_a_section_do_not_leave_for_another_week() -> None:
    """Parts that look ahead to a later week stay with their lesson, behind which the next comes."""
    document = notes(
        "## 欢迎\n\n甲\n\n### 种子传播\n\n乙\n\n### 发芽\n\n丙\n\n## 什么是植物\n\n丁\n"
    )

    alignment = align(document, course())

    assert heading_lessons(document, alignment) == {
        "欢迎": 1, "种子传播": 1, "发芽": 1, "什么是植物": 2,
    }  # fmt: skip


def test_a_diary_that_begins_with_the_latest_day_is_read_from_the_first() -> None:
    """Days that go back are put in order before neighbours tell equal titles apart."""
    document = notes(
        "# 2021-05-09\n\n## 种子传播\n\n甲\n\n# 2021-05-04\n\n## 观察实验\n\n乙\n\n"
        "# 2021-05-02\n\n## 蒸腾作用\n\n丙\n"
    )

    alignment = align(document, course())

    assert heading_lessons(document, alignment)["观察实验"] == 8


def test_a_day_of_many_short_lines_runs_over_what_they_name() -> None:
    """Below a date each line is placed by itself, over weeks if need be."""
    lines = ("根", "茎的用处", "叶", "蒸腾", "花", "传粉者", "结果", "种子传播")
    document = notes("# 2021年5月2日\n\n" + "".join(f"{line}\n\n" for line in lines))

    alignment = align(document, course())

    lessons = lessons_by_line(document, alignment)
    found = [lessons.get(line, [0])[0] for line in range(3, 3 + 2 * len(lines), 2)]
    assert found == [4, 5, 6, 7, 9, 10, 11, 12]


def test_a_title_word_for_word_beats_the_next_ones_that_means_as_much() -> None:
    """A heading is the lesson's whose title it is, though an overview above speaks of it too."""
    plan: Plan = {(1, 1): ("浇水的方法", "理解浇水的方法", "施肥", "修剪")}
    document = notes("# 报告\n\n- 浇水的方法\n\n# 浇水的方法\n\n甲\n\n# 施肥\n\n乙\n")

    alignment = align(document, course(plan))

    assert heading_lessons(document, alignment)["浇水的方法"] == 1


def test_all_below_homework_is_homework() -> None:
    """What stands below the heading of homework is on no lesson, whatever its words."""
    document = notes(
        "# 根\n\n甲\n\n# 作业\n\n乙\n\n## 1 茎的结构\n\n丙\n\n### 叶与光合作用\n\n丁\n"
    )

    alignment = align(document, course())

    assert heading_lessons(document, alignment) == {"根": 4}


def test_notes_on_an_interview_stay_with_its_person() -> None:
    """A section on one interview is divided among no others."""
    plain = course()
    talks = tuple(
        replace(lesson, kind=LessonKind.INTERVIEW, week=None, section=None, title=f"采访 {name}")
        for lesson, name in zip(plain.lessons[9:], ("Ann Oak", "Bob Elm", "Cid Yew"), strict=False)
    )
    lessons = (*plain.lessons[:9], *talks)
    document = notes("## 花的结构\n\n甲\n\n## 采访 Cid Yew\n\n乙\n\n- 采访\n\n- 丙\n")

    alignment = align(document, replace(plain, lessons=lessons))

    assert set(map(tuple, lessons_by_line(document, alignment).values())) == {(9,), (12,)}


def test_large_numbers_before_lessons_count() -> None:
    """第12课 can only be the running number where no week has as many lessons; 第2课 may not."""
    document = notes("## 第12课\n\n甲\n\n## 第2课\n\n乙\n")

    alignment = align(document, course())

    assert heading_lessons(document, alignment) == {"第12课": 12}


def test_number_of_another_scheme_places_nothing() -> None:
    """A number that happens to be a lesson's says nothing where no word agrees."""
    document = notes("## 2.1 刀具保养\n\n上油。\n\n## 2.2 磨刀石\n\n泡水。\n")

    alignment = align(document, course())

    assert heading_lessons(document, alignment) == {}


def test_outline_that_lost_claims_nothing() -> None:
    """Lesson numbers of an outline that the course is not made of do not count."""
    texts = {
        "a.md": "# 课程\n\n## 1 1.1.1 根 05:33\n\n## 2 1.1.2 茎 05:33\n\n## 3 1.1.3 叶 05:33\n",
        "b.md": "# 别的\n\n## 1 1.1.1 铁 05:33\n\n炼钢要焦炭。\n\n## 2 1.1.2 铜 05:33\n",
    }
    documents = [
        parse_document(scan_source(Source(path, text)), None).value for path, text in texts.items()
    ]
    config = Config()

    alignment = align_notes(documents, assemble_course(documents, config).value, config).value

    assert [piece for piece in alignment.pieces if piece.path == "b.md"] == []


def test_a_title_over_several_lessons_gives_its_lesson_to_none() -> None:
    """A section that says nothing does not follow a title whose other sections are elsewhere."""
    document = notes(
        "# 植物细胞等等\n\n前言。\n\n## 根\n\n甲\n\n## 蒸腾作用\n\n乙\n\n## 晚饭\n\n面条。\n"
    )

    placed = heading_lessons(document, align(document, course()))

    assert placed["根"] == 4
    assert placed["蒸腾作用"] == 7
    assert "晚饭" not in placed


def test_a_text_for_each_free_lesson_begins_with_the_first() -> None:
    """A section with as many items as lessons lie free before the next heading covers them all."""
    document = notes(
        "## 欢迎\n\n甲\n\n"
        "## 光合作用\n\n- 根：吸水\n- 茎：运水\n- 光合作用：养分\n\n"
        "## 蒸腾作用\n\n乙\n"
    )

    lines = lessons_by_line(document, align(document, course()))

    assert [lines[line][0] for line in (7, 8, 9)] == [4, 5, 6]


def test_a_text_without_headings_is_divided_over_the_weeks_it_tells_of() -> None:
    """Paragraphs of a file without any heading or week stand each on the lesson they speak of."""
    document = notes("说说根。\n\n蒸腾作用很快。\n\n花的结构复杂。\n\n传粉靠风。\n\n种子传播。\n")

    lines = lessons_by_line(document, align(document, course()))

    assert [lines[line][0] for line in (3, 5, 7, 9)] == [7, 9, 10, 12]


def test_a_text_without_headings_on_other_matters_stays_unplaced() -> None:
    """A text of which hardly a paragraph speaks of a lesson is not spread over any."""
    document = notes("买菜。\n\n修车。\n\n看牙。\n\n跑步。\n\n传粉靠风。\n")

    assert align(document, course()).pieces == ()


def test_homework_among_the_items_of_a_week_is_on_no_lesson() -> None:
    """An item that names homework is left out with all below it; its neighbours are placed."""
    document = notes(
        "## 第一门课第二周\n\n- 根\n- 茎的结构\n- 习题测试\n- Programming assignments\n"
        "    - 叶与光合作用\n"
    )

    alignment = align(document, course())

    assert lessons_by_line(document, alignment) == {1: [4], 3: [4], 4: [5]}


def test_a_list_of_sources_ends_a_section() -> None:
    """A line that announces sources and the addresses below it are on no lesson."""
    document = notes("## 根\n\n甲\n\n参考：\n\n> 茎的结构 https://a.example/1\n")

    alignment = align(document, course())

    assert lessons_by_line(document, alignment) == {1: [4], 3: [4]}


def test_notes_behind_the_word_for_sources_stay() -> None:
    """A line that announces sources above a text without any is part of the notes."""
    document = notes("## 根\n\n甲\n\n参考：\n\n乙\n")

    alignment = align(document, course())

    assert set(lessons_by_line(document, alignment)) == {1, 3, 5, 7}


def test_a_name_that_no_lesson_bears_keeps_a_section_off_its_neighbours() -> None:
    """A title that names something else by name stays empty although its number would fit."""
    document = notes(
        "## 1 根\n\n甲\n\n## 2 茎的结构\n\n乙\n\n## 3 LeafNet\n\n叶\n\n## 4 蒸腾作用\n\n丙\n"
    )

    alignment = align(document, course())

    assert heading_lessons(document, alignment) == {"根": 4, "茎的结构": 5, "蒸腾作用": 7}


def test_what_stands_below_a_stranger_is_on_it_too() -> None:
    """Headings that say little stay empty below one that names what no lesson speaks of."""
    document = notes(
        "## 1 根\n\n甲\n\n## 2 LeafNet\n\n叶\n\n### 为什么\n\n茎的结构。\n\n## 3 蒸腾作用\n\n丙\n"
    )

    alignment = align(document, course())

    assert heading_lessons(document, alignment) == {"根": 4, "蒸腾作用": 7}


def test_a_heading_without_lines_of_its_own_takes_none_from_its_text() -> None:
    """Where a link gives the heading, its empty span lies where the first block begins."""
    document = notes("## 根\n\n甲\n")
    section = document.sections[0]
    first = section.blocks[0].span
    assert section.heading is not None
    heading = replace(section.heading, span=Span(first.start, first.start))
    document = replace(document, sections=(replace(section, heading=heading),))

    alignment = align_notes([document], course(), Config()).value

    assert [piece.span for piece in alignment.pieces] == [first]
