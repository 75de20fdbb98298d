"""Drawn pages come back as they were."""

from hashlib import sha256

import pytest

from site_builder.shell.packed_output import (
    digest_of_output,
    encode_output,
    pack_output,
    unpack_output,
)

CONTENT = "<h1>面包</h1>" + "<p>水与面粉</p>" * 40


@pytest.mark.parametrize(
    "output",
    [
        f"<body>{CONTENT}</body>",
        f"<body>{CONTENT[:300]}</body>{CONTENT}",
        f"<body>{CONTENT}{CONTENT}</body>",
        f"<body>\0{CONTENT}</body>",
        "<body>别的</body>",
        "",
    ],
)
@pytest.mark.parametrize("content", [CONTENT, ""])
def test_pages_come_back(output: str, content: str) -> None:
    """Whether or not the content is a part of them, and wherever."""
    packed = pack_output(output.encode(), content.encode())

    assert unpack_output(packed, content.encode()) == output.encode()
    assert digest_of_output(packed) == sha256(output.encode()).hexdigest()


def test_content_is_not_kept_again() -> None:
    """A page takes as much room as what is around its content."""
    around = pack_output(b"<body></body>", b"x")

    packed = pack_output(f"<body>{CONTENT}</body>".encode(), CONTENT.encode())

    assert len(packed) < len(around) + 10


def test_characters_without_bytes_become_references() -> None:
    """Half of a pair, which no file in UTF-8 can hold, does not end the build."""
    assert encode_output("<title>\ud800</title>") == b"<title>&#55296;</title>"
