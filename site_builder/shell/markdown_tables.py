"""Python-Markdown extension for the heads of tables, which screen readers read with each cell.

Markdown cannot write a table without a head, so authors write one that says nothing
(``| | |``). A head like that is left out; an empty cell beside filled ones, as the corner above
a column of names, heads nothing and becomes an ordinary cell. A formula in a head bears its TeX
as a name: MathML has none of its own, so that a head of formulas only would count as empty.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from site_builder.scan.patterns import lazy_pattern

# 15: behind the inline patterns (20), which put words and formulas into the cells
_CELLS_PRIORITY = 15
# 4: behind the typesetter (5)
_NAMES_PRIORITY = 4

# <math xmlns="…">…<annotation encoding="application/x-tex">w_1</annotation>
_FORMULA = lazy_pattern(
    r"<math(?= )(?P<rest>(?:(?!</math>).)*?<annotation[^>]*>(?P<tex>[^<]*)</annotation>)", re.DOTALL
)


class TablesExtension(Extension):
    """Makes heads of tables say what they head."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Registers the processors with ``md``."""
        md.treeprocessors.register(EmptyCells(md), "site_builder_tables", _CELLS_PRIORITY)
        md.postprocessors.register(_Names(md), "site_builder_tables", _NAMES_PRIORITY)


class EmptyCells(Treeprocessor):
    """Takes empty cells out of the heads of all tables."""

    def run(self, root: ET.Element) -> None:
        """Changes the tables of ``root``."""
        for table in root.iter("table"):
            head = table.find("thead")
            if head is None:
                continue
            cells = list(head.iter("th"))
            empty = [cell for cell in cells if not len(cell) and not (cell.text or "").strip()]
            if len(empty) == len(cells):
                table.remove(head)
                continue
            for cell in empty:
                cell.tag = "td"


class _Names(Postprocessor):
    """Names the formulas in heads of tables."""

    def run(self, text: str) -> str:
        before, *heads = text.split("<thead>")
        parts = [before]
        for each in heads:
            head, end, rest = each.partition("</thead>")
            parts += "<thead>", _FORMULA.sub(_named, head) if end else head, end, rest
        return "".join(parts)


def _named(match: re.Match[str]) -> str:
    tex = match["tex"].replace('"', "&quot;")
    return f'<math aria-label="{tex}"{match["rest"]}'
