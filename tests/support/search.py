"""A small course to search in, and the ranking script in an engine of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from py_mini_racer import MiniRacer

from site_builder.model.config import Config
from site_builder.model.glossary import Term
from site_builder.model.site import Catalog, Site
from site_builder.model.source import Source
from site_builder.pipeline import build_site
from site_builder.search.index import IndexFile, build_index
from site_builder.shell.search_files import ranking_script

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates" / "pages").rglob("*.md"))
}

OUTLINE = """# 烘焙入门

* 烘焙入门 01:11:00 6 <https://www.bilibili.com/video/BV1aa411c7XY>

## 1 1.1 面粉的种类 05:30

## 2 1.2 为什么要揉面 10:00

[面筋从哪里来](https://example.org/gluten)

## 3 1.3 1×1 模具 12:00

## 4 2.1 第一次发酵 08:00

## 5 2.2 烘烤温度 07:30

## 6 1.1 重做 Sourdough 面包 28:00
"""
NOTES = """---
tags: [发酵]
---

# 我的笔记

## 第一次发酵

体积 $V^{[l]}$ 到两倍大，见 [02:05](https://www.bilibili.com/video/BV1aa411c7XY?p=4&t=125) 的演示。
温度每升高 $\\frac{dT}{dt}$ 就快一点，酵母菌喜欢温暖的地方。

## 烘烤温度

烤箱要预热。酵母菌在六十度死去。

### 上下火

烘烤温度看下火，颜色看上火。
"""
CONFIG = Config(glossary=(Term("酵种", "leaven", "", (6,)),))


def bakery(config: Config = CONFIG) -> Site:
    """The site of a course on baking."""
    sources = [Source("outline.md", OUTLINE), Source("notes.md", NOTES)]
    return build_site(sources, config, Catalog(), TEMPLATES).value


def bakery_index() -> tuple[IndexFile, ...]:
    """Its index."""
    return build_index(bakery(), CONFIG)


def read_file(file: IndexFile) -> object:
    """The value that a file of the index hands over."""
    start, end = file.text.index(",") + 1, file.text.rindex(")")
    return json.loads(file.text[start:end])


@contextmanager
def script_engine() -> Iterator[MiniRacer]:
    """An engine that has read the ranking."""
    engine = MiniRacer()
    try:
        engine.eval(ranking_script())
        yield engine
    finally:
        engine.close()
