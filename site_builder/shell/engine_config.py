"""The configuration of MkDocs: defaults that ship, and what a course adds to them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict, cast

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from site_builder.model.config import Config
from site_builder.pages.markup import escape_title
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.handover import Handover
from site_builder.shell.listed_theme import ListedTheme
from site_builder.shell.templates import packaged_theme
from site_builder.shell.tree import STYLE_SHEETS, TreeFile

DEFAULTS = Path(__file__).parent / "defaults" / "mkdocs.yml"
"""Configuration of every site that has none of its own."""

# libyaml, where PyYAML was built with it: a tenth of the time
_LOADER = getattr(yaml, "CLoader", yaml.Loader)

Extension = str | dict[str, dict[str, object] | None]
"""An entry of ``markdown_extensions``: a name, or one name with its options."""


class Settings(TypedDict):
    """What the defaults say, as far as it is read here."""

    theme: dict[str, object]
    markdown_extensions: list[Extension]
    validation: dict[str, str]


def read_defaults() -> Settings:
    """The defaults as YAML has them."""
    text = DEFAULTS.read_text(encoding="utf-8")
    return cast(Settings, yaml_load(text, get_yaml_loader(_LOADER)))


def apply_defaults(config: MkDocsConfig, course: Handover) -> None:
    """Adds to ``config`` what our pages need and the author's mkdocs.yml does not say.

    Raises:
        SiteBuilderError: where the theme does not know the course's language.
    """
    if not config.site_name.strip():
        # Themes write it into HTML as it is.
        config.site_name = escape_title(course.title)
    if course.config.language != Config().language:
        _set_language(config, course.config.language)
    add_theme(config)
    for style_sheet in reversed(STYLE_SHEETS):
        if style_sheet not in config.extra_css:
            config.extra_css.insert(0, style_sheet)
    for entry in read_defaults()["markdown_extensions"]:
        _add_extension(config, entry)


def add_theme(config: MkDocsConfig) -> None:
    """Adds our templates to the theme of ``config``, once."""
    theme = str(packaged_theme())
    if theme not in config.theme.dirs:
        # Behind the author's own folder, which may so replace a template of ours.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, theme)
    if type(config.theme) is Theme:  # another one has a way of its own
        config.theme = ListedTheme(config.theme)


def files_in_use(
    config: MkDocsConfig, content: Path, files: Sequence[TreeFile]
) -> tuple[TreeFile, ...]:
    """``files`` and those of ``content`` that ``config`` itself names, as a logo."""
    planned = {file.path for file in files}
    named = [*config.extra_css, *(str(script) for script in config.extra_javascript)]
    named += [str(config.theme[key]) for key in ("logo", "favicon") if config.theme.get(key)]
    own = [
        TreeFile(path, content / path)
        for path in dict.fromkeys(named)
        if path not in planned and _is_within(content / path, content)
    ]
    return (*files, *own)


def _set_language(config: MkDocsConfig, language: str) -> None:
    translation = f"partials/languages/{language}.html"
    if not any(Path(folder, translation).is_file() for folder in config.theme.dirs):
        raise SiteBuilderError(
            f"the theme has no translation for the language {language!r}",
            "write another one in course.yml, as zh or en",
        )
    config.theme["language"] = language


def _is_within(path: Path, folder: Path) -> bool:
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())


def _add_extension(config: MkDocsConfig, entry: Extension) -> None:
    """Adds an extension of the defaults; of its options, those that the author gives win."""
    options: dict[str, object] = {}
    if isinstance(entry, dict):
        ((name, given),) = entry.items()
        options.update(given or {})
    else:
        name = entry
    if name not in config.markdown_extensions:
        config.markdown_extensions.append(name)
    options.update(config.mdx_configs.get(name) or {})
    if options:
        config.mdx_configs[name] = options


def page_suffix(config: MkDocsConfig) -> str:
    """What follows ``lessons/010`` in the address of a page."""
    return "/" if config.use_directory_urls else ".html"


def opens_from_disk(config: MkDocsConfig) -> bool:
    """Whether the site is to be opened from disk, without a server."""
    return "material/offline" in config.plugins
