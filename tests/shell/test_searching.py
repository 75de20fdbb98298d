import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from site_builder.cli import main
from site_builder.shell.searching import format_found, found_json, open_searcher
from tests.support.folders import COURSE, write_folder
from tests.support.search import bakery_index


def test_results_as_text_name_lesson_place_and_moment() -> None:
    """A line a lesson; below it heading and words with what was found in brackets."""
    with open_searcher(bakery_index()) as searcher:
        text = format_found(searcher.find("演示", 1))

    lines = text.splitlines()
    assert lines[0] == "   4  第一次发酵  (lessons/004/)"
    assert lines[1].startswith("      第一次发酵: ")
    assert "【演示】" in lines[1]
    assert lines[2].startswith("      [02:05] ")
    assert lines[2].endswith("<https://www.bilibili.com/video/BV1aa411c7XY?p=4&t=125>")


def test_results_as_json_are_without_marks() -> None:
    """Numbers, titles, addresses and words."""
    with open_searcher(bakery_index()) as searcher:
        (row,) = json.loads(found_json(searcher.find("演示", 1)))

    assert row["number"] == 4
    assert row["title_en"] is None
    assert row["passages"][0]["url"] == "lessons/004/"
    assert "演示" in row["passages"][0]["text"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_command_finds_lessons(form: str, tmp_path: Path) -> None:
    """``site-builder search`` searches the folder that it is given."""
    folder = write_folder(tmp_path, COURSE)

    result = CliRunner().invoke(main, ["search", "揉面", str(folder), "--format", form])

    assert result.exit_code == 0
    assert "lessons/002/" in result.stdout
    assert "lessons/003/" not in result.stdout


def test_the_command_says_when_nothing_is_found(tmp_path: Path) -> None:
    """Nothing on stdout, words on stderr, and no failure."""
    folder = write_folder(tmp_path, COURSE)

    result = CliRunner().invoke(main, ["search", "zzzzz", str(folder)])

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "nothing found\n")
