"""Two more courses of our own, from their outlines to placed notes, without any configuration."""

from __future__ import annotations

from site_builder.align.course import assemble_course
from site_builder.align.notes import align_notes
from site_builder.dialects import parse_document
from site_builder.model.config import Config
from site_builder.model.source import Source
from site_builder.scan.scanned import scan_source

POTTERY = """# 陶艺入门 01:12:00

视频：<https://www.bilibili.com/video/BV1pottery11>

## 第 1 集 认识陶土 08:00

## 第 2 集 揉泥与排气 09:10

## 第 3 集 拉坯：定中心 12:30

## 第 4 集 拉坯：开孔与提壁 11:20

## 第 5 集 修坯 07:45

## 第 6 集 素烧 06:15

## 第 7 集 上釉 09:00

## 第 8 集 釉烧与气氛 08:00
"""
"""A course of one level whose lessons only count."""

POTTERY_NOTES = """# 周末学陶

## 1. 泥巴的种类

陶土里掺了沙，收缩小一些。

白泥细，红泥粗。

买来先闻一闻，有霉味的更好用。

## 3. 定中心

手肘抵住大腿，泥不晃了才算。

手要一直湿着。

转速快一些反而容易。

## 4. 开孔、提壁

先压出孔，再把壁往上提。

## 5. 修坯

等到皮革一样硬。

## 8. 氧化和还原

最后一窑才算完。

铜红要缺氧才出得来。

降温不能急。

## 窑友聚餐

吃了火锅。
"""

BAKING = """# Bread from scratch 3:00:00

<https://www.bilibili.com/video/BV1breadbr11>

### P1 [1.1.1] -- Flour and gluten 10:00

### P2 [1.1.2] -- Hydration 12:00

### P3 [1.2.1] -- Bulk fermentation 15:00

### P4 [1.2.2] -- Shaping a boule 14:00

### P5 [2.1.1] -- Starters and levain 16:00

### P6 [2.1.2] -- Shaping a baguette 13:00

### P7 [2.2.1] -- Baking with steam 11:00
"""
"""An English course whose lessons are parts with bracketed numbers; two titles are alike."""

BAKING_NOTES = """# My bread log

# Course 1

## Gluten

Knead until the window holds.

## How wet? Hydration in per cent

Water over flour.

## Shaping

Tension on the skin of the boule.

# Course 2

## Levain

Feed it twice a day.

## Shaping

Roll from the middle outwards.

## Steam

The crust stays soft and the loaf can rise.

## Packing list for the camping trip

Tent, stove, matches.
"""


def placed(outline: str, text: str) -> dict[str, int]:
    """The lesson of each heading of ``text`` that stands on one, by its title and line."""
    sources = (Source("outline.md", outline), Source("notes.md", text))
    documents = [parse_document(scan_source(source), None).value for source in sources]
    course = assemble_course(documents, Config()).value
    alignment = align_notes(documents, course, Config()).value
    source = sources[1]
    return {
        f"{piece.heading}:{source.lines_of(piece.span)[0]}": piece.targets[0].lesson
        for piece in alignment.pieces
        if piece.path == "notes.md"
    }


def test_a_course_that_only_counts() -> None:
    """Numbers are running ones here; what is on nothing of the course stays out."""
    lessons = placed(POTTERY, POTTERY_NOTES)

    assert lessons == {
        "1 泥巴的种类:3": 1,
        "3 定中心:11": 3,
        "4 开孔、提壁:19": 4,
        "5 修坯:23": 5,
        "8 氧化和还原:27": 8,
    }


def test_an_english_course_with_parts() -> None:
    """Equal titles are told apart by the part of the course that the heading above names."""
    lessons = placed(BAKING, BAKING_NOTES)

    assert lessons == {
        "Gluten:5": 1,
        "How wet? Hydration in per cent:9": 2,
        "Shaping:13": 4,
        "Levain:19": 5,
        "Shaping:23": 6,
        "Steam:27": 7,
    }
