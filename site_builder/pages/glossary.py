"""The page of terms, or of the lessons' titles in two languages where there are no terms."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.links.targets import GLOSSARY_PAGE
from site_builder.model.config import Config
from site_builder.model.site import Page
from site_builder.pages.holdings import Holdings
from site_builder.pages.markup import front_matter
from site_builder.pages.places import PageLink, link_lessons, root_of
from site_builder.pages.templates import PageTemplates


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term."""

    zh: str
    """Chinese."""
    en: str
    """English; empty where there is none."""
    text: str
    """What it means; empty where the glossary does not say."""
    lessons: tuple[PageLink, ...]
    """Lessons that explain it."""


def render_glossary(config: Config, holdings: Holdings, templates: PageTemplates) -> Page | None:
    """The page; None where there is neither a term nor a title in two languages."""
    root = root_of(GLOSSARY_PAGE)
    terms = tuple(
        TermRow(term.zh, term.en, term.text, link_lessons(term.lessons, holdings, root))
        for term in config.glossary
    )
    titles = tuple(
        TermRow(lesson.title, lesson.title_en, "", link_lessons([lesson.number], holdings, root))
        for lesson in holdings.lessons.values()
        if lesson.title_en
    )
    rows = terms or titles
    if not rows:
        return None
    title = "术语" if terms else "中英对照"
    head = front_matter({"title": title, "description": "中文与英文的对照，以及讲到它们的课"})
    text = templates.fill("pages/glossary.md", title=title, terms=rows, from_titles=not terms)
    return Page(GLOSSARY_PAGE, title, head + text)
