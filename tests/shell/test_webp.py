"""WebP beside large pictures, by the real Pillow."""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

import pytest
from PIL import Image

from site_builder.model.site import Asset
from site_builder.shell import webp
from site_builder.shell.webp import LARGE, encode_webp, make_webp, offer_webp
from site_builder.shell.workshop import open_workshop
from tests.support.folders import OUTLINE, list_folder, run, write_folder
from tests.support.pictures import drawn


def noisy() -> bytes:
    """A PNG of nothing but noise, which no format makes much smaller."""
    out = io.BytesIO()
    Image.frombytes("RGB", (200, 200), random.Random(1).randbytes(120_000)).save(out, "PNG")
    return out.getvalue()


def made(folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """What stands beside ``files``, by their path."""
    write_folder(folder / "content", files)
    workshop = open_workshop(None, jobs=1)
    found = make_webp([Asset(path) for path in sorted(files)], folder / "content", workshop)
    workshop.close()
    return {path: bytes(file.content) for path, file in found.items()}  # type: ignore[arg-type]


def test_large_pictures_get_a_smaller_one_beside_them(tmp_path: Path) -> None:
    """PNG and JPEG do, by their whole name; small ones, drawings and other formats do not."""
    files = {
        "a.png": drawn("PNG"),
        "b/a.jpg": drawn("JPEG", quality=97),
        "small.png": drawn("PNG", size=40),
        "c.gif": drawn("GIF", mode="P") + b"\0" * LARGE,
    }

    found = made(tmp_path, files)

    assert sorted(found) == ["a.png", "b/a.jpg"]
    assert all(len(found[path]) <= 0.9 * len(files[path]) for path in found)


def test_a_png_loses_nothing(tmp_path: Path) -> None:
    """Each pixel is as it was, those that are transparent too."""
    data = drawn("PNG", mode="RGBA")

    (small,) = made(tmp_path, {"a.png": data}).values()

    before, behind = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(small))
    assert behind.format == "WEBP"
    assert behind.convert("RGBA").tobytes() == before.tobytes()


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two builds agree."""
    data = drawn("JPEG", quality=97)

    first, second = made(tmp_path / "1", {"a.jpg": data}), made(tmp_path / "2", {"a.jpg": data})

    assert first == second


def test_a_picture_is_encoded_once_from_build_to_build(tmp_path: Path) -> None:
    """A second build takes what the first has made; a changed picture is made anew."""
    content = write_folder(tmp_path / "content", {"a.png": drawn("PNG")})
    done = []

    for size in (400, 400, 420):
        write_folder(content, {"a.png": drawn("PNG", size=size)})
        workshop = open_workshop(tmp_path / "cache", jobs=1)
        make_webp([Asset("a.png")], content, workshop)
        done.append(workshop.done["webp"])
        workshop.close()

    assert done == [1, 0, 1]


@pytest.mark.parametrize(
    "data",
    [
        drawn("PNG")[:LARGE],
        b"\x89PNG\r\n\x1a\n" + b"\0" * LARGE,
        b"no picture" * 10_000,
        drawn("JPEG", mode="CMYK", quality=97),
        noisy(),
    ],
    ids=["cut short", "no header", "text", "printing colours", "hardly smaller"],
)
def test_what_cannot_be_better_stays_as_it_is(tmp_path: Path, data: bytes) -> None:
    """Damaged files, colours of print and pictures that would hardly shrink get none."""
    place = tmp_path / "a.png"
    place.write_bytes(data)

    assert encode_webp(str(place)) == b""


def test_a_picture_turned_by_its_exif_stays_as_it_is(tmp_path: Path) -> None:
    """A WebP of its bytes might lie on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    place = tmp_path / "a.jpg"
    place.write_bytes(drawn("JPEG", quality=97, exif=exif))

    assert encode_webp(str(place)) == b""


def test_without_pillow_nothing_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is an extra."""
    monkeypatch.setattr(webp, "is_installed", lambda: False)

    assert made(tmp_path, {"a.png": drawn("PNG")}) == {}


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("lessons/001/", "../../images/%E9%9D%A2.png"),
        ("lessons/001.html", "../images/%E9%9D%A2.png"),
        ("", "images/%E9%9D%A2.png"),
    ],
)
def test_the_picture_is_found_from_any_page(page: str, address: str) -> None:
    """Addresses are relative and encoded; the picture itself keeps its size and its words."""
    picture = f'<img alt="面" height="2" loading="lazy" src="{address}" width="3">'
    shown = f'<p>{picture} <img src="x.png"></p>'

    html = offer_webp(shown, page, {"images/面.png"})

    source = f'<picture><source srcset="{address}.webp" type="image/webp"><img alt="面"'
    assert source in html
    assert html.count("<picture>") == html.count("</picture>") == 1
    assert re.sub(r"</?picture>|<source [^>]*>", "", html) == shown


def test_a_built_site_offers_it(tmp_path: Path) -> None:
    """The page names both, and both files are there."""
    note = "# 笔记\n\n## 面粉的种类\n\n![面粉](images/a.png)\n"
    write_folder(tmp_path / "content", {"outline.md": OUTLINE, "notes.md": note})
    write_folder(tmp_path / "content", {"images/a.png": drawn("PNG")})

    done = run("site-builder", "build", "content", "-d", "site", "--strict", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    page = tmp_path.joinpath("site", "lessons", "001", "index.html").read_text(encoding="utf-8")
    assert '<source srcset="../../images/a.png.webp" type="image/webp"><img' in page
    assert {"images/a.png", "images/a.png.webp"} <= set(list_folder(tmp_path / "site"))
