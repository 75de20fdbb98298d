"""One note revised: the pages that show it, without the rest of the site.

What other notes say, how lessons are called and what links may lead to is taken from the whole
site as it was built last. The pages are those of the next whole build, unless the edit changes
that too, as a new title does for links that name it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from site_builder.align.course import assemble_course
from site_builder.align.curriculum import Curriculum
from site_builder.align.notes import (
    align_document,
    join_alignments,
    learn_curriculum,
    valid_claims,
)
from site_builder.links.targets import heading_pages, video_page
from site_builder.model.alignment import Alignment
from site_builder.model.config import Config
from site_builder.model.diagnostic import Outcome
from site_builder.model.note import Document
from site_builder.model.site import Backlink, Catalog, Page, PlacedMoment, Site
from site_builder.pages.holdings import Holdings, collect_holdings, noted_lessons
from site_builder.pages.lesson import find_neighbours, render_lesson
from site_builder.pages.templates import (
    BrokenTemplateError,
    PageTemplates,
    Templates,
    load_templates,
)
from site_builder.pages.unplaced import render_unplaced
from site_builder.pages.video import render_video
from site_builder.pipeline import LinkTargets, find_targets, resolve_links

T = TypeVar("T", Backlink, PlacedMoment)


class Basis(Struct, frozen=True):
    """A whole site, and what a revised note has to be read with."""

    site: Site
    """The site as it was built."""
    config: Config
    """The manifest."""
    curriculum: Curriculum
    """What the lessons are called."""
    targets: LinkTargets
    """What links may lead to."""
    noted: Mapping[str, frozenset[int]]
    """By source path the lessons on which it says more than a heading."""
    templates: PageTemplates
    """What pages are made with."""


class Revision(Struct, frozen=True):
    """What an edit of one note has made."""

    pages: tuple[Page, ...]
    """The pages that show the note."""
    basis: Basis
    """What the next edit is made on."""


class _Concern(Struct, frozen=True):
    """What of a site an edit of one note can show on."""

    lessons: frozenset[int]
    """Numbers of lessons."""
    videos: frozenset[str]
    """Pages of other videos."""
    unplaced: bool = False
    """Whether the page of what has no lesson is among it."""


def lay_basis(site: Site, config: Config, catalog: Catalog, templates: Templates) -> Basis | None:
    """What notes of ``site`` can be revised on; None without its templates.

    Args:
        site: The whole site.
        config: The manifest.
        catalog: The files beside the notes.
        templates: The page templates.
    """
    loaded = load_templates(templates).value
    if loaded is None:
        return None
    targets = find_targets(site.documents, site.course, site.alignment, catalog).value
    curriculum = learn_curriculum(site.documents, site.course)
    noted = noted_lessons(site.documents, site.alignment)
    return Basis(site, config, curriculum, targets, noted, loaded)


def revise_note(basis: Basis, document: Document) -> Outcome[Revision] | None:
    """The pages that show ``document``, and what is found in it; None where all pages may change.

    Of an outline only lessons whose words change are made anew.

    Args:
        basis: The site before the edit.
        document: A source of the site as it is now.
    """
    site, path = basis.site, document.source.path
    before = next((other for other in site.documents if other.source.path == path), None)
    if before is None:
        return None
    if _is_of_course(before) or _is_of_course(document):
        return _revise_course(basis, before, document)
    own = align_document(document, basis.curriculum, basis.config)
    return _revise(basis, document, own, _concern(site, document, own.value))


def _revise_course(basis: Basis, before: Document, document: Document) -> Outcome[Revision] | None:
    """As ``revise_note``, for an outline or a table of contents."""
    site = basis.site
    documents = tuple(document if note is before else note for note in site.documents)
    course = assemble_course(documents, basis.config).value
    pairs = list(zip(site.course.lessons, course.lessons, strict=False))
    numbers = [lesson.number for lesson in course.lessons]
    if numbers != [lesson.number for lesson in site.course.lessons]:
        return None
    path, catalog = document.source.path, basis.targets.local.catalog
    following = replace(
        basis,
        site=replace(site, course=course),
        curriculum=learn_curriculum(documents, course),
        targets=find_targets(documents, course, site.alignment, catalog).value,
    )
    claimed = next(
        note for note in valid_claims(documents, basis.config) if note.source.path == path
    )
    own = align_document(claimed, following.curriculum, basis.config)
    then = _words_by_lesson(before, _where(site.alignment, lambda source: source == path))
    now = _words_by_lesson(document, own.value)
    lessons = {
        *(lesson.number for lesson, renamed in pairs if lesson != renamed),
        *(number for number in {*then, *now} if then.get(number) != now.get(number)),
    }
    return _revise(following, document, own, _Concern(frozenset(lessons), frozenset()))


def _words_by_lesson(document: Document, alignment: Alignment) -> dict[int, list[str]]:
    """What ``document`` says on each lesson."""
    words: dict[int, list[str]] = {}
    text = document.source.text
    for piece in alignment.pieces:
        for target in piece.targets:
            words.setdefault(target.lesson, []).append(text[piece.span.start : piece.span.end])
    return words


def _revise(
    basis: Basis, document: Document, own: Outcome[Alignment], concern: _Concern
) -> Outcome[Revision] | None:
    """The pages of ``concern``, with ``document`` where ``own`` places it."""
    site, path = basis.site, document.source.path
    shown = _paths(site, concern) | {path}
    others = [note for note in site.documents if note.source.path in shown - {path}]
    documents = sorted((*others, document), key=lambda note: note.source.path)
    elsewhere = _where(site.alignment, lambda source: source != path)
    everywhere = _in_order(join_alignments([elsewhere, own.value]))
    alignment = _where(everywhere, shown.__contains__)
    local = basis.targets.local
    headings = {**local.headings, **heading_pages(own.value)}
    targets = replace(basis.targets, local=replace(local, headings=headings))
    resolved = resolve_links(documents, site.course, alignment, basis.config, targets)
    if not set(resolved.value.assets) <= set(site.assets):
        return None
    holdings = collect_holdings(site.course, documents, alignment, resolved.value)
    noted = {**basis.noted, path: noted_lessons([document], own.value).get(path, frozenset())}
    holdings = replace(holdings, noted=frozenset().union(*noted.values()))
    try:
        pages = tuple(_pages(basis, holdings, concern))
    except BrokenTemplateError:
        return None
    revised = replace(
        site,
        documents=tuple(document if d.source.path == path else d for d in site.documents),
        alignment=everywhere,
        backlinks=_renewed(path, site.backlinks, resolved.value.backlinks),
        moments=_renewed(path, site.moments, resolved.value.moments),
    )
    found = (found for found in resolved.diagnostics if found.path == path)
    following = replace(basis, site=revised, noted=noted)
    return Outcome(Revision(pages, following), (*own.diagnostics, *found))


def _renewed(path: str, before: Sequence[T], now: Sequence[T]) -> tuple[T, ...]:
    """``before`` with what ``now`` says of the source at ``path``."""
    others = tuple(item for item in before if item.path != path)
    return others + tuple(item for item in now if item.path == path)


def _is_of_course(document: Document) -> bool:
    """Whether a source says what the course is made of."""
    return document.outline is not None or bool(document.titles or document.snapshots)


def _concern(site: Site, document: Document, alignment: Alignment) -> _Concern:
    path = document.source.path
    both = (_where(site.alignment, lambda source: source == path), alignment)
    lessons = {
        number
        for part in both
        for numbers in (
            *((target.lesson for target in piece.targets) for piece in part.pieces),
            *(related.lessons for related in part.related),
        )
        for number in numbers
    }
    lessons.update(n for moment in site.moments if moment.path == path for n in _homes(moment))
    return _Concern(
        frozenset(lessons),
        frozenset(video_page(related.video) for part in both for related in part.related),
        unplaced=any(part.unplaced or part.doubtful for part in both),
    )


def _paths(site: Site, concern: _Concern) -> frozenset[str]:
    """Sources that show on the pages concerned."""
    lessons, alignment = concern.lessons, site.alignment
    videos = set(concern.videos)
    for related in alignment.related:
        if lessons.intersection(related.lessons):
            videos.add(video_page(related.video))
    paths = {
        *(p.path for p in alignment.pieces if any(t.lesson in lessons for t in p.targets)),
        *(link.path for link in site.backlinks if link.lesson in lessons),
        *(moment.path for moment in site.moments if lessons.intersection(_homes(moment))),
        # the headings of a video's page are numbered all together
        *(r.path for r in alignment.related if video_page(r.video) in videos),
    }
    if concern.unplaced:
        paths.update(unplaced.path for unplaced in alignment.unplaced)
        paths.update(doubtful.path for doubtful in alignment.doubtful)
    return frozenset(paths)


def _homes(moment: PlacedMoment) -> Iterable[int]:
    return (*moment.lessons, *moment.related)


def _where(alignment: Alignment, wanted: Callable[[str], bool]) -> Alignment:
    """What ``alignment`` says of the sources whose paths are ``wanted``."""
    return Alignment(
        pieces=tuple(item for item in alignment.pieces if wanted(item.path)),
        related=tuple(item for item in alignment.related if wanted(item.path)),
        unplaced=tuple(item for item in alignment.unplaced if wanted(item.path)),
        doubtful=tuple(item for item in alignment.doubtful if wanted(item.path)),
        structure=tuple(item for item in alignment.structure if wanted(item[0])),
    )


def _in_order(alignment: Alignment) -> Alignment:
    """``alignment`` with its sources by path, each as it was."""
    return Alignment(
        pieces=tuple(sorted(alignment.pieces, key=lambda item: item.path)),
        related=tuple(sorted(alignment.related, key=lambda item: item.path)),
        unplaced=tuple(sorted(alignment.unplaced, key=lambda item: item.path)),
        doubtful=tuple(sorted(alignment.doubtful, key=lambda item: item.path)),
        structure=tuple(sorted(alignment.structure, key=lambda item: item[0])),
    )


def _pages(basis: Basis, holdings: Holdings, concern: _Concern) -> Iterator[Page]:
    course, templates = basis.site.course, basis.templates
    neighbours = find_neighbours(course, holdings)
    for number in sorted(concern.lessons):
        yield render_lesson(
            holdings.lessons[number], course, holdings, templates, neighbours[number]
        )
    for path in sorted(concern.videos & set(holdings.videos)):
        yield render_video(path, holdings, templates)
    if concern.unplaced:
        yield render_unplaced(course, holdings, templates)
