"""Typesets TeX as HTML and MathML by KaTeX, which runs in an embedded JavaScript engine.

Formulas are trusted with nothing: no links, no pictures, no raw HTML, and a bound on macros.
"""

from __future__ import annotations

import atexit
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from py_mini_racer import MiniRacer

from site_builder.math.formulas import find_formulas
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.source import Source, Span
from site_builder.scan.regions import find_regions

KATEX = Path(__file__).resolve().parent.parent / "web" / "vendored" / "katex" / "katex.min.js"
"""The vendored typesetter."""

_PROGRAM = """
function typeset(tex, display) {
  try {
    return JSON.stringify({
      html: katex.renderToString(tex, {
        displayMode: display,
        output: "htmlAndMathml",
        throwOnError: true,
        strict: "ignore",
        trust: false,
        maxSize: 50,
        maxExpand: 1000
      })
    });
  } catch (error) {
    return JSON.stringify({error: String(error.message || error)});
  }
}
"""


@dataclass(frozen=True, slots=True)
class Typeset:
    """What became of a formula."""

    html: str
    """HTML and MathML; empty where the formula cannot be typeset."""
    error: str = ""
    """Why it cannot, in the typesetter's words; empty where it can."""


def is_installed() -> bool:
    """Whether the typesetter is there."""
    return KATEX.is_file()


@cache
def typeset(tex: str, *, display: bool) -> Typeset:
    """``tex`` as HTML and MathML; each formula is set once a process.

    Raises:
        FileNotFoundError: if the typesetter is not installed.
    """
    answer = json.loads(str(_engine().call("typeset", tex, display)))
    if "error" in answer:
        return Typeset("", " ".join(str(answer["error"]).split()))
    return Typeset(str(answer["html"]))


def check_formulas(source: Source) -> tuple[Diagnostic, ...]:
    """A diagnostic for each formula of ``source`` that cannot be typeset."""
    return tuple(_check_source(source))


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


def _check_source(source: Source) -> Iterator[Diagnostic]:
    whole = Span(0, len(source.text))
    formulas = find_formulas(source.text, find_regions(source.text), whole)
    if formulas and not is_installed():
        yield Diagnostic("MTH202", "formulas show as TeX: KaTeX is not installed", source.path)
        return
    for formula in formulas:
        result = typeset(formula.tex, display=formula.display)
        if result.error:
            message = f"formula cannot be typeset: {result.error}"
            yield Diagnostic("MTH201", message, source.path, formula.span)


@cache
def _engine() -> MiniRacer:
    """The one JavaScript engine of the process, with KaTeX loaded."""
    program = KATEX.read_text(encoding="utf-8")
    engine = MiniRacer()
    # Left to the interpreter's own end, closing it may wait for ever for a thread that is gone.
    atexit.register(engine.close)
    engine.eval(program)
    engine.eval(_PROGRAM)
    return engine
