"""Templates of the theme as code: kept from build to build, compiled while a core is idle.

To compile those of Material takes as long as to draw a hundred pages with them.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, TemplateError
from jinja2.bccache import Bucket
from jinja2.meta import find_referenced_templates
from mkdocs.config.defaults import MkDocsConfig

from site_builder.shell import program_code
from site_builder.shell.store import digest_of, encode

_PAGES = ("main.html", "lesson.html", "404.html")
"""What pages are drawn with."""

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
    language = f"partials/languages/{config.theme.get('language', 'en')}.html"
    waiting = [*_PAGES, language]
    for name in waiting:  # grows by what templates include
        try:
            source, path, _ = loader.get_source(env, name)
            bucket = cache.get_bucket(env, name, path, source)
            _, included = cache.known.get(bucket.key, _NOTHING)
            if bucket.code is None:
                parsed = env.parse(source, name, path)
                included = tuple(filter(None, find_referenced_templates(parsed)))
                bucket.code = env.compile(parsed, name, path)
                cache.set_bucket(bucket)
                if not _is_own(path, config):
                    fresh[bucket.key] = (bucket.bytecode_to_string(), included)
            waiting += (other for other in included if other not in waiting)
        except (OSError, TemplateError):
            continue
    if fresh:
        program_code.keep_code(_KIND, encode(_parsed_by(env)), {**cache.known, **fresh})


def _parsed_by(env: Environment) -> str:
    """Stands for the extensions of ``env``, which may read templates in other ways."""
    return digest_of(map(encode, sorted(env.extensions))).hex()[:8]


def _is_own(path: str | None, config: MkDocsConfig) -> bool:
    """Whether a template lies in the author's own folder."""
    folder = config.theme.custom_dir
    return path is None or (folder is not None and Path(path).is_relative_to(folder))
