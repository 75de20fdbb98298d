"""Keeps where documents stand whose authors name no lessons: to weigh their words takes time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.align.curriculum import Curriculum
from site_builder.align.notes import Aligner, align_document
from site_builder.model.alignment import Alignment
from site_builder.model.config import Config
from site_builder.model.diagnostic import Outcome
from site_builder.model.note import Document
from site_builder.shell.serialising import Form
from site_builder.shell.store import digest_of, encode
from site_builder.shell.workshop import Workshop

_KIND = "alignment"

_FORM: Form[Outcome[Alignment]] = Form(Outcome[Alignment])
_KEY: Form[object] = Form(object)


def keeping_aligner(workshop: Workshop) -> Aligner:
    """What aligns documents, and does not again align those that are as they were.

    Args:
        workshop: What keeps the results, and has several processes where there is much to do.
    """

    def align(
        documents: Sequence[Document], curriculum: Curriculum, config: Config
    ) -> Iterator[Outcome[Alignment]]:
        def pack(document: Document) -> bytes:
            return _FORM.dump(align_document(document, curriculum, config))

        hard = [document for document in documents if _is_hard(document)]
        known = (curriculum.course, curriculum.learned, config.place, config.sources)
        common = _KEY.dump(known) if hard else b""
        keys = [
            digest_of((common, encode(document.source.path), encode(document.source.text)))
            for document in hard
        ]
        made = workshop.stream(_KIND, pack, hard, keys)
        for document in documents:
            if not _is_hard(document):
                yield align_document(document, curriculum, config)
                continue
            try:
                yield _FORM.load(next(made))
            except ValueError:  # a cache that is broken in an unforeseen way
                yield align_document(document, curriculum, config)

    return align


def _is_hard(document: Document) -> bool:
    """Whether there are sections whose lessons nobody names.

    What an outline claims depends on other outlines, too.
    """
    return document.outline is None and any(section.claim is None for section in document.sections)
