"""What the headings of a document name: lessons by title, weeks by number or by title."""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.align.blocks import has_words
from site_builder.align.curriculum import Curriculum, Scope
from site_builder.align.file_names import document_scope, is_named_by_file, numbered_title
from site_builder.align.frames import is_frame
from site_builder.align.normalise import read_terms
from site_builder.align.scopes import chapter as chapter_of
from site_builder.align.scopes import named_scope, titled_scope, without_chapter, without_scope
from site_builder.align.score import (
    LessonIndex,
    Phrase,
    nearest,
    read_phrase,
    title_share,
    title_shares,
)
from site_builder.model.note import Document, Section
from site_builder.scan.note_headings import labelled_parts, without_label

LESSON = 0.8
"""How near a heading comes to a lesson's title before it is the lesson's own."""
_NEAREST = 4


class NamedHeadings:
    """The headings of a document, by section (0-based), as far as their words go."""

    def __init__(self, document: Document, curriculum: Curriculum) -> None:
        self._document = document
        self._curriculum = curriculum
        self._default = document_scope(document, curriculum)
        self._titled: dict[int, Scope] = {}
        self._phrases: dict[int, Phrase] = {}
        self.post = self._titled_post()
        """The title of a post that is a lesson's; None where it is none."""
        self.name = numbered_title(document) if is_named_by_file(document) or self.post else None
        """Number and words of the title of notes without a heading; None where they have none."""
        self.parts = self._find_parts()
        """Sections on parts of a week, with what their headings name besides their subject."""

    def phrase(self, index: int) -> Phrase | None:
        """The heading's title, in a note without headings the file's; None where there is none."""
        title = self.title(self._document.sections[index])
        if title is None:
            return None
        if index not in self._phrases:
            own = without_scope(title) if index in self.parts else title
            self._phrases[index] = read_phrase(without_chapter(without_label(own)))
        return self._phrases[index]

    def is_post(self, index: int) -> bool:
        """Whether a section opens a post whose title is a lesson's."""
        return self.post is not None and self._document.sections[index].heading is None

    def title(self, section: Section) -> str | None:
        """The words of the heading, without one those of the file's title."""
        if section.heading is not None:
            return section.heading.title
        return None if self.name is None else self.name[1]

    def named(self, index: int) -> Scope:
        """Subcourse and week that the headings name, else the file and its title."""
        if index in self.parts:
            own = self.parts[index]
            return own if own[0] is not None else (self._default[0], own[1])
        course, week = self._known(self._document.sections[index].scope)
        if week is not None and course is None:
            return self._default[0], week
        return (course, week) if course is not None else self._default

    def _known(self, scope: Scope) -> Scope:
        """What of ``scope`` the course has: the 23rd of five counts something else, as 第23课."""
        course, week = scope
        courses = self._curriculum.course.subcourses
        if course is None or any(course == known.number for known in courses):
            return scope
        return None, week

    def implied(self, section: Section) -> Scope:
        """The week or subcourse whose title the nearest heading above bears."""
        parent = section.parent
        while parent is not None:
            if parent not in self._titled:
                heading = self._document.sections[parent].heading
                title = heading.title if heading else ""
                self._titled[parent] = titled_scope(self._curriculum, title)
            if self._titled[parent] != (None, None):
                return self._titled[parent]
            parent = self._document.sections[parent].parent
        return None, None

    def labelled(self, index: int) -> tuple[int, ...]:
        """The parts of the course's video that a heading, else its texts, begin with."""
        section = self._document.sections[index]
        own = labelled_parts(section.heading.title) if section.heading else ()
        if own or (section.heading and section.heading.number):
            return own
        texts = [block for block in section.blocks if has_words(block) and not block.depth]
        return tuple(dict.fromkeys(n for text in texts for n in labelled_parts(text.words)))

    def chapter(self, section: Section) -> int | None:
        """The number of the chapter that the heading, else the nearest one above, names."""
        own = chapter_of(section.heading.title) if section.heading else None
        if own is None and section.parent is not None:
            return self.chapter(self._document.sections[section.parent])
        return own

    def bears_title(self, index: int) -> bool:
        """Whether a heading bears the title of a lesson, rather than that of a week."""
        return self.titled_lesson(index) is not None

    def titled_lesson(self, index: int) -> int | None:
        """The lesson whose title a heading bears, where it is not rather that of a week."""
        phrase, curriculum = self.phrase(index), self._curriculum
        if phrase is None:
            return None
        near = nearest(curriculum.index, phrase.whole, limit=_NEAREST)
        shares = title_shares(curriculum.index, phrase, near)
        best = max(shares, key=lambda lesson: (shares[lesson], -lesson), default=None)
        if best is None or shares[best] < LESSON:
            return None
        return best if shares[best] > nearest_share(curriculum.scope_index, phrase) else None

    def _titled_post(self) -> Phrase | None:
        """The title of a post that is a lesson's: all of it is on that."""
        name = numbered_title(self._document) if self._document.title else None
        phrase = None if name is None else read_phrase(name[1])
        if phrase is None or nearest_share(self._curriculum.index, phrase) < LESSON:
            return None
        return phrase

    def _find_parts(self) -> Mapping[int, Scope]:
        """Sections on parts of a week, by what their headings name besides their subject.

        C2W1 splitting the data, C2W1 regularisation: where several name the same week, all do so.
        """
        named: dict[Scope, list[int]] = {}
        for index, section in enumerate(self._document.sections):
            title = section.heading.title if section.heading else ""
            scope = (None, None) if is_frame(title) else named_scope(title)
            if scope != (None, None) and read_terms(without_scope(title)).literal:
                course = section.scope[0] if scope[0] is None else scope[0]
                named.setdefault((course, scope[1]), []).append(index)
        if all(len(several) < 2 for several in named.values()):
            return {}
        return {index: scope for scope, several in named.items() for index in several}


def nearest_share(index: LessonIndex, phrase: Phrase) -> float:
    """How near a title comes to the nearest one of a course."""
    keys = nearest(index, phrase.whole, limit=_NEAREST)
    return max((title_share(index, phrase, key) for key in keys), default=0.0)
