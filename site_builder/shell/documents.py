"""Reads sources as documents, with a finding for each formula that cannot be typeset."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import islice

from msgspec import DecodeError, Struct
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from site_builder.align.lexicon import shipped_lexicon
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Dialect, Document
from site_builder.model.source import Source
from site_builder.pipeline import read_document
from site_builder.scan.scanned import scan_source
from site_builder.shell.formula_findings import check_formulas
from site_builder.shell.katex import is_installed, load_ahead
from site_builder.shell.store import digest_of, dump_value, load_value
from site_builder.shell.workshop import SharedJob, Workshop

Task = tuple[Source, Dialect | None]
"""A source, and the dialect that its author names."""


class ReadSource(Struct, frozen=True):
    """What became of one source."""

    document: Outcome[Document]
    """The document."""
    formulas: tuple[Diagnostic, ...]
    """A finding for each formula that cannot be typeset."""


_ENCODER = Encoder()
_DECODER = Decoder(ReadSource)

_AS_MESSAGE, _AS_VALUE = b"m", b"v"
"""What packed documents begin with: as MessagePack, in a fifth of the time; or as other values."""

_SAMPLES = 2
_USUAL = range(500, 20_000)
"""How many sources of how many code points tell what reading the others will take."""

_NO_SOURCE = Source("", "")
"""Stands for the source itself."""


def read_sources(tasks: Sequence[Task], workshop: Workshop) -> list[ReadSource]:
    """Each of ``tasks`` as a document, in their order."""
    checked = is_installed()
    keys = [_key(task, checked=checked) for task in tasks]
    # Whatever the notes say, aligning them takes the lexicon, while all other processes wait.
    packed = workshop.map(
        _READING, tasks, keys, ahead=partial(_read_ahead, tasks), meanwhile=shipped_lexicon
    )
    return [_unpack(task, one) for task, one in zip(tasks, packed, strict=True)]


def _read_ahead(tasks: Sequence[Task]) -> None:
    """Loads and compiles what reading takes, once for all processes that are copies of this one."""
    if any(sign in source.text for source, _ in tasks for sign in ("$", "\\(", "\\[")):
        load_ahead()
    usual = (task for task in tasks if len(task[0].text) in _USUAL)
    for source, forced in islice(usual, _SAMPLES):
        read_document(scan_source(source), forced)


def _read(tasks: Sequence[Task]) -> list[ReadSource]:
    scanned = [scan_source(source) for source, _ in tasks]
    found = check_formulas(scanned)
    return [
        ReadSource(read_document(one, forced), formulas)
        for one, (_, forced), formulas in zip(scanned, tasks, found, strict=True)
    ]


def _read_packed(tasks: Sequence[Task]) -> list[bytes]:
    return [_pack(task, read) for task, read in zip(tasks, _read(tasks), strict=True)]


_READING: SharedJob[Task, bytes] = SharedJob("document", _read_packed)


def _pack(task: Task, read: ReadSource) -> bytes:
    """``read`` in bytes, without the text of the source, which whoever unpacks it has."""
    if read.document.value.source == task[0]:
        read = _with_source(read, _NO_SOURCE)
    try:
        return _AS_MESSAGE + _ENCODER.encode(read)
    except UnicodeEncodeError:  # a lone surrogate, which front matter can spell
        return _AS_VALUE + dump_value(read)


def _unpack(task: Task, packed: bytes) -> ReadSource:
    """What was packed; read once more where the bytes are none of ours."""
    form, rest = packed[:1], packed[1:]
    try:
        read = load_value(rest) if form == _AS_VALUE else _DECODER.decode(rest)
    except (DecodeError, ValueError):
        return _read([task])[0]
    assert isinstance(read, ReadSource)
    return read if read.document.value.source != _NO_SOURCE else _with_source(read, task[0])


def _with_source(read: ReadSource, source: Source) -> ReadSource:
    document = replace(read.document.value, source=source)
    return replace(read, document=replace(read.document, value=document))


def _key(task: Task, *, checked: bool) -> bytes:
    source, forced = task
    name = "" if forced is None else forced.value
    text = f"{source.path}\0{name}\0{checked}\0{source.text}"
    # A digest of each note: processes that start now get copies of what is in memory.
    return digest_of((text.encode("utf-8", "surrogatepass"),))
