"""Typesets TeX as HTML and MathML by KaTeX, which runs in an embedded JavaScript engine.

Formulas are trusted with nothing: no links, no pictures, no raw HTML, and a bound on macros.
"""

from __future__ import annotations

import atexit
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from site_builder.shell.workforce import forbid_forking

if TYPE_CHECKING:
    from py_mini_racer import MiniRacer

KATEX = Path(__file__).resolve().parent.parent / "web" / "vendored" / "katex" / "katex.min.js"
"""The vendored typesetter."""

_FLAGS = (
    # To compile once more, and better, takes longer than what it gains while a course is set.
    "--no-opt",
    # Nearly all that a formula takes is garbage at once. With room for that the engine seldom looks
    # for it, and holds some 45 MB however many formulas it has set.
    "--min-semi-space-size=16",
    "--max-semi-space-size=16",
)
"""Flags of V8: with them 2,101 formulas take .51 s and not .83 s."""

_AT_ONCE = 50
"""Formulas of a call, which costs about as much as one; what comes of them is held three times."""

_PROGRAM = """
function typeset(formulas) {
  return JSON.stringify(formulas.map(function (formula) {
    try {
      return {
        html: katex.renderToString(formula[0], {
          displayMode: formula[1],
          output: "htmlAndMathml",
          throwOnError: true,
          strict: "ignore",
          trust: false,
          maxSize: 50,
          maxExpand: 1000
        })
      };
    } catch (error) {
      return {error: String(error.message || error)};
    }
  }));
}
"""


class Typeset(Struct, frozen=True):
    """What became of a formula."""

    html: str
    """HTML and MathML; empty where the formula cannot be typeset."""
    error: str = ""
    """Why it cannot, in the typesetter's words; empty where it can."""


def is_installed() -> bool:
    """Whether the typesetter is there."""
    return KATEX.is_file()


def run_katex(formulas: Sequence[tuple[str, bool]]) -> list[Typeset]:
    """Each formula as HTML and MathML, in their order.

    Args:
        formulas: TeX, and whether it is displayed on lines of its own.

    Raises:
        FileNotFoundError: if the typesetter is not installed.
    """
    shares = (formulas[start : start + _AT_ONCE] for start in range(0, len(formulas), _AT_ONCE))
    return [result for share in shares for result in _run(share)]


def _run(formulas: Sequence[tuple[str, bool]]) -> list[Typeset]:
    answers = json.loads(str(_engine().call("typeset", formulas)))
    return [
        Typeset("", " ".join(str(answer["error"]).split()))
        if "error" in answer
        else Typeset(str(answer["html"]))
        for answer in answers
    ]


@cache
def _engine() -> MiniRacer:
    """The one JavaScript engine of the process, with KaTeX loaded."""
    # The engine brings asyncio: 60 ms that a build without new formulas does not need.
    from py_mini_racer import DEFAULT_V8_FLAGS, MiniRacer, init_mini_racer  # noqa: PLC0415

    forbid_forking("V8")
    init_mini_racer(flags=(*DEFAULT_V8_FLAGS, *_FLAGS), ignore_duplicate_init=True)
    program = KATEX.read_text(encoding="utf-8")
    engine = MiniRacer()
    # Left to the interpreter's own end, closing it may wait for ever for a thread that is gone.
    atexit.register(engine.close)
    engine.eval(program)
    engine.eval(_PROGRAM)
    return engine
