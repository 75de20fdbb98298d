"""Pieces cut out of an author's text, made to stand alone: headings, margins, open fences."""

from __future__ import annotations

import re

from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import RegionKind, find_regions

# "> # 标题", "- ## 标题", "#标签": marks that make a heading somewhere within a section's text
_INNER_HEADING = lazy_pattern(
    r"""
    ^(?P<lead>(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))*[ \t]*)
    (?P<marks>\#{1,6})(?P<gap>[ \t]*)(?P<title>[^\n]*)$
    """,
    re.VERBOSE | re.MULTILINE,
)

_HTML_HEADING = lazy_pattern(r"<(?P<slash>/?)h[1-6]\b[^<>]*>", re.IGNORECASE)

_ATX_MARKS = lazy_pattern(r"^ {0,3}#{1,6}[ \t\u3000]*")

# what may stand before the words of a heading that is no ATX heading: "- ", "> ", "* "
_LINE_MARK = lazy_pattern(r"^[ \t]*(?:[-*+>][ \t]+)*")

_FENCE = lazy_pattern(r"^[ \t]*(?:[-*+>][ \t]+)*(?P<fence>`{3,}|~{3,})")

_TAB = 4


def render_heading(text: str, level: int) -> str:
    """The heading at ``level``; lines behind its first become text below it."""
    if "<" in text:
        text = _HTML_HEADING.sub("", text)
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        return ""
    title = _ATX_MARKS.sub("", lines[0])
    if title == lines[0]:
        title = _LINE_MARK.sub("", title)
    title = _without_end_marks(title)
    rest = dedent_fragment("\n".join(lines[1:])) if len(lines) > 1 else ""
    if not title:
        return rest
    head = f"{'#' * level} {title}"
    return f"{head}\n\n{rest}" if rest else head


def render_body(text: str) -> str:
    """The Markdown of whole lines without section headings: at the margin, no heading, closed."""
    return close_fence(_without_headings(dedent_fragment(text.strip("\n"))))


def dedent_fragment(text: str) -> str:
    """``text`` moved left so that what begins nested in a list begins at the margin.

    Lines keep their indentation relative to the first line; from a line further out on, relative
    to that line. The inside of a fence never counts as further out.
    """
    if text[:1].strip():  # nothing is further out than the margin
        return text
    lines = text.split("\n")
    indent: int | None = None
    fence = ""
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        own = _indentation(line)
        if indent is None or (own < indent and not fence):
            indent = own
        fence = _fence_behind(line, fence)
        if indent:
            lines[number] = _without_indentation(line, indent)
    return "\n".join(lines)


def close_fence(text: str) -> str:
    """``text``, with a fence that stays open closed at the end."""
    if "```" not in text and "~~~" not in text:
        return text
    fence = ""
    for line in text.split("\n"):
        fence = _fence_behind(line, fence)
    return f"{text.rstrip()}\n{fence}" if fence else text


def _without_end_marks(title: str) -> str:
    """``title`` without the marks that may close an ATX heading; ``C#`` keeps its own."""
    title = title.strip()
    bare = title.rstrip("#")
    return bare.rstrip() if bare.endswith((" ", "\t")) or not bare else title


def _without_headings(text: str) -> str:
    """``text`` in which no line makes a heading; the outline of a page has its own."""
    if "#" not in text and ("<" not in text or _HTML_HEADING.search(text) is None):
        return text
    regions = find_regions(text)

    def outside_code(offset: int) -> bool:
        region = regions.at(offset)
        return region is None or region.kind is RegionKind.COMMENT

    def bold(match: re.Match[str]) -> str:
        if not outside_code(match.start("marks")):
            return match[0]
        title = _without_end_marks(match["title"])
        if not match["gap"] or not title:
            return f"{match['lead']}\\{match['marks']}{match['gap']}{match['title']}"
        return f"{match['lead']}{title}" if "*" in title else f"{match['lead']}**{title}**"

    text = _INNER_HEADING.sub(bold, text)
    if _HTML_HEADING.search(text) is None:
        return text
    regions = find_regions(text)
    return _HTML_HEADING.sub(
        lambda match: f"<{match['slash']}p>" if outside_code(match.start()) else match[0], text
    )


def _indentation(line: str) -> int:
    """Columns before the first character of ``line``."""
    blanks = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blanks.expandtabs(_TAB))


def _without_indentation(line: str, columns: int) -> str:
    body = line.lstrip(" \t")
    return " " * max(0, _indentation(line) - columns) + body


def _fence_behind(line: str, fence: str) -> str:
    """The fence that is open behind ``line`` when ``fence`` is open before it."""
    if "```" not in line and "~~~" not in line:
        return fence
    match = _FENCE.match(line)
    if match is None:
        return fence
    marks = match["fence"]
    if not fence:
        return "" if marks[0] == "`" and "`" in line[match.end() :] else marks
    closes = marks[0] == fence[0] and len(marks) >= len(fence) and not line[match.end() :].strip()
    return "" if closes else fence
