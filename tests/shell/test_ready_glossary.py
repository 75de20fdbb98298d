"""The glossary as an earlier process has read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.align import concept_profiles, lexicon
from site_builder.align.concept_profiles import shipped_profiles
from site_builder.align.lexicon import shipped_lexicon
from site_builder.shell import program_code
from site_builder.shell import ready_glossary as ready_glossary_module
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
    monkeypatch.setattr(ready_glossary_module, "read_concept_profiles", None)

    ready_glossary()

    assert (shipped_lexicon(), shipped_profiles()) == read
    assert [*shipped_profiles().concepts] == [*read[1].concepts]
    assert [*shipped_lexicon().tree.following] == [*read[0].tree.following]


def test_what_is_not_whole_is_read_anew(place: Path) -> None:
    """A file that holds something else counts as none."""
    ready_glossary()
    read = shipped_lexicon()
    profiles = shipped_profiles()
    for kept in [*place.iterdir()]:
        kept.unlink()
    for kind in ("lexicon", "profiles"):
        program_code.keep_code(kind, b"", {kind: b"none"})
    forget()

    ready_glossary()

    assert (shipped_lexicon(), shipped_profiles()) == (read, profiles)


def test_profiles_are_not_read_before_they_are_asked_for(place: Path) -> None:
    """Notes whose authors name their lessons need none."""
    ready_glossary()
    before = len([*place.iterdir()])

    shipped_profiles()

    assert (before, len([*place.iterdir()])) == (1, 2)
