"""Templates of the theme as code: kept from build to build, compiled while a core is idle.

To compile those of Material takes as long as to draw a hundred pages with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, TemplateError
from jinja2.bccache import Bucket
from jinja2.meta import find_referenced_templates
from jinja2.nodes import Const
from mkdocs.config.defaults import MkDocsConfig

from site_builder.shell import program_code
from site_builder.shell.store import digest_of, encode

_PAGES = ("main.html", "lesson.html", "404.html", "sitemap.xml")
"""What pages are drawn with."""

_ICONS = ".icons/"
"""What templates of icons begin with; pages are drawn with few of them."""

_KIND = "theme"

_NOTHING: tuple[bytes, tuple[str, ...]] = (b"", ())


class _KeptCode(FileSystemBytecodeCache):
    """Code in a folder, but for what is kept beside the program."""

    def __init__(self, folder: Path, known: dict[str, tuple[bytes, tuple[str, ...]]]) -> None:
        super().__init__(str(folder))
        self.known = known
        """Code by its key, with the names of the templates that it may ask for."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills ``bucket`` where there is code for the text that it asks for."""
        bucket.bytecode_from_string(self.known.get(bucket.key, _NOTHING)[0])
        if bucket.code is None:
            super().load_bytecode(bucket)


def keep_code(env: Environment, folder: Path) -> None:
    """Lets ``env`` keep the code of its templates in ``folder``, where that can be done."""
    parsed_by = _parsed_by(env)
    place = folder / "templates" / parsed_by
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    known = program_code.recall_code(_KIND, encode(parsed_by))
    env.bytecode_cache = _KeptCode(place, known)


def compile_theme(config: MkDocsConfig, folder: Path) -> None:
    """Compiles what pages are drawn with, and all that these may include, into ``folder``.

    What the first build of another course has compiled is not compiled again. A template that is
    broken is left to who draws a page with it.

    Args:
        config: The configuration, whose theme has all of its folders already.
        folder: Where ``keep_code`` lets environments look.
    """
    env = config.theme.get_env()
    keep_code(env, folder)
    cache, loader = env.bytecode_cache, env.loader
    if not isinstance(cache, _KeptCode) or loader is None:
        return
    fresh: dict[str, tuple[bytes, tuple[str, ...]]] = {}
    settings = _texts([config.theme[name] for name in config.theme])
    waiting = [*_needed(config), *_icons(env, settings)]
    for name in waiting:  # grows by what templates include
        try:
            source, path, _ = loader.get_source(env, name)
            bucket = cache.get_bucket(env, name, path, source)
            _, included = cache.known.get(bucket.key, _NOTHING)
            if bucket.code is None:
                parsed = env.parse(source, name, path)
                named = _icons(env, _texts([node.value for node in parsed.find_all(Const)]))
                included = (*filter(None, find_referenced_templates(parsed)), *named)
                bucket.code = env.compile(parsed, name, path)
                cache.set_bucket(bucket)
                if not _is_own(path, config):
                    fresh[bucket.key] = (bucket.bytecode_to_string(), included)
            waiting += (other for other in included if other not in waiting)
        except (OSError, TemplateError):
            continue
    if fresh:
        program_code.keep_code(_KIND, encode(_parsed_by(env)), {**cache.known, **fresh})


def load_theme(env: Environment, config: MkDocsConfig) -> None:
    """Loads what pages are drawn with, so that copies of this process need not.

    What no page may need is left to those that do.

    Args:
        env: An environment that ``keep_code`` was given.
        config: The configuration.
    """
    cache = env.bytecode_cache
    if not isinstance(cache, _KeptCode):
        return
    waiting = _needed(config)
    for name in waiting:  # grows by what templates include
        try:
            template = env.get_template(name)
        except (OSError, TemplateError):
            continue
        key = cache.get_cache_key(name, template.filename)
        _, included = cache.known.get(key, _NOTHING)
        others = (other for other in included if not other.startswith(_ICONS))
        waiting += (other for other in others if other not in waiting)


def _needed(config: MkDocsConfig) -> list[str]:
    """Templates of pages, and the words of the theme, whose name no template spells."""
    return [*_PAGES, f"partials/languages/{config.theme.get('language', 'en')}.html"]


def _icons(env: Environment, texts: Iterable[str]) -> list[str]:
    """Templates of the icons that ``texts`` name, as they do in templates and settings."""
    found = []
    for text in dict.fromkeys(texts):
        name = f"{_ICONS}{text}.svg"
        with suppress(TemplateError, OSError):
            if env.loader is not None and "/" in text:
                env.loader.get_source(env, name)
                found.append(name)
    return found


def _texts(value: object) -> Iterator[str]:
    """All texts in a value of a configuration."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _parsed_by(env: Environment) -> str:
    """Stands for the extensions of ``env``, which may read templates in other ways."""
    return digest_of(map(encode, sorted(env.extensions))).hex()[:8]


def _is_own(path: str | None, config: MkDocsConfig) -> bool:
    """Whether a template lies in the author's own folder."""
    folder = config.theme.custom_dir
    return path is None or (folder is not None and Path(path).is_relative_to(folder))
