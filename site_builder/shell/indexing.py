"""Builds the search index of a site: what is known of pages that are as they were is used again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from site_builder.model.config import Config
from site_builder.model.site import Site
from site_builder.search.entries import Entry, collect_entries, without_passages
from site_builder.search.index import IndexFile, join_index, rare_of_names
from site_builder.search.names import Name, list_names, written_names
from site_builder.search.sounds import sound_table
from site_builder.search.stretches import (
    Stretch,
    count_stretch,
    cut_stretches,
    notes_of,
    pack_notes,
    unpack_notes,
)
from site_builder.shell.ready_sounds import ready_sounds
from site_builder.shell.store import encode
from site_builder.shell.workshop import Job, Workshop

_SHARE = 32
"""Stretches that a process gets at once: some 500 pages, so that none holds many in memory."""


def start_index(
    site: Site, config: Config, workshop: Workshop, *, page_suffix: str = "/"
) -> Callable[[], Iterator[IndexFile]]:
    """Begins to build the index; what is returned waits for its files and gives them one by one.

    Notes of stretches that are as they were are not worked on again.

    Args:
        site: The site.
        config: The manifest, for its glossary.
        workshop: What does the work.
        page_suffix: What follows ``lessons/010`` in the address of a page: ``/`` or ``.html``.
    """
    entries: list[Entry] = []
    packed: list[bytes] = []
    for group in cut_stretches(collect_entries(site, config)):
        packed.append(pack_notes(map(notes_of, group)))
        entries += map(without_passages, group)
    written = [written_names(entry) for entry in entries]
    stretches = workshop.begin(_COUNTING, packed, packed, share=_SHARE)
    sounds = _start_sounds(written, workshop)

    def files() -> Iterator[IndexFile]:
        names = [list_names(own) for own in written]
        return join_index(entries, names, stretches(), sounds(names), page_suffix=page_suffix)

    return files


def _start_sounds(
    written: Iterable[Sequence[Name]], workshop: Workshop
) -> Callable[[Iterable[Sequence[Name]]], str]:
    """Begins to list the sounds of characters; what is returned takes the names of the pages.

    They may have characters more than ``written``, but hardly ever have.
    """
    expected = rare_of_names(written)
    wait = workshop.start(_SOUNDS, expected, encode(expected))

    def table(names: Iterable[Sequence[Name]]) -> str:
        rare = rare_of_names(names)
        return wait() if rare == expected else workshop.start(_SOUNDS, rare, encode(rare))()

    return table


def _count(packed: bytes) -> Stretch:
    return count_stretch(unpack_notes(packed))


def _list_sounds(rare: str) -> str:
    ready_sounds()
    return sound_table(rare)


_COUNTING: Job[bytes, Stretch] = Job("stretch", _count)
_SOUNDS: Job[str, str] = Job("sounds", _list_sounds)
