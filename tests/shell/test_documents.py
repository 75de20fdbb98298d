"""Documents as they are kept from build to build."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.model.note import Dialect
from site_builder.model.source import Source
from site_builder.pipeline import plan_reading
from site_builder.shell import documents
from site_builder.shell.documents import _pack, _read, _unpack, read_sources
from site_builder.shell.reading import read_content
from site_builder.shell.serialising import _AS_MESSAGE, _AS_VALUE
from site_builder.shell.workshop import open_workshop
from tests.support.folders import COURSE, write_folder

DEFAULT = Path(__file__).resolve().parents[2] / "content"


def test_documents_come_back_as_they_were(tmp_path: Path) -> None:
    """Every value of every document of the default course is kept as it is, its kind too."""
    content = read_content(DEFAULT, cache=tmp_path).value
    tasks = plan_reading(content.sources, content.config)[::5]

    for task in tasks:
        read = _read(task)
        assert repr(_unpack(task, _pack(task, read))) == repr(read)


@pytest.mark.parametrize("dialect", Dialect)
def test_documents_of_each_dialect_come_back(dialect: Dialect) -> None:
    """Whatever a dialect says of a source is kept."""
    text = (
        "---\nlesson: 2\ntitle: 题\n---\n\n# 第1周\n\n## 1.2 甲 [00:12]\n\n- 乙 $x$ ![[图.png]]\n"
    )
    task = (Source("a.md", text), dialect)
    read = _read(task)

    assert repr(_unpack(task, _pack(task, read))) == repr(read)


def test_what_utf8_cannot_hold_is_kept(tmp_path: Path) -> None:
    """A lone surrogate in front matter is packed another way."""
    task = (Source("a.md", '---\ntitle: "\\ud800"\n---\n\n# \ud800\n\n字\n'), None)
    read = _read(task)

    packed = _pack(task, read)

    assert packed.startswith(_AS_VALUE)
    assert repr(_unpack(task, packed)) == repr(read)


@pytest.mark.parametrize("packed", [b"", _AS_MESSAGE, _AS_MESSAGE + b"\x81\xa1a", _AS_VALUE + b"z"])
def test_bytes_that_are_no_document_are_read_again(packed: bytes) -> None:
    """A cache that is broken in an unforeseen way costs time and nothing else."""
    task = (Source("a.md", "# 甲\n\n字\n"), None)

    assert _unpack(task, packed) == _read(task)


def test_a_document_that_is_kept_has_the_text_of_its_source(tmp_path: Path) -> None:
    """What comes from the store is what was read, and its text is not held twice."""
    content = read_content(write_folder(tmp_path, COURSE), cache=tmp_path / ".cache").value
    tasks = plan_reading(content.sources, content.config)
    made: list[object] = []
    kept: list[object] = []
    documents = []
    for found in (made, kept):
        workshop = open_workshop(tmp_path / ".cache", jobs=1)
        notes = read_sources(tasks, workshop)
        documents = notes.documents
        found.extend(zip(documents, notes.formulas(), strict=True))
        workshop.close()

    assert kept == made
    for (source, _), document in zip(tasks, documents, strict=True):
        assert document.value.source is source


def test_a_very_large_course_is_read_no_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its processes end before anything else is made of it."""
    content = read_content(write_folder(tmp_path, COURSE), cache=tmp_path / ".cache").value
    tasks = plan_reading(content.sources, content.config)
    read = []
    for most in (documents._MOST, 0):
        monkeypatch.setattr(documents, "_MOST", most)
        workshop = open_workshop(None, jobs=1)
        notes = read_sources(tasks, workshop)
        read.append((notes.documents, notes.formulas()))
        workshop.close()

    assert read[0] == read[1]
