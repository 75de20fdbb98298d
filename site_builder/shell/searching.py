"""Searches in the terminal, with the very script that ranks in the browser."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypedDict

from msgspec import Struct
from py_mini_racer import MiniRacer

from site_builder.search.index import IndexFile
from site_builder.shell.search_files import ranking_script

PROGRAM = """
const parts = {index: null, names: {}, terms: {}, rows: {}, texts: {}}
function lessonSearchPart(name, value) {
  const [kind, number] = name.split("-")
  if (kind === "index") parts.index = value
  else parts[kind][number] = value
}
let opened = null
function search(typed, most) {
  opened = opened || lessonSearch.open(parts.index)
  const query = lessonSearch.read(opened, typed)
  const hits = lessonSearch.rank(opened, query, parts).slice(0, most)
  return JSON.stringify(hits.map((hit) => lessonSearch.show(opened, query, hit, parts)))
}
"""
"""Takes the files of an index, once the ranking is loaded, and searches in all of them."""


class FoundPassage(TypedDict):
    """Where in the notes of a lesson a query was found."""

    url: str
    heading: list[str]
    text: list[str]


class FoundMoment(TypedDict):
    """A moment whose words a query found."""

    label: str
    url: str
    words: list[str]


class Found(TypedDict):
    """A lesson that was found; pieces of text stand in turn without and with a mark.

    Pages that are no lesson's have no number.
    """

    number: int | None
    score: float
    url: str
    title: list[str]
    english: list[str]
    passages: list[FoundPassage]
    moments: list[FoundMoment]


class Searcher(Struct, frozen=True):
    """The index in an embedded JavaScript engine."""

    _engine: MiniRacer

    def find(self, query: str, most: int) -> list[Found]:
        """At most ``most`` lessons, best first."""
        found: list[Found] = json.loads(str(self._engine.call("search", query, most)))
        return found


@contextmanager
def open_searcher(files: Iterable[IndexFile]) -> Iterator[Searcher]:
    """A searcher of the index that ``files`` hold."""
    engine = MiniRacer()
    try:
        engine.eval(ranking_script())
        engine.eval(PROGRAM)
        for file in files:
            engine.eval(file.text)
        yield Searcher(engine)
    finally:
        engine.close()


def format_found(found: Iterable[Found]) -> str:
    """Lessons found as text: a line each, and below it where the query was found."""
    lines: list[str] = []
    for item in found:
        english = f"  {''.join(item['english'])}" if item["english"] else ""
        lines.append(
            f"{item['number'] or '':>4}  {''.join(item['title'])}{english}  ({item['url']})"
        )
        for passage in item["passages"]:
            heading = "".join(passage["heading"])
            lines.append(f"      {heading}: {_bracketed(passage['text'])}".rstrip(": "))
        lines.extend(
            f"      [{moment['label']}] {''.join(moment['words'])} <{moment['url']}>"
            for moment in item["moments"]
        )
    return "".join(f"{line}\n" for line in lines)


def found_json(found: Iterable[Found]) -> str:
    """Lessons found as JSON, without the marks."""
    rows = [
        {
            "number": item["number"],
            "title": "".join(item["title"]),
            "title_en": "".join(item["english"]) or None,
            "url": item["url"],
            "score": round(item["score"], 4),
            "passages": [
                {
                    "heading": "".join(passage["heading"]),
                    "url": passage["url"],
                    "text": "".join(passage["text"]),
                }
                for passage in item["passages"]
            ],
            "moments": [
                {"label": m["label"], "url": m["url"], "words": "".join(m["words"])}
                for m in item["moments"]
            ],
        }
        for item in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _bracketed(pieces: list[str]) -> str:
    """Pieces of text as one, what was found in 【】."""
    return "".join(f"【{text}】" if i % 2 else text for i, text in enumerate(pieces))
