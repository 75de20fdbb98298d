"""The glossary file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.glossary import Term
from site_builder.model.source import Source
from site_builder.scan.glossary import parse_glossary


def test_terms_are_read_in_order() -> None:
    """Each entry is a term; missing keys are empty."""
    source = Source(
        "glossary.yml", "- {zh: 梯度, en: gradient, text: 导数, lessons: [10]}\n- zh: 权重\n"
    )

    outcome = parse_glossary(source)

    assert outcome.value == (Term("梯度", "gradient", "导数", (10,)), Term("权重", "", "", ()))
    assert not outcome.diagnostics


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [", "no YAML"),
        ("zh: 梯度\n", "no list"),
        ("- 梯度\n", "no mapping"),
        ("- en: gradient\n", "without zh"),
        ("- {zh: 梯度, lesson: 1}\n", "unknown key 'lesson'"),
        ("- {zh: 梯度, lessons: [a]}\n", "no list of lesson numbers"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, words: str) -> None:
    """A broken file or entry is named with what is wrong."""
    outcome = parse_glossary(Source("glossary.yml", text))

    assert [d.code for d in outcome.diagnostics] == ["GLO101"]
    assert words in outcome.diagnostics[0].message


@given(st.text(alphabet="-a:[]{}zh \n#'\"&*!"))
def test_any_text_is_read(text: str) -> None:
    """Whatever the text, reading does not raise."""
    outcome = parse_glossary(Source("glossary.yml", text))

    assert isinstance(outcome.value, tuple)
