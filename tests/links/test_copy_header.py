"""What archived pages say of themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.links.copy_header import read_header
from site_builder.model.snapshot import CopyHeader


@pytest.mark.parametrize(
    ("head", "header"),
    [
        (
            (
                "<html><!--\n Page saved with SingleFile \n url: https://a.org/x \n"
                " saved date: Fri May 03 2024 10:11:12 GMT+0800 (China Standard Time)\n-->"
                "<title>面包 &amp; 水</title>"
            ),
            CopyHeader("https://a.org/x", "2024-05-03T02:11:12Z", "SingleFile", "面包 & 水"),
        ),
        (
            "<!-- Saved from https://a.org/ at 2024-05-03T02:11:12Z using monolith v2.8.1 -->",
            CopyHeader("https://a.org/", "2024-05-03T02:11:12Z", "monolith v2.8.1", None),
        ),
        (
            "<!-- Saved from local source at 2024-05-03T02:11:12Z using monolith v2.7.0 -->",
            CopyHeader(None, "2024-05-03T02:11:12Z", "monolith v2.7.0", None),
        ),
        ("<!-- saved from url=(0014)http://a.org/ -->", CopyHeader("http://a.org/")),
        (
            "<!-- Page saved with SingleFile\n url: https://a.org/\n saved date: yesterday\n-->",
            CopyHeader("https://a.org/", None, "SingleFile", None),
        ),
        ("<html><title> 没有\n签名 </title>", CopyHeader(title="没有 签名")),
        ("", CopyHeader()),
    ],
)
def test_headers(head: str, header: CopyHeader) -> None:
    """Each tool's header gives the address, the time in UTC and the tool."""
    result = read_header(head)

    assert result == header


@given(st.text(alphabet=st.sampled_from("<!-- saved from url=(014)Pgewith SFt:\n>2T")))
def test_any_text_is_read(text: str) -> None:
    """No text breaks the reader."""
    header = read_header(f"<!-- Page saved with SingleFile\n url: x\n saved date: {text}")

    assert header.captured_at is None or header.captured_at.endswith("Z")
