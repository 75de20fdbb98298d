"""The manifest ``course.yml``.

Grammar: a YAML mapping of ``title``, ``title_en``, ``video`` (an address, or ``platform`` and
``id``), ``language``, ``snapshots`` (a folder), ``search_snapshots`` (true or false), ``sources``
(pattern to dialect or ``ignore``) and ``place`` (``FILE:LINE`` or ``FILE#heading`` to a lesson, a
list of lessons, or ``none``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

import yaml

from site_builder.model.config import Config, Placement, SourceRule
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Dialect
from site_builder.model.source import Source, Span
from site_builder.model.video import Platform, Video
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.video_urls import parse_video_url
from site_builder.scan.yaml_nodes import compose_yaml

IGNORE = "ignore"
"""Word that a rule of ``sources`` gives instead of a dialect."""

KEYS = (
    "title",
    "title_en",
    "video",
    "language",
    "snapshots",
    "search_snapshots",
    "sources",
    "place",
)
"""All keys, in the order in which a reader meets them."""

# zh · zh-TW · pt-BR
_LANGUAGE = lazy_pattern(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")

# notes/week1.md:47
_PLACE_BY_LINE = lazy_pattern(r"(?P<path>.+):(?P<line>[1-9]\d{0,6})")

# notes/week1.md#2.3 梯度下降法
_PLACE_BY_HEADING = lazy_pattern(r"(?P<path>[^#]+)#+(?P<heading>.*[^#\s].*)")

# **/ · ** · * · ? · anything else, one character at a time
_PATTERN_PART = lazy_pattern(r"\*\*/|\*\*|\*|\?|.", re.DOTALL)


def parse_manifest(source: Source) -> Outcome[Config]:
    """The manifest in ``source``; what cannot be read keeps its default and is named.

    An empty text gives the defaults.
    """
    reader = _Reader(source)
    try:
        root = compose_yaml(source.text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = mark.index if mark else 0
        reader.report("CFG101", at, f"no YAML: {_one_line(error.problem or error.context or '')}")
        return reader.outcome(Config())
    except yaml.YAMLError as error:
        reader.report("CFG101", 0, f"no YAML: {_one_line(str(error))}")
        return reader.outcome(Config())
    except RecursionError:  # PyYAML descends once a level
        reader.report("CFG101", 0, "values are nested too deeply")
        return reader.outcome(Config())
    if root is None:
        return reader.outcome(Config())
    if not isinstance(root, yaml.MappingNode):
        reader.report("CFG101", root.start_mark.index, "the manifest is no mapping of keys")
        return reader.outcome(Config())
    return reader.outcome(_config(reader, root))


def find_rule(path: str, rules: Sequence[SourceRule]) -> SourceRule | None:
    """The first of ``rules`` whose pattern matches ``path``, or None."""
    return next((rule for rule in rules if matches_pattern(path, rule.pattern)), None)


def matches_pattern(path: str, pattern: str) -> bool:
    """Whether ``pattern`` matches ``path``, a path relative to CONTENT.

    As in gitignore(5), but without negation and character classes, because names of notes have
    brackets: ``*`` stays within a folder and ``**`` crosses folders; a pattern without a slash
    matches names at any depth, one that ends with a slash everything below that folder.
    """
    return _compile_pattern(pattern).fullmatch(path) is not None


@lru_cache(maxsize=256)
def _compile_pattern(pattern: str) -> re.Pattern[str]:
    if pattern.endswith("/"):
        pattern += "**"
    if "/" not in pattern:
        pattern = f"**/{pattern}"
    parts = (_pattern_part(match[0]) for match in _PATTERN_PART.finditer(pattern.lstrip("/")))
    return re.compile("".join(parts), re.DOTALL)


def _pattern_part(part: str) -> str:
    match part:
        case "**/":
            return "(?:.*/)?"
        case "**":
            return ".*"
        case "*":
            return "[^/]*"
        case "?":
            return "[^/]"
        case _:
            return re.escape(part)


@dataclass
class _Reader:
    """Collects what is wrong with the manifest while it is read."""

    source: Source
    found: list[Diagnostic] = field(default_factory=list)

    def report(self, code: str, offset: int, message: str, remedy: str = "") -> None:
        at = min(offset, len(self.source.text))
        self.found.append(Diagnostic(code, message, self.source.path, Span(at, at), remedy))

    def outcome(self, config: Config) -> Outcome[Config]:
        return Outcome(config, tuple(self.found))

    def wrong(self, node: yaml.Node, message: str, remedy: str = "") -> None:
        self.report("CFG103", node.start_mark.index, message, remedy)

    def entries(self, node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """Key, key node and value of each entry; of a key that occurs twice, the last."""
        last: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.wrong(key, "key that is no text")
                continue
            if key.value in last:
                self.report("CFG104", key.start_mark.index, f"key {key.value!r} occurs twice")
            last[key.value] = key, value
        for name, (key_node, value) in last.items():
            yield name, key_node, value

    def unknown(self, key: yaml.Node, name: str, known: Sequence[str]) -> None:
        message = f"unknown key {name!r}"
        self.report("CFG102", key.start_mark.index, message, _nearest(name, known))


def _config(reader: _Reader, root: yaml.MappingNode) -> Config:
    default = Config()
    values = {}
    for name, key, value in reader.entries(root):
        if name in KEYS:
            values[name] = value
        else:
            reader.unknown(key, name, KEYS)
    return Config(
        title=_text(reader, "title", values.get("title")),
        title_en=_text(reader, "title_en", values.get("title_en")),
        video=_video(reader, values.get("video")),
        language=_language(reader, values.get("language")) or default.language,
        sources=tuple(_sources(reader, values.get("sources"))),
        place=tuple(_placements(reader, values.get("place"))),
        snapshots=_folder(reader, values.get("snapshots")) or default.snapshots,
        search_snapshots=_flag(reader, "search_snapshots", values.get("search_snapshots")),
    )


def _text(reader: _Reader, name: str, node: yaml.Node | None) -> str | None:
    """The text of a value, or None where there is none; numbers and dates are text too."""
    if node is None or _is_null(node):
        return None
    if isinstance(node, yaml.ScalarNode):
        return " ".join(node.value.split()) or None
    reader.wrong(node, f"{name} is no text")
    return None


def _language(reader: _Reader, node: yaml.Node | None) -> str | None:
    text = _text(reader, "language", node)
    if node is None or text is None or _LANGUAGE.fullmatch(text):
        return text
    reader.wrong(node, f"language {text!r} is no language code", "write a code such as zh or en")
    return None


def _folder(reader: _Reader, node: yaml.Node | None) -> str | None:
    text = _text(reader, "snapshots", node)
    if node is None or text is None:
        return None
    folder = text.strip("/")
    if not folder or "\\" in folder or any(part in (".", "..") for part in folder.split("/")):
        remedy = "write a path below the content folder, with forward slashes"
        reader.wrong(node, f"snapshots {text!r} is no folder within the content folder", remedy)
        return None
    return folder


def _flag(reader: _Reader, name: str, node: yaml.Node | None) -> bool:
    if node is None or _is_null(node):
        return False
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:bool":
        # yes, on and true are the same to YAML 1.1
        return node.value.lower() in ("yes", "on", "true")
    reader.wrong(node, f"{name} is neither true nor false", f"write {name}: true")
    return False


def _video(reader: _Reader, node: yaml.Node | None) -> Video | None:
    if node is None or _is_null(node):
        return None
    if isinstance(node, yaml.MappingNode):
        return _video_mapping(reader, node)
    text = _text(reader, "video", node)
    place = parse_video_url(text) if text else None
    if place is None:
        remedy = "write its address, or a mapping with platform and id"
        reader.wrong(node, f"video {text or ''!r} is no address of a video", remedy)
        return None
    return place.video


def _video_mapping(reader: _Reader, node: yaml.MappingNode) -> Video | None:
    fields = {}
    for name, key, value in reader.entries(node):
        if name in ("platform", "id"):
            fields[name] = _text(reader, f"{name} of video", value)
        else:
            reader.unknown(key, name, ("platform", "id"))
    platforms = {platform.value: platform for platform in Platform}
    platform, identifier = fields.get("platform"), fields.get("id")
    if platform is None or identifier is None:
        reader.wrong(node, "video without platform or id", "write both platform and id")
        return None
    if platform not in platforms:
        reader.wrong(node, f"unknown platform {platform!r}", _nearest(platform, list(platforms)))
        return None
    return Video(platforms[platform], identifier)


def _sources(reader: _Reader, node: yaml.Node | None) -> Iterator[SourceRule]:
    if node is None or _is_null(node):
        return
    if not isinstance(node, yaml.MappingNode):
        reader.wrong(node, "sources is no mapping of patterns to dialects")
        return
    dialects = {dialect.value: dialect for dialect in Dialect}
    for pattern, _, value in reader.entries(node):
        word = _text(reader, f"dialect of {pattern!r}", value)
        if word == IGNORE:
            yield SourceRule(pattern, ignore=True)
        elif word in dialects:
            yield SourceRule(pattern, dialects[word])
        elif word is not None:
            reader.wrong(value, f"unknown dialect {word!r}", _nearest(word, [*dialects, IGNORE]))


def _placements(reader: _Reader, node: yaml.Node | None) -> Iterator[Placement]:
    if node is None or _is_null(node):
        return
    if not isinstance(node, yaml.MappingNode):
        reader.wrong(node, "place is no mapping of sections to lessons")
        return
    for name, key, value in reader.entries(node):
        lessons = _lessons(value)
        line = _PLACE_BY_LINE.fullmatch(name)
        heading = _PLACE_BY_HEADING.fullmatch(name)
        if lessons is None:
            remedy = "write a lesson number, a list of lesson numbers, or none"
            reader.wrong(value, f"no lesson numbers for {name!r}", remedy)
        elif line:
            yield Placement(line["path"], int(line["line"]), None, lessons)
        elif heading:
            yield Placement(heading["path"], None, heading["heading"].strip(), lessons)
        else:
            remedy = "write FILE:LINE or FILE#heading"
            reader.wrong(key, f"{name!r} names no section", remedy)


def _lessons(node: yaml.Node) -> tuple[int, ...] | None:
    """The lesson numbers of a value without duplicates, or None where it holds something else."""
    if _is_null(node) or (isinstance(node, yaml.ScalarNode) and node.value.lower() == "none"):
        return ()
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    numbers = []
    for item in items:
        if not isinstance(item, yaml.ScalarNode) or not item.value.isdecimal():
            return None
        # a number of more digits is none, and Python refuses to read very long ones
        if len(item.value) > 6 or int(item.value) < 1:
            return None
        numbers.append(int(item.value))
    return tuple(dict.fromkeys(numbers))


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _nearest(word: str, known: Sequence[str]) -> str:
    """What to write instead of ``word``."""
    listed = ", ".join(known)
    close = get_close_matches(word.lower(), known, n=1, cutoff=0.5)
    return f"did you mean {close[0]}? known are {listed}" if close else f"known are {listed}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
