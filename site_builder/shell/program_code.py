"""What the program alone decides, kept beside it as Python keeps the code of modules.

To compile the templates that ship, and to read the glossary, takes a tenth of the first build of a
course. Like the code of modules it is kept where the program's folder can be written, and made anew
elsewhere.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from site_builder.shell.stamp import program_stamp
from site_builder.shell.store import digest_of
from site_builder.shell.writing import write_atomically

FOLDER = Path(cache_from_source(__file__)).parent
"""Where it is kept: ``__pycache__``, or where else the interpreter keeps code."""

_DIGEST = 20  # bytes, as digest_of gives


def recall_code(kind: str, key: bytes) -> dict[str, Any]:
    """What ``keep_code`` was given last for ``kind``; empty where that was under another key.

    Args:
        kind: Which code it is.
        key: What it depends on besides the program and the packages that it builds on.
    """
    try:
        kept = _place(kind).read_bytes()
    except OSError:
        return {}
    plain = kept[_DIGEST:]
    if kept[:_DIGEST] != digest_of((program_stamp(), key, plain)):
        return {}
    codes: dict[str, Any] = marshal.loads(plain)
    return codes


def keep_code(kind: str, key: bytes, codes: Mapping[str, Any]) -> None:
    """Keeps ``codes``, of which ``marshal`` knows all types, where that can be done.

    Not where the interpreter is told to keep no code (``PYTHONDONTWRITEBYTECODE``).
    """
    if sys.dont_write_bytecode:
        return
    plain = marshal.dumps(dict(codes))
    with suppress(OSError):
        digest = digest_of((program_stamp(), key, plain))
        write_atomically(_place(kind), digest + plain, durable=False)


def _place(kind: str) -> Path:
    module = Path(cache_from_source(__file__))
    return FOLDER / f"{kind}{''.join(module.suffixes[:-1])}.code"
