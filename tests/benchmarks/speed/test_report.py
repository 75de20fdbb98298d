from benchmarks.speed.figures import Figure, Figures, Measure
from benchmarks.speed.machine import Machine
from benchmarks.speed.report import (
    format_bars,
    format_figure,
    format_growth,
    format_measure,
    format_results,
    missed_bars,
)

LABELS = {"ours": "site-builder", "material": "Material", "zensical": "Zensical"}
MACHINE = Machine("Abacus 3", 2, 16_000_000_000, "Linux", "3.11.2", 0.5)


def _figures(ours: float) -> Figures:
    return Figures(
        [
            Figure(Measure.COLD, "ours", 183, (ours, ours * 1.1), "abc"),
            Figure(Measure.COLD, "material", 183, (4.0, 4.4), "abc"),
            Figure(Measure.COLD, "ours", 7320, (ours * 60,), "abc"),
            Figure(Measure.OUTPUT, "ours", 183, (12_345_678.0,), "abc"),
        ]
    )


def test_a_bar_that_is_reached_is_told() -> None:
    """A ratio below its bar counts as met, and what was not measured says so."""
    rows = format_bars(_figures(1.0)).splitlines()

    assert "| 183 | ≤ 0.35 | 0.25 | yes |" in next(row for row in rows if "÷ material" in row)
    assert "| – | not measured |" in next(row for row in rows if "÷ zensical" in row)


def test_missed_bars_are_named() -> None:
    """A ratio and a growth above their bars are missed; what was not measured is not."""
    missed = missed_bars(_figures(2.0))

    assert missed == ["cold at 183", "growth"]


def test_a_table_has_a_row_for_each_tool_and_size() -> None:
    """Median, range, number of runs and ratios stand in a row."""
    rows = format_measure(_figures(1.0), Measure.COLD, LABELS).splitlines()

    assert rows[2] == "| 183 | site-builder | 1.05 s | 1.00 s – 1.10 s | 2 | 0.25 | – |"
    assert len(rows) == 2 + 3


def test_growth_is_told_from_size_to_size() -> None:
    """A tool that was not measured at a size has no slope there."""
    rows = format_growth(_figures(1.0), Measure.COLD, LABELS).splitlines()

    assert rows[0] == "| tool | 183 → 7,320 |"
    assert rows[2:] == ["| site-builder | 1.10 |", "| Material | – |"]


def test_one_size_does_not_grow() -> None:
    """Where one size was measured there is no table of growth."""
    assert not format_growth(_figures(1.0), Measure.OUTPUT, LABELS)


def test_a_tool_that_took_too_long_says_so() -> None:
    """A figure without values is a row without a median."""
    line = format_figure(Figure(Measure.COLD, "material", 7320, ()), LABELS)

    assert "took too long" in line


def test_results_say_where_and_what_was_measured() -> None:
    """Machine, versions, commit and limits stand on the page."""
    versions = {"mkdocs": "1.6.1"}

    text = format_results(_figures(1.0), LABELS, MACHINE, versions, {"material": 1830})

    for part in ("Abacus 3, 2 cores, 16 GB", "mkdocs 1.6.1", "Commit: abc", "Material above 1,830"):
        assert part in text
    assert "12.3 MB" in text
