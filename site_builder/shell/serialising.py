"""Values as bytes and back: of what is read nothing but values comes alive."""

from __future__ import annotations

import io
import pickle
from typing import Any, Generic, TypeVar, cast

from msgspec import DecodeError
from msgspec.msgpack import Decoder, Encoder

from site_builder.shell.deflating import deflate, inflate

T = TypeVar("T")

_AS_MESSAGE, _AS_VALUE = b"m", b"v"
"""What a value of a ``Form`` begins with: as MessagePack, or as ``dump_value`` gives it."""

_COMPRESSED_FROM = 1024

# Of what is unpickled only values come alive: a cache that came with a strange folder runs nothing.
_TRUSTED = (
    "mkdocs.structure.toc",
    "site_builder.model.",
    "site_builder.search.stretches",
    "site_builder.shell.documents",
    "site_builder.shell.katex",
    "site_builder.shell.page_bodies",
)
_TRUSTED_NAMES = {
    ("builtins", "set"),
    ("builtins", "frozenset"),
    ("copyreg", "_reconstructor"),
    ("builtins", "object"),
}


def dump_value(value: object) -> bytes:
    """``value`` as the store keeps it.

    A value that says that it ``is_compressed`` is not compressed again.
    """
    if isinstance(value, bytes):
        return b"b" + value
    plain = pickle.dumps(value, protocol=5)
    if len(plain) < _COMPRESSED_FROM or getattr(value, "is_compressed", False):
        return b"p" + plain
    return b"z" + deflate(plain)


def load_value(kept: bytes) -> object:
    """The value of ``dump_value``.

    Raises:
        ValueError: where it is none.
    """
    if kept[:1] == b"b":
        return kept[1:]
    try:
        plain = inflate(kept[1:]) if kept[:1] == b"z" else kept[1:]
        return _ValueReader(io.BytesIO(plain)).load()
    except Exception as error:
        raise UnreadableError(str(error)) from error


class UnreadableError(ValueError):
    """Bytes that are no value of ours."""


class _ValueReader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if module.startswith(_TRUSTED) or (module, name) in _TRUSTED_NAMES:
            return super().find_class(module, name)
        raise UnreadableError(f"{module}.{name}")


class Form(Generic[T]):
    """Values of one type as MessagePack, which takes a fifth of the time."""

    def __init__(self, kind: Any) -> None:
        """The form of ``kind``, a type that is made of ``Struct``s."""
        self._encoder = Encoder()
        self._decoder: Decoder[Any] = Decoder(kind)

    def dump(self, value: T) -> bytes:
        """``value`` as bytes."""
        try:
            return _AS_MESSAGE + self._encoder.encode(value)
        except UnicodeEncodeError:  # a lone surrogate, which front matter can spell
            return _AS_VALUE + dump_value(value)

    def load(self, packed: bytes) -> T:
        """What ``dump`` was given.

        Raises:
            ValueError: where it is no value of the type.
        """
        form, rest = packed[:1], packed[1:]
        try:
            return cast(T, load_value(rest) if form == _AS_VALUE else self._decoder.decode(rest))
        except DecodeError as error:
            raise UnreadableError(str(error)) from error
