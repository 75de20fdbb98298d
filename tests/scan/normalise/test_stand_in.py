"""The text that the parser reads in the author's stead."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.model.source import Source
from site_builder.scan.normalise.stand_in import StandIn
from site_builder.scan.regions import find_regions

_PIECES = st.sampled_from(
    [
        *("```\n", "~~~\n", "```", "    ```\n", "  ```\n", "> ```\n", "- ```\n", "````py\n"),
        *("    x = f(1)\n", "\tx = 1\n", "  x = 1\n", ">     x = 1\n", "-     x = 1\n"),
        *("- a\n", "1. a\n", "> a\n", "# a\n", "a\n", "文\n", "\n", "\n\n", "`", "$$\n"),
        *("<div>\n", "<!--\n", "-->\n", "</div>\n", "|a|b|\n", "|-|-|\n"),
    ]
)


class _Thorough(StandIn):
    """Looks for code between fences, too."""

    def without_fences(self, text: str) -> str:
        """All of it."""
        return text


@given(st.lists(_PIECES, max_size=16).map("".join))
@settings(max_examples=800)
def test_no_code_beside_fences_is_overlooked(text: str) -> None:
    """Lines between fences are left out of a first look only where they are no other code."""
    source, regions = Source("notes.md", text), find_regions(text)
    last = max(1, source.line_count)
    quick, thorough = (kind(source, regions, 1, last) for kind in (StandIn, _Thorough))

    assert quick.hide_code() == thorough.hide_code()
