"""Reads sources as documents, with a finding for each formula that cannot be typeset."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Dialect, Document
from site_builder.model.source import Source
from site_builder.pipeline import read_document
from site_builder.scan.scanned import scan_source
from site_builder.shell.formula_findings import check_formulas
from site_builder.shell.katex import is_installed
from site_builder.shell.ready_glossary import ready_glossary
from site_builder.shell.serialising import Form
from site_builder.shell.store import digest_of
from site_builder.shell.workshop import SharedJob, Workshop

Task = tuple[Source, Dialect | None]
"""A source, and the dialect that its author names."""


class ReadSources(Struct, frozen=True):
    """What became of sources, in their order."""

    documents: list[Outcome[Document]]
    """A document each."""
    formulas: Callable[[], list[tuple[Diagnostic, ...]]]
    """Waits for the findings in each: one for each formula that cannot be typeset."""


_FORM: Form[Outcome[Document]] = Form(Outcome[Document])

_SAMPLES = 2
_USUAL = range(500, 20_000)
"""How many sources of how many code points tell what reading the others will take."""

_SHARE = 400
"""Sources whose formulas are set together; of more a process of its own sets those of all."""

_MOST = 4000
"""Sources above which processes end when all is read: what follows takes memory enough."""

_NO_SOURCE = Source("", "")
"""Stands for the source itself."""


def read_sources(tasks: Sequence[Task], workshop: Workshop) -> ReadSources:
    """Each of ``tasks`` as a document; its formulas may not be set yet."""
    sources = [source for source, _ in tasks]
    checked = is_installed()
    # One process sets the formulas, beside those that read: to start the engine, and until it has
    # warmed up, takes as long as hundreds of them.
    formulas = workshop.begin_shared(
        _CHECKING,
        sources,
        [_source_key(source, str(checked)) for source in sources],
        share=_SHARE,
        ahead=partial(_read_ahead, tasks),
    )
    keys = [_source_key(source, forced.value if forced else "") for source, forced in tasks]
    # Whatever the notes say, aligning them takes the glossary, while all other processes wait.
    packed = workshop.map(_READING, tasks, keys, meanwhile=ready_glossary)
    documents = [_unpack(task, one) for task, one in zip(tasks, packed, strict=True)]
    if len(tasks) > _MOST:
        found = formulas()
        workshop.workforce.rest()
        return ReadSources(documents, lambda: found)
    return ReadSources(documents, formulas)


def _read_ahead(tasks: Sequence[Task]) -> None:
    """Compiles what reading takes, once for all processes that are copies of this one."""
    usual = (task for task in tasks if len(task[0].text) in _USUAL)
    for task in islice(usual, _SAMPLES):
        _read(task)


def _read(task: Task) -> Outcome[Document]:
    source, forced = task
    return read_document(scan_source(source), forced)


def _read_packed(tasks: Sequence[Task]) -> list[bytes]:
    return [_pack(task, _read(task)) for task in tasks]


_READING: SharedJob[Task, bytes] = SharedJob("document", _read_packed)
_CHECKING: SharedJob[Source, tuple[Diagnostic, ...]] = SharedJob("findings", check_formulas)


def _pack(task: Task, read: Outcome[Document]) -> bytes:
    """``read`` in bytes, without the text of the source, which whoever unpacks it has."""
    if read.value.source == task[0]:
        read = _with_source(read, _NO_SOURCE)
    return _FORM.dump(read)


def _unpack(task: Task, packed: bytes) -> Outcome[Document]:
    """What was packed; read once more where the bytes are none of ours."""
    try:
        read = _FORM.load(packed)
    except ValueError:
        return _read(task)
    return read if read.value.source != _NO_SOURCE else _with_source(read, task[0])


def _with_source(read: Outcome[Document], source: Source) -> Outcome[Document]:
    return replace(read, value=replace(read.value, source=source))


def _source_key(source: Source, way: str) -> bytes:
    text = f"{source.path}\0{way}\0{source.text}"
    # A digest of each note: processes that start now get copies of what is in memory.
    return digest_of((text.encode("utf-8", "surrogatepass"),))
