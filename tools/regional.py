"""Writes the table of Taiwan's words that `site_builder/search/folding.py` reads.

OpenCC reads a megabyte of dictionaries before it says a word, and every first build would wait for
that. The table holds what they say of each word and character of the basic plane, folded, where it
does not follow from shorter ones. A test compares the table with the OpenCC that is installed; run
this when that has learned more.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import opencc

from site_builder.search.folding import Words, fold, say_in

TABLE = Path(__file__).parents[1] / "site_builder" / "search" / "taiwan.txt"

_OPENCC = Path(opencc.__file__).parent / "clib"
_DICTIONARIES = (
    *("STPhrases", "STPhrases_GeneratedFromRegionalPhrases", "STCharacters"),
    *("TWPhrases", "TWVariantsPhrases", "TWVariants"),
)
"""Those of OpenCC's ``s2twp``."""

_REMARK = "# Words, folded, and what Taiwan says for them (python -m tools.regional)"


def regional_words() -> Words:
    """What OpenCC makes of its own words and characters where shorter ones do not tell it."""
    converter = opencc.OpenCC("s2twp")
    words = sorted({fold(word) for word in _words()}, key=lambda word: (len(word), word))
    converted = converter.convert("\n".join(words)).split("\n")
    table: dict[str, dict[str, str]] = {}
    for word, said in zip(words, map(fold, converted), strict=True):
        if max(word + said) <= "\uffff" and say_in(table, word) != said:
            table.setdefault(word[0], {})[word] = said
    return table


def _words() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        for name in _DICTIONARIES:
            text = Path(folder, name)
            binary = _OPENCC / "share" / "opencc" / f"{name}.ocd2"
            program = str(_OPENCC / "bin" / "opencc_dict")
            command = [program, "-i", str(binary), "-o", str(text), "-f", "ocd2", "-t", "text"]
            subprocess.run(command, check=True, capture_output=True)
            for line in text.read_text(encoding="utf-8").splitlines():
                yield line.partition("\t")[0]


def main() -> None:
    """Writes the table: a line a word."""
    words = [pair for own in regional_words().values() for pair in own.items()]
    lines = map("\t".join, sorted(words))
    TABLE.write_text("\n".join((_REMARK, *lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
