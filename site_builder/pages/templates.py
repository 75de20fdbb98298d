"""Page templates (Jinja2) and how they are filled in."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from types import CodeType
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from jinja2.meta import find_referenced_templates
from msgspec import Struct

from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.pages.markup import Markdown, escape_text

NAMES = (
    "pages/home.md",
    "pages/course.md",
    "pages/week.md",
    "pages/lesson.md",
    "pages/video.md",
    "pages/glossary.md",
    "pages/references.md",
    "pages/unplaced.md",
)


class BrokenTemplateError(Exception):
    """A template that cannot be filled in."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class PageTemplates(Struct, frozen=True):
    """The templates of all kinds of pages, ready to be filled in."""

    by_name: Mapping[str, Template]
    """One for each name that was asked for."""

    def fill(self, template: str, **values: object) -> Markdown:
        """The Markdown of a page.

        Every text among ``values`` that is not ``Markdown`` is escaped where it is written.

        Raises:
            BrokenTemplateError: where the template asks for what is not there.
        """
        try:
            return Markdown(self.by_name[template].render(**values))
        except TemplateError as error:
            raise BrokenTemplateError(_broken(template, error)) from error


class TemplateCode(Struct, frozen=True):
    """A template that is compiled."""

    code: CodeType
    """What Jinja makes of its text."""
    included: tuple[str, ...]
    """Names of the templates that it may ask for, in order."""


Templates = Mapping[str, str | TemplateCode]
"""By name, as ``pages/lesson.md``: texts, or what ``compile_template`` made of them."""


def compile_template(name: str, text: str) -> TemplateCode:
    """The template ``name``, whose Jinja2 is ``text``.

    Raises:
        TemplateSyntaxError: where the text is no template.
    """
    environment = _environment(None)
    parsed = environment.parse(text, name)
    included = [other for other in find_referenced_templates(parsed) if other is not None]
    return TemplateCode(environment.compile(parsed, name, name), tuple(included))


def load_templates(
    templates: Templates, names: Sequence[str] = NAMES
) -> Outcome[PageTemplates | None]:
    """The templates, ready; None and one diagnostic a template where they do not serve.

    Args:
        templates: Those that there are; others than ``names`` may be included by these.
        names: Those that are filled in.
    """
    compiled = _Compiled()
    environment = _environment(compiled)
    diagnostics: list[Diagnostic] = []
    wanted = list(names)
    for name in wanted:  # grows by what templates include
        if name not in templates:
            diagnostics.append(Diagnostic("TPL101", f"no template {name!r}", ""))
            continue
        template = templates[name]
        try:
            made = compile_template(name, template) if isinstance(template, str) else template
        except TemplateSyntaxError as error:
            diagnostics.append(_broken(name, error))
            continue
        compiled.codes[name] = made.code
        wanted.extend(other for other in made.included if other not in wanted)
    if diagnostics:
        return Outcome(None, tuple(diagnostics))
    return Outcome(PageTemplates({name: environment.get_template(name) for name in names}))


def _environment(loader: BaseLoader | None) -> Environment:
    return Environment(
        loader=loader,
        undefined=StrictUndefined,
        finalize=_written,
        autoescape=False,  # finalize escapes, for Markdown and HTML at once
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,  # all of them, and not those of last use
    )


class _Compiled(BaseLoader):
    """Templates that are compiled already."""

    def __init__(self) -> None:
        self.codes: dict[str, CodeType] = {}
        """By name."""

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja's)
    ) -> Template:
        """The template ``name``."""
        if name not in self.codes:
            raise TemplateNotFound(name)
        return environment.template_class.from_code(
            environment, self.codes[name], {} if globals is None else globals
        )


def _broken(name: str, error: TemplateError) -> Diagnostic:
    line = f" line {error.lineno}" if isinstance(error, TemplateSyntaxError) else ""
    message = " ".join((error.message or type(error).__name__).split())
    return Diagnostic("TPL102", f"template {name!r}{line}: {message}", "")


def _written(value: object) -> str:
    """How a value is written into a page."""
    if isinstance(value, Markdown):
        return value
    return "" if value is None else escape_text(str(value))
