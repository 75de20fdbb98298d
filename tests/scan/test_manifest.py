import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.codes.config import CODES
from site_builder.model.config import Config, Placement, SourceRule
from site_builder.model.note import Dialect
from site_builder.model.source import Source
from site_builder.model.video import Platform, Video
from site_builder.scan.manifest import KEYS, find_rule, matches_pattern, parse_manifest

SCHEMA = json.loads(
    Path(__file__)
    .parents[2]
    .joinpath("site_builder/schemas/course.schema.json")
    .read_text(encoding="utf-8")
)


def read(text: str) -> Source:
    """The manifest with the text."""
    return Source("course.yml", text)


def test_all_keys_are_read() -> None:
    """A manifest that says everything gives a value that says the same."""
    source = read(
        "title: 课程\n"
        "title_en: A Course\n"
        "video: https://www.bilibili.com/video/BV1FT4y1E74V?p=3\n"
        "language: en\n"
        "snapshots: /copies/\n"
        "search_snapshots: yes\n"
        "sources:\n"
        "  'old/*.md': ignore\n"
        "  '*.txt': scraped_article\n"
        "place:\n"
        "  notes.md:47: [10, 13]\n"
        "  'notes.md#2.3 梯度下降法': 10\n"
        "  notes.md:90: none\n"
    )

    outcome = parse_manifest(source)

    assert outcome.diagnostics == ()
    assert outcome.value == Config(
        title="课程",
        title_en="A Course",
        video=Video(Platform.BILIBILI, "BV1FT4y1E74V"),
        language="en",
        snapshots="copies",
        search_snapshots=True,
        sources=(
            SourceRule("old/*.md", ignore=True),
            SourceRule("*.txt", Dialect.SCRAPED_ARTICLE),
        ),
        place=(
            Placement("notes.md", 47, None, (10, 13)),
            Placement("notes.md", None, "2.3 梯度下降法", (10,)),
            Placement("notes.md", 90, None, ()),
        ),
    )


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "title:\nplace:\nsources:\nvideo:\n"])
def test_a_manifest_that_says_nothing_gives_the_defaults(text: str) -> None:
    """Every key may be left out or left empty."""
    outcome = parse_manifest(read(text))

    assert outcome.value == Config()
    assert outcome.diagnostics == ()


def test_a_video_may_be_given_as_platform_and_id() -> None:
    """A video can be named without an address."""
    outcome = parse_manifest(read("video: {platform: youtube, id: abc}\n"))

    assert outcome.value.video == Video(Platform.YOUTUBE, "abc")


@pytest.mark.parametrize(
    ("text", "code", "line", "message", "remedy"),
    [
        ("title: a\ntitel: b\n", "CFG102", 2, "unknown key 'titel'", "did you mean title?"),
        ("zzz: b\n", "CFG102", 1, "unknown key 'zzz'", "known are title, title_en"),
        ("title: [a\n", "CFG101", 2, "no YAML", ""),
        ("- a\n", "CFG101", 1, "no mapping", ""),
        ("[" * 5000, "CFG101", 1, "", ""),
        ("title: [a, b]\n", "CFG103", 1, "title is no text", ""),
        ("title: a\ntitle: b\n", "CFG104", 2, "'title' occurs twice", ""),
        ("\nlanguage: 中文\n", "CFG103", 2, "no language code", "such as zh"),
        ("snapshots: ../x\n", "CFG103", 1, "no folder within", "forward slashes"),
        ("snapshots: 'a\\b'\n", "CFG103", 1, "no folder within", "forward slashes"),
        ("search_snapshots: 3\n", "CFG103", 1, "neither true nor false", "search_snapshots: true"),
        ("video: somewhere\n", "CFG103", 1, "no address of a video", "platform and id"),
        ("video: {platform: bilibili}\n", "CFG103", 1, "without platform or id", "both"),
        ("video: {platform: bilibly, id: BV1}\n", "CFG103", 1, "'bilibly'", "mean bilibili?"),
        ("video: {platform: file, id: a, pid: b}\n", "CFG102", 1, "'pid'", "known are"),
        ("sources: [a]\n", "CFG103", 1, "no mapping", ""),
        ("sources:\n  a.md: obsidain\n", "CFG103", 2, "'obsidain'", "did you mean obsidian?"),
        ("place: 3\n", "CFG103", 1, "no mapping", ""),
        ("place:\n  a.md: 3\n", "CFG103", 2, "'a.md' names no section", "FILE:LINE"),
        ("place:\n  a.md:3: ten\n", "CFG103", 2, "no lesson numbers for 'a.md:3'", "a list"),
        ("place:\n  a.md:3: [1, [2]]\n", "CFG103", 2, "no lesson numbers", ""),
        ("place:\n  a.md:3: 0\n", "CFG103", 2, "no lesson numbers", ""),
        ("place:\n  a.md:3: 99999999999999999999\n", "CFG103", 2, "no lesson numbers", ""),
        ("? [a]\n: 3\n", "CFG103", 1, "key that is no text", ""),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    text: str, code: str, line: int, message: str, remedy: str
) -> None:
    """Each mistake has a code, the line it stands on and the offending value."""
    source = read(text)

    outcome = parse_manifest(source)

    (found,) = outcome.diagnostics
    assert found.code == code
    assert message in found.message
    assert remedy in found.help
    assert found.span is not None
    assert source.line_number(found.span.start) == line


def test_a_mistake_leaves_the_other_keys_alone() -> None:
    """One wrong value does not void the manifest."""
    outcome = parse_manifest(read("title: 课程\nlanguage: 3\nplace:\n  a.md:1: x\n  a.md:2: 7\n"))

    assert outcome.value.title == "课程"
    assert outcome.value.place == (Placement("a.md", 2, None, (7,)),)


@pytest.mark.parametrize("code", [code for code in CODES if code.id != "CFG105"])
def test_the_examples_of_the_codes_raise_them(code: object) -> None:
    """What ``explain`` shows as an example is one."""
    example = getattr(code, "example", {})["course.yml"]

    outcome = parse_manifest(read(example))

    assert [found.code for found in outcome.diagnostics] == [getattr(code, "id", "")]


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*.txt", "a.txt", True),
        ("*.txt", "deep/er/a.txt", True),
        ("a.md", "x/a.md", True),
        ("a.md", "x/ba.md", False),
        ("notes/*.md", "notes/a.md", True),
        ("notes/*.md", "notes/x/a.md", False),
        ("notes/**/*.md", "notes/x/y/a.md", True),
        ("notes/**/*.md", "notes/a.md", True),
        ("notes/**", "notes/x/a.md", True),
        ("notes/", "notes/x/a.md", True),
        ("notes/", "other/notes.md", False),
        ("/a.md", "a.md", True),
        ("/a.md", "x/a.md", False),
        ("第?课.md", "第一课.md", True),
        ("[P1] a.md", "[P1] a.md", True),
        ("a+b.md", "aab.md", False),
    ],
)
def test_patterns_match_as_in_gitignore(pattern: str, path: str, *, matches: bool) -> None:
    """A star stays within a folder, two stars cross folders."""
    assert matches_pattern(path, pattern) is matches


def test_the_first_rule_that_matches_counts() -> None:
    """Rules are tried in the order of the manifest."""
    first, second = SourceRule("a/*.md", Dialect.PLAIN), SourceRule("*.md", ignore=True)

    assert find_rule("a/x.md", (first, second)) == first
    assert find_rule("b/x.md", (first, second)) == second
    assert find_rule("b/x.txt", (first, second)) is None


@given(st.text() | st.from_regex(r"(?:[a-z_]{1,9}:[ \n\[\]{}*&!'\"-]*[a-z0-9]*\n){1,5}"))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    """Whatever stands in the file, there is a value and every finding has a place."""
    source = read(text)

    outcome = parse_manifest(source)

    assert isinstance(outcome.value, Config)
    assert all(
        found.span is not None and 0 <= found.span.start <= len(text)
        for found in outcome.diagnostics
    )


def test_the_schema_knows_the_same_keys() -> None:
    """The shipped schema and the reader agree on keys and dialects."""
    assert tuple(SCHEMA["properties"]) == KEYS
    rule = SCHEMA["properties"]["sources"]["additionalProperties"]
    assert rule["enum"] == [*(dialect.value for dialect in Dialect), "ignore"]


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("title: a\nvideo: https://youtu.be/dQw4w9WgXcQ\nplace: {'a.md:1': [1, 2]}\n", True),
        ("video: {platform: file, id: a.mp4}\nsources: {'*.md': plain}\n", True),
        ("place: {'a.md#b': none}\n", True),
        ("titel: a\n", False),
        ("sources: {'*.md': obsidain}\n", False),
        ("place: {'a.md': 3}\n", False),
        ("place: {'a.md:1': 0}\n", False),
        ("snapshots: ../x\n", False),
        ("search_snapshots: 3\n", False),
    ],
)
def test_the_schema_accepts_what_the_reader_accepts(text: str, *, valid: bool) -> None:
    """An editor that checks against the schema says what the build says."""
    errors = list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(yaml.safe_load(text)))

    assert (not errors) is valid
    assert (not parse_manifest(read(text)).diagnostics) is valid
