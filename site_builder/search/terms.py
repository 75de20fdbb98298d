"""Takes folded text apart into the terms of the index.

    term     = bigram | word | notation | norm
    bigram   = two neighbouring Han characters
    word     = letters and digits of another script, at least two of them or a letter that is
               not Latin; also both halves of a hyphenated word as one, so of ``v_t``, ``e^z``
    notation = word ( "[" … "]" | "<" … ">" | "(" … ")" )+ | word "/" word
    norm     = "‖" word "‖"

``text.js`` does the same with queries; ``tests/search/vectors.json`` holds both to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import add

from site_builder.scan.patterns import lazy_pattern

# 梯度下降 · word2vec · w[l] · x<t> · sigmoid(z) · dj/dw · p(y|x) · v_t · ‖w‖
_TOKEN = lazy_pattern(
    r"""
    [\u3400-\u9fff]+
    | ‖[^\W_]{1,6}‖
    | [^\W_\u3400-\u9fff]+
      (?: (?: \[[a-z0-9+\-]{1,6}\] | <[a-z0-9+,'\-]{1,6}> | \([a-z0-9,|]{1,12}\) ){1,3}
        | /[^\W_\u3400-\u9fff]+
      )?
      (?:[-_^·](?=[^\W_]))?
    """,
    re.VERBOSE,
)
# a token that is more than a word: w[l]-  v_  dj/dw
_MARKED = lazy_pattern(
    r"""
    (?P<word>[^\W_]+)
    (?P<marks> (?: [\[<(].*[\]>)] | /[^\W_]+ )? )
    (?P<joint>[-_^·]?)
    """,
    re.VERBOSE,
)

_SHORTEST_WORD = 2
_LONGEST_WORD = 40


def split_terms(folded: str) -> list[str]:
    """The terms of ``folded`` in the order of the text, repeated as often as they occur."""
    terms: list[str] = []
    before = ""
    for token in _TOKEN.findall(folded):
        if "\u3400" <= token[0] <= "\u9fff":
            terms += map(add, token, token[1:])
            before = ""
            continue
        word, marks, joint = token, "", ""
        if not token.isalnum():
            if token[0] == "‖":
                terms.append(token)
                before = ""
                continue
            word, marks, joint = _take_apart(token)
        if marks:
            terms.append(word + marks)
            if marks.startswith("/") and is_word(marks[1:]):
                terms.append(marks[1:])
        if is_word(word):
            terms.append(word)
        if before:
            terms.append(before + word)
        before = word if joint else ""
    return terms


def _take_apart(token: str) -> tuple[str, str, str]:
    """The word, what marks it, and what joins it to the next."""
    found = _MARKED.fullmatch(token)
    return (found["word"], found["marks"], found["joint"]) if found else (token, "", "")


def script_order(terms: Iterable[str]) -> list[str]:
    """``terms`` in the order in which JavaScript compares them: by code units of UTF-16."""
    listed = list(terms)
    # That is the order of code points where none is above U+FFFF, as nearly always.
    if len("".join(listed).encode("utf-16-le", "surrogatepass")) == 2 * sum(map(len, listed)):
        return sorted(listed)
    return sorted(listed, key=lambda term: term.encode("utf-16-be", "surrogatepass"))


def is_word(word: str) -> bool:
    """Whether ``word`` says enough to be a term of its own."""
    if len(word) < _SHORTEST_WORD:
        return word > "\x7f"
    return len(word) <= _LONGEST_WORD
