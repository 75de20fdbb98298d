from __future__ import annotations

import os
import pickle
import sqlite3
from pathlib import Path

import pytest

from site_builder.model.source import Source, Span
from site_builder.shell import store as store_module
from site_builder.shell.serialising import dump_value, load_value
from site_builder.shell.store import NAME, digest_of, open_store


def keep(folder: Path, values: dict[bytes, object], kind: str = "a") -> None:
    """Keeps ``values`` in the store of ``folder``."""
    store = open_store(folder)
    store.keep(kind, {key: dump_value(value) for key, value in values.items()})
    store.close()


def find(folder: Path, *keys: bytes, kind: str = "a") -> dict[bytes, object]:
    """What the store of ``folder`` holds."""
    store = open_store(folder)
    found = store.find(kind, keys)
    store.close()
    return found


def test_value_is_there_for_the_next_process(tmp_path: Path) -> None:
    """What one store keeps, another one of the same folder finds."""
    values: dict[bytes, object] = {b"1": Span(1, 2), b"2": (Source("a.md", "文" * 3000), None)}

    keep(tmp_path, values)

    assert find(tmp_path, b"1", b"2", b"3") == values


def test_what_a_value_computes_itself_is_there_too() -> None:
    """Fields that no caller gives come back with the others."""
    source = Source("a.md", "一\n二\n")

    restored = load_value(dump_value(source))

    assert isinstance(restored, Source)
    assert restored.line_starts == source.line_starts


def test_kinds_do_not_meet(tmp_path: Path) -> None:
    """The same key of another kind is another value."""
    keep(tmp_path, {b"1": Span(1, 2)})

    assert find(tmp_path, b"1", kind="b") == {}


def test_more_keys_than_one_query_takes(tmp_path: Path) -> None:
    """Any number of keys is looked up at once."""
    values: dict[bytes, object] = {str(n).encode(): n for n in range(1201)}

    keep(tmp_path, values)

    assert find(tmp_path, *values) == values


@pytest.mark.parametrize("rubbish", [b"", b"no database", b"SQLite format 3\0" + bytes(4000)])
def test_broken_file_is_made_anew(tmp_path: Path, rubbish: bytes) -> None:
    """A file that is no database costs what it held and nothing else."""
    (tmp_path / NAME).write_bytes(rubbish)

    keep(tmp_path, {b"1": 1})

    assert find(tmp_path, b"1") == {b"1": 1}


def test_broken_value_counts_as_missing(tmp_path: Path) -> None:
    """Bytes that are no value are as if they were not there."""
    keep(tmp_path, {b"1": 1, b"2": 2})
    with sqlite3.connect(tmp_path / NAME) as connection:
        connection.execute("update kept set value = 'zzz' where key = ?", (b"1",))
    connection.close()

    assert find(tmp_path, b"1", b"2") == {b"2": 2}


def test_value_that_is_not_whole_counts_as_missing(tmp_path: Path) -> None:
    """What a power cut has mixed up is not taken for a value, though it may read as one."""
    keep(tmp_path, {b"1": b"one", b"2": b"two", b"3": b"three"})
    with sqlite3.connect(tmp_path / NAME) as connection:
        connection.execute("update kept set value = cast('bnoe' as blob) where key = ?", (b"1",))
        connection.execute(
            "update kept set (value, checksum) = (select value, checksum from kept where key = ?)"
            " where key = ?",
            (b"3", b"2"),
        )
    connection.close()

    assert find(tmp_path, b"1", b"2", b"3") == {b"3": b"three"}


def test_file_that_turns_out_to_be_broken_goes(tmp_path: Path) -> None:
    """Pages that a power cut has left empty show when they are read; the next build has a file."""
    values: dict[bytes, object] = {b"%d" % n: os.urandom(2000) for n in range(200)}
    keep(tmp_path, values)
    place = tmp_path / NAME
    whole = place.read_bytes()
    place.write_bytes(whole[:4096] + bytes(len(whole) - 4096))

    found = find(tmp_path, *values)
    keep(tmp_path, {b"1": 1})

    assert found == {}
    assert find(tmp_path, b"1") == {b"1": 1}


def test_file_of_an_earlier_form_goes(tmp_path: Path) -> None:
    """It may be large, and no build reads it any more."""
    (tmp_path / "values-1.sqlite").write_text("", encoding="utf-8")

    keep(tmp_path, {b"1": 1})

    assert [place.name for place in tmp_path.glob("values-*")] == [NAME]


def test_nothing_but_values_comes_alive(tmp_path: Path) -> None:
    """A cache that came with a strange folder cannot run a program."""

    class Program:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, ("touch ran",)

    with pytest.raises(ValueError, match="system"):
        load_value(b"p" + pickle.dumps(Program()))


def test_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path) -> None:
    """A store where none can be is empty, and says nothing."""
    (tmp_path / "file").write_text("", encoding="utf-8")

    keep(tmp_path / "file" / "below", {b"1": 1})

    assert find(tmp_path / "file" / "below", b"1") == {}


def test_locked_file_is_not_waited_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another build that writes for long leaves this one without the file, not without end."""
    keep(tmp_path, {b"1": 1})
    monkeypatch.setattr(store_module, "_PATIENCE", 0.05)
    other = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    other.execute("begin immediate")

    keep(tmp_path, {b"2": 2})

    other.execute("rollback")
    other.close()
    assert find(tmp_path, b"1", b"2") == {b"1": 1}


def test_two_builds_at_once(tmp_path: Path) -> None:
    """Two stores of one folder see what the other has written, and lose nothing."""
    one, two = open_store(tmp_path), open_store(tmp_path)
    one.keep("a", {b"1": dump_value(1)})
    two.keep("a", {b"2": dump_value(2)})
    one.flush()
    two.flush()

    found = one.find("a", [b"1", b"2"])

    one.close()
    two.close()
    assert found == {b"1": 1, b"2": 2}


def test_what_was_not_used_for_longest_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the limit old values make room, those in use stay."""
    days = iter(range(1, 9))
    monkeypatch.setattr(store_module, "LIMIT", 8_000)
    monkeypatch.setattr(store_module, "_today", lambda: next(days))
    store = open_store(tmp_path)
    for key in (b"old", b"used"):
        store.keep("a", {key: b"p" + pickle.dumps(os.urandom(3000))})
        store.flush()
    store.find("a", [b"used"])
    store.keep("a", {b"new": b"p" + pickle.dumps(os.urandom(3000))})
    store.flush()
    store.close()

    assert set(find(tmp_path, b"old", b"used", b"new")) == {b"used", b"new"}


def test_digest_tells_where_parts_end() -> None:
    """The same bytes cut otherwise are another key."""
    assert digest_of([b"ab", b"c"]) != digest_of([b"a", b"bc"])
