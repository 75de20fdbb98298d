"""Scores of placements as the share of such placements that is right.

Two logistic curves over what is known of a placement: what speaks for it, by how much more than for
the next lesson, and whether its author's number agrees. They were fitted to 1,349 labelled headings
and blocks of 25 authors, 12 of them read with the glossary as it was before anybody had seen their
notes; `benchmarks/calibration.py` holds them against the labels and fits them anew, and its table
is cross-validated: each author is judged by curves that were fitted to the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp

from site_builder.align.standing import Placed, Standing
from site_builder.model.alignment import Candidate, Evidence

_WIDEST = 0.4
"""Margin to the next candidate from which more says nothing more."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a placement, as the curves weigh it."""

    worth: float
    """What speaks for the lesson, 0 to 1."""
    margin: float = 0.0
    """Of a heading: how much more that is than for the next candidate; negative where order won."""
    counted: bool = False
    """Of a heading: whether its author's number agrees."""
    guessed: bool = False
    """Of a block: whether only its place among its neighbours speaks."""
    moved: bool = False
    """Of a block: whether its own words put it on another lesson than its heading."""

    def of_heading(self) -> tuple[float, ...]:
        """The values that `HEADING` weighs."""
        return 1.0, self.margin, self.worth, float(self.counted)

    def of_block(self) -> tuple[float, ...]:
        """The values that `BLOCK` weighs."""
        return 1.0, self.worth, float(self.guessed), float(self.moved)


HEADING = (1.72, 2.03, 1.23, 1.32)
"""Weights of ``Signs.of_heading``, rising with each of its values."""
BLOCK = (0.63, 1.72, -0.19, 1.18)
"""Weights of ``Signs.of_block``."""


def heading_signs(standing: Standing, candidates: Sequence[Candidate]) -> Signs:
    """What is known of where a heading stands.

    Args:
        standing: Its lesson, with what speaks for it as score.
        candidates: The lessons that it was held against.
    """
    own = max((c.score for c in candidates if c.lesson == standing.lesson), default=0.0)
    other = max((c.score for c in candidates if c.lesson != standing.lesson), default=0.0)
    return Signs(
        worth=standing.score,
        margin=max(-_WIDEST, min(_WIDEST, own - other)),
        counted=Evidence.NUMBER in standing.evidence,
    )


def block_signs(standing: Standing, heading: Standing) -> Signs:
    """What is known of where a block stands, below a heading that stands on ``heading``."""
    guessed = standing.evidence == (Evidence.ORDER,)
    return Signs(
        worth=standing.score,
        guessed=guessed,
        moved=standing.lesson != heading.lesson and not guessed,
    )


def confidence(values: Sequence[float], weights: Sequence[float]) -> float:
    """The share of placements with these values that is right, 0 to 1."""
    return 1 / (1 + exp(-sum(v * w for v, w in zip(values, weights, strict=True))))


def with_confidence(placed: Placed, candidates: Sequence[Candidate]) -> Placed:
    """``placed`` with the share of such placements that is right in place of the sum of signs."""
    heading = placed.heading[0]
    return Placed(
        tuple(
            replace(x, score=confidence(heading_signs(x, candidates).of_heading(), HEADING))
            for x in placed.heading
        ),
        tuple(
            tuple(
                replace(x, score=confidence(block_signs(x, heading).of_block(), BLOCK))
                for x in block
            )
            for block in placed.blocks
        ),
    )
