"""Reads sources as documents, with a finding for each formula that cannot be typeset."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from site_builder.align.lexicon import shipped_lexicon
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Dialect, Document
from site_builder.model.source import Source
from site_builder.pipeline import read_document
from site_builder.scan.scanned import scan_source
from site_builder.shell.formula_findings import check_formulas
from site_builder.shell.katex import is_installed
from site_builder.shell.store import digest_of
from site_builder.shell.workshop import SharedJob, Workshop

Task = tuple[Source, Dialect | None]
"""A source, and the dialect that its author names."""


class ReadSource(Struct, frozen=True):
    """What became of one source."""

    document: Outcome[Document]
    """The document."""
    formulas: tuple[Diagnostic, ...]
    """A finding for each formula that cannot be typeset."""


def read_sources(tasks: Sequence[Task], workshop: Workshop) -> list[ReadSource]:
    """Each of ``tasks`` as a document, in their order."""
    checked = is_installed()
    keys = [_key(task, checked=checked) for task in tasks]
    # Whatever the notes say, aligning them takes the lexicon, while all other processes wait.
    read = workshop.map(_READING, tasks, keys, meanwhile=shipped_lexicon)
    return [_sharing(source, one) for (source, _), one in zip(tasks, read, strict=True)]


def _sharing(source: Source, read: ReadSource) -> ReadSource:
    """``read`` with ``source`` itself in the place of an equal one: half as much in memory."""
    document = read.document.value
    if document.source != source:
        return read
    shared = replace(document, source=source)
    return replace(read, document=replace(read.document, value=shared))


def _read(tasks: Sequence[Task]) -> list[ReadSource]:
    scanned = [scan_source(source) for source, _ in tasks]
    found = check_formulas(scanned)
    return [
        ReadSource(read_document(one, forced), formulas)
        for one, (_, forced), formulas in zip(scanned, tasks, found, strict=True)
    ]


_READING: SharedJob[Task, ReadSource] = SharedJob("document", _read)


def _key(task: Task, *, checked: bool) -> bytes:
    source, forced = task
    name = "" if forced is None else forced.value
    text = f"{source.path}\0{name}\0{checked}\0{source.text}"
    # A digest of each note: processes that start now get copies of what is in memory.
    return digest_of((text.encode("utf-8", "surrogatepass"),))
