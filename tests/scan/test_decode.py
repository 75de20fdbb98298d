"""Bytes to source texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.scan.decode import MAX_SOURCE_BYTES, decode_source

TEXT = "# 笔记\n\n梯度下降 gradient descent\n"


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (TEXT.encode(), []),
        (TEXT.encode("utf-8-sig"), []),
        (TEXT.replace("\n", "\r\n").encode(), []),
        (TEXT.replace("\n", "\r").encode(), []),
        (TEXT.encode("gb18030"), ["SRC101"]),
        (TEXT.encode("gbk"), ["SRC101"]),
        (TEXT.encode("utf-16"), ["SRC101"]),
        (TEXT.encode("utf-16-le"), ["SRC101"]),
        (TEXT.encode("utf-16-be"), ["SRC101"]),
        (TEXT.encode("utf-32"), ["SRC101"]),
        (TEXT.replace("梯", "\x00梯").encode(), ["SRC103"]),
    ],
    ids=[
        "utf-8",
        "bom",
        "crlf",
        "cr",
        "gb18030",
        "gbk",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "nul",
    ],
)
def test_encodings_give_the_same_text(data: bytes, codes: list[str]) -> None:
    """Whatever the encoding, the text is the same, and what was odd is said."""
    outcome = decode_source("a.md", data)

    assert outcome.value is not None
    assert outcome.value.text == TEXT
    assert [d.code for d in outcome.diagnostics] == codes


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"# \xff\xff\x81\x00\xff\n", "SRC102"),
        (b"x" * (MAX_SOURCE_BYTES + 1), "SRC105"),
    ],
    ids=["binary", "huge"],
)
def test_what_is_no_text_is_left_out(data: bytes, code: str) -> None:
    """Files that cannot be notes give a diagnostic and no source."""
    outcome = decode_source("a.md", data)

    assert outcome.value is None
    assert [d.code for d in outcome.diagnostics] == [code]


def test_empty_file_is_named() -> None:
    """A file of blanks is a source and a remark."""
    outcome = decode_source("a.md", b"\n \n")

    assert outcome.value is not None
    assert [d.code for d in outcome.diagnostics] == ["SRC104"]


@given(st.binary(max_size=300))
def test_any_bytes_are_explained(data: bytes) -> None:
    """Any bytes give a text or a diagnostic, and the text holds no carriage return or NUL."""
    outcome = decode_source("a.md", data)

    if outcome.value is None:
        assert outcome.diagnostics
    else:
        assert not set("\r\x00\u2028\x0c") & set(outcome.value.text)
