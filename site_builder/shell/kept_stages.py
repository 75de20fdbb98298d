"""Keeps what stages of the pipeline have made of each document, where that takes its time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.align.curriculum import Curriculum
from site_builder.align.notes import align_document
from site_builder.links.glossary import FoundTerm, TermTask, find_in_each
from site_builder.model.alignment import Alignment
from site_builder.model.config import Config
from site_builder.model.diagnostic import Outcome
from site_builder.model.glossary import Term
from site_builder.model.note import Document
from site_builder.pipeline import Means
from site_builder.shell.serialising import Form, dump_value
from site_builder.shell.stamp import program_stamp
from site_builder.shell.store import digest_of, encode
from site_builder.shell.workshop import Workshop

_ALIGNMENT: Form[Outcome[Alignment]] = Form(Outcome[Alignment])
_TERMS: Form[tuple[FoundTerm, ...]] = Form(tuple[FoundTerm, ...])
_ENTRIES: Form[dict[str, tuple[bytes, bytes]]] = Form(dict[str, tuple[bytes, bytes]])
_KEY: Form[object] = Form(object)

_KIND = "easy alignments"
"""Under this kind documents are kept together whose authors name their lessons."""


def keeping_means(workshop: Workshop) -> Means:
    """Stages that do not again work on documents that are as they were.

    Args:
        workshop: What keeps the results, and has several processes where there is much to do.
    """
    kept = _Kept(workshop)
    return Means(kept.align, kept.find)


class _Kept:
    """The stages, with what keeps their results."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop

    def align(
        self, documents: Sequence[Document], curriculum: Curriculum, config: Config
    ) -> Iterator[Outcome[Alignment]]:
        """As ``align_each``.

        Documents whose authors name no lessons are kept one by one; of the others, which are soon
        aligned, those of the last build, all together.
        """

        def pack(document: Document) -> bytes:
            return _ALIGNMENT.dump(align_document(document, curriculum, config))

        common = _KEY.dump((curriculum.course, curriculum.learned, config.place))
        hard = [document for document in documents if _is_hard(document)]
        keys = [digest_of((common, *_parts(document))) for document in hard]
        made = self._workshop.stream("alignment", pack, hard, keys)
        easy = _Together(self._workshop, digest_of((common,)))
        for document in documents:
            try:
                if _is_hard(document):
                    packed = next(made)
                elif document.outline is None:
                    packed = easy.find(document) or easy.keep(document, pack(document))
                else:  # what an outline claims depends on other outlines, too
                    packed = pack(document)
                yield _ALIGNMENT.load(packed)
            except ValueError:  # a cache that is broken in an unforeseen way
                yield align_document(document, curriculum, config)
        easy.close()

    def find(
        self, tasks: Sequence[TermTask], terms: Sequence[Term]
    ) -> Iterator[tuple[FoundTerm, ...]]:
        """As ``find_in_each``."""
        common = _KEY.dump(terms)
        keys = [
            digest_of((common, *_parts(task.document), _KEY.dump((task.stretches, task.edits))))
            for task in tasks
        ]

        def pack(new: Sequence[TermTask]) -> Iterator[bytes]:
            return map(_TERMS.dump, find_in_each(new, terms))

        for task, packed in zip(
            tasks, self._workshop.make_here("terms", pack, tasks, keys), strict=True
        ):
            try:
                yield _TERMS.load(packed)
            except ValueError:
                yield from find_in_each([task], terms)


class _Together:
    """What was made of many documents, in one value."""

    def __init__(self, workshop: Workshop, key: bytes) -> None:
        self._workshop = workshop
        self._key = digest_of((program_stamp(), key))
        kept = workshop.store.find(_KIND, [self._key]).get(self._key)
        try:
            self._known = _ENTRIES.load(kept) if isinstance(kept, bytes) else {}
        except ValueError:
            self._known = {}
        self._now: dict[str, tuple[bytes, bytes]] = {}

    def find(self, document: Document) -> bytes | None:
        """What was made of ``document``, if it is as it was."""
        path = document.source.path
        key, packed = self._known.get(path, (b"", b""))
        if key != digest_of(_parts(document)):
            return None
        self._now[path] = (key, packed)
        return packed

    def keep(self, document: Document, packed: bytes) -> bytes:
        """Keeps ``packed``, which was made of ``document``, and returns it."""
        self._now[document.source.path] = (digest_of(_parts(document)), packed)
        return packed

    def close(self) -> None:
        """Keeps what there is now for the next build."""
        if self._now != self._known:
            self._workshop.store.keep(_KIND, {self._key: dump_value(_ENTRIES.dump(self._now))})


def _is_hard(document: Document) -> bool:
    """Whether there are sections whose lessons nobody names."""
    return document.outline is None and any(section.claim is None for section in document.sections)


def _parts(document: Document) -> Iterator[bytes]:
    """What a document is made of."""
    yield encode(document.source.path)
    yield encode(document.source.text)
    yield encode(f"{document.dialect.value} {document.confidence}")
