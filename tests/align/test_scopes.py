from __future__ import annotations

import pytest

from site_builder.align.curriculum import Scope
from site_builder.align.scopes import agrees, named_scope


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("第二门课 改善深层网络", (2, None)),
        ("第三周:总结", (None, 3)),
        ("第十二周", (None, 12)),
        ("第 2 门课 第 3 周", (2, 3)),
        ("Course 4 / Week 2", (4, 2)),
        ("notes/course-2/week_03.md", (2, 3)),
        ("C2W3 notes", (2, 3)),
        ("c4_w1.md", (4, 1)),
        ("W3.md", (None, 3)),
        ("wk-2", (None, 2)),
        ("C3", (3, None)),
        ("C1: Neural networks", (1, None)),
        ("C1第2周.md", (1, 2)),
        ("C4 week 3", (4, 3)),
        ("course4-5.md", (None, None)),
        ("courses: week 1 and week 2", (None, None)),
        ("Week 2-3", (None, None)),
        ("W1 = np.zeros(3)", (None, None)),
        ("c4.5 决策树", (None, None)),
        ("普通的标题", (None, None)),
        ("weekend 3", (None, None)),
        ("discourse 7", (None, None)),
    ],
)
def test_named_scope(text: str, scope: Scope) -> None:
    """Subcourses and weeks are read in Chinese, in English and from file names."""
    assert named_scope(text) == scope


@pytest.mark.parametrize(
    ("scope", "wanted", "expected"),
    [
        ((1, 2), (1, 2), True),
        ((1, 2), (1, None), True),
        ((1, 2), (None, 2), True),
        ((1, 2), (2, None), False),
        ((1, None), (1, 2), False),
    ],
)
def test_agrees(scope: Scope, wanted: Scope, expected: bool) -> None:  # noqa: FBT001
    """What is left open fits every lesson; interviews lie in no week."""
    assert agrees(scope, wanted) is expected
