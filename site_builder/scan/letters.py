"""Formulas that were copied from a page as letters of Unicode, written as TeX again.

𝜆   𝐿2   𝑊[3]   𝑧[4] = 𝑤[4]𝑎[3] + 𝑏[4]   50 × 𝑚   𝑎⟨𝑡−1⟩   tanh(𝑊aa 𝑎⟨𝑡⟩ + 𝑏a)   𝑒(国王)

A page shows a formula in the letters U+1D400 to U+1D7FF. What stood above or below them is glued
on when it is copied: a number or a plain letter is an index; a number in brackets is the layer,
one in angle brackets the step of a network.

formula = side { relation side }        side = [sign] term { operator term }
term    = [number] factor { factor }    factor = letter { suffix } [group] | name group | number
group   = "(" side { ("," | "|") side } ")"  |  "(" words ")"
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from site_builder.model.source import Span
from site_builder.scan.alphabet import LETTER, letter_tex, name_tex
from site_builder.scan.patterns import lazy_pattern

_LETTER = lazy_pattern(LETTER)
# the ranges in which letters lie, with others: two are looked through faster than all of LETTER
_RANGES = lazy_pattern("[\u2100-\u214f\U0001d400-\U0001d7ff]")
_BLANKS = lazy_pattern(r"[ \u2009\u200a\u202f\xa0]*")
_NUMBER = lazy_pattern(r"\d+(?:\.\d+)?(?![0-9A-Za-z_%]|\.\d)")
_COEFFICIENT = lazy_pattern(rf"\d+(?:\.\d+)?(?={LETTER})")
_SIGN = lazy_pattern(r"[-−+]")
_OPERATOR = lazy_pattern(r"[=+\-−×·*/<>≤≥≠≈∈]")
_NAME = lazy_pattern(
    r"(?:tanh|sinh?|cosh?|log|ln|exp|max|min|argmax|argmin|sigmoid|softmax|ReLU|P)(?=\()"
)
_WORD = lazy_pattern(rf"{LETTER}{{3,}}(?![\[\d(⟨₀-₉⁰¹²³⁴-⁹'′])")
# ŷ, as one character or as two; only before a step or a layer
_HAT = lazy_pattern(r"(?:(?P<base>[a-zA-Z])\u0302|(?P<whole>[âĉêĝĥîĵôŝûŵŷẑ]))(?=[⟨\[])")

_LAYER = lazy_pattern(rf"\[(?P<inner>(?:[0-9A-Za-z]|{LETTER}){{1,3}}(?:[-+−]\d)?)\]")
_STEP = lazy_pattern(rf"⟨(?P<inner>(?:[0-9A-Za-z]|{LETTER}){{1,3}}(?:[-+−]\d)?)⟩")
_SAMPLE = lazy_pattern(rf"\((?P<inner>[0-9a-z]|{LETTER})\)(?=[⟨\[])")
_INDEX = lazy_pattern(r"(?P<inner>\d{1,3}(?![\d.]*\d)|[A-Za-z]{1,2}(?![A-Za-z0-9(])|[₀-₉₊₋]+)")
_POWER = lazy_pattern(r"(?P<inner>[⁰¹²³⁴-⁹⁺⁻]+)")
_PRIMES = lazy_pattern(r"['′]+")
_WORDS = lazy_pattern(r"\((?P<inner>[\u3400-\u9fff]{1,8}|\?)\)")

_START = lazy_pattern(
    rf"(?<![0-9A-Za-z_.])(?:\d|[a-zA-Z](?=\u0302|[a-zA-Z]*\()|[âĉêĝĥîĵôŝûŵŷẑ])|{LETTER}"
)

_OPERATORS = {
    "−": "-",
    "×": r"\times",
    "·": r"\cdot",
    "<": r"\lt",
    ">": r"\gt",
    "≤": r"\le",
    "≥": r"\ge",
    "≠": r"\ne",
    "≈": r"\approx",
    "∈": r"\in",
}
_KNOWN_NAMES = frozenset(("tanh", "sin", "sinh", "cos", "cosh", "log", "ln", "exp", "max", "min"))

_DEPTH = 4
"""Groups within groups; what is deeper is left as it is."""


class LetterFormula(Struct, frozen=True):
    """A formula in letters of Unicode."""

    span: Span
    """Where it stands."""
    tex: str
    """What it says, on one line."""


def may_hold_letters(text: str) -> bool:
    """Whether such a letter may be anywhere in ``text``, at a glance."""
    return _RANGES.search(text) is not None


def find_letter_formulas(text: str, within: Span) -> Iterator[LetterFormula]:
    """The formulas of ``within`` in order; what is code or a formula already, the caller knows."""
    if _LETTER.search(text, within.start, within.end) is None:
        return
    reader = _Reader(text, within.end)
    position = within.start
    while (start := _START.search(text, position, within.end)) is not None:
        read = reader.side(start.start(), _DEPTH)
        if read is None or _LETTER.search(text, start.start(), read.end) is None:
            position = start.end()
            continue
        yield LetterFormula(Span(start.start(), read.end), read.tex)
        position = read.end


class _Read(Struct, frozen=True):
    """What was read up to ``end``."""

    tex: str
    end: int


class _Reader:
    """Reads the grammar above; every method gives None where its form does not begin."""

    def __init__(self, text: str, end: int) -> None:
        self._text = text
        self._end = end

    def side(self, start: int, depth: int) -> _Read | None:
        """Terms with operators between them, relations among these."""
        sign = self._match(_SIGN, start)
        first = self._term(sign.end() if sign else start, depth)
        if first is None:
            return None
        tex = (_OPERATORS.get(sign[0], sign[0]) if sign else "") + first.tex
        end = first.end
        while (operator := self._match(_OPERATOR, self._behind_blanks(end))) is not None:
            behind = self._behind_blanks(operator.end())
            minus = self._match(_SIGN, behind)
            term = self._term(minus.end() if minus else behind, depth)
            if term is None:
                break
            sign_tex = "-" if minus and minus[0] != "+" else ""
            tex += f" {_OPERATORS.get(operator[0], operator[0])} {sign_tex}{term.tex}"
            end = term.end
        return _Read(tex, end)

    def _term(self, start: int, depth: int) -> _Read | None:
        number = self._match(_COEFFICIENT, start)
        factor = self._factor(number.end() if number else start, depth)
        if factor is None:
            return None
        tex, end = (number[0] if number else "") + factor.tex, factor.end
        while True:
            behind = self._behind_blanks(end)
            letter = self._match(_LETTER, behind) or self._match(_HAT, behind)
            further = self._factor(behind, depth) if letter and behind - end <= 1 else None
            if further is None:
                return _Read(tex, end)
            tex, end = _join(tex, further.tex), further.end

    def _factor(self, start: int, depth: int) -> _Read | None:
        if (word := self._match(_WORD, start)) and (tex := name_tex(word[0])):
            return _Read(tex, word.end())
        if letter := self._match(_LETTER, start):
            return self._with_suffixes(letter_tex(letter[0]), letter.end(), depth)
        if hat := self._match(_HAT, start):
            base = hat["base"] or unicodedata.normalize("NFD", hat["whole"])[0]
            return self._with_suffixes(f"\\hat{{{base}}}", hat.end(), depth)
        if name := self._match(_NAME, start):
            group = self._group(name.end(), depth)
            known = f"\\{name[0]}" if name[0] in _KNOWN_NAMES else f"\\mathrm{{{name[0]}}}"
            return None if group is None else _Read(known + group.tex, group.end)
        number = self._match(_NUMBER, start)
        return _Read(number[0], number.end()) if number else None

    def _with_suffixes(self, base: str, start: int, depth: int) -> _Read:
        """A letter with what stands above and below it, and what it is applied to."""
        above, below, end = "", "", start
        if sample := self._match(_SAMPLE, end):
            above, end = f"({_inner(sample)})", sample.end()
        if layer := self._match(_LAYER, end):
            above, end = f"{above}[{_inner(layer)}]", layer.end()
        if step := self._match(_STEP, end):
            above, end = rf"{above}\langle {_inner(step)}\rangle", step.end()
        if index := self._match(_INDEX, end):
            below, end = _inner(index), index.end()
        if power := self._match(_POWER, end):
            above, end = above + _inner(power), power.end()
        primes = self._match(_PRIMES, end)
        if primes:
            above, end = above + r"\prime" * len(primes[0]), primes.end()
        tex = base + (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
        group = self._group(end, depth)
        return _Read(tex, end) if group is None else _Read(tex + group.tex, group.end)

    def _group(self, start: int, depth: int) -> _Read | None:
        if words := self._match(_WORDS, start):
            return _Read(f"(\\text{{{words['inner']}}})", words.end())
        if not depth or self._char(start) != "(":
            return None
        tex, end = "(", start + 1
        while True:
            side = self.side(self._behind_blanks(end), depth - 1)
            if side is None:
                return None
            tex, end = tex + side.tex, self._behind_blanks(side.end)
            match self._char(end):
                case ")":
                    return _Read(f"{tex})", end + 1)
                case ",":
                    tex, end = f"{tex}, ", end + 1
                case "|":
                    tex, end = rf"{tex} \mid ", end + 1
                case _:
                    return None

    def _match(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        return pattern.match(self._text, start, self._end)

    def _behind_blanks(self, start: int) -> int:
        blanks = _BLANKS.match(self._text, start, self._end)
        return blanks.end() if blanks else start

    def _char(self, offset: int) -> str:
        return self._text[offset] if offset < self._end else ""


def _inner(match: re.Match[str]) -> str:
    """What stands in a suffix."""
    signs = (
        letter_tex(char)
        if _LETTER.match(char)
        else _OPERATORS.get(char, unicodedata.normalize("NFKC", char))
        for char in match["inner"]
    )
    return "".join(signs).replace("−", "-")


def _join(first: str, second: str) -> str:
    """Two factors side by side, with a blank behind a command that a letter would run into."""
    runs_on = re.search(r"\\[A-Za-z]+\Z", first) and second[:1].isalpha()
    return f"{first} {second}" if runs_on else first + second
