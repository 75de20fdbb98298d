"""The glossary that ships, as an earlier process has read it: the program alone decides it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TypeVar

from msgspec import DecodeError
from msgspec.msgpack import Decoder, Encoder

from site_builder.align.concept_profiles import (
    ConceptProfiles,
    give_profiles,
    read_concept_profiles,
)
from site_builder.align.lexicon import Lexicon, give_lexicon, shipped_lexicon
from site_builder.shell.program_code import keep_code, recall_code

T = TypeVar("T")


@cache
def ready_glossary() -> None:
    """Has the glossary at hand, which aligning takes: an eighth of the time of reading it.

    Its profiles come when a note is aligned whose author names no lessons.
    """
    give_profiles(partial(_ready, "profiles", ConceptProfiles, read_concept_profiles))
    give_lexicon(_ready("lexicon", Lexicon, shipped_lexicon))


def _ready(kind: str, form: type[T], read: Callable[[], T]) -> T:
    """A value of ``form`` as it was kept, else as ``read`` gives it."""
    try:
        return Decoder(form).decode(recall_code(kind, b"").get(kind, b""))
    except DecodeError:
        value = read()
        keep_code(kind, b"", {kind: Encoder().encode(value)})
        return value
