from collections.abc import Mapping
from typing import cast

import pytest

from site_builder.search import index as index_module
from site_builder.search.entries import collect_entries
from site_builder.search.index import build_index
from site_builder.search.postings import GRADES, collect_postings
from tests.support.search import CONFIG, bakery, bakery_index, read_file


def test_the_first_tier_says_what_lessons_are_called() -> None:
    """A row a lesson; parts are named by a digest of all of them."""
    first = cast(Mapping[str, object], read_file(bakery_index()[0]))

    rows = cast(list[list[object]], first["lessons"])

    assert [row[0] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert rows[5][-1] == ["酵种", "leaven"]
    assert first["suffix"] == "/"
    assert {file.path for file in bakery_index()} == {
        "search/index.js",
        f"search/terms-0-{first['build']}.js",
        f"search/texts-0-{first['build']}.js",
    }


def test_the_same_site_gives_the_same_bytes() -> None:
    """Nothing in the index depends on when or where it was built."""
    assert bakery_index() == bakery_index()


def test_parts_are_cut_by_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every term and every lesson is in exactly one part, in order."""
    monkeypatch.setattr(index_module, "TERMS_SIZE", 200)
    monkeypatch.setattr(index_module, "TEXTS_SIZE", 60)

    files = build_index(bakery(), CONFIG)

    values = [read_file(file) for file in files]
    first = cast(Mapping[str, list[object]], values[0])
    terms = [
        cast(dict[str, object], v) for f, v in zip(files, values, strict=True) if "terms" in f.path
    ]
    texts = [cast(list[object], v) for f, v in zip(files, values, strict=True) if "texts" in f.path]
    every = [term for part in terms for term in part]
    assert len(terms) > 2
    assert every == sorted(set(every))
    assert first["terms"] == [next(iter(part)) for part in terms]
    assert sum(len(part) for part in texts) == 6
    assert len(texts) > 1
    assert first["texts"] == [sum(len(p) for p in texts[:i]) for i in range(len(texts))]


def test_a_heading_weighs_more_than_its_text() -> None:
    """Grades stay within their range and follow how often a term is said, and where."""
    postings = collect_postings(collect_entries(bakery(), CONFIG))

    grades = {posting.lesson: posting.grade for posting in postings["发酵"]}

    assert grades[3] > postings["两倍"][0].grade
    assert all(1 <= p.grade <= GRADES for found in postings.values() for p in found)
