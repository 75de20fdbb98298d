"""Links and images of Markdown with their spans, and the words of a text without markup.

[title](url "tip")   ![alt](path "tip")   <https://…>   https://…
![alt](<path with blanks>)   <img src="path" alt="…" style="zoom:50%" width="300">
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from site_builder.model.reference import Image, Link, LinkForm
from site_builder.model.source import Span
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import RegionKind, Regions

# Patterns that may begin with one of several signs look ahead for these first: that takes a third
# of the time.

# [title](target "tip") — brackets of the title may nest once: [[00:05](url)]
# A target may hold blanks, as in Python-Markdown: ![a](图 (1).png)
INLINE = lazy_pattern(
    r"""
    (?=[!\[])
    (?P<bang>!?)
    \[(?P<title>(?:\\.|[^\[\]\\]|\[[^\[\]\n]*\])*)\]
    \(
      [ \t]*
      (?:<(?P<angle>[^<>\n]*)>|(?P<target>(?:\\.|[^()\s\\]|[ ](?![ "'=)])|\([^()\n]*\)|\\(?=\)))*))
      (?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'|=\d*x?\d*))?
      [ \t]*
    \)
    """,
    re.VERBOSE,
)

AUTOLINK = lazy_pattern(r"<(?P<url>(?:https?|mailto|obsidian)://?[^<>\s]+)>")

# a bare address ends before blanks, brackets, Han characters and full-width punctuation
BARE = lazy_pattern(r"https?://[^\s<>\[\]()\"'`|\\\u2010-\u2fff\u3000-\u9fff\uff00-\uffef]+")

HTML_IMAGE = lazy_pattern(r"<img\b(?P<attributes>[^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = lazy_pattern(r"""(?P<name>[\w-]+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""")
_ZOOM = lazy_pattern(r"(?:zoom|width)\s*:\s*(?P<size>\d+(?:\.\d+)?%|\d+(?=px))")

# an escaped mark is a character; wikilink brackets, emphasis, code, highlight and tags are not
_MARKUP = lazy_pattern(
    r"""
    (?=[\\!\[\]*`~=_<])
    (?:
        \\(?P<escaped>[!-/:-@\[-`{-~])
      | !?\[\[[^\]\n|]{0,300}\| | !?\[\[ | \]\]
      | \*{1,3} | `+ | ~~ | == | (?<!\w)_{1,3} | _{1,3}(?!\w)
      | </?[A-Za-z][^<>\n]*>
    )
    """,
    re.VERBOSE,
)
# what one of the patterns above may match: most lines of notes hold nothing of it
_ANY_MARKUP = lazy_pattern(r"[\\\[\]<*`~=_]")
_LINE_MARK = lazy_pattern(r"^[ \t]*(?:(?:>|[-*+•·]|\d{1,3}[.)、]|#{1,6})[ \t]+)+", re.MULTILINE)


def find_links(text: str, regions: Regions, within: Span) -> tuple[Link, ...]:
    """The links of ``within`` in the order of the text; images are none.

    An address without words gets as its title the line above it, where that is plain words.
    """
    inline = _inline_matches(text, regions, within)
    found = [_inline_link(match) for match in inline if not match["bang"]]
    if text.find(":/", within.start, within.end) == -1:
        return tuple(found)
    taken = [Span(*match.span()) for match in inline]
    for match in _matches(AUTOLINK, text, regions, within):
        title = _line_above(text, match.start())
        found.append(Link(Span(*match.span()), match["url"], title, LinkForm.AUTOLINK))
        taken.append(Span(*match.span()))
    taken.sort()
    for match in _matches(BARE, text, regions, within):
        span = Span(match.start(), match.start() + len(match[0].rstrip(".,;:!?…")))
        if not any(other.overlaps(span) for other in taken):
            url = text[span.start : span.end]
            found.append(Link(span, url, _line_above(text, span.start), LinkForm.BARE))
    return tuple(sorted(found, key=lambda link: link.span))


def find_images(text: str, regions: Regions, within: Span) -> tuple[Image, ...]:
    """The Markdown and HTML images of ``within`` in the order of the text."""
    found = []
    for match in _inline_matches(text, regions, within):
        if match["bang"]:
            found.append(_inline_image(match))
        elif "![" in match["title"]:  # [![alt](small.png)](large.png)
            words = Span(*match.span("title"))
            shown = _inline_matches(text, regions, words)
            found.extend(_inline_image(inner) for inner in shown if inner["bang"])
    tags = text.find("<", within.start, within.end) != -1
    for match in _matches(HTML_IMAGE, text, regions, within) if tags else ():
        attributes = {
            a["name"].lower(): html.unescape(
                a["double"] if a["double"] is not None else a["single"]
            )
            for a in _ATTRIBUTE.finditer(match["attributes"])
        }
        size = _ZOOM.search(attributes.get("style", ""))
        width = size["size"] if size else attributes.get("width")
        span = Span(*match.span())
        found.append(Image(span, attributes.get("src", ""), attributes.get("alt", ""), width))
    return tuple(sorted(found, key=lambda image: image.span))


def plain_words(text: str) -> str:
    """``text`` without markup, addresses and image paths; titles of links stay."""
    text = text.rstrip("\n")
    if "://" not in text and not _ANY_MARKUP.search(text):
        return " ".join(_without_line_marks(text).split())
    if "](" in text:
        text = INLINE.sub(lambda m: "" if m["bang"] else f" {m['title']} ", text)
    if "<" in text:
        text = AUTOLINK.sub("", HTML_IMAGE.sub("", text))
    if "://" in text:
        text = BARE.sub("", text)
    words = _MARKUP.sub(lambda m: m["escaped"] or "", _without_line_marks(text))
    return " ".join(words.split())


def _without_line_marks(text: str) -> str:
    if "\n" in text:
        return _LINE_MARK.sub("", text)
    mark = _LINE_MARK.match(text)  # one line has one beginning
    return text[mark.end() :] if mark else text


def _inline_matches(text: str, regions: Regions, within: Span) -> tuple[re.Match[str], ...]:
    if text.find("](", within.start, within.end) == -1:
        return ()
    return tuple(_matches(INLINE, text, regions, within))


def _matches(
    pattern: re.Pattern[str], text: str, regions: Regions, within: Span
) -> Iterator[re.Match[str]]:
    for match in pattern.finditer(text, within.start, within.end):
        region = regions.at(match.start())
        if region is None or region.kind is RegionKind.COMMENT:
            yield match


def _inline_image(match: re.Match[str]) -> Image:
    return Image(Span(*match.span()), _target(match), match["title"].strip())


def _inline_link(match: re.Match[str]) -> Link:
    return Link(Span(*match.span()), _target(match), plain_words(match["title"]), LinkForm.INLINE)


def _target(match: re.Match[str]) -> str:
    target = match["angle"] if match["angle"] is not None else match["target"]
    return target.strip()


def _line_above(text: str, offset: int) -> str:
    line_start = text.rfind("\n", 0, offset) + 1
    if text[line_start:offset].strip(" \t-*+•"):
        return ""
    above = text[text.rfind("\n", 0, max(line_start - 1, 0)) + 1 : max(line_start - 1, 0)]
    return "" if "://" in above or above.startswith("#") else plain_words(above)
