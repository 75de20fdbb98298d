import pytest

from site_builder.search.entries import Entry, PageEntry, collect_entries
from site_builder.search.names import Kind, Name, collect_names, list_names, written_names
from tests.support.search import CONFIG, bakery


def page(title: str) -> PageEntry:
    """A page of that title."""
    return PageEntry("videos/x", title, (), ())


def names_of(*entries: Entry) -> list[tuple[Name, ...]]:
    """The names of pages."""
    return [list_names(written_names(entry)) for entry in entries]


def bakery_lesson(number: int) -> Entry:
    """The entry of a lesson on baking."""
    return tuple(collect_entries(bakery(), CONFIG))[number - 1]


def test_names_are_titles_terms_tags_and_moments() -> None:
    """A lesson is found by all that it is called."""
    entry = bakery_lesson(4)

    names = {(name.kind, name.text) for name in list_names(written_names(entry))}

    assert (Kind.TITLE, "第一次发酵") in names
    assert (Kind.TAG, "发酵") in names
    assert any(kind is Kind.MOMENT and "演示" in text for kind, text in names)


@pytest.mark.parametrize(
    ("title", "initials"),
    [
        ("Gated Recurrent Unit (GRU)", {"~gr", "~gru", "~ru"}),
        ("Non-max suppression", {"~nms", "~nm", "~ms"}),
        ("What is the chain rule", {"~cr"}),
        ("卷积 Batch Norm 层", {"~bn"}),
        ("Adam", set()),
    ],
)
def test_initials_are_those_of_neighbouring_words(title: str, initials: set[str]) -> None:
    """Little words stand at neither end."""
    found = {term for term in collect_names(names_of(page(title))) if term.startswith("~")}

    assert initials <= found
    assert initials or not found


def test_names_are_found_in_the_words_of_taiwan() -> None:
    """Where another word is used there, not only other characters."""
    names = collect_names(names_of(page("神经网络"), page("面包")))

    assert "网络" in names
    assert "网路" in names
    assert [term for term in names if "面" in term] == ["面", "面包"]


def test_a_place_has_kind_length_and_number_of_the_name() -> None:
    """The code of a place, as ``ranking.js`` takes it apart."""
    lesson = bakery_lesson(6)

    places = collect_names(names_of(page("面包"), lesson))

    assert places["面包"] == [0, 0 + 8 * 1, 1, 0 + 8 * (3 + 32 * 0)]
    assert places["leaven"] == [1, Kind.TERM + 8 * (1 + 32 * 2)]
