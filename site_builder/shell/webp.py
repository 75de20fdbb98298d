"""Large pictures as WebP beside the files of the author, where Pillow is installed.

A PNG loses nothing; a JPEG is compressed once more, so that eyes see no difference. What would be
hardly smaller, moves, or is turned by its Exif data is left as it is.
Formats: WebP holds at most 16,383 px a side (RFC 9649, 2.7).
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Container, Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from site_builder.model.site import Asset
from site_builder.scan.patterns import lazy_pattern
from site_builder.shell.tree import TreeFile
from site_builder.shell.workshop import Job, Workshop

if TYPE_CHECKING:
    from PIL import Image

SUFFIX = ".webp"
"""What follows the whole name of a picture: a.png and a.jpg may stand side by side."""

LARGE = 64 * 1024
"""Bytes from which on a picture is worth it."""

_KINDS = (".png", ".jpg", ".jpeg")
_MOST_PIXELS = 60_000_000
_LONGEST_SIDE = 16_383
_GAIN = 0.9
"""Share of the bytes that the WebP may have at most."""

_QUALITY = 82
_TURNED = 0x0112  # Exif: orientation

_PICTURE = lazy_pattern(r'<img\b[^<>]*?\bsrc="(?P<address>[^"<>]+)"[^<>]*>')


def is_installed() -> bool:
    """Whether Pillow is there."""
    return find_spec("PIL") is not None


def make_webp(assets: Iterable[Asset], content: Path, workshop: Workshop) -> Mapping[str, TreeFile]:
    """By the path of a picture the file that stands beside it; each is made once.

    Args:
        assets: What the site shows.
        content: CONTENT.
        workshop: What makes and keeps them.
    """
    if not is_installed():
        return {}
    names = [asset.path for asset in assets if asset.path.lower().endswith(_KINDS)]
    large = [name for name in names if (content / name).stat().st_size >= LARGE]
    keys = [_key(content / name) for name in large]
    made = workshop.map(Job("webp", encode_webp), [str(content / name) for name in large], keys)
    return {
        name: TreeFile(name + SUFFIX, data) for name, data in zip(large, made, strict=True) if data
    }


def offer_webp(html: str, page: str, pictures: Container[str]) -> str:
    """``html`` in which a browser may take the WebP of each picture that has one.

    Args:
        html: The content of a page.
        page: Address of the page relative to the site.
        pictures: Paths of the pictures that have one.
    """

    def offer(match: re.Match[str]) -> str:
        address = match["address"]
        path = unquote(urljoin(f"/{page}", address)).removeprefix("/")
        if path not in pictures:
            return match[0]
        source = f'<source srcset="{address}{SUFFIX}" type="image/webp">'
        return f"<picture>{source}{match[0]}</picture>"

    return _PICTURE.sub(offer, html) if "<img" in html else html


def encode_webp(place: str) -> bytes:
    """The picture at ``place`` as WebP; empty where it stays as it is."""
    from PIL import Image  # noqa: PLC0415 (an extra)

    data = Path(place).read_bytes()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
                return _encode(picture, data)
    except (
        *(OSError, SyntaxError, ValueError, EOFError),
        *(Image.DecompressionBombError, Image.DecompressionBombWarning),
    ):
        return b""  # damaged or too large: browsers make of it what they can


def _encode(picture: Image.Image, data: bytes) -> bytes:
    if not _is_plain(picture):
        return b""
    is_lossless = picture.format == "PNG"
    shown = picture
    if picture.mode not in ("RGB", "RGBA"):
        shown = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    out = io.BytesIO()
    shown.save(
        out,
        "WEBP",
        lossless=is_lossless,
        exact=is_lossless,
        quality=_QUALITY,
        method=4,
        icc_profile=picture.info.get("icc_profile", b""),
    )
    return out.getvalue() if out.tell() <= _GAIN * len(data) else b""


def _is_plain(picture: Image.Image) -> bool:
    """Whether the picture can be shown as it is stored, in colours of a screen."""
    width, height = picture.size
    fits = max(width, height) <= _LONGEST_SIDE and width * height <= _MOST_PIXELS
    moves = getattr(picture, "n_frames", 1) > 1
    # deep greys and printing colours would come out otherwise
    known = picture.mode in ("1", "L", "LA", "P", "PA", "RGB", "RGBA")
    return fits and known and not moves and picture.getexif().get(_TURNED, 1) == 1


def _key(place: Path) -> bytes:
    from PIL import __version__, features  # noqa: PLC0415 (an extra)

    versions = f"{__version__} {features.version('webp')} {_QUALITY} {_GAIN}"
    return hashlib.sha256(place.read_bytes()).digest() + versions.encode()
