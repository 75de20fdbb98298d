"""Formulas as HTML and MathML, each set once: in this process, and from build to build."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from site_builder.math.formulas import Formula, find_formulas
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.source import Source, Span
from site_builder.scan.regions import find_regions
from site_builder.scan.scanned import ScannedSource
from site_builder.shell.katex import Typeset, is_installed, run_katex
from site_builder.shell.store import Store, digest_of, dump_value, encode

_KIND = "formula"

_MOST = 2000
"""Formulas that are held in memory, some 10 MB; the store has the others."""


class Typesetter:
    """Formulas that are set already, and KaTeX for all others."""

    def __init__(self) -> None:
        self._set: dict[tuple[str, bool], Typeset] = {}
        self._store = Store(None)
        self._stamp = b""
        self._alone = threading.RLock()

    def lend(self, store: Store, stamp: bytes) -> None:
        """Takes and keeps formulas in ``store`` from now on, under ``stamp`` of the program."""
        with self._alone:
            self._store, self._stamp = store, stamp

    def typeset(self, formulas: Sequence[tuple[str, bool]]) -> list[Typeset]:
        """Each formula as HTML and MathML, in their order.

        Args:
            formulas: TeX, and whether it is displayed on lines of its own.

        Raises:
            FileNotFoundError: if the typesetter is not installed.
        """
        with self._alone:
            self._set_new(formulas)
            results = [self._set[formula] for formula in formulas]
            for oldest in list(islice(self._set, max(0, len(self._set) - _MOST))):
                del self._set[oldest]
            return results

    def _set_new(self, formulas: Sequence[tuple[str, bool]]) -> None:
        new = [formula for formula in dict.fromkeys(formulas) if formula not in self._set]
        if new:
            keys = [self._key(*formula) for formula in new]
            known = self._store.find(_KIND, keys)
            for formula, key in zip(new, keys, strict=True):
                kept = known.get(key)
                if isinstance(kept, Typeset):
                    self._set[formula] = kept
            fresh = [pair for pair in zip(new, keys, strict=True) if pair[0] not in self._set]
            made = run_katex([formula for formula, _ in fresh])
            for (formula, key), result in zip(fresh, made, strict=True):
                self._set[formula] = result
                self._store.keep(_KIND, {key: dump_value(result)})
            self._store.flush()

    def _key(self, tex: str, display: bool) -> bytes:  # noqa: FBT001 (half of a formula)
        return digest_of((self._stamp, bytes([display]), encode(tex)))


TYPESETTER = Typesetter()
"""The one of this process."""


def check_formulas(sources: Sequence[ScannedSource]) -> list[tuple[Diagnostic, ...]]:
    """For each of ``sources`` a diagnostic for each formula that cannot be typeset.

    Formulas of all sources are set at once: a call of the typesetter costs as much as two of them.
    """
    found = [(one.source, _formulas_of(one)) for one in sources]
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


def _formulas_of(scanned: ScannedSource) -> tuple[Formula, ...]:
    text = scanned.source.text
    return find_formulas(text, scanned.regions, Span(0, len(text)))


def _failures(
    source: Source, formulas: Iterable[Formula], results: Iterator[Typeset]
) -> Iterator[Diagnostic]:
    """A diagnostic for each of ``formulas`` that failed; takes a result for each of them."""
    for formula, result in zip(formulas, results, strict=False):
        if result.error:
            message = f"formula cannot be typeset: {result.error}"
            yield Diagnostic("MTH201", message, source.path, formula.span)
