r"""Which Markdown is plain, and its HTML.

Plain are paragraphs, lists, tables and formulas in whose text Python-Markdown finds nothing but
formulas, plain tags and entities:

    text of letters, \\(x_1\\), 04&#58;30 and <span class="no">tags</span>
    { .facts }

    - one item
    - another

    | a | b |
    | - | - |
    | 1 |   |

A line begins with no mark of a block, so that block processors take it for text, and has none of
the characters that inline patterns need.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.shell.markdown_serializer import escape_text

MARKS = frozenset("\\`*_[^~!@")
"""What inline patterns need of which plain text has none outside of formulas."""

_NO = re.escape("".join(sorted(MARKS)) + "]{}|<>&=\n\x02\x03")
_TEX = r"\\\((?:[^\\`\n\x02\x03{bar}]|\\[^)`\n\x02\x03{bar}]){{1,4000}}+\\\)"
# text, &#58; <span class="no"> </span> \(x_1\)
_PIECE = rf"""
    (?: [^{_NO}]++
      | &(?:\#[0-9]++|[a-zA-Z]++);
      | </?[a-z]++(?:[ ][a-z-]++="[^{_NO}":/]*+")*+>
      | %s
    )
"""
_ANY = _PIECE % _TEX.format(bar="")
_CELL = _PIECE % _TEX.format(bar="|")
# a letter, a number that begins no item, a bracket, a formula: no mark of a block
_START = r"(?=[^\W\d_]|\d++[^\d.]|[（(“‘《「『【—…]|\\\()"

# text
# { .facts }
_PARAGRAPH = re.compile(rf"({_START}{_ANY}++)(?:(?<![ ])\n\{{[ ]\.([a-z-]++)[ ]\}})?+", re.VERBOSE)
# - one item
# - another
_LIST = re.compile(rf"-[ ]++{_START}{_ANY}++(?:\n-[ ]++{_START}{_ANY}++)*+", re.VERBOSE)
# | a | b |
# | - | - |
# | 1 |   |
_TABLE = re.compile(
    rf"\|(?:{_CELL}++\|)++\n\|(?:[ ]*+-++[ ]*+\|)++(?:\n\|(?:{_CELL}*+\|)++)++", re.VERBOSE
)
_FORMULA = re.compile(r"\\\(((?:[^\\]|\\[^)])++)\\\)")


def write_paragraph(block: str, *, attributes: bool) -> str | None:
    """``block`` as HTML, if it is a plain paragraph.

    Args:
        block: Some lines.
        attributes: Whether there are lists of attributes.
    """
    match = _PARAGRAPH.fullmatch(block)
    if match is None:
        return None
    text, kind = match.groups()
    if kind is None:
        return f"<p>{_text(text)}</p>\n"
    return f'<p class="{kind}">{_text(text)}</p>\n' if attributes else None


def write_list(block: str) -> str | None:
    """``block`` as HTML, if it is a plain list."""
    if not _LIST.fullmatch(block):
        return None
    items = [f"<li>{line[1:].lstrip(' ')}</li>\n" for line in _text(block).split("\n")]
    return f"<ul>\n{''.join(items)}</ul>\n"


def write_table(block: str) -> str | None:
    """``block`` as HTML, if it is a plain table."""
    if not _TABLE.fullmatch(block):
        return None
    head, border, *rows = map(_cells, _text(block).split("\n"))
    widths = {len(row) for row in (head, border, *rows)}
    if len(widths) > 1 or not all(map(str.strip, head)):
        return None
    return (
        f"<table>\n<thead>\n{_row(head, 'th')}</thead>\n"
        f"<tbody>\n{''.join(_row(row, 'td') for row in rows)}</tbody>\n</table>\n"
    )


def write_formula(tex: str, kind: str = "") -> str:
    """The place of a formula, as it is until formulas are typeset."""
    tex = tex.strip()
    if "&" in tex or "<" in tex or ">" in tex:
        tex = escape_text(tex)
    return f"<x-math{kind}>{tex}</x-math>"


def _cells(line: str) -> list[str]:
    return [cell.strip(" ") for cell in line.split("|")[1:-1]]


def _row(cells: Sequence[str], tag: str) -> str:
    written = [f"<{tag}>{cell}</{tag}>\n" for cell in cells]
    return f"<tr>\n{''.join(written)}</tr>\n"


def _text(text: str) -> str:
    """Plain ``text`` as HTML."""
    if "\\(" not in text:
        return text
    parts = _FORMULA.split(text)
    parts[1::2] = map(write_formula, parts[1::2])
    return "".join(parts)
