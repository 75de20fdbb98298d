"""Searches in the texts of archived copies, with the very script that does so in the browser."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

from py_mini_racer import MiniRacer

from site_builder.model.site import Viewer
from site_builder.shell.search_files import copies_script, ranking_script
from site_builder.shell.searching import Found
from site_builder.shell.snapshots.publish import start_publishing

_PROGRAM = """
var self = globalThis
const parts = new Map()
function lessonSearchPart(name, value) { parts.set(name, value) }
let found = "[]"
function search(typed) {
  const load = async (name) => parts.get(name)
  self.copySearch.find(typed, load).then((copies) => { found = JSON.stringify(copies) })
  return ""
}
"""
"""Takes the files of the index, once the scripts are loaded; promises end with the call."""


class _FoundCopy(TypedDict):
    path: str
    title: list[str]
    host: str
    day: str
    text: list[str]
    score: float


def find_copies(
    query: str, viewers: Iterable[Viewer], content: Path, cache: Path | None
) -> list[Found]:
    """The copies that say ``query``, best first; their titles say that they are copies.

    Args:
        query: What is looked for.
        viewers: Copies that readers can open.
        content: CONTENT, which holds them.
        cache: Where their texts are kept; None: they are made anew.

    Raises:
        SiteBuilderError: where texts cannot be taken from pages.
    """
    files = start_publishing(tuple(viewers), content, cache, searchable=True).files()
    engine = MiniRacer()
    try:
        for script in (ranking_script(), _PROGRAM, copies_script()):
            engine.eval(script)
        for file in files:
            if isinstance(file.content, str):
                engine.eval(file.content)
        engine.call("search", query)
        copies: list[_FoundCopy] = json.loads(str(engine.eval("found")))
    finally:
        engine.close()
    return [_found(copy) for copy in copies]


def _found(copy: _FoundCopy) -> Found:
    day = f"{copy['day']} 保存" if copy["day"] else "保存日期不明"
    first, *rest = copy["title"]
    return {
        "number": None,
        "score": copy["score"],
        "url": copy["path"],
        "title": [f"副本 · {first}", *rest],
        "english": [],
        "passages": [
            {"url": copy["path"], "heading": [f"{copy['host']} · {day}"], "text": copy["text"]}
        ],
        "moments": [],
    }
