"""The classes through which Jinja asks for pieces of pages before it draws them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from types import CodeType
from typing import Any, ClassVar, Self, cast

from jinja2 import Environment, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import missing

from site_builder.shell.page_pieces import TOLD, Draw, PagePieces, Refused

_FRAME = "base.html"
"""Material's template with all of its blocks."""

_PARTIALS = ("partials/", ".icons/")
"""What it includes and imports."""

_ITEMS = "partials/nav-item.html"
"""The partial whose macro ``render`` draws an item of the navigation."""

_WORDS = "partials/language.html"
"""The partial whose macro ``t`` gives a word in the language of the site."""

_JINJAS_OWN = frozenset({"_block_vars", "_loop_vars"})
"""Arguments with which Jinja tells of variables around a call; no macro gets them."""


def use_pieces(env: Environment, pieces: PagePieces) -> None:
    """Lets templates that ``env`` has not loaded yet take what ``pieces`` has."""
    env.filters.update(url=pieces.url, script_tag=pieces.script_tag)
    env.cache = {}  # as for a ``cache_size`` of -1: the usual one is put in order at each include
    shared = {"pieces": pieces}
    env.template_class = type("PiecedTemplate", (_Template,), {**shared, "words": []})
    common = {**shared, "common": set(env.globals)}
    plain: Any = type("PiecedContext", (_Context,), common)
    plain.told = type("ToldContext", (_ToldContext, plain), {})
    env.context_class = plain


class _Template(Template):
    """Blocks and partials that are asked for as pieces first."""

    pieces: ClassVar[PagePieces]
    words: ClassVar[list[TemplateModule]]
    draw: Draw
    is_partial = False

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 (Jinja's name, as below)
        uptodate: Any = None,
    ) -> Template:
        made = super().from_code(environment, code, globals, uptodate)
        assert isinstance(made, cls)
        made.draw = made.root_render_func
        name = made.name or ""
        if name == _FRAME:
            # Blocks that ask for those above them, as ours do, have to stay what they are.
            made.blocks = {
                block: _asking(cls.pieces, f"{name} {block}", draw)
                for block, draw in made.blocks.items()
            }
        elif name.startswith(_PARTIALS):
            made.root_render_func = _asking(cls.pieces, name, made.draw)
            made.is_partial = True
        return made

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002
        shared: bool = False,  # noqa: FBT001, FBT002
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> Context:
        if vars and self.is_partial:
            text = self.pieces.ready(self.name or "", vars, locals)
            if text is not None:
                return _Ready(text)
        return self._new_context(vars, shared, locals)

    def _new_context(
        self,
        vars: dict[str, Any] | None,  # noqa: A002
        shared: bool,  # noqa: FBT001
        locals: Mapping[str, Any] | None,  # noqa: A002
    ) -> Context:
        told = vars.get(TOLD) if vars else None
        if told is None or locals is None:
            return super().new_context(vars, shared, locals)
        # What a piece has set itself, it may hand to what it includes.
        return super().new_context(vars, shared, {**locals, TOLD: told | locals.keys()})

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002
        shared: bool = False,  # noqa: FBT001, FBT002
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        if self.name == _WORDS and self.words and self.pieces.is_drawing:
            return self.words[0]
        context = self._new_context(vars, shared, locals)
        module = TemplateModule(self, context, list(self.draw(context)))
        if self.name == _WORDS and self.pieces.is_drawing:
            macros = module.__dict__
            macros["t"] = _Words(macros["t"])
            self.words.append(module)
        elif self.name == _ITEMS:
            self.pieces.take_items(context.parent, _renderer(module), self._remake)
        return module

    def _remake(self, variables: dict[str, Any]) -> Macro:
        return _renderer(self.make_module(variables, shared=True))


class _Words(dict[str, Any]):
    """Words in the language of the site, each asked for once."""

    def __init__(self, macro: Macro) -> None:
        super().__init__()
        self._macro = macro

    def __missing__(self, name: str) -> Any:
        self[name] = word = self._macro(name)
        return word

    def __call__(self, name: str) -> Any:
        """The word."""
        return self[name]


def _renderer(module: TemplateModule) -> Macro:
    macro = module.__dict__["render"]
    assert isinstance(macro, Macro)
    return macro


def _asking(pieces: PagePieces, name: str, draw: Draw) -> Draw:
    def ask(context: Context) -> Iterator[str]:
        if type(context) is _Ready:
            yield context.text
            return
        text = pieces.piece(name, draw, context)
        # As one: what is around it would pass on each part of it.
        yield "".join(draw(context)) if text is None else text

    return ask


class _Ready(Context):
    """What a partial gets in the place of variables, which is drawn already."""

    def __init__(self, text: str) -> None:
        # Without Context's own constructor: to make as much for each include takes a while.
        self.text = text


class _Context(Context):
    """Variables; and calls, which items of the navigation are."""

    pieces: ClassVar[PagePieces]
    common: ClassVar[set[str]]
    told: ClassVar[type[Context]]
    """For a piece."""

    def __new__(cls, _: Environment, parent: dict[str, Any], *__: Any, **___: Any) -> Self:
        return cast(Self, object.__new__(cls.told if TOLD in parent else cls))

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Draw],
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002, ARG002
    ) -> None:
        super().__init__(environment, parent, name, blocks)
        self.globals_keys = self.common  # of all templates; slow to collect each time

    def call(self, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        if type(obj) is _Words:  # made here, so that it wants nothing of Jinja's
            return obj[args[0]]
        text = None
        if type(obj) is Macro and kwargs.keys() <= _JINJAS_OWN:
            text = self.pieces.called(obj, args)
        return super().call(obj, *args, **kwargs) if text is None else text


class _ToldContext(_Context):
    """Variables, of which a piece may see some."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._told = self.parent[TOLD]

    def resolve_or_missing(self, key: str) -> Any:
        found = super().resolve_or_missing(key)
        if found is missing:
            self.pieces.miss(key)
        elif not (key in self._told or key in self.vars or key in self.common):
            raise Refused
        return found
