import json
from collections.abc import Iterator, Sequence

import pytest

from site_builder.model.config import Config
from site_builder.model.site import Catalog
from site_builder.model.source import Source
from site_builder.pipeline import build_site
from site_builder.search import index as index_module
from site_builder.search.index import IndexFile, build_index
from site_builder.shell.searching import Searcher, open_searcher
from tests.support.search import (
    CONFIG,
    TEMPLATES,
    bakery,
    bakery_index,
    read_file,
    script_engine,
)


@pytest.fixture(scope="module")
def searcher() -> Iterator[Searcher]:
    """The bakery."""
    with open_searcher(bakery_index()) as searcher:
        yield searcher


def numbers(searcher: Searcher, query: str) -> list[int | None]:
    """Lessons found, best first."""
    return [found["number"] for found in searcher.find(query, 10)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("揉面", 2),
        ("为什么要揉面", 2),
        ("第一次發酵", 4),  # Traditional
        ("１×１ 模具", 3),  # full width
        ("1x1", 3),
        ("sourdough", 6),
        ("SOURDOUGH", 6),
        ("sourdogh", 6),  # a letter short
        ("soudrough", 6),  # two letters swapped
        ("sourd", 6),  # still typing
        ("diyicifajiao", 4),
        ("di yi ci fa jiao", 4),
        ("dycfj", 4),
        ("hongkao wendu", 5),
        ("hkwd", 5),
        ("hongkao mianfen", 5),  # two words that stand in no name together
        ("sourdough mianbao", 6),  # pinyin beside another word
        ("chongzuo", 6),  # 重 in either of its sounds
        ("烘靠温度", 5),  # sounds the same
        ("洪烤温度", 5),
        ("烘烤湿度", 5),  # looks alike
        ("酵种", 6),  # glossary
        ("leaven", 6),
        ("V[l]", 4),  # notation
        ("dT/dt", 4),
        ("预热", 5),  # notes
        ("面筋", 2),  # a reference's title
        ("酵母菌 温暖", 4),
    ],
)
def test_a_lesson_is_found_however_it_is_typed(searcher: Searcher, query: str, first: int) -> None:
    """Titles, notes, pinyin, initials, notation and typing errors."""
    assert numbers(searcher, query)[:1] == [first]


FIELD = """# 机器学习入门

## 1 1.1 导数 05:30

## 2 1.2 梯度下降法 10:00

## 3 1.3 过拟合 08:00
"""


@pytest.mark.parametrize(("query", "first"), [("slope", 1), ("downhill", 2), ("overfitting", 3)])
def test_words_of_the_field_find_a_title_that_does_not_have_them(query: str, first: int) -> None:
    """What a title names is found by its other wordings and by what explains it, without notes."""
    site = build_site([Source("outline.md", FIELD)], Config(), Catalog(), TEMPLATES).value

    with open_searcher(build_index(site, Config())) as searcher:
        found = numbers(searcher, query)

    assert found == [first]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("3", [3]),
        ("第3课", [3]),
        ("第 3 课", [3]),
        ("1.2.1", [4]),
        ("c2", [6]),
        ("c1 面", [1, 2]),
        ("week:2", [4, 5]),
        ("第2周", [4, 5]),
        ("周:2 温度", [5, 4]),
        ("tag:发酵 烘烤", [5]),
        ("标签:發酵", [4, 5]),
        ("长:>10", [3, 6]),
        ("时长<6分", [1]),
        ("长:>20 面包", [6]),
    ],
)
def test_filters_narrow_what_is_found(searcher: Searcher, query: str, found: list[int]) -> None:
    """Numbers, courses, weeks, tags and lengths."""
    assert numbers(searcher, query)[: len(found)] == found


@pytest.mark.parametrize("query", ["c2", "week:2", "tag:发酵", "长:>10", "c1 面粉"])
def test_filters_leave_nothing_else(searcher: Searcher, query: str) -> None:
    """What the filter excludes is not found at all."""
    assert len(numbers(searcher, query)) < 6


@pytest.mark.parametrize(
    "query", ["", " ", "qqqqq", "[[[", "(", "*", "\\", "c9", "tag:", "a" * 5000, "的" * 5000, "😀"]
)
def test_odd_queries_end_well(searcher: Searcher, query: str) -> None:
    """Nothing that can be typed breaks the search."""
    assert len(numbers(searcher, query)) <= 6


def test_a_result_says_where_it_is(searcher: Searcher) -> None:
    """The passage with its id, what was found marked, and the moment in the video."""
    found = searcher.find("演示 两倍", 1)[0]

    assert found["url"] == "lessons/004/"
    assert found["passages"][0]["url"] == "lessons/004/"
    assert found["passages"][0]["text"][1::2] == ["两倍", "演示"]
    assert found["moments"][0]["label"] == "02:05"
    assert found["moments"][0]["words"][1::2][-1] == "演示"


def test_a_result_leads_to_the_heading(searcher: Searcher) -> None:
    """A passage under a heading of its own has the address of that heading."""
    found = searcher.find("上火", 1)[0]

    assert found["passages"][0]["url"] == "lessons/005/#上下火"


def test_marks_stand_where_the_text_was_written(searcher: Searcher) -> None:
    """A Traditional or full-width query marks the words as the page has them."""
    found = searcher.find("１×１ 模具", 1)[0]

    assert "".join(found["title"]) == "1×1 模具"
    assert found["title"][1::2] == ["1×1", "模具"]


def test_every_answer_is_the_same_again(searcher: Searcher) -> None:
    """Lessons of the same score keep their order."""
    assert searcher.find("面", 10) == searcher.find("面", 10)


QUERIES = [
    "温暖 烤箱 dT/dt",
    "揉面",
    "烘靠温度",
    "sourdogh",
    "dycfj",
    "第一次發酵",
    "tag:发酵 火",
    "c2",
]


@pytest.mark.parametrize("query", QUERIES)
def test_the_parts_that_a_query_needs_give_the_ranking_of_all(
    query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing changes when the other parts are loaded too, nor when all is in one file."""
    whole = build_index(bakery(), CONFIG)
    monkeypatch.setattr(index_module, "WHOLE_SIZE", 0)
    sizes = {"names": 150, "terms": 150, "rows": 40, "texts": 60}
    monkeypatch.setattr(index_module, "SIZES", sizes)
    parted = build_index(bakery(), CONFIG)

    of_some, of_all = rank_parted(parted, query)

    assert of_some == of_all
    with open_searcher(whole) as searcher:
        assert [hit["entry"] + 1 for hit in of_some] == numbers(searcher, query)


def rank_parted(files: Sequence[IndexFile], query: str) -> list[list[dict[str, int]]]:
    """Hits with the parts that a query needs, which are some of them, and with all parts."""
    parts: dict[str, dict[str, object]] = {"names": {}, "terms": {}}
    for file in files[1:]:
        kind, number, _ = file.path.removeprefix("search/").split("-")
        parts.setdefault(kind, {})[number] = read_file(file)
    with script_engine() as engine:
        engine.eval(f"const index = lessonSearch.open({json.dumps(read_file(files[0]))})")
        engine.eval(f"const all = {json.dumps(parts)}")
        engine.eval(
            "const pick = (kind, numbers) =>"
            "  Object.fromEntries(numbers.map((n) => [n, all[kind][n]]));"
            "const both = (typed) => {const query = lessonSearch.read(index, typed);"
            "const needed = lessonSearch.partsOf(index, query);"
            "const some = {names: pick('names', needed.names), terms: pick('terms', needed.terms)};"
            "return JSON.stringify([needed.names.length + needed.terms.length,"
            "lessonSearch.rank(index, query, some), lessonSearch.rank(index, query, all)])}"
        )
        needed, some, every = json.loads(str(engine.call("both", query)))
    assert needed < len(parts["names"]) + len(parts["terms"])
    return [some, every]
