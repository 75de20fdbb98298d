"""The formulas of a stretch of text."""

from site_builder.math.formulas import Formula, find_formulas
from site_builder.model.source import Span
from site_builder.scan.regions import find_regions


def test_formulas_come_in_order_with_their_spans() -> None:
    """Inline and display formulas are found, code and prices are none."""
    text = "价格 $5和$6，`$z$`，$x$ 与\n\n$$\ny\n$$\n"

    formulas = find_formulas(text, find_regions(text), Span(0, len(text)))

    assert formulas == (
        Formula(Span(15, 18), "x", display=False),
        Formula(Span(22, 29), "y", display=True),
    )


def test_only_formulas_wholly_within_count() -> None:
    """A formula that the stretch cuts is left out."""
    text = "$a$ $b$"

    formulas = find_formulas(text, find_regions(text), Span(0, 6))

    assert [formula.tex for formula in formulas] == ["a"]
