"""How characters sound, as an earlier process has read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.search import sounds
from site_builder.search.sounds import all_sounds, sound_table
from site_builder.shell.ready_sounds import ready_sounds
from tests.support.kept_code import nothing_kept


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which no process has kept anything yet, and sounds that are not read."""
    with nothing_kept(tmp_path, monkeypatch, forget):
        yield tmp_path


def forget() -> None:
    """As at the beginning of a process."""
    ready_sounds.cache_clear()
    all_sounds.cache_clear()
    sounds._GIVEN.clear()


def test_another_process_lists_the_same_without_reading_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What one has read the next one finds, rare characters included, in the same order."""
    read = sound_table("鱻龘")
    ready_sounds()
    forget()
    monkeypatch.setattr(sounds, "_dictionary", None)

    ready_sounds()

    assert sound_table("鱻龘") == read


def test_what_is_not_whole_is_read_anew(place: Path) -> None:
    """A file that is cut short counts as none."""
    ready_sounds()
    read = sound_table("")
    (kept,) = place.iterdir()
    whole = kept.read_bytes()
    kept.unlink()
    kept.write_bytes(whole[:-10])
    forget()

    ready_sounds()

    assert sound_table("") == read
