"""How the sections of a document stand to one another, and what their headings name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from site_builder.align.blocks import has_words
from site_builder.align.curriculum import Curriculum, Scope
from site_builder.align.frames import is_frame, is_homework
from site_builder.align.normalise import read_terms
from site_builder.align.scopes import (
    chapter,
    named_scope,
    titled_scope,
    without_chapter,
    without_scope,
)
from site_builder.align.score import (
    LessonIndex,
    Phrase,
    nearest,
    read_phrase,
    title_share,
    title_shares,
)
from site_builder.align.signs import Head
from site_builder.align.strangers import names_stranger
from site_builder.model.note import Document, Section
from site_builder.scan.headings import split_number
from site_builder.scan.note_headings import labelled_parts, without_label

_LESSON = 0.8
"""How near a heading without text comes to a lesson's title before it is the lesson's own."""
_DEEP = 2
"""Parts of a number from which a heading without numbers below it may be a lesson's: 1.2."""
_LESSONS = 2
"""Titles of lessons right below a heading from which these are the lessons, and not it."""
_NEAREST = 4
_SEVERAL = 4
_SCOPE = 0.8
_SCOPE_MORE = 0.1
"""How near a heading comes to the title of a week before it is on that, and how much nearer than
to any lesson's."""
_PACE = 0.6
"""Texts a lesson from which a heading is on the whole week whose title it bears."""
_TOPIC = 0.4
"""How near a heading comes to a lesson's title before it is the topic of those below it."""
"""Sections below a title from which it is that of a whole document."""

# "2022-10-11-" before the name of a file
_DATE = re.compile(r"^(?:19|20)\d{2}[-_.]?\d{2}[-_.]?\d{2}[-_. ]*")

# ".md" behind it
_EXTENSION = re.compile(r"\.[A-Za-z]{1,10}$")


class Shape:
    """The sections of a document that nobody placed, as they are held against lessons."""

    def __init__(self, document: Document, free: Sequence[int], curriculum: Curriculum) -> None:
        self._document = document
        self._curriculum = curriculum
        self._children: dict[int, list[int]] = {}
        for index, section in enumerate(document.sections):
            if section.parent is not None and not self._goes_on(section):
                self._children.setdefault(section.parent, []).append(index)
        self._default = _document_scope(document, curriculum)
        self._post = self._titled_post()
        self._name = _name(document) if is_named_by_file(document) or self._post else None
        self._titled: dict[int, Scope] = {}
        self._phrases: dict[int, Phrase] = {}
        self._parts = self._find_parts()
        self._titles: dict[int, bool] = {}
        self._below: dict[int, int] = {}
        self.stretches = {index: self._stretch(index) for index in free}
        self.chained = [
            index
            for index in free
            if not self.stretches[index]
            and not self._is_of_homework(index)
            and (not self.only_scope(index) or self._is_lesson(index))
        ]

    def _goes_on(self, section: Section) -> bool:
        """Whether a heading counts on from the one above it, a slip of level: 1.4 below 1.3."""
        above = None if section.parent is None else self._document.sections[section.parent].heading
        if above is None or section.heading is None or len(above.number) < _DEEP:
            return False
        own = section.heading.number
        return len(own) == len(above.number) and own[:-1] == above.number[:-1]

    def run_over(self, index: int, lessons: tuple[int, ...]) -> None:
        """Takes a section to be on a stretch of the course, as if its heading named it."""
        self.stretches[index] = lessons
        self.chained.remove(index)

    def only_scope(self, index: int) -> bool:
        """Whether a heading stands above others and has no text of its own."""
        return index in self._children and not self._document.sections[index].blocks

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

    def named(self, index: int) -> Scope:
        """Subcourse and week that the headings name, else the file and its title."""
        if index in self._parts:
            own = self._parts[index]
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

    def head(self, index: int) -> Head:
        """The section as it is placed by its heading."""
        section = self._document.sections[index]
        below = self._is_below(section)
        return Head(
            section=self._with_text_below(index) if self.only_scope(index) else section,
            number=self._number(section),
            phrase=self.phrase(index),
            over=self.phrase(section.parent) if below and section.parent is not None else None,
            named=self.named(index),
            implied=self._implied(section),
            topic=self._topic(section),
            frame=self.is_frame(index) or self._is_on_stranger(index, below=below),
            below=below,
            parts=self.labelled(index),
            chapter=self._chapter(section),
        )

    def is_frame(self, index: int) -> bool:
        """Whether a section stands around the notes, as an afterword does, or is of homework."""
        title = self._title(self._document.sections[index]) or ""
        return is_frame(title) or self._is_of_homework(index)

    def _is_on_stranger(self, index: int, *, below: bool) -> bool:
        """Whether a heading that is no part of another names what the course does not speak of.

        What stands below such a heading is on that as well.
        """
        section = self._document.sections[index]
        if not below and names_stranger(self._title(section) or "", self._curriculum):
            return True
        above = section.parent
        return above is not None and self._is_on_stranger(above, below=self.is_below(above))

    def _is_of_homework(self, index: int) -> bool:
        """Whether a section stands below the heading of homework."""
        parent = self._document.sections[index].parent
        while parent is not None:
            if is_homework(self._title(self._document.sections[parent]) or ""):
                return True
            parent = self._document.sections[parent].parent
        return False

    def _with_text_below(self, index: int) -> Section:
        """A section without text with that of the sections below it."""
        below = [self._document.sections[child] for child in self._children[index]]
        blocks = tuple(block for section in below for block in section.blocks)
        return replace(self._document.sections[index], blocks=blocks)

    def phrase(self, index: int) -> Phrase | None:
        """The heading's title, in a note without headings the file's; None where there is none."""
        title = self._title(self._document.sections[index])
        if title is None:
            return None
        if index not in self._phrases:
            own = without_scope(title) if index in self._parts else title
            self._phrases[index] = read_phrase(without_chapter(without_label(own)))
        return self._phrases[index]

    def _titled_post(self) -> Phrase | None:
        """The title of a post that is a lesson's: all of it is on that."""
        name = _name(self._document) if self._document.title else None
        phrase = None if name is None else read_phrase(name[1])
        if phrase is None or _nearest_share(self._curriculum.index, phrase) < _LESSON:
            return None
        return phrase

    def is_post(self, index: int) -> bool:
        """Whether a section opens a post whose title is a lesson's."""
        return self._post is not None and self._document.sections[index].heading is None

    def _title(self, section: Section) -> str | None:
        if section.heading is not None:
            return section.heading.title
        return None if self._name is None else self._name[1]

    def labelled(self, index: int) -> tuple[int, ...]:
        """The parts of the course's video that a heading, else its texts, begin with."""
        section = self._document.sections[index]
        own = labelled_parts(section.heading.title) if section.heading else ()
        if own or (section.heading and section.heading.number):
            return own
        texts = [block for block in section.blocks if has_words(block) and not block.depth]
        return tuple(dict.fromkeys(n for text in texts for n in labelled_parts(text.words)))

    def _chapter(self, section: Section) -> int | None:
        """The number of the chapter that the heading, else the nearest one above, names."""
        own = chapter(section.heading.title) if section.heading else None
        if own is None and section.parent is not None:
            return self._chapter(self._document.sections[section.parent])
        return own

    def _number(self, section: Section) -> tuple[int, ...]:
        if section.heading is not None:
            return () if self._is_counted_anew(section) else section.heading.number
        return () if self._name is None else self._name[0]

    def _is_lesson(self, index: int) -> bool:
        """Whether a heading without text is a lesson's and those below it are parts of that.

        It bears the title of a lesson, or ends a number of several parts, or both where those
        below count on from it: 7.1.1 below 7.1. Those below are not lessons' titles themselves.
        """
        if self.phrase(index) is None:
            return False
        sections = [self._document.sections[child] for child in self._children[index]]
        own = self._document.sections[index].heading
        if own is None or any(section.heading is None for section in sections):
            return False
        numbers = [number for section in sections if (number := self._number(section))]
        deep, titled = len(own.number) >= _DEEP, self._bears_title(index)
        if not (titled or deep):
            return False
        if numbers and not (titled and deep and all(_extends(n, own.number) for n in numbers)):
            return False
        return self._titles_below(index) < _LESSONS

    def _bears_title(self, index: int) -> bool:
        """Whether a heading bears the title of a lesson, rather than that of a week."""
        return self._titled_lesson(index) is not None

    def _titled_lesson(self, index: int) -> int | None:
        """The lesson whose title a heading bears, where it is not rather that of a week."""
        phrase, curriculum = self.phrase(index), self._curriculum
        if phrase is None:
            return None
        near = nearest(curriculum.index, phrase.whole, limit=_NEAREST)
        shares = title_shares(curriculum.index, phrase, near)
        best = max(shares, key=lambda lesson: (shares[lesson], -lesson), default=None)
        if best is None or shares[best] < _LESSON:
            return None
        return best if shares[best] > _nearest_share(curriculum.scope_index, phrase) else None

    def _titles_below(self, index: int) -> int:
        """How many other lessons have their titles right below a heading."""
        if index not in self._below:
            below = {self._titled_lesson(child) for child in self._children.get(index, ())}
            self._below[index] = len(below - {None, self._titled_lesson(index)})
        return self._below[index]

    def _is_counted_anew(self, section: Section) -> bool:
        """Whether a heading counts the parts of the lesson above: 9. of which 1., 2. and 3."""
        if section.heading is None or section.parent is None or len(section.heading.number) != 1:
            return False
        above = self._document.sections[section.parent].heading
        return (
            above is not None
            and bool(above.number)
            and self._bears_title(section.parent)
            and self._titles_below(section.parent) < _LESSONS
        )

    def _implied(self, section: Section) -> Scope:
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

    def _topic(self, section: Section) -> Phrase | None:
        """The title of the nearest heading above that may be a lesson's."""
        parent = section.parent
        if parent is None:
            return self._post
        if self.is_title(parent):
            return None
        phrase, curriculum = self.phrase(parent), self._curriculum
        if phrase is None:
            return None
        share = _nearest_share(curriculum.index, phrase)
        if share < _TOPIC or share <= _nearest_share(curriculum.scope_index, phrase):
            return self._topic(self._document.sections[parent])
        return phrase

    def _is_below(self, section: Section) -> bool:
        """Whether the section is an unnumbered one below a section that may be a lesson's."""
        if section.parent is None or section.heading is None or self._number(section):
            return False
        above = self._document.sections[section.parent]
        if self.is_title(section.parent):
            return False
        if above.blocks or (above.heading and above.heading.number):
            return True
        return self._is_lesson(section.parent)

    def is_below(self, index: int) -> bool:
        """Whether a section is an unnumbered part of what stands above it."""
        return self._is_below(self._document.sections[index])

    def is_title(self, index: int) -> bool:
        """Whether a heading is the title of notes on several lessons, whatever text it has."""
        if index not in self._titles:
            section = self._document.sections[index]
            rest = self._document.sections[index + 1 :]
            outside = sum(1 for other in rest if other.parent is None)
            phrase = self.phrase(index)
            self._titles[index] = (
                section.parent is None
                and len(self._children.get(index, ())) >= _SEVERAL
                and outside <= _SEVERAL
                and not (section.heading and section.heading.number)
                and (phrase is None or _nearest_share(self._curriculum.index, phrase) < _LESSON)
            )
        return self._titles[index]

    def _stretch(self, index: int) -> tuple[int, ...]:
        """The lessons of the week or subcourse that a heading itself names; else none."""
        section = self._document.sections[index]
        title = self._title(section)
        if title is None or self.only_scope(index) or self.is_frame(index):
            return ()
        if index in self._parts or self.is_post(index):
            return ()
        own = named_scope(title)
        if own == (None, None):
            own = self._titled_stretch(index)
        if own == (None, None):
            return ()
        course, week = self.named(index)
        scope = (course if own[0] is None else own[0], week if own[1] is None else own[1])
        if scope[0] is None and self._curriculum.course.subcourses:
            scope = (self._course_by_title(title), scope[1])
        if scope[0] is None and self._curriculum.course.subcourses:
            return ()
        return self._curriculum.within(scope)

    def _titled_stretch(self, index: int) -> Scope:
        """The week or subcourse whose title a heading bears, where its texts run over that.

        It has about as many texts as there are lessons, or headings below it that name several.
        """
        phrase, section = self.phrase(index), self._document.sections[index]
        if phrase is None or not section.blocks:
            return None, None
        share = _nearest_share(self._curriculum.scope_index, phrase)
        if share < _SCOPE or share < _nearest_share(self._curriculum.index, phrase) + _SCOPE_MORE:
            return None, None
        found = titled_scope(self._curriculum, section.heading.title if section.heading else "")
        texts = sum(1 for block in section.blocks if has_words(block) and not block.depth)
        several = self._titles_below(index) >= _LESSONS
        if several or texts >= _PACE * len(self._curriculum.within(found)):
            return found
        return None, None

    def _course_by_title(self, title: str) -> int | None:
        return titled_scope(self._curriculum, title)[0]


def is_named_by_file(document: Document) -> bool:
    """Whether the file's name is the only title of the notes in it."""
    return not any(section.heading for section in document.sections)


def file_title(document: Document) -> str:
    """The title that a document's front matter or the name of its file gives."""
    stem = _EXTENSION.sub("", document.source.path.rpartition("/")[2])
    return document.title or _DATE.sub("", stem).replace("_", " ").strip()


def _name(document: Document) -> tuple[tuple[int, ...], str] | None:
    """Number and words of the file's title; None where it only counts or dates."""
    number, words = split_number(file_title(document))
    return (number, words) if any(char.isalpha() for char in words) else None


def _extends(number: tuple[int, ...], above: tuple[int, ...]) -> bool:
    """Whether ``number`` is one below ``above``: 2.3.1 below 2.3."""
    return number[: len(above)] == above and len(number) == len(above) + 1


def _nearest_share(index: LessonIndex, phrase: Phrase) -> float:
    keys = nearest(index, phrase.whole, limit=_NEAREST)
    return max((title_share(index, phrase, key) for key in keys), default=0.0)


def _document_scope(document: Document, curriculum: Curriculum) -> Scope:
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
