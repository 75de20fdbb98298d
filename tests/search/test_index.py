from collections.abc import Sequence
from typing import Any, cast

import pytest

from site_builder.search import index as index_module
from site_builder.search.entries import collect_entries
from site_builder.search.index import IndexFile, build_index
from site_builder.search.postings import GRADES
from tests.support.search import CONFIG, bakery, bakery_index, read_file


def test_the_first_file_says_what_lessons_are_called() -> None:
    """Names and titles of a small course are part of it; parts are named by a digest of all."""
    first = read_first(bakery_index())

    assert first["here"]["rows"][5][0] == "重做 Sourdough 面包"
    assert "酵种" in first["here"]["names"]
    assert first["lexicon"] is None
    assert first["suffix"] == "/"
    assert {file.path for file in bakery_index()} == {
        "search/index.js",
        f"search/terms-0-{first['build']}.js",
        f"search/texts-0-{first['build']}.js",
    }


def test_the_first_file_says_where_lessons_stand_in_the_course() -> None:
    """By lesson: its number as a distance, course, week, section and seconds."""
    lessons = read_first(bakery_index())["lessons"]

    assert lessons["numbers"] == [1, 1, 1, 1, 1, 1]
    assert lessons["courses"] == [1, 5, 2, 1]
    assert lessons["weeks"] == [1, 3, 2, 2, 1, 1]
    assert lessons["sections"] == [1, 2, 3, 1, 2, 1]
    assert lessons["durations"][0] == 330


def test_the_same_site_gives_the_same_bytes() -> None:
    """Nothing in the index depends on when or where it was built."""
    assert bakery_index() == bakery_index()


def test_parts_are_cut_by_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every term and every lesson is in exactly one part, in order."""
    monkeypatch.setattr(index_module, "WHOLE_SIZE", 0)
    monkeypatch.setattr(
        index_module, "SIZES", {"names": 400, "terms": 150, "rows": 40, "texts": 60}
    )

    files = build_index(bakery(), CONFIG)

    first = read_first(files)
    assert first["here"] is None
    for kind in ("names", "terms"):
        parts = [cast(dict[str, object], read_file(f)) for f in files if f"/{kind}-" in f.path]
        every = [term for part in parts for term in part]
        assert len(parts) > 2
        assert every == sorted(set(every))
        assert first["parts"][kind] == [next(iter(part)) for part in parts]
    for kind in ("rows", "texts"):
        rows = [cast(list[object], read_file(f)) for f in files if f"/{kind}-" in f.path]
        assert len(rows) > 1
        assert sum(len(part) for part in rows) == 6 + len(first["pages"])
        assert first["parts"][kind] == [sum(len(p) for p in rows[:i]) for i in range(len(rows))]


def test_a_long_course_sends_its_words_with_the_first_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Pairs by their first character and Latin words, with how many names have them."""
    monkeypatch.setattr(index_module, "WHOLE_SIZE", 0)

    han, latin = read_first(build_index(bakery(), CONFIG))["lexicon"]

    assert "揉面" in han.split(" ")
    assert "发酵1" in han.split(" ")  # a title, and a tag of two lessons
    assert {"1x1", "leaven", "sourdough"} <= set(latin.split(" "))


def test_a_heading_weighs_more_than_its_text() -> None:
    """Grades stay within their range and follow how often a term is said, and where."""
    postings = read_postings(bakery_index())

    (code,) = postings["发酵"]
    (other,) = postings["两倍"]
    assert code // 10 == other // 10 == 3
    assert code % 10 > other % 10
    assert all(1 <= code % 10 <= GRADES for row in postings.values() for code in row)


def test_indices_of_a_term_are_distances() -> None:
    """The first counts from 0, each other one from that before it."""
    entries = collect_entries(bakery(), CONFIG)

    row = read_postings(bakery_index())["温度"]

    at = [index for index, entry in enumerate(entries) if "温度" in str(entry.passages)]
    assert len(at) > 1
    assert [sum(code // 10 for code in row[: i + 1]) for i in range(len(row))] == at


def read_postings(files: Sequence[IndexFile]) -> dict[str, list[int]]:
    """The postings of an index that has them in one part."""
    (part,) = (file for file in files if "/terms-" in file.path)
    return cast(dict[str, list[int]], read_file(part))


def read_first(files: Sequence[IndexFile]) -> dict[str, Any]:
    """The value of the first file."""
    return cast(dict[str, Any], read_file(files[0]))
