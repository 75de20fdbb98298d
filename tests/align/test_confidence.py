from __future__ import annotations

import pytest

from site_builder.align.confidence import (
    BLOCK,
    HEADING,
    Signs,
    block_signs,
    confidence,
    heading_signs,
)
from site_builder.align.standing import Standing
from site_builder.model.alignment import Candidate, Evidence

TITLE = (Evidence.TITLE, Evidence.ORDER)


def sure(signs: Signs) -> float:
    """The confidence in a heading."""
    return confidence(signs.of_heading(), HEADING)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (Signs(worth=0.4), Signs(worth=0.9)),
        (Signs(worth=0.7, margin=-0.1), Signs(worth=0.7, margin=0.1)),
        (Signs(worth=0.7), Signs(worth=0.7, counted=True)),
        (Signs(worth=0.7, alone=True), Signs(worth=0.7)),
    ],
)
def test_more_signs_make_it_surer(less: Signs, more: Signs) -> None:
    """Confidence rises with each sign, and stays below certainty."""
    assert 0 < sure(less) < sure(more) < 1


def test_margin_is_held_against_the_next_candidate() -> None:
    """The margin of a heading is negative where another lesson's words say more."""
    candidates = (Candidate(2, 0.75, ()), Candidate(1, 0.5, ()))

    signs = heading_signs(Standing(1, 0.5, TITLE), candidates, alone=False)

    assert signs.margin == pytest.approx(-0.25)


def test_own_words_of_a_block_are_surer_than_its_place() -> None:
    """A block that moved by its words is surer than one that only lies between others."""
    heading = Standing(1, 0.9, TITLE)
    spoken = block_signs(Standing(2, 0.4, (Evidence.BODY,)), heading)
    guessed = block_signs(Standing(2, 0.4, (Evidence.ORDER,)), heading)

    assert confidence(spoken.of_block(), BLOCK) > confidence(guessed.of_block(), BLOCK)


def test_words_that_make_another_lesson_likelier_are_doubtful() -> None:
    """A block is the surer the further its words put its lesson before all others."""
    heading = Standing(1, 0.9, TITLE)
    found = [
        confidence(
            block_signs(Standing(2, 0.4, (Evidence.ORDER,), lead), heading).of_block(), BLOCK
        )
        for lead in (-0.5, 0.0, 0.5)
    ]

    assert found == sorted(found)
    assert found[0] < 0.5
