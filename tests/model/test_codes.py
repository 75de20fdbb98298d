"""Every registered code is sound, and its example raises it."""

import re
from pathlib import Path

import pytest

from site_builder.model.codes import CODES, FAMILIES
from site_builder.model.codes.code import Code
from site_builder.shell.compiling import compile_content
from site_builder.shell.errors import SiteBuilderError

WITH_EXAMPLE = [code for code in CODES.values() if code.example]
STOPS_THE_BUILD = {"CFG101"}


def test_each_code_is_registered_once() -> None:
    """No two families register the same code."""
    registered = [code.id for family in FAMILIES for code in family]

    assert len(registered) == len(set(registered))


@pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))
def test_code_tells_what_why_and_what_to_do(code: Code) -> None:
    """A code has its form, and words for all that ``explain`` prints."""
    texts = (code.title, code.why, code.remedy)

    assert re.fullmatch(r"[A-Z]{3}\d{3}", code.id)
    assert all(text and not text.endswith(".") and "\n" not in text for text in texts)


@pytest.mark.parametrize("code", WITH_EXAMPLE, ids=[code.id for code in WITH_EXAMPLE])
def test_example_raises_its_code(code: Code, tmp_path: Path) -> None:
    """The files of the example, built as a CONTENT folder, give the code."""
    for name, content in code.example.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    if code.id in STOPS_THE_BUILD:
        with pytest.raises(SiteBuilderError):
            compile_content(tmp_path / "content")
        return
    found = {diagnostic.code for diagnostic in compile_content(tmp_path / "content").diagnostics}

    assert code.id in found
