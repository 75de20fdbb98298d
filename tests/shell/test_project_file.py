"""What is known of a mkdocs.yml before the site engine is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.project_file import may_have_options


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, False),
        ("site_name: x\n", False),
        ("plugins: [search]\n", False),
        ("plugins:\n  - site_builder:\n      manifest: other.yml\n", True),
        ("# without site_builder\n", True),
    ],
)
def test_only_a_file_that_names_the_plugin_may_have_options(
    tmp_path: Path, text: str | None, *, expected: bool
) -> None:
    """A folder without a file of ours is compiled without waiting for what that says."""
    if text is not None:
        (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")

    found = may_have_options(tmp_path / "content")

    assert found is expected


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """Bytes that are no text end the build with a word on the file."""
    (tmp_path / "mkdocs.yml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(SiteBuilderError, match=r"mkdocs\.yml"):
        may_have_options(tmp_path / "content")
