"""What is known of a mkdocs.yml before the site engine is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

import site_builder
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.project_file import _SAYS_HOW, PLUGIN, may_have_options


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, False),
        ("site_name: x\n", False),
        ("plugins: [search]\n", False),
        ("plugins: [site_builder]\n", False),
        ("plugins:\n  - site_builder:\n      app: false\n", False),
        ("plugins:\n  - site_builder:\n      manifest: other.yml\n", True),
        ('plugins:\n  - site_builder: {"templ\\x61tes": pages}\n', True),
        ("plugins: [site_builder]\nhooks: [write_notes.py]\n", True),
        ("INHERIT: plain.yml\nplugins: [site_builder]\n", False),
        ("INHERIT: options.yml\nsite_name: site_builder\n", True),
        ("INHERIT: nowhere.yml\nplugins: [site_builder]\n", True),
    ],
)
def test_only_a_file_that_says_how_may_have_options(
    tmp_path: Path, text: str | None, *, expected: bool
) -> None:
    """A folder is compiled without waiting for a file that can say nothing of it."""
    (tmp_path / "plain.yml").write_text("theme:\n  name: material\n", encoding="utf-8")
    (tmp_path / "options.yml").write_text(
        "plugins:\n  - site_builder:\n      templates: pages\n", encoding="utf-8"
    )
    if text is not None:
        (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")

    found = may_have_options(tmp_path / "content")

    assert found is expected


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """Bytes that are no text end the build with a word on the file."""
    (tmp_path / "mkdocs.yml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(SiteBuilderError, match=r"mkdocs\.yml"):
        may_have_options(tmp_path / "content")


def test_options_that_ship_are_no_options() -> None:
    """Our own defaults, which projects inherit, leave the way of compiling open."""
    defaults = Path(site_builder.__file__).parent / "shell" / "defaults" / "mkdocs.yml"

    assert PLUGIN in defaults.read_text(encoding="utf-8")
    assert not _SAYS_HOW.search(defaults.read_text(encoding="utf-8"))
