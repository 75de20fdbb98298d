"""Formulas that cannot be typeset are found."""

from __future__ import annotations

from site_builder.model.source import Source
from site_builder.shell.formula_findings import check_formulas


def test_bad_formula_is_found_where_it_stands() -> None:
    """A formula that cannot be typeset is a diagnostic at its place; good ones are none."""
    texts = {"a.md": "好 $x$ 坏 $\\foo$", "b.md": "无", "c.md": "$$\\bar$$ 好 $x$"}

    found = check_formulas([Source(*item) for item in texts.items()])

    assert [[(d.code, d.path, d.span and d.span.start) for d in own] for own in found] == [
        [("MTH201", "a.md", 8)],
        [],
        [("MTH201", "c.md", 0)],
    ]
    assert "Undefined control sequence" in found[0][0].message
