"""Small content folders on disk, and the command line as a user calls it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0"
"""The head of a picture of 640 by 480 px."""

OUTLINE = """# 烘焙入门

* 烘焙入门 00:31:00 4 <https://www.bilibili.com/video/BV1aa411c7XY>

## 1 1.1.1 面粉的种类 05:30

## 2 1.1.2 揉面 10:00

[揉面的原理](https://example.org/knead)

## 3 1.2.1 第一次发酵 08:00

## 4 1.2.2 烘烤温度 07:30
"""

NOTES = """# 我的笔记

## 面粉的种类

- 高筋面粉蛋白质多，吸水率 $w = 0.65$

## 第一次发酵

体积到两倍大

![发酵前后](images/dough.png)

## 磨刀

磨刀石要先泡水
"""

COURSE: Mapping[str, str | bytes] = {
    "outline.md": OUTLINE,
    "notes.md": NOTES,
    "images/dough.png": PNG,
    "images/unused.png": PNG,
}
"""A course without a finding worth a warning."""


def write_folder(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes ``files`` below ``folder`` and returns it."""
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def list_folder(folder: Path, pattern: str = "*") -> list[str]:
    """Paths of all files below ``folder`` whose names match, sorted."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob(pattern) if p.is_file())


def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """A finished program of this environment, by its name, started in ``folder``."""
    name, *arguments = map(str, command)
    program = str(Path(sys.executable).with_name(name))
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "true", "COLUMNS": "100"}
    return subprocess.run(
        [program, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
