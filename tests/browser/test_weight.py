"""What a reader's browser has to load: bytes, which are the same on every machine."""

from __future__ import annotations

import gzip
import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

FRAME_LIMIT = 60_000
"""Bytes of a lesson's HTML, before compression, apart from its own text and formulas."""

VIEW_LIMIT = 250_000
"""Bytes of the first view of a lesson in all, as a host sends them: text compressed."""

LESSONS = (10, 24, 75, 107, 121, 183)
"""With much text, with many formulas, with pictures, with little of all."""

_FORMULA = re.compile(r"<x-math.*?</x-math>", re.DOTALL)
_ARTICLE = re.compile(r"<article.*?</article>", re.DOTALL)
_BETWEEN_TAGS = re.compile(r">[^<]+<")


@pytest.mark.parametrize("number", LESSONS)
def test_the_frame_of_a_lesson_is_light(site: str, number: int) -> None:
    """Tags count wherever they are; words count outside the article only."""
    with urlopen(f"{site}lessons/{number:03}/") as answer:
        html = answer.read().decode()

    frame = _ARTICLE.sub(
        lambda article: _BETWEEN_TAGS.sub("><", article[0]), _FORMULA.sub("", html)
    )

    assert len(frame.encode()) <= FRAME_LIMIT


@pytest.mark.parametrize("number", [10, 75])
def test_the_first_view_of_a_lesson_is_light(browser: Browser, site: str, number: int) -> None:
    """Page, styles, scripts, fonts, pictures in sight and what the search loads beforehand."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    page = context.new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url.partition("#")[0]))
    page.goto(f"{site}lessons/{number:03}/", wait_until="networkidle")
    context.close()

    sent = {url: _size(url) for url in asked if url.startswith(site)}

    assert len(sent) > 10
    assert sum(sent.values()) <= VIEW_LIMIT, sent


def _size(url: str) -> int:
    """Bytes of a file as a host sends it: what is not packed already is compressed."""
    with urlopen(url) as answer:
        body = answer.read()
    packed = url.endswith((".woff2", ".png", ".webp", ".jpg"))
    return len(body) if packed else len(gzip.compress(body, 6))
