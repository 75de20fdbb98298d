r"""Formulas as a reader types them: ``W^{[l]}`` as ``W[l]``, ``\frac{dJ}{dw}`` as ``dJ/dw``.

formula = { command | group | script | character }
script  = ( "^" | "_" ) ( group | command | character )
"""

from __future__ import annotations

import re
from functools import lru_cache

from site_builder.scan.patterns import lazy_pattern

# \frac  \,  {  ^  :=  x ; blanks are left out
_TOKEN = lazy_pattern(r"\\[A-Za-z]+|\\.|:=|\S", re.DOTALL)

_DEEPEST = 40
"""Groups within groups; what lies deeper is left out."""

_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega "
    "varepsilon vartheta varphi"
)
_GREEK = dict(zip(_GREEK_NAMES.split(), "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩεθφ", strict=True))
_SIGNS = {
    "approx": "≈",
    "cdot": "·",
    "cdots": "…",
    "dots": "…",
    "ge": "≥",
    "geq": "≥",
    "gets": "←",
    "in": "∈",
    "infty": "∞",
    "langle": "<",
    "ldots": "…",
    "le": "≤",
    "leq": "≤",
    "lVert": "‖",
    "mid": "|",
    "nabla": "∇",
    "ne": "≠",
    "neq": "≠",
    "odot": "⊙",
    "partial": "d",
    "prod": "∏",
    "rangle": ">",
    "rVert": "‖",
    "rightarrow": "→",
    "sim": "~",
    "sqrt": "√",
    "sum": "∑",
    "times": "×",
    "to": "→",
    "|": "‖",
}
_FRACTIONS = ("frac", "dfrac", "tfrac")
_SPACES = ("quad", "qquad", ",", ";", ":", " ", "\\", "!")
_SILENT_NAMES = (
    "left right big Big bigl bigr Bigl Bigr bigg Bigg hat bar tilde vec dot overline mathbf mathrm "
    "mathcal mathbb mathit text textbf operatorname boldsymbol bm displaystyle limits"
)
_SILENT = frozenset(_SILENT_NAMES.split())
_OPEN_MARKS = ("[", "(", "<")
_SPACED = frozenset(("=", ":=", "≈", "≤", "≥", "≠", "→", "←", "∈", "~"))


@lru_cache(maxsize=4096)  # notes say the same formula again and again
def plain_notation(tex: str) -> str:
    """``tex`` in plain characters, without blanks but those that divide; empty for empty text."""
    text, _ = _read(_TOKEN.findall(tex), 0, 0)
    return " ".join(text.split())


def _read(tokens: list[str], position: int, depth: int) -> tuple[str, int]:
    """The text up to the end of the group and where that is."""
    parts: list[str] = []
    while position < len(tokens) and tokens[position] != "}":
        text, position = _read_one(tokens, position, depth)
        parts.append(text)
    return "".join(parts), position


def _read_one(tokens: list[str], position: int, depth: int) -> tuple[str, int]:
    """The text of one command, group, script or character and where the next begins."""
    if position >= len(tokens):
        return "", position
    token = tokens[position]
    position += 1
    if token == "{":
        if depth >= _DEEPEST:
            return "", position
        text, position = _read(tokens, position, depth + 1)
        return text, position + 1
    if token in ("^", "_"):
        text, position = _read_one(tokens, position, depth)
        return (text if token == "_" else _raised(text.strip())), position
    if token.startswith("\\"):
        return _read_command(token[1:], tokens, position, depth)
    if token in "&$":
        return " ", position
    return (f" {token} " if token in _SPACED else token), position


def _read_command(name: str, tokens: list[str], position: int, depth: int) -> tuple[str, int]:
    if name in _FRACTIONS and depth < _DEEPEST:
        above, position = _read_one(tokens, position, depth + 1)
        below, position = _read_one(tokens, position, depth + 1)
        return f"{_bracketed(above)}/{_bracketed(below)}", position
    if name in _SPACES:
        return " ", position
    if name in ("begin", "end"):
        _, position = _read_one(tokens, position, depth)
        return " ", position
    if name in _SILENT:
        return "", position
    sign = _GREEK.get(name) or _SIGNS.get(name) or name
    if sign in _SPACED:
        return f" {sign} ", position
    # A name that letters follow would run into them: \log x
    return (f"{sign} " if len(sign) > 1 else sign), position


def _raised(text: str) -> str:
    """A layer, an example or a step in brackets stays as it is; a power gets its mark."""
    return text if text.startswith(_OPEN_MARKS) else f"^{text}"


def _bracketed(text: str) -> str:
    text = text.strip()
    return f"({text})" if any(sign in text for sign in "+-/ ") else text
