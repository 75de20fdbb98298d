"""The glossary as an earlier process has read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.align import concept_profiles, lexicon
from site_builder.align.concept_profiles import shipped_profiles
from site_builder.align.lexicon import shipped_lexicon
from site_builder.shell import program_code
from site_builder.shell.ready_glossary import ready_glossary
from tests.support.kept_code import nothing_kept


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which no process has kept anything yet, and a glossary that is not read."""
    with nothing_kept(tmp_path, monkeypatch, forget):
        yield tmp_path


def forget() -> None:
    """As at the beginning of a process."""
    for known in (ready_glossary, shipped_lexicon, shipped_profiles):
        known.cache_clear()
    lexicon._GIVEN.clear()
    concept_profiles._GIVEN.clear()


def test_another_process_has_the_same_without_reading_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one has read the next one finds, to the order in which concepts stand."""
    ready_glossary()
    read = (shipped_lexicon(), shipped_profiles())
    forget()
    monkeypatch.setattr(lexicon, "_read_lexicon", None)
    monkeypatch.setattr(concept_profiles, "_read_profiles", None)

    ready_glossary()

    assert (shipped_lexicon(), shipped_profiles()) == read
    assert [*shipped_profiles().concepts] == [*read[1].concepts]
    assert [*shipped_lexicon().tree.following] == [*read[0].tree.following]


def test_what_is_not_whole_is_read_anew(place: Path) -> None:
    """A file that holds something else counts as none."""
    ready_glossary()
    read = shipped_lexicon()
    (kept,) = place.iterdir()
    kept.unlink()
    program_code.keep_code("glossary", b"", {"glossary": b"none"})
    forget()

    ready_glossary()

    assert shipped_lexicon() == read
