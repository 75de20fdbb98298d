"""Drawn pages come back as they were."""

from hashlib import sha256

import pytest

from site_builder.shell.packed_output import digest_of_output, pack_output, unpack_output

CONTENT = ("<h1>面包</h1>" + "<p>水与面粉</p>" * 40).encode()


@pytest.mark.parametrize("content", [CONTENT, b"", b"\0<p>\0</p>"])
def test_pages_come_back(content: bytes) -> None:
    """What is kept is what is around their content."""
    output = b"<body>" + content + b"</body>"

    packed = pack_output(output, (b"<body>", b"</body>"))

    assert unpack_output(packed, content) == output
    assert digest_of_output(packed) == sha256(output).hexdigest()


@pytest.mark.parametrize("output", [b"<body>" + CONTENT + b"</body>", b"<body>\0</body>", b""])
def test_whole_pages_come_back(output: bytes) -> None:
    """Nobody knows where their content is."""
    packed = pack_output(output, None)

    assert unpack_output(packed, CONTENT) == output
    assert digest_of_output(packed) == sha256(output).hexdigest()


def test_content_is_not_kept_again() -> None:
    """A page takes as much room as what is around its content."""
    around = (b"<body>", b"</body>")

    packed = pack_output(CONTENT.join(around), around)

    assert len(packed) == len(pack_output(b"x".join(around), around))
