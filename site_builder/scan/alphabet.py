"""The TeX of mathematical letters of Unicode (U+1D400 to U+1D7FF and their forerunners)."""

from __future__ import annotations

import unicodedata

LETTER = "[\U0001d400-\U0001d7ffℎℬℰℱℋℐℒℳℛℯℊℴℭℌℑℜℨ]"
"""Pattern of one letter or digit."""

_STYLES = (
    ("DOUBLE-STRUCK", r"\mathbb"),
    ("BLACK-LETTER", r"\mathfrak"),
    ("FRAKTUR", r"\mathfrak"),
    ("SCRIPT", r"\mathcal"),
    ("MONOSPACE", r"\mathtt"),
    ("SANS-SERIF", r"\mathsf"),
    ("BOLD ITALIC", r"\boldsymbol"),
    ("BOLD", r"\mathbf"),
)


def _words(text: str) -> list[str]:
    return text.split()


_SMALL = """
    alpha beta gamma delta zeta eta theta iota kappa mu nu xi pi rho sigma tau upsilon chi psi omega
    """
_GREEK = {
    **{name.upper(): f"\\{name}" for name in _words(_SMALL)},
    "LAMDA": r"\lambda",
    "PHI": r"\varphi",
    "EPSILON": r"\varepsilon",
    "OMICRON": "o",
    "FINAL SIGMA": r"\varsigma",
}
_CAPITALS = frozenset(_words("Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"))
_SYMBOLS = {
    "∂": r"\partial",
    "∇": r"\nabla",
    "ϵ": r"\epsilon",
    "ϑ": r"\vartheta",
    "ϰ": r"\varkappa",
    "ϕ": r"\phi",
    "ϱ": r"\varrho",
    "ϖ": r"\varpi",
}


def letter_tex(letter: str) -> str:
    """The TeX of one letter."""
    plain = unicodedata.normalize("NFKC", letter)
    style = _style(letter)
    tex = plain if plain.isascii() else _greek(plain)
    return f"{style}{{{tex}}}" if style else tex


def name_tex(letters: str) -> str:
    """The TeX of letters that are a name together, as softmax; empty where they are none."""
    plain = unicodedata.normalize("NFKC", letters)
    if not (plain.isascii() and plain.isalpha()):
        return ""
    style = next((style for style in map(_style, letters) if style), r"\mathit")
    return f"{style}{{{plain}}}"


def _style(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((style for word, style in _STYLES if word in name), "")


def _greek(letter: str) -> str:
    if letter in _SYMBOLS:
        return _SYMBOLS[letter]
    name = unicodedata.name(letter, "")
    small = name.removeprefix("GREEK SMALL LETTER ")
    if small in _GREEK:
        return _GREEK[small]
    capital = name.removeprefix("GREEK CAPITAL LETTER ").replace("LAMDA", "LAMBDA").capitalize()
    if capital in _CAPITALS:
        return f"\\{capital}"
    return f"\\mathrm{{{capital[:1]}}}" if capital != name.capitalize() else letter
