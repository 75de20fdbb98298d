"""What the name of a file, its title and its folders say of all notes in it."""

from __future__ import annotations

from site_builder.align.curriculum import Curriculum, Scope
from site_builder.align.scopes import named_scope, titled_scope
from site_builder.model.note import Document
from site_builder.scan.headings import split_number
from site_builder.scan.patterns import lazy_pattern

# "2022-10-11-" before the name of a file
_DATE = lazy_pattern(r"^(?:19|20)\d{2}[-_.]?\d{2}[-_.]?\d{2}[-_. ]*")

# ".md" behind it
_EXTENSION = lazy_pattern(r"\.[A-Za-z]{1,10}$")


def is_named_by_file(document: Document) -> bool:
    """Whether the file's name is the only title of the notes in it."""
    return not any(section.heading for section in document.sections)


def file_title(document: Document) -> str:
    """The title that a document's front matter or the name of its file gives."""
    stem = _EXTENSION.sub("", document.source.path.rpartition("/")[2])
    return document.title or _DATE.sub("", stem).replace("_", " ").strip()


def numbered_title(document: Document) -> tuple[tuple[int, ...], str] | None:
    """Number and words of the file's title; None where it only counts or dates."""
    number, words = split_number(file_title(document))
    return (number, words) if any(char.isalpha() for char in words) else None


def document_scope(document: Document, curriculum: Curriculum) -> Scope:
    """Subcourse and week that a file's title, its name or its folders name for all of it."""
    course: int | None = None
    week: int | None = None
    folders = document.source.path.split("/")
    for text in (document.title or "", *reversed(folders)):
        found = named_scope(text)
        if found == (None, None) and text != folders[-1]:
            found = titled_scope(curriculum, split_number(text)[1])
            found = (None, None) if _holds_other(document, found, curriculum) else found
        if course is None and (week is None or found[1] in (None, week)):
            course, week = found[0], week or found[1]
    return course, week


def _holds_other(document: Document, scope: Scope, curriculum: Curriculum) -> bool:
    """Whether a heading bears another subcourse's title: 深度学习 is that of one and of all."""
    if scope[0] is None:
        return False
    titles = (s.heading.title for s in document.sections if s.heading is not None)
    return any(
        titled_scope(curriculum, title)[0] not in (None, scope[0])
        for title in dict.fromkeys(titles)
    )
