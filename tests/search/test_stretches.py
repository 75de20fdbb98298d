"""What a stretch of pages says, and how stretches are joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from site_builder.search import stretches
from site_builder.search.block_words import Wording, word_as_is
from site_builder.search.entries import Passage
from site_builder.search.postings import GRADES, join_runs
from site_builder.search.stretches import MARKS, Notes, count_stretch, pack_notes, unpack_notes

PAGES = st.lists(
    st.dictionaries(
        st.sampled_from(["aa", "bb", "面团", "发酵", "𠀀𠀁", "\ufffeq"]), st.integers(1, 400)
    ),
    max_size=12,
)


def page(*passages: tuple[str, str]) -> Notes:
    """A page of passages: headings and texts."""
    return Notes((), tuple(Passage(heading, "", word_as_is(text)) for heading, text in passages))


def join_counts(groups: Sequence[Sequence[Counter[str]]]) -> dict[str, list[int]]:
    """The postings of the pages of ``groups``, each a stretch."""
    lengths = [count.total() for group in groups for count in group]
    runs, start = [], 0
    for group in groups:
        runs += [(start, run) for run in stretches._collect_runs(group)]
        start += len(group)
    return {
        term: [int(code) for code in row.split(",")]
        for rows in join_runs(runs, lengths)
        for term, row in rows.items()
    }


@given(PAGES, st.integers(1, 5))
def test_however_pages_are_cut_the_postings_are_the_same(
    pages: list[dict[str, int]], size: int
) -> None:
    """Each page that says a term is there once, in order, with the grade that all lengths give."""
    counts = [Counter(page) for page in pages]
    groups = [counts[start : start + size] for start in range(0, len(counts), size)]
    lengths = [count.total() for count in counts]
    mean = sum(lengths) / max(1, sum(map(bool, lengths))) or 1
    expected: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    for index, count in enumerate(counts):
        for term, times in count.items():
            grade = round(GRADES * times / (times + 1.6 * (0.25 + 0.75 * lengths[index] / mean)))
            expected.setdefault(term, []).append(10 * (index - last.get(term, 0)) + (grade or 1))
            last[term] = index

    found = join_counts(groups)

    assert found == expected
    assert list(found) == sorted(expected, key=lambda term: term.encode("utf-16-be"))


def test_more_counts_than_marks_take_another_run() -> None:
    """A page that says words in more different numbers than there are marks is in two runs."""
    count = Counter({f"word{times}": times for times in range(1, len(MARKS) + 20)})

    runs = list(stretches._collect_runs([count, Counter({"word1": 1})]))
    rows = join_counts([[count, Counter({"word1": 1})]])

    assert len(runs) == 2
    assert len(rows) == len(count)
    assert [code // 10 for code in rows["word1"]] == [0, 1]


def test_a_stretch_has_the_texts_of_its_pages() -> None:
    """Formulas are in plain notation, and headings count more than texts."""
    wording = Wording(("一 二", "体积 $V^{l}$ 大"), (None, "体积 $V^{[l]}$ 大"))

    stretch = count_stretch([Notes((), (Passage("揉面", "a", wording),)), page(("", ""))])

    assert stretch.texts == ('[["揉面","a","一 二 体积 V[l] 大"]]', '[["","",""]]')
    assert stretch.lengths == (stretches.HEADING_WEIGHT + 2, 0)


def test_packed_notes_are_the_same_bytes_for_equal_notes() -> None:
    """Whether two equal texts are one object does not count."""
    text = "发酵一小时"
    once, twice = page(("a", text), ("a", text)), page(("a", text), ("a", f"发酵{text[2:]}"))

    packed = pack_notes([once])

    assert packed == pack_notes([twice])
    assert list(unpack_notes(packed)) == [once]
