"""How the sections of a document stand to one another, and so as what lessons meet them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from site_builder.align.blocks import has_words
from site_builder.align.curriculum import Curriculum, Scope
from site_builder.align.frames import is_frame, is_homework
from site_builder.align.named_headings import LESSON, NamedHeadings, nearest_share
from site_builder.align.scopes import named_scope, titled_scope
from site_builder.align.score import Phrase
from site_builder.align.signs import Head
from site_builder.align.strangers import names_stranger
from site_builder.model.note import Document, Section

_DEEP = 2
"""Parts of a number from which a heading without numbers below it may be a lesson's: 1.2."""
_LESSONS = 2
"""Titles of lessons right below a heading from which these are the lessons, and not it."""
_SEVERAL = 4
"""Sections below a title from which it is that of a whole document."""
_SCOPE = 0.8
_SCOPE_MORE = 0.1
"""How near a heading comes to the title of a week before it is on that, and how much nearer than
to any lesson's."""
_PACE = 0.6
"""Texts a lesson from which a heading is on the whole week whose title it bears."""
_TOPIC = 0.4
"""How near a heading comes to a lesson's title before it is the topic of those below it."""


class Shape:
    """The sections of a document that nobody placed, as they are held against lessons."""

    def __init__(self, document: Document, free: Sequence[int], curriculum: Curriculum) -> None:
        self._document = document
        self._curriculum = curriculum
        self._children: dict[int, list[int]] = {}
        for index, section in enumerate(document.sections):
            if section.parent is not None and not self._goes_on(section):
                self._children.setdefault(section.parent, []).append(index)
        self.names = NamedHeadings(document, curriculum)
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

    def head(self, index: int) -> Head:
        """The section as it is placed by its heading."""
        section = self._document.sections[index]
        below = self._is_below(section)
        return Head(
            section=self._with_text_below(index) if self.only_scope(index) else section,
            number=self._number(section),
            phrase=self.names.phrase(index),
            over=self.names.phrase(section.parent)
            if below and section.parent is not None
            else None,
            named=self.names.named(index),
            implied=self.names.implied(section),
            topic=self._topic(section),
            frame=self.is_frame(index) or self._is_on_stranger(index, below=below),
            below=below,
            parts=self.names.labelled(index),
            chapter=self.names.chapter(section),
        )

    def is_frame(self, index: int) -> bool:
        """Whether a section stands around the notes, as an afterword does, or is of homework."""
        title = self.names.title(self._document.sections[index]) or ""
        return is_frame(title) or self._is_of_homework(index)

    def _is_on_stranger(self, index: int, *, below: bool) -> bool:
        """Whether a heading that is no part of another names what the course does not speak of.

        What stands below such a heading is on that as well.
        """
        section = self._document.sections[index]
        if not below and names_stranger(self.names.title(section) or "", self._curriculum):
            return True
        above = section.parent
        return above is not None and self._is_on_stranger(above, below=self.is_below(above))

    def _is_of_homework(self, index: int) -> bool:
        """Whether a section stands below the heading of homework."""
        parent = self._document.sections[index].parent
        while parent is not None:
            if is_homework(self.names.title(self._document.sections[parent]) or ""):
                return True
            parent = self._document.sections[parent].parent
        return False

    def _with_text_below(self, index: int) -> Section:
        """A section without text with that of the sections below it."""
        below = [self._document.sections[child] for child in self._children[index]]
        blocks = tuple(block for section in below for block in section.blocks)
        return replace(self._document.sections[index], blocks=blocks)

    def _number(self, section: Section) -> tuple[int, ...]:
        if section.heading is not None:
            return () if self._is_counted_anew(section) else section.heading.number
        return () if self.names.name is None else self.names.name[0]

    def _is_lesson(self, index: int) -> bool:
        """Whether a heading without text is a lesson's and those below it are parts of that.

        It bears the title of a lesson, or ends a number of several parts, or both where those
        below count on from it: 7.1.1 below 7.1. Those below are not lessons' titles themselves.
        """
        if self.names.phrase(index) is None:
            return False
        sections = [self._document.sections[child] for child in self._children[index]]
        own = self._document.sections[index].heading
        if own is None or any(section.heading is None for section in sections):
            return False
        numbers = [number for section in sections if (number := self._number(section))]
        deep, titled = len(own.number) >= _DEEP, self.names.bears_title(index)
        if not (titled or deep):
            return False
        if numbers and not (titled and deep and all(_extends(n, own.number) for n in numbers)):
            return False
        return self._titles_below(index) < _LESSONS

    def _titles_below(self, index: int) -> int:
        """How many other lessons have their titles right below a heading."""
        if index not in self._below:
            below = {self.names.titled_lesson(child) for child in self._children.get(index, ())}
            self._below[index] = len(below - {None, self.names.titled_lesson(index)})
        return self._below[index]

    def _is_counted_anew(self, section: Section) -> bool:
        """Whether a heading counts the parts of the lesson above: 9. of which 1., 2. and 3."""
        if section.heading is None or section.parent is None or len(section.heading.number) != 1:
            return False
        above = self._document.sections[section.parent].heading
        return (
            above is not None
            and bool(above.number)
            and self.names.bears_title(section.parent)
            and self._titles_below(section.parent) < _LESSONS
        )

    def _topic(self, section: Section) -> Phrase | None:
        """The title of the nearest heading above that may be a lesson's."""
        parent = section.parent
        if parent is None:
            return self.names.post
        if self.is_title(parent):
            return None
        phrase, curriculum = self.names.phrase(parent), self._curriculum
        if phrase is None:
            return None
        share = nearest_share(curriculum.index, phrase)
        if share < _TOPIC or share <= nearest_share(curriculum.scope_index, phrase):
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
            phrase = self.names.phrase(index)
            self._titles[index] = (
                section.parent is None
                and len(self._children.get(index, ())) >= _SEVERAL
                and outside <= _SEVERAL
                and not (section.heading and section.heading.number)
                and (phrase is None or nearest_share(self._curriculum.index, phrase) < LESSON)
            )
        return self._titles[index]

    def _stretch(self, index: int) -> tuple[int, ...]:
        """The lessons of the week or subcourse that a heading itself names; else none."""
        section = self._document.sections[index]
        title = self.names.title(section)
        if title is None or self.only_scope(index) or self.is_frame(index):
            return ()
        if index in self.names.parts or self.names.is_post(index):
            return ()
        own = named_scope(title)
        if own == (None, None):
            own = self._titled_stretch(index)
        if own == (None, None):
            return ()
        course, week = self.names.named(index)
        scope = (course if own[0] is None else own[0], week if own[1] is None else own[1])
        if scope[0] is None and self._curriculum.course.subcourses:
            scope = (titled_scope(self._curriculum, title)[0], scope[1])
        if scope[0] is None and self._curriculum.course.subcourses:
            return ()
        return self._curriculum.within(scope)

    def _titled_stretch(self, index: int) -> Scope:
        """The week or subcourse whose title a heading bears, where its texts run over that.

        It has about as many texts as there are lessons, or headings below it that name several.
        """
        phrase, section = self.names.phrase(index), self._document.sections[index]
        if phrase is None or not section.blocks:
            return None, None
        share = nearest_share(self._curriculum.scope_index, phrase)
        if share < _SCOPE or share < nearest_share(self._curriculum.index, phrase) + _SCOPE_MORE:
            return None, None
        found = titled_scope(self._curriculum, section.heading.title if section.heading else "")
        texts = sum(1 for block in section.blocks if has_words(block) and not block.depth)
        several = self._titles_below(index) >= _LESSONS
        if several or texts >= _PACE * len(self._curriculum.within(found)):
            return found
        return None, None


def _extends(number: tuple[int, ...], above: tuple[int, ...]) -> bool:
    """Whether ``number`` is one below ``above``: 2.3.1 below 2.3."""
    return number[: len(above)] == above and len(number) == len(above) + 1
