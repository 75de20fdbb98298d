r"""Which Markdown is plain, and its HTML.

Plain are paragraphs, lists, tables and formulas in whose text Python-Markdown finds nothing but
formulas, plain tags, entities and links:

    text of letters, \(x_1\), 04&#58;30, <span class="no">tags</span> and [links](009.md){ .term }
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

from site_builder.shell.markdown_serializer import ADDRESS, escape_text

MARKS = frozenset("\\`*_^~!@")
"""What inline patterns need of which plain text has none outside of formulas and addresses."""

ATTRIBUTES = '字{ .a rel="b" }字{ .a rel="b" }'
"""Lists of attributes as plain links have them."""

_NO = re.escape("".join(sorted(MARKS)) + "[]{}|<>&=\n\x02\x03")
# &#58; <span class="no"> </span>
_RAW = rf"""&(?:\#[0-9]++|[a-zA-Z]++);|</?[a-z]++(?:[ ][a-z-]++="[^{_NO}":/]*+")*+>"""
# [text](../a.md#b "title"){ .term rel="next" }
_LINK = rf"""
    \[(?P<text>(?:[^{_NO}]|{_RAW})++)\]
    \((?P<href>[^\[\]\s()<>"'`\\{{}}&|\x02\x03]++)
    (?:[ ]++"(?P<title>(?:[^\[\]\s()<>"'`\\{{}}&|\x02\x03]|[ ])++)")?+\)
    (?:\{{[ ]\.(?P<kind>[a-z-]++)(?:[ ]rel="(?P<rel>[a-z]++)")?+[ ]\}})?+
"""
_TEX = r"\\\((?:[^\\`\n\x02\x03{bar}]|\\[^)`\n\x02\x03{bar}]){{1,4000}}+\\\)"
# text, &#58; <span class="no"> </span> [text](009.md) \(x_1\)
_PIECE = rf"(?:[^{_NO}]++|{_RAW}|{re.sub('[?]P<[a-z]+>', '?:', _LINK)}|%s)"
_ANY = _PIECE % _TEX.format(bar="")
_CELL = _PIECE % _TEX.format(bar="|")
# a letter, a number that begins no item, a bracket, a formula, a link, a tag before some text: no
# mark of a block; a tag alone would be no paragraph
_START = r"""
    (?=[^\W\d_]|\d++[^\d.]|[（(“‘《「『【—…]|\\\(|\[[^\[\]^]++\]\(|<[a-z]++[^<>\n]*+>[^<\n])
"""

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
_LINKED = re.compile(_LINK, re.VERBOSE)
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
    parts = _FORMULA.split(text) if "\\(" in text else [text]
    if "](" in text:
        parts[::2] = [_LINKED.sub(_linked, part) for part in parts[::2]]
    parts[1::2] = map(write_formula, parts[1::2])
    return "".join(parts)


def _linked(link: re.Match[str]) -> str:
    """A link whose address is to be resolved yet."""
    text, href, title, kind, rel = link.group("text", "href", "title", "kind", "rel")
    written = f'href="{ADDRESS % href}"'
    if kind:
        written = f'class="{kind}" {written}'
    if rel:
        written += f' rel="{rel}"'
    if title:
        written += f' title="{title.strip()}"'
    return f"<a {written}>{text}</a>"
