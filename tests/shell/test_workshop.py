from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from site_builder.shell.store import clear_cache, open_store
from site_builder.shell.watch import Watch
from site_builder.shell.workforce import Workforce
from site_builder.shell.workshop import Job, SharedJob, Workshop, open_workshop


def double(word: str) -> str:
    """The word twice."""
    return word * 2


DOUBLING = Job("doubling", double)


def double_all(words: Sequence[str]) -> list[str]:
    """Each word twice."""
    return [double(word) for word in words]


DOUBLING_ALL = SharedJob("doubling", double_all)


def test_second_workshop_takes_what_the_first_has_made(tmp_path: Path) -> None:
    """A value is worked on once, until its key changes."""
    words, keys = ["a", "b", "a"], [b"1", b"2", b"1"]
    first = open_workshop(tmp_path, jobs=1)
    made = first.map(DOUBLING, words, keys)
    first.close()

    second = open_workshop(tmp_path, jobs=1)
    found = second.map(DOUBLING, words, keys)
    second.map(DOUBLING, ["c"], [b"3"])
    second.close()

    assert made == found == ["aa", "bb", "aa"]
    assert first.done["doubling"] == 2
    assert second.done["doubling"] == 1


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("count", [0, 1, 200])
def test_work_on_several_values_at_once_is_kept_one_by_one(
    tmp_path: Path, jobs: int, count: int
) -> None:
    """Whoever works on shares, results stand where their values stand and are kept each alone."""
    words = [f"w{number}" for number in range(count)]
    keys = [word.encode() for word in words]
    first = open_workshop(tmp_path, jobs=jobs)
    made = first.map(DOUBLING_ALL, words, keys)
    first.close()

    second = open_workshop(tmp_path, jobs=1)
    found = second.map(DOUBLING_ALL, ["new", *reversed(words)], [b"new", *reversed(keys)])
    second.close()

    assert made == double_all(words)
    assert found == ["newnew", *reversed(made)]
    assert second.done["doubling"] == 1


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("count", [0, 1, 200])
def test_shares_that_have_begun_are_kept_one_by_one(tmp_path: Path, jobs: int, count: int) -> None:
    """What is waited for later is the same, and there for the next build."""
    words = [f"w{number}" for number in range(count)]
    keys = [word.encode() for word in words]
    first = open_workshop(tmp_path, jobs=jobs)
    wait = first.begin_shared(DOUBLING_ALL, words, keys, share=70)
    made = wait()
    first.close()

    second = open_workshop(tmp_path, jobs=1)
    found = second.map(DOUBLING_ALL, [*reversed(words), "new"], [*reversed(keys), b"new"])
    second.close()

    assert made == double_all(words)
    assert found == [*reversed(made), "newnew"]
    assert second.done["doubling"] == 1


@pytest.mark.parametrize(("executor", "expected"), [(None, []), (ThreadPoolExecutor, ["called"])])
def test_this_process_does_something_else_while_others_work(
    executor: Callable[[int], Executor] | None, expected: list[str]
) -> None:
    """What is to be done meanwhile is done once, and not where it would only come earlier."""
    words = [f"w{number}" for number in range(200)]
    called: list[str] = []
    workforce = Workforce(2, executor(2)) if executor else Workforce(1)
    workshop = Workshop(workforce, open_store(None), Watch())

    made = workshop.map(
        DOUBLING,
        words,
        [word.encode() for word in words],
        meanwhile=lambda: called.append("called"),
    )
    workshop.close()

    assert made == [word * 2 for word in words]
    assert called == expected


def test_result_that_does_not_hold_is_made_anew(tmp_path: Path) -> None:
    """What else a result depends on is asked for before it is taken."""
    first = open_workshop(tmp_path, jobs=1)
    first.map(DOUBLING, ["old"], [b"1"])
    first.close()
    second = open_workshop(tmp_path, jobs=1)

    found = second.map(DOUBLING, ["new"], [b"1"], holds=lambda result: result != "oldold")

    second.close()
    assert found == ["newnew"]


def test_nothing_is_kept_without_a_folder() -> None:
    """A workshop without a folder works all the same."""
    workshop = open_workshop(None, jobs=1)

    assert workshop.map(DOUBLING, ["a"], [b"1"]) == ["aa"]
    workshop.close()


@pytest.mark.parametrize("share", [1, 2, 100])
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_has_begun_gives_its_results_in_order(tmp_path: Path, share: int, jobs: int) -> None:
    """New values, kept ones and one that is there twice come as asked for, whoever works."""
    first = open_workshop(tmp_path, jobs=1)
    list(first.begin(DOUBLING, ["b", "d"], [b"2", b"4"], share=share)())
    first.close()
    second = open_workshop(tmp_path, jobs=jobs)
    second.workforce.expect(10_000)
    words, keys = ["a", "b", "c", "a", "d"], [b"1", b"2", b"3", b"1", b"4"]

    results = list(second.begin(DOUBLING, words, keys, share=share)())

    second.close()
    assert results == ["aa", "bb", "cc", "aa", "dd"]
    assert first.done["doubling"] == 2
    assert second.done["doubling"] == 3


def test_what_has_begun_does_not_need_what_was_kept(tmp_path: Path) -> None:
    """A value that another build has cleared away meanwhile is made again."""
    first = open_workshop(tmp_path, jobs=1)
    list(first.begin(DOUBLING, ["a"], [b"1"], share=1)())
    first.close()
    second = open_workshop(tmp_path, jobs=1)
    results = second.begin(DOUBLING, ["a"], [b"1"], share=1)
    clear_cache(tmp_path)
    second.store.close()

    assert list(results()) == ["aa"]
