"""A Markdown that does less for the same pages."""

from __future__ import annotations

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from site_builder.shell.markdown_blanks import keep_like_blanks
from site_builder.shell.markdown_blocks import try_possible_processors
from site_builder.shell.markdown_elements import walk_over_possible_elements
from site_builder.shell.markdown_fences import pass_over_lines
from site_builder.shell.markdown_html import read_tags_once
from site_builder.shell.markdown_inline import try_possible_patterns
from site_builder.shell.markdown_plain import write_plain_blocks
from site_builder.shell.markdown_serializer import write_whole_elements


def do_less(md: Markdown, *beside: type[Treeprocessor]) -> None:
    """Has ``md`` leave out what would change nothing; the pages are the same.

    Args:
        md: A Markdown with all its extensions.
        beside: Tree processors that pages get beside those, and that look for headings, anchors
            and links only.
    """
    try_possible_processors(md)
    try_possible_patterns(md)
    keep_like_blanks(md)
    pass_over_lines(md)
    read_tags_once(md)
    walk_over_possible_elements(md)
    write_whole_elements(md)
    write_plain_blocks(md, *beside)
