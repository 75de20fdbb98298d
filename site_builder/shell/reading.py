"""Reads a CONTENT folder: texts, the manifest, and facts about all other files.

Nothing outside the folder is read, whatever its symbolic links say.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from site_builder.links.snapshots import LOCK_PATH
from site_builder.model.config import Config
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.site import Catalog, FileFact
from site_builder.model.snapshot import CopyRecords
from site_builder.model.source import Source
from site_builder.scan.decode import check_size, decode_source
from site_builder.scan.glossary import parse_glossary
from site_builder.scan.manifest import find_rule, matches_pattern, parse_manifest
from site_builder.shell.drawings import clean_drawing
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.listing import FoundFile, list_files, resolve_root
from site_builder.shell.pictures import HEAD_BYTES, picture_size
from site_builder.shell.snapshots.facts import CopyFacts
from site_builder.shell.snapshots.lock import parse_lock
from site_builder.shell.store import Store

SOURCE_SUFFIXES = (".md", ".markdown", ".txt")
"""What is read as outline, table of contents or notes, in lower case."""

MANIFEST = "course.yml"
"""Path of the manifest relative to CONTENT, unless another is named."""

GLOSSARY = "glossary.yml"
"""Path of the glossary relative to CONTENT."""

_PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")


class Content(Struct, frozen=True):
    """What a CONTENT folder holds."""

    sources: tuple[Source, ...]
    """Texts to be compiled, by path."""
    config: Config
    """The manifest and the glossary."""
    catalog: Catalog
    """Everything else."""
    manifests: tuple[Source, ...]
    """Texts of manifest and glossary, to which diagnostics may point."""


def read_content(
    folder: Path,
    *,
    manifest: str | None = None,
    skip: Sequence[Path] = (),
    cache: Path | None = None,
    store: Store | None = None,
) -> Outcome[Content]:
    """Reads ``folder``; what cannot be read is left out and named.

    Args:
        folder: CONTENT.
        manifest: Path of the manifest relative to CONTENT; None: ``course.yml``, if it is there.
        skip: Folders within CONTENT that hold no notes, as the site itself.
        cache: Where facts about archived copies are kept; None: nowhere.
        store: What keeps cleaned drawings; None: nothing does.

    Raises:
        SiteBuilderError: where there is no such folder, no such manifest, or nothing to compile.
    """
    root = resolve_root(folder)
    listing = list_files(root, frozenset(path.resolve() for path in skip))
    found = listing.diagnostics
    by_path = {file.path: file for file in listing.files}
    if manifest is not None and manifest not in by_path:
        raise SiteBuilderError(
            f"there is no manifest {manifest!r} in {str(folder)!r}",
            "correct its path, or leave it out: a folder of notes needs none",
        )
    manifest_source = _read_source(by_path.get(manifest or MANIFEST), found)
    glossary_source = _read_source(by_path.get(GLOSSARY), found)
    config = _read_config(manifest_source, glossary_source, found)

    texts = [file for file in listing.files if _is_text(file, config)]
    if not texts and not found:
        raise SiteBuilderError(
            f"there are no notes in {str(folder)!r}",
            f"put files that end in {', '.join(SOURCE_SUFFIXES)} there, or name another folder",
        )
    read = _not_ignored(_without_copies(texts), config)
    sources = [source for file in read if (source := _read_source(file, found)) is not None]
    found.extend(_idle_rules(config, [file.path for file in texts], manifest or MANIFEST))
    text_paths = {file.path for file in texts}
    others = [file for file in listing.files if file.path not in text_paths]
    content = Content(
        sources=tuple(sources),
        config=config,
        catalog=_catalog(others, config, cache, store or Store(None), found),
        manifests=tuple(source for source in (manifest_source, glossary_source) if source),
    )
    return Outcome(content, tuple(found))


def read_text(folder: Path, path: str) -> Outcome[Source | None]:
    """The text at ``path`` in CONTENT; None where it cannot be read.

    Args:
        folder: CONTENT.
        path: Relative to CONTENT.
    """
    found: list[Diagnostic] = []
    source = _read_source(FoundFile(path, folder / path, linked=False), found)
    return Outcome(source, tuple(found))


def _read_config(
    manifest: Source | None, glossary: Source | None, found: list[Diagnostic]
) -> Config:
    config = Config()
    if manifest is not None:
        outcome = parse_manifest(manifest)
        found.extend(outcome.diagnostics)
        config = outcome.value
    if glossary is not None:
        terms = parse_glossary(glossary)
        found.extend(terms.diagnostics)
        config = replace(config, glossary=terms.value)
    return config


def _is_text(file: FoundFile, config: Config) -> bool:
    """Whether a file is read as outline, table of contents or notes."""
    return file.path.lower().endswith(SOURCE_SUFFIXES) and not file.path.startswith(
        f"{config.snapshots}/"
    )


def _without_copies(files: Sequence[FoundFile]) -> list[FoundFile]:
    """``files`` without links to those that are read anyway: notes would stand there twice."""
    real = {file.place for file in files if not file.linked}
    kept = []
    for file in files:
        if not file.linked:
            kept.append(file)
        elif file.place not in real:
            real.add(file.place)
            kept.append(file)
    return kept


def _not_ignored(files: Sequence[FoundFile], config: Config) -> list[FoundFile]:
    rules = [(file, find_rule(file.path, config.sources)) for file in files]
    return [file for file, rule in rules if rule is None or not rule.ignore]


def _read_source(file: FoundFile | None, found: list[Diagnostic]) -> Source | None:
    """The text of ``file``; None where there is none or it cannot be read."""
    if file is None:
        return None
    try:
        with file.place.open("rb", buffering=0) as stream:
            if too_large := check_size(file.path, os.fstat(stream.fileno()).st_size):
                found.append(too_large)
                return None
            data = stream.read()
    except OSError as error:
        found.append(Diagnostic("ENV101", f"cannot be read: {error.strerror}", file.path))
        return None
    outcome = decode_source(file.path, data)
    found.extend(outcome.diagnostics)
    return outcome.value


def _catalog(
    files: Sequence[FoundFile],
    config: Config,
    cache: Path | None,
    store: Store,
    found: list[Diagnostic],
) -> Catalog:
    """Facts about all that is no text, and the record of archived copies."""
    copies = {file.path for file in files if file.path.startswith(f"{config.snapshots}/")}
    kept = CopyFacts.load(cache) if copies else None
    facts: dict[str, FileFact] = {}
    for file in files:
        fact = _copy_fact(file, kept) if kept and file.path in copies else _fact(file, store, found)
        if fact is not None:
            facts[file.path] = fact
    if kept is not None:
        kept.keep_only(copies)
        kept.save()
    lock = next((file for file in files if file.path == LOCK_PATH), None)
    return Catalog(facts, _read_records(lock, found))


def _copy_fact(file: FoundFile, kept: CopyFacts) -> FileFact:
    try:
        return kept.fact(file.path, file.place)
    except OSError as error:
        return FileFact(file.path, 0, defect=error.strerror or "it cannot be read")


def _read_records(lock: FoundFile | None, found: list[Diagnostic]) -> CopyRecords:
    if lock is None:
        return CopyRecords()
    try:
        text = lock.place.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        found.append(Diagnostic("ENV101", f"cannot be read: {error.strerror}", lock.path))
        return CopyRecords()
    outcome = parse_lock(text)
    found.extend(outcome.diagnostics)
    return outcome.value


def _fact(file: FoundFile, store: Store, found: list[Diagnostic]) -> FileFact | None:
    """Size of a file, of a picture its width and height, of a drawing what it holds."""
    try:
        size = file.place.stat().st_size
        pixels = None
        unsafe: tuple[str, ...] = ()
        adapts = False
        if file.path.lower().endswith(".svg"):
            drawing = file.place.read_bytes()
            unsafe = clean_drawing(drawing, store).removed
            adapts = b"prefers-color-scheme" in drawing
        if file.path.lower().endswith(_PICTURE_SUFFIXES):
            with file.place.open("rb") as stream:
                pixels = picture_size(stream.read(HEAD_BYTES))
    except OSError as error:
        found.append(Diagnostic("ENV101", f"cannot be read: {error.strerror}", file.path))
        return None
    width, height = pixels or (None, None)
    return FileFact(file.path, size, width, height, unsafe=unsafe, adapts=adapts)


def _idle_rules(config: Config, paths: Sequence[str], manifest: str) -> Iterator[Diagnostic]:
    """What the manifest says of files that are not there."""
    for rule in config.sources:
        if not any(matches_pattern(path, rule.pattern) for path in paths):
            yield Diagnostic("CFG105", f"no file matches {rule.pattern!r}", manifest)
    for path in sorted({placement.path for placement in config.place} - set(paths)):
        yield Diagnostic("CFG105", f"there is no file {path!r} to place sections of", manifest)
