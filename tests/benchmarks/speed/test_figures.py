from pathlib import Path

import pytest

from benchmarks.speed.figures import Figure, Figures, Measure, read_figures, write_figures


def _cold(tool: str, *values: float, lessons: int = 183) -> Figure:
    return Figure(Measure.COLD, tool, lessons, values)


def test_a_ratio_is_that_of_neighbouring_runs() -> None:
    """A slow round that both tools shared does not change their ratio."""
    figures = Figures([_cold("ours", 1.0, 9.0, 1.0), _cold("material", 4.0, 36.0, 4.0)])

    assert figures.ratio(Measure.COLD, "ours", "material", 183) == 0.25


def test_a_tool_that_ran_once_is_compared_with_the_first_round() -> None:
    """Rounds that a slow tool left out do not count."""
    figures = Figures([_cold("ours", 1.0, 50.0), _cold("material", 4.0)])

    assert figures.ratio(Measure.COLD, "ours", "material", 183) == 0.25


def test_without_a_run_there_is_no_ratio() -> None:
    """A tool that took too long has no ratio, and one never measured has none either."""
    figures = Figures([_cold("ours", 1.0), _cold("material")])

    assert figures.ratio(Measure.COLD, "ours", "material", 183) is None
    assert figures.ratio(Measure.COLD, "ours", "hugo", 183) is None


@pytest.mark.parametrize(("power", "last"), [(1, 40.0), (2, 1600.0)])
def test_an_exponent_tells_how_a_figure_grows(power: int, last: float) -> None:
    """Forty times the lessons in forty times the time is linear."""
    figures = Figures([_cold("ours", 1.0), _cold("ours", last, lessons=183 * 40)])

    exponent = figures.exponent(Measure.COLD, "ours", 183, 183 * 40)

    assert exponent == pytest.approx(power)


def test_figures_are_kept(tmp_path: Path) -> None:
    """What is written is read again, a tool that took too long included."""
    path = tmp_path / "new" / "figures.json"
    taken = [_cold("ours", 1.5, 2.5), _cold("hugo")]

    write_figures(path, Figures(taken))

    assert read_figures(path).of(Measure.COLD) == taken


def test_a_newer_figure_takes_the_place_of_the_older() -> None:
    """A part that is measured again leaves one figure."""
    figures = Figures([_cold("ours", 9.0)])

    figures.add(_cold("ours", 1.0))

    assert figures.of(Measure.COLD) == [_cold("ours", 1.0)]


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    """Figures of an older form are named, with the remedy."""
    path = tmp_path / "figures.json"
    path.write_text('[{"measure": "cold"}]', encoding="utf-8")

    with pytest.raises(SystemExit, match="--fresh"):
        read_figures(path)
