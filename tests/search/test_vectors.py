import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

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


# How a text is folded whose marks are looked for, and how its characters are one by one.
_FOLD_BOTH = """
const index = lessonSearch.openFolding("網网經经")
function foldBoth(text) {
  const {folded, places} = lessonSearch.foldWithPlaces(index, text)
  let at = 0
  const units = [...text].flatMap((char) => {
    const own = lessonSearch.foldChar(index, char).split("").map((unit) => [unit, at])
    at += char.length
    return own
  })
  // The first unit of a character that has two.
  const start = (i) => (/[\\udc00-\\udfff]/.test(text[i]) ? i - 1 : i)
  const found = folded.split("").map((unit, i) => [unit, start(places === null ? i : places[i])])
  return JSON.stringify([found, units])
}
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[MiniRacer]:
    """An engine that folds texts in both ways."""
    with script_engine() as engine:
        engine.eval(_FOLD_BOTH)
        yield engine


@given(st.text(st.characters(codec="utf-8", exclude_characters="Σ"), max_size=40))
@example("（神經網絡）……①")
@example("ﬁe\u0301")
@example("½ｶﾞ")
@example("ﬁ\u3131\u314f")
@example("İ\U0001f600網")
def test_marks_find_their_place_however_text_is_folded(folder: MiniRacer, text: str) -> None:
    """Each unit of the folded text knows the unit of the text that it comes from."""
    found, expected = json.loads(str(folder.call("foldBoth", text)))

    assert found == expected
