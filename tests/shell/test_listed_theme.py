"""A theme that lists fewer files gives MkDocs the same ones."""

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from site_builder.shell.listed_theme import ListedTheme
from tests.support.folders import write_folder

HIDDEN = {
    ".hidden/icon.svg": "",
    "images/.cache/icon.svg": "",
    "images/.icon.svg": "",
    ".icon.svg": "",
    "images/logo.svg": "",
    "logo.svg": "",
}


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    """Material with a folder of the author's before it."""
    return Theme("material", custom_dir=str(write_folder(tmp_path, HIDDEN)))


def files_of(theme: Theme) -> dict[str, str | None]:
    """Where MkDocs finds each file of a theme."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "x"})
    config.theme, config.site_dir, config.use_directory_urls = theme, "site", True
    files = Files([])
    files.add_files_from_theme(theme.get_env(), config)
    return {file.src_uri: file.abs_src_path for file in files}


def test_mkdocs_finds_the_same_files(theme: Theme) -> None:
    """Hidden files are none of a theme's, wherever they are."""
    found = files_of(ListedTheme(theme))

    assert found == files_of(theme)
    assert "images/logo.svg" in found


def test_hidden_files_are_loaded_and_not_listed(theme: Theme) -> None:
    """Templates include icons by their paths."""
    env = ListedTheme(theme).get_env()

    assert "<svg" in env.get_template(".icons/material/pencil.svg").render()
    assert not [path for path in env.list_templates() if "/." in f"/{path}"]


def test_it_is_the_theme_otherwise(theme: Theme) -> None:
    """Settings and folders are those of the theme."""
    listed = ListedTheme(theme)

    assert dict(listed) == dict(theme)
    assert (listed.name, listed.dirs, listed.locale) == (theme.name, theme.dirs, theme.locale)
