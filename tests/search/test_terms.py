from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.search.folding import fold
from site_builder.search.terms import script_order, split_terms

NOTATION = st.text("ab1é가а梯度‖[]<>()+-_^·/|,' ²ｘz\n𠀀", max_size=30)


@given(NOTATION, NOTATION)
@example("v_", "t")
@example("w[l", "]")
def test_a_line_ends_every_term(one: str, other: str) -> None:
    """Passages are taken apart together, and no term reaches from one into the next."""
    apart = split_terms(fold(one)) + split_terms(fold(other))

    assert split_terms(fold(f"{one}\n{other}")) == apart


@given(NOTATION)
def test_terms_are_what_is_written(text: str) -> None:
    """Every term is in the text, but for the sign that joins the halves of a word."""
    folded = fold(text)
    bare = folded.translate({ord(sign): None for sign in "-_^·"})

    for term in split_terms(folded):
        assert term in folded or term in bare


@given(st.lists(st.text("aé梯\uffee𠀀😀", min_size=1, max_size=3)))
def test_the_order_of_terms_is_that_of_javascript(terms: list[str]) -> None:
    """By code units: what stands above U+FFFF comes before U+FFEE."""
    units = [term.encode("utf-16-be") for term in script_order(terms)]

    assert units == sorted(units)
