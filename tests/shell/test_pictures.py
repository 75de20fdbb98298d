import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.shell.pictures import picture_size

_EXIF = b"\xff\xe1\x00\x08Exif\x00\x00"
_FRAME = b"\x00\x11\x08" + struct.pack(">HH", 480, 640)
_RIFF = b"RIFF\x00\x00\x00\x00WEBP"

PICTURES = {
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 640, 480),
    "gif": b"GIF89a" + struct.pack("<HH", 640, 480),
    "jpeg": b"\xff\xd8" + _EXIF + b"\xff\xc0" + _FRAME,
    "progressive jpeg with fill bytes": b"\xff\xd8\xff\xff\xff\xc2" + _FRAME,
    "jpeg with a table before its frame": b"\xff\xd8\xff\xc4\x00\x04\x00\x00\xff\xc1" + _FRAME,
    "lossy webp": _RIFF + b"VP8 " + bytes(10) + struct.pack("<HH", 640, 480 | 0x4000),
    "lossless webp": _RIFF + b"VP8L\x00\x00\x00\x00\x2f" + struct.pack("<I", 639 | 479 << 14),
    "extended webp": _RIFF + b"VP8X" + bytes(8) + b"\x7f\x02\x00\xdf\x01\x00",
    "svg": b'<?xml version="1.0"?>\n<svg xmlns="x" width="640" height="480px"/>',
    "svg by its box": b"<svg width='100%' viewBox='0 0 640 480.2'>",
}


@pytest.mark.parametrize("name", PICTURES)
def test_each_format_gives_its_size(name: str) -> None:
    """Width comes before height, whatever the order in the file."""
    assert picture_size(PICTURES[name]) == (640, 480)


@pytest.mark.parametrize("name", PICTURES)
def test_a_damaged_header_gives_no_size(name: str) -> None:
    """A file that breaks off in its header gives nothing, and no exception."""
    head = PICTURES[name]

    assert all(picture_size(head[:length]) is None for length in range(len(head) - 1))


@pytest.mark.parametrize(
    "head", [b"", b"text", b"%PDF-1.7", b"<html>", b"GIF89a\x00\x00\x10\x00", b"\xff\xd8\x00\x00"]
)
def test_what_is_no_picture_gives_no_size(head: bytes) -> None:
    """Other formats and a size of zero give nothing."""
    assert picture_size(head) is None


@given(
    st.sampled_from([b"\xff\xd8", _RIFF, b"GIF89a", b"\x89PNG\r\n\x1a\n", b"<svg "]), st.binary()
)
def test_any_bytes_are_read_without_an_exception(start: bytes, rest: bytes) -> None:
    """A size is two positive numbers or nothing."""
    size = picture_size(start + rest)

    assert size is None or min(size) > 0
