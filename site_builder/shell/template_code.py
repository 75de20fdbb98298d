"""Page templates as code that an earlier build compiled: that takes longer than their pages do."""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from jinja2 import TemplateSyntaxError

from site_builder.pages.templates import TemplateCode, Templates, compile_template
from site_builder.shell.program_code import keep_code, recall_code
from site_builder.shell.stamp import program_stamp
from site_builder.shell.store import digest_of, encode
from site_builder.shell.writing import write_atomically

NAME = Path("templates", "pages.code")
"""The file, beside the code of the theme's templates. It is one for all of them: the next set of
texts takes the place of the one before."""

_KIND = "pages"

_DIGEST = 20  # bytes, as digest_of gives


def ready_templates(
    texts: Mapping[str, str], folder: Path | None, *, shipped: bool = False
) -> Templates:
    """``texts`` compiled, but for those that are no templates, which stay texts.

    Args:
        texts: Jinja2 by name.
        folder: Where builds keep what they can use again; None: nowhere.
        shipped: Whether they are all ours, so that first builds of other courses can use them.
    """
    if folder is None:
        return texts
    place = folder / NAME
    # Their order is that of the folders they were read from.
    key = digest_of((program_stamp(), *(encode(part) for item in texts.items() for part in item)))
    codes = _read(place, key)
    if codes is None:
        codes = _compile(texts, shipped=shipped)
        _write(place, key, codes)
    return {**texts, **codes}


def _compile(texts: Mapping[str, str], *, shipped: bool) -> dict[str, TemplateCode]:
    known = recall_code(_KIND, b"")
    digests = {name: digest_of((encode(text),)) for name, text in texts.items()}
    codes = {}
    for name, text in texts.items():
        digest, code, included = known.get(name, (b"", None, ()))
        if digest == digests[name]:
            codes[name] = TemplateCode(code, included)
            continue
        with suppress(TemplateSyntaxError):  # who asks for it says what is wrong with it
            codes[name] = compile_template(name, text)
    made = {name: (digests[name], one.code, one.included) for name, one in codes.items()}
    if shipped and made != known:
        keep_code(_KIND, b"", made)
    return codes


def _read(place: Path, key: bytes) -> dict[str, TemplateCode] | None:
    """The codes in ``place``; None where they are of other texts, or not whole."""
    try:
        kept = place.read_bytes()
    except OSError:
        return None
    plain = kept[_DIGEST:]
    if kept[:_DIGEST] != digest_of((key, plain)):
        return None
    return {name: TemplateCode(code, included) for name, code, included in marshal.loads(plain)}


def _write(place: Path, key: bytes, codes: Mapping[str, TemplateCode]) -> None:
    """Writes the codes, where that can be done."""
    plain = marshal.dumps([(name, made.code, made.included) for name, made in codes.items()])
    with suppress(OSError):
        write_atomically(place, digest_of((key, plain)) + plain, durable=False)
