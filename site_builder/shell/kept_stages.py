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
from site_builder.shell.serialising import Form
from site_builder.shell.store import digest_of, encode
from site_builder.shell.workshop import Workshop

_ALIGNMENT: Form[Outcome[Alignment]] = Form(Outcome[Alignment])
_TERMS: Form[tuple[FoundTerm, ...]] = Form(tuple[FoundTerm, ...])
_KEY: Form[object] = Form(object)


def keeping_means(workshop: Workshop) -> Means:
    """Stages that do not again work on documents that are as they were.

    Args:
        workshop: What keeps the results, and has several processes where there is much to do.
    """
    kept = _Kept(workshop)
    return Means(kept.align, kept.find)


class _Kept:
    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop

    def align(
        self, documents: Sequence[Document], curriculum: Curriculum, config: Config
    ) -> Iterator[Outcome[Alignment]]:
        """As ``align_each``; kept are documents whose authors name no lessons."""

        def pack(document: Document) -> bytes:
            return _ALIGNMENT.dump(align_document(document, curriculum, config))

        hard = [document for document in documents if _is_hard(document)]
        common = _KEY.dump((curriculum.course, curriculum.learned, config.place)) if hard else b""
        keys = [digest_of((common, *_parts(document))) for document in hard]
        made = self._workshop.stream("alignment", pack, hard, keys)
        for document in documents:
            if not _is_hard(document):
                yield align_document(document, curriculum, config)
                continue
            try:
                yield _ALIGNMENT.load(next(made))
            except ValueError:  # a cache that is broken in an unforeseen way
                yield align_document(document, curriculum, config)

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


def _is_hard(document: Document) -> bool:
    """Whether there are sections whose lessons nobody names.

    What an outline claims depends on other outlines, too.
    """
    return document.outline is None and any(section.claim is None for section in document.sections)


def _parts(document: Document) -> Iterator[bytes]:
    """What a document is made of."""
    yield encode(document.source.path)
    yield encode(document.source.text)
    yield encode(f"{document.dialect.value} {document.confidence}")
