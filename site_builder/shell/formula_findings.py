"""What is found in the formulas of notes: which of them cannot be typeset, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from site_builder.math.formulas import Formula, find_formulas
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.source import Source, Span
from site_builder.scan.regions import find_regions
from site_builder.shell.katex import Typeset, is_installed
from site_builder.shell.typesetting import TYPESETTER


def check_formulas(sources: Sequence[Source]) -> list[tuple[Diagnostic, ...]]:
    """For each of ``sources`` a diagnostic for each formula that cannot be typeset.

    Formulas of all sources are set at once: a call of the typesetter costs as much as two of them.
    """
    found = [(source, _formulas_of(source)) for source in sources]
    if not is_installed():
        message = "formulas show as TeX: KaTeX is not installed"
        return [(Diagnostic("MTH202", message, s.path),) if own else () for s, own in found]
    results = iter(TYPESETTER.typeset([(f.tex, f.display) for _, own in found for f in own]))
    return [tuple(_failures(source, own, results)) for source, own in found]


def locate_failures(found: Iterable[Diagnostic], sources: Iterable[Source]) -> dict[str, str]:
    """By TeX where each formula stands that cannot be typeset, as ``notes.md:5:9``."""
    texts = {source.path: source for source in sources}
    places: dict[str, str] = {}
    for diagnostic in found:
        source = texts.get(diagnostic.path)
        if diagnostic.code != "MTH201" or source is None or diagnostic.span is None:
            continue
        start = diagnostic.span.start
        place = f"{source.path}:{source.line_number(start)}:{source.column_number(start)}"
        for formula in find_formulas(source.text, find_regions(source.text), diagnostic.span):
            places.setdefault(formula.tex, place)
    return places


def _formulas_of(source: Source) -> tuple[Formula, ...]:
    text = source.text
    return find_formulas(text, find_regions(text), Span(0, len(text)))


def _failures(
    source: Source, formulas: Iterable[Formula], results: Iterator[Typeset]
) -> Iterator[Diagnostic]:
    """A diagnostic for each of ``formulas`` that failed; takes a result for each of them."""
    for formula, result in zip(formulas, results, strict=False):
        if result.error:
            message = f"formula cannot be typeset: {result.error}"
            yield Diagnostic("MTH201", message, source.path, formula.span)
