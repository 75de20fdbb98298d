r"""Python-Markdown extension that typesets formulas while pages are built.

``\(…\)`` is a formula within a line, a block ``\[…\]`` is one on a line of its own, as in
pymdownx.arithmatex. It is the form that ``scan.normalise`` stages. Until the page is written a
formula is an ``<x-math>`` that holds its TeX: headings get their anchors and labels from it.
"""

from __future__ import annotations

import html
import logging
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from functools import cache

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from site_builder.scan.patterns import lazy_pattern
from site_builder.shell.katex import Typeset, is_installed
from site_builder.shell.typesetting import TYPESETTER

# MkDocs counts what is logged below "mkdocs.plugins" in strict mode; Zensical knows no such name
_log = logging.getLogger("mkdocs.plugins.site_builder")

# \(x_1\)
_INLINE = r"(?<!\\)\\\((?P<tex>(?:\\[^)]|[^\\]){1,4000}?)\\\)"

# <x-math>x</x-math>， : with the punctuation that the beginning of a line must not part from it
_PLACE = lazy_pattern(
    r"""
    <x-math(?P<display>\ class="display")?>(?P<tex>.*?)</x-math>
    (?P<stop>[，。、；：！？）」』”’》〉】]*)
    """,
    re.DOTALL | re.VERBOSE,
)
# what the end of a line must not part from the formula behind it
_OPENING = frozenset("（【《「『“‘〈")

# KaTeX sets a formula as boxes, one up to each relation and operator
_BETWEEN_BOXES = '</span><span class="katex-base">'
_BREAK_BETWEEN_BOXES = '</span><wbr><span class="katex-base">'

# 185: behind code spans (190), before backslash escapes (180)
_INLINE_PRIORITY = 185
# 79: behind blank lines and indentation, before tables and lists
_BLOCK_PRIORITY = 79
# 5: behind raw HTML and whatever else puts text back
_PLACE_PRIORITY = 5
# -10: behind the table of contents (5)
_HEADINGS_DONE_PRIORITY = -10


class MathExtension(Extension):
    """Typesets formulas by KaTeX.

    Args:
        options: ``places`` says by TeX where formulas stand that cannot be typeset; a staged page
            itself does not tell.
    """

    def __init__(self, **options: object) -> None:
        self.config = {"places": [{}, "Where formulas stand that cannot be typeset, by their TeX"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Registers the processors with ``md``."""
        md.parser.blockprocessors.register(
            DisplayFormula(md.parser), "site_builder_math", _BLOCK_PRIORITY
        )
        md.inlinePatterns.register(
            InlineFormula(_INLINE, md), "site_builder_math", _INLINE_PRIORITY
        )
        typesetter = _Typesetter(md, self.getConfig("places"))
        md.postprocessors.register(typesetter, "site_builder_math", _PLACE_PRIORITY)
        md.treeprocessors.register(
            HeadingsDone(md, typesetter), "site_builder_math", _HEADINGS_DONE_PRIORITY
        )


class InlineFormula(InlineProcessor):
    r"""``\(…\)`` as a place that holds TeX."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[ET.Element, int, int]:
        """The place of the formula that ``m`` found."""
        return _place(m["tex"]), m.start(0), m.end(0)


class DisplayFormula(BlockProcessor):
    r"""A block ``\[…\]`` as a place that holds TeX."""

    # \[ a = b \] as a whole block
    RE = lazy_pattern(r"[ ]{0,3}\\\[(?P<tex>(?:\\[^\]]|[^\\])+)\\\][ ]*\n*\Z")

    def test(self, parent: ET.Element, block: str) -> bool:  # noqa: ARG002
        """Whether ``block`` is one."""
        return self.RE.match(block) is not None

    def run(self, parent: ET.Element, blocks: list[str]) -> bool:
        """Takes it off ``blocks``."""
        match = self.RE.match(blocks[0])
        if match is None:
            return False
        blocks.pop(0)
        place = _place(match["tex"])
        place.set("class", "display")
        parent.append(place)
        return True


class _Typesetter(Postprocessor):
    """Puts the typeset formula into each place.

    The table of contents runs all postprocessors over each heading: formulas are not typeset then.
    """

    def __init__(self, md: Markdown, places: Mapping[str, str]) -> None:
        super().__init__(md)
        self.headings_done = False
        self._places = places
        self._is_installed = False

    def run(self, text: str) -> str:
        if not self.headings_done:
            return text
        self.headings_done = False
        if "<x-math" not in text:
            return text
        matches = list(_PLACE.finditer(text))
        asked = [_asked(match) for match in matches]
        formulas: list[Typeset] | None = None
        self._is_installed = self._is_installed or is_installed()
        if self._is_installed:
            formulas = TYPESETTER.typeset(asked)
        else:
            _warn_missing()
        parts: list[str] = []
        written = 0
        for index, match in enumerate(matches):
            start = _opening(text, written, match.start())
            if formulas is None:
                formula = _source(asked[index][0])
            else:
                formula = _formula(asked[index], formulas[index], self._places)
            parts += (text[written:start], _fill(text, start, match, formula))
            written = match.end()
        parts.append(text[written:])
        return "".join(parts)


class HeadingsDone(Treeprocessor):
    """Tells the typesetter that what comes next is the page."""

    def __init__(self, md: Markdown, typesetter: _Typesetter) -> None:
        super().__init__(md)
        self._typesetter = typesetter

    def run(self, root: ET.Element) -> None:  # noqa: ARG002
        """Leaves the elements as they are."""
        self._typesetter.headings_done = True


def _place(tex: str) -> ET.Element:
    place = ET.Element("x-math")
    place.text = AtomicString(tex.strip())
    return place


def _asked(match: re.Match[str]) -> tuple[str, bool]:
    """TeX of the place that ``match`` found, and whether it is displayed on lines of its own."""
    tex = match["tex"]
    return html.unescape(tex) if "&" in tex else tex, bool(match["display"])


def _opening(text: str, start: int, end: int) -> int:
    """Where the opening punctuation begins that stands before ``end``, not before ``start``."""
    while end > start and text[end - 1] in _OPENING:
        end -= 1
    return end


def _fill(text: str, start: int, match: re.Match[str], formula: str) -> str:
    """``formula`` with the punctuation around it, from ``start`` to the end of ``match``."""
    opening, stop = text[start : match.start()], match["stop"]
    if not formula.startswith("<x-math>"):
        return f"{opening}{formula}{stop}"
    tied = opening or stop
    names = [
        *(["tied"] if tied else []),
        # the gap that text-autospace leaves between Han and Latin: it sees no formulas
        *(["gap-before"] if not opening and _is_han(text[start - 1 : start]) else []),
        *(["gap-behind"] if not stop and _is_han(text[match.end() : match.end() + 1]) else []),
    ]
    if not names:
        return formula
    if tied:
        # Chromium breaks a line beside the outer boxes of a formula, whatever character is next:
        # tied formulas break nowhere but between their boxes.
        formula = formula.replace(_BETWEEN_BOXES, _BREAK_BETWEEN_BOXES)
    return f'<span class="{" ".join(names)}">{opening}{formula}{stop}</span>'


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _source(tex: str) -> str:
    return f'<code class="math-source">{html.escape(tex, quote=False)}</code>'


def _formula(asked: tuple[str, bool], result: Typeset, places: Mapping[str, str]) -> str:
    tex, display = asked
    if result.error:
        place = places.get(" ".join(tex.split()))
        said = f"{place}: warning[MTH201]" if place else "[MTH201]"
        _log.warning("%s formula cannot be typeset: %s: %s", said, result.error, tex)
        title = html.escape(result.error)
        return f'<code class="math-error" title="{title}">{html.escape(tex, quote=False)}</code>'
    kind = ' class="display"' if display else ""
    return f"<x-math{kind}>{result.html}</x-math>"


@cache
def _warn_missing() -> None:
    """Says once a process that KaTeX is missing."""
    _log.warning("[MTH202] formulas show as TeX: KaTeX is not installed; run tools/vendor.py")
