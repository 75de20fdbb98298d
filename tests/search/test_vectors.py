import json
import re
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.search.folding import fold, fold_table
from site_builder.search.terms import split_terms
from tests.support.search import script_engine

# [{"text": …, "folded": …, "terms": […]}]
VECTORS = Path(__file__).with_name("vectors.json")


class Vector(TypedDict):
    text: str
    folded: str
    terms: list[str]


def read_vectors() -> list[Vector]:
    """Texts with what both languages make of them."""
    vectors: list[Vector] = json.loads(VECTORS.read_text(encoding="utf-8"))
    return vectors


@pytest.mark.parametrize("vector", read_vectors(), ids=lambda vector: vector["text"])
def test_the_build_folds_and_splits_as_the_vectors_say(vector: Vector) -> None:
    """Width, case, Traditional characters, words, notation."""
    folded = fold(vector["text"])

    assert folded == vector["folded"]
    assert list(split_terms(folded)) == vector["terms"]


def test_the_browser_folds_and_splits_as_the_vectors_say() -> None:
    """The script agrees with the build on every vector."""
    vectors = read_vectors()
    used = {char for vector in vectors for char in vector["folded"]}
    pairs = json.dumps(fold_table(used), ensure_ascii=False)
    with script_engine() as engine:
        engine.eval(
            f"const pairs = [...{pairs}]; const index = {{folding: new Map(), folded: new Map()}}"
        )
        engine.eval("pairs.forEach((c, i) => i % 2 || index.folding.set(c, pairs[i + 1]))")
        engine.eval(
            "const both = (text) => {const folded = lessonSearch.fold(index, text);"
            "return JSON.stringify([folded, lessonSearch.splitTerms(folded)])}"
        )

        found = [json.loads(str(engine.call("both", vector["text"]))) for vector in vectors]

    assert found == [[vector["folded"], vector["terms"]] for vector in vectors]


@given(st.text())
def test_any_text_splits_into_terms_of_itself(text: str) -> None:
    """No term says what the text does not, but for the two halves of a joint word."""
    folded = fold(text)

    terms = list(split_terms(folded))

    assert all(term in folded or term in re.sub("[-_^·]", "", folded) for term in terms)
    assert fold(folded) == folded or not folded.isascii()
