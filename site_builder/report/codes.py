"""What a diagnostic code means, for people."""

from __future__ import annotations

from difflib import get_close_matches

from site_builder.model.codes import CODES
from site_builder.model.codes.code import Code

_SHOWN = 400
"""Code points of an example's file that are shown."""


def format_code(code: Code) -> str:
    """What ``code`` means, why it matters, what to do, and an example; ends with a line feed."""
    lines = [
        f"{code.severity.value}[{code.id}] {code.title}",
        "",
        f"why: {code.why}",
        f"remedy: {code.remedy}",
    ]
    if code.example:
        lines += ["", "example, a content folder with"]
    for path, text in code.example.items():
        lines.append(f"  {path}")
        lines.extend(f"    | {line}" for line in _shown(text).split("\n"))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def nearest_codes(word: str) -> tuple[str, ...]:
    """Registered codes that look like ``word``, at most three, the nearest first."""
    return tuple(get_close_matches(word, sorted(CODES), n=3, cutoff=0.0))


def _shown(text: str | bytes) -> str:
    """The beginning of an example's file; bytes that are no text as escapes."""
    shown = text if isinstance(text, str) else text[:_SHOWN].decode("utf-8", "backslashreplace")
    shown = "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in shown)
    if len(shown) > _SHOWN or len(text) > _SHOWN:
        shown = shown[:_SHOWN] + " …"
    return shown.strip("\n")
