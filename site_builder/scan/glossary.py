"""The glossary file: a YAML list of terms with ``zh``, ``en``, ``text`` and ``lessons``."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.glossary import Term
from site_builder.model.source import Source, Span
from site_builder.scan.yaml_nodes import compose_yaml

_KEYS = ("zh", "en", "text", "lessons")


def parse_glossary(source: Source) -> Outcome[tuple[Term, ...]]:
    """The terms of ``source`` in its order; an entry that cannot be read is left out and named."""
    try:
        root = compose_yaml(source.text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        at = Span(mark.index, mark.index) if mark else None
        message = f"the glossary is no YAML: {error.problem}"
        return Outcome((), (Diagnostic("GLO101", message, source.path, at),))
    except yaml.YAMLError as error:
        message = f"the glossary is no YAML: {' '.join(str(error).split())}"
        return Outcome((), (Diagnostic("GLO101", message, source.path),))
    if root is None:
        return Outcome(())
    if not isinstance(root, yaml.SequenceNode):
        return Outcome((), (_problem(source, root, "the glossary is no list of terms"),))
    terms: list[Term] = []
    diagnostics: list[Diagnostic] = []
    for node in root.value:
        term = _term(node)
        if isinstance(term, Term):
            terms.append(term)
        else:
            diagnostics.append(_problem(source, node, term))
    return Outcome(tuple(terms), tuple(diagnostics))


def _term(node: yaml.Node) -> Term | str:
    """The term of an entry, or what is wrong with it."""
    if not isinstance(node, yaml.MappingNode):
        return "entry is no mapping of zh, en, text and lessons"
    values = dict(_fields(node))
    unknown = sorted(set(values) - set(_KEYS))
    if unknown:
        return f"unknown key {unknown[0]!r}; known are {', '.join(_KEYS)}"
    zh = _text(values.get("zh"))
    if not zh:
        return "entry without zh"
    lessons = _numbers(values.get("lessons"))
    if lessons is None:
        return f"lessons of {zh!r} is no list of lesson numbers"
    return Term(zh, _text(values.get("en")), _text(values.get("text")), lessons)


def _fields(node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node]]:
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            yield key.value, value


def _text(node: yaml.Node | None) -> str:
    return " ".join(node.value.split()) if isinstance(node, yaml.ScalarNode) else ""


def _numbers(node: yaml.Node | None) -> tuple[int, ...] | None:
    if node is None:
        return ()
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not all(isinstance(item, yaml.ScalarNode) and item.value.isdecimal() for item in items):
        return None
    return tuple(int(item.value) for item in items)


def _problem(source: Source, node: yaml.Node, message: str) -> Diagnostic:
    span = Span(node.start_mark.index, node.start_mark.index)
    return Diagnostic("GLO101", message, source.path, span)
